//! Finds and checks the files that a template refers to by local paths, for a deploy to package and upload.
//!
//! Nested templates are read too, at any depth. Nothing is zipped or hashed here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use super::{Regular, find, outside};
use crate::document::{Problem, Source};
use crate::template::{LocalPath, Template, local_paths};

/// A folder of builds, which this program makes and which is no part of any code.
const OWN_FOLDER: &str = ".provision";

/// A template whose local paths were found.
#[derive(Debug)]
pub struct Package {
    /// From the project's folder.
    pub name: String,
    /// As its author wrote it.
    pub text: String,
    pub items: Vec<(LocalPath, Content)>,
}

/// What a local path leads to.
#[derive(Debug)]
pub enum Content {
    File(PathBuf),
    /// All files in a folder, in the order of their names.
    Folder(Vec<PackedFile>),
    Template(Package),
}

/// A file for a zip.
#[derive(Debug)]
pub struct PackedFile {
    /// The name in the zip.
    pub name: String,
    pub path: PathBuf,
    pub is_executable: bool,
}

impl Package {
    /// The names of all nested templates with their texts.
    pub fn nested(&self) -> Vec<&Package> {
        let nested = self.items.iter().filter_map(|(_, content)| match content {
            Content::Template(package) => Some(package),
            _ => None,
        });
        nested.flat_map(|package| [package].into_iter().chain(package.nested())).collect()
    }
}

/// Reads what the templates of a project name; those without local paths are left out.
pub fn read(
    templates: &BTreeMap<String, Rc<Template>>,
    folder: Option<&Path>,
    allow_outside: bool,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, Arc<Package>> {
    let mut packages = BTreeMap::new();
    let Some(folder) = folder else { return packages };
    for (name, template) in templates.iter().filter(|(_, template)| template.is_read()) {
        let mut reader = Reader { folder, allow_outside, problems, above: Vec::new() };
        let package = reader.package(&template.source);
        if !package.items.is_empty() {
            packages.insert(name.clone(), Arc::new(package));
        }
    }
    packages
}

struct Reader<'a> {
    folder: &'a Path,
    allow_outside: bool,
    problems: &'a mut Vec<Problem>,
    /// The templates that are being read, from the outermost inwards.
    above: Vec<PathBuf>,
}

impl Reader<'_> {
    fn package(&mut self, source: &Rc<Source>) -> Package {
        let mut items = Vec::new();
        self.above.push(real(&self.folder.join(&source.name)));
        match source.read() {
            Ok(root) => {
                for local in local_paths(&source.text, &root) {
                    match self.content(&source.name, &local) {
                        Ok(content) => items.push((local, content)),
                        Err(Some(reason)) => {
                            let message = format!("{}: {reason}", local.property);
                            self.problems.push(source.problem(local.line, message));
                        }
                        Err(None) => {}
                    }
                }
            }
            Err(problem) => self.problems.push(problem),
        }
        self.above.pop();
        Package { name: source.name.clone(), text: source.text.clone(), items }
    }

    /// What a path of a template leads to. Without a reason the problem was reported already.
    fn content(&mut self, template: &str, local: &LocalPath) -> Result<Content, Option<String>> {
        let beside = Path::new(template).parent().unwrap_or(Path::new(""));
        let name = beside.join(&local.path);
        let shown = name.display().to_string();
        self.check_inside(&name)?;
        let path = self.folder.join(&name);
        if path.is_dir() && !local.is_template {
            let mut files = Vec::new();
            self.walk(&name, "", &mut BTreeSet::new(), &mut files)?;
            if files.is_empty() {
                return Err(Some(format!("the folder {shown} is empty")));
            }
            return Ok(Content::Folder(files));
        }
        let file = Regular::open(&path).map_err(|reason| Some(format!("cannot read {shown}: {reason}")))?;
        if !local.is_template {
            return Ok(Content::File(path));
        }
        let real = real(&path);
        if self.above.contains(&real) {
            return Err(Some(format!("the template {shown} contains itself")));
        }
        let text =
            file.text(find::SIZE_LIMIT).map_err(|reason| Some(format!("cannot read {shown}: {reason}")))?;
        Ok(Content::Template(self.package(&Source::new(shown, text))))
    }

    fn check_inside(&self, name: &Path) -> Result<(), Option<String>> {
        let shown = name.display().to_string();
        match outside::outside(self.folder, &shown).filter(|_| !self.allow_outside) {
            Some(target) => Err(Some(outside::message("the path", &shown, &target))),
            None => Ok(()),
        }
    }

    /// Lists a folder; `inner` is where in the zip it comes. Links are followed, each folder once on its own path.
    fn walk(
        &self,
        folder: &Path,
        inner: &str,
        above: &mut BTreeSet<(u64, u64)>,
        files: &mut Vec<PackedFile>,
    ) -> Result<(), Option<String>> {
        self.check_inside(folder)?;
        let cannot = |path: &Path, error: &dyn std::fmt::Display| {
            Some(format!("cannot read {}: {error}", path.display()))
        };
        let full = self.folder.join(folder);
        let data = fs::metadata(&full).map_err(|error| cannot(folder, &error))?;
        let id = (data.dev(), data.ino());
        if !above.insert(id) {
            return Ok(());
        }
        let mut names: Vec<_> = fs::read_dir(&full)
            .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
            .map_err(|error| cannot(folder, &error))?
            .into_iter()
            .map(|entry| entry.file_name())
            .collect();
        names.sort();
        for name in names {
            let path = folder.join(&name);
            let name = name.to_str().ok_or_else(|| cannot(&path, &"its name is not valid UTF-8"))?;
            let data = fs::metadata(self.folder.join(&path)).map_err(|error| cannot(&path, &error))?;
            if data.is_dir() {
                if name != OWN_FOLDER {
                    self.walk(&path, &format!("{inner}{name}/"), above, files)?;
                }
                continue;
            }
            self.check_inside(&path)?;
            if !data.is_file() {
                return Err(cannot(&path, &"it is not a regular file"));
            }
            files.push(PackedFile {
                name: format!("{inner}{name}"),
                path: self.folder.join(&path),
                is_executable: data.permissions().mode() & 0o111 != 0,
            });
        }
        above.remove(&id);
        Ok(())
    }
}

/// A path without links and `..`, where that can be found out.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testing::project;
    use super::super::{Content, Project};

    const HEAD: &str = "version: 1\ndefault-stage: dev\nregions: {home: us-west-2}\nstages: {dev: {}}\n";
    const STACK: &str = "systems: {s: {stacks: {a: {template: t/a.yaml, region: home}}}}\n";

    fn load(tail: &str, files: &[(&str, &str)]) -> Result<Project, String> {
        let file = format!("{HEAD}{STACK}{tail}");
        let all: Vec<_> =
            [("provision.yaml", file.as_str())].into_iter().chain(files.iter().copied()).collect();
        let loaded = project(&all).and_then(|project| project.check_packages().map(|()| project));
        loaded.map_err(|error| error.to_string())
    }

    fn function(code: &str) -> String {
        format!("Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code: {code}\n")
    }

    fn nested(template: &str) -> String {
        format!(
            "Resources:\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties: {{TemplateURL: {template}}}\n"
        )
    }

    #[test]
    fn a_missing_file_is_named_with_its_line() {
        let error = load("", &[("t/a.yaml", &function("./src"))]).unwrap_err();
        assert!(
            error.starts_with("t/a.yaml:5: F.Code: cannot read t/./src: No such file or directory"),
            "{error}"
        );
        let error = load("", &[("t/a.yaml", &nested("b.yaml")), ("t/b.yaml", &function("c"))]).unwrap_err();
        assert!(error.starts_with("t/b.yaml:5: F.Code: cannot read t/c: No such file"), "{error}");
    }

    #[test]
    fn a_template_that_contains_itself_is_refused() {
        for inner in ["a.yaml", "../t/a.yaml"] {
            let files = [("t/a.yaml", nested("b.yaml")), ("t/b.yaml", nested(inner))];
            let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let error = load("", &files).unwrap_err();
            let expected = format!("t/b.yaml:4: N.TemplateURL: the template t/{inner} contains itself");
            assert!(error.starts_with(&expected), "{error}");
        }
        // The same template twice is no circle.
        let twice = format!(
            "{}  M: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: b.yaml}}}}\n",
            nested("b.yaml")
        );
        load("", &[("t/a.yaml", &twice), ("t/b.yaml", "Resources: {T: {Type: AWS::SNS::Topic}}\n")]).unwrap();
    }

    #[test]
    fn a_path_outside_needs_to_be_allowed() {
        let template = function("/etc/hostname");
        let error = load("", &[("t/a.yaml", &template)]).unwrap_err();
        assert!(
            error.starts_with(
                "t/a.yaml:5: F.Code: the path /etc/hostname is outside the project's folder, at /etc/hostname"
            ),
            "{error}"
        );
        load("allow-outside: true\n", &[("t/a.yaml", &template)]).unwrap();
    }

    #[test]
    fn a_folder_is_listed_in_the_order_of_names_without_our_own() {
        let template = function(".");
        let files =
            [("t/a.yaml", template.as_str()), ("t/z.py", ""), ("t/lib/b.py", ""), ("t/.provision/x", "")];
        let project = load("", &files).unwrap();
        let (_, content) = &project.packages["t/a.yaml"].items[0];
        let Content::Folder(files) = content else { panic!("a folder") };
        let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["a.yaml", "lib/b.py", "z.py"]);
    }
}
