//! Habits of the command line that need no AWS: help, colour, the pager, and what is suggested.

use crate::harness::Sandbox;

#[test]
fn help_is_coloured_only_where_that_is_wanted() {
    let sandbox = Sandbox::new();
    let escapes = |words: &str, variables: &[(&str, &str)]| {
        let command =
            variables.iter().fold(sandbox.command(words), |command, (name, value)| command.env(name, value));
        command.run().ok().stdout.contains('\x1b')
    };
    assert!(!escapes("--help", &[]));
    assert!(!escapes("--color never --help", &[("FORCE_COLOR", "1")]));
    assert!(!escapes("--help", &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!escapes("--help", &[("FORCE_COLOR", "0")]));
    assert!(escapes("deploy -h --color=always", &[("NO_COLOR", "1")]));
    for name in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
        assert!(escapes("deploy -h", &[(name, "1")]), "{name}");
    }
    let failed = sandbox.command("nope").env("CLICOLOR_FORCE", "1").run().code(2);
    assert!(failed.stderr.contains('\x1b'));
}

#[test]
fn commands_that_do_not_exist_lead_to_those_that_do() {
    let sandbox = Sandbox::new();
    sandbox.run("remove mailbox").code(2).says("did you mean 'teardown'?");
    sandbox.run("apply").code(2).says("did you mean 'deploy'?");
    sandbox.run("rollback").code(2).says("check it out and run 'provision deploy'");
    sandbox.run("destroyed").code(2).says("'provision --help' shows what it takes");
}

/// A line of shell on a terminal of 24 lines, by `script`, which not every machine has.
fn on_a_terminal(sandbox: &Sandbox, line: &str) -> Option<String> {
    let has_script = sandbox.shell("command -v script").code == Some(0);
    has_script.then(|| {
        sandbox
            .shell(&format!("script -qec \"stty rows 24 cols 80; TERM=xterm {line}\" /dev/null"))
            .ok()
            .stdout
    })
}

#[test]
fn what_is_longer_than_the_terminal_is_paged() {
    let sandbox = Sandbox::new();
    let program = env!("CARGO_BIN_EXE_provision");
    let Some(paged) = on_a_terminal(&sandbox, &format!("PAGER='sed s/^/paged:/' {program} --help")) else {
        return;
    };
    assert!(paged.contains("paged:Deploys, runs and takes down"), "{paged}");
    let whole = |line: &str| {
        let text = on_a_terminal(&sandbox, line).unwrap();
        assert!(text.contains("Deploys, runs and takes down") && !text.contains("paged:"), "{line}: {text}");
    };
    whole(&format!("PAGER='sed s/^/paged:/' {program} --no-pager --help"));
    whole(&format!("PAGER= {program} --help"));
    whole(&format!("PAGER=no-such-pager {program} --help"));
}
