//! Notices of a deployed stack, such as a partner that is not configured: its outputs called `…Notice`.
//!
//! An output is read on every run, so a notice is repeated until its reason is removed, and any template can have one.

use std::collections::BTreeMap;

use serde::Serialize;

const SUFFIX: &str = "Notice";

/// A notice of a stack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Notice {
    /// Name of the stack.
    pub stack: String,
    /// The sentence.
    pub text: String,
}

/// Whether an output of this name is a notice.
pub fn is_notice(output: &str) -> bool {
    output.ends_with(SUFFIX)
}

/// The notices among the outputs of stacks, by stack.
pub fn notices<'a>(
    stacks: impl IntoIterator<Item = (&'a String, &'a BTreeMap<String, String>)>,
) -> Vec<Notice> {
    let of = |(stack, outputs): (&'a String, &'a BTreeMap<String, String>)| {
        let texts = outputs.iter().filter(|(name, _)| is_notice(name));
        texts.map(|(_, text)| Notice { stack: stack.clone(), text: text.clone() })
    };
    stacks.into_iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_outputs_of_that_name_are_notices() {
        let output = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let outputs = BTreeMap::from([output("ApiUrl", "https://x"), output("DeliveryNotice", "no partner")]);
        let stacks = BTreeMap::from([("cake-workers-dev".to_owned(), outputs)]);
        let expected = Notice { stack: "cake-workers-dev".to_owned(), text: "no partner".to_owned() };
        assert_eq!(notices(&stacks), [expected]);
    }
}
