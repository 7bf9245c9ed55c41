//! Policies of resources, type by type.

use serde_json::{Value, json};

use super::super::grants::policies::{OF_OTHERS, OPEN, OWN};
use super::{asks, lines, one_way};

/// A template with one resource.
fn template(kind: &str, properties: &Value) -> String {
    json!({"Resources": {"X": {"Type": kind, "Properties": properties}}}).to_string()
}

fn policy(principal: Value) -> Value {
    json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": principal, "Action": "x:Read", "Resource": "*"},
    ]})
}

/// Properties with a value at a path.
fn at(path: &str, value: Value) -> Value {
    path.rsplit('.').fold(value, |value, name| json!({ name: value }))
}

#[test]
fn every_type_with_a_policy_is_compared_as_data_and_as_text() {
    let others = OF_OTHERS.iter().map(|(kind, path, target)| (kind, path, Some(target)));
    let own = OWN.iter().map(|(kind, path)| (kind, path, None));
    let open = OPEN
        .iter()
        .filter(|(.., names_principals)| *names_principals)
        .map(|(kind, path, _)| (kind, path, None));
    for (kind, path, target) in own.chain(open).chain(others).filter(|(_, path, _)| !path.is_empty()) {
        let with = |policy: Value| {
            let mut properties = at(path, policy);
            if let Some(target) = target {
                properties[*target] = json!("it");
            }
            template(kind, &properties)
        };
        let (narrow, wide) = (policy(json!({"AWS": "123456789012"})), policy(json!("*")));
        one_way(&with(narrow.clone()), &with(wide.clone()), "X Widened");
        let text = |policy: &Value| Value::from(policy.to_string());
        one_way(&with(text(&narrow)), &with(text(&wide)), "X Widened");
        assert_eq!(lines(&with(narrow.clone()), &with(text(&narrow))), Vec::<String>::new());
    }
}

#[test]
fn where_everything_is_allowed_without_a_policy_a_removed_one_asks() {
    for (kind, path, names_principals) in OPEN {
        let mut document = policy(json!({"AWS": "123456789012"}));
        if !names_principals {
            document = json!({"Statement": [{"Effect": "Allow", "Action": "x:Read", "Resource": "*"}]});
        }
        one_way(&template(kind, &at(path, document)), &template(kind, &json!({})), "X Widened");
        let nothing = "Resources: {Q: {Type: AWS::SQS::Queue}}\n";
        assert_eq!(lines(nothing, &template(kind, &json!({}))), Vec::<String>::new());
    }
}

#[test]
fn each_replica_of_a_global_table_has_its_own_policy() {
    let replica = |region: &str, principal: &str| json!({"Region": region, "ResourcePolicy": {"PolicyDocument": policy(json!({"AWS": principal}))}});
    let with = |replicas: &[Value]| template("AWS::DynamoDB::GlobalTable", &json!({ "Replicas": replicas }));
    let old = with(&[replica("us-west-2", "111111111111"), replica("us-east-1", "222222222222")]);
    let new = with(&[replica("us-west-2", "111111111111"), replica("us-east-1", "111111111111")]);
    assert_eq!(asks(&old, &new), ["X Widened"]);
}

#[test]
fn what_iam_identity_center_and_groups_give_is_compared() {
    let nothing = "Resources: {Q: {Type: AWS::SQS::Queue}}\n";
    let assignment = json!({"InstanceArn": "i", "TargetId": "123456789012", "TargetType": "AWS_ACCOUNT", "PermissionSetArn": "p", "PrincipalType": "GROUP", "PrincipalId": "g"});
    assert_eq!(asks(nothing, &template("AWS::SSO::Assignment", &assignment)), ["X Widened"]);
    for (kind, narrow, wide) in [
        (
            "AWS::SSO::PermissionSet",
            json!({"ManagedPolicies": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}),
            json!({"ManagedPolicies": ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AdministratorAccess"]}),
        ),
        (
            "AWS::SSO::PermissionSet",
            json!({"InlinePolicy": {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}),
            json!({"InlinePolicy": {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}),
        ),
        (
            "AWS::SSO::PermissionSet",
            json!({"CustomerManagedPolicyReferences": []}),
            json!({"CustomerManagedPolicyReferences": [{"Name": "own"}]}),
        ),
        (
            "AWS::SSO::InstanceAccessControlAttributeConfiguration",
            json!({"InstanceArn": "i", "AccessControlAttributes": []}),
            json!({"InstanceArn": "i", "AccessControlAttributes": [{"Key": "team", "Value": {"Source": ["${path:x}"]}}]}),
        ),
        (
            "AWS::IAM::UserToGroupAddition",
            json!({"GroupName": "g", "Users": ["a"]}),
            json!({"GroupName": "g", "Users": ["a", "b"]}),
        ),
        ("AWS::IAM::OIDCProvider", json!({"ClientIdList": ["a"]}), json!({"ClientIdList": ["a", "b"]})),
    ] {
        one_way(&template(kind, &narrow), &template(kind, &wide), "X Widened");
    }
    let boundary = json!({"PermissionsBoundary": {"ManagedPolicyArn": "arn:aws:iam::aws:policy/edge"}});
    one_way(
        &template("AWS::SSO::PermissionSet", &boundary),
        &template("AWS::SSO::PermissionSet", &json!({})),
        "X LessDenied",
    );
}
