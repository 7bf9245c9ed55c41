//! Change sets: what an update would do, before it does it.

mod data;
mod property;
mod resource;

use anyhow::Result;
use aws_sdk_cloudformation::operation::describe_change_set::DescribeChangeSetOutput;
use aws_sdk_cloudformation::types::{ChangeSetStatus, ChangeSetType};

pub use self::data::{holds_data, replacing};
pub use self::property::{Cause, KNOWN_LATER, PROPERTIES, PropertyChange, Recreation, Source};
use self::resource::resource_change;
pub use self::resource::{Effect, ResourceChange};
use super::cloudformation::{CAPABILITIES, CloudFormation, StackRequest, is_busy, is_missing};
use super::error::{AwsError, explain, inspect};

/// How far a change set is.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeSet {
    /// Still being made.
    Pending,
    /// It would do nothing.
    Empty,
    /// It can be executed.
    Ready(Vec<ResourceChange>),
    /// It could not be made.
    Failed(String),
    /// It was deleted: another one was executed, which does away with all others.
    Gone,
}

/// Whether the values of properties are read with a change set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    Included,
    /// Enough to decide on; the answer is smaller.
    Omitted,
}

/// What CloudFormation's warning contains when it has omitted changes for the sake of their values.
const INCOMPLETE: &str = "--include-property-values option can return incomplete";

/// A change set. It is always sent with its stack: of a call that names the change set alone IAM judges only
/// `changeSet/NAME`, not the stack that policies name.
#[derive(Clone, Debug)]
pub struct ChangeSetId {
    pub arn: String,
    /// The stack's ARN.
    pub stack: String,
}

impl ChangeSetId {
    fn new(arn: Option<String>, stack: Option<String>) -> Self {
        Self { arn: arn.unwrap_or_default(), stack: stack.unwrap_or_default() }
    }
}

impl CloudFormation {
    /// Begins a change set. For a stack that is not there it creates the stack's shell and imports
    /// in resources that an earlier stack left behind under the same names.
    pub async fn create_change_set(
        &self,
        request: &StackRequest,
        name: &str,
        is_new: bool,
    ) -> Result<ChangeSetId, AwsError> {
        let kind = if is_new { ChangeSetType::Create } else { ChangeSetType::Update };
        let answer = self
            .client
            .create_change_set()
            .stack_name(&request.name)
            .change_set_name(name)
            .change_set_type(kind)
            .set_template_body(request.body())
            .set_template_url(request.url())
            .set_parameters(Some(request.sdk_parameters()))
            .set_tags(Some(request.sdk_tags()))
            .set_capabilities(Some(CAPABILITIES.to_vec()))
            .set_role_arn(self.role.clone())
            .import_existing_resources(is_new)
            .client_token(&request.token)
            .send()
            .await;
        let error = match answer {
            Ok(answer) => return Ok(ChangeSetId::new(answer.id, answer.stack_id)),
            Err(error) => inspect(error, "cloudformation:CreateChangeSet", &self.region),
        };
        // No other run has a change set of this name: an earlier try arrived, but its answer did not.
        let is_there = error.is("AlreadyExistsException") || error.is("TokenAlreadyExistsException");
        let own = if is_there { self.change_set_named(&request.name, name).await } else { None };
        own.ok_or(error)
    }

    /// A stack's change set by its name; `None` where it cannot be read.
    async fn change_set_named(&self, stack: &str, name: &str) -> Option<ChangeSetId> {
        let call = self.client.describe_change_set().stack_name(stack).change_set_name(name);
        let set = call.send().await.ok()?;
        Some(ChangeSetId::new(set.change_set_id, set.stack_id))
    }

    /// Reads a change set, through all its pages: a replacement may be on the last.
    pub async fn change_set(&self, id: &ChangeSetId, values: Values) -> Result<ChangeSet> {
        let (set, is_complete) = self.read(id, values).await?;
        match set {
            // CloudFormation may omit changes when it is asked for values.
            ChangeSet::Ready(mut changes) if !is_complete => {
                let (set, _) = self.read(id, Values::Omitted).await?;
                let ChangeSet::Ready(all) = set else { return Ok(set) };
                let is_missing = |change: &ResourceChange| {
                    !changes.iter().any(|known| known.logical_id == change.logical_id)
                };
                let missing: Vec<_> = all.into_iter().filter(is_missing).collect();
                changes.extend(missing);
                Ok(ChangeSet::Ready(changes))
            }
            set => Ok(set),
        }
    }

    /// The change set, and whether all of its changes are in it.
    async fn read(&self, id: &ChangeSetId, values: Values) -> Result<(ChangeSet, bool)> {
        let (mut changes, mut token, mut is_complete) = (Vec::new(), None, true);
        loop {
            let call = self.client.describe_change_set().stack_name(&id.stack).change_set_name(&id.arn);
            let with_values = (values == Values::Included).then_some(true);
            let call = call.set_include_property_values(with_values).set_next_token(token);
            let page = match call.send().await {
                Ok(page) => page,
                Err(error) => {
                    let error = inspect(error, "cloudformation:DescribeChangeSet", &self.region);
                    let is_gone = error.is("ChangeSetNotFound") || is_missing(&error);
                    return if is_gone { Ok((ChangeSet::Gone, true)) } else { Err(error.into_error()) };
                }
            };
            if let Some(unfinished) = unfinished(&page) {
                return Ok((unfinished, true));
            }
            is_complete &= !page.status_reason().is_some_and(|reason| reason.contains(INCOMPLETE));
            changes.extend(page.changes.unwrap_or_default().into_iter().filter_map(resource_change));
            token = page.next_token;
            if token.is_none() {
                return Ok((ChangeSet::Ready(changes), is_complete));
            }
        }
    }

    /// Executes a change set. A failed update is taken back, and what it made is deleted again.
    pub async fn execute_change_set(&self, id: &ChangeSetId, token: &str) -> Result<(), AwsError> {
        let answer = self
            .client
            .execute_change_set()
            .stack_name(&id.stack)
            .change_set_name(&id.arn)
            .disable_rollback(false)
            .retain_except_on_create(true)
            .client_request_token(token)
            .send()
            .await;
        let Err(error) = answer else { return Ok(()) };
        let error = inspect(error, "cloudformation:ExecuteChangeSet", &self.region);
        // What an earlier try has executed, whose answer was lost, cannot be executed again.
        let is_over = is_superseded(&error) && self.operation(&id.stack, token).await.is_some();
        if is_over { Ok(()) } else { Err(error) }
    }

    /// Forgets a change set.
    pub async fn delete_change_set(&self, id: &ChangeSetId) -> Result<()> {
        let call = self.client.delete_change_set().stack_name(&id.stack).change_set_name(&id.arn);
        call.send().await.map_err(|error| explain(error, "cloudformation:DeleteChangeSet", &self.region))?;
        Ok(())
    }
}

/// Whether a change set was not executed because one of its stack was executed already, which does away with all others, or
/// because the stack was deleted.
pub fn is_superseded(error: &AwsError) -> bool {
    error.is("ChangeSetNotFound") || error.is("InvalidChangeSetStatus") || is_busy(error) || is_missing(error)
}

/// What a change set is that cannot be read yet or at all.
fn unfinished(page: &DescribeChangeSetOutput) -> Option<ChangeSet> {
    use ChangeSetStatus::{
        CreateComplete, CreateInProgress, CreatePending, DeleteComplete, DeleteInProgress, DeletePending,
    };
    match page.status() {
        Some(CreateComplete) => None,
        Some(CreatePending | CreateInProgress) => Some(ChangeSet::Pending),
        Some(DeletePending | DeleteInProgress | DeleteComplete) => Some(ChangeSet::Gone),
        _ => Some(refused(page.status_reason().unwrap_or("no reason given"))),
    }
}

/// "Nothing to do" and "cannot be done" have the same status; the beginning of the reason distinguishes them (the second
/// form comes when the template has a transform).
fn refused(reason: &str) -> ChangeSet {
    let empty = ["The submitted information didn't contain changes.", "No updates are to be performed."];
    if empty.iter().any(|start| reason.starts_with(start)) {
        ChangeSet::Empty
    } else {
        ChangeSet::Failed(reason.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_change_set_is_distinguished_from_a_failed_one() {
        assert_eq!(
            refused("The submitted information didn't contain changes. Submit different information."),
            ChangeSet::Empty
        );
        assert_eq!(refused("No updates are to be performed."), ChangeSet::Empty);
        assert_eq!(refused("Transform failed"), ChangeSet::Failed("Transform failed".to_owned()));
    }
}
