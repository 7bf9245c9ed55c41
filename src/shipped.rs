//! The project and the templates that are compiled into the binary, so that it works from any folder.

use engine::project::Shipped;

/// The shipped project file.
const PROJECT: &str = include_str!("../provision.yaml");

const TEMPLATES: &[(&str, &str)] = &[
    ("templates/mailbox/table.yaml", include_str!("../templates/mailbox/table.yaml")),
    ("templates/mailbox/api.yaml", include_str!("../templates/mailbox/api.yaml")),
    ("templates/mailbox/deletion.yaml", include_str!("../templates/mailbox/deletion.yaml")),
    ("templates/mailbox/provisioning.yaml", include_str!("../templates/mailbox/provisioning.yaml")),
    ("templates/cake/data.yaml", include_str!("../templates/cake/data.yaml")),
    ("templates/cake/api.yaml", include_str!("../templates/cake/api.yaml")),
    ("templates/cake/workers.yaml", include_str!("../templates/cake/workers.yaml")),
    ("templates/coffee/data.yaml", include_str!("../templates/coffee/data.yaml")),
    ("templates/coffee/workflow.yaml", include_str!("../templates/coffee/workflow.yaml")),
    ("templates/coffee/api.yaml", include_str!("../templates/coffee/api.yaml")),
    ("templates/shop/stock.yaml", include_str!("../templates/shop/stock.yaml")),
    ("templates/shop/payment.yaml", include_str!("../templates/shop/payment.yaml")),
    ("templates/shop/checkout.yaml", include_str!("../templates/shop/checkout.yaml")),
    ("templates/shop/orders.yaml", include_str!("../templates/shop/orders.yaml")),
];

/// The pages of the documentation, by the names under which they are asked for.
pub const PAGES: &[(&str, &str)] = &[
    ("readme", include_str!("../README.md")),
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
