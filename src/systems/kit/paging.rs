//! The arguments of every list with pages.

use crate::context::Context;
use crate::settings::Flag;
use crate::systems::kit::pages::{Choice, USUAL};
use engine::shell::option;

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

    /// Notes that a list is empty, or which command lists more of it; `noun` names what was listed, with the filter, and
    /// `command` is without what belongs to the page.
    pub fn note(&self, context: &Context, noun: &str, is_empty: bool, more: (&str, Option<&str>)) {
        if let Some(note) = self.words(&context.settings.form, noun, is_empty, more) {
            context.ui.note(&note);
        }
    }

    fn words(&self, form: &[Flag], noun: &str, is_empty: bool, more: (&str, Option<&str>)) -> Option<String> {
        let (command, next) = more;
        let Some(next) = next else {
            let further = if self.next.is_some() { "further " } else { "" };
            return is_empty.then(|| format!("no {further}{noun}"));
        };
        let limit = self.limit.map(|limit| format!(" --limit {limit}")).unwrap_or_default();
        let next = option("--next", next);
        Some(format!("there are more: `provision {command}{limit}{} {next}`", words_of(form)))
    }
}

/// Flags behind a command, each after a space.
pub fn words_of(flags: &[Flag]) -> String {
    flags.iter().map(|flag| format!(" {flag}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_for_more_has_the_flags_of_this_one() {
        let flag =
            |name: &str, value: Option<&str>| Flag { name: name.to_owned(), value: value.map(str::to_owned) };
        let form = [flag("--output", Some("json")), flag("--wide", None)];
        let page = PageArgs { limit: Some(2), all: false, next: None };
        assert_eq!(
            page.words(&form, "orders", false, ("order list --state delivered", Some("-a b"))).unwrap(),
            "there are more: `provision order list --state delivered --limit 2 --output json --wide --next='-a b'`"
        );
        assert_eq!(page.words(&form, "orders", false, ("order list", None)), None);
    }

    #[test]
    fn an_empty_page_is_not_an_empty_list() {
        let words = |next: Option<&str>| {
            let page = PageArgs { limit: None, all: false, next: next.map(str::to_owned) };
            page.words(&[], "orders in state delivered", true, ("order list", None)).unwrap()
        };
        assert_eq!(words(None), "no orders in state delivered");
        assert_eq!(words(Some("t")), "no further orders in state delivered");
    }
}
