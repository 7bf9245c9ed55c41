use std::collections::{BTreeMap, BTreeSet};

use super::{Losses, Review, Scope};
use crate::access::AccessChange;
use crate::aws::changes::ResourceChange;
use crate::aws::fake::stacks::Verdict;
use crate::aws::fake::{Call, Reply, Service, held};
use crate::stack::Permissions;
use crate::testing::{ONE_STACK, Scene};

const STACK: &str = "mail-queue-dev";
const ACCESS: Scope = Scope { access: true, losses: Losses::Allowed };
const LOSSES: Scope = Scope { access: false, losses: Losses::All };

const ROLE: &str = "Resources: {Role: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement: \
     {Effect: Allow, Action: '*', Resource: '*'}}}]}}}\n";

fn narrowed(template: &str) -> String {
    template.replace("Action: '*'", "Action: 's3:GetObject'")
}

/// A stack that was deployed with the first template, where the second is wanted.
fn changed(deployed: &str, wanted: &str) -> Scene {
    let scene = Scene::of(ONE_STACK, wanted, Vec::new());
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).template = deployed.to_owned();
    scene
}

fn number_of(scene: &Scene, operation: &str) -> usize {
    scene.calls.operations().into_iter().filter(|call| call == operation).count()
}

fn only(review: Review) -> AccessChange {
    assert_eq!(review.access.len(), 1, "{review:?}");
    let [change] = <[AccessChange; 1]>::try_from(review.access[0].changes.clone()).unwrap();
    change
}

#[tokio::test(start_paused = true)]
async fn a_role_that_is_widened_is_found_by_one_call_and_a_new_stack_by_none() {
    let scene = Scene::of(ONE_STACK, ROLE, Vec::new());
    assert!(scene.review(ACCESS).await.access.is_empty());
    let scene = changed(&narrowed(ROLE), ROLE);
    let change = only(scene.review(ACCESS).await);
    assert_eq!(change.words(), "Allow s3:GetObject on * → Allow * on *");
    assert_eq!(number_of(&scene, "GetTemplate"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_statement_shows_no_secret() {
    let template = "
Parameters: {Key: {Type: String, NoEcho: true, Default: hunter2}}
Resources:
  P:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: b
      PolicyDocument:
        Statement:
          Effect: Allow
          Principal: '*'
          Action: 's3:GetObject'
          Condition: {StringEquals: {'aws:Referer': [!Ref Key, hunter2, '{{resolve:secretsmanager:referer}}']}}
";
    let change = only(changed(&narrowed(ROLE), template).review(ACCESS).await);
    let words = change.words();
    assert!(words.contains("aws:Referer") && words.contains("${Key}"), "{words}");
    assert!(!words.contains("hunter2") && !words.contains("resolve"), "{words}");
}

const FUNCTION: &str = "
Resources:
  Code: {Type: AWS::Lambda::LayerVersion, Properties: {Content: ./code.txt}}
";

/// An artifact bucket that has every object.
struct Objects;

impl Service for Objects {
    fn answer(&mut self, call: &Call) -> Option<Reply> {
        (call.service == "s3").then(|| Reply::ok(""))
    }
}

/// The fingerprint is that of the packed template, so that the unpacked one always differed.
#[tokio::test(start_paused = true)]
async fn a_packed_template_that_is_deployed_is_not_compared() {
    let scene = Scene::with_files(ONE_STACK, FUNCTION, &[("code.txt", "one")], vec![Box::new(Objects)]);
    scene.deploy().await;
    assert!(scene.review(ACCESS).await.access.is_empty());
    assert_eq!(number_of(&scene, "GetTemplate"), 0);
}

const OUTER: &str = "
Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: inner.yaml}
";
const INNER: &str = "arn:aws:cloudformation:us-west-2:123456789012:stack/inner/1";

/// A nested stack that was deployed with the first template, where the second is wanted.
fn nested(deployed: &str, wanted: &str) -> Scene {
    let scene = Scene::with_files(ONE_STACK, OUTER, &[("inner.yaml", wanted)], Vec::new());
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).template = OUTER.replace("inner.yaml", "https://x/packages/old.template");
    held(&scene.stacks).resources = vec![["Inner", INNER, "AWS::CloudFormation::Stack", "CREATE_COMPLETE"]];
    held(&scene.stacks).nested = BTreeMap::from([(INNER, deployed.to_owned())]);
    scene
}

#[tokio::test(start_paused = true)]
async fn a_nested_template_is_compared_with_the_packed_file() {
    let change = only(nested(&narrowed(ROLE), ROLE).review(ACCESS).await);
    assert_eq!((change.logical_id.as_str(), change.needs_approval), ("Inner/Role", true));
    assert_eq!(change.words(), "Allow s3:GetObject on * → Allow * on *");
    assert!(nested(ROLE, &narrowed(ROLE)).review(ACCESS).await.access.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_nested_stack_whose_templates_cannot_be_read_asks() {
    let remote = |name: &str| OUTER.replace("inner.yaml", &format!("https://bucket/{name}"));
    let scene = changed(&remote("one.yaml"), &remote("two.yaml"));
    held(&scene.stacks).resources = vec![["Inner", INNER, "AWS::CloudFormation::Stack", "CREATE_COMPLETE"]];
    held(&scene.stacks).nested = BTreeMap::from([(INNER, ROLE.to_owned())]);
    let change = only(scene.review(ACCESS).await);
    assert!(change.needs_approval);
    assert_eq!(change.words(), "cannot be compared: what its template grants is not known");
}

#[tokio::test(start_paused = true)]
async fn other_parameters_of_the_same_nested_template_are_compared() {
    let inner = "Parameters: {To: {Type: String}}
Resources: {P: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [q], PolicyDocument: {Statement: {Effect: Allow, \
                 Principal: !Ref To, Action: 'sqs:SendMessage'}}}}}\n";
    let outer = |to: &str| format!("{OUTER}      Parameters: {{To: {to}}}\n");
    let outer = |to: &str| {
        outer(to).replace(
            "Properties: {TemplateURL: inner.yaml}\n      Parameters: ",
            "Properties:\n      TemplateURL: https://bucket/inner\n      Parameters: ",
        )
    };
    let scene = changed(&outer("'123456789012'"), &outer("'*'"));
    held(&scene.stacks).resources = vec![["Inner", INNER, "AWS::CloudFormation::Stack", "CREATE_COMPLETE"]];
    held(&scene.stacks).nested = BTreeMap::from([(INNER, inner.to_owned())]);
    let change = only(scene.review(ACCESS).await);
    assert_eq!(
        change.words(),
        "Allow sqs:SendMessage on * to 123456789012 → Allow sqs:SendMessage on * to *"
    );
}

/// A table, and a topic that holds nothing.
fn data(key: &str, display: &str) -> String {
    format!(
        "Resources:
  Table: {{Type: AWS::DynamoDB::Table, Properties: {{KeySchema: [{{AttributeName: {key}, KeyType: HASH}}]}}}}
  Topic: {{Type: AWS::SNS::Topic, Properties: {{DisplayName: {display}}}}}
"
    )
}

fn replacing() -> Verdict {
    Verdict::Ready(vec![vec![("Modify", "True", "AWS::DynamoDB::Table")]])
}

#[tokio::test(start_paused = true)]
async fn only_a_template_that_touches_data_costs_a_change_set() {
    let scene = changed(&data("id", "one"), &data("id", "two"));
    assert!(scene.review(LOSSES).await.losses.is_empty());
    assert_eq!(scene.changes(), Vec::<String>::new());

    let scene = changed(&data("id", "one"), &data("number", "one"));
    held(&scene.stacks).verdicts.push_back(replacing());
    let losses = scene.review(LOSSES).await.losses;
    assert_eq!(losses.len(), 1);
    assert_eq!(losses[0].changes[0].kind, "AWS::DynamoDB::Table");
    assert_eq!(scene.changes(), ["CreateChangeSet", "DeleteChangeSet"]);
    assert!(scene.review(ACCESS).await.losses.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_template_that_is_sent_unread_costs_a_change_set_once_it_differs() {
    let project = ONE_STACK.replace("region: home", "region: home, verbatim: true");
    for (text, number) in [("Resources: {Table: &a {}}", 0), ("Resources: {Table: &b {}}", 1)] {
        let scene = Scene::of(&project, "Resources: {Table: &a {}}", Vec::new());
        held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
        held(&scene.stacks).template = text.to_owned();
        scene.review(LOSSES).await;
        assert_eq!(number_of(&scene, "CreateChangeSet"), number, "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn removed_tables_and_templates_that_a_macro_makes_are_looked_at() {
    let topic = "Resources: {Topic: {Type: AWS::SNS::Topic}}\n";
    let with_macro = format!("Transform: Mine\n{topic}");
    for (old, new) in [(data("id", "one"), topic), (topic.to_owned(), &*with_macro)] {
        let scene = changed(&old, new);
        held(&scene.stacks).verdicts.push_back(Verdict::Ready(vec![vec![(
            "Remove",
            "",
            "AWS::DynamoDB::Table",
        )]]));
        assert_eq!(scene.review(LOSSES).await.losses.len(), 1, "{new}");
    }
}

/// What is lost, as `EFFECT ID (TYPE)`.
async fn lost(scene: &Scene) -> Vec<String> {
    let losses = scene.review(LOSSES).await.losses;
    losses.iter().flat_map(|stack| &stack.changes).map(ResourceChange::words).collect()
}

#[tokio::test(start_paused = true)]
async fn without_a_change_set_the_templates_show_what_is_lost() {
    let scene = changed(&data("id", "one"), &data("number", "one"));
    held(&scene.stacks).verdicts.push_back(Verdict::Failed("AWS::EarlyValidation"));
    assert_eq!(lost(&scene).await, ["may replace Table (AWS::DynamoDB::Table)"]);
    held(&scene.stacks).verdicts.push_back(replacing());
    let (_, error) = scene.deploy().await;
    assert!(format!("{:#}", error.unwrap()).contains("may lose data"));
}

#[tokio::test(start_paused = true)]
async fn only_the_accepted_losses_are_executed() {
    for (id, is_executed) in [("Thing", true), ("Another", false)] {
        let scene = changed(&data("id", "one"), &data("number", "one"));
        held(&scene.stacks).verdicts.push_back(replacing());
        let accepted = BTreeSet::from([(0, id.to_owned())]);
        let (_, error) = scene.deploy_with(Permissions { accepted, ..Permissions::default() }).await;
        assert_eq!(error.is_none(), is_executed, "{error:?}");
    }
}

/// `b` gets the name of its table from `a`, which is not there yet.
#[tokio::test(start_paused = true)]
async fn with_a_value_that_is_not_known_yet_the_templates_are_compared() {
    let project = ONE_STACK.replace(
        "      queue: {template: queue.yaml, region: home}\n",
        "      a: {template: queue.yaml, region: home, parameters: {Name: x}}
      b: {template: queue.yaml, region: home, parameters: {Name: {output: mail-a.Out}}}\n",
    );
    let template = format!("Parameters: {{Name: {{Type: String}}}}\n{}", data("id", "one"))
        + "Outputs: {Out: {Value: !Ref Topic}}\n";
    let scene = Scene::of(&project, &template, Vec::new());
    held(&scene.stacks).has("mail-b-dev", "CREATE_COMPLETE");
    held(&scene.stacks).template = template.replace("AttributeName: id", "AttributeName: number");
    assert_eq!(lost(&scene).await, ["may replace Table (AWS::DynamoDB::Table)"]);
    assert_eq!(scene.changes(), Vec::<String>::new());
}

const TABLES: &str = "Conditions: {Kept: !Equals [!Ref AWS::Region, us-west-2]}
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: one}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: one}}
  Of: {Type: AWS::DynamoDB::Table, Properties: {TableName: !GetAtt Topic.TopicName}}
  Simple: {Type: AWS::Serverless::SimpleTable, Condition: Kept, Properties: {PrimaryKey: {Name: id, Type: String}}}
  Kept: {Type: AWS::SQS::Queue, DeletionPolicy: Retain}
";

#[tokio::test(start_paused = true)]
async fn a_nested_template_shows_which_data_its_stack_loses() {
    let without = "Resources: {Topic: {Type: AWS::SNS::Topic}}\n";
    let removed = ["Of", "Simple", "Table"].map(|id| format!("remove Inner/{id} (AWS::DynamoDB::Table)"));
    assert_eq!(lost(&nested(TABLES, without)).await, removed);
    assert_eq!(lost(&nested(without, TABLES)).await, Vec::<String>::new());
    for (from, to, effect) in [
        ("TableName: one", "TableName: two", "replace Inner/Table"),
        ("Name: id", "Name: number", "replace Inner/Simple"),
        ("!Equals [!Ref AWS::Region, us-west-2]", "!Equals [a, b]", "remove Inner/Simple"),
        ("TopicName: one", "TopicName: two", "may replace Inner/Of"),
        ("!Equals [!Ref AWS::Region, us-west-2]", "!Equals [!ImportValue a, b]", "remove Inner/Simple"),
    ] {
        let found = lost(&nested(TABLES, &TABLES.replace(from, to))).await;
        assert_eq!(found, [format!("{effect} (AWS::DynamoDB::Table)")], "{to}");
    }
    let none = "!If [Kept, !Ref AWS::NoValue, x]";
    let same = TABLES
        .replace("{Type: AWS::SQS::Queue,", "{Type: AWS::SQS::Queue, Properties: {FifoQueue: 'false'},");
    let before = same.replace("'false'", "false");
    assert!(lost(&nested(&before, &same)).await.is_empty());
    let same = TABLES.replace(
        "TableName: one",
        &format!("TableName: one, BillingMode: PAY_PER_REQUEST, ImportSourceSpecification: {none}"),
    );
    assert!(lost(&nested(TABLES, &same)).await.is_empty());
    let with_macro = format!("Transform: Mine\n{TABLES}");
    assert_eq!(
        lost(&nested(TABLES, &with_macro)).await,
        ["may replace Inner/Transform (AWS::CloudFormation::Stack)"]
    );
}

#[tokio::test(start_paused = true)]
async fn what_a_nested_stack_of_an_unknown_template_loses_is_asked() {
    let remote = |name: &str| OUTER.replace("inner.yaml", &format!("https://bucket/{name}"));
    let scene = changed(&remote("one.yaml"), &remote("two.yaml"));
    held(&scene.stacks).resources = vec![["Inner", INNER, "AWS::CloudFormation::Stack", "CREATE_COMPLETE"]];
    held(&scene.stacks).nested = BTreeMap::from([(INNER, TABLES.to_owned())]);
    assert_eq!(lost(&scene).await, ["may replace Inner (AWS::CloudFormation::Stack)"]);
}
