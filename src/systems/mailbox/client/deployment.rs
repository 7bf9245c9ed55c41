//! The deployed mailbox system.

use anyhow::Result;
use futures_util::future::try_join3;

use engine::aws::Region;
use engine::aws::stepfunctions::MachineArn;

use crate::systems::kit::stage::{API_OUTPUT, Outputs, Stage, machine};

/// The system's name in the project file.
const SYSTEM: &str = "mailbox";
/// The output in which its stacks name their state machine.
const MACHINE_OUTPUT: &str = "StateMachineArn";

/// The mailbox system of one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// The API's address with its stage, as the stack names it.
    pub api_url: String,
    pub api_region: Region,
    pub provisioning_machine_arn: MachineArn,
    pub deletion_machine_arn: MachineArn,
    pub workflow_region: Region,
    pub stage: String,
}

impl Deployment {
    /// Asks `outputs_of(stack, region)` for the system's three stacks, all at once. One that is missing is a failure whose
    /// hint is to deploy.
    pub async fn of<L>(stage: &Stage<'_>, outputs_of: L) -> Result<Self>
    where
        L: AsyncFn(&str, &Region) -> Result<Outputs>,
    {
        let (api, provisioning, deletion) = try_join3(
            stage.outputs(SYSTEM, "api", &outputs_of),
            stage.outputs(SYSTEM, "provisioning", &outputs_of),
            stage.outputs(SYSTEM, "deletion", &outputs_of),
        )
        .await?;
        Ok(Self {
            api_url: api.value(API_OUTPUT)?.to_owned(),
            api_region: api.region().clone(),
            provisioning_machine_arn: machine(provisioning.value(MACHINE_OUTPUT)?)?,
            deletion_machine_arn: machine(deletion.value(MACHINE_OUTPUT)?)?,
            workflow_region: deletion.region().clone(),
            stage: stage.name.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use engine::failure::{hint_of, kind_of};
    use engine::project::{Project, Regions};

    use super::*;
    use crate::shipped::SHIPPED;

    async fn deployed(stack: &str, region: &Region) -> Result<Outputs> {
        let (key, value) = match stack {
            "mailbox-api-dev" => ("ApiUrl", format!("https://a.execute-api.{region}.amazonaws.com/dev")),
            "mailbox-provisioning-dev" | "mailbox-deletion-dev" => {
                ("StateMachineArn", format!("arn:aws:states:{region}:1:stateMachine:{stack}"))
            }
            _ => return Ok(None),
        };
        Ok(Some(BTreeMap::from([(key.to_owned(), value)])))
    }

    fn built_in() -> (Project, Regions) {
        let regions = Regions {
            home: Region::new("us-west-2"),
            workflow: Region::new("us-east-1"),
            replicas: Vec::new(),
        };
        (Project::load(None, Path::new("/"), &SHIPPED).unwrap(), regions)
    }

    #[tokio::test]
    async fn each_stack_is_looked_for_in_the_region_of_its_role() {
        let (project, regions) = built_in();
        let stage = Stage { project: &project, regions: &regions, name: "dev" };
        let deployment = Deployment::of(&stage, deployed).await.unwrap();
        assert_eq!(deployment.api_url, "https://a.execute-api.us-west-2.amazonaws.com/dev");
        assert_eq!(deployment.deletion_machine_arn.region(), Region::new("us-east-1"));
    }

    #[tokio::test]
    async fn a_missing_stack_is_named_with_region_and_stage() {
        let (project, regions) = built_in();
        let stage = Stage { project: &project, regions: &regions, name: "prod" };
        let error = Deployment::of(&stage, deployed).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "mailbox is not deployed on stage prod: there is no stack mailbox-api-prod in us-west-2"
        );
        assert_eq!(kind_of(&error).exit_code(), 2);
        assert!(hint_of(&error).unwrap().starts_with("`provision deploy mailbox --stage prod`"));
    }
}
