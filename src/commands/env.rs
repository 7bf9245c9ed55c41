//! Outputs as shell assignments.

use std::collections::BTreeMap;

use engine::status::OutputsReport;

/// The variables of all outputs, by stack and output.
pub struct Variables(BTreeMap<Output, Variable>);

/// A stack and the name of one of its outputs.
type Output = (String, String);

struct Variable {
    name: String,
    /// Whether the usual name is that of another output too.
    is_shared: bool,
}

impl Variables {
    /// Names them without the stage, so that scripts work in all stages. `report` has all outputs, so that a name does not
    /// depend on which of them are printed.
    pub fn of(report: &OutputsReport, stage: &str) -> Self {
        let suffix = format!("-{stage}");
        let outputs = report.stacks.iter().flat_map(|(stack, outputs)| {
            let short = stack.strip_suffix(&suffix).unwrap_or(stack);
            outputs.keys().map(move |output| (stack, short, output))
        });
        let outputs: Vec<_> = outputs.collect();
        let mut counts = BTreeMap::new();
        for (_, short, output) in &outputs {
            *counts.entry(usual(short, output)).or_insert(0) += 1;
        }
        let named = outputs.into_iter().map(|(stack, short, output)| {
            let usual = usual(short, output);
            let is_shared = counts[&usual] > 1;
            let name = if is_shared { exact(short, output) } else { usual };
            ((stack.clone(), output.clone()), Variable { name, is_shared })
        });
        Self(named.collect())
    }

    /// One line `NAME='value'` for each output.
    pub fn assignments(&self, report: &OutputsReport) -> String {
        let lines = printed(report)
            .filter_map(|(output, value)| Some(format!("{}={}", self.0.get(&output)?.name, quoted(value))));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// A sentence about each printed output whose usual name is that of another one too.
    pub fn shared(&self, report: &OutputsReport) -> Vec<String> {
        let sentence = |((stack, output), _): (Output, &str)| {
            let (key, variable) = self.0.get_key_value(&(stack, output))?;
            let (stack, output) = key;
            let text = format!(
                "output {output} of stack {stack} is {}: the usual name is that of another output too",
                variable.name
            );
            variable.is_shared.then_some(text)
        };
        printed(report).filter_map(sentence).collect()
    }
}

fn printed(report: &OutputsReport) -> impl Iterator<Item = (Output, &str)> {
    report.stacks.iter().flat_map(|(stack, outputs)| {
        outputs.iter().map(move |(output, value)| ((stack.clone(), output.clone()), value.as_str()))
    })
}

/// `MAILBOX_API_URL`, which does not show where the stack's name ends and which letters are capitals.
fn usual(stack: &str, output: &str) -> String {
    format!("{}_{}", variable(stack), variable(output))
}

/// `mailbox_api__Url`, which no other output has: neither name has an underscore of its own.
fn exact(stack: &str, output: &str) -> String {
    format!("{}__{output}", stack.replace('-', "_"))
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

    fn report(outputs: &[(&str, &str, &str)]) -> OutputsReport {
        let mut stacks: BTreeMap<String, BTreeMap<_, _>> = BTreeMap::new();
        for (stack, output, value) in outputs {
            stacks.entry((*stack).to_owned()).or_default().insert((*output).to_owned(), (*value).to_owned());
        }
        OutputsReport { stacks }
    }

    #[test]
    fn outputs_that_would_have_one_variable_have_two() {
        let all = report(&[
            ("a-b-dev", "Foo", "1"),
            ("a-dev", "BFoo", "2"),
            ("a-dev", "Other", "3"),
            ("c-dev", "APIUrl", "4"),
            ("c-dev", "ApiUrl", "5"),
        ]);
        let variables = Variables::of(&all, "dev");
        insta::assert_snapshot!(variables.assignments(&all), @r"
        a_b__Foo='1'
        a__BFoo='2'
        A_OTHER='3'
        c__APIUrl='4'
        c__ApiUrl='5'
        ");
        let some = report(&[("a-dev", "BFoo", "2"), ("a-dev", "Other", "3")]);
        insta::assert_snapshot!(variables.assignments(&some), @r"
        a__BFoo='2'
        A_OTHER='3'
        ");
        insta::assert_snapshot!(
            variables.shared(&some).join("\n"),
            @"output BFoo of stack a-dev is a__BFoo: the usual name is that of another output too"
        );
    }

    #[test]
    fn values_are_quoted() {
        assert_eq!(quoted("it's $HOME `x`"), r"'it'\''s $HOME `x`'");
    }
}
