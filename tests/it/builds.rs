//! Artifacts that the project builds: when, by which of several runs, what is shown of it, and where it is kept.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use serde_json::Value;

use crate::harness::{Sandbox, project, repository, until};

/// A project whose only stack needs an artifact that a shell command builds, on an emulator.
fn building(script: &str) -> Sandbox {
    let sandbox = Sandbox::started();
    write(
        &sandbox,
        &format!("  code:\n    build: [sh, -c, {script:?}]\n    file: out\n    sources: [src]\n"),
    );
    sandbox
}

/// The same with these artifacts (YAML, indented by two), of which the stack needs `code`.
fn write(sandbox: &Sandbox, artifacts: &str) {
    sandbox.write("src/main", "one").write("topic.yaml", project::TOPIC);
    let stack = "a: {template: topic.yaml, region: home, parameters: {Display: {artifact: code}}}";
    let text = format!("{}artifacts:\n{artifacts}systems: {{s: {{stacks: {{{stack}}}}}}}\n", project::HEAD);
    sandbox.write("provision.yaml", &text);
}

fn lines(sandbox: &Sandbox, name: &str) -> usize {
    fs::read_to_string(sandbox.path("project").join(name)).unwrap_or_default().lines().count()
}

#[test]
fn commands_that_only_look_never_build() {
    let sandbox = building("echo built >> log; cp src/main out.$$ && mv out.$$ out");
    for words in [
        "validate",
        "validate --output json",
        "validate --schema",
        "status",
        "outputs",
        "completion bash",
        "teardown --yes",
    ] {
        sandbox.run(words).ok();
        assert_eq!(lines(&sandbox, "log"), 0, "{words}");
        assert!(!sandbox.path("project/.provision").exists(), "{words}");
    }
    for words in ["doctor", "execution list"] {
        sandbox.run(words);
        assert_eq!(lines(&sandbox, "log"), 0, "{words}");
    }
    sandbox.run("plan").ok().says("artifact code: building");
    assert_eq!(lines(&sandbox, "log"), 1);
}

#[test]
fn a_failed_build_shows_both_streams_and_stops_the_run() {
    let sandbox = building("echo to-output; echo '  to-error' >&2; echo last; exit 3");
    for words in ["plan", "deploy"] {
        let output = sandbox.run(words).code(1).says("(exit status: 3):\nto-output\n  to-error\nlast\n");
        assert!(output.stderr.contains("hint: fix the sources"), "{output}");
    }
}

#[test]
fn a_build_of_nothing_says_so_in_one_line() {
    let sandbox = Sandbox::new();
    sandbox.write("provision.yaml", &format!("{}systems: {{}}\n", project::HEAD));
    let output = sandbox.run("build").ok();
    assert_eq!(
        (output.stdout.as_str(), output.stderr.as_str()),
        ("Nothing to build: the project file has no systems.\n", "")
    );
    project::write(&sandbox, project::TWO_TOPICS);
    let output = sandbox.run("build s --out functions").ok();
    assert_eq!(
        (output.stdout.as_str(), output.stderr.as_str()),
        ("Nothing to build: the stacks of s need no artifacts.\n", "")
    );
    // What was built, if only a manifest, can be deployed.
    assert!(sandbox.path("project/functions/artifacts.json").exists());
}

/// Waits until the build command has run once.
fn until_it_builds(sandbox: &Sandbox) {
    until(|| (lines(sandbox, "log") == 1).then_some(()).ok_or_else(|| "nothing is built".to_owned()));
}

/// A build that runs until the file `go` exists or the project is removed.
const GATED: &str = "echo built >> log; while [ -e src ] && [ ! -e go ]; do sleep 0.05; done; cp src/main out.$$ && mv out.$$ out";

#[test]
fn of_two_runs_at_once_one_builds_and_the_other_waits() {
    let sandbox = building(GATED);
    let first = sandbox.start("plan");
    until_it_builds(&sandbox);
    let second = sandbox.start("plan");
    second.until("artifact code: waiting for the build that makes it");
    sandbox.write("go", "");
    let (first, second) = (first.end().ok(), second.end().ok());
    assert_eq!(first.stdout, second.stdout);
    assert!(!second.stderr.contains("building"), "{second}");
    assert_eq!(lines(&sandbox, "log"), 1);
}

#[test]
fn a_turn_ends_with_the_process_that_has_it() {
    let sandbox = building(GATED);
    let first = sandbox.start("plan");
    until_it_builds(&sandbox);
    let second = sandbox.start("plan");
    second.until("artifact code: waiting for the build that makes it");
    first.kill();
    second.until("artifact code: building");
    sandbox.write("go", "");
    second.end().ok();
    assert_eq!(lines(&sandbox, "log"), 2);
}

#[test]
fn a_cache_that_is_a_link_is_refused_and_links_in_it_are_not_followed() {
    let sandbox = building("echo built >> log; cp src/main out.$$ && mv out.$$ out");
    let cache = sandbox.path("project/.provision");
    let elsewhere = sandbox.path("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, &cache).unwrap();
    sandbox.run("plan").code(2).says("/.provision: it is a symbolic link").never_mentions("building");
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);

    fs::remove_file(&cache).unwrap();
    fs::create_dir(&cache).unwrap();
    let precious = elsewhere.join("precious");
    fs::write(&precious, "precious").unwrap();
    for name in [".gitignore", "code.zip", "code.json"] {
        symlink(&precious, cache.join(name)).unwrap();
    }
    sandbox.run("deploy").ok();
    assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");
    assert_eq!(fs::read_to_string(cache.join(".gitignore")).unwrap(), "*\n");
}

#[test]
fn names_entries_and_files_that_leave_their_place_are_refused() {
    let sandbox = Sandbox::new();
    let cases = [
        ("  ../../x: {file: out}\n", "provision.yaml:9: artifact '../../x': a name has letters"),
        ("  code: {file: out, entry: ../../x}\n", "provision.yaml:9: artifact code: entry '../../x' must be"),
        ("  code: {file: ../out.zip}\n", "provision.yaml:9: artifact code: the file ../out.zip is outside"),
        (
            "  code: {file: out, sources: [/etc]}\n",
            "provision.yaml:9: artifact code: the source /etc is outside",
        ),
    ];
    for (artifacts, sentence) in cases {
        write(&sandbox, artifacts);
        for words in ["validate", "plan", "deploy"] {
            sandbox.run(words).code(2).says(sentence);
        }
        assert!(!sandbox.path("project/.provision").exists());
    }
    write(&sandbox, "  code: {file: ../out.zip, sources: [/etc]}\n");
    let file = fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox.write("provision.yaml", &format!("allow-outside: true\n{file}"));
    sandbox.run("validate").ok();
}

#[test]
fn what_a_stack_answers_cannot_steer_a_terminal() {
    let sandbox = Sandbox::started();
    let template = project::TOPIC.replace("!Ref Topic}", "\"a\\x9b31m\\x7f\\u202e\\u061cz\"}");
    sandbox.write("topic.yaml", &template);
    let stack = "systems: {s: {stacks: {a: {template: topic.yaml, region: home}}}}\n";
    sandbox.write("provision.yaml", &format!("{}{stack}", project::HEAD));
    let deployed = sandbox.run("deploy --output json").ok();
    let outputs = sandbox.run("outputs --output json").ok();
    for output in [&deployed, &outputs] {
        assert!(output.stdout.contains(r"a\u009b31m\u007f\u202e\u061cz"), "{output}");
        output.clone().never_mentions("\u{9b}").never_mentions("\u{7f}").never_mentions("\u{202e}");
    }
    let value: Value = outputs.json();
    assert_eq!(value["s-a-dev"]["Arn"], "a\u{9b}31m\u{7f}\u{202e}\u{61c}z");
    let shown = sandbox.run("outputs s-a.Arn").ok();
    assert_eq!(shown.stdout, "a\u{fffd}31m\u{fffd}\u{fffd}\u{fffd}z\n");
}

/// A function whose program is the artifact.
const FUNCTION: &str = "\
Parameters:
  Bucket: {Type: String}
  Key: {Type: String}
Resources:
  Function:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: started
      Runtime: provided.al2023
      Handler: none
      Role: arn:aws:iam::000000000000:role/none
      Code: {S3Bucket: !Ref Bucket, S3Key: !Ref Key}
";

#[test]
fn a_program_that_its_function_could_not_start_is_not_uploaded() {
    let sandbox = Sandbox::started();
    let stack = "fn: {template: fn.yaml, region: home, parameters: {Bucket: '${artifacts.bucket}', Key: {artifact: code}}}";
    let artifacts = "artifacts: {code: {file: bootstrap}}\n";
    let text = format!("{}{artifacts}systems: {{s: {{stacks: {{{stack}}}}}}}\n", project::HEAD);
    sandbox.write("provision.yaml", &text).write("fn.yaml", FUNCTION).write("bootstrap", "echo hello\n");
    let proxy = sandbox.behind_proxy();
    for words in ["plan", "deploy"] {
        sandbox
            .run(words)
            .code(1)
            .says("artifact code was not uploaded: bootstrap is a text file that does not begin with #!, ")
            .says("which function Function of stack s-fn-dev cannot start (provided.al2023)")
            .says("hint: build it with cargo zigbuild --release --target x86_64-unknown-linux-gnu.2.34 ");
    }
    assert!(proxy.take_calls().iter().all(|call| call.is_read()), "something was changed");
    sandbox.write("bootstrap", "#!/bin/sh\necho hello\n");
    sandbox.run("deploy").ok();
}

#[test]
fn the_functions_are_built_as_if_cargo_run_had_not_started_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let cargo = folder.path().join("cargo");
    fs::write(&cargo, "#!/bin/sh\necho arguments: \"$@\"\nenv\n").unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let output = Command::new("sh")
        .arg("lambdas/build")
        .current_dir(repository())
        .env("PATH", format!("{}:/usr/bin:/bin", folder.path().display()))
        .env("CARGO_HOME", "kept")
        .envs(["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "CARGO_PKG_VERSION_MAJOR"].map(|name| (name, "x")))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("arguments: build --release --locked --package *-functions"), "{text}");
    assert!(text.contains("\nCARGO_HOME=kept\n"), "{text}");
    for gone in ["CARGO_MANIFEST_", "CARGO_PKG_"] {
        assert!(!text.contains(gone), "{text}");
    }
}
