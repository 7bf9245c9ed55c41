//! `provision validate --lint`: what cfn-lint finds, in this program's own form.

use crate::harness::{Sandbox, project};

#[test]
fn unknown_types_and_properties_are_named_with_file_line_and_rule() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, "      a: {template: bad.yaml, region: workflow}\n");
    sandbox.write(
        "bad.yaml",
        "Resources:\n  Queue:\n    Type: AWS::SQS::Qeue\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      Nmae: x\n",
    );
    sandbox.run("validate").ok();
    let output = sandbox.run("validate --lint").code(2);
    let output = output
        .says("bad.yaml:3: Resource type 'AWS::SQS::Qeue' does not exist in 'us-east-1' [E3006]")
        .says("bad.yaml:7: Additional properties are not allowed ('Nmae' was unexpected) [E3002]")
        .says("hint: nothing was changed");
    // The region of the stack's role, and no other.
    output.never_mentions("us-west-2");
    sandbox.run("validate --lint --output json").code(2).says("E3006");
    sandbox.write(".cfnlintrc", "ignore_checks: [E3002, E3006]\n");
    sandbox.run("validate --lint").ok().prints("cfn-lint read 1 template: no errors, 0 warnings.");
    sandbox.write(".cfnlintrc", "ignore_checks: [\n");
    sandbox.run("validate --lint").code(1).says("cfn-lint 1.58.0 failed: ").says(".cfnlintrc");
}

#[test]
fn warnings_are_shown_and_fail_nothing() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, "      a: {template: warned.yaml, region: home}\n");
    sandbox.write("warned.yaml", &format!("{}Conditions:\n  Unused: !Equals [a, b]\n", project::TOPIC));
    sandbox
        .run("validate --lint")
        .ok()
        .says("warned.yaml:11: Condition Unused not used [W8001]")
        .prints("no errors, ");
    let report = sandbox.json("validate --lint");
    let warnings = report["lint"]["warnings"].as_array().unwrap();
    let found = warnings.iter().find(|warning| warning["rule"] == "W8001").unwrap();
    assert_eq!((found["file"].as_str(), found["line"].as_u64()), (Some("warned.yaml"), Some(11)));
}

#[test]
fn without_python_the_reason_is_one_sentence_and_only_lint_needs_it() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.set("PATH", sandbox.path("home"));
    sandbox.set("XDG_CACHE_HOME", sandbox.path("cache"));
    sandbox.run("validate").ok();
    sandbox
        .run("validate --lint")
        .code(2)
        .says("cfn-lint needs Python 3.10 to 3.14, and there is no python3 on the PATH")
        .says("then run `provision validate --lint`");
}

#[test]
fn the_templates_of_this_program_are_sound() {
    let sandbox = Sandbox::new();
    sandbox.run("validate --lint").ok().prints("no errors, 0 warnings.");
}
