//! Habits of the command line that need no AWS: help, colour, the pager, and what is suggested.

use crate::harness::{Sandbox, project};

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
    sandbox.run("rollback").code(2).says("check it out and run provision deploy");
    sandbox.run("destroyed").code(2).says("'provision --help' shows what it takes");
}

#[test]
fn help_fits_the_terminal_and_its_commands_can_be_pasted() {
    let sandbox = Sandbox::new();
    let help = |words: &str| {
        let line = format!("{} {words}", env!("CARGO_BIN_EXE_provision"));
        Some(sandbox.on_a_terminal(60, &line, "")?.ok().stdout)
    };
    let Some(create) = help("mailbox create -h --no-pager") else { return };
    let example = "\n  provision mailbox create --username ann --domain example.com --follow";
    assert!(create.contains(example), "{create}");
    let teardown = help("teardown -h --no-pager").unwrap();
    let retain =
        "\n  provision teardown --retain cake-data.Table\r\n      after a deletion that failed because of it";
    assert!(teardown.contains(retain) || teardown.contains(&retain.replace('\r', "")), "{teardown}");
    let all = help("--help --no-pager --color never").unwrap();
    assert!(all.contains("Deploys, operates and removes"), "{all}");
    let too_long =
        all.lines().find(|line| line.trim_end().chars().count() > 60 && !line.contains("provision "));
    assert_eq!(too_long, None);
}

#[test]
fn options_that_would_be_ignored_are_refused() {
    let sandbox = Sandbox::new();
    sandbox.run("status --local --profile corp").code(2).says("--profile and --local exclude each other");
    sandbox.run("status --local --endpoint-url http://127.0.0.1:1").code(2).says("has an address of its own");
}

#[test]
fn what_is_longer_than_the_terminal_is_paged() {
    let sandbox = Sandbox::new();
    let program = env!("CARGO_BIN_EXE_provision");
    let line = format!("PAGER='sed s/^/paged:/' {program} --help");
    let Some(paged) = sandbox.on_a_terminal(80, &line, "") else {
        return;
    };
    let paged = paged.ok().stdout;
    assert!(paged.contains("paged:Deploys, operates and removes"), "{paged}");
    let whole = |line: &str| {
        let text = sandbox.on_a_terminal(80, line, "").unwrap().ok().stdout;
        assert!(text.contains("Deploys, operates and removes") && !text.contains("paged:"), "{line}: {text}");
    };
    whole(&format!("PAGER='sed s/^/paged:/' {program} --no-pager --help"));
    whole(&format!("PAGER= {program} --help"));
    whole(&format!("PAGER=no-such-pager {program} --help"));
}

#[test]
fn programs_get_a_result_in_json_also_where_a_command_fails() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    let refused = |words: &str| {
        let output = sandbox.run(words).code(2);
        let last = output.events().pop().unwrap_or_else(|| panic!("nothing is printed by {output}"));
        assert_eq!((&last["type"], &last["status"]), (&"result".into(), &"failed".into()), "{words}");
        assert_eq!(last["error"]["type"], "usage", "{words}");
        for key in ["message", "hint", "node", "region", "requestId"] {
            assert!(last["error"].get(key).is_some(), "{key} of {words}");
        }
        last
    };
    for words in
        ["nope --output json", "--output=json deploy --nope", "deploy nope --output json", "--output json"]
    {
        refused(words);
    }
    let last = refused("deploy --stage nope --output json");
    assert!(last["error"]["message"].as_str().unwrap().contains("no stage 'nope'"), "{last}");
    assert!(last["error"]["hint"].as_str().unwrap().contains("dev"), "{last}");
    let valid = sandbox.run("validate --output json").ok().json();
    assert_eq!((&valid["type"], &valid["status"]), (&"result".into(), &"succeeded".into()));
    assert_eq!(valid["systems"][0]["stacks"], 2);
    let schema = sandbox.run("validate --schema --output json").ok().json();
    assert!(schema.get("status").is_none());
}

#[test]
fn a_run_that_fails_names_its_node_in_json() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      x: {template: failing.yaml, region: home}\n");
    let events = sandbox.run("deploy --output json").code(1).events();
    let last = events.last().unwrap();
    assert_eq!(
        (&last["type"], &last["status"], &last["event"]),
        (&"result".into(), &"failed".into(), &"report".into())
    );
    assert_eq!(
        (&last["error"]["node"], &last["error"]["region"]),
        (&last["failure"]["node"], &last["failure"]["region"])
    );
    assert!(last["error"]["node"].as_str().unwrap().contains("s-x-dev"), "{last}");
    let run = events[0]["runId"].as_str().unwrap();
    for event in &events {
        assert_eq!(event["runId"], run, "{event}");
        assert_eq!(
            (&event["account"], &event["timestamp"]),
            (&"000000000000".into(), &event["time"]),
            "{event}"
        );
        assert!(event["region"].is_string(), "{event}");
    }
}

/// A template whose tables have the same name.
const TWICE: &str = "\
Resources:
  One: {Type: AWS::DynamoDB::Table, Properties: &table {TableName: same, BillingMode: PAY_PER_REQUEST,
    AttributeDefinitions: [{AttributeName: id, AttributeType: S}], KeySchema: [{AttributeName: id, KeyType: HASH}]}}
  Other: {Type: AWS::DynamoDB::Table, DependsOn: One, Properties: *table}
";

#[test]
fn the_remedy_of_a_failed_creation_is_given_to_programs_too() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      x: {template: twice.yaml, region: home}\n");
    sandbox.write("twice.yaml", TWICE);
    let failed = sandbox.run("deploy --output json").code(1).says("hint: rename or delete the resource");
    let last = failed.events().pop().unwrap();
    let hints = [&last["error"]["hint"], &last["failure"]["hint"], &last["nodes"][0]["hint"]];
    for hint in hints {
        assert!(
            hint.as_str().unwrap().starts_with("rename or delete the resource that has this name"),
            "{last}"
        );
    }
}

#[test]
fn the_documentation_is_part_of_the_program() {
    let sandbox = Sandbox::new();
    sandbox.run("docs").ok().prints("project-file").prints("mailbox");
    sandbox.run("docs project-file").ok().prints("# ");
    assert!(sandbox.run("docs cake --output json").ok().json()["text"].as_str().unwrap().starts_with("# "));
    sandbox.run("docs nope").code(2).says("there is no page 'nope'").says("project-file");
}

#[test]
fn verbose_runs_say_what_is_done_and_hold_no_secret() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.run("deploy").ok();
    sandbox.run("status").ok().never_mentions("the project file is");
    let once =
        sandbox.run("status -v").ok().says("the project file is provision.yaml").says("connecting to AWS");
    assert!(!once.stderr.contains("AWS call"), "{once}");
    let twice = sandbox.run("status -vv").ok().says("AWS call").never_mentions(&sandbox.secret());
    for part in [
        "service=\"cloudformation\"",
        "operation=\"DescribeStacks\"",
        "region=\"us-west-2\"",
        "ms=",
        "request_id=\"",
        "attempt=1",
    ] {
        assert!(twice.stderr.contains(part), "{part} is not in {twice}");
    }
    assert!(!twice.stderr.contains("Signature") && !twice.stderr.contains("Credential="), "{twice}");
    let all = sandbox.command("status").env("PROVISION_LOG", "trace").run().ok();
    assert!(all.stderr.contains("AWS call") && !all.stderr.contains("Signature"), "{all}");
    sandbox.command("status -vv").env("PROVISION_LOG", "error").run().ok().never_mentions("AWS call");
    sandbox.command("status").env("PROVISION_LOG", "engine=loud").run().code(2).says("is not a valid filter");
}
