//! What is printed, where, and to whom.

use std::fs::File;

use crate::harness::{Sandbox, project, redacted};

fn deployed() -> Sandbox {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    project::write_with_steps(&sandbox, stacks, steps);
    sandbox.run("deploy").ok();
    sandbox
}

#[test]
fn status_shows_stacks_and_replicas() {
    let sandbox = deployed();
    insta::assert_snapshot!(redacted(&sandbox, &sandbox.run("status").ok().stdout), @r"
    Stage  dev in us-east-1, us-west-2
    Account  000000000000 at http://127.0.0.1:[port]

    SYSTEM  STATE  STACKS  LAST DEPLOY  PROBLEMS
    s  ready  2 of 2  [age]

    STACK  REGION  STATE  AGE  STATUS
    s-data-dev  us-west-2  ready  [age]  CREATE_COMPLETE
    s-user-dev  us-east-1  ready  [age]  CREATE_COMPLETE

    TABLE  REGION  ROLE  STATUS
    items-dev  us-west-2  home  ACTIVE
    items-dev  us-east-1  replica  ACTIVE
    ");
    let status = sandbox.run("status --output json").ok().json();
    assert_eq!(status["stacks"][0]["stack"], "s-data-dev");
    assert_eq!(status["stacks"][0]["condition"], "ready");
    assert_eq!(status["tables"][0]["replicas"][0]["ready"], true);
    sandbox.run("status --stage test").ok().prints("not deployed");
}

#[test]
fn outputs_are_a_table_a_document_or_one_bare_value() {
    let sandbox = deployed();
    insta::assert_snapshot!(redacted(&sandbox, &sandbox.run("outputs").ok().stdout), @r"
    STACK  OUTPUT  VALUE
    s-data-dev  StreamArn  arn:aws:dynamodb:us-west-2:000000000000:table/items-dev/stream/[time]
    s-data-dev  TableArn  arn:aws:dynamodb:us-west-2:000000000000:table/items-dev
    s-data-dev  TableName  items-dev
    s-user-dev  Arn  arn:aws:sns:us-east-1:000000000000:user-dev
    ");
    let outputs = sandbox.run("outputs --output json").ok().json();
    assert_eq!(outputs["s-data-dev"]["TableName"], "items-dev");
    assert!(outputs["s-data-dev"].get("ProvisionFingerprint").is_none());
    assert_eq!(sandbox.run("outputs s-data.TableName").ok().stdout, "items-dev\n");
    let one = sandbox.run("outputs s-data.TableName --output json").ok().json();
    assert_eq!(
        (&one["value"], &one["type"], &one["status"]),
        (&"items-dev".into(), &"result".into(), &"succeeded".into())
    );
    let all = sandbox.run("outputs s").ok();
    all.prints("s-user-dev").prints("s-data-dev");
    sandbox.run("outputs s-user").ok().prints("s-user-dev").never_mentions("s-data-dev");
    sandbox.run("outputs nope").code(2).says("has no system or stack 'nope'").says("the systems are: s");
    let shell = "eval \"$(provision outputs s-data --format env)\"; echo $S_DATA_TABLE_NAME/$S_USER_ARN";
    assert_eq!(sandbox.shell(shell).ok().stdout, "items-dev/\n");
    sandbox.run("outputs s-data.Nope").code(1).says("there is no output 's-data.Nope' in stage dev");
    sandbox.run("outputs s-data.TableName --format env").ok().prints("S_DATA_TABLE_NAME='");
}

#[test]
fn validate_says_what_was_checked() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    insta::assert_snapshot!(redacted(&sandbox, &sandbox.run("validate").ok().stdout), @r"
    SYSTEM  STACKS  STEPS  DESCRIPTION
    s  2  0

    provision.yaml is sound.
    ");
    assert_eq!(sandbox.run("validate --output json").ok().json()["systems"][0]["stacks"], 2);
    sandbox.run("validate --schema").ok().prints("\"$schema\"");
}

#[test]
fn quiet_prints_the_result_and_nothing_else() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    for words in ["deploy --quiet", "status --quiet", "plan --quiet", "teardown --quiet --confirm s"] {
        let output = sandbox.run(words).ok();
        assert_eq!(output.stderr, "", "{words}");
        assert_ne!(output.stdout, "", "{words}");
    }
}

#[test]
fn nothing_but_the_result_is_on_standard_output() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.run("deploy --output json").ok().events();
    for words in ["status", "outputs", "plan", "validate"] {
        sandbox.run(&format!("{words} --output json")).ok().json();
    }
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    for words in
        ["deploy", "status", "outputs", "plan", "validate", "--help", "completion bash", "local status"]
    {
        sandbox.command(words).with_a_closed_pipe().run().ok();
    }
    assert_eq!(sandbox.aws().stacks("us-west-2").len(), 1, "the deploy went on");
    sandbox.command("teardown --confirm s --output json").with_a_closed_pipe().run().ok();
    assert!(sandbox.aws().stacks("us-west-2").is_empty());
}

#[test]
fn a_reader_that_has_gone_does_not_turn_a_failure_into_a_success() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      x: {template: failing.yaml, region: home}\n");
    sandbox.command("deploy").with_a_closed_pipe().run().code(1);
    sandbox.command("deploy --yes --output json").with_a_closed_pipe().run().code(1);
}

#[test]
fn a_full_disk_is_reported() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    for words in ["validate", "status", "deploy", "--version"] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        sandbox.command(words).stdout(full).run().code(1).says("writing to standard output").says("space");
    }
}

#[test]
fn standard_output_may_be_closed() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    for words in ["deploy", "status", "outputs"] {
        sandbox.shell(&format!("provision {words} >&- 2>&-")).ok();
    }
    assert_eq!(sandbox.aws().stacks("us-west-2").len(), 1);
}

#[test]
fn the_built_in_project_is_used_where_there_is_none() {
    let sandbox = Sandbox::new();
    sandbox.run("validate").ok().prints("provision.yaml (built in) is sound");
}

#[test]
fn a_project_file_is_found_from_a_folder_below() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.write("below/further/notes.txt", "");
    sandbox
        .command("validate")
        .within(&sandbox.path("project/below/further"))
        .run()
        .ok()
        .prints("provision.yaml is sound.");
}

/// `script` gives the program a terminal of no size, as some continuous integration does.
#[test]
fn a_terminal_without_a_size_is_fitted_to_80_columns_and_nothing_moves_on_it() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    let program = concat!(env!("CARGO_BIN_EXE_provision"), " --color never");
    let sized = |size: [u16; 2], words: &str| sandbox.on_terminal_of(size, &format!("{program} {words}"));
    for size in [[0, 0], [0, 100], [24, 0]] {
        let Some(deployed) = sized(size, "deploy") else { return };
        assert!(!deployed.stdout.contains('\x1b') && !deployed.stdout.contains("of 2 done"), "{deployed}");
        let status = sized(size, "execution list --help").unwrap().ok();
        assert!(!status.stdout.contains('\x1b'), "no pager: {status}");
        let outputs = sized(size, "doctor").unwrap().stdout;
        assert!(outputs.lines().all(|line| line.trim_end().chars().count() <= 80), "{outputs}");
    }
}

/// Everything that is said, apart from data, is in ASCII where the locale has nothing else.
#[test]
fn a_locale_without_utf_8_gets_ascii() {
    let sandbox = Sandbox::started();
    let stacks =
        "      a: {template: topic.yaml, region: home, parameters: {Name: 'a-${stage}', Display: one}}\n";
    project::write(&sandbox, stacks);
    sandbox.set("LC_ALL", "C");
    let ascii = |words: &str| {
        let output = sandbox.run(words);
        assert!(output.stdout.is_ascii() && output.stderr.is_ascii(), "{output}");
        output
    };
    ascii("local down");
    ascii("local up").ok().says("starting the emulator ...");
    ascii("deploy").ok();
    ascii("plan -p s-a.Display=two").ok().prints("DisplayName: one -> two");
    for words in
        ["status", "outputs", "doctor", "validate", "docs", "--help", "deploy --help", "local status"]
    {
        ascii(words);
    }
    for page in ["project-file", "orders", "json", "coffee", "mailbox", "shop", "permissions"] {
        ascii(&format!("docs {page}")).ok();
    }
    project::write(
        &sandbox,
        "      a: {template: topic.yaml, region: home, needs: [s-b]}\n      b: {template: topic.yaml, region: home, needs: [s-a]}\n",
    );
    ascii("validate").code(2).says("s-a -> s-b -> s-a");
    project::write(&sandbox, stacks);
    ascii("teardown --confirm s").ok();
    ascii("frobnicate").code(2);
}

#[test]
fn a_project_without_systems_says_so_in_one_sentence() {
    let sandbox = Sandbox::started();
    sandbox.write("provision.yaml", &format!("{}systems: {{}}\n", project::HEAD));
    for (words, sentence) in [
        ("plan", "Nothing to do in stage dev: the project file has no stacks.\n"),
        ("plan --fail", "Nothing to do in stage dev: the project file has no stacks.\n"),
        ("deploy", "Nothing to deploy in stage dev: the project file has no stacks.\n"),
        ("teardown", "Nothing to remove in stage dev: the project file has no stacks.\n"),
    ] {
        let output = sandbox.run(words).ok();
        assert_eq!(output.stdout, sentence, "{words}");
        assert!(output.stderr.contains("ing no systems: stage dev"), "{output}");
    }
    let status = sandbox.run("status").ok();
    assert_eq!(status.stdout.split("\n\n").nth(1), Some("The project file has no stacks.\n"), "{status}");
    let outputs = sandbox.run("outputs").ok().says("no outputs: the project file has no stacks\n");
    assert_eq!(outputs.stdout, "");
    sandbox.run("validate").ok().prints("The project file has no systems.\n\nprovision.yaml is sound.\n");
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.run("outputs").ok().says("no outputs in stage dev; provision status shows what is deployed\n");
}
