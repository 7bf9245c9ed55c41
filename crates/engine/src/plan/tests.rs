use std::collections::BTreeMap;

use super::Step;
use crate::aws::fake::held;
use crate::aws::fake::stacks::Verdict;
use crate::testing::Scene;

/// `b` needs an output of `a`, `c` needs `b`; `d` stands by itself.
const PROJECT: &str = "
version: 1
default-stage: dev
regions: {home: us-west-2}
stages: {dev: {}}
systems:
  mail:
    stacks:
      a: {template: queue.yaml, region: home}
      b: {template: queue.yaml, region: home, parameters: {In: {output: mail-a.Url}}}
      c: {template: queue.yaml, region: home, needs: [mail-b]}
      d: {template: queue.yaml, region: home}
";

/// Its output is there under a condition only, so that a stack may lack it.
const TEMPLATE: &str = "
Parameters:
  In: {Type: String, Default: ''}
Conditions:
  IsOpen: !Equals [!Ref In, open]
Resources:
  Queue: {Type: AWS::SQS::Queue}
Outputs:
  Url: {Condition: IsOpen, Value: !Ref Queue}
";

const NEEDS_OUTPUT: &str = "needs the output mail-a.Url, which mail-a-dev in us-west-2 does not have";
const NEEDS_B: &str = "needs mail-b-dev in us-west-2, which is blocked";

fn scene() -> Scene {
    Scene::of(PROJECT, TEMPLATE, Vec::new())
}

/// `a` is there as this run would deploy it, so that nothing would be done to it.
async fn with_a() -> Scene {
    let scene = scene();
    let alone = Scene::of(&PROJECT[..PROJECT.find("      b:").unwrap()], TEMPLATE, Vec::new());
    alone.deploy().await;
    let outputs = held(&alone.stacks).outputs("mail-a-dev");
    held(&scene.stacks).has("mail-a-dev", "CREATE_COMPLETE");
    held(&scene.stacks).end("mail-a-dev", "UPDATE_COMPLETE", outputs);
    scene
}

fn step(plans: &[(String, Step, Option<String>)], name: &str) -> (Step, Option<String>) {
    let found = plans.iter().find(|(node, _, _)| node == name).unwrap();
    (found.1, found.2.clone())
}

#[tokio::test(start_paused = true)]
async fn what_is_yet_to_be_created_blocks_nothing() {
    let plans = scene().plan().await;
    assert!(plans.iter().all(|(_, step, _)| *step == Step::Create), "{plans:?}");
}

#[tokio::test(start_paused = true)]
async fn an_output_that_an_unchanged_stack_lacks_blocks_what_needs_it() {
    let plans = with_a().await.plan().await;
    assert_eq!(step(&plans, "mail-a-dev"), (Step::Unchanged, None));
    assert_eq!(step(&plans, "mail-b-dev"), (Step::Blocked, Some(NEEDS_OUTPUT.to_owned())));
    assert_eq!(step(&plans, "mail-c-dev"), (Step::Blocked, Some(NEEDS_B.to_owned())));
    assert_eq!(step(&plans, "mail-d-dev").0, Step::Create);
}

#[tokio::test(start_paused = true)]
async fn an_existing_stack_is_blocked_in_the_same_way() {
    let scene = with_a().await;
    held(&scene.stacks).has("mail-b-dev", "CREATE_COMPLETE");
    assert_eq!(step(&scene.plan().await, "mail-b-dev").0, Step::Blocked);
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_never_came_up_blocks_what_needs_its_output() {
    let scene = scene();
    held(&scene.stacks).has("mail-a-dev", "ROLLBACK_COMPLETE");
    let plans = scene.plan().await;
    assert_eq!(step(&plans, "mail-a-dev").0, Step::Recover);
    assert_eq!(step(&plans, "mail-b-dev"), (Step::Blocked, Some(NEEDS_OUTPUT.to_owned())));
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_will_be_changed_may_come_to_give_the_output() {
    let scene = scene();
    held(&scene.stacks).has("mail-a-dev", "CREATE_COMPLETE");
    let plans = scene.plan().await;
    assert_eq!(step(&plans, "mail-a-dev").0, Step::Update);
    assert_eq!(step(&plans, "mail-b-dev").0, Step::Create);
    let url = BTreeMap::from([("Url".to_owned(), "https://queue".to_owned())]);
    held(&scene.stacks).end("mail-a-dev", "UPDATE_COMPLETE", url);
    assert_eq!(step(&scene.plan().await, "mail-b-dev").0, Step::Create);
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_cloudformation_will_not_update_is_not_called_unchanged() {
    let scene = scene();
    held(&scene.stacks).has("mail-a-dev", "CREATE_COMPLETE");
    held(&scene.stacks).verdicts.push_back(Verdict::Failed("No updates are to be performed."));
    let (step, note) = step(&scene.plan().await, "mail-a-dev");
    assert_eq!(step, Step::Blocked);
    assert!(note.unwrap().starts_with("CloudFormation finds nothing to change"));
}
