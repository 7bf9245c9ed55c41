//! What of two templates differs, and what each function and machine should have.

use std::collections::BTreeMap;

use crate::aws::Region;
use crate::aws::cloudformation::StackResource;
use crate::document::Source;
use crate::graph::WantedStack;
use crate::hotswap::differences::differences;
use crate::hotswap::targets::Content;
use crate::hotswap::version::Version;
use crate::template::Template;

const ACCOUNT: &str = "123456789012";
const PARAMETERS: &str = "
Parameters:
  Stage: {Type: String, Default: dev}
  Key: {Type: String, Default: k}
  Secret: {Type: String, NoEcho: true, Default: x}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
";

fn template(text: &str) -> Template {
    Template::read(Source::new("t.yaml", text)).unwrap()
}

fn stack() -> WantedStack {
    let template = template("Resources: {Queue: {Type: AWS::SQS::Queue}}");
    WantedStack {
        hotswap: true,
        ..WantedStack::bare("s-dev", "s", Region::new("us-west-2"), template.into())
    }
}

/// What differs between two templates whose resources are these, with these values of `Key`: swappable ones first.
fn compared((old, old_key): (&str, &str), (new, new_key): (&str, &str)) -> (Vec<String>, Vec<String>) {
    let stack = stack();
    let given = |key: &str| BTreeMap::from([("Key".to_owned(), key.to_owned())]);
    let (old, new) = (format!("{PARAMETERS}{old}"), format!("{PARAMETERS}{new}"));
    let (old, new) = (template(&old), template(&new));
    let old = Version::new(&old, &given(old_key), &stack, ACCOUNT);
    let new = Version::new(&new, &given(new_key), &stack, ACCOUNT);
    let found = differences(&old, &new);
    (found.swappable.into_iter().collect(), found.others)
}

#[test]
fn only_code_and_definitions_are_swappable() {
    const F: &str = "  F: {Type: AWS::Lambda::Function, Properties: {Code: {S3Key: !Ref Key}, Handler: h}}\n";
    let other = F.replace("Handler: h", "Handler: !Ref Key");
    let aliased = F.replace("!Ref Key", "!Sub '${Key}'");
    let tagged = F.replace("Type:", "DeletionPolicy: Retain, Type:");
    let conditional = F.replace("Type:", "Condition: IsProd, Type:");
    let outputs = format!("{F}Outputs: {{O: {{Value: !Ref Key}}}}\n");
    let queue = format!("{F}  Q: {{Type: AWS::SQS::Queue}}\n");
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let table: [(_, _, _, &[&str], &[&str]); 9] = [
        (F, F, "k", &[], &[]),
        (F, F, "l", &["F"], &[]),
        (F, &*aliased, "k", &[], &[]),
        (&other, &other, "l", &["F"], &["F.Handler differs"]),
        (F, &other, "h", &["F"], &[]),
        (F, &tagged, "k", &[], &["F: DeletionPolicy differs"]),
        (F, &conditional, "k", &[], &["F: Condition differs"]),
        (&outputs, &outputs, "l", &["F"], &["Outputs differs"]),
        (F, &queue, "k", &[], &["Q is new"]),
    ];
    for (old, new, key, swapped, rest) in table {
        assert_eq!(compared((old, "k"), (new, key)), (texts(swapped), texts(rest)), "{old} {new} {key}");
    }
}

#[test]
fn sections_are_compared_except_for_the_fingerprint() {
    let queue = "  Q: {Type: AWS::SQS::Queue}\n";
    let fingerprint = format!("{queue}Outputs: {{ProvisionFingerprint: {{Value: abc}}}}\n");
    assert!(compared((queue, "k"), (&fingerprint, "k")).1.is_empty());
    let mapped = format!("{queue}Mappings: {{M: {{a: {{b: c}}}}}}\n");
    assert_eq!(compared((queue, "k"), (&mapped, "k")).1, ["Mappings differs"]);
}

/// The targets of a stack with these resources, as texts.
fn targets(resources: &str) -> BTreeMap<String, String> {
    let (stack, template) = (stack(), template(&format!("{PARAMETERS}{resources}")));
    let physical = |id: &str, kind: &str| match kind {
        "AWS::SQS::Queue" => format!("https://sqs.us-west-2.amazonaws.com/{ACCOUNT}/{id}"),
        "AWS::StepFunctions::StateMachine" => {
            format!("arn:aws:states:us-west-2:{ACCOUNT}:stateMachine:{id}")
        }
        _ => id.to_lowercase(),
    };
    let resources = template.resources.iter().map(|(id, resource)| StackResource {
        logical_id: id.clone(),
        physical_id: physical(id, &resource.kind),
        kind: resource.kind.clone(),
        status: "CREATE_COMPLETE".to_owned(),
    });
    let resources: Vec<_> = resources.collect();
    let version = Version::new(&template, &BTreeMap::new(), &stack, ACCOUNT);
    let text = |found: Result<crate::hotswap::targets::Target, String>| match found.map(|one| one.content) {
        Ok(Content::Code { key, hash, .. }) => format!("{key} {hash}"),
        Ok(Content::Definition(text)) => text,
        Err(reason) => reason,
    };
    version.targets(&resources).into_iter().map(|(id, found)| (id, text(found))).collect()
}

#[test]
fn a_definition_is_worked_out_where_all_its_values_are_certain() {
    const UNCERTAIN: &str = "its definition depends on a value that only CloudFormation knows";
    const ELSEWHERE: &str = "its definition is not in the template";
    const OTHERS: &str = "
  Fn: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}}}
  Queue: {Type: AWS::SQS::Queue}
  Table: {Type: AWS::DynamoDB::Table}
  Role: {Type: AWS::IAM::Role}
  Deep: {Type: AWS::IAM::Role, Properties: {Path: /deep/}}
  Api: {Type: AWS::ApiGateway::RestApi}
  M: {Type: AWS::StepFunctions::StateMachine, Properties: {";
    for (properties, expected) in [
        (r#"DefinitionString: '{"a": 1}'"#, r#"{"a": 1}"#),
        (
            r#"DefinitionString: !Sub '{"a": "${Fn.Arn} ${Fn}"}'"#,
            r#"{"a": "arn:aws:lambda:us-west-2:123456789012:function:fn fn"}"#,
        ),
        (
            r#"DefinitionString: !Sub ['{"a": "${X}"}', {X: !GetAtt Queue.Arn}]"#,
            r#"{"a": "arn:aws:sqs:us-west-2:123456789012:Queue"}"#,
        ),
        (
            r#"DefinitionString: !Join ['', ['{"a": "', !GetAtt Table.Arn, '"}']]"#,
            r#"{"a": "arn:aws:dynamodb:us-west-2:123456789012:table/table"}"#,
        ),
        (
            "Definition: {a: !GetAtt Role.Arn, b: 5, c: [true, !Ref Stage]}",
            r#"{"a":"arn:aws:iam::123456789012:role/role","b":5,"c":[true,"dev"]}"#,
        ),
        (
            r#"DefinitionString: '{"a": "${x}${y}"}', DefinitionSubstitutions: {x: !Ref Queue, y: 7}"#,
            r#"{"a": "https://sqs.us-west-2.amazonaws.com/123456789012/Queue7"}"#,
        ),
        (r#"DefinitionString: '{"a": "${x}"}', DefinitionSubstitutions: {x: 'a"b'}"#, UNCERTAIN),
        (r#"DefinitionString: !Sub '{"a": "${Deep.Arn}"}'"#, UNCERTAIN),
        (r#"DefinitionString: !Sub '{"a": "${Table.StreamArn}"}'"#, UNCERTAIN),
        (r#"DefinitionString: !Sub '{"a": "${Api}"}'"#, UNCERTAIN),
        (r#"DefinitionString: !Sub '{"a": "${Secret}"}'"#, UNCERTAIN),
        (r#"DefinitionString: '{"a": "{{resolve:ssm:/a}}"}'"#, UNCERTAIN),
        ("DefinitionString: !ImportValue Definition", UNCERTAIN),
        ("DefinitionString: not JSON", UNCERTAIN),
        ("DefinitionS3Location: {Bucket: b, Key: k}", ELSEWHERE),
    ] {
        assert_eq!(targets(&format!("{OTHERS}{properties}}}}}\n"))["M"], expected, "{properties}");
    }
}

#[test]
fn only_code_in_the_artifact_bucket_under_its_hash_is_a_target() {
    const NONE: &str = "its code is neither an artifact nor a local path";
    let zeros = "0".repeat(64);
    let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let own = "!Sub 'provision-artifacts-${AWS::AccountId}-${AWS::Region}'";
    let object = |bucket: &str, key: &str| format!("{{S3Bucket: {bucket}, S3Key: {key}}}");
    let (artifact, package) = (format!("artifacts/code/{zeros}.zip"), format!("packages/{zeros}.jar"));
    for (code, expected) in [
        (object(own, &artifact), format!("{artifact} {hash}")),
        (object(own, &package), format!("{package} {hash}")),
        (object("other", &artifact), NONE.to_owned()),
        (object(own, "artifacts/code/latest.zip"), NONE.to_owned()),
        (object(own, &format!("others/{zeros}.zip")), NONE.to_owned()),
        ("{ZipFile: x}".to_owned(), NONE.to_owned()),
        ("{ImageUri: x}".to_owned(), NONE.to_owned()),
    ] {
        let function = format!("  F: {{Type: AWS::Lambda::Function, Properties: {{Code: {code}}}}}\n");
        assert_eq!(targets(&function)["F"], expected, "{code}");
    }
}
