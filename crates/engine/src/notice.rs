//! Notices of a deployed stack, such as a partner that is not configured: its outputs called `…Notice`.
//!
//! An output is read on every run, so a notice is repeated until its reason is removed, and any template can have one.

use serde::Serialize;

use super::outputs::{Outputs, StackOutputs};
use crate::aws::Region;

const SUFFIX: &str = "Notice";

/// A notice of a stack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Notice {
    /// Name of the stack.
    pub stack: String,
    /// Its region.
    pub region: Region,
    /// The sentence.
    pub text: String,
}

impl Notice {
    /// The stack, with its region where these notices are about the stack in several regions.
    pub fn place(&self, notices: &[Notice]) -> String {
        let is_elsewhere = |other: &Notice| other.stack == self.stack && other.region != self.region;
        match notices.iter().any(is_elsewhere) {
            true => format!("{} in {}", self.stack, self.region),
            false => self.stack.clone(),
        }
    }
}

/// Whether an output of this name is a notice.
pub fn is_notice(output: &str) -> bool {
    output.ends_with(SUFFIX)
}

/// The notices among the outputs of stacks, by stack and region.
pub fn notices(outputs: &Outputs) -> Vec<Notice> {
    let of = |stack: &StackOutputs| {
        let texts = stack.values.iter().filter(|(name, _)| is_notice(name));
        let notices = texts.map(|(_, text)| {
            let (stack, region) = (stack.stack.clone(), stack.region.clone());
            Notice { stack, region, text: text.clone() }
        });
        notices.collect::<Vec<_>>()
    };
    outputs.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn only_outputs_of_that_name_are_notices() {
        let output = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let values = BTreeMap::from([output("ApiUrl", "https://x"), output("DeliveryNotice", "no partner")]);
        let (stack, region) = ("cake-workers-dev".to_owned(), Region::new("us-west-2"));
        let outputs = StackOutputs {
            stack: stack.clone(),
            region: region.clone(),
            is_in_several_regions: false,
            values,
        };
        let expected = Notice { stack, region, text: "no partner".to_owned() };
        assert_eq!(notices(&[outputs].into_iter().collect()), [expected]);
    }
}
