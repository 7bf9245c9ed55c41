//! CloudFormation: stacks read, created, changed and deleted in one region.

use std::collections::BTreeMap;

use anyhow::Result;
use aws_sdk_cloudformation::Client;
use aws_sdk_cloudformation::types::{
    Capability, DeletionMode, OnFailure, Parameter, StackStatus, Tag, TemplateStage,
};

use super::error::{AwsError, explain, inspect};
use super::stack::{BUSY, StackState};
use super::{Cloud, Region};

/// What a template's text is sent as.
#[derive(Clone, Debug)]
pub enum TemplateBody {
    /// In the call itself.
    Inline(String),
    /// Fetched by CloudFormation from S3.
    Url(String),
}

/// Everything that is sent to create or change a stack.
#[derive(Clone, Debug)]
pub struct StackRequest {
    pub name: String,
    pub template: TemplateBody,
    pub parameters: BTreeMap<String, String>,
    pub tags: BTreeMap<String, String>,
    /// Keep the stack from being deleted.
    pub protect: bool,
    /// Stamped on every event of the operation; the same one again means the same operation.
    pub token: String,
}

impl StackRequest {
    pub(super) fn sdk_parameters(&self) -> Vec<Parameter> {
        let pair = |(key, value): (&String, &String)| {
            Parameter::builder().parameter_key(key).parameter_value(value).build()
        };
        self.parameters.iter().map(pair).collect()
    }

    pub(super) fn sdk_tags(&self) -> Vec<Tag> {
        self.tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect()
    }

    pub(super) fn body(&self) -> Option<String> {
        match &self.template {
            TemplateBody::Inline(text) => Some(text.clone()),
            TemplateBody::Url(_) => None,
        }
    }

    pub(super) fn url(&self) -> Option<String> {
        match &self.template {
            TemplateBody::Url(url) => Some(url.clone()),
            TemplateBody::Inline(_) => None,
        }
    }
}

/// Templates may make roles, named or not; without saying so CloudFormation refuses them.
pub(super) const CAPABILITIES: [Capability; 2] =
    [Capability::CapabilityNamedIam, Capability::CapabilityAutoExpand];

/// One resource of a stack.
#[derive(Clone, Debug)]
pub struct StackResource {
    pub logical_id: String,
    /// The service's own name of it: a bucket's name, a queue's address.
    pub physical_id: String,
    /// CloudFormation's type name, such as `AWS::S3::Bucket`.
    pub kind: String,
    /// CloudFormation's name of its status, such as `DELETE_FAILED`.
    pub status: String,
}

impl StackResource {
    /// Whether the stack has it: a stack also lists what it has deleted, let go of, or not made yet.
    pub fn is_there(&self) -> bool {
        !matches!(self.status.as_str(), "DELETE_COMPLETE" | "DELETE_SKIPPED") && !self.physical_id.is_empty()
    }

    /// Whether the stack has let go of it without deleting it.
    pub fn is_left_behind(&self) -> bool {
        self.status == "DELETE_SKIPPED"
    }
}

/// CloudFormation in one region.
#[derive(Clone)]
pub struct CloudFormation {
    pub(super) client: Client,
    pub(super) region: Region,
    /// The service role that is sent with every change of a stack.
    pub(super) role: Option<String>,
}

impl Cloud {
    /// CloudFormation in a region.
    pub fn cloudformation(&self, region: &Region) -> CloudFormation {
        let role = self.connection.stack_role.as_ref().map(ToString::to_string);
        CloudFormation { client: Client::new(&self.config(region)), region: region.clone(), role }
    }
}

/// What the deletion of a stack leaves behind besides what the template retains: allowed only after a deletion that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftBehind {
    /// Logical ids (`RetainResources`).
    pub resources: Vec<String>,
    /// Everything that cannot be deleted (`FORCE_DELETE_STACK`).
    pub whatever_fails: bool,
}

impl CloudFormation {
    /// One stack by name or ARN; `None` when there is none. A deleted one answers to its ARN only.
    pub async fn stack(&self, name: &str) -> Result<Option<StackState>> {
        match self.client.describe_stacks().stack_name(name).send().await {
            Ok(answer) => Ok(answer.stacks.unwrap_or_default().into_iter().next().map(StackState::from)),
            Err(error) => {
                let error = inspect(error, "cloudformation:DescribeStacks", &self.region);
                if is_missing(&error) { Ok(None) } else { Err(error.into_error()) }
            }
        }
    }

    /// Every stack of the region, and how many pages they took.
    pub async fn stacks(&self) -> Result<(Vec<StackState>, usize)> {
        let mut pages = self.client.describe_stacks().into_paginator().send();
        let (mut stacks, mut count) = (Vec::new(), 0);
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| explain(error, "cloudformation:DescribeStacks", &self.region))?;
            stacks.extend(page.stacks.unwrap_or_default().into_iter().map(StackState::from));
            count += 1;
        }
        Ok((stacks, count.max(1)))
    }

    /// The ARNs of all stacks of the region on which CloudFormation is working.
    pub async fn busy_stacks(&self) -> Result<Vec<String>> {
        let mut pages =
            self.client.list_stacks().set_stack_status_filter(Some(BUSY.to_vec())).into_paginator().send();
        let mut arns = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| explain(error, "cloudformation:ListStacks", &self.region))?;
            arns.extend(
                page.stack_summaries.unwrap_or_default().into_iter().filter_map(|stack| stack.stack_id),
            );
        }
        Ok(arns)
    }

    /// The ARNs of the deleted stacks of the region that CloudFormation remembers, by name; of several of a name the one that was
    /// deleted last.
    pub async fn deleted_stacks(&self) -> Result<BTreeMap<String, String>> {
        let deleted = vec![StackStatus::DeleteComplete];
        let mut pages =
            self.client.list_stacks().set_stack_status_filter(Some(deleted)).into_paginator().send();
        let mut last = BTreeMap::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| explain(error, "cloudformation:ListStacks", &self.region))?;
            for stack in page.stack_summaries.unwrap_or_default() {
                let (Some(name), Some(arn)) = (stack.stack_name, stack.stack_id) else { continue };
                let at = stack.deletion_time.map(|time| time.as_nanos());
                let known = last.entry(name).or_insert_with(|| (at, arn.clone()));
                if at > known.0 {
                    *known = (at, arn);
                }
            }
        }
        Ok(last.into_iter().map(|(name, (_, arn))| (name, arn)).collect())
    }

    /// The template with which a stack was deployed last, as its transforms have left it.
    pub async fn template(&self, arn: &str) -> Result<String> {
        self.template_at(arn, TemplateStage::Processed).await
    }

    /// The template with which a stack was deployed last, as it was sent.
    pub async fn original_template(&self, arn: &str) -> Result<String> {
        self.template_at(arn, TemplateStage::Original).await
    }

    async fn template_at(&self, arn: &str, stage: TemplateStage) -> Result<String> {
        let call = self.client.get_template().stack_name(arn).template_stage(stage);
        let answer = call.send().await;
        let answer = answer.map_err(|error| explain(error, "cloudformation:GetTemplate", &self.region))?;
        Ok(answer.template_body.unwrap_or_default())
    }

    /// Creates a stack and returns its ARN. What the failed creation made is deleted again, retained or not, so that
    /// a second try finds no names taken.
    pub async fn create(&self, request: &StackRequest) -> Result<String, AwsError> {
        let answer = self
            .client
            .create_stack()
            .stack_name(&request.name)
            .set_template_body(request.body())
            .set_template_url(request.url())
            .set_parameters(Some(request.sdk_parameters()))
            .set_tags(Some(request.sdk_tags()))
            .set_capabilities(Some(CAPABILITIES.to_vec()))
            .set_role_arn(self.role.clone())
            .on_failure(OnFailure::Rollback)
            .retain_except_on_create(true)
            .enable_termination_protection(request.protect)
            .client_request_token(&request.token)
            .send()
            .await;
        let error = match answer {
            Ok(answer) => return Ok(answer.stack_id.unwrap_or_default()),
            Err(error) => inspect(error, "cloudformation:CreateStack", &self.region),
        };
        // An earlier try arrived, but its answer did not: the stack is the one that this call makes.
        let is_there = error.is("AlreadyExistsException") || error.is("TokenAlreadyExistsException");
        let own = if is_there { self.operation(&request.name, &request.token).await } else { None };
        own.ok_or(error)
    }

    /// Deletes a stack.
    pub async fn delete(&self, arn: &str, left: &LeftBehind, token: &str) -> Result<(), AwsError> {
        let retain = (!left.resources.is_empty()).then(|| left.resources.clone());
        let call = self
            .client
            .delete_stack()
            .stack_name(arn)
            .set_retain_resources(retain)
            .set_deletion_mode(left.whatever_fails.then_some(DeletionMode::ForceDeleteStack))
            .set_role_arn(self.role.clone())
            .client_request_token(token);
        let Err(error) = call.send().await else { return Ok(()) };
        let error = inspect(error, "cloudformation:DeleteStack", &self.region);
        // An earlier try, whose answer was lost, has begun it.
        let is_begun = is_busy(&error) && error.message.contains("DELETE_IN_PROGRESS");
        if is_begun { Ok(()) } else { Err(error) }
    }

    /// Lets a rollback that got stuck go on, without these resources, which stay as they are.
    pub async fn continue_rollback(&self, name: &str, skip: Vec<String>, token: &str) -> Result<()> {
        let call = self.client.continue_update_rollback().stack_name(name).client_request_token(token);
        let call = call.set_resources_to_skip((!skip.is_empty()).then_some(skip));
        let answer = call.set_role_arn(self.role.clone()).send().await;
        begun(answer.map_err(|error| inspect(error, "cloudformation:ContinueUpdateRollback", &self.region)))
    }

    /// Takes back a creation or update that failed with its own rollback switched off.
    pub async fn roll_back(&self, name: &str, token: &str) -> Result<()> {
        let call = self
            .client
            .rollback_stack()
            .stack_name(name)
            .set_role_arn(self.role.clone())
            .retain_except_on_create(true)
            .client_request_token(token);
        let answer = call.send().await;
        begun(answer.map_err(|error| inspect(error, "cloudformation:RollbackStack", &self.region)))
    }

    /// Takes back an update that is going on; false when the stack is doing anything else.
    pub async fn cancel_update(&self, arn: &str, token: &str) -> Result<bool> {
        let call = self.client.cancel_update_stack().stack_name(arn).client_request_token(token);
        let Err(error) = call.send().await else { return Ok(true) };
        let error = inspect(error, "cloudformation:CancelUpdateStack", &self.region);
        if error.is("ValidationError") { Ok(false) } else { Err(error.into_error()) }
    }

    /// Switches termination protection.
    pub async fn protect(&self, name: &str, protect: bool) -> Result<()> {
        let call = self
            .client
            .update_termination_protection()
            .stack_name(name)
            .enable_termination_protection(protect);
        call.send()
            .await
            .map_err(|error| explain(error, "cloudformation:UpdateTerminationProtection", &self.region))?;
        Ok(())
    }

    /// The resources of a stack, by its name or ARN; `None` where there is no such stack.
    pub async fn resources_if_there(&self, stack: &str) -> Result<Option<Vec<StackResource>>> {
        match self.resources(stack).await {
            Err(error) if super::error::find(&error).is_some_and(is_missing) => Ok(None),
            resources => resources.map(Some),
        }
    }

    /// The resources of a stack.
    pub async fn resources(&self, arn: &str) -> Result<Vec<StackResource>> {
        let mut pages = self.client.list_stack_resources().stack_name(arn).into_paginator().send();
        let mut resources = Vec::new();
        while let Some(page) = pages.next().await {
            let page =
                page.map_err(|error| explain(error, "cloudformation:ListStackResources", &self.region))?;
            for resource in page.stack_resource_summaries.unwrap_or_default() {
                resources.push(StackResource {
                    logical_id: resource.logical_resource_id.unwrap_or_default(),
                    physical_id: resource.physical_resource_id.unwrap_or_default(),
                    kind: resource.resource_type.unwrap_or_default(),
                    status: resource
                        .resource_status
                        .map(|status| status.as_str().to_owned())
                        .unwrap_or_default(),
                });
            }
        }
        Ok(resources)
    }
}

/// The answer to a call that begins something on a stuck stack. If the operation is already in progress, an earlier try started it, whose answer was
/// lost, or to another run; both are waited for.
fn begun<T>(answer: Result<T, AwsError>) -> Result<()> {
    match answer {
        Err(error) if !is_busy(&error) => Err(error.into_error()),
        _ => Ok(()),
    }
}

/// AWS has no typed error for a stack that is not there: `Stack with id NAME does not exist`, sometimes
/// `Stack [NAME] does not exist`, both under the code for any bad input.
pub(super) fn is_missing(error: &AwsError) -> bool {
    error.is("ValidationError") && error.message.contains("does not exist")
}

/// Whether AWS refused because another operation on the stack is in progress: the message names the status.
pub fn is_busy(error: &AwsError) -> bool {
    let statuses = StackStatus::values().iter().filter(|status| status.ends_with("_IN_PROGRESS"));
    error.is("ValidationError") && statuses.into_iter().any(|status| error.message.contains(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_stack_is_distinguished_from_other_refusals() {
        let refused = |message: &str| AwsError {
            call: "cloudformation:CreateChangeSet",
            region: Region::new("us-west-2"),
            class: super::super::error::Class::Refused,
            code: Some("ValidationError".to_owned()),
            message: message.to_owned(),
            request_id: None,
            hint: None,
        };
        assert!(is_busy(&refused("Stack:arn:aws:… is in UPDATE_IN_PROGRESS state and can not be updated.")));
        assert!(!is_busy(&refused("Stack:arn:aws:… is in ROLLBACK_COMPLETE state and can not be updated.")));
        assert!(is_missing(&refused("Stack with id x does not exist")));
    }
}
