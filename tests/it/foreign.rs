//! What has the right name and is not ours: shown, and left alone whatever the flags. And what is ours by its tags.

use serde_json::json;

use crate::harness::{Sandbox, project};

const HOME: &str = "us-west-2";
const EVERYTHING: &str = "teardown --delete-data --force --yes";

/// A table beside a topic that needs nothing.
const STACKS: &str = "      data: {template: table.yaml, region: home, parameters: {Stage: '${stage}'}}
      a: {template: topic.yaml, region: home, parameters: {Name: 'a-${stage}'}}
";

fn sandbox(stacks: &str) -> Sandbox {
    let sandbox = Sandbox::started();
    project::write(&sandbox, stacks);
    sandbox
}

/// Makes a table with an item by hand.
fn make_table(sandbox: &Sandbox, name: &str) {
    let aws = sandbox.aws();
    let table = json!({"TableName": name, "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]});
    aws.dynamodb(HOME, "CreateTable", &table).unwrap();
    aws.dynamodb(HOME, "PutItem", &json!({"TableName": name, "Item": {"id": {"S": "theirs"}}})).unwrap();
}

fn items(sandbox: &Sandbox, name: &str) -> u64 {
    let found = sandbox.aws().dynamodb(HOME, "Scan", &json!({"TableName": name})).unwrap();
    found["Count"].as_u64().unwrap()
}

#[test]
fn validate_notes_what_could_not_be_adopted_again() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, "      a: {template: volume.yaml, region: home}\n");
    sandbox.write("volume.yaml", "Resources:\n  V: {Type: AWS::EC2::Volume, DeletionPolicy: Retain}\n");
    sandbox
        .run("validate")
        .ok()
        .says("note: volume.yaml: V is retained")
        .says("has no identifier that a template can set");
}

#[test]
fn a_table_that_was_made_by_hand_is_foreign_before_the_first_deploy() {
    let sandbox = sandbox(STACKS);
    make_table(&sandbox, "items-dev");
    sandbox
        .run("deploy")
        .code(1)
        .says("table items-dev in us-west-2 has the name that stack s-data-dev gives to its resource Table")
        .says("is not adopted: it has no tags of a stack")
        .says("hint: give the resource another name, or delete what is there");
    assert!(
        sandbox.aws().stacks(HOME).is_empty(),
        "nothing was changed, not even what does not need the table"
    );
    sandbox.run("plan").ok().prints("blocked").prints("is not adopted: it has no tags of a stack");
    sandbox
        .run(EVERYTHING)
        .ok()
        .says("table  items-dev  us-west-2  foreign  it has no tags of a stack")
        .prints("us-west-2  none         none         none")
        .prints("Foreign, not touched in us-west-2: table items-dev: it has no tags of a stack");
    assert_eq!(items(&sandbox, "items-dev"), 1);
}

#[test]
fn a_table_that_is_not_to_be_kept_any_more_is_found_again_before_anything_changes() {
    let sandbox = sandbox(STACKS);
    sandbox.run("deploy").ok();
    sandbox.run("teardown --yes").ok().prints("items-dev");
    let kept = project::TABLE.replace("    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n", "");
    sandbox.write("table.yaml", &kept);
    sandbox
        .run("deploy")
        .code(1)
        .says("table items-dev in us-west-2 was left behind by an earlier stack and cannot be adopted");
    assert!(sandbox.aws().stacks(HOME).is_empty(), "nothing was changed");
    sandbox.run("teardown --yes").ok().prints("items-dev");
    sandbox.run("teardown --yes --delete-data").ok();
    sandbox.run("deploy").ok();
}

#[test]
fn a_table_that_was_made_by_hand_after_a_teardown_is_foreign_too() {
    let sandbox = sandbox(STACKS);
    sandbox.run("deploy").ok();
    sandbox.run("teardown --confirm s").ok().prints("us-west-2  none         items-dev    none");
    let aws = sandbox.aws();
    // Ours by its tags: the next deploy adopts it.
    aws.dynamodb(HOME, "PutItem", &json!({"TableName": "items-dev", "Item": {"id": {"S": "ours"}}})).unwrap();
    let plan =
        sandbox.run("plan").ok().prints("adopt s-data-dev in us-west-2").prints("1 to create, 1 to adopt");
    plan.prints("import Table (AWS::DynamoDB::Table): items-dev");
    let adopted =
        sandbox.run("deploy").ok().says("adopted table items-dev, which an earlier stack left behind");
    let of_stack = |name: &str| {
        format!("{adopted}").lines().any(|line| line.starts_with(name) && line.contains(" adopted "))
    };
    assert!(of_stack("s-data-dev") && !of_stack("s-a-dev"), "{adopted}");
    assert_eq!(items(&sandbox, "items-dev"), 1);
    sandbox.run("teardown --confirm s").ok();
    aws.dynamodb(HOME, "DeleteTable", &json!({"TableName": "items-dev"})).unwrap();
    make_table(&sandbox, "items-dev");
    sandbox.run(EVERYTHING).ok().prints("Foreign, not touched");
    assert_eq!(items(&sandbox, "items-dev"), 1);
    sandbox.run("deploy").code(1).says("is not adopted");
}

#[test]
fn another_stages_table_is_foreign() {
    let sandbox = sandbox("      data: {template: table.yaml, region: home, parameters: {Stage: shared}}\n");
    sandbox.run("deploy --stage test").ok();
    sandbox.run("teardown --stage test --confirm s").ok();
    sandbox.run("deploy").code(1).says("is not adopted: its tags name the stack s-data-test");
    sandbox.run(EVERYTHING).ok().says("foreign  its tags name the stack s-data-test");
    assert_eq!(sandbox.aws().tables(HOME), ["items-shared"]);
    sandbox.run("teardown --stage test --delete-data --confirm s").ok();
    assert!(sandbox.aws().tables(HOME).is_empty());
}

#[test]
fn a_bucket_that_was_made_by_hand_is_neither_emptied_nor_adopted() {
    let sandbox = sandbox("      files: {template: bucket.yaml, region: home}\n");
    sandbox.write(
        "bucket.yaml",
        "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    DeletionPolicy: Retain\n    Properties: {BucketName: theirs}\n",
    );
    let aws = sandbox.aws();
    let place = format!("<LocationConstraint>{HOME}</LocationConstraint>");
    let place = format!("<CreateBucketConfiguration>{place}</CreateBucketConfiguration>");
    aws.s3(HOME, "PUT /theirs", &place);
    aws.s3(HOME, "PUT /theirs/one", "x");
    sandbox.run("deploy").code(1).says("bucket theirs in us-west-2 has the name").says("is not adopted");
    sandbox
        .run(EVERYTHING)
        .ok()
        .says("bucket  theirs  us-west-2  foreign  it has no tags of a stack")
        .prints("Foreign, not touched in us-west-2: bucket theirs: it has no tags of a stack");
    assert_eq!(aws.versions(HOME, "theirs"), 1);
}

/// A table that is kept where a parameter says so, and another that is made only then.
const SOMETIMES: &str = "\
Transform: AWS::LanguageExtensions
Parameters:
  Keep: {Type: String, Default: 'no'}
Conditions:
  IsKept: !Equals [!Ref Keep, 'yes']
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: !If [IsKept, Retain, Delete]
    UpdateReplacePolicy: Retain
    Properties:
      TableName: sometimes
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
  Further:
    Type: AWS::DynamoDB::Table
    Condition: IsKept
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      TableName: further
      ENTRIES
";

#[test]
fn what_is_kept_follows_the_values_with_which_the_stack_was_deployed() {
    let sandbox = sandbox("      data: {template: sometimes.yaml, region: home}\n");
    sandbox.write("sometimes.yaml", &SOMETIMES.replace("ENTRIES", ENTRIES));
    // The second table is foreign while its condition does not hold.
    make_table(&sandbox, "further");
    sandbox.run("deploy").ok();
    sandbox
        .run("teardown --delete-data --yes")
        .ok()
        .says("table  sometimes   us-west-2  delete")
        .says("table  further     us-west-2  foreign")
        .prints("us-west-2  none         none");
    assert_eq!(sandbox.aws().tables(HOME), ["further"]);
    sandbox.aws().dynamodb(HOME, "DeleteTable", &json!({"TableName": "further"})).unwrap();

    // Said on the command line of the deploy only: the stack knows it, the project file does not.
    sandbox.run("deploy -p s-data.Keep=yes").ok();
    sandbox
        .run("teardown --confirm s")
        .ok()
        .says("table  sometimes   us-west-2  keep")
        .says("table  further     us-west-2  keep")
        .prints("us-west-2  none         further      none")
        .prints("us-west-2               sometimes");
    let mut tables = sandbox.aws().tables(HOME);
    tables.sort();
    assert_eq!(tables, ["further", "sometimes"]);

    // What survived can be adopted, or stops the deploy: here its policy would not keep it.
    sandbox
        .run("deploy")
        .code(1)
        .says("table sometimes in us-west-2 was left behind by an earlier stack and cannot be adopted")
        .says("hint: make the policy of Table evaluate to Retain to adopt it");
    assert!(sandbox.aws().stacks(HOME).is_empty());
    sandbox.run("teardown --delete-data --yes").ok();
    assert!(sandbox.aws().tables(HOME).is_empty());
}

/// What the second table has like the first.
const ENTRIES: &str = "BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]";

#[test]
fn a_table_without_a_name_of_its_own_stops_the_next_deploy() {
    let sandbox =
        sandbox("      data: {template: table.yaml, region: home, parameters: {Stage: '${stage}'}}\n");
    let unnamed = project::TABLE.replace("      TableName: !Sub items-${Stage}\n", "");
    sandbox.write("table.yaml", &unnamed);
    sandbox.run("deploy").ok();
    let [table] = sandbox.aws().tables(HOME).try_into().unwrap();
    sandbox.run("teardown --confirm s").ok().prints(&table);
    sandbox
        .run("deploy")
        .code(1)
        .says(&format!(
            "table {table} in us-west-2 was left behind by an earlier stack and cannot be adopted"
        ))
        .says(&format!("hint: give Table the TableName {table} to adopt it"));
    // As the hint says.
    sandbox.write("table.yaml", &project::TABLE.replace("!Sub items-${Stage}", &table));
    sandbox.run("deploy").ok();
    assert_eq!(sandbox.aws().tables(HOME), [table]);
}
