//! The outputs of stacks, as a table.

use super::Report;
use super::table::Table;
use engine::outputs::Outputs;

impl Report for Outputs {
    fn text(&self) -> String {
        outputs(self, |_, _| true).to_text()
    }
}

/// The outputs whose name and value are shown, with their regions where a stack is in several.
pub(super) fn outputs(outputs: &Outputs, is_shown: impl Fn(&str, &str) -> bool) -> Table {
    let has_regions = outputs.iter().any(|stack| stack.is_in_several_regions);
    let mut head = vec!["STACK", "OUTPUT", "VALUE"];
    if has_regions {
        head.insert(1, "REGION");
    }
    let mut rows = Vec::new();
    for stack in outputs.iter() {
        for (name, value) in stack.values.iter().filter(|(name, value)| is_shown(name, value)) {
            let mut row = vec![stack.stack.clone(), name.clone(), value.clone()];
            if has_regions {
                row.insert(1, stack.region.to_string());
            }
            rows.push(row);
        }
    }
    Table::new(head).rows(rows)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use engine::aws::Region;
    use engine::outputs::StackOutputs;
    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn outputs_of_a_stack_in_several_regions_are_shown_with_their_region() {
        let stack = |stack: &str, region: &str, is_in_several_regions| StackOutputs {
            stack: stack.to_owned(),
            region: Region::new(region),
            is_in_several_regions,
            values: BTreeMap::from([("Url".to_owned(), format!("https://{region}.test"))]),
        };
        let one = stack("a-dev", "us-west-2", false);
        assert_snapshot!(Outputs::from_iter([one.clone()]).text(), @r"
        STACK  OUTPUT  VALUE
        a-dev  Url     https://us-west-2.test
        ");
        let several = [stack("b-dev", "us-east-1", true), one, stack("b-dev", "eu-west-1", true)];
        assert_snapshot!(Outputs::from_iter(several).text(), @r"
        STACK  REGION     OUTPUT  VALUE
        a-dev  us-west-2  Url     https://us-west-2.test
        b-dev  eu-west-1  Url     https://eu-west-1.test
        b-dev  us-east-1  Url     https://us-east-1.test
        ");
    }
}
