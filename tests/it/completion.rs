//! Command lines are completed in the shells themselves, by the scripts that are packaged: bash always, zsh and fish where they are
//! installed. Names come from the project file, the AWS configuration and, through a cache, from what is deployed.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::harness::{Sandbox, Server, project, repository, until};

/// Asks bash as its line editor does, with the cursor at the end.
const BASH: &str = r#"
    . "$SCRIPTS/provision.bash"
    COMP_LINE=$LINE COMP_POINT=${#LINE} COMP_TYPE=9
    split=${LINE//=/ = }
    read -ra COMP_WORDS <<<"$split"
    case $LINE in *" ") COMP_WORDS+=("") ;; esac
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _provision provision "${COMP_WORDS[COMP_CWORD]}" ""
    printf '%s\n' "${COMPREPLY[@]}""#;

/// Calls zsh's function with what the completion system would set, and prints what is passed to it.
const ZSH: &str = r#"
    compdef() { }
    _describe() { print -rl -- ${(@)${(P)3}} }
    source $SCRIPTS/_provision
    words=("${(@s: :)LINE}")
    CURRENT=$#words PREFIX=$words[-1]
    _provision"#;

const FISH: &str = r#"source $SCRIPTS/provision.fish; complete -C "$LINE""#;

/// A sandbox with a cache of its own.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.set("XDG_CACHE_HOME", sandbox.path("cache"));
    sandbox
}

fn has(shell: &str) -> bool {
    let mut command = Command::new(shell);
    command.args(["-c", "true"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// What a shell offers for a line, with the program in its `PATH`.
#[track_caller]
fn offered_by(sandbox: &Sandbox, shell: &str, code: &str, line: &str) -> Vec<String> {
    sandbox.set("SCRIPTS", repository().join("completions"));
    sandbox.set("CODE", code);
    sandbox.set("LINE", line);
    let output = sandbox.shell(&format!("PATH=${{PROGRAM%/*}}:$PATH exec {shell} -c \"$CODE\"")).ok();
    assert_eq!(output.stderr, "", "{shell}: {line}");
    output.stdout.lines().filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[track_caller]
fn offered(sandbox: &Sandbox, line: &str) -> Vec<String> {
    offered_by(sandbox, "bash", BASH, line)
}

/// The files of names in the sandbox's cache.
fn cached(sandbox: &Sandbox) -> Vec<PathBuf> {
    let files = fs::read_dir(sandbox.path("cache/provision/names")).into_iter().flatten().flatten();
    files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|kind| kind == "json")).collect()
}

#[test]
fn names_of_the_project_file_are_offered_by_each_shell() {
    let sandbox = sandbox();
    sandbox.write("file.txt", "no candidate");
    assert_eq!(offered(&sandbox, "provision deploy "), ["cake", "coffee", "mailbox", "shop"]);
    assert_eq!(offered(&sandbox, "provision deploy mailbox --stage="), ["dev", "prod"]);
    let stacks = offered(&sandbox, "provision outputs mailbox-");
    assert!(stacks.contains(&"mailbox-api".to_owned()), "{stacks:?}");
    sandbox.write("aws", "[default]\n[profile team:admin]\n");
    sandbox.set("AWS_CONFIG_FILE", sandbox.path("project/aws"));
    let profiles = offered(&sandbox, "provision --profile ");
    assert_eq!(profiles, ["default", "team:admin"]);
    assert_eq!(offered(&sandbox, "provision status --profile=t"), ["team:admin"]);
    if has("zsh") {
        let systems = offered_by(&sandbox, "zsh", ZSH, "provision deploy ");
        assert!(systems.len() == 4 && systems[0].starts_with("cake:"), "{systems:?}");
    }
    if has("fish") {
        let systems = offered_by(&sandbox, "fish", FISH, "provision deploy ");
        assert!(systems.len() == 4 && systems[0].starts_with("cake\t"), "{systems:?}");
        assert_eq!(offered_by(&sandbox, "fish", FISH, "provision status --stage=pr"), ["--stage=prod"]);
    }
}

#[test]
fn the_printed_script_is_the_packaged_one() {
    let sandbox = sandbox();
    for (shell, file) in [("bash", "provision.bash"), ("zsh", "_provision"), ("fish", "provision.fish")] {
        let printed = sandbox.run(&format!("completion {shell}")).ok().stdout;
        assert_eq!(printed, fs::read_to_string(repository().join("completions").join(file)).unwrap());
    }
}

#[test]
fn a_project_file_that_is_wrong_or_not_trusted_offers_nothing_and_is_no_error() {
    let sandbox = sandbox();
    sandbox.write("provision.yaml", "version: [");
    for line in ["provision deploy ", "provision --stage ", "provision outputs x", "provision order get "] {
        assert_eq!(offered(&sandbox, line), [""; 0], "{line}");
    }
    let answer = sandbox.run("__complete bash").ok();
    assert_eq!((answer.stdout, answer.stderr), (String::new(), String::new()));
    project::write(&sandbox, project::TWO_TOPICS);
    assert_eq!(offered(&sandbox, "provision deploy "), ["s"]);
    let file = sandbox.path("project/provision.yaml");
    // Only root can give a file away.
    if fs::metadata(&file).unwrap().uid() == 0 {
        chown(&file, Some(4321), None).unwrap();
        assert_eq!(offered(&sandbox, "provision deploy "), [""; 0]);
        assert_eq!(offered(&sandbox, "provision --config provision.yaml deploy "), ["s"]);
    }
}

#[test]
fn a_place_that_never_answers_delays_no_prompt_and_the_cache_is_offered() {
    let sandbox = sandbox();
    let server = Server::silent();
    sandbox.set("PROVISION_ENDPOINT_URL", server.address());
    sandbox.set("AWS_ACCESS_KEY_ID", "test");
    sandbox.set("AWS_SECRET_ACCESS_KEY", "test");
    let began = Instant::now();
    assert_eq!(offered(&sandbox, "provision mailbox get "), [""; 0]);
    // Far below the 10 s after which the look itself ends, whatever else this machine does.
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    let looks = || fs::read_dir(sandbox.path("cache/provision/names")).unwrap().count();
    assert_eq!(looks(), 1, "a look has begun");
    assert_eq!(offered(&sandbox, "provision mailbox get "), [""; 0]);
    assert_eq!(looks(), 1, "no second one beside it");
}

#[test]
fn credentials_of_a_program_are_not_asked_for_and_the_emulator_is_not_started() {
    let sandbox = sandbox();
    let program = format!("[default]\ncredential_process = touch {}\n", sandbox.path("asked").display());
    sandbox.write("aws", &program);
    sandbox.set("AWS_CONFIG_FILE", sandbox.path("project/aws"));
    assert_eq!(offered(&sandbox, "provision mailbox get "), [""; 0]);
    assert_eq!(offered(&sandbox, "provision --local mailbox get "), [""; 0]);
    assert!(!sandbox.path("asked").exists() && !sandbox.path("emulator").exists());
    assert!(!sandbox.path("cache/provision/names").exists(), "no look was begun");
}

#[test]
fn ids_of_what_is_deployed_are_offered_where_the_line_says() {
    let sandbox = Sandbox::shipped("mailbox");
    sandbox.run("deploy mailbox -p mailbox-provisioning.WaitSeconds=0").ok();
    sandbox.set("XDG_CACHE_HOME", sandbox.path("cache"));
    let mailbox = sandbox.json("mailbox create --username ada --domain example.com --follow");
    let id = mailbox["id"].as_str().unwrap().to_owned();
    // The first look fills the cache; the shell waits for it only as long as a user may.
    until(|| match offered(&sandbox, "provision mailbox get ") {
        found if found == [id.as_str()] => Ok(()),
        found => Err(format!("{found:?}")),
    });
    let names = cached(&sandbox);
    assert_eq!(names.len(), 1, "{names:?}");
    assert_eq!(fs::metadata(&names[0]).unwrap().permissions().mode() & 0o777, 0o600);
    let kept = fs::read_to_string(&names[0]).unwrap();
    assert!(kept.contains(&id) && !kept.contains("example.com"), "{kept}");
    assert_eq!(offered(&sandbox, &format!("provision mailbox delete {}", &id[..8])), [id.as_str()]);
    assert_eq!(offered(&sandbox, "provision --stage prod mailbox get "), [""; 0], "another stage");

    // A list command keeps what it lists.
    fs::remove_dir_all(sandbox.path("cache/provision/names")).unwrap();
    sandbox.run("execution list").ok();
    let executions = offered(&sandbox, "provision execution tail ");
    assert!(executions.len() == 1 && executions[0].starts_with(&id), "{executions:?}");
    if has("fish") {
        let described = offered_by(&sandbox, "fish", FISH, "provision execution show ");
        assert_eq!(described, [format!("{}\tSUCCEEDED", executions[0])]);
    }
}
