//! Which project file applies where: found upwards, named, or built in; and whose it may be.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown, symlink};

use crate::harness::{Sandbox, project};

/// A project above the working folder whose plan would leave a file behind.
fn above(sandbox: &Sandbox, name: &str) {
    let text = format!(
        "{}artifacts: {{code: {{build: [sh, -c, 'touch built; touch out'], file: out}}}}\nsystems:\n  s:\n    stacks:\n      \
         a: {{template: topic.yaml, region: home, parameters: {{Display: {{artifact: code}}}}}}\n",
        project::HEAD
    );
    fs::write(sandbox.path("topic.yaml"), project::TOPIC).unwrap();
    fs::write(sandbox.path(name), text).unwrap();
}

#[test]
fn a_project_file_of_another_user_runs_nothing_until_it_is_named() {
    let sandbox = Sandbox::started();
    above(&sandbox, "provision.yaml");
    let file = sandbox.path("provision.yaml");
    if fs::metadata(&file).unwrap().uid() != 0 {
        // Only root can give a file away; the unit tests of `project` cover the rest.
        return;
    }
    chown(&file, Some(4321), None).unwrap();
    for words in ["plan", "deploy", "validate", "status", "outputs", "teardown --yes", "doctor"] {
        let output = sandbox.run(words).code(2).says("belongs to another user (id 4321)");
        output.says(&format!("--config {}", file.display()));
        assert!(!sandbox.path("built").exists(), "{words}");
    }
    sandbox.run(&format!("validate --config {}", file.display())).ok();
    assert!(!sandbox.path("built").exists());
    sandbox.run(&format!("plan --config {}", file.display())).ok();
    assert!(sandbox.path("built").exists());
}

#[test]
fn the_search_ends_at_the_repository_and_the_home_folder() {
    let sandbox = Sandbox::new();
    above(&sandbox, "provision.yml");
    let systems = |folder: &str| {
        let output = sandbox.command("validate --output json").within(&sandbox.path(folder)).run().ok();
        output.json()["file"].as_str().unwrap().to_owned()
    };
    assert!(systems("project").ends_with("/provision.yml"), "it is found upwards");
    fs::create_dir_all(sandbox.path("home/deep")).unwrap();
    assert_eq!(systems("home/deep"), "provision.yaml (built in)");
    fs::create_dir_all(sandbox.path("project/.git")).unwrap();
    assert_eq!(systems("project"), "provision.yaml (built in)");
    sandbox.write("provision.yml", &fs::read_to_string(sandbox.path("provision.yml")).unwrap());
    sandbox.write("topic.yaml", project::TOPIC);
    assert_eq!(systems("project"), "provision.yml");
}

#[test]
fn a_file_that_was_meant_is_never_replaced_by_the_built_in_systems() {
    let sandbox = Sandbox::new();
    let place = |name: &str| sandbox.path("project").join(name);
    let refused = |sentence: &str| {
        for words in ["validate", "status"] {
            sandbox.run(words).code(2).says(sentence);
        }
    };
    fs::create_dir(place("provision.yml")).unwrap();
    refused("/provision.yml: it is a folder, not a file");
    fs::remove_dir(place("provision.yml")).unwrap();

    symlink("gone.yaml", place("provision.yaml")).unwrap();
    refused("/provision.yaml: it is a symbolic link to gone.yaml, which does not exist");
    fs::remove_file(place("provision.yaml")).unwrap();

    symlink("/dev/zero", place("provision.yaml")).unwrap();
    refused("/provision.yaml: it is not a regular file");
    fs::remove_file(place("provision.yaml")).unwrap();

    sandbox.write("Provision.yaml", "version: 1\n");
    refused("/Provision.yaml is not read: the project file's name is provision.yaml");
    fs::remove_file(place("Provision.yaml")).unwrap();

    sandbox.write("provision.yaml", "").write("provision.yml", "");
    refused("project/provision.yaml and ");
    refused("project/provision.yml\n");
}

#[test]
fn project_files_and_templates_are_bounded_before_they_are_read() {
    let sandbox = Sandbox::new();
    let large = "#".repeat(1024 * 1024 + 1);
    sandbox.write("provision.yaml", &large);
    let limit = "it has 1048577 bytes; the limit is 1048576 bytes (1 MiB)";
    sandbox.run("validate").code(2).says(&format!("/provision.yaml: {limit}"));
    sandbox.write("large.yaml", &large);
    sandbox.run("validate --config large.yaml").code(2).says(&format!("project file large.yaml: {limit}"));
    project::write(&sandbox, "      a: {template: large.yaml, region: home}\n");
    let template = format!("provision.yaml:11: cannot read the template large.yaml: {limit}");
    sandbox.run("validate").code(2).says(&template);
    sandbox.run("validate --config /dev/zero").code(2).says("/dev/zero: it is not a regular file");
}

#[test]
fn a_template_outside_the_project_is_named_and_can_be_allowed() {
    let sandbox = Sandbox::new();
    fs::write(sandbox.path("topic.yaml"), project::TOPIC).unwrap();
    project::write(&sandbox, "      a: {template: ../topic.yaml, region: home}\n");
    let output = sandbox.run("validate").code(2);
    let output =
        output.says("provision.yaml:11: the template ../topic.yaml is outside the project's folder, at ");
    output.says("'allow-outside: true'");
    let file = fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox.write("provision.yaml", &format!("{file}allow-outside: true\n"));
    sandbox.run("validate").ok();
}
