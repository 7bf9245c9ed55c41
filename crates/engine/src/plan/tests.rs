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

/// What CloudFormation answered to DescribeChangeSet with IncludePropertyValues: a queue that is replaced, and a policy that
/// refers to a role.
const WITH_VALUES: &str = "
<member><Type>Resource</Type><ResourceChange><PolicyAction>ReplaceAndDelete</PolicyAction><Action>Modify</Action>
<LogicalResourceId>Queue</LogicalResourceId><PhysicalResourceId>https://sqs.us-west-2.amazonaws.com/1/jobs</PhysicalResourceId>
<ResourceType>AWS::SQS::Queue</ResourceType><Replacement>True</Replacement><Scope><member>Properties</member></Scope><Details>
<member><Target><Attribute>Properties</Attribute><Name>QueueName</Name><RequiresRecreation>Always</RequiresRecreation>
<Path>/Properties/QueueName</Path><BeforeValue>jobs</BeforeValue><AfterValue>tasks</AfterValue>
<AttributeChangeType>Modify</AttributeChangeType></Target><Evaluation>Dynamic</Evaluation>
<ChangeSource>DirectModification</ChangeSource></member>
<member><Target><Attribute>Properties</Attribute><Name>QueueName</Name><RequiresRecreation>Always</RequiresRecreation>
<Path>/Properties/QueueName</Path><BeforeValue>jobs</BeforeValue><AfterValue>tasks</AfterValue>
<AttributeChangeType>Modify</AttributeChangeType></Target><Evaluation>Static</Evaluation>
<ChangeSource>ParameterReference</ChangeSource><CausingEntity>Name</CausingEntity></member>
<member><Target><Attribute>Tags</Attribute><RequiresRecreation>Never</RequiresRecreation></Target><Evaluation>Static</Evaluation>
</member></Details></ResourceChange></member>";
const POLICY: &str = "
<member><Type>Resource</Type><ResourceChange><Action>Modify</Action><LogicalResourceId>Policy</LogicalResourceId>
<ResourceType>AWS::IAM::Policy</ResourceType><Replacement>False</Replacement><Details>
<member><Target><Attribute>Properties</Attribute><Name>Roles</Name><RequiresRecreation>Never</RequiresRecreation>
</Target><Evaluation>Static</Evaluation><ChangeSource>ResourceReference</ChangeSource><CausingEntity>Role</CausingEntity>
</member></Details></ResourceChange></member>";

#[tokio::test(start_paused = true)]
async fn properties_are_shown_with_their_values_and_causes() {
    let scene = Scene::new();
    held(&scene.stacks).has("mail-queue-dev", "CREATE_COMPLETE");
    let without: &'static str = Box::leak(format!("{WITH_VALUES}{POLICY}").into_boxed_str());
    let verdict = Verdict::Recorded { with_values: WITH_VALUES, without };
    held(&scene.stacks).verdicts.push_back(verdict);
    let report = scene.plan_report().await;
    let changes = serde_json::to_value(&report.nodes[0].changes).unwrap();
    assert_eq!(
        changes,
        serde_json::json!([
            {
                "logical_id": "Queue", "kind": "AWS::SQS::Queue", "effect": "replace", "retained": false,
                "physical_id": "https://sqs.us-west-2.amazonaws.com/1/jobs",
                "details": [
                    {
                        "attribute": "Properties", "property": "QueueName", "old": "jobs", "new": "tasks",
                        "causes": [{"source": "parameter", "entity": "Name"}], "recreation": "always",
                    },
                    {"attribute": "Tags", "property": "Tags", "causes": [], "recreation": "never"},
                ],
            },
            // CloudFormation omitted it for the sake of the values, and said so.
            {
                "logical_id": "Policy", "kind": "AWS::IAM::Policy", "effect": "modify", "retained": false,
                "details": [{
                    "attribute": "Properties", "property": "Roles",
                    "causes": [{"source": "resource", "entity": "Role"}], "recreation": "never",
                }],
            },
        ])
    );
    assert_eq!(report.totals(), "1 to update");
    assert!(report.loses_data());
    assert_eq!(scene.changes(), ["CreateChangeSet", "DeleteChangeSet"]);
}

#[tokio::test(start_paused = true)]
async fn a_stuck_stack_is_shown_with_cloudformations_reason() {
    let scene = Scene::new();
    held(&scene.stacks).has("mail-queue-dev", "ROLLBACK_COMPLETE");
    held(&scene.stacks).report("mail-queue-dev", "Queue", "CREATE_FAILED", "The name is taken");
    let report = scene.plan_report().await;
    let node = &report.nodes[0];
    assert_eq!(node.step, Step::Recover);
    assert_eq!(node.reason.as_deref(), Some("Queue (AWS::SQS::Queue): The name is taken"));
    assert_eq!(report.totals(), "1 to recover");
}
