//! Why a node failed, with a remedy if the cause is a known one.

#[cfg(test)]
mod tests;

use serde::Serialize;

use super::failed::StackFailed;
use crate::failure::{hint_of, sentence};

/// Why a node failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Cause {
    /// Logical id and type of the resource that failed first, where a resource of a stack did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// AWS's reason where there is one.
    pub reason: String,
    /// What to do next, where the cause is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Cause {
    /// The cause of an error: AWS's reason without the words around it, which the node's name already says.
    pub fn of(error: &anyhow::Error) -> Self {
        let hint = hint_of(error).map(str::to_owned);
        match error.downcast_ref::<StackFailed>() {
            Some(StackFailed { resource, reason, .. }) => Self {
                resource: resource.clone(),
                reason: reason.clone(),
                hint: hint.or_else(|| Some(Known::of(reason)?.remedy())),
            },
            None => Self { resource: None, reason: sentence(error), hint },
        }
    }
}

/// The causes with a remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Known {
    /// The name is taken; by a resource of this stack, where the reason names one.
    AlreadyExists(Option<String>),
    /// The action that is not allowed, where the reason names it.
    NotAuthorized(Option<String>),
    Quota,
    /// A resource that is to be changed, or that another one needs, does not exist.
    NotFound,
    /// The stacks that import the output.
    InUseByExport(String),
    BucketNotEmpty,
    InvalidProperty,
    Throttled,
}

impl Known {
    /// Reads a resource's status reason. CloudFormation has no field for the kind of a failure: resource handlers put
    /// `HandlerErrorCode: CODE` into the text, services of the older resource types `Error Code: CODE`, and CloudFormation
    /// itself uses fixed phrases.
    fn of(reason: &str) -> Option<Self> {
        // A handler without a message of its own is known to report wrong codes.
        if reason.contains("returned message: \"null\"") {
            return None;
        }
        let codes = ["HandlerErrorCode: ", "Error Code: "].map(|label| word_after(reason, label));
        let from_codes = codes.into_iter().flatten().find_map(|code| Self::of_code(code, reason));
        from_codes.or_else(|| Self::of_phrase(reason))
    }

    fn of_code(code: &str, reason: &str) -> Option<Self> {
        match code {
            "Throttling" | "ThrottlingException" | "RequestLimitExceeded" | "TooManyRequestsException" => {
                Some(Self::Throttled)
            }
            "AlreadyExists" | "BucketAlreadyExists" | "EntityAlreadyExists" => {
                Some(Self::AlreadyExists(owner(reason)))
            }
            "AccessDenied" | "AccessDeniedException" | "UnauthorizedTaggingOperation" => {
                Some(Self::NotAuthorized(word_after(reason, "to perform: ").map(str::to_owned)))
            }
            "BucketNotEmpty" => Some(Self::BucketNotEmpty),
            "NotFound" | "ResourceNotFoundException" => Some(Self::NotFound),
            "TooManyBuckets" => Some(Self::Quota),
            code if code.contains("LimitExceeded") || code.contains("QuotaExceeded") => Some(Self::Quota),
            _ => None,
        }
    }

    fn of_phrase(reason: &str) -> Option<Self> {
        let has = |phrase: &str| reason.contains(phrase);
        if let Some((_, stacks)) = reason.split_once("as it is in use by ").filter(|_| has("Export ")) {
            return Some(Self::InUseByExport(stacks.trim_end_matches('.').to_owned()));
        }
        if has(" is not authorized to perform: ") {
            return Some(Self::NotAuthorized(word_after(reason, "to perform: ").map(str::to_owned)));
        }
        if has("Properties validation failed for resource") || has("Encountered unsupported property") {
            return Some(Self::InvalidProperty);
        }
        if has("Rate exceeded") {
            return Some(Self::Throttled);
        }
        has(" already exists").then(|| Self::AlreadyExists(owner(reason)))
    }

    fn remedy(&self) -> String {
        match self {
            Self::AlreadyExists(Some(stack)) => format!(
                "the resource belongs to stack {stack}; remove it there or give it another name, then run the command again"
            ),
            Self::AlreadyExists(None) => "rename or delete the resource that has this name, or remove the name from the \
                                          template, then run the command again"
                .to_owned(),
            Self::NotAuthorized(action) => format!(
                "allow {} to the identity that deploys, or to its service role (--role-arn); `provision docs permissions` \
                 describes the policies",
                action.as_deref().unwrap_or("the action")
            ),
            Self::Quota => "request a higher quota in Service Quotas or delete what is not used, then run the command again"
                .to_owned(),
            Self::NotFound => "if the resource belonged to this stack and was deleted by hand, remove it and what refers to it from \
                               the template, deploy, put it back, and deploy again; otherwise create it or correct its name"
                .to_owned(),
            Self::InUseByExport(stacks) => {
                format!("remove the import from {stacks} and deploy that first, then run the command again")
            }
            Self::BucketNotEmpty => {
                "empty the bucket, or delete it with its objects by `provision teardown --delete-data`".to_owned()
            }
            Self::InvalidProperty => {
                "correct the property in the template; `provision validate --lint` finds such errors before a deploy"
                    .to_owned()
            }
            Self::Throttled => "AWS throttles the account's requests; run the command again in a few minutes".to_owned(),
        }
    }
}

/// The word after a label, up to what cannot be part of a code or an IAM action.
fn word_after<'r>(reason: &'r str, label: &str) -> Option<&'r str> {
    let (_, rest) = reason.split_once(label)?;
    let end = rest.find(|character: char| !(character.is_alphanumeric() || ":-_.".contains(character)));
    Some(&rest[..end.unwrap_or(rest.len())]).filter(|word| !word.is_empty())
}

/// The name of the stack that has the resource, where the reason contains its ARN.
fn owner(reason: &str) -> Option<String> {
    let (_, arn) = reason.split_once("in stack arn:")?;
    arn.split('/').nth(1).map(str::to_owned)
}
