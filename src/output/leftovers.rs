//! Stacks that the project file does not have any more, as text.

use super::table::Table;
use engine::leftovers::{Leftover, Leftovers, Owner};

/// A table of them with what removes them; empty where nothing was found and every region answered.
pub fn leftovers(found: &Leftovers) -> String {
    let row = |leftover: &Leftover| {
        let note = match leftover.owner {
            Owner::Project => "remove with: `provision teardown --leftovers`".to_owned(),
            Owner::UnknownSystem => {
                let system = &leftover.system;
                format!("if {system} was this project's: `provision teardown {system} --leftovers`")
            }
            Owner::Unproven => "may be another project's: its tags differ from the project file's".to_owned(),
        };
        [leftover.stack.clone(), leftover.region.to_string(), leftover.status.clone(), note]
    };
    let rows = found.stacks.iter().map(row);
    let table = Table::new(["NOT IN THE PROJECT FILE", "REGION", "STATUS", "NOTE"]).rows(rows).to_text();
    let unseen = found
        .unseen
        .iter()
        .map(|unseen| format!("Not searched for leftovers: {}: {}", unseen.region, unseen.reason));
    let parts: Vec<_> = [table].into_iter().chain(unseen).filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}
