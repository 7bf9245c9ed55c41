//! Artifacts that were built before: written by `build`, used by `--artifacts` and by an installed program.

use std::fs;
use std::path::Path;

use crate::harness::{Sandbox, project};

/// A project whose only stack needs an artifact; its build notes in `log` that it ran.
fn project_with_artifact() -> Sandbox {
    let sandbox = Sandbox::started();
    let stack = "a: {template: topic.yaml, region: home, parameters: {Display: {artifact: code}}}";
    let artifacts =
        "  code: {build: [sh, -c, 'echo built >> log; cp main out'], file: out, sources: [main]}\n";
    let text = format!("{}artifacts:\n{artifacts}systems: {{s: {{stacks: {{{stack}}}}}}}\n", project::HEAD);
    sandbox.write("provision.yaml", &text).write("main", "one").write("topic.yaml", project::TOPIC);
    sandbox
}

#[test]
fn what_was_built_is_deployed_where_there_are_no_sources() {
    let sandbox = project_with_artifact();
    let built = sandbox.run("build --output json").ok().events();
    let report = built.last().unwrap();
    assert_eq!(report["artifacts"][0]["artifact"], "code");
    assert_eq!(report["artifacts"][0]["outcome"], "built");
    assert!(sandbox.path("project/artifacts/code.zip").is_file());
    sandbox.run("build").ok().prints("unchanged").prints("The artifacts are in artifacts.");

    fs::remove_file(sandbox.path("project/main")).unwrap();
    sandbox.run("deploy").code(2).says("cannot read main of an artifact").says("or use --artifacts DIR");
    sandbox.run("plan --artifacts artifacts").ok().prints("s-a-dev");
    sandbox.run("deploy --artifacts artifacts").ok();
    let stack = sandbox.aws().cloudformation("us-west-2", "DescribeStacks", &[("StackName", "s-a-dev")]);
    assert!(stack.contains(report["artifacts"][0]["sha256"].as_str().unwrap()), "{stack}");
    assert_eq!(fs::read_to_string(sandbox.path("project/log")).unwrap(), "built\n");
}

#[test]
fn a_folder_that_is_not_whole_is_refused_before_any_call() {
    let sandbox = project_with_artifact();
    sandbox.run("build").ok();
    let proxy = sandbox.behind_proxy();
    sandbox.write("artifacts/code.zip", "something else");
    let cases = [
        ("artifacts", "cannot use artifacts/code.zip: its SHA-256 is not the one in artifacts.json"),
        ("nowhere", "cannot use nowhere/artifacts.json: "),
        ("empty", "the functions of artifact code are not in empty"),
    ];
    sandbox.write("empty/artifacts.json", r#"{"version": 1, "artifacts": {}}"#);
    for (folder, sentence) in cases {
        for command in ["plan", "deploy"] {
            let output = sandbox.run(&format!("{command} --artifacts {folder}")).code(2).says(sentence);
            assert!(output.stderr.contains("provision build --out "), "{output}");
        }
    }
    assert_eq!(proxy.take_calls().len(), 0);
}

#[test]
fn a_file_in_place_of_the_folder_is_named_with_its_option() {
    let sandbox = project_with_artifact();
    sandbox.write("taken", "");
    for (command, option) in [("build --out", "--out"), ("plan --artifacts", "--artifacts")] {
        let sentence = format!("{option} must name a folder, but taken is not one");
        sandbox.run(&format!("{command} taken")).code(2).says(&sentence).says("hint: name ");
        sandbox
            .run(&format!("{command} taken/below"))
            .code(2)
            .says(&format!("{sentence}, so there is no taken/below"));
    }
}

#[test]
fn an_installed_program_brings_its_functions_and_names_those_that_it_lacks() {
    let sandbox = Sandbox::shipped("coffee");
    let (share, bin) = (sandbox.path("installed/share/provision/artifacts"), sandbox.path("installed/bin"));
    sandbox.run(&format!("build coffee --out {}", share.display())).ok();
    fs::create_dir(&bin).unwrap();
    fs::copy(Path::new(env!("CARGO_BIN_EXE_provision")), bin.join("provision")).unwrap();
    sandbox.unset("PROVISION_CONFIG");
    let installed = |words: &str| sandbox.shell(&format!("{}/provision {words}", bin.display()));

    installed("deploy")
        .code(2)
        .says(&format!("the functions of the artifacts cake, mailbox, shop are not in {}", share.display()));
    assert!(sandbox.aws().stacks("us-west-2").is_empty());
    installed("deploy coffee").ok();
    installed("coffee order --account ada --vendor corner --item Mocha:1 --follow").ok();

    fs::remove_dir_all(&share).unwrap();
    for command in ["plan coffee", "deploy coffee"] {
        installed(command)
            .code(2)
            .says(&format!("the functions of artifact coffee are not in {}", share.display()))
            .says(&format!("hint: run provision build --out {} where the sources are", share.display()));
    }
    installed("build coffee").code(2).says("there are no sources to build");
    installed("status coffee").ok();
}
