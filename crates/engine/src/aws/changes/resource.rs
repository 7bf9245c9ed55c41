//! What a change set would do to one resource.

use aws_sdk_cloudformation::types::{Change, ChangeAction, PolicyAction, Replacement};
use serde::Serialize;

use super::data::holds_data;
use super::property::{PropertyChange, property_changes};

/// What a change set would do to one resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ResourceChange {
    pub logical_id: String,
    pub kind: String,
    pub effect: Effect,
    /// The resource's physical id; `None` for an added resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub physical_id: Option<String>,
    /// Whether what is replaced is retained in the account, outside the stack.
    pub retained: bool,
    /// Property by property; empty where CloudFormation gives no details.
    pub details: Vec<PropertyChange>,
}

/// How much a change takes away, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    Add,
    /// An existing resource is imported into the stack.
    Import,
    Modify,
    /// Whether it is replaced is known only while it happens.
    MayReplace,
    Replace,
    /// It is removed from the stack and retained in the account.
    Release,
    Remove,
}

impl Effect {
    /// The word that a plan shows.
    pub fn word(self) -> &'static str {
        match self {
            Effect::Add => "add",
            Effect::Import => "import",
            Effect::Modify => "modify",
            Effect::MayReplace => "may replace",
            Effect::Replace => "replace",
            Effect::Release => "release (kept)",
            Effect::Remove => "remove",
        }
    }
}

impl ResourceChange {
    /// A resource that a new stack comes with.
    pub fn added(logical_id: &str, kind: &str) -> Self {
        Self {
            logical_id: logical_id.to_owned(),
            kind: kind.to_owned(),
            effect: Effect::Add,
            physical_id: None,
            retained: false,
            details: Vec::new(),
        }
    }

    /// A resource of this name that a new stack imports.
    pub fn imported(logical_id: &str, kind: &str, physical_id: &str) -> Self {
        Self {
            effect: Effect::Import,
            physical_id: Some(physical_id.to_owned()),
            ..Self::added(logical_id, kind)
        }
    }

    /// A change of an existing resource of which no more is known than its effect.
    pub fn bare(logical_id: &str, kind: &str, effect: Effect, retained: bool) -> Self {
        Self { effect, retained, ..Self::added(logical_id, kind) }
    }

    /// The change as one of a resource of a nested stack.
    pub fn within(self, nested: &str) -> Self {
        Self { logical_id: format!("{nested}/{}", self.logical_id), ..self }
    }

    /// The change in a few words, without the resource's physical id.
    pub fn words(&self) -> String {
        format!("{} {} ({})", self.effect.word(), self.logical_id, self.kind)
    }

    /// Whether data may be lost by it. A replaced table that is retained counts: the stack uses an empty one from then on. A nested
    /// stack may hold anything.
    pub fn loses_data(&self) -> bool {
        match self.effect {
            Effect::MayReplace | Effect::Replace | Effect::Remove => {
                self.kind == "AWS::CloudFormation::Stack" || holds_data(&self.kind)
            }
            Effect::Add | Effect::Import | Effect::Modify | Effect::Release => false,
        }
    }

    /// Whether the resource is or may be replaced.
    pub fn replaces(&self) -> bool {
        matches!(self.effect, Effect::MayReplace | Effect::Replace)
    }

    /// Whether it may widen permissions.
    pub fn touches_permissions(&self) -> bool {
        let kind = self.kind.as_str();
        kind.starts_with("AWS::IAM::") || kind.ends_with("Policy") || kind == "AWS::Lambda::Permission"
    }
}

/// Reads one change of a resource.
pub(super) fn resource_change(change: Change) -> Option<ResourceChange> {
    use PolicyAction::{ReplaceAndRetain, ReplaceAndSnapshot, Retain, Snapshot};
    let change = change.resource_change?;
    let keeps =
        matches!(change.policy_action, Some(Retain | ReplaceAndRetain | Snapshot | ReplaceAndSnapshot));
    let effect = match (change.action?, change.replacement) {
        (ChangeAction::Add, _) => Effect::Add,
        (ChangeAction::Import, _) => Effect::Import,
        (ChangeAction::Remove, _) if keeps => Effect::Release,
        (ChangeAction::Remove, _) => Effect::Remove,
        (_, Some(Replacement::True)) => Effect::Replace,
        (ChangeAction::Dynamic, _) | (_, Some(Replacement::Conditional)) => Effect::MayReplace,
        _ => Effect::Modify,
    };
    Some(ResourceChange {
        logical_id: change.logical_resource_id.unwrap_or_default(),
        kind: change.resource_type.unwrap_or_default(),
        effect,
        physical_id: change.physical_resource_id.filter(|id| !id.is_empty()),
        retained: keeps,
        details: property_changes(&change.details.unwrap_or_default()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_cloudformation::types::ResourceChange as SdkChange;

    fn change(
        action: ChangeAction,
        replacement: Option<Replacement>,
        policy: Option<PolicyAction>,
    ) -> ResourceChange {
        let change = SdkChange::builder()
            .logical_resource_id("Table")
            .resource_type("AWS::DynamoDB::Table")
            .action(action)
            .set_replacement(replacement)
            .set_policy_action(policy)
            .build();
        resource_change(Change::builder().resource_change(change).build()).unwrap()
    }

    #[test]
    fn what_may_lose_data_is_seen() {
        assert!(!change(ChangeAction::Add, None, None).loses_data());
        assert!(!change(ChangeAction::Modify, Some(Replacement::False), None).loses_data());
        assert!(change(ChangeAction::Modify, Some(Replacement::True), None).loses_data());
        assert!(change(ChangeAction::Modify, Some(Replacement::Conditional), None).loses_data());
        assert!(change(ChangeAction::Remove, None, Some(PolicyAction::Delete)).loses_data());
        assert!(!change(ChangeAction::Remove, None, Some(PolicyAction::Retain)).loses_data());
        assert!(change(ChangeAction::Dynamic, None, None).loses_data());
    }

    #[test]
    fn a_replaced_table_is_shown_as_retained_and_still_counts_as_lost() {
        let replaced = |policy| change(ChangeAction::Modify, Some(Replacement::True), Some(policy));
        let kept = replaced(PolicyAction::ReplaceAndRetain);
        assert!(kept.retained && kept.loses_data());
        assert!(!replaced(PolicyAction::ReplaceAndDelete).retained);
    }
}
