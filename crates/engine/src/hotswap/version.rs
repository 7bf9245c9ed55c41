//! A template with its deployed or wanted values.

use std::collections::BTreeMap;

use crate::graph::WantedStack;
use crate::template::{Names, Template};

/// One version of a stack: the deployed one, or the wanted one.
pub struct Version<'a> {
    pub template: &'a Template,
    /// The parameters' values, as far as they may be shown.
    pub values: BTreeMap<String, String>,
    pub stack: &'a WantedStack,
    pub account: &'a str,
}

impl<'a> Version<'a> {
    /// A template with the values that its parameters are given.
    pub fn new(
        template: &'a Template,
        given: &BTreeMap<String, String>,
        stack: &'a WantedStack,
        account: &'a str,
    ) -> Self {
        Self { template, values: template.values(given), stack, account }
    }

    /// What the template may refer to, with these in the place of parameters.
    pub fn names<'n>(&'n self, parameters: &'n BTreeMap<String, String>) -> Names<'n> {
        let region = self.stack.region.as_str();
        let (account, stack) = (self.account, &*self.stack.name);
        Names { parameters, region, account, stack, body: self.template.body() }
    }
}
