//! Which code the functions of a stack run, compared with the code that was built.

use anyhow::Result;

use super::plan::Input;
use super::stack::StackDeploy;
use crate::aws::stack::StackState;
use crate::failure::Failure;

impl StackDeploy<'_, '_> {
    /// Fails when a function runs other code than was built for it.
    pub(super) async fn compare_code(&self, state: &StackState) -> Result<()> {
        let wanted = self.functions()?;
        if wanted.is_empty() {
            return Ok(());
        }
        let resources = self.watcher()?.cloudformation.resources(&state.arn).await?;
        let functions = self.run.cloud.functions(&self.plan.region);
        for (logical_id, hash) in wanted {
            let Some(resource) = resources.iter().find(|resource| resource.logical_id == logical_id) else {
                continue;
            };
            let running = functions.code_hash(&resource.physical_id).await?;
            if running != hash {
                let message = format!(
                    "function {} of stack {} in {} runs other code than was built (CodeSha256 {running}, built {hash})",
                    resource.physical_id, self.plan.name, self.plan.region
                );
                return Err(Failure::failed(message).hint("run provision deploy --force").into());
            }
        }
        Ok(())
    }

    /// The template's functions whose code is an artifact of this run, with the hash they should have.
    fn functions(&self) -> Result<Vec<(String, String)>> {
        let mut wanted = Vec::new();
        for (logical_id, resource) in &self.plan.template.resources {
            let key = resource.properties["Code"]["S3Key"]["Ref"].as_str();
            if resource.kind == "AWS::Lambda::Function"
                && let Some(Input::ArtifactKey { build, .. }) = key.and_then(|key| self.plan.inputs.get(key))
            {
                wanted.push((logical_id.clone(), self.run.bundle(*build)?.code_hash()));
            }
        }
        Ok(wanted)
    }
}
