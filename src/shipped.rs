//! The project and the templates that are compiled into the binary, so that it works from any folder.

use engine::project::Shipped;

/// The shipped project file.
const PROJECT: &str = include_str!("../provision.yaml");

/// The templates by their paths, as the build script found them.
const TEMPLATES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

const README: &str = include_str!("../README.md");
/// The pages in `docs/` by their names, as the build script found them.
const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/docs.rs"));

/// All pages of the documentation by the names under which they are asked for.
pub fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    [("readme", README)].into_iter().chain(PAGES.iter().copied())
}

/// What is used where no project file is found.
pub const SHIPPED: Shipped = Shipped { project: PROJECT, template };

/// The text of a shipped template.
fn template(path: &str) -> Option<&'static str> {
    TEMPLATES.iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests;
