use crate::harness::{Sandbox, project, redacted};

#[test]
fn two_topics() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    let output = sandbox.run("deploy").ok();
    println!("{}", redacted(&sandbox, &output.to_string()));
    let proxy = sandbox.behind_proxy();
    let output = sandbox.run("deploy").ok();
    println!("{}", redacted(&sandbox, &output.to_string()));
    println!("{:#?}", proxy.take_calls().iter().map(|call| call.line()).collect::<Vec<_>>());
}
