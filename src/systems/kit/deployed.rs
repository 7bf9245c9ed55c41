//! The deployed stage that a system's command works on.

use anyhow::Result;

use crate::context::Context;
use crate::systems::kit::api::Api;
use crate::systems::kit::api::document::document;
use crate::systems::kit::stage::{API_OUTPUT, StackOutputs, Stage, outputs_of};
use engine::aws::Cloud;
use engine::project::{Project, Regions};
use engine::template::ApiDocument;

/// A stage of the project, and the connection to the AWS account that it is deployed to.
pub struct Deployed {
    pub cloud: Cloud,
    project: Project,
    regions: Regions,
    stage: String,
}

impl Deployed {
    /// Reads the project file and prepares the connection. Reports where it is going to work; makes no call.
    pub async fn open(context: &Context) -> Result<Self> {
        let project = context.project()?;
        let stage = project.stage(context.settings.stage.as_deref())?;
        let regions = context.regions(&project)?;
        context.ui.note(&format!("working on {}", regions.of_stage(&stage)));
        let cloud = context.cloud(project.stage_file(&stage), &regions.home, None).await?;
        Ok(Self { cloud, project, regions, stage })
    }

    /// The stage in its regions.
    pub fn stage(&self) -> Stage<'_> {
        Stage { project: &self.project, regions: &self.regions, name: &self.stage }
    }

    /// The outputs of one stack of a system; one that is not deployed is a failure whose hint is to deploy.
    pub async fn outputs(&self, system: &str, stack: &str) -> Result<StackOutputs> {
        let ask = async |stack: &str, region: &_| outputs_of(&self.cloud, stack, region).await;
        self.stage().outputs(system, stack, &ask).await
    }

    /// The document of the API that a system or one of its stacks has.
    pub async fn api_document(&self, name: &str) -> Result<ApiDocument> {
        document(&self.stage(), &self.cloud, name).await
    }

    /// The REST API of a system, whose address is an output of its stack.
    pub async fn api(&self, system: &str, stack: &str) -> Result<Api> {
        let outputs = self.outputs(system, stack).await?;
        Api::new(&self.cloud, outputs.value(API_OUTPUT)?, outputs.region())
    }
}
