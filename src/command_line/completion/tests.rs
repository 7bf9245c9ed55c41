use super::*;
use crate::names::Live;
use crate::names::cache::{Cache, Name};
use std::path::Path;
use std::time::Duration;

/// What is offered for the last word of a line, or for the one that is marked with `|` at its end.
fn answer(line: &str, environment: &Environment) -> Vec<Candidate> {
    let mut words: Vec<_> = line.split(' ').map(str::to_owned).collect();
    let index = words.iter().position(|word| word.ends_with('|')).unwrap_or(words.len() - 1);
    words[index] = words[index].trim_end_matches('|').to_owned();
    let words = words.into_iter().map(OsString::from).collect();
    candidates(words, index, environment, Instant::now() + Duration::from_millis(20))
}

fn offered(line: &str) -> Vec<String> {
    values(&answer(line, &Environment::default()))
}

fn values(candidates: &[Candidate]) -> Vec<String> {
    let value = |candidate: &Candidate| match candidate {
        Candidate::Word { value, .. } => value.clone(),
        other => format!("{other:?}"),
    };
    candidates.iter().map(value).collect()
}

#[test]
fn systems_are_offered_where_systems_are_meant_and_never_files() {
    for command in ["deploy", "plan", "diff", "status", "teardown", "build", "doctor", "execution list"] {
        assert_eq!(
            offered(&format!("provision {command} ")),
            ["cake", "coffee", "mailbox", "shop"],
            "{command}"
        );
    }
    assert_eq!(offered("provision deploy cake co"), ["coffee"]);
    assert_eq!(offered("provision teardown --confirm s"), ["shop"]);
    let described = answer("provision deploy sh", &Environment::default());
    let [Candidate::Word { description, .. }] = described.as_slice() else { panic!("{described:?}") };
    assert!(!description.is_empty());
}

#[test]
fn a_name_that_the_same_argument_has_already_is_not_offered_again() {
    assert_eq!(offered("provision deploy cake "), ["coffee", "mailbox", "shop"]);
    assert_eq!(offered("provision plan cake shop --stage dev "), ["coffee", "mailbox"]);
    assert_eq!(
        offered("provision teardown | mailbox"),
        ["cake", "coffee", "shop"],
        "words after the cursor count"
    );
    assert_eq!(offered("provision deploy cake"), ["cake"], "a word that is complete is no repetition");
    // Each argument has its own.
    assert_eq!(offered("provision teardown mailbox --confirm m"), ["mailbox"]);
    assert_eq!(offered("provision teardown --confirm mailbox m"), ["mailbox"]);
    assert!(offered("provision teardown --confirm mailbox --confirm m").is_empty());
    let regions = offered("provision deploy --replica-region eu-west-1 --replica-region eu-west-");
    assert!(!regions.is_empty() && !regions.contains(&"eu-west-1".to_owned()), "{regions:?}");
    assert!(offered("provision deploy --region eu-west-1 --replica-region eu-west-1") == ["eu-west-1"]);
    let again = "provision deploy -p mailbox-provisioning.WaitSeconds=1 -p mailbox-provisioning.WaitS";
    assert!(offered(again).is_empty());
}

#[test]
fn stacks_outputs_parameters_and_resources_are_offered_from_the_project_file() {
    let stacks = offered("provision outputs mailbox-");
    assert!(
        stacks.contains(&"mailbox-api".to_owned()) && !stacks.iter().any(|name| name.contains('.')),
        "{stacks:?}"
    );
    assert_eq!(offered("provision outputs mailbox-api.ApiU"), ["mailbox-api.ApiUrl"]);
    let parameters = offered("provision deploy -p mailbox-");
    assert!(!parameters.is_empty() && parameters.iter().all(|name| name.ends_with('=')), "{parameters:?}");
    assert!(offered("provision deploy --skip-resource cake-").iter().all(|name| name.contains('.')));
    let apis = offered("provision api ");
    assert!(apis.contains(&"mailbox".to_owned()) && apis.contains(&"shop-orders".to_owned()), "{apis:?}");
}

#[test]
fn values_of_options_are_offered_in_both_forms() {
    assert!(offered("provision --stage ").contains(&"dev".to_owned()));
    assert_eq!(offered("provision deploy --stage=de"), ["--stage=dev"]);
    let regions = offered("provision deploy --region ");
    assert_eq!(regions[0], "us-west-2", "{regions:?}");
    assert!(regions.contains(&"eu-west-1".to_owned()));
    assert_eq!(offered("provision --replica-region us-west-2,eu-north"), ["us-west-2,eu-north-1"]);
    assert_eq!(offered("provision order list --state deliv"), ["delivered"]);
    assert_eq!(offered("provision status --output "), ["table", "json"]);
    assert!(offered("provision docs proj").contains(&"project-file".to_owned()));
}

#[test]
fn files_are_left_to_the_shell() {
    for line in ["provision --config ", "provision deploy --config=pro", "provision order place --from x"] {
        assert_eq!(offered(line), ["Files"], "{line}");
    }
    for line in ["provision deploy --artifacts ", "provision build --out "] {
        assert_eq!(offered(line), ["Folders"], "{line}");
    }
}

#[test]
fn commands_come_before_options_and_options_after_a_dash() {
    let commands = offered("provision ");
    assert!(commands.contains(&"deploy".to_owned()) && commands.iter().all(|word| !word.starts_with('-')));
    assert!(!commands.contains(&ASKED.to_owned()), "{commands:?}");
    assert!(offered("provision deploy --dry").contains(&"--dry-run".to_owned()));
    assert!(offered("provision validate ").contains(&"--lint".to_owned()));
    assert!(offered("provision local status --sta").is_empty(), "an option that the command does not take");
}

#[test]
fn a_line_that_is_wrong_or_a_file_that_cannot_be_read_offers_what_can_be_known() {
    assert!(offered("provision deploy --nonsense --stage ").contains(&"dev".to_owned()));
    assert!(offered("provision --config /nowhere/x.yaml deploy ").is_empty());
    assert!(offered("provision deploy --config /nowhere/x.yaml --stage ").is_empty());
    assert!(
        offered("provision deploy | --config /nowhere/x.yaml").is_empty(),
        "words after the cursor count"
    );
    assert!(offered("provision nonsense ").iter().all(|word| !word.is_empty()));
    assert!(offered("provision --help deploy ").is_empty());
}

#[test]
fn live_names_come_from_the_cache_of_the_place_that_the_line_names() {
    let folder = tempfile::tempdir().unwrap();
    let environment = Environment {
        cache_home: Some(folder.path().to_owned()),
        local_home: Some(folder.path().join("emulator")),
        ..Environment::default()
    };
    let live = Live { kind: "mailboxes", list: &["mailbox", "list"] };
    let id = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";
    let words: Vec<OsString> = ["provision", "--local", "--stage", "prod"].map(OsString::from).into();
    let (settings, _) = rest(&words, &[]).unwrap();
    let name = Name { name: id.to_owned(), state: "removing".to_owned() };
    Cache::of(&settings, &environment, &live).unwrap().write(&[name]).unwrap();
    let get = |words: &str| answer(words, &environment);
    let word = Candidate::Word { value: id.to_owned(), description: "removing".to_owned() };
    assert_eq!(get("provision --local mailbox get 3e2a| --stage prod"), [word]);
    // The emulator of this folder does not run, and is not started.
    for elsewhere in ["--local", "--local --stage dev", "--local --stage prod --region us-east-1"] {
        assert_eq!(get(&format!("provision mailbox get {elsewhere} ")), [], "{elsewhere}");
    }
}

#[test]
fn a_script_is_answered_only_as_it_asks() {
    let read = |line: &str| {
        let words: Vec<_> = line.split(' ').map(OsString::from).collect();
        Asked::read(&words, &Environment::default())
    };
    let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
    assert_eq!(read("provision deploy"), None);
    assert_eq!(
        read("provision __complete bash 1 -- provision de'p'l"),
        Some(Asked::Candidates { words: words("provision depl"), index: 1 })
    );
    assert_eq!(
        read("provision __complete fish 2 -- provision 'x'"),
        Some(Asked::Candidates { words: words("provision 'x' "), index: 2 })
    );
    assert_eq!(
        read("provision __complete --look order list"),
        Some(Asked::Look(words("provision order list")))
    );
    for wrong in ["", " bash", " bash x -- provision", " bash 0 -- provision", " bash 9 -- provision"] {
        assert_eq!(read(&format!("provision __complete{wrong}")), Some(Asked::Nothing), "{wrong}");
    }
}

#[test]
fn words_are_read_as_a_shell_reads_them() {
    let home = Path::new("/home/ann");
    let plain = |word: &str| words::unquoted(OsStr::new(word), Some(home)).into_string().unwrap();
    for (typed, meant) in [
        ("plain", "plain"),
        (r"my\ file", "my file"),
        ("'my file'", "my file"),
        ("\"my fi", "my fi"),
        (r#""a\"b\c""#, r#"a"b\c"#),
        (r"--config='a b'", "--config=a b"),
        ("~/x.yaml", "/home/ann/x.yaml"),
        ("'~/x.yaml'", "~/x.yaml"),
        ("end\\", "end"),
    ] {
        assert_eq!(plain(typed), meant, "{typed}");
    }
}
