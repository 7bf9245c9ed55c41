//! The functions that run an artifact, and whether they can start it: Lambda takes any bytes, and only the first
//! invocation would show that they are no program for it.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use super::plan::{Input, Plan, StackPlan};
use crate::bundle::{Bundle, Runner};
use crate::failure::Failure;
use crate::template::{Names, resolve};

/// Fails when a function of the plan cannot start what is in an artifact's zip. Only runtimes without a language of
/// their own (`provided.*`) are judged: the others bring the program that starts.
pub fn check(plan: &Plan, artifact: &str, bundle: &Bundle) -> Result<()> {
    for (_, stack) in plan.stacks() {
        for runner in runners(stack, artifact) {
            if let Some(reason) = bundle.contents.refusal(&runner) {
                let message = format!("artifact {artifact} was not uploaded: {reason}");
                return Err(Failure::failed(message).hint(runner.hint()).into());
            }
        }
    }
    Ok(())
}

/// The stack's functions whose code is the artifact.
fn runners(stack: &StackPlan, artifact: &str) -> Vec<Runner> {
    let is_artifact = |key: &Value| {
        let input = key["Ref"].as_str().and_then(|parameter| stack.inputs.get(parameter));
        matches!(input, Some(Input::ArtifactKey { artifact: name, .. }) if name == artifact)
    };
    let values = values(stack);
    let names = Names {
        parameters: &values,
        region: stack.region.as_str(),
        account: "",
        stack: &stack.name,
        body: stack.template.body(),
    };
    let resources = stack.template.resources.iter().filter_map(|(logical_id, resource)| {
        let own = &resource.properties;
        let function = match resource.kind.as_str() {
            "AWS::Lambda::Function" if is_artifact(&own["Code"]["S3Key"]) => {
                Function { own, shared: &Value::Null }
            }
            "AWS::Serverless::Function" if is_artifact(&own["CodeUri"]["Key"]) => {
                Function { own, shared: &stack.template.body()["Globals"]["Function"] }
            }
            _ => return None,
        };
        function.runner(format!("function {logical_id} of stack {}", stack.name), &names)
    });
    resources.collect()
}

/// The parameters' values as far as they are known before anything is deployed.
fn values(stack: &StackPlan) -> BTreeMap<String, String> {
    let given = stack.inputs.iter().filter_map(|(name, input)| match input {
        Input::Text(text) => Some((name.clone(), text.clone())),
        _ => None,
    });
    stack.template.values(&given.collect())
}

/// A function's properties, with those that the template's `Globals` give to all.
struct Function<'t> {
    own: &'t Value,
    shared: &'t Value,
}

impl<'t> Function<'t> {
    fn property(&self, name: &str) -> Option<&'t Value> {
        self.own.get(name).or_else(|| self.shared.get(name))
    }

    /// `None` for a runtime that brings its own program, and for one that only CloudFormation can tell.
    fn runner(&self, name: String, names: &Names<'_>) -> Option<Runner> {
        let runtime = resolve(self.property("Runtime")?, names)?;
        let architecture = match self.property("Architectures") {
            None => Some("x86_64".to_owned()),
            Some(Value::Array(all)) => all.first().and_then(|first| resolve(first, names)),
            Some(other) => resolve(other, names),
        };
        let has_layers = self.property("Layers").is_some();
        runtime.starts_with("provided").then_some(Runner { name, runtime, architecture, has_layers })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::Region;
    use crate::document::Source;
    use crate::template::Template;

    fn stack(template: &str) -> StackPlan {
        let inputs = [
            ("Key", Input::ArtifactKey { artifact: "code".to_owned(), build: 0 }),
            ("Other", Input::ArtifactKey { artifact: "other".to_owned(), build: 1 }),
            ("Machine", Input::Text("arm64".to_owned())),
        ];
        StackPlan {
            name: "s-dev".to_owned(),
            system: "s".to_owned(),
            region: Region::new("us-west-2"),
            template: Template::read(Source::new("t.yaml", template)).unwrap().into(),
            package: None,
            inputs: inputs.map(|(name, input)| (name.to_owned(), input)).into(),
            line: 1,
            tags: BTreeMap::new(),
            protect: false,
        }
    }

    fn found(template: &str) -> Vec<(String, String, Option<String>, bool)> {
        let of = |runner: Runner| (runner.name, runner.runtime, runner.architecture, runner.has_layers);
        runners(&stack(template), "code").into_iter().map(of).collect()
    }

    #[test]
    fn the_functions_of_an_artifact_are_found_with_runtime_and_machine() {
        let template = "
Parameters:
  Key: {Type: String}
  Other: {Type: String}
  Machine: {Type: String}
  Runtime: {Type: String, Default: provided.al2}
Resources:
  A: {Type: AWS::Lambda::Function, Properties: {Runtime: provided.al2023, Code: {S3Key: !Ref Key}}}
  B: {Type: AWS::Lambda::Function, Properties: {Runtime: !Ref Runtime, Architectures: [!Ref Machine], Code: {S3Key: !Ref Key}, Layers: [l]}}
  C: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.13, Code: {S3Key: !Ref Key}}}
  D: {Type: AWS::Lambda::Function, Properties: {Runtime: provided.al2023, Code: {S3Key: !Ref Other}}}
  E: {Type: AWS::Lambda::Function, Properties: {Runtime: provided.al2023, Architectures: !GetAtt X.Y, Code: {S3Key: !Ref Key}}}
  X: {Type: AWS::SNS::Topic}
";
        let named = |name: &str| format!("function {name} of stack s-dev");
        let (new, old) = ("provided.al2023".to_owned(), "provided.al2".to_owned());
        assert_eq!(
            found(template),
            [
                (named("A"), new.clone(), Some("x86_64".to_owned()), false),
                (named("B"), old, Some("arm64".to_owned()), true),
                (named("E"), new, None, false),
            ]
        );
    }

    #[test]
    fn serverless_functions_take_what_is_given_to_all() {
        let template = "
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Runtime: provided.al2023, Architectures: [arm64]}}
Parameters:
  Key: {Type: String}
Resources:
  A: {Type: AWS::Serverless::Function, Properties: {CodeUri: {Bucket: b, Key: !Ref Key}}}
  B: {Type: AWS::Serverless::Function, Properties: {Runtime: nodejs22.x, CodeUri: {Bucket: b, Key: !Ref Key}}}
";
        let arm = Some("arm64".to_owned());
        let expected = ("function A of stack s-dev".to_owned(), "provided.al2023".to_owned(), arm, false);
        assert_eq!(found(template), [expected]);
    }
}
