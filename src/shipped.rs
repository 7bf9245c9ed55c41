//! The project and the templates that are compiled into the binary, so that it works from any folder.

use engine::project::Shipped;

/// The shipped project file.
const PROJECT: &str = include_str!("../provision.yaml");

/// The templates by their paths, as the build script found them.
const TEMPLATES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// The pages of the documentation, by the names under which they are asked for.
pub const PAGES: &[(&str, &str)] = &[
    ("readme", include_str!("../README.md")),
    ("install", include_str!("../docs/install.md")),
    ("project-file", include_str!("../docs/project-file.md")),
    ("permissions", include_str!("../docs/permissions.md")),
    ("mailbox", include_str!("../docs/mailbox.md")),
    ("cake", include_str!("../docs/cake.md")),
    ("orders", include_str!("../docs/orders.md")),
    ("coffee", include_str!("../docs/coffee.md")),
    ("shop", include_str!("../docs/shop.md")),
];

/// What is used where no project file is found.
pub const SHIPPED: Shipped = Shipped { project: PROJECT, template };

/// The text of a shipped template.
fn template(path: &str) -> Option<&'static str> {
    TEMPLATES.iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests;
