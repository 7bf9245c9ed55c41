//! What AWS requires of the shipped templates and the emulator does not.

use serde_json::Value;

use engine::document::Source;
use engine::project::Project;

use super::{PROJECT, SHIPPED, TEMPLATES, template};

mod apis;
mod documents;
mod graph;

/// The shipped project, from a folder that has none.
pub fn project() -> Project {
    Project::load(None, std::path::Path::new("/"), &SHIPPED).unwrap()
}

#[test]
fn the_shipped_project_is_used_where_there_is_none() {
    let nowhere = tempfile::tempdir().unwrap();
    let project = Project::load(None, nowhere.path(), &SHIPPED).unwrap();
    assert!(project.folder.is_none());
    assert!(project.file.systems.contains_key("mailbox"));
}

/// A resource of a shipped template.
struct Shipped {
    /// Template and logical id.
    place: String,
    kind: String,
    properties: Value,
}

fn resources() -> Vec<Shipped> {
    let of = |(path, text): &(&str, &str)| {
        let template = Source::new(*path, *text).read().unwrap().to_json();
        let resources = template["Resources"].as_object().unwrap().clone();
        let path = (*path).to_owned();
        resources.into_iter().map(move |(id, resource)| Shipped {
            place: format!("{path} {id}"),
            kind: resource["Type"].as_str().unwrap().to_owned(),
            properties: resource["Properties"].clone(),
        })
    };
    TEMPLATES.iter().flat_map(of).collect()
}

/// The keys of a statement's conditions, in lower case as IAM compares them.
fn condition_keys(statement: &Value) -> Vec<String> {
    let operators = statement["Condition"].as_object().into_iter().flat_map(|operators| operators.values());
    let keys = operators.filter_map(Value::as_object).flat_map(|keys| keys.keys());
    keys.map(|key| key.to_lowercase()).collect()
}

/// API Gateway assumes the role of an integration without `aws:SourceAccount` and `aws:SourceArn`: with a condition on one of
/// them every request is answered with 500.
#[test]
fn no_role_that_api_gateway_assumes_depends_on_what_it_does_not_send() {
    let mut found = 0;
    for role in resources().iter().filter(|resource| resource.kind == "AWS::IAM::Role") {
        let statements = role.properties["AssumeRolePolicyDocument"]["Statement"].as_array().unwrap();
        let assumed = |statement: &&Value| {
            statement["Principal"]["Service"].to_string().contains("apigateway.amazonaws.com")
        };
        for statement in statements.iter().filter(assumed) {
            let keys = condition_keys(statement);
            assert!(!keys.iter().any(|key| key.starts_with("aws:source")), "{}: {keys:?}", role.place);
            found += 1;
        }
    }
    let documents = resources().into_iter().map(|resource| resource.properties["Body"]["paths"].to_string());
    let with_role: usize = documents.map(|paths| paths.matches(r#""credentials":"#).count()).sum();
    assert_eq!(found, with_role, "a role for each integration that has one");
}

fn read(path: &str) -> Value {
    Source::new(path, template(path).unwrap()).read().unwrap().to_json()
}

/// Lambda refuses a queue whose messages are visible again before the function must have ended. The limit of the cake system's
/// workers chooses the queues' time-out, so neither can be raised alone.
#[test]
fn every_time_limit_of_the_workers_has_queues_that_fit() {
    let workers = read("templates/cake/workers.yaml");
    let limits = workers["Parameters"]["FunctionTimeoutSeconds"]["AllowedValues"].as_array().unwrap();
    let visible = workers["Mappings"]["VisibilitySeconds"].as_object().unwrap();
    assert_eq!(visible.len(), limits.len());
    for limit in limits.iter().map(|limit| limit.as_u64().unwrap()) {
        let choices = visible[&limit.to_string()].as_object().unwrap();
        let fits = |seconds: &Value| (limit..=43_200).contains(&seconds.as_u64().unwrap());
        assert!(choices.len() == 2 && choices.values().all(fits), "{limit}: {choices:?}");
    }
    let functions = workers["Resources"].as_object().unwrap().values();
    let mut functions = functions.filter(|resource| resource["Type"] == "AWS::Lambda::Function");
    assert!(functions.all(|function| function["Properties"]["Timeout"]["Ref"] == "FunctionTimeoutSeconds"));
}

/// Every other function that a queue feeds must end before its messages are visible again.
#[test]
fn no_template_feeds_a_function_from_a_queue_but_the_cake_systems_workers() {
    let mapping = |resource: &&Shipped| resource.kind == "AWS::Lambda::EventSourceMapping";
    for mapping in resources().iter().filter(mapping) {
        let source = mapping.properties["EventSourceArn"].to_string();
        let is_of_workers = mapping.place.starts_with("templates/cake/workers.yaml ");
        assert!(is_of_workers || source.contains("StreamArn"), "{}: {source}", mapping.place);
    }
}

/// Alarms reach the topic of the stage's settings, and every call can be followed through functions, workflows and APIs.
#[test]
fn every_alarm_has_the_stages_topic_and_everything_is_traced() {
    let mut dashboards = 0;
    for Shipped { place, kind, properties } in &resources() {
        match kind.as_str() {
            "AWS::CloudWatch::Alarm" => {
                assert_eq!(properties["AlarmActions"]["Fn::If"][1][0]["Ref"], "AlarmTopicArn", "{place}");
            }
            "AWS::Lambda::Function" => assert_eq!(properties["TracingConfig"]["Mode"], "Active", "{place}"),
            "AWS::StepFunctions::StateMachine" => {
                assert_eq!(properties["TracingConfiguration"]["Enabled"], true, "{place}");
            }
            // Its links hold a secret.
            "AWS::ApiGateway::Stage" if place.ends_with(" ConfirmationStage") => {
                assert!(properties["TracingEnabled"].is_null() && properties["AccessLogSetting"].is_null());
            }
            "AWS::ApiGateway::Stage" => {
                assert_eq!(properties["TracingEnabled"], true, "{place}");
                // Off by default: without a role in the account's settings the stage could not be made.
                assert_eq!(properties["AccessLogSetting"]["Fn::If"][0], "HasApiLogs", "{place}");
                let level = &properties["MethodSettings"][0]["LoggingLevel"]["Fn::If"];
                assert_eq!(*level, serde_json::json!(["HasApiLogs", "ERROR", "OFF"]), "{place}");
            }
            "AWS::CloudWatch::Dashboard" => dashboards += 1,
            _ => {}
        }
    }
    let project = Source::new("provision.yaml", PROJECT).read().unwrap().to_json();
    let systems = project["systems"].as_object().unwrap();
    assert_eq!(dashboards, systems.len(), "one dashboard for each system");
    for stack in systems.values().flat_map(|system| system["stacks"].as_object().unwrap().values()) {
        let takes =
            |parameter: &str| !read(stack["template"].as_str().unwrap())["Parameters"][parameter].is_null();
        assert_eq!(takes("AlarmTopicArn"), !stack["parameters"]["AlarmTopicArn"].is_null(), "{stack}");
    }
}
