use std::collections::BTreeMap;

use super::*;
use engine::aws::Region;
use engine::failure::hint_of;
use engine::project::{Project, Regions};

const FILE: &str = "version: 1\ndefault-stage: dev\nregions: {home: us-west-2}\nstages: {dev: {}}\nsystems:\n  s:\n    stacks:\n      \
                    one: {template: one.yaml, region: home}\n      two: {template: two.yaml, region: home}\n      \
                    none: {template: none.yaml, region: home}\n  t:\n    stacks:\n      one: {template: one.yaml, region: home}\n";
const ONE: &str = "Resources:\n  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties: {Body: {openapi: 3.0.1, paths: {}}}\n  \
                   ApiStage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api}}\n";
const TWO: &str = "Resources:\n  A: {Type: AWS::ApiGateway::RestApi, Properties: {Body: {openapi: 3.0.1, paths: {}}}}\n  \
                   B: {Type: AWS::ApiGateway::RestApi, Properties: {Body: {openapi: 3.0.1, paths: {}}}}\n";
const NONE: &str = "Resources:\n  Api: {Type: AWS::ApiGateway::RestApi}\n";

fn found(name: &str) -> Result<(String, String), String> {
    let files = [("provision.yaml", FILE), ("one.yaml", ONE), ("two.yaml", TWO), ("none.yaml", NONE)];
    let project: Project = engine::project::testing::project(&files).unwrap();
    let regions = regions();
    let stage = Stage { project: &project, regions: &regions, name: "dev" };
    let place = ApiPlace::find(&stage, name).map_err(|failure| {
        let failure = anyhow::Error::from(failure);
        format!("{failure} ({})", hint_of(&failure).unwrap())
    })?;
    Ok((place.stack.name, place.logical_id))
}

fn regions() -> Regions {
    let home = Region::new("us-west-2");
    Regions { workflow: home.clone(), home, replicas: Vec::new() }
}

#[test]
fn an_api_is_named_by_its_system_its_stack_or_its_logical_id() {
    let is = |name: &str, stack: &str, api: &str| {
        assert_eq!(found(name), Ok((stack.to_owned(), api.to_owned())), "{name}");
    };
    is("t", "t-one-dev", "Api");
    is("t-one", "t-one-dev", "Api");
    is("s-one", "s-one-dev", "Api");
    is("s-two.B", "s-two-dev", "B");
    let all = "s-one, s-two.A, s-two.B";
    assert_eq!(found("s").unwrap_err(), format!("s has 3 APIs (name one of them: {all})"));
    assert_eq!(found("s-two").unwrap_err(), "s-two has 2 APIs (name one of them: s-two.A, s-two.B)");
    for name in ["s-none", "other", "s-two.C"] {
        let text = format!("provision.yaml has no API '{name}' that is written as an OpenAPI document");
        assert_eq!(found(name).unwrap_err(), format!("{text} (the APIs are: {all}, t-one)"));
    }
}

fn resource(logical_id: &str, physical_id: &str) -> StackResource {
    StackResource {
        logical_id: logical_id.to_owned(),
        physical_id: physical_id.to_owned(),
        kind: String::new(),
        status: "CREATE_COMPLETE".to_owned(),
    }
}

fn url(outputs: &str, deployed: &[(&str, &str)], region: &str) -> Option<String> {
    let template = Template::read(Source::new("t.yaml", format!("{ONE}{outputs}"))).unwrap();
    let outputs = deployed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let outputs = outputs.collect();
    let resources = vec![resource("Api", "a1b2"), resource("ApiStage", "live")];
    let files = [("provision.yaml", FILE), ("one.yaml", ONE), ("two.yaml", TWO), ("none.yaml", NONE)];
    let project = engine::project::testing::project(&files).unwrap();
    let stage = Stage { project: &project, regions: &regions(), name: "dev" };
    let stack = stage.place(&stage.project.node("s-one").unwrap(), Region::new(region));
    let place = ApiPlace { stack, name: "s-one".to_owned(), logical_id: "Api".to_owned() };
    let (account, parameters) = (String::new(), BTreeMap::new());
    place.url(&DeployedStack { account, parameters, outputs, template, resources })
}

#[test]
fn an_api_is_where_its_output_says_else_where_its_stage_is() {
    let deployed = [("ApiUrl", "https://api.example.com/v1")];
    let own = "Outputs: {ApiUrl: {Value: !Sub 'https://${Api}/v1'}}\n";
    assert_eq!(url(own, &deployed, "us-west-2").unwrap(), "https://api.example.com/v1");
    let foreign = "Outputs: {ApiUrl: {Value: elsewhere}}\n";
    let built = "https://a1b2.execute-api.us-west-2.amazonaws.com/live";
    assert_eq!(url(foreign, &deployed, "us-west-2").unwrap(), built);
    assert_eq!(url("", &[], "us-west-2").unwrap(), built);
    assert_eq!(
        url("", &[], "cn-north-1").unwrap(),
        "https://a1b2.execute-api.cn-north-1.amazonaws.com.cn/live"
    );
}
