//! Compares what a stack serves with what was deployed: the code of its functions, the deployment of its APIs.
//!
//! CloudFormation reports a stack as complete without checking either. A function can run other code when a user has
//! changed it by hand, and a stage can serve another snapshot of its API.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::Result;

use super::graph::Input;
use super::stack::StackDeploy;
use crate::aws::cloudformation::StackResource;
use crate::aws::stack::StackState;
use crate::failure::Failure;
use crate::vanished::{Vanished, failure};

const FUNCTION: &str = "AWS::Lambda::Function";
const STAGE: &str = "AWS::ApiGateway::Stage";

impl StackDeploy<'_, '_> {
    /// Fails when a function runs other code than was built for it, or a stage serves another deployment than the
    /// template's.
    pub(super) async fn compare_served(
        &self,
        state: &StackState,
        parameters: &BTreeMap<String, String>,
    ) -> Result<()> {
        let of_interest = |kind: &str| kind == FUNCTION || kind == STAGE;
        if !self.wanted.template.resources.values().any(|resource| of_interest(&resource.kind)) {
            return Ok(());
        }
        let resources = self.poller()?.cloudformation.resources(&state.arn).await?;
        self.compare_code(&resources).await?;
        self.compare_apis(&resources, parameters).await
    }

    async fn compare_code(&self, resources: &[StackResource]) -> Result<()> {
        let functions = self.run.cloud.functions(&self.wanted.region);
        for (logical_id, built) in self.built_functions()? {
            let Some(name) = physical_id(resources, &logical_id) else { continue };
            let Some(running) = functions.code_hash(name).await? else {
                return Err(self.vanished(&logical_id, "function", name));
            };
            if running != built {
                let what = format!(
                    "function {name} runs other code than was built (CodeSha256 {running}, built {built})"
                );
                return Err(self.differs(&what));
            }
        }
        Ok(())
    }

    /// The template's functions whose code is an artifact of this run, with the hash they should have.
    fn built_functions(&self) -> Result<Vec<(String, String)>> {
        let mut functions = Vec::new();
        for (logical_id, resource) in &self.wanted.template.resources {
            let key = resource.properties["Code"]["S3Key"]["Ref"].as_str();
            if resource.kind == FUNCTION
                && let Some(Input::ArtifactKey { build, .. }) =
                    key.and_then(|key| self.wanted.inputs.get(key))
            {
                functions.push((logical_id.clone(), self.run.bundle(*build)?.code_hash()));
            }
        }
        Ok(functions)
    }

    async fn compare_apis(
        &self,
        resources: &[StackResource],
        parameters: &BTreeMap<String, String>,
    ) -> Result<()> {
        let apis = self.run.cloud.apis(&self.wanted.region);
        let values = self.wanted.template.values(parameters);
        let names = self.names(&values);
        for (logical_id, resource) in &self.wanted.template.resources {
            let referred = |property: &str| {
                let logical_id = resource.properties[property]["Ref"].as_str()?;
                physical_id(resources, &self.wanted.template.sent_id(logical_id, &names))
            };
            if resource.kind != STAGE {
                continue;
            }
            let ids = (referred("RestApiId"), referred("DeploymentId"), physical_id(resources, logical_id));
            let (Some(api), Some(deployed), Some(stage)) = ids else { continue };
            let Some(serving) = apis.deployment(api, stage).await? else {
                return Err(self.vanished(logical_id, "stage", stage));
            };
            if serving != deployed {
                let what =
                    format!("stage {stage} of API {api} serves deployment {serving} instead of {deployed}");
                return Err(self.differs(&what));
            }
        }
        Ok(())
    }

    fn vanished(&self, logical_id: &str, noun: &str, physical_id: &str) -> anyhow::Error {
        failure(self.wanted, &[Vanished::new(logical_id, noun, physical_id)]).into()
    }

    fn differs(&self, what: &str) -> anyhow::Error {
        let (stack, region) = (&self.wanted.name, &self.wanted.region);
        Failure::failed(format!("stack {stack} in {region} does not serve what was deployed: {what}"))
            .hint("it was changed by hand, which CloudFormation does not see; undo the change by hand")
            .into()
    }
}

fn physical_id<'a>(resources: &'a [StackResource], logical_id: &str) -> Option<&'a str> {
    resources
        .iter()
        .find(|resource| resource.logical_id == logical_id)
        .map(|resource| resource.physical_id.as_str())
}
