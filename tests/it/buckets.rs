//! Buckets with something in them: kept, taken in again, and emptied only once nothing can keep them.

use serde_json::json;

use crate::harness::{Sandbox, project};

const HOME: &str = "us-west-2";
/// Its name is built from everything that is known only during a run.
const KEPT: &str = "kept-dev-000000000000-us-west-2";

/// A versioned bucket that outlives its stack, and a queue that does not.
const TEMPLATE: &str = "\
Parameters:
  Stage: {Type: String}
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      BucketName: !Sub kept-${Stage}-${AWS::AccountId}-${AWS::Region}
      VersioningConfiguration: {Status: Enabled}
  Queue:
    Type: AWS::SQS::Queue
    Properties: {QueueName: !Sub 'waiting-${Stage}'}
Outputs:
  BucketName: {Value: !Ref Bucket}
";

fn deployed(template: &str, parameters: &str) -> Sandbox {
    let sandbox = Sandbox::started();
    sandbox.write("bucket.yaml", template);
    project::write(&sandbox, &format!("      files: {{template: bucket.yaml, region: home{parameters}}}\n"));
    sandbox.run("deploy").ok();
    sandbox
}

fn kept() -> Sandbox {
    deployed(TEMPLATE, ", parameters: {Stage: '${stage}'}")
}

/// Puts 2,500 objects, 500 of them twice, deletes 300, and begins an upload in parts. Returns how many versions that makes.
fn fill(sandbox: &Sandbox, bucket: &str) -> usize {
    let put = |number: usize| format!("PUT /{bucket}/invoices/{number}%20%2B%C3%BC%26.json");
    let aws = sandbox.aws();
    aws.s3_all(HOME, &(0..2500).map(put).collect::<Vec<_>>());
    aws.s3_all(HOME, &(0..500).map(put).collect::<Vec<_>>());
    aws.s3_all(HOME, &(0..300).map(|number| put(number).replacen("PUT", "DELETE", 1)).collect::<Vec<_>>());
    aws.s3(HOME, &format!("POST /{bucket}/unfinished?uploads"), "");
    assert_eq!(aws.versions(HOME, bucket), 3300);
    3300
}

#[test]
fn a_retained_bucket_is_adopted_again_and_deleted_on_request() {
    let sandbox = kept();
    let aws = sandbox.aws();
    let all = fill(&sandbox, KEPT);

    // Without --delete-data, the stack is deleted, but no version of an object.
    sandbox
        .run("teardown --confirm s")
        .ok()
        .says("keep    2200 objects, 800 older versions, 300 delete markers")
        .prints("us-west-2  none         none         kept-dev-000000000000-us-west-2");
    assert!(aws.stacks(HOME).is_empty());
    assert_eq!(aws.versions(HOME, KEPT), all);

    // The next deploy takes it in, with everything in it.
    sandbox.run("deploy --outputs").ok().prints(KEPT);
    assert_eq!(aws.versions(HOME, KEPT), all);
    sandbox.run("deploy").ok().prints("Nothing changed");

    // Asked for, and shown.
    let removed = sandbox.run("teardown --delete-data --confirm s --output json").ok();
    let events = removed.events();
    let begun: Vec<_> = events.iter().filter_map(|event| event["action"].as_str()).collect();
    assert_eq!(begun, ["delete", "empty"]);
    let shown: Vec<_> = events.iter().filter(|event| event["resource_type"] == "bucket").collect();
    assert_eq!(shown.last().unwrap()["status"], "3300 of 3300 deleted");
    assert_eq!(shown.last().unwrap()["logical_id"], KEPT);
    assert_eq!(
        events.last().unwrap()["left"],
        json!([{"region": HOME, "stacks": [], "tables": [], "buckets": []}])
    );
    assert!(aws.buckets().is_empty());
}

#[test]
fn a_bucket_that_an_earlier_teardown_left_is_deleted_only_after_the_question() {
    let sandbox = kept();
    sandbox.aws().s3(HOME, &format!("PUT /{KEPT}/one"), "x");
    sandbox.run("teardown --confirm s").ok();
    sandbox.run("teardown --delete-data").code(2).says("--confirm s");
    assert_eq!(sandbox.aws().versions(HOME, KEPT), 1);
    sandbox.run("teardown --delete-data --confirm s").ok();
    assert!(sandbox.aws().buckets().is_empty());
}

#[test]
fn a_stack_that_cannot_be_deleted_has_cost_no_object() {
    let sandbox = kept();
    let all = fill(&sandbox, KEPT);
    let aws = sandbox.aws();
    let protect = [("StackName", "s-files-dev"), ("EnableTerminationProtection", "true")];
    aws.cloudformation(HOME, "UpdateTerminationProtection", &protect);
    sandbox
        .run("teardown --delete-data --confirm s --yes")
        .code(1)
        .says("delete  2200 objects")
        .says("is protected against deletion");
    assert_eq!(aws.versions(HOME, KEPT), all);
    assert_eq!(aws.stacks(HOME), ["s-files-dev CREATE_COMPLETE"]);
}

#[test]
fn messages_that_would_be_lost_are_shown() {
    let sandbox = kept();
    let send = |body: &str| {
        let url = "http://localhost/000000000000/waiting-dev";
        let (status, text) =
            sandbox.aws().query("sqs", HOME, "SendMessage", &[("QueueUrl", url), ("MessageBody", body)]);
        assert_eq!(status, 200, "{text}");
    };
    ["one", "two", "three"].into_iter().for_each(send);
    sandbox.run("teardown").code(2).says("queue   waiting-dev").says("delete  about 3 messages");
}

/// A bucket whose name AWS makes and which its template does not keep, beside one more resource.
const UNRETAINED: &str = "\
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Topic: {Type: AWS::SNS::Topic}
Outputs:
  BucketName: {Value: !Ref Bucket}
";

#[test]
fn a_bucket_that_is_not_kept_stops_the_teardown_unless_its_deletion_was_asked_for() {
    let sandbox = deployed(UNRETAINED, "");
    let aws = sandbox.aws();
    let [bucket] = aws.buckets().try_into().unwrap();
    aws.s3(HOME, &format!("PUT /{bucket}/one"), "x");
    sandbox
        .run("teardown --confirm s")
        .code(1)
        .says(&format!("bucket {bucket} in us-west-2 would be deleted with its stack, and contains 1 object"))
        .says("hint: deploy it with DeletionPolicy: Retain to keep it, or add --delete-data");
    assert_eq!(aws.stacks(HOME), ["s-files-dev CREATE_COMPLETE"]);
    assert_eq!(aws.versions(HOME, &bucket), 1);

    sandbox.run("teardown --delete-data --confirm s").ok();
    assert!(aws.stacks(HOME).is_empty() && aws.buckets().is_empty());
}

#[test]
fn objects_under_a_legal_hold_are_kept_and_named() {
    let sandbox = kept();
    let aws = sandbox.aws();
    // The emulator's CloudFormation drops ObjectLockEnabled.
    let lock =
        "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>";
    aws.s3(HOME, &format!("PUT /{KEPT}?object-lock"), lock);
    aws.s3_all(HOME, &["free", "held"].map(|key| format!("PUT /{KEPT}/{key}")));
    let hold = |status: &str| {
        let body = format!("<LegalHold><Status>{status}</Status></LegalHold>");
        aws.s3(HOME, &format!("PUT /{KEPT}/held?legal-hold"), &body);
    };
    hold("ON");
    sandbox
        .run("teardown --delete-data --confirm s --yes --force")
        .code(1)
        .says(&format!("1 version in bucket {KEPT} cannot be deleted: held (version "))
        .says("AccessDenied: Access Denied because object protected by object lock")
        .says("hint: end what holds them");
    assert_eq!(aws.versions(HOME, KEPT), 1);
    hold("OFF");
    sandbox.run("teardown --delete-data --confirm s").ok();
    assert!(aws.buckets().is_empty());
}

#[test]
fn the_deploy_policy_is_enough_to_empty_a_bucket() {
    let sandbox = Sandbox::with_permissions();
    sandbox.unset("PROVISION_CONFIG");
    let template = TEMPLATE.replace("kept-", "coffee-").replace("waiting-", "mailbox-");
    sandbox.write("bucket.yaml", &template);
    let stack = "files: {template: bucket.yaml, region: home, parameters: {Stage: dev}}";
    let systems = format!("systems:\n  mailbox:\n    stacks:\n      {stack}\n");
    sandbox.write("provision.yaml", &format!("{}{systems}", project::HEAD));
    sandbox.run("deploy").ok();
    let aws = sandbox.aws();
    let bucket = KEPT.replace("kept", "coffee");
    aws.s3(HOME, &format!("PUT /{bucket}/one"), "x");
    aws.s3(HOME, &format!("POST /{bucket}/unfinished?uploads"), "");
    sandbox
        .run("teardown --delete-data --confirm mailbox")
        .ok()
        .says("1 object")
        .says("about 0 messages")
        .never_mentions("cannot be told");
    assert!(aws.buckets().is_empty());
}
