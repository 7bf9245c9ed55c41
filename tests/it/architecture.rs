//! Who may lean on whom, as STYLE says: read off the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::repository;

mod circles;

/// Every source file of the program and, below `engine/`, of its engine: its path and its code without comments and tests.
fn sources() -> Vec<(String, String)> {
    let engine = engine().into_iter().map(|(name, code)| (format!("engine/{name}"), code));
    program().into_iter().chain(engine).collect()
}

/// Those of the program, with their paths below `src/`.
fn program() -> Vec<(String, String)> {
    sources_below(&repository().join("src"))
}

/// Those of the engine, with their paths below `crates/engine/src/`.
fn engine() -> Vec<(String, String)> {
    sources_below(&repository().join("crates/engine/src"))
}

/// The same of another folder.
fn sources_below(root: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(root, "rs", &mut files);
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    let read: Vec<_> =
        files.iter().map(|path| (name(path), read(&fs::read_to_string(path).unwrap()))).collect();
    let tests: Vec<_> = read
        .iter()
        .flat_map(|(name, file)| file.test_files.iter().flat_map(|test| places(name, test)))
        .collect();
    let is_test = |name: &str| tests.iter().any(|place| name.starts_with(place.as_str()));
    read.into_iter().filter(|(name, _)| !is_test(name)).map(|(name, file)| (name, file.code)).collect()
}

fn collect(folder: &Path, kind: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, kind, files);
        } else if path.extension().is_some_and(|extension| extension == kind) {
            files.push(path);
        }
    }
}

/// The file and the folder in which a module stands that the file of this name declares.
fn places(name: &str, module: &str) -> [String; 2] {
    let folder = match name.strip_suffix("/mod.rs") {
        Some(folder) => folder.to_owned(),
        None => name.strip_suffix(".rs").unwrap().to_owned(),
    };
    let folder = if matches!(folder.as_str(), "main" | "lib") { String::new() } else { folder + "/" };
    [format!("{folder}{module}.rs"), format!("{folder}{module}/")]
}

/// What stands in front of what only tests use.
const FOR_TESTS: [&str; 2] = ["#[cfg(test)]", "#[cfg(any(test, feature = \"testing\"))]"];

/// What the checks read of a file.
#[derive(Debug, Default)]
struct File {
    /// Every line but comments and the bodies of inline test modules.
    code: String,
    /// Modules for tests only that have a file of their own.
    test_files: Vec<String>,
}

/// Reads all lines of a file. Sources are formatted, so that a module ends with a bracket that is as far to the right as
/// its beginning; one inside a text would only end it too early, which a check would then complain about.
fn read(text: &str) -> File {
    let mut file = File::default();
    let mut lines = text.lines();
    let mut is_for_tests = false;
    while let Some(line) = lines.next() {
        let begins = line.trim_start();
        if begins.starts_with("//") {
            continue;
        }
        let module = begins.strip_prefix("pub ").unwrap_or(begins).strip_prefix("mod ");
        match module.filter(|_| is_for_tests) {
            Some(module) if module.ends_with(';') => {
                file.test_files.push(module.trim_end_matches(';').to_owned());
            }
            Some(module) if module.ends_with('{') => {
                let end = format!("{}}}", &line[..line.len() - begins.len()]);
                assert!(lines.any(|line| line == end), "the end of a test module is missing: {line}");
            }
            _ => file.code += &format!("{line}\n"),
        }
        is_for_tests = FOR_TESTS.contains(&begins) || is_for_tests && begins.starts_with("#[");
    }
    file
}

#[test]
fn all_code_of_a_file_is_read_wherever_its_tests_stand() {
    let text = "\
//! A file.

mod one;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub mod fake;

fn first() {} // #[cfg(test)]

#[cfg(test)]
#[expect(clippy::x, reason = \"y\")]
mod inline {
    fn hidden() {
        if true {}
    }

    mod inner {
        fn hidden() {}
    }
}

impl Clock {
    #[cfg(test)]
    pub fn fixed() {}
}

    // A comment.
fn last() {}
";
    let File { code, test_files } = read(text);
    assert_eq!(test_files, ["tests", "fake"]);
    let functions: Vec<_> = code.lines().filter(|line| line.contains("fn ")).collect();
    assert_eq!(functions, ["fn first() {} // #[cfg(test)]", "    pub fn fixed() {}", "fn last() {}"]);
    assert!(code.contains("mod one;") && !code.contains("comment"), "{code}");
}

#[test]
fn a_test_module_is_found_in_a_file_or_a_folder() {
    assert_eq!(places("aws/mod.rs", "fake"), ["aws/fake.rs", "aws/fake/"]);
    assert_eq!(places("engine/stack.rs", "tests"), ["engine/stack/tests.rs", "engine/stack/tests/"]);
    assert_eq!(places("main.rs", "tests"), ["tests.rs", "tests/"]);
}

/// The files whose tests stand in a file of their own were once read up to the declaration of that file only.
#[test]
fn the_engines_largest_files_are_read_to_their_ends() {
    let sources = sources();
    for (name, near_the_end) in [
        ("engine/schedule.rs", "fn readiness"),
        ("engine/stack.rs", "Again(Option<StackState>)"),
        ("engine/poller.rs", "fn with_jitter"),
        ("engine/graph/layout.rs", "fn artifact("),
        ("output/mod.rs", "fn "),
    ] {
        let (_, code) = sources.iter().find(|(file, _)| file == name).unwrap();
        assert!(code.contains(near_the_end), "{name}");
    }
    let is_left_out = |name: &str| !sources.iter().any(|(file, _)| file == name);
    assert!(is_left_out("engine/testing.rs") && is_left_out("engine/aws/fake/stacks/wire.rs"));
}

/// Fails for each file outside of the allowed places that holds one of the words.
#[track_caller]
fn only_in(allowed: &[&str], words: &[&str]) {
    let is_allowed = |name: &str| allowed.iter().any(|place| name.starts_with(place));
    let found: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| !is_allowed(name))
        .flat_map(|(name, code)| {
            let held = words.iter().filter(move |word| code.contains(**word));
            held.map(move |word| format!("{name} holds {word}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Fails for each file of a place that imports one of the modules.
#[track_caller]
fn never_imports(places: &[&str], modules: &[&str]) {
    let found: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| places.iter().any(|place| name.starts_with(place)))
        .flat_map(|(name, code)| {
            let held = modules.iter().filter(move |module| {
                // Several imports in one pair of brackets would hide the names.
                let forms =
                    [format!("crate::{module}::"), format!("crate::{module};"), "crate::{".to_owned()];
                forms.iter().any(|form| code.contains(form.as_str()))
            });
            held.map(move |module| format!("{name} imports {module}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_sdk_is_named_in_aws_only() {
    let words = ["aws_sdk_", "aws_config", "aws_smithy_", "aws_credential_types", "aws_sigv4"];
    only_in(&["engine/aws/"], &words);
}

#[test]
fn clap_is_named_where_arguments_are_read_only() {
    let places = ["cli.rs", "command_line", "names.rs", "commands/", "settings/", "systems/"];
    only_in(&places, &["clap::", "use clap", "clap_complete"]);
}

#[test]
fn only_output_prints() {
    only_in(
        &["output/"],
        &["println!", "print!(", "eprintln!", "eprint!(", "io::stdout()", "io::stderr()", "dbg!"],
    );
}

#[test]
fn only_what_the_program_itself_wrote_is_printed_raw() {
    only_in(&["output/", "commands/completion.rs"], &["ui.raw("]);
    let cleaned =
        ["streams", "results", "messages", "events", "question"].map(|name| format!("output/{name}.rs"));
    only_in(&cleaned.each_ref().map(String::as_str), &["streams.out(", "streams.err("]);
}

#[test]
fn only_settings_reads_the_environment() {
    only_in(&["settings/"], &["env::var", "env::vars", "env::var_os"]);
}

/// In other parts of AWS ARNs and host names begin and end otherwise. Service principals, such as `lambda.amazonaws.com`, are
/// the same in all of them.
#[test]
fn one_place_knows_the_parts_of_aws() {
    let own = sources().into_iter().filter(|(name, _)| name != "engine/aws/partition.rs");
    let functions = fs::read_dir(repository().join("lambdas")).unwrap().map(|entry| entry.unwrap().path());
    let functions = functions.filter(|path| path.is_dir()).flat_map(|path| sources_below(&path.join("src")));
    let mut templates = Vec::new();
    collect(&repository().join("templates"), "yaml", &mut templates);
    templates.push(repository().join("provision.yaml"));
    assert!(templates.len() > 10);
    let templates = templates.into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let is_code = |line: &&str| !line.trim_start().starts_with('#');
        (path.display().to_string(), text.lines().filter(is_code).collect::<Vec<_>>().join("\n"))
    });
    let spelled = regex_lite::Regex::new(r"arn:aws[a-z-]*:|[a-z0-9.}-]*amazonaws[a-z.]*").unwrap();
    let principal = regex_lite::Regex::new(r"^[a-z]+\.amazonaws\.com$").unwrap();
    let found: Vec<_> = own
        .chain(functions)
        .chain(templates)
        .flat_map(|(name, text)| {
            let all = spelled.find_iter(&text).map(|found| found.as_str().to_owned());
            let wrong = all.filter(|found| !principal.is_match(found));
            wrong.map(|found| format!("{name} spells {found}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_main_ends_the_process() {
    only_in(&["main.rs"], &["process::exit", "ExitCode"]);
}

#[test]
fn arrows_inside_the_engine_run_one_way() {
    let modules: BTreeSet<_> =
        engine().iter().map(|(name, _)| name.split(['/', '.']).next().unwrap().to_owned()).collect();
    for (place, leans_on) in [
        ("document", vec![]),
        ("template", vec!["document", "aws"]),
        ("project", vec!["template", "document", "aws"]),
        ("bundle", vec!["project", "template", "document"]),
        ("aws", vec!["document", "template"]),
    ] {
        let is_above = |module: &&str| {
            ![place, "failure", "shell", "counted", "lib"].contains(module) && !leans_on.contains(module)
        };
        let above: Vec<_> = modules.iter().map(String::as_str).filter(is_above).collect();
        assert!(above.contains(&"graph"));
        never_imports(&[&format!("engine/{place}/")], &above);
    }
}

#[test]
fn the_layers_below_know_nothing_of_commands() {
    let words = ["commands", "cli", "command_line", "dispatch"];
    never_imports(&["local/", "output/", "settings/", "context.rs", "connection.rs"], &words);
    never_imports(&["output/"], &["local", "context", "connection"]);
    never_imports(&["systems/"], &words);
}

/// A client of a deployed system can be used without a terminal.
#[test]
fn clients_of_systems_know_no_terminal() {
    let clients = program().into_iter().map(|(name, _)| name).filter(|name| name.contains("/client/"));
    let clients: Vec<_> = clients.collect();
    assert!(clients.len() > 20);
    let clients: Vec<_> = clients.iter().map(String::as_str).collect();
    never_imports(&clients, &["output", "local", "context", "connection", "settings"]);
}

#[test]
fn no_module_leans_on_itself_by_way_of_others() {
    for sources in [program(), engine()] {
        let circle = circles::find(&sources);
        assert_eq!(circle, None);
    }
}

/// The names of the shipped systems, which are the folders of their templates.
fn systems() -> Vec<String> {
    let folders = fs::read_dir(repository().join("templates")).unwrap();
    folders.map(|folder| folder.unwrap().file_name().to_str().unwrap().to_owned()).collect()
}

#[test]
fn the_engine_knows_no_system_by_name() {
    let words: Vec<_> =
        systems().iter().map(|system| format!("\"{system}")).chain(["model::".to_owned()]).collect();
    let found: Vec<_> = engine()
        .into_iter()
        .filter(|(_, code)| words.iter().any(|word| code.contains(word)))
        .map(|(name, _)| name)
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

/// A further system is a folder of its own and a line in `systems/mod.rs`: see "Adding a system" in ARCHITECTURE.
#[test]
fn the_program_names_a_system_in_its_folder_only() {
    let found: Vec<_> = systems()
        .iter()
        .flat_map(|system| {
            let own = format!("systems/{system}/");
            let words = [format!("\"{system}"), format!("systems::{system}"), format!("model::{system}")];
            let others = program().into_iter().filter(move |(name, _)| !name.starts_with(&own));
            others
                .filter(move |(_, code)| words.iter().any(|word| code.contains(word.as_str())))
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{found:?}");
    let list = fs::read_to_string(repository().join("src/systems/mod.rs")).unwrap();
    // A system without commands has no folder here.
    let has_commands = |system: &&String| repository().join("src/systems").join(system).exists();
    assert!(systems().iter().filter(has_commands).all(|system| list.contains(&format!("pub mod {system};"))));
}

#[test]
fn plain_code_waits_for_nothing() {
    let found: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| {
            ["engine/project/", "engine/template/", "engine/document/", "engine/graph.rs"]
                .iter()
                .any(|place| name.starts_with(place))
        })
        .filter(|(_, code)| code.contains("async ") || code.contains(".await") || code.contains("tokio"))
        .map(|(name, _)| name)
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn functions_are_built_from_the_crates_that_the_program_has_compiled() {
    let program = features(&["--package", "provision"]);
    let functions = features(&["--package", "*-functions"]);
    let shared = program.iter().filter(|(package, _)| functions.contains_key(*package));
    assert!(shared.clone().count() > 100, "{} packages are shared", shared.count());
    let different: Vec<_> = shared
        .filter(|(package, features)| functions[*package] != **features)
        .map(|(package, features)| format!("{package}: {features:?} and {:?}", functions[package]))
        .collect();
    let found = different.join("\n");
    assert!(found.is_empty(), "add these to crates/shared-features, or they are compiled twice:\n{found}");
}

/// The features with which cargo compiles each package, once for each set, when it builds what is selected.
fn features(selection: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let tree = ["tree", "--locked", "--edges", "normal,build", "--prefix", "none", "--format", "{p}|{f}"];
    let output =
        Command::new(env!("CARGO")).args(tree).args(selection).current_dir(repository()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut packages = BTreeMap::<_, BTreeSet<_>>::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        if let Some((package, features)) = line.trim_end_matches(" (*)").split_once('|') {
            packages.entry(package.to_owned()).or_default().insert(features.to_owned());
        }
    }
    packages
}
