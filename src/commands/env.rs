//! Outputs as shell assignments.

use super::selection::Selection;
use engine::status::OutputsReport;

/// One line `STACK_OUTPUT='value'` for each output; the names are without the stage, so that scripts work in all stages.
pub fn assignments(report: &OutputsReport, selection: &Selection) -> String {
    let suffix = format!("-{}", selection.target.stage);
    let lines = report.stacks.iter().flat_map(|(stack, outputs)| {
        let stack = variable(stack.strip_suffix(&suffix).unwrap_or(stack));
        outputs.iter().map(move |(output, value)| format!("{stack}_{}={}", variable(output), quoted(value)))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A valid name of a variable: `mailbox-api` becomes `MAILBOX_API`, `ApiUrl` becomes `API_URL`.
fn variable(name: &str) -> String {
    let characters: Vec<_> = name.chars().collect();
    let mut variable = String::new();
    for (index, character) in characters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| characters[before]);
        let is_next_small = characters.get(index + 1).is_some_and(char::is_ascii_lowercase);
        // A word begins after a small letter or a digit, and before the last capital of an abbreviation.
        let begins = character.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_ascii_uppercase() && is_next_small)
            });
        if begins || (index == 0 && character.is_ascii_digit()) {
            variable.push('_');
        }
        let is_valid = character.is_ascii_alphanumeric();
        variable.push(if is_valid { character.to_ascii_uppercase() } else { '_' });
    }
    variable
}

/// A value that no shell looks into.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_valid_in_every_shell() {
        let names = [
            ("mailbox-api", "MAILBOX_API"),
            ("ApiUrl", "API_URL"),
            ("APIUrl", "API_URL"),
            ("TableArn2", "TABLE_ARN2"),
            ("Queue2Url", "QUEUE2_URL"),
            ("2nd", "_2ND"),
            ("a.b", "A_B"),
        ];
        for (name, expected) in names {
            assert_eq!(variable(name), expected, "{name}");
        }
    }

    #[test]
    fn values_are_quoted() {
        assert_eq!(quoted("it's $HOME `x`"), r"'it'\''s $HOME `x`'");
    }
}
