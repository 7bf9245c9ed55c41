//! Stacks that are no longer in the project file, as text.

use super::table::Table;
use engine::leftovers::{Leftover, Leftovers};

/// A table of them with what removes them; empty where nothing was found and every region answered.
pub fn leftovers(found: &Leftovers) -> String {
    let row = |leftover: &Leftover| {
        [leftover.stack.clone(), leftover.region.to_string(), leftover.status.clone(), leftover.note()]
    };
    let rows = found.stacks.iter().map(row);
    let table = Table::new(["NOT IN THE PROJECT FILE", "REGION", "STATUS", "NOTE"]);
    let table = table.dropping([2]).rows(rows).to_text();
    let unseen = found
        .unseen
        .iter()
        .map(|unseen| format!("Not searched for leftovers: {}: {}", unseen.region, unseen.reason));
    let parts: Vec<_> = [table].into_iter().chain(unseen).filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}
