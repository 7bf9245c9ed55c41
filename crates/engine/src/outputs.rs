//! The outputs of deployed stacks, each in its region.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use super::graph::Graph;
use crate::aws::Region;

/// The outputs of one stack in one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackOutputs {
    pub stack: String,
    pub region: Region,
    /// Whether the project has the stack in several regions.
    pub is_in_several_regions: bool,
    pub values: BTreeMap<String, String>,
}

impl StackOutputs {
    /// The key in JSON: the stack, and its region where the project has it in several.
    pub fn key(&self) -> String {
        let Self { stack, region, .. } = self;
        if self.is_in_several_regions { format!("{stack}@{region}") } else { stack.clone() }
    }
}

/// The outputs of stacks, by stack and region. JSON has a map for each of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outputs(Vec<StackOutputs>);

impl Outputs {
    /// Those of a graph: what `outputs_of` returns for each stack in each region.
    pub fn of(
        graph: &Graph,
        outputs_of: impl Fn(usize, &str, &Region) -> Option<BTreeMap<String, String>>,
    ) -> Self {
        let (mut once, mut several) = (BTreeSet::new(), BTreeSet::new());
        for (_, stack) in graph.stacks() {
            if !once.insert(&stack.name) {
                several.insert(&stack.name);
            }
        }
        let outputs = graph.stacks().filter_map(|(index, stack)| {
            Some(StackOutputs {
                values: outputs_of(index, &stack.name, &stack.region)?,
                stack: stack.name.clone(),
                region: stack.region.clone(),
                is_in_several_regions: several.contains(&stack.name),
            })
        });
        outputs.collect()
    }

    pub fn iter(&self) -> impl Iterator<Item = &StackOutputs> {
        self.0.iter()
    }

    /// All values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.0.iter_mut().flat_map(|stack| stack.values.values_mut())
    }

    /// Keeps the outputs for which `is_kept` holds, given their stack and name.
    pub fn retain(&mut self, is_kept: impl Fn(&StackOutputs, &str) -> bool) {
        for stack in &mut self.0 {
            let mut values = std::mem::take(&mut stack.values);
            values.retain(|name, _| is_kept(stack, name));
            stack.values = values;
        }
    }

    /// Keeps the stacks for which `is_kept` holds.
    pub fn retain_stacks(&mut self, is_kept: impl Fn(&StackOutputs) -> bool) {
        self.0.retain(is_kept);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<StackOutputs> for Outputs {
    fn from_iter<I: IntoIterator<Item = StackOutputs>>(stacks: I) -> Self {
        let mut stacks: Vec<_> = stacks.into_iter().collect();
        stacks.sort_by(|one, other| (&one.stack, &one.region).cmp(&(&other.stack, &other.region)));
        Self(stacks)
    }
}

impl Serialize for Outputs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|stack| (stack.key(), &stack.values)))
    }
}

impl JsonSchema for Outputs {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Outputs".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = BTreeMap::<String, BTreeMap<String, String>>::json_schema(generator);
        let description =
            "Outputs of the existing stacks, by stack; by `STACK@REGION` for a stack in several regions.";
        schema.insert("description".to_owned(), description.into());
        schema
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stack(stack: &str, region: &str, is_in_several_regions: bool) -> StackOutputs {
        let values = BTreeMap::from([("Url".to_owned(), format!("https://{region}"))]);
        StackOutputs { stack: stack.to_owned(), region: Region::new(region), is_in_several_regions, values }
    }

    #[test]
    fn a_stack_in_several_regions_has_a_key_for_each() {
        let outputs: Outputs = [
            stack("b-dev", "us-west-2", true),
            stack("b-dev", "eu-west-1", true),
            stack("a-dev", "x", false),
        ]
        .into_iter()
        .collect();
        let expected = serde_json::json!({
            "a-dev": {"Url": "https://x"},
            "b-dev@eu-west-1": {"Url": "https://eu-west-1"},
            "b-dev@us-west-2": {"Url": "https://us-west-2"},
        });
        assert_eq!(serde_json::to_value(&outputs).unwrap(), expected);
    }
}
