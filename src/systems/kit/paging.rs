//! The arguments of every list with pages.

use crate::context::Context;
use crate::systems::kit::pages::{Choice, USUAL};

#[derive(clap::Args, Debug)]
pub struct PageArgs {
    /// Maximum number to list [default: 50]
    #[arg(long, value_name = "N", conflicts_with = "all", allow_hyphen_values = true,
          value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// List all, page after page
    #[arg(long, conflicts_with = "next")]
    all: bool,
    /// Continue where an earlier page ended, with the token that it printed
    #[arg(long, value_name = "TOKEN")]
    next: Option<String>,
}

impl PageArgs {
    /// How much of the list to read.
    pub fn choice(&self) -> Choice {
        let limit = self.limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX));
        Choice { limit, next: self.next.clone(), all: self.all }
    }

    /// Whether it is a list from its beginning, and not a short one: names of it are worth keeping.
    pub fn is_usual(&self) -> bool {
        let is_long = |limit| usize::try_from(limit).is_ok_and(|limit| limit >= USUAL);
        self.next.is_none() && self.limit.is_none_or(is_long)
    }

    /// Notes that a list is empty, or which command lists more of it; `command` is without what belongs to the page.
    pub fn note(&self, context: &Context, noun: &str, is_empty: bool, more: (&str, Option<&str>)) {
        let (command, next) = more;
        if let Some(next) = next {
            let limit = self.limit.map(|limit| format!(" --limit {limit}")).unwrap_or_default();
            context.ui.note(&format!("there are more: `provision {command}{limit} --next {next}`"));
        } else if is_empty {
            context.ui.note(&format!("no {noun}"));
        }
    }
}
