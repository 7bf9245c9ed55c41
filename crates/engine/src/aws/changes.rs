//! Change sets: what an update would do, before it does it.

use anyhow::Result;
use aws_sdk_cloudformation::types::{
    Change, ChangeAction, ChangeSetStatus, ChangeSetType, PolicyAction, Replacement,
};
use serde::Serialize;

use super::cloudformation::{CAPABILITIES, CloudFormation, StackRequest, is_busy, is_missing};
use super::error::{AwsError, explain, inspect};

/// What a change set would do to one resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ResourceChange {
    pub logical_id: String,
    pub kind: String,
    pub effect: Effect,
}

/// How much a change takes away, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    Add,
    /// An existing resource is taken into the stack.
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

/// Resource types whose loss is a loss of data.
const DATA: [&str; 10] = [
    "AWS::DynamoDB::Table",
    "AWS::DynamoDB::GlobalTable",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::Kinesis::Stream",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBCluster",
    "AWS::EFS::FileSystem",
    "AWS::SecretsManager::Secret",
    "AWS::KMS::Key",
];

/// Whether a resource of this type holds data that is lost with it.
pub fn holds_data(kind: &str) -> bool {
    DATA.contains(&kind)
}

impl ResourceChange {
    /// Whether data may be lost by it.
    pub fn loses_data(&self) -> bool {
        matches!(self.effect, Effect::MayReplace | Effect::Replace | Effect::Remove) && holds_data(&self.kind)
    }

    /// Whether it may widen permissions.
    pub fn touches_permissions(&self) -> bool {
        let kind = self.kind.as_str();
        kind.starts_with("AWS::IAM::") || kind.ends_with("Policy") || kind == "AWS::Lambda::Permission"
    }
}

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

    /// Looks at a change set, through all its pages: a replacement may stand on the last.
    pub async fn change_set(&self, id: &ChangeSetId) -> Result<ChangeSet> {
        let (mut changes, mut token) = (Vec::new(), None);
        loop {
            let call = self.client.describe_change_set().stack_name(&id.stack).change_set_name(&id.arn);
            let call = call.set_next_token(token);
            let page = match call.send().await {
                Ok(page) => page,
                Err(error) => {
                    let error = inspect(error, "cloudformation:DescribeChangeSet", &self.region);
                    let is_gone = error.is("ChangeSetNotFound") || is_missing(&error);
                    return if is_gone { Ok(ChangeSet::Gone) } else { Err(error.into_error()) };
                }
            };
            match page.status() {
                Some(ChangeSetStatus::CreateComplete) => {}
                Some(ChangeSetStatus::CreatePending | ChangeSetStatus::CreateInProgress) => {
                    return Ok(ChangeSet::Pending);
                }
                Some(
                    ChangeSetStatus::DeletePending
                    | ChangeSetStatus::DeleteInProgress
                    | ChangeSetStatus::DeleteComplete,
                ) => return Ok(ChangeSet::Gone),
                _ => return Ok(refused(page.status_reason().unwrap_or("no reason given"))),
            }
            changes.extend(page.changes.unwrap_or_default().into_iter().filter_map(resource_change));
            token = page.next_token;
            if token.is_none() {
                return Ok(ChangeSet::Ready(changes));
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

fn resource_change(change: Change) -> Option<ResourceChange> {
    let change = change.resource_change?;
    let keeps = matches!(
        change.policy_action,
        Some(
            PolicyAction::Retain
                | PolicyAction::ReplaceAndRetain
                | PolicyAction::Snapshot
                | PolicyAction::ReplaceAndSnapshot
        )
    );
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
    fn an_empty_change_set_is_told_from_a_failed_one() {
        assert_eq!(
            refused("The submitted information didn't contain changes. Submit different information."),
            ChangeSet::Empty
        );
        assert_eq!(refused("No updates are to be performed."), ChangeSet::Empty);
        assert_eq!(refused("Transform failed"), ChangeSet::Failed("Transform failed".to_owned()));
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
}
