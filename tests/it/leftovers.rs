//! Stacks that the project file does not have any more: who names them, and what removes them.

use serde_json::Value;

use crate::harness::{Sandbox, project};

/// A topic at home.
fn topic(name: &str) -> String {
    format!(
        "      {name}: {{template: topic.yaml, region: home, parameters: {{Name: '{name}-${{stage}}'}}}}\n"
    )
}

/// `s-a` and `s-b` were deployed; then `b` was renamed to `c`.
fn renamed() -> Sandbox {
    let sandbox = Sandbox::started();
    project::write(&sandbox, &(topic("a") + &topic("b")));
    sandbox.run("deploy").ok();
    project::write(&sandbox, &(topic("a") + &topic("c")));
    sandbox
}

fn names(report: &Value) -> Vec<String> {
    let stacks = report["leftovers"]["stacks"].as_array().unwrap();
    stacks.iter().map(|stack| format!("{} {}", stack["stack"], stack["region"]).replace('"', "")).collect()
}

/// A stack that another program made, with these tags.
fn foreign(sandbox: &Sandbox, name: &str, tags: &[(&str, &str)]) {
    let topic = format!(
        "{{\"Resources\": {{\"T\": {{\"Type\": \"AWS::SNS::Topic\", \"Properties\": {{\"TopicName\": \"{name}\"}}}}}}}}"
    );
    let mut fields = vec![("StackName".to_owned(), name.to_owned()), ("TemplateBody".to_owned(), topic)];
    for (index, (key, value)) in tags.iter().enumerate() {
        fields.push((format!("Tags.member.{}.Key", index + 1), (*key).to_owned()));
        fields.push((format!("Tags.member.{}.Value", index + 1), (*value).to_owned()));
    }
    let fields: Vec<_> = fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    sandbox.aws().cloudformation("us-west-2", "CreateStack", &fields);
    sandbox.aws().until_stack_is("us-west-2", name, "CREATE_COMPLETE");
}

#[test]
fn a_renamed_stack_is_named_everywhere_and_removed_on_request() {
    let sandbox = renamed();
    assert_eq!(names(&sandbox.json("status")), ["s-b-dev us-west-2"]);
    assert_eq!(names(&sandbox.json("plan")), ["s-b-dev us-west-2"]);
    sandbox.run("status").ok().prints("s-b-dev").prints("provision teardown --leftovers");
    sandbox.run("doctor").prints("s-b-dev").prints("remove with: provision teardown --leftovers");
    sandbox.run("teardown --leftovers").code(2).says("--confirm s");
    sandbox.run("teardown --leftovers --yes").ok().prints("s-b-dev").prints("removed");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-a-dev CREATE_COMPLETE"]);
    assert!(names(&sandbox.json("status")).is_empty());
    sandbox.run("teardown --leftovers --yes").ok().prints("There was nothing to remove.");
}

#[test]
fn a_teardown_does_not_call_a_region_empty_in_which_a_leftover_runs() {
    let sandbox = renamed();
    let output = sandbox.run("teardown --yes").ok().prints("provision teardown --leftovers");
    assert_eq!(output.stdout.matches("s-b-dev").count(), 1, "{output}");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-b-dev CREATE_COMPLETE"]);
    let again = sandbox.run("teardown --yes").ok().prints("s-b-dev");
    assert!(!format!("{again}").contains("There was nothing"), "{again}");
}

#[test]
fn stacks_of_a_system_that_the_file_lacks_are_removed_only_when_it_is_named() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, &topic("a"));
    let file = std::fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox.write("provision.yaml", &(file.clone() + "  old:\n    stacks:\n" + &topic("z")));
    sandbox.run("deploy").ok();
    sandbox.write("provision.yaml", &file);
    assert_eq!(names(&sandbox.json("status s")), ["old-z-dev us-west-2"]);
    sandbox.run("teardown --leftovers --yes").ok();
    sandbox.run("teardown odl --leftovers --yes").code(2).says("no system 'odl'");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["old-z-dev CREATE_COMPLETE", "s-a-dev CREATE_COMPLETE"]);
    sandbox.run("teardown old --leftovers --yes").ok();
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-a-dev CREATE_COMPLETE"]);
}

#[test]
fn name_and_tags_must_agree_and_the_projects_tags_must_be_there() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, &topic("a"));
    let own = [("provision:system", "s"), ("provision:stage", "dev")];
    foreign(&sandbox, "s-bare-dev", &[]);
    foreign(&sandbox, "s-other-dev", &[("provision:system", "s"), ("provision:stage", "test")]);
    foreign(&sandbox, "elsewhere", &own);
    assert!(names(&sandbox.json("status")).is_empty());
    foreign(&sandbox, "s-x-dev", &own);
    assert_eq!(names(&sandbox.json("status")), ["s-x-dev us-west-2"]);
    let file = std::fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox.write("provision.yaml", &file.replace("systems:", "tags: {project: mine}\nsystems:"));
    sandbox.run("status").ok().prints("s-x-dev").prints("never removed: it may be another project's");
    sandbox.run("teardown --leftovers --yes --force").ok();
    assert_eq!(sandbox.aws().stacks("us-west-2").len(), 4);
}

#[test]
fn a_stack_in_a_region_taken_out_is_found_through_the_tables_replicas() {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    project::write_with_steps(&sandbox, stacks, steps);
    sandbox.run("deploy").ok();
    let file = std::fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox.write("provision.yaml", &file.replace("workflow: us-east-1", "workflow: us-west-2"));
    assert_eq!(names(&sandbox.json("status")), ["s-user-dev us-east-1"]);
    sandbox.run("teardown --leftovers --yes").ok();
    assert!(sandbox.aws().stacks("us-east-1").is_empty());
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-data-dev CREATE_COMPLETE"]);
    assert_eq!(sandbox.aws().tables("us-east-1"), ["items-dev"]);
}

#[test]
fn all_regions_are_searched_only_on_request() {
    let sandbox = renamed();
    let file = std::fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    let moved = file.replace("home: us-west-2, workflow: us-east-1", "home: eu-west-1");
    sandbox.write("provision.yaml", &moved);
    assert!(names(&sandbox.json("status")).is_empty());
    let everywhere = ["s-a-dev us-west-2", "s-b-dev us-west-2"];
    assert_eq!(names(&sandbox.json("status --all-regions")), everywhere);
    sandbox.run("teardown --leftovers --all-regions --yes").ok();
    assert!(sandbox.aws().stacks("us-west-2").is_empty());
}
