//! `provision docs`: the documentation of this version.

use anyhow::Result;
use serde::Serialize;

use crate::context::Context;
use crate::names::Names;
use crate::output::signs::shown;
use crate::output::{Report, Table};
use crate::shipped::pages;
use engine::failure::Failure;

/// Print a page of the documentation, or list the pages
///
/// The pages are part of the program. They are Markdown; on a terminal, the pager shows them.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision docs
  provision docs project-file")]
pub struct Args {
    /// Page to print [default: a list of them]
    #[arg(value_name = "PAGE", add = Names::Pages)]
    page: Option<String>,
}

/// One page of the documentation.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PageReport {
    /// Name of the page.
    page: &'static str,
    /// The page in Markdown.
    text: &'static str,
}

impl Report for PageReport {
    fn text(&self) -> String {
        shown(self.text.trim_end().into()).into_owned()
    }
}

/// The pages of the documentation.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PagesReport {
    /// The pages.
    pages: Vec<Page>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Page {
    /// Name of the page.
    page: &'static str,
    /// Its first heading.
    title: &'static str,
}

impl Report for PagesReport {
    fn text(&self) -> String {
        let rows = self.pages.iter().map(|page| [page.page, page.title]);
        Table::new(["PAGE", "TITLE"]).rows(rows.map(|row| row.map(str::to_owned))).to_text()
    }
}

/// Prints a page or the list.
pub fn run(context: &Context, args: &Args) -> Result<()> {
    let Some(name) = &args.page else {
        let pages = pages().map(|(page, text)| Page { page, title: title(text) });
        return context.ui.report(&PagesReport { pages: pages.collect() });
    };
    let wanted = name.trim_end_matches(".md").trim_start_matches("docs/");
    match pages().find(|(page, _)| page.eq_ignore_ascii_case(wanted)) {
        Some((page, text)) => context.ui.page(&PageReport { page, text }),
        None => {
            let known: Vec<_> = pages().map(|(page, _)| page).collect();
            Err(Failure::usage(format!("there is no page '{name}'"))
                .hint(format!("the pages are: {}", known.join(", ")))
                .into())
        }
    }
}

/// The first heading.
fn title(text: &'static str) -> &'static str {
    text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default()
}
