//! The project file, `provision.yaml`: the systems, their stacks and steps, and their regions.
//!
//! Data only: read, validated as a whole, and turned into region roles and parameter values. Nothing here calls AWS.

mod artifacts;
mod check;
mod file;
mod find;
mod nodes;
mod outside;
mod package;
mod regions;
mod regular;
mod role;
mod stages;
mod steps;
#[cfg(any(test, feature = "testing"))]
#[expect(clippy::unwrap_used, reason = "only tests use it, and fail by it")]
pub mod testing;
mod value;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use anyhow::Result;

pub use check::needs_of;
pub use file::{Approve, ArtifactFile, ProjectFile, StackFile, StageFile, SystemFile, schema};
pub use find::Place;
pub use nodes::{NodeFile, ProjectNode, stack_name};
pub use package::{Content, Package};
pub use regions::{RegionFlags, Regions, known_regions, nearest, of_partition};
pub use regular::Regular;
pub use steps::{ConditionFile, StepFile, StepKind, TableReplicasFile, WaitForFile};
pub use value::{ParameterValue, escape, fill, fill_known};

use self::nodes::Index;
use crate::document::{Problem, Source};
use crate::failure::Failure;
use crate::template::Template;

/// The project that a program carries with it, for folders that have none.
#[derive(Clone, Copy, Debug)]
pub struct Shipped {
    /// The text of the project file.
    pub project: &'static str,
    /// The text of the template at this path.
    pub template: fn(&str) -> Option<&'static str>,
}

/// A project file with the templates it names, read and checked.
#[derive(Debug)]
pub struct Project {
    pub source: Rc<Source>,
    pub file: ProjectFile,
    /// Its stacks and steps by id.
    index: Index,
    /// Templates by the path the project file gives.
    pub templates: BTreeMap<String, Rc<Template>>,
    /// What the templates name by local paths, for those that name any.
    pub packages: BTreeMap<String, Arc<Package>>,
    /// What is wrong with those paths, which matters only where they are packed.
    package_problems: Vec<Problem>,
    /// Folder that paths in the file start from; `None` for the project built into the binary.
    pub folder: Option<PathBuf>,
}

impl Project {
    /// The project file alone, found and trusted as by [`Project::load`]: no template is read, and nothing is checked.
    pub fn file_alone(
        config: Option<&Path>,
        place: impl Into<Place>,
        shipped: &Shipped,
    ) -> Result<ProjectFile> {
        let (source, _) = source(config, &place.into(), shipped)?;
        source.parse().map_err(|problem| failure(vec![problem]))
    }

    /// Reads the file given, else the nearest one upwards of a place, else the shipped one; then checks everything. All
    /// problems found are reported at once.
    pub fn load(config: Option<&Path>, place: impl Into<Place>, shipped: &Shipped) -> Result<Self> {
        let (source, folder) = source(config, &place.into(), shipped)?;
        let file: ProjectFile = source.parse().map_err(|problem| failure(vec![problem]))?;
        let mut problems = Vec::new();
        let templates = read_templates(&file, &source, folder.as_deref(), shipped, &mut problems);
        let mut package_problems = Vec::new();
        let packages =
            package::read(&templates, folder.as_deref(), file.allow_outside, &mut package_problems);
        let index = Index::new(&file);
        let project = Self { source, file, index, templates, packages, package_problems, folder };
        check::check(&project, &mut problems);
        if problems.is_empty() {
            return Ok(project);
        }
        problems.extend(project.package_problems);
        Err(failure(problems))
    }

    /// Fails where a template names a file by a local path that cannot be packed. A command that packs nothing, such as
    /// `teardown`, works without them: code may have to be built first.
    pub fn check_packages(&self) -> Result<()> {
        if self.package_problems.is_empty() {
            return Ok(());
        }
        Err(failure(self.package_problems.clone()))
    }

    /// The stage asked for, else the file's default.
    pub fn stage(&self, wanted: Option<&str>) -> Result<String> {
        let name = wanted.unwrap_or(&self.file.default_stage.value);
        if self.file.stages.contains_key(name) {
            return Ok(name.to_owned());
        }
        let known: Vec<_> = self.file.stages.keys().map(String::as_str).collect();
        Err(Failure::usage(format!("{} has no stage '{name}'", self.source.name))
            .hint(format!("the stages are: {}", known.join(", ")))
            .into())
    }

    /// The settings of a stage that [`Project::stage`] returned.
    pub fn stage_file(&self, name: &str) -> &StageFile {
        &self.file.stages[name]
    }

    /// The systems asked for; all of them when none is named.
    pub fn systems(&self, wanted: &[String]) -> Result<Vec<String>> {
        for name in wanted {
            if name.contains('=') {
                // It may hold a secret.
                return Err(Failure::usage("a system's name has no '='")
                    .hint("values of parameters are given with -p STACK.PARAMETER=VALUE")
                    .into());
            }
            if !self.file.systems.contains_key(name) {
                let known: Vec<_> = self.file.systems.keys().map(String::as_str).collect();
                return Err(Failure::usage(format!("{} has no system '{name}'", self.source.name))
                    .hint(format!("the systems are: {}", known.join(", ")))
                    .into());
            }
        }
        let all = self.file.systems.keys().filter(|name| wanted.is_empty() || wanted.contains(name));
        Ok(all.cloned().collect())
    }
}

/// Turns problems into the failure that shows them all.
pub fn failure(problems: Vec<Problem>) -> anyhow::Error {
    let text: Vec<_> = problems.iter().map(Problem::to_string).collect();
    Failure::usage(text.join("\n"))
        .hint("nothing was changed; fix the file, then run `provision validate`")
        .into()
}

fn source(config: Option<&Path>, place: &Place, shipped: &Shipped) -> Result<(Rc<Source>, Option<PathBuf>)> {
    let Some((path, text)) = find::find(config, place)? else {
        return Ok((Source::new(format!("{} (built in)", find::FILE_NAME), shipped.project), None));
    };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((Source::new(shown(&path, &place.here), text), Some(folder.to_path_buf())))
}

/// A path as short as it can be said from here.
fn shown(path: &Path, here: &Path) -> String {
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

fn read_templates(
    file: &ProjectFile,
    source: &Rc<Source>,
    folder: Option<&Path>,
    shipped: &Shipped,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, Rc<Template>> {
    let is_verbatim =
        |path: &String| file.stacks().any(|(_, _, stack)| stack.verbatim && stack.template.value == *path);
    let mut templates = BTreeMap::new();
    for (_, _, stack) in file.stacks() {
        let path = &stack.template.value;
        if is_verbatim(path) && !stack.verbatim {
            let message = format!(
                "{path} is 'verbatim: true' for another stack; set it here too, or give each stack a file of its own"
            );
            problems.push(source.problem(stack.template.line, message));
        }
        if templates.contains_key(path) {
            continue;
        }
        let found = read_template(path, folder, shipped, file.allow_outside);
        match found.and_then(|source| parsed(source, is_verbatim(path))) {
            Ok(template) => {
                problems.extend(template.problems.iter().cloned());
                templates.insert(path.clone(), Rc::new(template));
            }
            Err(ReadError::Missing(reason)) => {
                let line = stack.template.line;
                problems.push(source.problem(line, format!("cannot read the template {path}: {reason}")));
            }
            Err(ReadError::Outside(target)) => {
                let line = stack.template.line;
                problems.push(source.problem(line, outside::message("the template", path, &target)));
            }
            Err(ReadError::Broken(problem)) => problems.push(problem),
        }
    }
    templates
}

enum ReadError {
    Missing(String),
    /// It leads to this path outside the project's folder.
    Outside(PathBuf),
    Broken(Problem),
}

fn parsed(source: Rc<Source>, is_verbatim: bool) -> Result<Template, ReadError> {
    if is_verbatim {
        return Ok(Template::unread(source));
    }
    Template::read(Rc::clone(&source)).map_err(|problem| {
        ReadError::Broken(match source.read() {
            Err(syntax) => {
                syntax.and("if CloudFormation accepts it, write 'verbatim: true' beside 'template'")
            }
            Ok(_) => problem,
        })
    })
}

fn read_template(
    path: &str,
    folder: Option<&Path>,
    shipped: &Shipped,
    allow_outside: bool,
) -> Result<Rc<Source>, ReadError> {
    let text = match folder {
        Some(folder) => {
            if let Some(target) = outside::outside(folder, path).filter(|_| !allow_outside) {
                return Err(ReadError::Outside(target));
            }
            let file = Regular::open(&folder.join(path)).map_err(ReadError::Missing)?;
            file.text(find::SIZE_LIMIT).map_err(ReadError::Missing)?
        }
        None => (shipped.template)(path)
            .ok_or_else(|| ReadError::Missing("it is not built in".to_owned()))?
            .to_owned(),
    };
    Ok(Source::new(path, text))
}

#[cfg(test)]
mod tests {
    use super::find::FILE_NAME;
    use super::testing::{NOTHING, project};
    use super::*;
    use std::fs;

    #[test]
    fn the_file_is_found_upwards() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE_NAME), "version: 2\n").unwrap();
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        let error = Project::load(None, deep.as_path(), &NOTHING).unwrap_err().to_string();
        assert!(error.contains(FILE_NAME), "{error}");
    }

    #[test]
    fn unknown_stages_and_systems_are_reported_with_the_existing_ones() {
        let file =
            "version: 1\ndefault-stage: dev\nregions: {home: us-west-2}\nstages: {dev: {}}\nsystems: {}\n";
        let project = project(&[(FILE_NAME, file)]).unwrap();
        let error = project.stage(Some("nowhere")).unwrap_err();
        assert!(error.to_string().contains("no stage 'nowhere'"));
        assert!(crate::failure::hint_of(&error).unwrap().contains("dev"));
        assert!(
            project.systems(&["nothing".to_owned()]).unwrap_err().to_string().contains("no system 'nothing'")
        );
    }
}
