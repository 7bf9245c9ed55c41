//! Outputs as shell assignments.

use std::collections::BTreeMap;

use engine::aws::Region;
use engine::outputs::{Outputs, StackOutputs};

/// The variables of all outputs.
pub struct Variables(BTreeMap<Output, Variable>);

/// A stack, its region, and the name of one of its outputs.
type Output = (String, Region, String);

struct Variable {
    name: String,
    /// Whether the usual name is that of another output too.
    is_shared: bool,
}

impl Variables {
    /// Names them without the stage, so that scripts work in all stages, and with the region only for a stack in several
    /// regions. `outputs` are all of them, so that a name does not depend on which of them are printed.
    pub fn of(outputs: &Outputs, stage: &str) -> Self {
        let suffix = format!("-{stage}");
        let named: Vec<_> = each(outputs)
            .map(|(stack, output, _)| {
                let short = stack.stack.strip_suffix(&suffix).unwrap_or(&stack.stack);
                let region = stack.is_in_several_regions.then_some(&stack.region);
                (id(stack, output), usual(short, region, output), exact(short, region, output))
            })
            .collect();
        let mut counts = BTreeMap::new();
        for (_, usual, _) in &named {
            *counts.entry(usual.clone()).or_insert(0) += 1;
        }
        let named = named.into_iter().map(|(id, usual, exact)| {
            let is_shared = counts[&usual] > 1;
            (id, Variable { name: if is_shared { exact } else { usual }, is_shared })
        });
        Self(named.collect())
    }

    /// One line `NAME='value'` for each output.
    pub fn assignments(&self, outputs: &Outputs) -> String {
        let lines = each(outputs).filter_map(|(stack, output, value)| {
            Some(format!("{}={}", self.0.get(&id(stack, output))?.name, quoted(value)))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// A sentence about each printed output whose usual name is that of another one too.
    pub fn shared(&self, outputs: &Outputs) -> Vec<String> {
        let sentence = |(stack, output, _): (&StackOutputs, &str, &str)| {
            let variable = self.0.get(&id(stack, output)).filter(|variable| variable.is_shared)?;
            let place = stack.is_in_several_regions.then(|| format!(" in {}", stack.region));
            Some(format!(
                "output {output} of stack {}{} is {}: the usual name is that of another output too",
                stack.stack,
                place.unwrap_or_default(),
                variable.name
            ))
        };
        each(outputs).filter_map(sentence).collect()
    }
}

/// Each output with its stack and value.
fn each(outputs: &Outputs) -> impl Iterator<Item = (&StackOutputs, &str, &str)> {
    outputs.iter().flat_map(|stack| {
        stack.values.iter().map(move |(output, value)| (stack, output.as_str(), value.as_str()))
    })
}

fn id(stack: &StackOutputs, output: &str) -> Output {
    (stack.stack.clone(), stack.region.clone(), output.to_owned())
}

/// `MAILBOX_API_URL`, which does not show where the stack's name ends and which letters are capitals; with a region
/// `MAILBOX_API_EU_WEST_1_URL`.
fn usual(stack: &str, region: Option<&Region>, output: &str) -> String {
    let region = region.map(|region| format!("_{}", variable(region.as_str()))).unwrap_or_default();
    format!("{}{region}_{}", variable(stack), variable(output))
}

/// `mailbox_api__Url`, which no other output has: none of the names has an underscore of its own. With a region
/// `mailbox_api__eu_west_1__Url`.
fn exact(stack: &str, region: Option<&Region>, output: &str) -> String {
    let region = region.map(|region| format!("__{}", region.as_str().replace('-', "_"))).unwrap_or_default();
    format!("{}{region}__{output}", stack.replace('-', "_"))
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

    /// Stack, region (where it has several), output and value of each.
    fn outputs(outputs: &[(&str, Option<&str>, &str, &str)]) -> Outputs {
        let mut stacks: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for (stack, region, output, value) in outputs {
            stacks.entry((*stack, *region)).or_default().insert((*output).to_owned(), (*value).to_owned());
        }
        let stacks = stacks.into_iter().map(|((stack, region), values)| StackOutputs {
            stack: stack.to_owned(),
            region: Region::new(region.unwrap_or("us-west-2")),
            is_in_several_regions: region.is_some(),
            values,
        });
        stacks.collect()
    }

    #[test]
    fn outputs_that_would_have_one_variable_have_two() {
        let all = outputs(&[
            ("a-b-dev", None, "Foo", "1"),
            ("a-dev", None, "BFoo", "2"),
            ("a-dev", None, "Other", "3"),
            ("c-dev", None, "APIUrl", "4"),
            ("c-dev", None, "ApiUrl", "5"),
        ]);
        let variables = Variables::of(&all, "dev");
        insta::assert_snapshot!(variables.assignments(&all), @r"
        a_b__Foo='1'
        a__BFoo='2'
        A_OTHER='3'
        c__APIUrl='4'
        c__ApiUrl='5'
        ");
        let some = outputs(&[("a-dev", None, "BFoo", "2"), ("a-dev", None, "Other", "3")]);
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
    fn a_stack_in_several_regions_has_a_variable_for_each() {
        let (east, west) = (Some("us-east-1"), Some("eu-west-1"));
        let all = outputs(&[
            ("edge-dev", east, "Url", "1"),
            ("edge-dev", west, "Url", "2"),
            ("home-dev", None, "Url", "3"),
            ("x-dev", east, "APIUrl", "4"),
            ("x-dev", east, "ApiUrl", "5"),
            ("edge-us-east-1-dev", None, "Name", "6"),
        ]);
        let variables = Variables::of(&all, "dev");
        insta::assert_snapshot!(variables.assignments(&all), @r"
        EDGE_EU_WEST_1_URL='2'
        EDGE_US_EAST_1_URL='1'
        EDGE_US_EAST_1_NAME='6'
        HOME_URL='3'
        x__us_east_1__APIUrl='4'
        x__us_east_1__ApiUrl='5'
        ");
        assert_eq!(
            variables.shared(&all)[0],
            "output APIUrl of stack x-dev in us-east-1 is x__us_east_1__APIUrl: the usual name is that of another output too"
        );
    }

    #[test]
    fn values_are_quoted() {
        assert_eq!(quoted("it's $HOME `x`"), r"'it'\''s $HOME `x`'");
    }
}
