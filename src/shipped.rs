//! The project and the templates that are compiled into the binary, so that it works from any folder.

use engine::project::Shipped;

/// The shipped project file.
const PROJECT: &str = include_str!("../provision.yaml");

/// The templates by their paths, as the build script found them.
const TEMPLATES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// What is used where no project file is found.
pub const SHIPPED: Shipped = Shipped { project: PROJECT, template };

/// The text of a shipped template.
fn template(path: &str) -> Option<&'static str> {
    TEMPLATES.iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests;
