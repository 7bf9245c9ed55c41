//! The emulator's own commands.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;

use crate::harness::{Sandbox, project, redacted};

#[test]
fn an_emulator_is_started_once_kept_over_a_restart_and_stopped() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.run("local up").ok().prints("already running").prints("Next: provision deploy --local");
    let status = sandbox.run("local status --output json").ok().json();
    assert_eq!(status["running"], true);
    assert!(status["endpoint"].as_str().unwrap().starts_with("http://127.0.0.1:"));
    assert!(status["pid"].is_number() && status["version"].is_string());
    assert!(status["disk_bytes"].as_u64().unwrap() > 0);
    assert!(!cfg!(target_os = "linux") || status["memory_bytes"].as_u64().unwrap() > 10 << 20);
    sandbox.run("deploy").ok();

    sandbox.run("local down").ok().prints("stopped; its state is kept");
    let stopped = sandbox.run("local status").ok();
    let lines: Vec<_> = stopped.stdout.lines().filter(|line| !line.starts_with("disk ")).collect();
    insta::assert_snapshot!(redacted(&sandbox, &lines.join("\n")), @r"
    running  no
    version  ministack 1.5.33
    state  [emulator]/state
    log  [emulator]/emulator.log
    ");
    for words in ["local env", "local mail", "local reset --yes"] {
        sandbox
            .run(words)
            .code(1)
            .says("the emulator is not running")
            .says("hint: start it: provision local up");
    }
    sandbox.run("deploy").ok().prints("Nothing changed").says("starting the emulator");
}

#[test]
fn a_port_that_is_taken_is_told() {
    let sandbox = Sandbox::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    sandbox.run(&format!("local up --port {port}")).code(1).says(&format!("port {port}")).says("--port");
}

#[test]
fn two_first_commands_at_once_start_one_emulator() {
    let sandbox = Sandbox::new();
    sandbox.set("PROVISION_LOCAL", "true");
    project::write(&sandbox, project::TWO_TOPICS);
    let both = [sandbox.command("status --output json").start(), sandbox.command("local up").start()];
    for running in both {
        running.end().ok();
    }
    sandbox.run("local up").ok().prints("already running");
}

#[test]
fn each_emulator_has_a_key_of_its_own_that_is_its_owners_alone() {
    let (one, other) = (Sandbox::started(), Sandbox::started());
    let printed = one.run("local env --output json").ok().json();
    assert_eq!(printed["AWS_SECRET_ACCESS_KEY"], one.secret());
    assert_ne!(one.secret(), other.secret());
    one.run("local env").ok().prints(&format!("export AWS_SECRET_ACCESS_KEY={}", one.secret()));
    for place in
        ["emulator", "emulator/key", "emulator/emulator.json", "emulator/emulator.log", "emulator/state"]
    {
        let mode = std::fs::metadata(one.path(place)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{place} may be read by others: {mode:o}");
    }

    project::write(&one, project::TWO_TOPICS);
    one.run("status").ok();
    // What `local env` prints works; the other's key, or none of them, does not.
    one.unset("PROVISION_LOCAL");
    one.set("PROVISION_ENDPOINT_URL", format!("http://{}", one.aws().address()));
    one.set("AWS_ACCESS_KEY_ID", "test");
    one.set("AWS_SECRET_ACCESS_KEY", one.secret());
    one.run("status").ok();
    for secret in [other.secret(), "test".to_owned()] {
        one.set("AWS_SECRET_ACCESS_KEY", secret);
        one.run("status").code(2).says("provision local env");
    }
    assert_eq!(one.request("GET", &format!("http://{}/", one.aws().address()), "", "").status(), 403);
}
