//! The functions that run an artifact, and whether they can start it: Lambda accepts any bytes, and only the first
//! invocation would show that they are not a program.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use super::graph::{Graph, Input, WantedStack};
use crate::bundle::{Bundle, Contents, PackedObject, Runner};
use crate::failure::Failure;
use crate::template::{Names, resolve};

/// Fails when a function of the plan cannot start what is in an artifact's zip. Only runtimes without a language of
/// their own (`provided.*`) are judged: the others bring the program that starts.
pub fn check(graph: &Graph, artifact: &str, bundle: &Bundle) -> Result<()> {
    for (_, stack) in graph.stacks() {
        let is_artifact = |key: &Value| {
            let input = key["Ref"].as_str().and_then(|parameter| stack.inputs.get(parameter));
            matches!(input, Some(Input::ArtifactKey { artifact: name, .. }) if name == artifact)
        };
        let runners = runners(stack, &is_artifact);
        refuse(&format!("artifact {artifact}"), &runners, || bundle.contents.clone())?;
    }
    Ok(())
}

/// The same for what a stack's template names by local paths, once references are in their place.
pub fn check_packed(stack: &WantedStack, objects: &[PackedObject]) -> Result<()> {
    for object in objects {
        let uri = format!("/{}", object.key);
        let is_object =
            |key: &Value| key.as_str().is_some_and(|key| key == object.key || key.ends_with(&uri));
        let what = format!("code that the template {} names by a local path", stack.template.source.name);
        refuse(&what, &runners(stack, &is_object), || Contents::of(&object.bytes))?;
    }
    Ok(())
}

fn refuse(what: &str, runners: &[Runner], contents: impl FnOnce() -> Contents) -> Result<()> {
    if runners.is_empty() {
        return Ok(());
    }
    let contents = contents();
    match runners.iter().find_map(|runner| Some((runner, contents.refusal(runner)?))) {
        None => Ok(()),
        Some((runner, reason)) => {
            Err(Failure::failed(format!("{what} was not uploaded: {reason}")).hint(runner.hint()).into())
        }
    }
}

/// The stack's functions whose code this is, by its key in the bucket or its address.
fn runners(stack: &WantedStack, is_code: &dyn Fn(&Value) -> bool) -> Vec<Runner> {
    let values = values(stack);
    let names = Names {
        parameters: &values,
        region: stack.region.as_str(),
        account: "",
        stack: &stack.name,
        body: stack.template.body(),
    };
    let resources = stack.template.resources.iter().filter_map(|(logical_id, resource)| {
        let nothing = &Value::Null;
        let shared = &stack.template.body()["Globals"]["Function"];
        let function = match resource.kind.as_str() {
            "AWS::Lambda::Function" => Function { own: &resource.properties, shared: nothing },
            "AWS::Serverless::Function" => Function { own: &resource.properties, shared },
            _ => return None,
        };
        if !function.code().is_some_and(is_code) {
            return None;
        }
        function.runner(format!("function {logical_id} of stack {}", stack.name), &names)
    });
    resources.collect()
}

/// The parameters' values as far as they are known before anything is deployed.
fn values(stack: &WantedStack) -> BTreeMap<String, String> {
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

    /// The key of its code, or the address.
    fn code(&self) -> Option<&'t Value> {
        match self.property("CodeUri") {
            Some(uri) => uri.get("Key").or(Some(uri)),
            None => self.property("Code")?.get("S3Key"),
        }
    }

    /// `None` for a runtime that brings its own program, and for one that only CloudFormation can work out.
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

    fn stack(template: &str) -> WantedStack {
        let inputs = [
            ("Key", Input::ArtifactKey { artifact: "code".to_owned(), build: 0 }),
            ("Other", Input::ArtifactKey { artifact: "other".to_owned(), build: 1 }),
            ("Machine", Input::Text("arm64".to_owned())),
        ];
        let template = Template::read(Source::new("t.yaml", template)).unwrap();
        WantedStack {
            inputs: inputs.map(|(name, input)| (name.to_owned(), input)).into(),
            ..WantedStack::bare("s-dev", "s", Region::new("us-west-2"), template.into())
        }
    }

    fn found(template: &str) -> Vec<(String, String, Option<String>, bool)> {
        let of = |runner: Runner| (runner.name, runner.runtime, runner.architecture, runner.has_layers);
        let is_code = |key: &Value| key["Ref"] == "Key";
        runners(&stack(template), &is_code).into_iter().map(of).collect()
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

    #[test]
    fn what_is_packed_is_judged_by_its_key_or_address() {
        let template = "
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {CodeUri: 's3://b/packages/2.zip'}}
Resources:
  A: {Type: AWS::Lambda::Function, Properties: {Runtime: provided.al2023, Code: {S3Bucket: b, S3Key: packages/1.zip}}}
  B: {Type: AWS::Serverless::Function, Properties: {Runtime: provided.al2023}}
  C: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.13, CodeUri: 's3://b/packages/1.zip'}}
";
        let object =
            |key: &str| PackedObject { key: key.to_owned(), bytes: Vec::new(), is_read_first: false };
        let check =
            |key: &str| check_packed(&stack(template), &[object(key)]).map_err(|error| error.to_string());
        let refused = |name: &str| {
            Err(format!(
                "code that the template t.yaml names by a local path was not uploaded: it is not a zip that Lambda can unpack \
                 for function {name} of stack s-dev"
            ))
        };
        assert_eq!(check("packages/1.zip"), refused("A"));
        assert_eq!(check("packages/2.zip"), refused("B"));
        assert_eq!(check("packages/3.zip"), Ok(()));
    }
}
