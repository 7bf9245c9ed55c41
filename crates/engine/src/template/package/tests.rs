use super::*;
use crate::document::Source;

/// The text that is sent, with the objects called by the paths that they had.
fn packaged(text: &str) -> String {
    let root = Source::new("t.yaml", text).read().unwrap();
    let paths = local_paths(text, &root);
    let stored: Vec<_> = paths
        .iter()
        .map(|local| Stored {
            bucket: "b".into(),
            key: local.path.clone(),
            url: format!("https://b/{}", local.path),
        })
        .collect();
    with_references(text, paths.iter().zip(&stored))
}

fn resource(kind: &str, properties: &str) -> String {
    format!("Resources:\n  R:\n    Type: {kind}\n    Properties: # here\n      {properties} # kept\n")
}

#[test]
fn each_property_gets_its_own_form() {
    for (kind, written, sent) in [
        ("AWS::Serverless::Function", "CodeUri: src/", r#"CodeUri: "s3://b/src/""#),
        ("AWS::Serverless::LayerVersion", "ContentUri: l", r#"ContentUri: "s3://b/l""#),
        ("AWS::Serverless::Api", "DefinitionUri: a.yaml", r#"DefinitionUri: "s3://b/a.yaml""#),
        ("AWS::Serverless::HttpApi", "DefinitionUri: a.yaml", r#"DefinitionUri: "s3://b/a.yaml""#),
        (
            "AWS::Serverless::StateMachine",
            "DefinitionUri: a",
            r#"DefinitionUri: {"Bucket": "b", "Key": "a"}"#,
        ),
        ("AWS::Serverless::Application", "Location: a.yaml", r#"Location: "https://b/a.yaml""#),
        ("AWS::Serverless::GraphQLApi", "SchemaUri: g", r#"SchemaUri: "s3://b/g""#),
        (
            "AWS::Serverless::GraphQLApi",
            "Functions: {f: {CodeUri: g.js}}",
            r#"Functions: {f: {CodeUri: "s3://b/g.js"}}"#,
        ),
        (
            "AWS::Serverless::GraphQLApi",
            "Resolvers: {Query: {f: {CodeUri: g.js}}}",
            r#"Resolvers: {Query: {f: {CodeUri: "s3://b/g.js"}}}"#,
        ),
        ("AWS::Lambda::Function", "Code: ./src", r#"Code: {"S3Bucket": "b", "S3Key": "./src"}"#),
        ("AWS::Lambda::Function", "Code: 'a b'", r#"Code: {"S3Bucket": "b", "S3Key": "a b"}"#),
        ("AWS::Lambda::Function", "Code: &c ./src", r#"Code: &c {"S3Bucket": "b", "S3Key": "./src"}"#),
        ("AWS::Lambda::LayerVersion", "Content: l", r#"Content: {"S3Bucket": "b", "S3Key": "l"}"#),
        ("AWS::ApiGateway::RestApi", "BodyS3Location: a", r#"BodyS3Location: {"Bucket": "b", "Key": "a"}"#),
        ("AWS::AppSync::GraphQLSchema", "DefinitionS3Location: a", r#"DefinitionS3Location: "s3://b/a""#),
        (
            "AWS::AppSync::Resolver",
            "RequestMappingTemplateS3Location: a",
            r#"RequestMappingTemplateS3Location: "s3://b/a""#,
        ),
        ("AWS::AppSync::FunctionConfiguration", "CodeS3Location: a", r#"CodeS3Location: "s3://b/a""#),
        (
            "AWS::ElasticBeanstalk::ApplicationVersion",
            "SourceBundle: a",
            r#"SourceBundle: {"S3Bucket": "b", "S3Key": "a"}"#,
        ),
        ("AWS::CloudFormation::Stack", "TemplateURL: n.yaml", r#"TemplateURL: "https://b/n.yaml""#),
        ("AWS::Glue::Job", "Command: {ScriptLocation: a.py}", r#"Command: {ScriptLocation: "s3://b/a.py"}"#),
        (
            "AWS::StepFunctions::StateMachine",
            "DefinitionS3Location: a",
            r#"DefinitionS3Location: {"Bucket": "b", "Key": "a"}"#,
        ),
        ("AWS::CodeCommit::Repository", "Code: {S3: src}", r#"Code: {S3: {"Bucket": "b", "Key": "src"}}"#),
        ("AWS::CloudFormation::ModuleVersion", "ModulePackage: m", r#"ModulePackage: "s3://b/m""#),
    ] {
        assert_eq!(packaged(&resource(kind, written)), resource(kind, sent), "{kind}");
    }
}

#[test]
fn what_is_no_local_path_is_unchanged() {
    for (kind, written) in [
        ("AWS::Serverless::Function", "CodeUri: s3://bucket/key"),
        ("AWS::Serverless::Function", "CodeUri: !Ref Place"),
        ("AWS::Serverless::Function", "CodeUri: !Sub './${Place}'"),
        ("AWS::Serverless::Function", "CodeUri: {'Fn::Sub': './${Place}'}"),
        ("AWS::Serverless::Function", "InlineCode: ./src"),
        ("AWS::Lambda::Function", "Code: {ZipFile: ./src}"),
        ("AWS::Lambda::Function", "Code: {S3Bucket: a, S3Key: ./b}"),
        ("AWS::CloudFormation::Stack", "TemplateURL: https://example.com/t.yaml"),
        ("AWS::CloudFormation::Stack", "TemplateURL: http://example.com/t.yaml"),
        ("AWS::CloudFormation::Stack", "TemplateURL: '{{resolve:ssm:/templates/nested:1}}'"),
        ("AWS::CloudFormation::Stack", "TemplateURL: '${Bucket}/nested.yaml'"),
        ("AWS::SNS::Topic", "Code: ./src"),
        ("AWS::Lambda::Function", "Code:"),
    ] {
        let text = resource(kind, written);
        assert_eq!(packaged(&text), text, "{written}");
    }
}

#[test]
fn every_place_of_a_template_is_found() {
    for (text, sent) in [
        (
            r#"{"Resources": {"F": {"Type": "AWS::Lambda::Function", "Properties": {"Code": "./src"}}}}"#,
            r#"{"Resources": {"F": {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Bucket": "b", "S3Key": "./src"}}}}}"#,
        ),
        (
            "Resources:\n  Fn::ForEach::X:\n  - N\n  - [a]\n  - F${N}: {Type: AWS::Lambda::Function, Properties: {Code: src}}\n",
            "Resources:\n  Fn::ForEach::X:\n  - N\n  - [a]\n  - F${N}: {Type: AWS::Lambda::Function, Properties: {Code: {\"S3Bucket\": \"b\", \"S3Key\": \"src\"}}}\n",
        ),
        (
            "Globals:\n  Function:\n    CodeUri: >- # a|b\n\n      src\n    Timeout: 3\n",
            "Globals:\n  Function:\n    CodeUri: \"s3://b/src\"\n    Timeout: 3\n",
        ),
        (
            "Globals: {A: 'a|'}\nResources:\n  S:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: |2-\n        n.yaml",
            "Globals: {A: 'a|'}\nResources:\n  S:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: \"https://b/n.yaml\"",
        ),
        ("Globals: {Function: {CodeUri: src}}\n", "Globals: {Function: {CodeUri: \"s3://b/src\"}}\n"),
        (
            "Mappings:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: m.yaml}}\n",
            "Mappings:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: \"s3://b/m.yaml\"}}\n",
        ),
        (
            "Transform:\r\n  - {Name: AWS::Include, Parameters: {Location: m.yaml}}\r\n",
            "Transform:\r\n  - {Name: AWS::Include, Parameters: {Location: \"s3://b/m.yaml\"}}\r\n",
        ),
        (
            "Resources:\n  A: !Transform {Name: AWS::Include, Parameters: {Location: m}}\n",
            "Resources:\n  A: !Transform {Name: AWS::Include, Parameters: {Location: \"s3://b/m\"}}\n",
        ),
        (
            "Metadata: {AWS::ServerlessRepo::Application: {ReadmeUrl: R.md}}",
            "Metadata: {AWS::ServerlessRepo::Application: {ReadmeUrl: \"s3://b/R.md\"}}",
        ),
        // An alias is replaced where it stands, the value it names where that is a path itself.
        (
            "X: &c src\nResources:\n  F: {Type: AWS::Lambda::Function, Properties: {Code: *c}}\n",
            "X: &c src\nResources:\n  F: {Type: AWS::Lambda::Function, Properties: {Code: {\"S3Bucket\": \"b\", \"S3Key\": \"src\"}}}\n",
        ),
    ] {
        assert_eq!(packaged(text), sent);
    }
}
