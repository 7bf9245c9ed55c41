//! What is deleted, what is kept, and what is asked.

use crate::harness::{Sandbox, Verdict, project, refusal};

fn deployed(words: &str) -> Sandbox {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    project::write_with_steps(&sandbox, stacks, steps);
    sandbox.run(&format!("deploy {words}")).ok();
    sandbox
}

#[test]
fn without_the_systems_name_nothing_is_deleted() {
    let sandbox = deployed("");
    sandbox.run("teardown").code(2).says("hint:").says("--confirm s");
    sandbox.run("teardown --confirm other").code(2).says("'other', which is not to be removed");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-data-dev CREATE_COMPLETE"]);
    assert_eq!(sandbox.aws().stacks("us-east-1"), ["s-user-dev CREATE_COMPLETE"]);
}

#[test]
fn a_protected_stage_is_deleted_only_by_force() {
    let sandbox = deployed("--stage prod");
    sandbox
        .run("teardown --stage prod --confirm s")
        .code(1)
        .says("stage prod is protected: nothing in it is removed")
        .says("--force");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-data-prod CREATE_COMPLETE"]);
    sandbox.run("teardown --stage prod --confirm s --force --delete-data").ok();
    assert!(sandbox.aws().stacks("us-west-2").is_empty());
    assert!(sandbox.aws().tables("us-west-2").is_empty());
}

#[test]
fn stages_do_not_touch_each_other() {
    let sandbox = deployed("");
    sandbox.run("deploy --stage test").ok();
    sandbox.run("teardown --stage test --delete-data --confirm s").ok();
    assert_eq!(sandbox.aws().tables("us-west-2"), ["items-dev"]);
    sandbox.run("deploy").ok().prints("Nothing changed");
}

#[test]
fn a_replica_that_was_never_made_is_no_obstacle() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      data: {template: table.yaml, region: home, parameters: {Stage: dev}}\n");
    sandbox.run("deploy").ok();
    let (stacks, steps) = project::REPLICATED;
    project::write_with_steps(&sandbox, stacks, steps);
    sandbox.run("teardown --delete-data --confirm s").ok();
    assert!(sandbox.aws().tables("us-west-2").is_empty());
}

#[test]
fn a_protected_table_that_is_deleted_with_its_stack_stops_the_teardown_before_anything_is_deleted() {
    let sandbox = Sandbox::started();
    let template = project::TABLE
        .replace("    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n", "")
        .replace("      BillingMode", "      DeletionProtectionEnabled: true\n      BillingMode");
    sandbox.write("protected.yaml", &template);
    project::write(
        &sandbox,
        "      data: {template: protected.yaml, region: home, parameters: {Stage: '${stage}'}}\n",
    );
    sandbox.run("deploy").ok();
    sandbox.run("teardown --yes").code(1).says("items-dev").says("protected").says("--force");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-data-dev CREATE_COMPLETE"]);
    sandbox.run("teardown --yes --force").ok();
    assert!(sandbox.aws().tables("us-west-2").is_empty());
}

/// Two systems, `s` and `t`, each with a topic.
fn two_systems() -> Sandbox {
    let sandbox = Sandbox::started();
    let topic = |name: &str| {
        format!("      {name}: {{template: topic.yaml, region: home, parameters: {{Name: {name}}}}}\n")
    };
    project::write(&sandbox, &(topic("a") + "  t:\n    stacks:\n" + &topic("b")));
    sandbox.run("deploy").ok();
    sandbox
}

#[test]
fn one_question_for_all_systems_is_repeated_after_a_slip() {
    let sandbox = two_systems();
    let question = "Type the name of the stage to remove s, t from it (dev): ";
    let Some(output) = sandbox.on_terminal("teardown", 100, "s\\ndve\\ndev\\n") else { return };
    assert_eq!(output.code, Some(0), "{output}");
    assert_eq!(output.stdout.matches(question).count(), 3, "{output}");
    assert_eq!(output.stdout.matches("Press Enter to leave everything as it is.").count(), 2, "{output}");
    assert!(sandbox.aws().stacks("us-west-2").is_empty());
}

#[test]
fn without_the_name_nothing_is_removed() {
    let sandbox = two_systems();
    let both = ["s-a-dev CREATE_COMPLETE", "t-b-dev CREATE_COMPLETE"];
    // No answer, no, the name of a system where that of the stage is wanted, and slips without end.
    for (words, typed, asked) in [
        ("teardown", "\\n", 1),
        ("teardown", "no\\n", 1),
        ("teardown", "s\\nt\\ns\\ndev\\n", 3),
        ("teardown s", "dev\\n\\n", 2),
    ] {
        let Some(output) = sandbox.on_terminal(words, 100, typed) else { return };
        assert_eq!(output.code, Some(2), "{output}");
        assert_eq!(output.stdout.matches("Type the name of the ").count(), asked, "{output}");
        assert!(output.stdout.contains("nothing was removed"), "{output}");
        assert_eq!(sandbox.aws().stacks("us-west-2"), both);
    }
    let output = sandbox.on_terminal("teardown --confirm t", 100, "s\\n").unwrap();
    assert!(
        output.stdout.contains("Type the name of the system to remove it from stage dev (s): "),
        "{output}"
    );
    assert_eq!(output.code, Some(0), "{output}");
}

#[test]
fn a_failed_teardown_counts_and_names_the_next_command() {
    let sandbox = two_systems();
    let proxy = sandbox.behind_proxy();
    proxy.rule(|call| {
        let is_b = call.action == "DeleteStack" && call.body.contains("t-b-dev");
        if is_b { refusal(call, 400, "ValidationError", "not today") } else { Verdict::Forward }
    });
    sandbox
        .run("teardown --confirm s --confirm t --delete-data")
        .code(1)
        .prints("Failed after ")
        .prints(": 1 of 2 stacks removed, 1 failed\n")
        .says("hint: remove the cause, then run provision teardown --delete-data --confirm s --confirm t again: ");
    proxy.forward_all();
    sandbox.run("teardown --delete-data --confirm s --confirm t").ok().prints("Removed in ");
}

#[test]
fn the_totals_are_printed_whatever_answers_the_question() {
    let sandbox = deployed("");
    let kept = sandbox.run("teardown --yes").ok();
    kept.says("Delete data  none\nKeep         1 table with about 0 items, and 1 replica\nDelete       2 stacks of s\n");
    sandbox.run("deploy").ok();
    let deleted = sandbox.run("teardown --delete-data --confirm s --output json").ok();
    deleted.says("Delete data  1 table with about 0 items, and 1 replica\nDelete       2 stacks of s\n");
}

#[test]
fn the_list_is_fitted_to_the_terminal() {
    let sandbox = deployed("");
    let Some(narrow) = sandbox.on_terminal("teardown", 48, "\\n") else { return };
    assert!(narrow.stdout.contains("Some columns do not fit; --wide shows them."), "{narrow}");
    let table = narrow.stdout.lines().skip_while(|line| !line.contains("WHAT"));
    for line in table.take_while(|line| !line.contains("Type the")) {
        assert!(console_width(line) <= 48, "{line}\n{narrow}");
    }
    let wide = sandbox.on_terminal("teardown --wide", 48, "\\n").unwrap();
    assert!(wide.stdout.contains("REGION") && !wide.stdout.contains("do not fit"), "{wide}");
}

/// The width of a line without its colours.
fn console_width(line: &str) -> usize {
    let colors = regex_lite::Regex::new("\x1b\\[[0-9;]*m").unwrap();
    colors.replace_all(line.trim_end(), "").chars().count()
}
