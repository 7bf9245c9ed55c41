//! The OpenAPI document of a deployed API for its clients: taken from the deployed template, with the deployed values
//! and the address of the API.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::systems::kit::stage::{API_OUTPUT, StackPlace, Stage};
use engine::aws::Cloud;
use engine::aws::cloudformation::StackResource;
use engine::aws::partition::Partition;
use engine::aws::stack::Phase;
use engine::document::Source;
use engine::failure::Failure;
use engine::template::{ApiDocument, Names, Server, Template};

/// An API, and the stack that has it.
struct ApiPlace {
    stack: StackPlace,
    /// `SYSTEM-STACK`, as the project file writes it.
    name: String,
    logical_id: String,
}

/// A stack as it is deployed.
struct DeployedStack {
    account: String,
    parameters: BTreeMap<String, String>,
    outputs: BTreeMap<String, String>,
    template: Template,
    resources: Vec<StackResource>,
}

/// Requests from CloudFormation the document of the API that `name` denotes: a system or a stack that has one, or
/// `STACK.LOGICAL-ID` where a stack has several.
pub async fn document(stage: &Stage<'_>, cloud: &Cloud, name: &str) -> Result<ApiDocument> {
    let place = ApiPlace::find(stage, name)?;
    let cloudformation = cloud.cloudformation(&place.stack.region);
    let state = cloudformation.stack(&place.stack.name).await?;
    let state = state.filter(|state| !matches!(state.status.phase(), Phase::Absent | Phase::Shell));
    let state = state.ok_or_else(|| place.stack.missing())?;
    let (text, resources) =
        tokio::try_join!(cloudformation.template(&state.arn), cloudformation.resources(&state.arn))?;
    let source = Source::new(format!("the template of stack {}", place.stack.name), text);
    let template = Template::read(source).map_err(|problem| Failure::failed(problem.to_string()))?;
    let account = state.account().to_owned();
    let stack =
        DeployedStack { account, parameters: state.parameters, outputs: state.outputs, template, resources };
    Ok(place.document(&stack, cloud.endpoint())?)
}

impl ApiPlace {
    /// Finds the one API that a name denotes, by the project's templates.
    fn find(stage: &Stage<'_>, wanted: &str) -> Result<Self, Failure> {
        let (stack, api) = wanted.split_once('.').map_or((wanted, None), |(stack, api)| (stack, Some(api)));
        let all = Self::all(stage);
        let system_of = |name: &str| stage.project.file.systems.contains_key(name);
        let fits = |place: &&Self| {
            (place.name == stack || system_of(stack) && place.system(stage) == Some(stack))
                && api.is_none_or(|api| place.logical_id == api)
        };
        let mut found: Vec<_> = all.iter().filter(fits).collect();
        if found.iter().any(|place| place.name == stack) {
            // The name of a stack is more specific than that of a system.
            found.retain(|place| place.name == stack);
        }
        let words = |places: &[&Self]| {
            let words: Vec<_> = places.iter().map(|place| place.word(&all)).collect();
            words.join(", ")
        };
        let file = &stage.project.source.name;
        match found.as_slice() {
            [] if all.is_empty() => Err(Failure::usage(format!(
                "no template of {file} has an API that is written as an OpenAPI document"
            ))
            .hint("write it as the Body of an AWS::ApiGateway::RestApi")),
            [] => Err(Failure::usage(format!(
                "{file} has no API '{wanted}' that is written as an OpenAPI document"
            ))
            .hint(format!("the APIs are: {}", words(&all.iter().collect::<Vec<_>>())))),
            [place] => Ok(Self {
                stack: place.stack.clone(),
                name: place.name.clone(),
                logical_id: place.logical_id.clone(),
            }),
            several => Err(Failure::usage(format!("{wanted} has {} APIs", several.len()))
                .hint(format!("name one of them: {}", words(several)))),
        }
    }

    fn all(stage: &Stage<'_>) -> Vec<Self> {
        let mut all = Vec::new();
        for (node, file) in stage.project.stacks() {
            let Some(template) = stage.project.templates.get(&file.template.value) else { continue };
            let Some(region) = stage.regions.of(file.region).into_iter().next() else { continue };
            all.extend(template.apis().map(|logical_id| Self {
                stack: stage.place(&node, region.clone()),
                name: node.id.to_owned(),
                logical_id: logical_id.to_owned(),
            }));
        }
        all
    }

    fn system<'s>(&self, stage: &'s Stage<'_>) -> Option<&'s str> {
        stage.project.node(&self.name).map(|node| node.system)
    }

    /// What names this API among all.
    fn word(&self, all: &[Self]) -> String {
        match all.iter().filter(|other| other.name == self.name).count() {
            1 => self.name.clone(),
            _ => format!("{}.{}", self.name, self.logical_id),
        }
    }

    fn document(&self, stack: &DeployedStack, endpoint: Option<&str>) -> Result<ApiDocument, Failure> {
        let DeployedStack { account, template, .. } = stack;
        let parameters = template.values(&stack.parameters);
        let names = Names {
            parameters: &parameters,
            region: self.stack.region.as_str(),
            account,
            stack: &self.stack.name,
            body: template.body(),
        };
        let url =
            self.url(stack).map(|url| model::public_url(&url, endpoint).trim_end_matches('/').to_owned());
        let server = url.map(|url| Server { url, variables: serde_json::Value::Null });
        let document = server.and_then(|server| template.api_document(&self.logical_id, &names, &server));
        document.ok_or_else(|| {
            let Self { logical_id, stack: StackPlace { name, region, .. }, .. } = self;
            Failure::failed(format!(
                "stack {name} in {region} has no API {logical_id} with a stage and an OpenAPI document (yet)"
            ))
            .hint("`provision deploy`")
        })
    }

    /// The API's address: the output that contains it, else the one built from its id and that of its stage.
    fn url(&self, stack: &DeployedStack) -> Option<String> {
        let DeployedStack { outputs, template, resources, .. } = stack;
        let output = outputs.get(API_OUTPUT);
        if let Some(url) = output.filter(|_| template.output_names(API_OUTPUT, &self.logical_id)) {
            return Some(url.clone());
        }
        let physical_id = |logical_id: &str| {
            let mut resources = resources.iter().filter(|resource| resource.is_there());
            resources.find(|resource| resource.logical_id == logical_id).map(|resource| &resource.physical_id)
        };
        let api = physical_id(&self.logical_id)?;
        let stage = physical_id(template.api_stage(&self.logical_id)?)?;
        let region = self.stack.region.as_str();
        Some(format!("https://{api}.execute-api.{region}.{}/{stage}", Partition::of(region).suffix))
    }
}

#[cfg(test)]
mod tests;
