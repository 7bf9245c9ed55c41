//! The man pages in `completions/man`, one for each command, made from the same tree as the help texts.
//!
//! They have neither version nor date, so that only a change of a command or a flag changes them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::Command;
use clap_mangen::Man;

/// The pages by the names of their files.
fn pages() -> BTreeMap<String, String> {
    let mut tree = super::command().propagate_version(false).disable_help_subcommand(true);
    // Only a built tree has the global options in each command.
    tree.build();
    let mut pages = BTreeMap::new();
    add(&tree, "provision", &mut pages);
    pages
}

/// Adds the page of a command and those of its subcommands. The name of a page has hyphens where the command has spaces.
fn add(command: &Command, name: &str, pages: &mut BTreeMap<String, String>) {
    let subcommands = command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set());
    for subcommand in subcommands {
        add(subcommand, &format!("{name}-{}", subcommand.get_name()), pages);
    }
    let page = Man::new(command.clone().display_name(name.to_owned()).version(None::<&'static str>))
        .title(name.to_owned())
        .date(" ") // an empty one would be left out, and the fields after it taken for those before
        .source("provision")
        .manual("provision manual");
    let mut text = Vec::new();
    page.render(&mut text).unwrap();
    // The text after the options has lines of its own, such as examples: it comes last, and is not to be filled.
    let text = String::from_utf8(text).unwrap().replace(".SH EXTRA\n", ".SH NOTES\n.nf\n");
    pages.insert(format!("{name}.1"), text);
}

/// The names of the pages in the folder.
fn kept(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    names
}

/// After a change of a command or flag, refresh the pages with `PROVISION_BLESS=1 cargo test generated`.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test's own switch, no setting of the program")]
fn generated_man_pages_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions/man");
    let pages = pages();
    if std::env::var_os("PROVISION_BLESS").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for stale in kept(&folder).iter().filter(|name| !pages.contains_key(*name)) {
            fs::remove_file(folder.join(stale)).unwrap();
        }
        for (name, page) in &pages {
            fs::write(folder.join(name), page).unwrap();
        }
    }
    const REFRESH: &str = "refresh it: PROVISION_BLESS=1 cargo test generated";
    assert_eq!(kept(&folder), pages.keys().cloned().collect::<Vec<_>>(), "completions/man: {REFRESH}");
    for (name, page) in &pages {
        let committed = fs::read_to_string(folder.join(name)).unwrap();
        assert!(committed == *page, "completions/man/{name} is stale; {REFRESH}");
        assert!(!page.contains(env!("CARGO_PKG_VERSION")), "{name} names the version");
    }
}
