//! The service role that CloudFormation is given: from the stage, or from the command line.

use crate::harness::{Proxy, Sandbox, project};

const OF_THE_STAGE: &str = "arn:aws:iam::000000000000:role/of-the-stage";
const OF_THE_COMMAND_LINE: &str = "arn:aws:iam::000000000000:role/of-the-command-line";

/// The calls that change stacks since the last time this was asked, each with the end of its role's name.
fn changes(proxy: &Proxy) -> Vec<String> {
    let changes = ["CreateStack", "CreateChangeSet", "DeleteStack"];
    let calls = proxy.take_calls().into_iter().filter(|call| changes.contains(&call.action.as_str()));
    calls
        .map(|call| {
            let role = call.body.split('&').find_map(|field| field.strip_prefix("RoleARN="));
            let name = role.and_then(|role| role.rsplit("%2F").next()).unwrap_or("none");
            format!("{} {name}", call.action)
        })
        .collect()
}

#[test]
fn every_change_of_a_stack_carries_the_role_of_the_stage_or_of_the_command_line() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: topic.yaml, region: home}\n");
    let proxy = sandbox.behind_proxy();
    sandbox.run("deploy").ok();
    assert_eq!(changes(&proxy), ["CreateStack none"]);

    let file = std::fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox
        .write("provision.yaml", &file.replace("  dev: {}", &format!("  dev: {{role: '{OF_THE_STAGE}'}}")));
    sandbox.run("deploy -p s-a.Display=two").ok();
    sandbox.run("plan -p s-a.Display=three").ok();
    assert_eq!(changes(&proxy), ["CreateChangeSet of-the-stage", "CreateChangeSet of-the-stage"]);

    let given = format!("--role-arn {OF_THE_COMMAND_LINE}");
    sandbox.run(&format!("deploy -p s-a.Display=four {given}")).ok();
    sandbox.run(&format!("teardown --confirm s {given}")).ok();
    assert_eq!(changes(&proxy), ["CreateChangeSet of-the-command-line", "DeleteStack of-the-command-line"]);
    sandbox.run("deploy").ok();
    sandbox.run("teardown --confirm s").ok();
    assert_eq!(changes(&proxy), ["CreateStack of-the-stage", "DeleteStack of-the-stage"]);
}

#[test]
fn a_role_that_is_none_or_of_another_account_is_refused_before_any_call() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, "      a: {template: topic.yaml, region: home}\n");
    for command in ["deploy", "plan", "teardown"] {
        let refused = sandbox.run(&format!("{command} --role-arn cloudformation")).code(2);
        refused.says("'cloudformation'").says("is not the ARN of an IAM role");
    }
    let file = std::fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox.write("provision.yaml", &file.replace("  dev: {}", "  dev: {account: '111111111111'}"));
    sandbox
        .run(&format!("deploy --role-arn {OF_THE_STAGE}"))
        .code(2)
        .says("is not in account 111111111111, to which stage dev belongs");
    sandbox.write("provision.yaml", &file.replace("  dev: {}", "  dev: {role: cloudformation}"));
    sandbox
        .run("status")
        .code(2)
        .says("provision.yaml:5: stage dev: 'role': 'cloudformation' is not the ARN");
}
