//! Access that depends on a `NoEcho` parameter. CloudFormation does not return the value with which a stack is deployed, but a change
//! set shows what another value changes.

use std::collections::BTreeSet;

use super::{Changed, unknown};
use crate::access::{AccessChange, View, depends_on, is_conditional_on, may_grant};
use crate::aws::changes::{Cause, ChangeSet, Effect, ResourceChange, Source};
use crate::deploy::Deploy;

impl Deploy<'_> {
    /// What may grant something else because a secret has another value. Makes a change set where something that may grant
    /// depends on a secret.
    pub(super) async fn by_secrets(&self, changed: &Changed<'_>) -> Vec<AccessChange> {
        let secrets = changed.with_views(|_, new| secrets(new)).unwrap_or_default();
        if secrets.is_empty() {
            return Vec::new();
        }
        let list = secrets.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        match self.change_set(changed).await {
            Some(ChangeSet::Ready(changes)) => {
                let found = changed.with_views(|_, new| {
                    changes.iter().filter_map(|change| by_secret(new, change, &secrets)).collect()
                });
                found.unwrap_or_default()
            }
            Some(ChangeSet::Empty) => Vec::new(),
            _ => vec![unknown(&format!(
                "the value of {list} is a secret, and it is not known whether it changes"
            ))],
        }
    }
}

/// The secret parameters on which something depends that may grant.
fn secrets(view: View<'_>) -> BTreeSet<String> {
    let granting = || view.template.resources.values().filter(|resource| may_grant(&resource.kind));
    let parameters = view.template.parameters.iter().filter(|(_, parameter)| parameter.is_secret);
    let names = parameters.map(|(name, _)| name);
    names.filter(|name| granting().any(|resource| depends_on(view, resource, name))).cloned().collect()
}

/// The change of what may grant, if it is one by a secret: a property refers to the secret, or a condition does.
fn by_secret(new: View<'_>, change: &ResourceChange, secrets: &BTreeSet<String>) -> Option<AccessChange> {
    if !may_grant(&change.kind) || matches!(change.effect, Effect::Remove | Effect::Release) {
        return None;
    }
    let of_secret = |cause: &Cause| {
        let entity = cause.entity.as_ref().filter(|_| cause.source == Source::Parameter)?;
        secrets.get(entity)
    };
    let mut causes = change.details.iter().flat_map(|detail| &detail.causes);
    let resource = new.template.resources.get(&change.logical_id);
    let by_condition =
        |name: &&String| resource.is_some_and(|resource| is_conditional_on(new, resource, name));
    let secret = causes.find_map(of_secret).or_else(|| secrets.iter().find(by_condition))?;
    let reason = format!("it depends on the secret parameter {secret}, whose value may have changed");
    Some(AccessChange::unknown(&change.logical_id, &change.kind, reason))
}
