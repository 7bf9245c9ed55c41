//! The emulator's own commands.

use std::fs;
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
fn a_state_that_could_not_be_saved_at_the_end_is_reported() {
    let sandbox = Sandbox::started();
    let snapshots = sandbox.path("emulator").join("state/snapshots");
    fs::rename(&snapshots, snapshots.with_extension("away")).unwrap();
    // No snapshot can be written here, as on a full disk.
    fs::write(&snapshots, "").unwrap();
    let down =
        sandbox.run("local down").code(1).says("the emulator is stopped, but its state could not be saved");
    assert!(down.stdout.is_empty(), "{}", down.stdout);
    sandbox.run("local status --output json").ok();
    sandbox.run("local up").code(1).says("state/snapshots must be a folder and is not: move it away");
    fs::remove_file(&snapshots).unwrap();
    fs::rename(snapshots.with_extension("away"), &snapshots).unwrap();
    sandbox.run("local up").ok();
    sandbox.run("local down").ok().prints("stopped; its state is kept");
}

#[test]
fn a_folder_in_place_of_a_file_of_the_emulator_is_named() {
    let sandbox = Sandbox::started();
    sandbox.run("local down").ok();
    for name in ["key", "state/snapshots/progress"] {
        let path = sandbox.path("emulator").join(name);
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        let sentence = format!("{} must be a file and is not: move it away", path.display());
        sandbox.run("local up").code(1).says(&sentence).never_mentions("Traceback");
        fs::remove_dir(&path).unwrap();
    }
    sandbox.run("local up").ok();
}

#[test]
fn a_port_that_is_taken_is_reported() {
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
        let mode = fs::metadata(one.path(place)).unwrap().permissions().mode();
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
