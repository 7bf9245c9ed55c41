use crate::aws::fake::held;
use crate::aws::fake::stacks::Verdict;
use crate::event::Outcome;
use crate::failure::{hint_of, sentence};
use crate::plan::Step;
use crate::report::NodeEnd;
use crate::testing::{ONE_STACK, Scene, TABLE, tags_of};

const STACK: &str = "mail-queue-dev";

fn scene(template: &str) -> Scene {
    Scene::of(ONE_STACK, template, Vec::new())
}

#[tokio::test(start_paused = true)]
async fn a_foreign_table_of_the_name_stops_the_deploy_before_it_changes_anything() {
    for (tags, reason) in [
        (Some(Default::default()), "it has no tags of a stack"),
        (Some(tags_of("other-dev")), "its tags name the stack other-dev"),
        (None, "its tags cannot be read: dynamodb:ListTagsOfResource in us-west-2: AccessDeniedException"),
    ] {
        let scene = scene(TABLE);
        held(&scene.table).tags = tags;
        let error = scene.deploy().await.1.unwrap();
        let start = "table mailbox-dev in us-west-2 has the name that stack mail-queue-dev gives to its resource Table";
        assert!(sentence(&error).starts_with(&format!("{start}, and is not adopted: {reason}")), "{error:?}");
        assert!(hint_of(&error).unwrap().starts_with("give the resource another name, or delete"));
        assert_eq!(scene.changes(), [""; 0]);
        let (_, step, note) = scene.plan().await.pop().unwrap();
        assert_eq!(step, Step::Blocked);
        assert!(note.unwrap().starts_with(start));
    }
}

#[tokio::test(start_paused = true)]
async fn a_table_that_the_earlier_stack_left_behind_is_adopted() {
    let scene = scene(TABLE);
    held(&scene.table).tags = Some(tags_of(STACK));
    let import = Verdict::Ready(vec![vec![("Import", "False", "AWS::DynamoDB::Table")]]);
    held(&scene.stacks).verdicts.push_back(import);
    let (_, error) = scene.deploy().await;
    // The fake calls every changed resource `Thing`, which this template does not have.
    assert!(sentence(&error.unwrap()).contains("its name cannot be worked out from the template"));
    let named = scene_named_thing();
    held(&named.table).tags = Some(tags_of(STACK));
    let import = Verdict::Ready(vec![vec![("Import", "False", "AWS::DynamoDB::Table")]]);
    held(&named.stacks).verdicts.push_back(import);
    held(&named.stacks).resources = vec![["Thing", "mailbox-dev", "AWS::DynamoDB::Table", "IMPORT_COMPLETE"]];
    let (report, error) = named.deploy().await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(named.changes(), ["CreateChangeSet", "ExecuteChangeSet"]);
    assert!(matches!(report.nodes[0].end, NodeEnd::Done { outcome: Outcome::Adopted }), "{report:?}");
    assert_eq!(
        named.notices(),
        ["mail-queue-dev: adopted table mailbox-dev, which an earlier stack left behind"]
    );
}

/// The table's stack, and a step that makes its replicas.
const WITH_REPLICAS: &str = "
version: 1
default-stage: dev
regions: {home: us-west-2}
stages: {dev: {}}
systems:
  mail:
    stacks:
      queue: {template: queue.yaml, region: home}
    steps:
      copies:
        table-replicas: {table: {output: mail-queue.TableName}, source: home, regions: [replicas]}
";

#[tokio::test(start_paused = true)]
async fn a_plan_says_what_would_be_adopted_and_finds_its_replicas() {
    let template = TABLE.replace("{Value: mailbox-dev}", "{Value: !Ref Table}");
    for (region, step, note) in [
        ("us-east-1", Step::Unchanged, None),
        // A replica elsewhere is none that is wanted.
        ("eu-west-1", Step::Replicate, Some("to us-east-1")),
    ] {
        let scene = Scene::of(WITH_REPLICAS, &template, Vec::new());
        held(&scene.table).tags = Some(tags_of(STACK));
        held(&scene.table).has(region);
        held(&scene.table).tags_of_copies.insert(region.to_owned(), tags_of(STACK));
        let report = scene.plan_report().await;
        let [stack, copies] = &report.nodes[..] else { panic!("{report:?}") };
        assert_eq!(stack.step, Step::Adopt);
        let import = serde_json::to_value(&stack.changes).unwrap();
        assert_eq!(
            (&import[0]["effect"], &import[0]["physical_id"]),
            (&"import".into(), &"mailbox-dev".into())
        );
        assert_eq!((copies.step, copies.note.as_deref()), (step, note));
        assert_eq!(scene.changes(), [""; 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_plan_of_a_table_that_is_yet_to_be_made_asks_for_no_replica() {
    let scene = Scene::of(WITH_REPLICAS, TABLE, Vec::new());
    held(&scene.table).is_absent();
    let plans = scene.plan().await;
    assert_eq!((plans[0].1, plans[1].1), (Step::Create, Step::Replicate));
    let looks = scene.calls.of("DescribeTable");
    assert_eq!(looks.len(), 1, "whether there is something to adopt");
}

#[tokio::test(start_paused = true)]
async fn only_what_the_new_stack_has_is_reported_as_adopted() {
    for (resources, expected) in [
        (vec![["Thing", "mailbox-dev", "AWS::DynamoDB::Table", "DELETE_SKIPPED"]], Outcome::Created),
        (Vec::new(), Outcome::Created),
    ] {
        let scene = scene_named_thing();
        held(&scene.table).tags = Some(tags_of(STACK));
        let import = Verdict::Ready(vec![vec![("Import", "False", "AWS::DynamoDB::Table")]]);
        held(&scene.stacks).verdicts.push_back(import);
        held(&scene.stacks).resources = resources;
        let (report, _) = scene.deploy().await;
        let NodeEnd::Done { outcome } = report.nodes[0].end else { panic!("{report:?}") };
        assert_eq!((outcome, scene.notices()), (expected, Vec::new()));
    }
}

fn scene_named_thing() -> Scene {
    scene(&TABLE.replace("  Table:", "  Thing:"))
}

#[tokio::test(start_paused = true)]
async fn a_change_set_that_would_import_or_make_what_is_foreign_is_dropped() {
    for action in ["Import", "Add"] {
        let scene = scene_named_thing();
        held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
        let verdict = Verdict::Ready(vec![vec![(action, "False", "AWS::DynamoDB::Table")]]);
        held(&scene.stacks).verdicts.push_back(verdict);
        let error = scene.deploy().await.1.unwrap();
        assert!(sentence(&error).contains("is not adopted: it has no tags of a stack"), "{error:?}");
        assert_eq!(scene.changes(), ["CreateChangeSet", "DeleteChangeSet"], "{action}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_has_no_tags_that_are_read_must_be_remembered_by_cloudformation() {
    const GROUP: &str = "
Resources:
  Thing: {Type: AWS::Logs::LogGroup, DeletionPolicy: Retain, Properties: {LogGroupName: /mail}}
";
    for is_remembered in [true, false] {
        let scene = scene(GROUP);
        if is_remembered {
            held(&scene.stacks).has(STACK, "DELETE_COMPLETE");
            held(&scene.stacks).left_behind =
                vec![["Thing", "/mail", "AWS::Logs::LogGroup", "DELETE_SKIPPED"]];
        }
        let import = Verdict::Ready(vec![vec![("Import", "False", "AWS::Logs::LogGroup")]]);
        held(&scene.stacks).verdicts.push_back(import);
        let (_, error) = scene.deploy().await;
        assert_eq!(error.is_none(), is_remembered, "{error:?}");
        if let Some(error) = error {
            let text = sentence(&error);
            assert!(text.contains("CloudFormation lists no deleted stack of this name"), "{text}");
            assert!(!scene.changes().contains(&"ExecuteChangeSet".to_owned()));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_adopted_stops_the_deploy_with_the_ways_out() {
    // AWS has named it, so that a new stack would make another one.
    let unnamed = scene(&TABLE.replace("    Properties: {TableName: mailbox-dev}\n", ""));
    // Its policy would not keep it any more, so that CloudFormation does not import it.
    let policy = "!If [Never, Retain, Delete]\n    UpdateReplacePolicy: Retain";
    let unretained = TABLE.replacen("Retain\n    UpdateReplacePolicy: Retain", policy, 1);
    let unretained = scene(&format!("Conditions: {{Never: !Equals [a, b]}}\n{unretained}"));
    held(&unnamed.stacks).has(STACK, "DELETE_COMPLETE");
    let left = vec![["Table", "mailbox-dev", "AWS::DynamoDB::Table", "DELETE_SKIPPED"]];
    held(&unnamed.stacks).left_behind = left;
    for (scene, reason, way_out) in [
        (unnamed, "its resource Table has no TableName", "give Table the TableName mailbox-dev to adopt it"),
        (
            unretained,
            "the DeletionPolicy of its resource Table evaluates to Delete",
            "evaluate to Retain to adopt it",
        ),
    ] {
        held(&scene.table).tags = Some(tags_of(STACK));
        let error = scene.deploy().await.1.unwrap();
        assert!(sentence(&error).contains(reason), "{error:?}");
        assert!(hint_of(&error).unwrap().contains(way_out), "{error:?}");
        assert_eq!(scene.changes(), [""; 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_deploy_that_has_nothing_to_adopt_asks_nothing_more() {
    let scene = Scene::new();
    scene.deploy().await;
    let further = ["ListStackResources", "GetTemplate", "DescribeTable", "ListTagsOfResource", "ListStacks"];
    let all = scene.calls.operations();
    assert!(all.iter().all(|call| !further.contains(&call.as_str())), "{all:?}");
}
