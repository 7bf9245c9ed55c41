//! What to try in place of a command or an option that does not exist.

use clap::Command;

/// Words of other tools, and the command that does the same here.
const SYNONYMS: [(&[&str], &str); 6] = [
    (&["delete", "remove", "rm", "down", "undeploy"], "teardown"),
    (&["preview"], "plan"),
    (&["ls", "ps"], "status"),
    (&["up", "apply"], "deploy"),
    (&["synth"], "template"),
    (&["check"], "validate"),
];

/// The same among the commands of a group.
const SYNONYMS_IN_GROUPS: [(&[&str], &str); 6] = [
    (&["start"], "up"),
    (&["stop"], "down"),
    (&["add", "new"], "create"),
    (&["remove", "rm", "destroy"], "delete"),
    (&["show", "describe"], "get"),
    (&["ls"], "list"),
];

/// What other tools have a command for, and what there is here instead.
const INSTEAD: [(&str, &str); 3] = [
    (
        "rollback",
        "CloudFormation rolls a failed update back by itself; for an earlier version, check it out and run \
         `provision deploy`",
    ),
    (
        "cancel",
        "press Ctrl-C in the running deploy, which offers to cancel its updates; `provision status` shows what is in \
         progress",
    ),
    ("version", "`provision --version` prints it"),
];

/// Commands that change or delete something, suggested only for a word that differs by one slip.
const CHANGING: [&str; 12] = [
    "deploy", "teardown", "destroy", "delete", "reset", "down", "redrive", "deny", "approve", "collect",
    "deliver", "fulfil",
];

/// Options that lift a protection or answer a question, which are never suggested.
const LIFTING: [&str; 7] =
    ["force", "force-delete", "delete-data", "allow-data-loss", "yes", "confirm", "leftovers"];

/// The hint for a word that is no command of this one; `None` where nothing is close.
pub fn for_command(word: &str, parent: &Command, is_root: bool) -> Option<String> {
    if let Some((_, hint)) = INSTEAD.iter().find(|(name, _)| is_root && *name == word) {
        return Some((*hint).to_owned());
    }
    let synonyms: &[_] = if is_root { &SYNONYMS } else { &SYNONYMS_IN_GROUPS };
    let meant = synonyms.iter().find(|(words, _)| words.contains(&word)).map(|(_, name)| *name);
    let meant = meant.filter(|name| parent.find_subcommand(name).is_some());
    let meant = meant.or_else(|| closest(word, names(parent)))?;
    Some(format!("did you mean '{meant}'?"))
}

/// The hint for an option that this command does not have; `None` where none that is harmless is close.
pub fn for_option(word: &str, command: &Command) -> Option<String> {
    let word = word.split('=').next()?.strip_prefix("--")?;
    let shown = command.get_arguments().filter(|argument| !argument.is_hide_set());
    let names = shown.filter_map(|argument| argument.get_long()).filter(|name| !LIFTING.contains(name));
    Some(format!("did you mean '--{}'?", closest(word, names)?))
}

fn names(parent: &Command) -> impl Iterator<Item = &str> {
    let shown = parent.get_subcommands().filter(|command| !command.is_hide_set());
    shown.flat_map(|command| std::iter::once(command.get_name()).chain(command.get_visible_aliases()))
}

fn closest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = names.filter(|name| is_close(word, name)).map(|name| (distance(word, name), name));
    near.min().map(|(_, name)| name)
}

/// Whether a word may be a slip for a name.
pub fn is_close(word: &str, name: &str) -> bool {
    distance(word, name) <= allowed(word, name)
}

/// How many slips a word may be away from a name: one, and two for long words that change nothing.
fn allowed(word: &str, name: &str) -> usize {
    if CHANGING.contains(&name) || word.chars().count() < 6 { 1 } else { 2 }
}

/// The slips between two words: letters missing, added, replaced, or swapped with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<_>, Vec<_>) = (one.chars().collect(), other.chars().collect());
    let mut rows = vec![vec![0; other.len() + 1]; one.len() + 1];
    for row in 0..=one.len() {
        for column in 0..=other.len() {
            rows[row][column] = match (row, column) {
                (0, count) | (count, 0) => count,
                _ => {
                    let is_same = one[row - 1] == other[column - 1];
                    let replaced = rows[row - 1][column - 1] + usize::from(!is_same);
                    let one_sided = rows[row - 1][column].min(rows[row][column - 1]) + 1;
                    let is_swapped = row > 1
                        && column > 1
                        && one[row - 1] == other[column - 2]
                        && one[row - 2] == other[column - 1];
                    let swapped = if is_swapped { rows[row - 2][column - 2] + 1 } else { usize::MAX };
                    replaced.min(one_sided).min(swapped)
                }
            };
        }
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested(word: &str) -> String {
        let mut root = crate::command_line::command();
        root.build();
        for_command(word, &root, true).unwrap_or_default()
    }

    #[test]
    fn words_of_other_tools_lead_to_ours() {
        for (words, name) in [
            (&["delete", "remove", "down"][..], "teardown"),
            (&["ls"], "status"),
            (&["up", "apply"], "deploy"),
        ] {
            for word in words {
                assert_eq!(suggested(word), format!("did you mean '{name}'?"), "{word}");
            }
        }
        assert!(suggested("rollback").contains("provision deploy"));
        assert!(suggested("cancel").contains("Ctrl-C"));
    }

    #[test]
    fn what_changes_something_is_suggested_for_one_slip_only() {
        assert_eq!(suggested("teardwon"), "did you mean 'teardown'?");
        assert_eq!(suggested("deply"), "did you mean 'deploy'?");
        for word in ["employ", "dplo", "tear", "down-all", "teradwon", "destory-all", "reply"] {
            let hint = suggested(word);
            assert!(!CHANGING.iter().any(|name| hint.contains(&format!("'{name}'"))), "{word}: {hint}");
        }
        assert_eq!(suggested("otuput"), "did you mean 'outputs'?");
        assert_eq!(suggested("unlike-any"), "");
    }

    #[test]
    fn an_option_is_suggested_only_if_it_is_close_and_lifts_no_protection() {
        let mut root = crate::command_line::command();
        root.build();
        let suggested = |command: &str, word| for_option(word, root.find_subcommand(command).unwrap());
        for (command, word, option) in [
            ("deploy", "--dry-rum", "--dry-run"),
            ("deploy", "--stagee=prod", "--stage"),
            ("deploy", "--fail-fats", "--fail-fast"),
            ("plan", "--all-region", "--all-regions"),
        ] {
            assert_eq!(suggested(command, word), Some(format!("did you mean '{option}'?")), "{word}");
        }
        let far = ["--fail-early", "--fast", "--dry", "--data-loss", "--regionally", "--oups", "-x"];
        let lifting = ["--forse", "--allow-data-los", "--yess", "--ye"];
        for word in far.into_iter().chain(lifting) {
            assert_eq!(suggested("deploy", word), None, "{word}");
        }
        assert_eq!(suggested("teardown", "--delete-dat"), None);
        assert_eq!(suggested("teardown", "--force-deletes"), None);
    }

    #[test]
    fn slips_are_counted() {
        let counted =
            [("", "", 0), ("ab", "ba", 1), ("abc", "ac", 1), ("abc", "axc", 1), ("status", "stats", 1)];
        for (one, other, count) in counted {
            assert_eq!((distance(one, other), distance(other, one)), (count, count), "{one} {other}");
        }
        assert_eq!(distance("plan", "diff"), 4);
    }
}
