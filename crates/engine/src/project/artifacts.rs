//! Validates artifacts: names must be safe as file names, entries must not leave their zip, files must belong to the
//! project.

use super::outside::{message, outside};
use super::{ArtifactFile, Project};
use crate::document::Problem;

/// Longest name of an artifact; names of files and keys of S3 objects are made from it.
const NAME_LIMIT: usize = 100;

/// Checks all artifacts of a project.
pub fn check(project: &Project, problems: &mut Vec<Problem>) {
    for (name, artifact) in &project.file.artifacts {
        let line = artifact.line;
        let of_name = (!is_name(name)).then(|| {
            (
                name_line(&project.source.text, name, line),
                format!(
                    "artifact '{}': a name has letters, digits, hyphens, underscores and dots, begins with no dot, and \
                     is at most {NAME_LIMIT} characters long",
                    name.escape_debug()
                ),
            )
        });
        let others =
            entry(name, &artifact.value).into_iter().chain(outside_files(project, name, &artifact.value));
        let all = of_name.into_iter().chain(others.map(|message| (line, message)));
        problems.extend(all.map(|(line, message)| project.source.problem(line, message)));
    }
}

fn is_name(name: &str) -> bool {
    (1..=NAME_LIMIT).contains(&name.len())
        && !name.starts_with('.')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// What is wrong with the program's name in the zip.
fn entry(name: &str, artifact: &ArtifactFile) -> Option<String> {
    let entry = &artifact.entry;
    let is_part = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(char::is_control);
    let is_plain = entry.split('/').all(is_part) && !entry.contains('\\');
    (!is_plain).then(|| {
        format!(
            "artifact {}: entry '{}' must be a relative path inside the zip, without '..', such as bootstrap",
            name.escape_debug(),
            entry.escape_debug()
        )
    })
}

/// Files and sources outside the project's folder, unless the project file allows them.
fn outside_files(project: &Project, name: &str, artifact: &ArtifactFile) -> Vec<String> {
    let Some(folder) = project.folder.as_deref().filter(|_| !project.file.allow_outside) else {
        return Vec::new();
    };
    let sources = artifact.sources.iter().map(|path| ("source", path));
    let paths = [("file", &artifact.file)].into_iter().chain(sources);
    paths
        .filter_map(|(what, path)| {
            let target = outside(folder, path)?;
            Some(message(&format!("artifact {}: the {what}", name.escape_debug()), path, &target))
        })
        .collect()
}

/// The line of an artifact's name: at the line where its values begin, or the nearest one above that holds it.
fn name_line(text: &str, name: &str, line: u64) -> u64 {
    let Ok(count) = usize::try_from(line) else { return line };
    let above: Vec<_> = text.lines().take(count).collect();
    let found = above.iter().rposition(|text| !name.is_empty() && text.contains(name));
    found.and_then(|index| u64::try_from(index + 1).ok()).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{NOTHING, project};

    const HEAD: &str =
        "version: 1\ndefault-stage: dev\nregions: {home: us-west-2}\nstages: {dev: {}}\nsystems: {}\n";

    fn loaded(tail: &str) -> Result<(), String> {
        let file = format!("{HEAD}{tail}");
        project(&[("provision.yaml", &file)]).map(drop).map_err(|error| error.to_string())
    }

    #[test]
    fn names_are_safe_as_file_names() {
        for name in ["mailbox", "a.b-c_D9", &"x".repeat(100)] {
            loaded(&format!("artifacts: {{{name}: {{file: f}}}}\n")).unwrap();
        }
        for name in ["../../x", ".hidden", "..", "a/b", "a b", "", "ä", &"x".repeat(101)] {
            let error = loaded(&format!("artifacts:\n  '{name}':\n    file: f\n")).unwrap_err();
            let line = if name.is_empty() { 8 } else { 7 };
            assert!(
                error.starts_with(&format!("provision.yaml:{line}: artifact '{name}': a name")),
                "{error}"
            );
        }
    }

    #[test]
    fn entries_stay_in_their_zip() {
        for entry in ["bootstrap", "bin/bootstrap", "a..b", "my program"] {
            loaded(&format!("artifacts: {{a: {{file: f, entry: '{entry}'}}}}\n")).unwrap();
        }
        for entry in ["../../x", "/etc/x", "a/../x", "", "a//b", "./a", "..", "a/", "a\\\\b"] {
            let error = loaded(&format!("artifacts: {{a: {{file: f, entry: \"{entry}\"}}}}\n")).unwrap_err();
            let expected = format!("provision.yaml:6: artifact a: entry '{entry}' must be a relative path");
            assert!(error.starts_with(&expected), "{error}");
        }
    }

    #[test]
    fn files_outside_are_named_and_can_be_allowed() {
        let artifacts = "artifacts:\n  a: {file: ../x.zip, sources: [lib, /etc]}\n";
        let error = loaded(artifacts).unwrap_err();
        assert!(
            error.starts_with(
                "provision.yaml:7: artifact a: the file ../x.zip is outside the project's folder, at /"
            ),
            "{error}"
        );
        assert!(
            error.contains("the source /etc is outside the project's folder, at /etc; move it there"),
            "{error}"
        );
        assert!(error.contains("'allow-outside: true'") && !error.contains("source lib"), "{error}");
        loaded(&format!("{artifacts}allow-outside: true\n")).unwrap();
        assert!(loaded(&format!("{artifacts}allow-outside: false\n")).is_err());
    }

    #[test]
    fn a_template_outside_is_not_read_unless_allowed() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("project");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(root.path().join("t.yaml"), "Resources: {T: {Type: 'AWS::SNS::Topic'}}\n").unwrap();
        std::os::unix::fs::symlink("../t.yaml", folder.join("link.yaml")).unwrap();
        let real = std::fs::canonicalize(root.path()).unwrap().join("t.yaml");
        for path in ["../t.yaml", "link.yaml"] {
            let stack = format!("s: {{stacks: {{a: {{template: {path}, region: home}}}}}}");
            let file = HEAD.replace("systems: {}", &format!("systems:\n  {stack}"));
            let load = |file: &str| {
                std::fs::write(folder.join("provision.yaml"), file).unwrap();
                super::Project::load(None, folder.as_path(), &NOTHING)
            };
            let error = load(&file).unwrap_err().to_string();
            let expected = format!(
                "provision.yaml:6: the template {path} is outside the project's folder, at {}; move it there, or write \
                 'allow-outside: true'",
                real.display()
            );
            assert!(error.starts_with(&expected), "{error}");
            load(&format!("{file}allow-outside: true\n")).unwrap();
        }
    }

    #[test]
    fn a_template_is_bounded_before_it_is_read() {
        let systems = "systems: {s: {stacks: {a: {template: t.yaml, region: home}}}}\n";
        let file = HEAD.replace("systems: {}\n", systems);
        let text = format!("Resources: {{T: {{Type: 'AWS::SNS::Topic'}}}}\n{}", " ".repeat(1024 * 1024));
        let error = project(&[("provision.yaml", &file), ("t.yaml", &text)]).unwrap_err().to_string();
        let expected = format!(
            "provision.yaml:5: cannot read the template t.yaml: it has {} bytes; the limit is 1048576 bytes (1 MiB)",
            text.len()
        );
        assert!(error.starts_with(&expected), "{error}");
    }
}
