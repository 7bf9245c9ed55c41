//! What `provision` refuses although AWS would let it happen.

use std::fs::File;
use std::io::Write;

use serde_json::json;
use zip::write::SimpleFileOptions;

use crate::harness::{Sandbox, Verdict, project, refusal};

#[test]
fn a_table_is_not_replaced_unless_that_is_allowed() {
    let sandbox = Sandbox::started();
    project::write(
        &sandbox,
        "      data: {template: nameless.yaml, region: home, parameters: {Stage: dev}}\n",
    );
    // CloudFormation itself refuses to replace a table whose name is fixed.
    sandbox.write("nameless.yaml", &project::TABLE.replace("      TableName: !Sub items-${Stage}\n", ""));
    sandbox.run("deploy").ok();
    let table = sandbox.aws().tables("us-west-2").pop().unwrap();
    let item = json!({"TableName": table, "Item": {"id": {"S": "1"}}});
    sandbox.aws().dynamodb("us-west-2", "PutItem", &item).unwrap();

    let plan = sandbox.run("plan -p s-data.Key=number").ok();
    plan.prints("Data may be lost:\n  s-data-dev in us-west-2: may replace Table (AWS::DynamoDB::Table)\n")
        .prints(&format!("    {table}: may be replaced by an empty one\n"))
        .prints(r#"    KeySchema.0.AttributeName: id → number (may require replacement; parameter Key)"#)
        .prints("needs --allow-data-loss");
    for words in ["deploy -p s-data.Key=number", "deploy -p s-data.Key=number --approve never --yes --quiet"]
    {
        sandbox
            .run(words)
            .code(2)
            .says("s-data-dev in us-west-2: data may be lost: may replace Table (AWS::DynamoDB::Table)")
            .says("the loss of data was not approved; nothing was changed")
            .says("then add --allow-data-loss")
            .never_mentions("then add --approve");
    }
    assert_eq!(sandbox.aws().tables("us-west-2"), [table]);
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-data-dev CREATE_COMPLETE"]);
    let sets = sandbox.aws().cloudformation("us-west-2", "ListChangeSets", &[("StackName", "s-data-dev")]);
    assert!(!sets.contains("<ExecutionStatus>AVAILABLE"), "{sets}");

    sandbox.run("deploy -p s-data.Key=number --allow-data-loss").ok().prints("updated");
}

/// A table that a parameter switches off, and a bucket.
const OPTIONAL_TABLE: &str = "\
Parameters:
  Keep: {Type: String, Default: 'true'}
  Days: {Type: Number, Default: 30}
Conditions:
  IsKept: !Equals [!Ref Keep, true]
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Condition: IsKept
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      Tags: [{Key: days, Value: !Ref Days}]
      LifecycleConfiguration: {Rules: [{Status: Enabled, ExpirationInDays: !Ref Days}]}
";

#[test]
fn a_table_that_a_condition_removes_needs_the_same_permission_and_a_change_of_a_bucket_none() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      data: {template: optional.yaml, region: home}\n");
    sandbox.write("optional.yaml", OPTIONAL_TABLE);
    sandbox.run("deploy").ok();
    let tables = sandbox.aws().tables("us-west-2");
    assert_eq!(tables.len(), 1);

    let plan = sandbox.run("plan -p s-data.Days=7").ok().prints("modify Bucket (AWS::S3::Bucket)");
    plan.never_mentions("replace").never_mentions("Data may be lost");
    sandbox.run("deploy -p s-data.Days=7").ok().prints("updated");

    let removed = "s-data-dev in us-west-2: remove Table (AWS::DynamoDB::Table)";
    sandbox.run("plan -p s-data.Keep=false").ok().prints("Data may be lost:").prints(removed);
    let refused = sandbox.run("deploy -p s-data.Keep=false").code(2);
    refused.says("data may be lost: remove Table (AWS::DynamoDB::Table)").says("nothing was changed");
    assert_eq!(sandbox.aws().tables("us-west-2"), tables);
    sandbox.run("deploy -p s-data.Keep=false --allow-data-loss").ok().prints("updated");
    assert!(sandbox.aws().tables("us-west-2").is_empty());
}

/// One question before the first change for both: a table that is replaced, and a role that is widened in another stack.
#[test]
fn a_terminal_is_asked_once_for_the_loss_of_data_and_the_access_that_widens() {
    let sandbox = Sandbox::started();
    let stacks = "      data: {template: nameless.yaml, region: home, parameters: {Stage: dev}}
      role: {template: role.yaml, region: home}\n";
    project::write(&sandbox, stacks);
    let table = project::TABLE.replace("      TableName: !Sub items-${Stage}\n", "");
    sandbox.write("nameless.yaml", &table);
    sandbox
        .write("role.yaml", &ROLE.replace("STATEMENT", "{Effect: Allow, Action: 's3:Get*', Resource: '*'}"));
    sandbox.run("deploy").ok();
    let tables = sandbox.aws().tables("us-west-2");
    sandbox.write("role.yaml", &ROLE.replace("STATEMENT", "{Effect: Allow, Action: '*', Resource: '*'}"));

    let deploy = format!("{} deploy -p s-data.Key=number", env!("CARGO_BIN_EXE_provision"));
    let question = "Approve the loss of data and the access that widens, and deploy? [y/N]";
    let Some(refused) = sandbox.on_a_terminal(80, &deploy, r"n\n") else { return };
    let refused = refused.code(2).prints(question).prints("data may be lost: may replace Table");
    refused.prints("access widens: Role (AWS::IAM::Role): Allow s3:Get* on * → Allow * on *");
    assert_eq!(sandbox.aws().tables("us-west-2"), tables);

    // Every question that is answered with no ends like this one.
    let teardown = format!("{} teardown", env!("CARGO_BIN_EXE_provision"));
    let kept = sandbox.on_a_terminal(80, &teardown, r"no\n").unwrap().code(2);
    kept.prints("the removal was not confirmed: nothing was removed");
    assert_eq!(sandbox.aws().tables("us-west-2"), tables);
    let reset = format!("{} local reset", env!("CARGO_BIN_EXE_provision"));
    let kept = sandbox.on_a_terminal(80, &reset, r"n\n").unwrap().code(2);
    kept.prints("the reset was not confirmed: nothing was deleted");
    assert_eq!(sandbox.aws().tables("us-west-2"), tables);

    let approved = sandbox.on_a_terminal(80, &deploy, r"y\n").unwrap().ok();
    assert_eq!(approved.stdout.matches("[y/N]").count(), 1, "{approved}");
    approved.prints("2 updated");
}

/// The command waits for an answer when the signal comes.
#[test]
fn ctrl_c_at_a_question_ends_the_command() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      role: {template: role.yaml, region: home}\n");
    let write = |action: &str| {
        let statement = format!("{{Effect: Allow, Action: '{action}', Resource: '*'}}");
        sandbox.write("role.yaml", &ROLE.replace("STATEMENT", &statement));
    };
    write("s3:Get*");
    sandbox.run("deploy").ok();
    write("*");
    let program = env!("CARGO_BIN_EXE_provision");
    // A terminal that is never closed, on which Ctrl-C is typed once the question is there.
    let line = format!(
        "mkfifo keys; (exec 3<>keys; until grep -q 'y/N' screen; do sleep 0.1; done; printf '\\003' >&3; sleep 20) & \
         timeout 15 script -qefc '{program} deploy' screen <keys >/dev/null 2>&1; code=$?; cat screen; kill $!; exit $code"
    );
    if sandbox.shell("command -v script").code == Some(0) {
        sandbox.shell(&line).code(130).prints("interrupted");
    }
    sandbox.run("plan").ok().prints("Access widens:");
}

/// A role whose only statement is `STATEMENT`.
const ROLE: &str = "\
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
      Policies:
        - {PolicyName: p, PolicyDocument: {Version: '2012-10-17', Statement: [STATEMENT]}}
";

#[test]
fn access_widens_only_with_an_approval() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      role: {template: role.yaml, region: home}\n");
    let write = |statement: &str| sandbox.write("role.yaml", &ROLE.replace("STATEMENT", statement));
    let narrow = "{Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::items/*'}";
    let wide = "{Effect: Allow, Action: '*', Resource: '*'}";
    write(narrow);
    sandbox.run("deploy").ok();
    let fingerprint = sandbox.run("outputs --output json").ok().stdout;

    write(wide);
    sandbox
        .run("deploy")
        .code(2)
        .says("s-role-dev in us-west-2: access widens: Role (AWS::IAM::Role): adds Allow * on *")
        .says("nothing was changed")
        .says("--approve never");
    sandbox.run("deploy --yes").code(2).says("was not approved");
    assert_eq!(sandbox.run("outputs --output json").ok().stdout, fingerprint);
    sandbox.run("deploy --approve never").ok().prints("updated");

    // What is narrower, or only written otherwise, needs none; nor does a stage that says so.
    write("{Resource: ['arn:aws:s3:::items/*'], Action: ['s3:GetObject'], Effect: Allow}");
    sandbox.run("deploy").ok();
    let file = std::fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox.write("provision.yaml", &file.replace("dev: {}", "dev: {approve: never}"));
    write(wide);
    sandbox.run("deploy").ok();
    sandbox.run("deploy --approve any").code(2).says("this deploy was not approved");
}

#[test]
fn a_stage_is_bound_to_its_account() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    let file = std::fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox.write("provision.yaml", &file.replace("dev: {}", "dev: {account: '123456789012'}"));
    for words in ["deploy", "plan", "status", "teardown --confirm s"] {
        sandbox
            .run(words)
            .code(2)
            .says("stage dev belongs to account 123456789012, but the credentials are of 000000000000")
            .says("--profile");
    }
    assert!(sandbox.aws().stacks("us-west-2").is_empty());
    sandbox.run("deploy --stage test").ok();
}

/// A function whose zip is ready-made.
const FUNCTION: &str = "\
Parameters:
  Bucket: {Type: String}
  Key: {Type: String}
Resources:
  Function:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: ready-made
      Runtime: provided.al2023
      Handler: none
      Role: arn:aws:iam::000000000000:role/none
      Code: {S3Bucket: !Ref Bucket, S3Key: !Ref Key}
";

fn with_a_function() -> Sandbox {
    let sandbox = Sandbox::started();
    let stack = "      fn: {template: fn.yaml, region: home, parameters: {Bucket: '${artifacts.bucket}', Key: {artifact: code}}}\n";
    project::write(&sandbox, stack);
    let file = std::fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    sandbox.write("provision.yaml", &format!("{file}artifacts:\n  code: {{file: code.zip}}\n"));
    sandbox.write("fn.yaml", FUNCTION);
    let mut zip = zip::ZipWriter::new(File::create(sandbox.path("project/code.zip")).unwrap());
    zip.start_file("bootstrap", SimpleFileOptions::default().unix_permissions(0o755)).unwrap();
    zip.write_all(b"#!/bin/sh\n").unwrap();
    zip.finish().unwrap();
    sandbox
}

#[test]
fn code_that_runs_is_compared_with_code_that_was_built() {
    let sandbox = with_a_function();
    let proxy = sandbox.behind_proxy();
    proxy.rule(|call| {
        if call.action.ends_with("/functions/ready-made/configuration") {
            return Verdict::Answer(200, r#"{"FunctionName":"ready-made","CodeSha256":"stale"}"#.to_owned());
        }
        Verdict::Forward
    });
    sandbox
        .run("deploy")
        .code(1)
        .says("stack s-fn-dev in us-west-2 does not serve what was deployed: function ready-made runs other code")
        .says("(CodeSha256 stale, built ")
        .says("undo the change by hand");
    proxy.forward_all();
    sandbox.run("deploy --force").ok();
    sandbox.run("deploy").ok().prints("Nothing changed");
}

#[test]
fn a_zip_that_is_not_in_s3_fails_its_function() {
    let sandbox = with_a_function();
    let proxy = sandbox.behind_proxy();
    proxy.rule(|call| {
        if call.action.starts_with("HEAD /provision-artifacts-") {
            return Verdict::Answer(200, String::new());
        }
        Verdict::Forward
    });
    sandbox.run("deploy").code(1).says("Function (AWS::Lambda::Function): ").says("NoSuchBucket");
}

#[test]
fn an_artifact_bucket_is_closed_also_when_its_maker_was_interrupted() {
    let sandbox = with_a_function();
    let proxy = sandbox.behind_proxy();
    proxy.rule(|call| {
        if call.action.starts_with("PUT /provision-artifacts-") && call.body.contains("ServerSideEncryption")
        {
            return refusal(call, 403, "AccessDenied", "not yet");
        }
        Verdict::Forward
    });
    sandbox.run("deploy").code(1).says("s3:PutBucketEncryption in us-west-2: AccessDenied: not yet");
    proxy.forward_all();
    proxy.take_calls();
    sandbox.run("deploy").ok();
    let closed = proxy.take_calls().iter().any(|call| call.body.contains("aws:SecureTransport"));
    assert!(closed, "the bucket has no policy");
}
