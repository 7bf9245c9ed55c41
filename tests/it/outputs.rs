//! `provision outputs`: of stacks in several regions, in each format, and under names that YAML does not read as text.

use crate::harness::{Sandbox, project, redacted};

/// The flags with which the stack is in two regions.
const BOTH: &str = "--replica-region us-east-1 --replica-region eu-west-1";

/// A stack in two regions and one in the home region.
fn in_two_regions() -> Sandbox {
    let sandbox = Sandbox::started();
    project::write(
        &sandbox,
        "      edge: {template: topic.yaml, region: replicas, parameters: {Name: edge}}
      a: {template: topic.yaml, region: home, parameters: {Name: a}}\n",
    );
    sandbox
}

#[test]
fn a_stack_in_several_regions_has_its_outputs_in_each() {
    let sandbox = in_two_regions();
    let deployed = sandbox.run(&format!("deploy {BOTH} --outputs --output json")).ok();
    let arn = |region: &str, name: &str| format!("arn:aws:sns:{region}:000000000000:{name}");
    let (east, west) = (arn("us-east-1", "edge"), arn("eu-west-1", "edge"));
    let outputs = serde_json::json!({
        "s-a-dev": {"Arn": arn("us-west-2", "a")},
        "s-edge-dev@eu-west-1": {"Arn": west},
        "s-edge-dev@us-east-1": {"Arn": east},
    });
    assert_eq!(deployed.events().last().unwrap()["outputs"], outputs);
    let report = sandbox.run(&format!("outputs {BOTH} --output json")).ok().json();
    for (key, value) in outputs.as_object().unwrap() {
        assert_eq!(report[key], *value);
    }
    insta::assert_snapshot!(redacted(&sandbox, &sandbox.run(&format!("outputs {BOTH}")).ok().stdout), @r"
    STACK  REGION  OUTPUT  VALUE
    s-a-dev  us-west-2  Arn  arn:aws:sns:us-west-2:000000000000:a
    s-edge-dev  eu-west-1  Arn  arn:aws:sns:eu-west-1:000000000000:edge
    s-edge-dev  us-east-1  Arn  arn:aws:sns:us-east-1:000000000000:edge
    ");
    let variables = format!("S_EDGE_EU_WEST_1_ARN='{west}'\nS_EDGE_US_EAST_1_ARN='{east}'\n");
    for words in ["outputs s-edge --format env", "outputs s-edge.Arn --format env"] {
        assert_eq!(sandbox.run(&format!("{words} {BOTH}")).ok().stdout, variables);
    }
}

#[test]
fn one_value_of_a_stack_in_several_regions_needs_a_region() {
    let sandbox = in_two_regions();
    sandbox.run(&format!("deploy {BOTH}")).ok();
    for format in ["", "--output json"] {
        let refused = sandbox.run(&format!("outputs s-edge.Arn {BOTH} {format}")).code(2);
        refused.says("'s-edge.Arn' is an output in several regions: eu-west-1, us-east-1").says(
            "choose one with --replica-region eu-west-1, or print all of them with provision outputs s-edge",
        );
    }
    let arn = "arn:aws:sns:eu-west-1:000000000000:edge";
    let one = "outputs s-edge.Arn --replica-region eu-west-1";
    assert_eq!(sandbox.run(one).ok().stdout, format!("{arn}\n"));
    let report = sandbox.run(&format!("{one} --output json")).ok().json();
    assert_eq!((&report["region"], &report["value"]), (&"eu-west-1".into(), &arn.into()));
    // In one region, nothing is qualified.
    let variable = sandbox.run("outputs s-edge --format env --replica-region eu-west-1").ok().stdout;
    assert_eq!(variable, format!("S_EDGE_ARN='{arn}'\n"));
}

#[test]
fn a_format_of_text_is_rejected_together_with_json() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    let sentence = |format: &str| format!("--format {format} cannot be combined with --output json");
    sandbox.run("outputs --format env --output json").code(2).says(&sentence("env"));
    sandbox.run("outputs s-a.Arn --format table --output json").code(2).says(&sentence("table"));
    sandbox.set("PROVISION_OUTPUT", "json");
    let refused = sandbox.run("outputs --format env").code(2);
    assert_eq!(refused.json()["error"]["message"], sentence("env"));
    assert_eq!(refused.json()["error"]["type"], "usage");
}

const NAMES: &str = r#"Parameters:
  "On": {Type: String, Default: one}
  "null": {Type: String, Default: kept}
Mappings:
  "Yes": {"No": {"Off": mapped}}
  Accounts: {"012345678901": {"true": account}}
Conditions:
  "False": !Equals [!Ref "On", two]
Resources:
  "No":
    Type: AWS::SNS::Topic
    Properties: {TopicName: !Sub "named-${null}", DisplayName: !Sub "${On}"}
Outputs:
  "True": {Value: !If ["False", !FindInMap ["Yes", "No", "Off"], !FindInMap [Accounts, "012345678901", "true"]]}
  "Yes": {Value: !GetAtt "No.TopicName"}
"#;

#[test]
fn quoted_names_that_are_no_text_without_quotes_work() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: names.yaml, region: home}\n");
    sandbox.write("names.yaml", NAMES);
    sandbox.run("validate").ok();
    sandbox.run("deploy").ok().prints("1 created");
    assert_eq!(sandbox.run("outputs s-a.True").ok().stdout, "account\n");
    assert_eq!(sandbox.run("outputs s-a.Yes").ok().stdout, "named-kept\n");
    sandbox.run("deploy").ok().prints("Nothing changed");
    sandbox.run("plan -p s-a.On=two").ok().prints("No");
    sandbox.run("deploy -p s-a.On=two").ok().prints("1 updated");
    assert_eq!(sandbox.run("outputs s-a.True").ok().stdout, "mapped\n");
    let sent = sandbox.json("template s-a -p s-a.On=two");
    assert_eq!(sent["templates"][0]["parameters"]["On"], "two");
    sandbox.run("teardown --yes").ok();
}

#[test]
fn unquoted_names_that_are_no_text_are_rejected_with_their_line() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: names.yaml, region: home}\n");
    for (quoted, line, name, kind) in [
        ("\"On\":", 2, "On", "a boolean"),
        ("\"null\":", 3, "null", "null"),
        ("\"Yes\":", 5, "Yes", "a boolean"),
        ("\"012345678901\":", 6, "012345678901", "a number"),
        ("\"False\":", 8, "False", "a boolean"),
        ("\"No\":\n", 10, "No", "a boolean"),
        ("\"True\":", 14, "True", "a boolean"),
    ] {
        sandbox.write("names.yaml", &NAMES.replacen(quoted, &quoted.replace('"', ""), 1));
        let sentence = format!(
            "names.yaml:{line}: the unquoted key {name} is {kind}, and CloudFormation accepts only text; write '{name}' in quotes"
        );
        for words in ["validate", "deploy", "plan"] {
            sandbox.run(words).code(2).says(&sentence);
        }
    }
    assert_eq!(sandbox.aws().stacks("us-west-2"), [""; 0], "nothing is created");
}
