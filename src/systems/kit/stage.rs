//! Where deployed systems are: their APIs, queues and state machines, read from their stacks' outputs.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use futures_util::future::try_join_all;

use super::execution::Machine;
use engine::aws::cloudformation::StackResource;
use engine::aws::stack::Phase;
use engine::aws::stepfunctions::MachineArn;
use engine::aws::{Cloud, Region};
use engine::failure::Failure;
use engine::project::{Project, ProjectNode, Regions};
use engine::template::Template;

/// Stacks with a REST API have its address, with its stage, in the output of this name.
pub const API_OUTPUT: &str = "ApiUrl";
/// The type of state machines, whose physical id is their ARN.
const MACHINE: &str = "AWS::StepFunctions::StateMachine";
/// The type of nested stacks, whose physical id is their ARN.
const NESTED: &str = "AWS::CloudFormation::Stack";
/// Resources of these types are state machines or may contain some.
const MACHINE_KINDS: [&str; 4] =
    [MACHINE, NESTED, "AWS::Serverless::StateMachine", "AWS::Serverless::Application"];

/// One stage in its regions, by a project file.
pub struct Stage<'a> {
    pub project: &'a Project,
    pub regions: &'a Regions,
    pub name: &'a str,
}

/// A stack as AWS knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StackPlace {
    system: String,
    pub(super) name: String,
    pub(super) region: Region,
    stage: String,
}

/// A deployed stack's outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackOutputs {
    place: StackPlace,
    values: BTreeMap<String, String>,
}

/// The outputs of a stack by name; `None` where there is no such stack.
pub type Outputs = Option<BTreeMap<String, String>>;

/// The resources of a stack by name or ARN; `None` where there is no such stack.
pub type Resources = Option<Vec<StackResource>>;

/// Asks CloudFormation for the outputs of one stack.
pub async fn outputs_of(cloud: &Cloud, stack: &str, region: &Region) -> Result<Outputs> {
    let state = cloud.cloudformation(region).stack(stack).await?;
    let made = state.filter(|state| !matches!(state.status.phase(), Phase::Absent | Phase::Shell));
    Ok(made.map(|state| state.outputs))
}

impl StackOutputs {
    /// The region that the stack is in.
    pub fn region(&self) -> &Region {
        &self.place.region
    }

    /// One output. A stack without it is from another version: a configuration failure whose hint is to deploy.
    pub fn value(&self, key: &str) -> Result<&str> {
        let value = self.values.get(key).map(String::as_str);
        Ok(value.ok_or_else(|| self.place.outdated(key))?)
    }
}

impl Stage<'_> {
    /// Asks `outputs_of(stack, region)` for the outputs of one stack. One that is not there is a configuration failure
    /// whose hint is to deploy.
    pub async fn outputs<L>(&self, system: &str, stack: &str, outputs_of: &L) -> Result<StackOutputs>
    where
        L: AsyncFn(&str, &Region) -> Result<Outputs>,
    {
        let place = self.stack(system, stack)?;
        let values = outputs_of(&place.name, &place.region).await?;
        let values = values.ok_or_else(|| place.missing())?;
        Ok(StackOutputs { place, values })
    }

    /// The state machines of these systems that are deployed, as the stacks' resources show them; nested stacks are
    /// looked into. None at all is a configuration failure.
    pub async fn machines<L>(&self, systems: &[String], resources_of: L) -> Result<Vec<Machine>>
    where
        L: AsyncFn(&str, &Region) -> Result<Resources>,
    {
        let places = self.machine_stacks(systems);
        let looks = places.iter().map(|place| machines_of(&place.name, &place.region, &resources_of));
        let found = try_join_all(looks).await?;
        let mut machines = Vec::new();
        for (place, arns) in places.iter().zip(&found) {
            for arn in arns.iter().flatten() {
                machines.push(Machine { system: place.system.clone(), arn: machine(arn)? });
            }
        }
        match places.iter().zip(&found).find_map(|(place, arns)| arns.is_none().then_some(place)) {
            _ if !machines.is_empty() => Ok(machines),
            Some(place) if places.iter().all(|other| other.system == place.system) => {
                Err(place.missing().into())
            }
            Some(_) => Err(self.no_machines(&places).into()),
            None => Err(Failure::usage(format!("no state machines in {}", systems.join(", "))).into()),
        }
    }

    fn no_machines(&self, places: &[StackPlace]) -> Failure {
        let systems: BTreeSet<_> = places.iter().map(|place| place.system.as_str()).collect();
        let systems = systems.into_iter().collect::<Vec<_>>().join(", ");
        Failure::usage(format!("none of {systems} is deployed on stage {}", self.name))
            .hint(format!("`provision deploy --stage {}`", self.name))
    }

    fn machine_stacks(&self, systems: &[String]) -> Vec<StackPlace> {
        let stacks = self.project.stacks().filter(|(node, stack)| {
            let template = self.project.templates.get(&stack.template.value);
            systems.iter().any(|name| name == node.system)
                && template.is_some_and(|template| may_have_machines(template))
        });
        let places = stacks.flat_map(|(node, stack)| {
            self.regions.of(stack.region).into_iter().map(move |region| self.place(&node, region))
        });
        places.collect()
    }

    fn stack(&self, system: &str, name: &str) -> Result<StackPlace> {
        let unknown = || {
            Failure::usage(format!(
                "{} has no stack '{name}' in a system '{system}'",
                self.project.source.name
            ))
            .hint("this command works only with the systems that are included in provision; see --config")
        };
        let mut stacks = self.project.stacks();
        let found = stacks.find(|(node, _)| node.system == system && node.name == name);
        let (node, stack) = found.ok_or_else(unknown)?;
        let region = self.regions.of(stack.region).into_iter().next().ok_or_else(unknown)?;
        Ok(self.place(&node, region))
    }

    pub(super) fn place(&self, node: &ProjectNode<'_>, region: Region) -> StackPlace {
        let (system, stage) = (node.system.to_owned(), self.name.to_owned());
        StackPlace { name: node.stack_name(self.name), system, region, stage }
    }
}

impl StackPlace {
    pub(super) fn missing(&self) -> Failure {
        let Self { system, name, region, stage } = self;
        let text = format!("{system} is not deployed on stage {stage}: there is no stack {name} in {region}");
        Failure::usage(text).hint(format!("`provision deploy {system} --stage {stage}`"))
    }

    fn outdated(&self, key: &str) -> Failure {
        let Self { system, name, region, stage } = self;
        Failure::usage(format!("stack {name} of stage {stage} in {region} has no output {key} (yet)"))
            .hint(format!("`provision deploy {system} --stage {stage}`"))
    }
}

/// Whether a stack of this template may have a state machine, itself or in a nested stack.
fn may_have_machines(template: &Template) -> bool {
    let mut resources = template.resources.values();
    resources.any(|resource| MACHINE_KINDS.contains(&resource.kind.as_str())) || template.is_transformed()
}

/// The ARNs of a stack's state machines, with those of its nested stacks; `None` where there is no such stack.
async fn machines_of<L>(stack: &str, region: &Region, resources_of: &L) -> Result<Option<Vec<String>>>
where
    L: AsyncFn(&str, &Region) -> Result<Resources>,
{
    let mut arns = None;
    let mut stacks = vec![stack.to_owned()];
    while let Some(stack) = stacks.pop() {
        let Some(resources) = resources_of(&stack, region).await? else { continue };
        let arns = arns.get_or_insert_with(Vec::new);
        for resource in resources.into_iter().filter(StackResource::is_there) {
            match resource.kind.as_str() {
                MACHINE => arns.push(resource.physical_id),
                NESTED => stacks.push(resource.physical_id),
                _ => {}
            }
        }
    }
    Ok(arns)
}

/// Reads the ARN of a state machine that a stack names.
pub fn machine(arn: &str) -> Result<MachineArn> {
    let parsed = MachineArn::parse(arn);
    Ok(parsed.ok_or_else(|| Failure::failed(format!("'{arn}' is not the ARN of a state machine")))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(kind: &str, physical_id: String) -> StackResource {
        let (kind, status) = (kind.to_owned(), "CREATE_COMPLETE".to_owned());
        StackResource { logical_id: "R".to_owned(), physical_id, kind, status }
    }

    /// The outputs of the stacks have any names; one machine is in a nested stack, and one is deleted.
    #[tokio::test]
    async fn state_machines_are_found_among_resources_in_nested_stacks_too() {
        let template =
            "Resources:\n  M: {Type: AWS::StepFunctions::StateMachine}\nOutputs:\n  Flow: {Value: !Ref M}\n";
        let file = "version: 1\ndefault-stage: dev\nregions: {home: us-west-2}\nstages: {dev: {}}\nsystems:\n  s:\n    \
                    stacks:\n      a: {template: t.yaml, region: home}\n      b: {template: u.yaml, region: home}\n";
        let other = "Resources:\n  T: {Type: AWS::SNS::Topic}\n";
        let files = [("provision.yaml", file), ("t.yaml", template), ("u.yaml", other)];
        let project = engine::project::testing::project(&files).unwrap();
        let regions = Regions {
            home: Region::new("us-west-2"),
            workflow: Region::new("us-east-1"),
            replicas: Vec::new(),
        };
        let stage = Stage { project: &project, regions: &regions, name: "dev" };
        let arn = |name: &str| format!("arn:aws:states:us-west-2:1:stateMachine:{name}");
        let resources_of = async |stack: &str, _: &Region| {
            let gone =
                StackResource { status: "DELETE_COMPLETE".to_owned(), ..resource(MACHINE, arn("gone")) };
            Ok(match stack {
                "s-a-dev" => Some(vec![
                    resource(MACHINE, arn("outer")),
                    resource(NESTED, "nested".to_owned()),
                    resource("AWS::SNS::Topic", "x".to_owned()),
                    gone,
                ]),
                "nested" => Some(vec![resource(MACHINE, arn("inner"))]),
                other => panic!("{other} cannot have a state machine"),
            })
        };
        let machines = stage.machines(&["s".to_owned()], resources_of).await.unwrap();
        assert_eq!(machines.iter().map(|machine| machine.arn.name()).collect::<Vec<_>>(), ["outer", "inner"]);
        let missing =
            stage.machines(&["s".to_owned()], async |_: &str, _: &Region| Ok(None)).await.unwrap_err();
        assert_eq!(
            missing.to_string(),
            "s is not deployed on stage dev: there is no stack s-a-dev in us-west-2"
        );
    }
}
