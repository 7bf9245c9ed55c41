mod api;
mod bucket;
mod policies;
mod roles;
mod serverless;
mod shares;

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::document::Source;

const ROLE: &str = "
Parameters:
  Stage: {Type: String, Default: dev}
Conditions:
  IsOpen: !Equals [!ImportValue open, yes]
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
      Policies: [{PolicyName: own, PolicyDocument: {Statement: [";

/// The role with these statements, and what follows it in the template.
pub fn role(statements: &str, rest: &str) -> String {
    format!("{ROLE}{statements}]}}}}]\n{rest}")
}

/// What a change from one template to the other comes to: resource, effect, and whether it needs an approval.
pub fn changes(old: Option<&str>, new: &str) -> Vec<AccessChange> {
    let read = |text: &str| Template::read(Source::new("t.yaml", text)).unwrap();
    let (old, new) = (old.map(read), read(new));
    let values = |template: &Template| template.values(&BTreeMap::new());
    let (before, after) = (old.as_ref().map(values).unwrap_or_default(), values(&new));
    let names = |template, parameters| Names {
        parameters,
        region: "us-west-2",
        account: "123456789012",
        stack: "s",
        body: Template::body(template),
    };
    let of_old = old.as_ref().map(|template| names(template, &before));
    let of_new = names(&new, &after);
    let old = old.as_ref().zip(of_old.as_ref()).map(|(template, names)| View::of(template, names));
    compare(old, View::of(&new, &of_new))
}

pub fn lines(old: &str, new: &str) -> Vec<String> {
    let line = |change: AccessChange| {
        let approval = if change.needs_approval { "asks" } else { "does not ask" };
        format!("{} {:?}, {approval}", change.logical_id, change.effect)
    };
    changes(Some(old), new).into_iter().map(line).collect()
}

/// The changes that ask: resource and effect.
pub fn asks(old: &str, new: &str) -> Vec<String> {
    let asking = lines(old, new).into_iter().filter_map(|line| Some(line.strip_suffix(", asks")?.to_owned()));
    asking.collect()
}

/// Checks that a change widens in one direction, as `found`, and that nothing asks in the other and where nothing differs.
pub fn one_way(narrow: &str, wide: &str, found: &str) {
    assert_eq!(asks(narrow, wide), [found], "{narrow}\n→\n{wide}");
    assert_eq!(asks(wide, narrow), Vec::<String>::new(), "{wide}\n→\n{narrow}");
    for same in [narrow, wide] {
        assert_eq!(lines(same, same), Vec::<String>::new(), "{same}");
    }
}

pub const NARROW: &str = "{Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*'}";

#[test]
fn a_role_that_may_do_everything_is_shown_with_what_it_was_allowed_before() {
    let found = changes(
        Some(&role(NARROW, "")),
        &role("{Effect: Allow, Action: ['s3:GetObject', '*'], Resource: '*'}", ""),
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].old.as_deref(), Some("Allow s3:GetObject on arn:aws:s3:::b/*"));
    assert_eq!(found[0].new.as_deref(), Some("Allow *, s3:GetObject on *"));
    assert!(found[0].needs_approval && found[0].effect == AccessEffect::Widened);
}

#[test]
fn a_denial_that_is_removed_has_not_become_another_that_was_there_before() {
    let deny = |action: &str| format!("{{Effect: Deny, Action: 'sqs:{action}', Resource: '*'}}");
    let (kept, gone) = (deny("DeleteQueue"), deny("PurgeQueue"));
    let before = role(&format!("{NARROW}, {kept}, {gone}"), "");
    let found = changes(Some(&before), &role(&format!("{NARROW}, {kept}"), ""));
    assert_eq!(found.iter().map(|change| change.effect).collect::<Vec<_>>(), [AccessEffect::LessDenied]);
    assert_eq!(found[0].new, None, "{}", found[0].words());
    let changed = changes(Some(&before), &role(&format!("{NARROW}, {kept}, {}", deny("PurgeQueueNow")), ""));
    assert!(
        changed[0].new.as_ref().is_some_and(|new| new.contains("PurgeQueueNow")),
        "{}",
        changed[0].words()
    );
}

#[test]
fn what_is_written_otherwise_or_narrower_widens_nothing() {
    let wide = "{Effect: Allow, Action: ['s3:Get*', 's3:PutObject'], Resource: ['arn:aws:s3:::b/*', !GetAtt Queue.Arn]}";
    for same in [
        "{Action: [S3:PutObject, S3:GetObject], Effect: Allow, Resource: [!Sub '${Queue.Arn}']}",
        "{Effect: Allow, Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/*'}, {Effect: Allow, Action: ['s3:Get*'], Resource: 'arn:aws:s3:::b/x'}",
        "{Effect: Allow, Action: 's3:Get*', Resource: !Join ['', [!GetAtt Queue.Arn]], Condition: {Bool: {'aws:SecureTransport': true}}}",
        "!If [IsOpen, {Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*'}, !Ref AWS::NoValue]",
        "{Effect: Deny, Action: '*', Resource: '*'}",
    ] {
        assert_eq!(lines(&role(wide, ""), &role(same, "")), Vec::<String>::new(), "{same}");
    }
}

#[test]
fn each_way_to_allow_more_is_found() {
    for wider in [
        "{Effect: Allow, NotAction: 'iam:*', Resource: 'arn:aws:s3:::b/*'}",
        "{Effect: Allow, Action: 's3:GetObject', NotResource: 'arn:aws:s3:::c/*'}",
        "{Effect: Allow, Action: 's3:GetObject', Resource: !ImportValue everything}",
        "!If [IsOpen, {Effect: Allow, Action: 's3:*', Resource: '*'}, !Ref AWS::NoValue]",
        "{Effect: Allow, Action: 's3:GetObject*', Resource: 'arn:aws:s3:::b/*'}",
    ] {
        assert_eq!(lines(&role(NARROW, ""), &role(wider, "")), ["Role Widened, asks"], "{wider}");
    }
    let deny = format!("{NARROW}, {{Effect: Deny, NotAction: 's3:GetObject', Resource: '*'}}");
    assert_eq!(lines(&role(&deny, ""), &role(NARROW, "")), ["Role LessDenied, asks"]);
    let boundary = "      PermissionsBoundary: arn:aws:iam::123456789012:policy/edge\n";
    assert_eq!(lines(&role(NARROW, boundary), &role(NARROW, "")), ["Role LessDenied, asks"]);
    let managed = "      ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess']\n";
    assert_eq!(lines(&role(NARROW, ""), &role(NARROW, managed)), ["Role Widened, asks"]);
}

#[test]
fn a_policy_may_be_a_text_or_a_resource_of_its_own() {
    let text = r#"  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p
      Roles: [!Ref Role]
      PolicyDocument: '{"Statement": {"Effect": "Allow", "Action": "ACTION", "Resource": "arn:aws:s3:::b/*"}}'
"#;
    let moved = role("", &text.replace("ACTION", "s3:GetObject"));
    assert_eq!(lines(&role(NARROW, ""), &moved), Vec::<String>::new());
    let wider = role("", &text.replace("ACTION", "s3:*"));
    assert_eq!(lines(&moved, &wider), ["Policy Widened, asks"]);
}

#[test]
fn resource_policies_permissions_addresses_and_ports_are_compared() {
    for (old, new) in [
        (
            "P: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Queue], PolicyDocument: {Statement: {Effect: Allow, Principal: {AWS: 'arn:aws:iam::111111111111:root'}, Action: 'sqs:SendMessage', Resource: '*'}}}}",
            "P: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Queue], PolicyDocument: {Statement: {Effect: Allow, Principal: '*', Action: 'sqs:SendMessage', Resource: '*'}}}}",
        ),
        (
            "P: {Type: AWS::Lambda::Permission, Properties: {FunctionName: f, Principal: sns.amazonaws.com, Action: 'lambda:InvokeFunction', SourceArn: !Ref Queue}}",
            "P: {Type: AWS::Lambda::Permission, Properties: {FunctionName: f, Principal: sns.amazonaws.com, Action: 'lambda:InvokeFunction'}}",
        ),
        (
            "P: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: f, AuthType: AWS_IAM}}",
            "P: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: f, AuthType: NONE}}",
        ),
        (
            "P: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}]}}",
            "P: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 443, CidrIp: 10.0.0.0/8}]}}",
        ),
    ] {
        let with = |resource: &str| role(NARROW, &format!("  {resource}\n"));
        assert_eq!(lines(&with(old), &with(new)), ["P Widened, asks"], "{new}");
        assert_eq!(lines(&with(new), &with(old)), Vec::<String>::new(), "{old}");
    }
}

#[test]
fn what_is_new_asks_only_where_it_is_as_wide_as_can_be() {
    assert!(changes(None, &role(NARROW, "")).iter().all(|change| !change.needs_approval));
    let nothing = "Resources:\n  Queue: {Type: AWS::SQS::Queue}\n";
    let wide = role("{Effect: Allow, Action: 'iam:*', Resource: '*'}", "");
    let asks: Vec<_> = changes(Some(nothing), &wide).into_iter().filter(|one| one.needs_approval).collect();
    assert_eq!(asks.len(), 1);
    assert_eq!(asks[0].new.as_deref(), Some("Allow iam:* on *"));
}

#[test]
fn a_template_with_a_macro_cannot_be_compared_once_it_differs() {
    let with_macro = |statement: &str| format!("Transform: Mine\n{}", role(statement, ""));
    let same = with_macro(NARROW);
    assert_eq!(lines(&same, &same), Vec::<String>::new());
    let other = with_macro("{Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/x'}");
    assert_eq!(lines(&same, &other), ["Transform Unknown, asks"]);
}

fn statement(actions: &[usize], resources: &[usize], conditions: &[usize]) -> Value {
    let list = |prefix: &str, of: &[usize]| -> Vec<String> {
        of.iter().map(|number| format!("{prefix}{number}")).collect()
    };
    let conditions: serde_json::Map<_, _> =
        conditions.iter().map(|number| (format!("aws:key{number}"), json!("x"))).collect();
    json!({"Effect": "Allow", "Action": list("s3:Get", actions), "Resource": list("arn:", resources),
        "Condition": {"StringEquals": conditions}})
}

fn numbers() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::btree_set(0_usize..5, 1..4).prop_map(|set| set.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// An added action or resource or a condition less is found; another order is no change.
    #[test]
    fn whatever_is_added_is_found(actions in numbers(), resources in numbers(), conditions in numbers(), what in 0..3) {
        let text = |value: Value| role(&value.to_string(), "");
        let old = text(statement(&actions, &resources, &conditions));
        let reversed = |numbers: &[usize]| numbers.iter().rev().copied().collect::<Vec<_>>();
        let same = text(statement(&reversed(&actions), &reversed(&resources), &reversed(&conditions)));
        prop_assert!(lines(&old, &same).is_empty());
        let with_more = |numbers: &[usize]| [numbers, &[9]].concat();
        let wider = match what {
            0 => statement(&with_more(&actions), &resources, &conditions),
            1 => statement(&actions, &with_more(&resources), &conditions),
            _ => statement(&actions, &resources, &conditions[1..]),
        };
        prop_assert_eq!(lines(&old, &text(wider)).len(), 1);
    }

    /// The same of the policy of a queue, which names its principals.
    #[test]
    fn an_added_principal_of_a_queue_is_found(
        principals in numbers(), actions in numbers(), conditions in numbers(), what in 0..4,
    ) {
        let old = queue_policy(statement_to(&principals, &actions, &conditions));
        let reversed = |numbers: &[usize]| numbers.iter().rev().copied().collect::<Vec<_>>();
        let same = statement_to(&reversed(&principals), &reversed(&actions), &reversed(&conditions));
        prop_assert!(lines(&old, &queue_policy(same)).is_empty());
        let with_more = |numbers: &[usize]| [numbers, &[9]].concat();
        let wider = match what {
            0 => statement_to(&with_more(&principals), &actions, &conditions),
            1 => statement_to(&principals, &with_more(&actions), &conditions),
            2 => statement_to(&principals, &actions, &conditions[1..]),
            _ => {
                let mut all = statement_to(&principals, &actions, &conditions);
                all["Principal"] = json!("*");
                all
            }
        };
        prop_assert_eq!(lines(&old, &queue_policy(wider.clone())), ["P Widened, asks"]);
        // The way back narrows.
        prop_assert!(lines(&queue_policy(wider), &old).is_empty());
    }
}

fn statement_to(principals: &[usize], actions: &[usize], conditions: &[usize]) -> Value {
    let mut all = statement(actions, &[0], conditions);
    let roles = principals.iter().map(|number| format!("arn:aws:iam::12345678901{number}:role/r"));
    all["Principal"] = json!({"AWS": roles.collect::<Vec<_>>()});
    all
}

fn queue_policy(statement: Value) -> String {
    let policy = json!({"Type": "AWS::SQS::QueuePolicy", "Properties": {
        "Queues": [{"Ref": "Queue"}], "PolicyDocument": {"Statement": [statement]},
    }});
    role(NARROW, &format!("  P: {policy}\n"))
}
