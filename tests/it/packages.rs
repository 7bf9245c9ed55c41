//! Local paths in templates: packed, uploaded by their content, and deployed.

use serde_json::Value;

use crate::harness::{Sandbox, credential, project};

const REGION: &str = "us-west-2";

/// A function whose code is the folder `src` beside the template.
const FUNCTION: &str = "\
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: packed-role
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
  Function:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: packed
      Runtime: python3.12
      Handler: main.handler
      Role: !GetAtt Role.Arn
      Code: ./src # the folder
";

fn code(answer: &str) -> String {
    format!("import lib.words\ndef handler(event, context):\n    return lib.words.NAME + '{answer}'\n")
}

fn with_function() -> Sandbox {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: t/function.yaml, region: home}\n");
    sandbox.write("t/function.yaml", FUNCTION);
    sandbox.write("t/src/main.py", &code("one")).write("t/src/lib/words.py", "NAME = 'it is '\n");
    sandbox.write("t/src/lib/__init__.py", "");
    sandbox
}

fn invoked(sandbox: &Sandbox) -> Value {
    let headers = [("authorization", &*credential("lambda", REGION))];
    let answer = sandbox.send("POST /2015-03-31/functions/packed/invocations", &headers, "{}");
    serde_json::from_slice(&answer.body).unwrap()
}

#[test]
fn a_function_of_a_folder_runs_and_is_deployed_again_only_when_a_file_changed() {
    let sandbox = with_function();
    sandbox.run("validate").ok();
    sandbox.run("plan").ok().prints("create");
    sandbox.run("deploy").ok().prints("created");
    assert_eq!(invoked(&sandbox), "it is one");
    sandbox.run("plan").ok().prints("Nothing");
    sandbox.run("deploy").ok().prints("Nothing changed");

    sandbox.write("t/src/main.py", &code("two"));
    sandbox.run("plan").ok().prints("update");
    assert_eq!(invoked(&sandbox), "it is one");
    sandbox.run("deploy").ok().prints("updated");
    assert_eq!(invoked(&sandbox), "it is two");
    sandbox.run("deploy").ok().prints("Nothing changed");
}

#[test]
fn an_object_is_uploaded_once_and_a_plan_uploads_no_code() {
    let sandbox = with_function();
    let proxy = sandbox.behind_proxy();
    let uploads = || {
        let calls = proxy.take_calls();
        calls
            .iter()
            .filter(|call| call.action.starts_with("PUT /") && call.action.contains("/packages/"))
            .count()
    };
    sandbox.run("deploy").ok();
    assert_eq!(uploads(), 1);
    sandbox.write("t/src/main.py", &code("two"));
    sandbox.run("plan").ok().prints("update");
    assert_eq!(uploads(), 0);
    sandbox.run("deploy").ok();
    assert_eq!(uploads(), 1);
    sandbox.write("t/src/main.py", &code("one"));
    sandbox.run("deploy").ok().prints("updated");
    assert_eq!(uploads(), 0, "the code of the first deploy is still there");
}

#[test]
fn a_missing_file_is_refused_by_validate_with_its_line() {
    let sandbox = with_function();
    sandbox.write("t/function.yaml", &FUNCTION.replace("./src", "./source"));
    for words in ["validate", "plan", "deploy"] {
        sandbox
            .run(words)
            .code(2)
            .says("t/function.yaml:15: Function.Code: cannot read t/./source: No such file or directory");
    }
    // What packs nothing does not need the file.
    sandbox.run("status").ok();
    sandbox.run("teardown --yes").ok();
}

#[test]
fn nested_templates_are_packed_from_the_innermost_outwards() {
    let sandbox = with_function();
    project::write(&sandbox, "      a: {template: outer.yaml, region: home}\n");
    let nested = |path: &str| {
        format!(
            "Resources:\n  Inner: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: {path}}}}}\n"
        )
    };
    // The emulator forgets what an unchanged resource of a nested stack offers when it updates that stack.
    sandbox.write(
        "t/function.yaml",
        &FUNCTION.replace("!GetAtt Role.Arn", "arn:aws:iam::000000000000:role/packed-role"),
    );
    sandbox.write("outer.yaml", &nested("t/middle.yaml")).write("t/middle.yaml", &nested("function.yaml"));
    sandbox.run("deploy").ok().prints("created");
    assert_eq!(invoked(&sandbox), "it is one");
    sandbox.run("deploy").ok().prints("Nothing changed");
    sandbox.write("t/src/main.py", &code("two"));
    sandbox.run("plan").ok().prints("update");
    sandbox.run("deploy").ok().prints("updated");
    assert_eq!(invoked(&sandbox), "it is two");
    sandbox.run("teardown --yes").ok().says("nested stack").says("its resources are not listed");
    sandbox.write("t/function.yaml", &nested("../outer.yaml"));
    sandbox
        .run("validate")
        .code(2)
        .says("t/function.yaml:2: Inner.TemplateURL: the template t/../outer.yaml contains itself");
}

/// The logical ids of the stack's API deployments.
fn deployments(sandbox: &Sandbox) -> Vec<String> {
    let resources =
        sandbox.aws().cloudformation(REGION, "DescribeStackResources", &[("StackName", "s-a-dev")]);
    let ids = resources.split("<LogicalResourceId>").skip(1).filter(|part| part.starts_with("Deployment"));
    ids.map(|part| part.split_once('<').unwrap().0.to_owned()).collect()
}

/// An API of a method that takes its address from a parameter.
const METHOD: &str = "
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: valued}}
  Root:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: NONE
      Integration: {Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: !Sub '${Address}/x'}
  Deployment: {Type: AWS::ApiGateway::Deployment, DependsOn: Root, Properties: {RestApiId: !Ref Api}}
";

/// The same as one document.
const DOCUMENT: &str = "
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Name: valued
      Body:
        openapi: 3.0.1
        info: {title: valued, version: '1'}
        paths:
          /:
            get:
              responses: {'200': {description: Anything.}}
              x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: !Sub '${Address}/x'}
  Deployment: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api}}
";

/// The same holds for what its resources take from parameters; a value that they do not use makes no new deployment.
#[test]
fn a_changed_value_in_an_integration_makes_a_new_deployment_of_the_api() {
    for api in [METHOD, DOCUMENT] {
        let sandbox = Sandbox::started();
        project::write(&sandbox, "      a: {template: api.yaml, region: home}\n");
        let parameters = "  Address: {Type: String, Default: 'https://one.example.com'}\n  Note: {Type: String, Default: one}";
        let stage = "{Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, DeploymentId: !Ref Deployment, StageName: x}}";
        let template = format!(
            "Parameters:\n{parameters}\nResources:{api}  Stage: {stage}\nOutputs:\n  Note: {{Value: !Ref Note}}\n"
        );
        sandbox.write("api.yaml", &template);
        let deployed = |values: &str, said: &str| {
            sandbox.run(&format!("deploy {values}")).ok().prints(said);
            let [one] = deployments(&sandbox).try_into().unwrap();
            one
        };
        let first = deployed("", "created");
        assert_eq!(deployed("-p s-a.Note=two", "updated"), first);
        let second = deployed("-p s-a.Address=https://two.example.com", "updated");
        assert_ne!(second, first);
        assert_eq!(deployed("-p s-a.Address=https://two.example.com", "Nothing changed"), second);
        // A changed route is a new deployment, too.
        sandbox.write("api.yaml", &template.replace("}/x'", "}/y'"));
        let third = deployed("-p s-a.Address=https://two.example.com", "updated");
        assert_ne!(third, second);
    }
}

/// CloudFormation deploys an API again only under a new logical id, whatever file the API is written in.
#[test]
fn a_changed_file_with_an_apis_body_makes_a_new_deployment_of_the_api() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: api.yaml, region: home}\n");
    sandbox.write(
        "api.yaml",
        "Resources:\n  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: bodied, BodyS3Location: body.yaml}}\n  Deployment: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api}}\nOutputs:\n  Deployment: {Value: !Ref Deployment}\n",
    );
    let body = |title: &str| format!("openapi: 3.0.1\ninfo: {{title: {title}, version: '1'}}\npaths: {{}}\n");
    let deployments = || deployments(&sandbox);
    sandbox.write("body.yaml", &body("one"));
    sandbox.run("deploy").ok().prints("created");
    let first = deployments();
    sandbox.run("deploy").ok().prints("Nothing changed");
    assert_eq!(deployments(), first);

    sandbox.write("body.yaml", &body("two"));
    sandbox.run("deploy").ok().prints("updated");
    let second = deployments();
    assert_eq!((first.len(), second.len()), (1, 1));
    assert_ne!(first, second);
}
