//! The values of a template's conditions and deletion policies, as far as they are certain.
//!
//! Only what CloudFormation must evaluate in the same way is evaluated: `Equals`, `And`, `Or`, `Not` and other
//! conditions over
//! parameters, pseudo parameters and mappings. Anything else is unknown, and so is everything that depends on it.

use serde_json::Value;

use super::names::{DEEPEST, Names, resolve_within};
use super::{Resource, Template};

/// What deleting its stack does to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disposal {
    /// It outlives its stack.
    Retained,
    /// It is deleted with its stack; there may be a snapshot.
    Deleted,
    /// Only CloudFormation knows.
    Undecided,
}

/// Whether a policy keeps a resource when its stack is deleted.
pub fn retains(policy: &str) -> bool {
    matches!(policy, "Retain" | "RetainExceptOnCreate")
}

impl Names<'_> {
    /// The branch of an `Fn::If` that applies.
    pub(super) fn branch<'v>(&self, argument: &'v Value, depth: usize) -> Option<&'v Value> {
        let holds = self.condition(argument.get(0)?.as_str()?, depth)?;
        argument.get(if holds { 1 } else { 2 })
    }

    /// Whether a condition of the template holds.
    fn condition(&self, name: &str, depth: usize) -> Option<bool> {
        self.holds(self.body.get("Conditions")?.get(name)?, depth.checked_sub(1)?)
    }

    fn holds(&self, value: &Value, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let entries = value.as_object().filter(|entries| entries.len() == 1)?;
        let (function, argument) = entries.iter().next()?;
        match function.as_str() {
            "Condition" => self.condition(argument.as_str()?, depth),
            "Fn::Equals" => {
                let text = |index: usize| self.compared(argument.get(index)?, depth);
                Some(text(0)? == text(1)?)
            }
            "Fn::Not" => Some(!self.holds(argument.get(0)?, depth)?),
            "Fn::And" => self.all(argument, depth, true),
            "Fn::Or" => self.all(argument, depth, false).map(|none| !none),
            _ => None,
        }
    }

    /// Whether all of several conditions come to `wanted`: one that does not decides, whatever the others are.
    fn all(&self, conditions: &Value, depth: usize, wanted: bool) -> Option<bool> {
        let mut is_certain = true;
        for condition in conditions.as_array()? {
            match self.holds(condition, depth) {
                Some(holds) if holds != wanted => return Some(false),
                Some(_) => {}
                None => is_certain = false,
            }
        }
        is_certain.then_some(true)
    }

    /// One side of a comparison. How CloudFormation writes a number with a fraction is not known; nor is what stands for
    /// `${…}` in a value.
    fn compared(&self, value: &Value, depth: usize) -> Option<String> {
        match value {
            Value::Bool(value) => Some(value.to_string()),
            Value::Number(number) if !number.is_i64() && !number.is_u64() => None,
            Value::String(text) if text.contains(['.', 'e', 'E']) && text.parse::<f64>().is_ok() => None,
            value => resolve_within(value, self, depth).filter(|text| !text.contains("${")),
        }
    }

    /// What a deletion policy comes to.
    fn disposal(&self, policy: &Value, depth: usize) -> Disposal {
        let Some(depth) = depth.checked_sub(1) else { return Disposal::Undecided };
        let is_no_value = policy.get("Ref").is_some_and(|name| name == "AWS::NoValue");
        if policy.is_null() || is_no_value {
            return Disposal::Deleted;
        }
        if let Some(argument) = policy.get("Fn::If") {
            let branch = self.branch(argument, depth);
            return branch.map_or(Disposal::Undecided, |branch| self.disposal(branch, depth));
        }
        match resolve_within(policy, self, depth) {
            Some(policy) if retains(&policy) => Disposal::Retained,
            Some(policy) if matches!(policy.as_str(), "Delete" | "Snapshot") => Disposal::Deleted,
            _ => Disposal::Undecided,
        }
    }
}

impl Template {
    /// What deleting its stack does to a resource.
    pub fn disposal(&self, logical_id: &str, names: &Names<'_>) -> Disposal {
        let resource = self.resources.get(logical_id);
        resource.map_or(Disposal::Undecided, |resource| names.disposal(&resource.deletion_policy, DEEPEST))
    }

    /// Whether a stack has an output; `None` when only CloudFormation knows.
    pub fn has_output(&self, output: &str, names: &Names<'_>) -> Option<bool> {
        match &self.body["Outputs"][output]["Condition"] {
            Value::String(condition) => names.condition(condition, DEEPEST),
            _ => Some(true),
        }
    }

    /// Whether a resource is made; `None` when only CloudFormation knows.
    pub fn is_made(&self, resource: &Resource, names: &Names<'_>) -> Option<bool> {
        let Some(condition) = &resource.condition else { return Some(true) };
        names.condition(condition, DEEPEST)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::document::Source;

    const TEMPLATE: &str = "
Transform: AWS::LanguageExtensions
Parameters:
  Stage: {Type: String, Default: dev}
  Policy: {Type: String, Default: Delete}
  Secret: {Type: String, NoEcho: true, Default: x}
  Remote: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /stage}
Mappings:
  Kept: {prod: {Policy: Retain}, dev: {Policy: Delete}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsHere: !Equals [!Ref AWS::Region, us-west-2]
  Both: !And [!Condition IsProd, !Condition IsHere]
  Either: !Or [!Condition IsProd, !Not [!Condition IsHere]]
  Guess: !Equals [!Ref Secret, x]
  Read: !Equals [!Ref Remote, prod]
  ProdOrGuess: !Or [!Condition Guess, !Condition IsProd]
  ProdAndGuess: !And [!Condition Guess, !Condition IsProd]
  Round: !Not [!Condition Round]
Resources:
";

    /// What a policy comes to in a stage.
    fn disposal(stage: &str, policy: &str) -> Disposal {
        let text =
            format!("{TEMPLATE}  Table:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: {policy}\n");
        let template = Template::read(Source::new("t.yaml", text.as_str())).unwrap();
        let given = BTreeMap::from([("Stage".to_owned(), stage.to_owned())]);
        let parameters = template.values(&given);
        let names = Names {
            parameters: &parameters,
            region: "us-west-2",
            account: "123456789012",
            stack: "s",
            body: template.body(),
        };
        template.disposal("Table", &names)
    }

    #[test]
    fn a_condition_on_a_value_that_is_known_only_later_is_undecided() {
        for stage in ["${mail-up.Stage}", "a-${mail-up.Stage}"] {
            assert_eq!(disposal(stage, "!If [IsProd, Retain, Delete]"), Disposal::Undecided);
        }
    }

    #[test]
    fn policies_follow_parameters_conditions_and_mappings() {
        use Disposal::{Deleted, Retained, Undecided};
        let table = [
            ("Retain", Retained, Retained),
            ("RetainExceptOnCreate", Retained, Retained),
            ("Delete", Deleted, Deleted),
            ("Snapshot", Deleted, Deleted),
            ("!Ref Policy", Deleted, Deleted),
            ("!If [IsProd, Retain, Delete]", Retained, Deleted),
            ("!If [IsProd, Retain, !Ref AWS::NoValue]", Retained, Deleted),
            ("!If [Both, Retain, Delete]", Retained, Deleted),
            ("!If [Either, Retain, Delete]", Retained, Deleted),
            ("!If [IsHere, !If [IsProd, Delete, Retain], Delete]", Deleted, Retained),
            ("!FindInMap [Kept, !Ref Stage, Policy]", Retained, Deleted),
            ("!FindInMap [Kept, other, Policy]", Undecided, Undecided),
            ("!FindInMap [Kept, other, Policy, {DefaultValue: Retain}]", Retained, Retained),
            ("!If [Guess, Retain, Delete]", Undecided, Undecided),
            ("!If [Read, Retain, Delete]", Undecided, Undecided),
            ("!If [ProdOrGuess, Retain, Delete]", Retained, Undecided),
            ("!If [ProdAndGuess, Retain, Delete]", Undecided, Deleted),
            ("!If [Round, Retain, Delete]", Undecided, Undecided),
            ("!If [Missing, Retain, Delete]", Undecided, Undecided),
            ("!ImportValue Policy", Undecided, Undecided),
            ("Keep", Undecided, Undecided),
        ];
        for (policy, in_prod, in_dev) in table {
            assert_eq!(disposal("prod", policy), in_prod, "{policy} in prod");
            assert_eq!(disposal("dev", policy), in_dev, "{policy} in dev");
        }
    }
}
