//! Every line that a command prints as JSON, against the schemas in `docs/json`.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use super::sandbox::repository;
use super::schema::check;

/// `docs/json/index.json`: which schemas the lines of a command have.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lines {
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    events: Vec<String>,
    #[serde(default)]
    last_line: Vec<String>,
    failure: String,
    /// What is printed instead, if it is of another standard.
    document: Option<String>,
}

static SCHEMAS: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let files = fs::read_dir(repository().join("docs/json")).unwrap();
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
    };
    files.map(|entry| read(entry.unwrap().path())).collect()
});

static COMMANDS: LazyLock<BTreeMap<String, Lines>> =
    LazyLock::new(|| serde_json::from_value(SCHEMAS["index.json"].clone()).unwrap());

/// The commands that `docs/json` describes.
pub fn described_commands() -> impl Iterator<Item = &'static str> {
    COMMANDS.keys().map(String::as_str)
}

/// What is wrong with what a command with these words has printed.
pub fn check_printed(words: &[String], code: i32, stdout: &str, stderr: &str) -> Result<(), String> {
    if asks_for_help(words) {
        return Ok(());
    }
    let lines = command(words);
    if code == 0
        && (lines.is_some_and(|lines| lines.document.is_some())
            || words.iter().any(|word| word == "--schema"))
    {
        return Ok(());
    }
    let printed: Vec<_> = stdout.lines().collect();
    let Some((last, events)) = printed.split_last() else { return Err("nothing is printed".to_owned()) };
    for event in events {
        fits(event, lines.map_or(&[], |lines| &lines.events))?;
    }
    let mut choices = lines.map(|lines| lines.last_line.clone()).unwrap_or_default();
    if code != 0 {
        choices.push(lines.map_or("result.json", |lines| &lines.failure).to_owned());
    }
    fits(last, &choices)?;
    agrees(last, code)?;
    hints_alike(last, stderr)
}

/// A failure's hint for programs is the one for users.
fn hints_alike(last: &str, stderr: &str) -> Result<(), String> {
    let line: Value = serde_json::from_str(last).unwrap();
    let shown = stderr.lines().last().and_then(|line| line.strip_prefix("hint: "));
    match (line["error"]["hint"].as_str(), shown) {
        (None, None) => Ok(()),
        (Some(hint), _) if stderr.trim_end().ends_with(&format!("hint: {hint}")) => Ok(()),
        (hint, shown) => Err(format!("the hint is {hint:?} for programs and {shown:?} for users")),
    }
}

fn asks_for_help(words: &[String]) -> bool {
    let is_help = |word: &String| ["help", "--help", "-h", "--version", "-V"].contains(&word.as_str());
    words.iter().any(is_help)
}

/// One line against the schemas that it may have.
fn fits(line: &str, names: &[String]) -> Result<(), String> {
    let value: Value = serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
    let mut problems = Vec::new();
    for name in names {
        match check(&SCHEMAS[name], &value) {
            Ok(()) => return Ok(()),
            Err(problem) => problems.push(format!("{name}: {problem}")),
        }
    }
    Err(format!("{line}\nhas none of the schemas {names:?}:\n{}", problems.join("\n")))
}

/// The last line says why a command failed, and whether it did.
fn agrees(last: &str, code: i32) -> Result<(), String> {
    let line: Value = serde_json::from_str(last).unwrap();
    let status = match (line["error"].is_object(), code) {
        // A report's own status, such as that of an execution, takes the place of the command's.
        (false, 0) => return Ok(()),
        (true, 1 | 2) => "failed",
        (true, 3) => "partial",
        (true, 130) => "interrupted",
        _ => return Err(format!("exit code {code} does not fit {last}")),
    };
    if line["status"] == status { Ok(()) } else { Err(format!("exit code {code} means {status}: {last}")) }
}

/// The command that these words name. Words of options may lie between its own.
fn command(words: &[String]) -> Option<&'static Lines> {
    let spellings = COMMANDS
        .iter()
        .flat_map(|(name, lines)| std::iter::once(name).chain(&lines.aliases).map(move |name| (name, lines)));
    let found = spellings.filter_map(|(name, lines)| Some((places(name, words)?, lines)));
    // The first words count, and of `local mail` and `local mail show` the longer.
    found.min_by(|(one, _), (other, _)| one.cmp(other)).map(|(_, lines)| lines)
}

fn places(name: &str, words: &[String]) -> Option<[usize; 3]> {
    let mut found = [usize::MAX; 3];
    let mut from = 0;
    for (place, part) in found.iter_mut().zip(name.split(' ')) {
        *place = from + words[from..].iter().position(|word| word == part)?;
        from = *place + 1;
    }
    Some(found)
}
