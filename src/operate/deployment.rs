//! Where the deployed mailbox system is: its API and its workflows, as their stacks' outputs tell.

use std::collections::BTreeMap;

use anyhow::Result;

use super::execution::Machine;
use crate::aws::Region;
use crate::aws::stepfunctions::MachineArn;
use crate::failure::Failure;

/// The stage that is meant when none is named.
const DEFAULT_STAGE: &str = "dev";
/// Where things go when no region is named.
const DEFAULT_HOME: &str = "us-west-2";
const DEFAULT_WORKFLOW: &str = "us-east-1";

/// A stage and the regions of the roles that matter here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub stage: String,
    pub home: Region,
    pub workflow: Region,
}

impl Place {
    /// What is meant by these settings; `home` alone puts the workflows there too.
    pub fn resolve(stage: Option<&str>, home: Option<&str>, workflow: Option<&str>) -> Self {
        let workflow = workflow.or(home).unwrap_or(DEFAULT_WORKFLOW);
        Self {
            stage: stage.unwrap_or(DEFAULT_STAGE).to_owned(),
            home: Region::new(home.unwrap_or(DEFAULT_HOME)),
            workflow: Region::new(workflow),
        }
    }
}

/// The deployed mailbox system of one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// The API's address with its stage, as the stack tells it.
    pub api_url: String,
    pub api_region: Region,
    pub provisioning_machine_arn: MachineArn,
    pub deletion_machine_arn: MachineArn,
    pub workflow_region: Region,
    pub stage: String,
}

/// The outputs of a stack by name; `None` where there is no such stack.
pub type Outputs = Option<BTreeMap<String, String>>;

impl Deployment {
    /// Asks `outputs_of(stack, region)` for the three stacks, all at once. A stack that is not there, or one without
    /// the output, is a configuration failure whose hint is to deploy.
    pub async fn find<L, F>(place: &Place, outputs_of: L) -> Result<Self>
    where
        L: Fn(String, Region) -> F,
        F: Future<Output = Result<Outputs>>,
    {
        let read = |stack: &'static str, region: &Region, key: &'static str| {
            let name = format!("{stack}-{}", place.stage);
            let reply = outputs_of(name.clone(), region.clone());
            let region = region.clone();
            async move { output(reply.await?, &name, &region, &place.stage, key) }
        };
        let (api_url, provisioning, deletion) = futures_util::future::try_join3(
            read("mailbox-api", &place.home, "ApiUrl"),
            read("mailbox-provisioning", &place.workflow, "StateMachineArn"),
            read("mailbox-deletion", &place.workflow, "StateMachineArn"),
        )
        .await?;
        Ok(Self {
            api_url,
            api_region: place.home.clone(),
            provisioning_machine_arn: machine(&provisioning)?,
            deletion_machine_arn: machine(&deletion)?,
            workflow_region: place.workflow.clone(),
            stage: place.stage.clone(),
        })
    }

    /// The state machines whose executions belong to this system.
    pub fn machines(&self) -> Vec<Machine> {
        let machines = [&self.provisioning_machine_arn, &self.deletion_machine_arn];
        machines.map(|arn| Machine { system: "mailbox".to_owned(), arn: arn.clone() }).into()
    }
}

fn output(outputs: Outputs, stack: &str, region: &Region, stage: &str, key: &str) -> Result<String> {
    let missing = |what: String| {
        let hint = format!("provision deploy --stage {stage}, with the same --region options as here");
        Failure::usage(what).hint(hint)
    };
    let outputs = outputs.ok_or_else(|| {
        missing(format!("stage {stage} is not deployed: there is no stack {stack} in {region}"))
    })?;
    let value = outputs.get(key).cloned();
    Ok(value.ok_or_else(|| {
        missing(format!("stack {stack} of stage {stage} in {region} has no output {key} yet"))
    })?)
}

fn machine(arn: &str) -> Result<MachineArn> {
    let parsed = MachineArn::parse(arn);
    Ok(parsed.ok_or_else(|| Failure::failed(format!("'{arn}' is not the ARN of a state machine")))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::{hint_of, kind_of};

    async fn outputs(stack: String, region: Region) -> Result<Outputs> {
        let (key, value) = match stack.as_str() {
            "mailbox-api-dev" => ("ApiUrl", format!("https://a.execute-api.{region}.amazonaws.com/dev")),
            "mailbox-provisioning-dev" | "mailbox-deletion-dev" => {
                ("StateMachineArn", format!("arn:aws:states:{region}:1:stateMachine:{stack}"))
            }
            _ => return Ok(None),
        };
        Ok(Some(BTreeMap::from([(key.to_owned(), value)])))
    }

    #[tokio::test]
    async fn each_stack_is_looked_for_in_the_region_of_its_role() {
        let deployment = Deployment::find(&Place::resolve(None, None, None), outputs).await.unwrap();
        assert_eq!(deployment.api_url, "https://a.execute-api.us-west-2.amazonaws.com/dev");
        assert_eq!(deployment.deletion_machine_arn.region(), Region::new("us-east-1"));
    }

    #[tokio::test]
    async fn a_missing_stack_is_named_with_region_and_stage() {
        let place = Place::resolve(Some("prod"), Some("eu-west-1"), None);
        let error = Deployment::find(&place, outputs).await.unwrap_err();
        let told = error.to_string();
        assert_eq!(told, "stage prod is not deployed: there is no stack mailbox-api-prod in eu-west-1");
        assert_eq!(kind_of(&error).exit_code(), 2);
        assert!(hint_of(&error).unwrap().starts_with("provision deploy"));
    }

    #[test]
    fn one_region_alone_takes_everything() {
        let place = Place::resolve(None, Some("eu-west-1"), None);
        assert_eq!((place.home, place.workflow), (Region::new("eu-west-1"), Region::new("eu-west-1")));
    }
}
