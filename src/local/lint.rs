//! cfn-lint, which knows every resource type and property: installed privately like the emulator, and run once for all
//! templates that are deployed to the same regions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Output;

use anyhow::Result;
use serde::Deserialize;
use tokio::process::Command;

use super::install::{ensure_package, interpreter};
use super::python::{Package, finish, last_line};
use crate::output::Ui;
use crate::settings::Environment;
use engine::failure::Failure;

const VERSION: &str = "1.58.0";
pub(super) const CFN_LINT: Package = Package {
    what: "cfn-lint",
    name: "cfn-lint",
    version: VERSION,
    requirements: include_str!("lint-requirements.txt"),
    command: "`provision validate --lint`",
};
/// An environment can be moved as long as only its interpreter is run, so the script that pip makes is of no use.
const MAIN: &str = "import sys; from cfnlint.runner import main; sys.exit(main())";
/// The bits of the exit code that say what was found: errors, warnings, notes. Any other means that cfn-lint failed.
const FOUND: i32 = 2 | 4 | 8;
/// Rules about what `provision` does itself: local paths are packaged by a deploy.
const OWN: [&str; 1] = ["W3002"];

/// A template, and the regions that its stacks go to.
pub struct Linted {
    pub path: PathBuf,
    pub regions: BTreeSet<String>,
}

/// Something that cfn-lint reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub path: PathBuf,
    /// Counted from 1.
    pub line: u64,
    pub rule: String,
    pub message: String,
    pub is_error: bool,
}

/// Lints templates. The configuration of cfn-lint in `folder` (`.cfnlintrc`) counts, as it does for cfn-lint itself.
///
/// Installs cfn-lint first where that was not done before. Fails when it cannot be installed or does not answer as
/// expected.
pub async fn lint(
    environment: &Environment,
    ui: &Ui,
    folder: &Path,
    templates: &[Linted],
) -> Result<Vec<Finding>> {
    let installation = ensure_package(&CFN_LINT, environment, ui).await?;
    let mut groups: BTreeMap<&BTreeSet<String>, BTreeSet<&Path>> = BTreeMap::new();
    for template in templates {
        groups.entry(&template.regions).or_default().insert(&template.path);
    }
    let mut findings = Vec::new();
    for (regions, paths) in groups {
        findings.extend(lint_group(&interpreter(&installation), folder, regions, &paths).await?);
    }
    findings.sort_by(|one, other| (&one.path, one.line).cmp(&(&other.path, other.line)));
    Ok(findings)
}

async fn lint_group(
    python: &Path,
    folder: &Path,
    regions: &BTreeSet<String>,
    paths: &BTreeSet<&Path>,
) -> Result<Vec<Finding>> {
    // A file of its own: the project's configuration of the output must not apply.
    let report = tempfile::NamedTempFile::new()?;
    let mut command = Command::new(python);
    command.args(["-I", "-c", MAIN, "--format", "json", "--output-file"]).arg(report.path());
    command.arg("--regions").args(regions).arg("--");
    command.args(paths.iter().map(|path| literal(path))).current_dir(folder);
    let Some(output) = finish(command).await? else {
        return Err(failed("its Python no longer exists")
            .hint("run `provision validate --lint` again")
            .into());
    };
    let text = std::fs::read_to_string(report.path())?;
    Ok(findings(&output, &text)?)
}

/// A path as a pattern that matches only itself: cfn-lint expands wildcards.
fn literal(path: &Path) -> String {
    let mut pattern = String::new();
    for character in path.to_string_lossy().chars() {
        match character {
            '*' | '?' | '[' => pattern.extend(['[', character, ']']),
            other => pattern.push(other),
        }
    }
    pattern
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Match {
    filename: PathBuf,
    level: String,
    location: Location,
    message: String,
    rule: Rule,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Location {
    start: Start,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Start {
    line_number: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Rule {
    id: String,
}

/// What a run of cfn-lint found.
fn findings(output: &Output, report: &str) -> Result<Vec<Finding>, Failure> {
    let code = output.status.code();
    if code.is_none_or(|code| code & !FOUND != 0) {
        let failure = failed(&last_line(output));
        return Err(failure.hint("look at .cfnlintrc in the project's folder and in the home folder"));
    }
    let report = if report.trim().is_empty() { "[]" } else { report };
    let matches: Vec<Match> = serde_json::from_str(report)
        .map_err(|error| failed(&format!("its report cannot be read: {error}")))?;
    if matches.is_empty() && code != Some(0) {
        return Err(failed("it found problems, but reported none"));
    }
    let own = |found: &Match| OWN.contains(&found.rule.id.as_str());
    let finding = |found: Match| Finding {
        path: found.filename,
        line: found.location.start.line_number,
        rule: found.rule.id,
        message: found.message,
        is_error: found.level == "Error",
    };
    Ok(matches.into_iter().filter(|found| !own(found)).map(finding).collect())
}

fn failed(reason: &str) -> Failure {
    Failure::failed(format!("cfn-lint {VERSION} failed: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    fn output(code: i32, stderr: &str) -> Output {
        Output { status: ExitStatus::from_raw(code << 8), stdout: Vec::new(), stderr: stderr.into() }
    }

    fn found(level: &str, rule: &str) -> String {
        let place = r#""Location": {"Start": {"ColumnNumber": 5, "LineNumber": 3}}"#;
        format!(
            r#"[{{"Filename": "a.yaml", "Level": "{level}", {place}, "Message": "no", "Rule": {{"Id": "{rule}"}}}}]"#
        )
    }

    #[test]
    fn findings_are_read_with_line_rule_and_level() {
        let finding = |rule: &str, is_error| Finding {
            path: "a.yaml".into(),
            line: 3,
            rule: rule.into(),
            message: "no".into(),
            is_error,
        };
        assert_eq!(findings(&output(6, ""), &found("Error", "E3006")).unwrap(), [finding("E3006", true)]);
        assert_eq!(findings(&output(4, ""), &found("Warning", "W1")).unwrap(), [finding("W1", false)]);
        assert!(findings(&output(4, ""), &found("Warning", "W3002")).unwrap().is_empty());
        assert!(findings(&output(0, ""), "").unwrap().is_empty());
        assert!(findings(&output(0, ""), "[]\n").unwrap().is_empty());
    }

    #[test]
    fn a_broken_answer_is_one_sentence() {
        let message = |code, stderr, report| findings(&output(code, stderr), report).unwrap_err().message;
        assert_eq!(
            message(32, "Traceback\nRegions ['x'] are unsupported\n", ""),
            "cfn-lint 1.58.0 failed: Regions ['x'] are unsupported"
        );
        assert!(message(2, "", "oops").starts_with("cfn-lint 1.58.0 failed: its report cannot be read"));
        assert_eq!(message(2, "", "[]"), "cfn-lint 1.58.0 failed: it found problems, but reported none");
    }

    #[test]
    fn a_path_with_wildcards_means_only_itself() {
        assert_eq!(literal(Path::new("/a/[b]*?.yaml")), "/a/[[]b][*][?].yaml");
    }
}
