//! What is sent to CloudFormation to create or change a stack.

use std::collections::BTreeMap;

use anyhow::Result;
use sha2::{Digest, Sha256};

use super::StackDeploy;
use crate::aws::cloudformation::{StackRequest, TemplateBody};
use crate::aws::stack::StackState;
use crate::packaged::upload;
use crate::template::{INLINE_LIMIT, Names};
use crate::token::new_name;

/// What is sent to change a stack.
pub struct Submission {
    pub request: StackRequest,
    /// The fingerprint that the template carries, if it carries one: without it only CloudFormation knows what differs.
    fingerprint: Option<String>,
}

impl Submission {
    /// Whether a stack has what would be sent, as far as its fingerprint shows.
    pub fn is_deployed_in(&self, state: &StackState) -> bool {
        self.fingerprint.is_none() || self.fingerprint == state.fingerprint
    }
}

impl StackDeploy<'_, '_> {
    /// Uploads what the template refers to, and the template where it is too long for a call.
    pub async fn request(
        &self,
        parameters: &BTreeMap<String, String>,
        fingerprint: &str,
    ) -> Result<Submission> {
        upload(self.run, self.objects, &self.wanted.region).await?;
        let text = self.text(parameters, fingerprint);
        let fingerprint_sent = text.contains(fingerprint).then(|| fingerprint.to_owned());
        let template = if text.len() <= INLINE_LIMIT {
            TemplateBody::Inline(text)
        } else {
            let bucket = self.run.cloud.artifact_bucket(self.run.known_account()?, &self.wanted.region);
            let key = format!("templates/{}/{}", self.wanted.name, hex::encode(Sha256::digest(&text)));
            bucket.put(&key, text.into_bytes()).await?;
            TemplateBody::Url(bucket.url(&key))
        };
        let request = StackRequest {
            name: self.wanted.name.clone(),
            template,
            parameters: parameters.clone(),
            tags: self.wanted.tags.clone(),
            protect: self.wanted.protect,
            token: new_name(),
        };
        Ok(Submission { request, fingerprint: fingerprint_sent })
    }

    /// The template's text as it is sent.
    pub fn text(&self, parameters: &BTreeMap<String, String>, fingerprint: &str) -> String {
        let values = self.wanted.template.values(parameters);
        self.wanted.template.to_sent(fingerprint, &self.names(&values))
    }

    /// What the template may refer to in this stack.
    pub fn names<'n>(&'n self, values: &'n BTreeMap<String, String>) -> Names<'n> {
        Names {
            parameters: values,
            region: self.wanted.region.as_str(),
            account: &self.run.account,
            stack: &self.wanted.name,
            body: self.wanted.template.body(),
        }
    }
}
