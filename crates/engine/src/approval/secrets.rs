//! Access that depends on a `NoEcho` parameter. CloudFormation does not return the value with which a stack is deployed, but a change
//! set names the parameter where its value changes a resource.

use std::collections::BTreeSet;

use super::{Changed, unknown};
use crate::access::{AccessChange, View, may_grant, mentions};
use crate::aws::changes::{Cause, ChangeSet, ResourceChange, Source};
use crate::deploy::Deploy;

impl Deploy<'_> {
    /// What may grant something else because a secret has another value. Makes a change set where a secret is part of a statement.
    pub(super) async fn by_secrets(&self, changed: &Changed<'_>) -> Vec<AccessChange> {
        let granted = changed.with_views(|_, new| secrets(new)).unwrap_or_default();
        if granted.is_empty() {
            return Vec::new();
        }
        let list = granted.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let reason = format!("the value of {list} is a secret, and it is not known whether it changes");
        match self.change_set(changed).await {
            Some(ChangeSet::Ready(changes)) => {
                changes.iter().filter_map(|change| by_secret(change, &granted)).collect()
            }
            Some(ChangeSet::Empty) => Vec::new(),
            _ => vec![unknown(&reason)],
        }
    }
}

/// The secret parameters that are part of a statement.
fn secrets(view: View<'_>) -> BTreeSet<String> {
    let parameters = view.template.parameters.iter().filter(|(_, parameter)| parameter.is_secret);
    parameters.map(|(name, _)| name.clone()).filter(|name| mentions(view, name)).collect()
}

fn by_secret(change: &ResourceChange, granted: &BTreeSet<String>) -> Option<AccessChange> {
    let of_secret = |cause: &Cause| {
        let entity = cause.entity.as_ref().filter(|_| cause.source == Source::Parameter)?;
        granted.get(entity)
    };
    let mut causes = change.details.iter().flat_map(|detail| &detail.causes);
    let secret = causes.find_map(of_secret).filter(|_| may_grant(&change.kind))?;
    let reason = format!("the secret parameter {secret} has another value than before");
    Some(AccessChange::unknown(&change.logical_id, &change.kind, reason))
}
