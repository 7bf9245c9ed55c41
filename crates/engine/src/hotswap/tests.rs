mod versions;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use crate::aws::fake::functions::FakeFunctions;
use crate::aws::fake::{Call, Reply, held};
use crate::bundle::code_hash_of_key;
use crate::event::Outcome;
use crate::failure::{EXIT_FAILED, EXIT_USAGE, hint_of, kind_of, sentence};
use crate::plan::Step;
use crate::report::{NodeEnd, RunReport};
use crate::testing::Scene;

const PROJECT: &str = "
version: 1
default-stage: dev
regions: {home: us-west-2}
stages: {dev: {hotswap: true}}
artifacts:
  code: {file: code, sources: [code]}
systems:
  mail:
    stacks:
      queue:
        template: queue.yaml
        region: home
        parameters: {CodeBucket: '${artifacts.bucket}', CodeKey: {artifact: code}}
";

const TEMPLATE: &str = "
Parameters:
  CodeBucket: {Type: String}
  CodeKey: {Type: String}
Resources:
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: worker
      Role: arn:aws:iam::123456789012:role/worker
      Code: {S3Bucket: !Ref CodeBucket, S3Key: !Ref CodeKey}
  Flow:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/flow
      DefinitionString: !Sub '{\"StartAt\": \"Call\", \"Function\": \"${Worker.Arn}\"}'
";

const MACHINE: &str = "arn:aws:states:us-west-2:123456789012:stateMachine:flow";
const DEFINITION: &str =
    r#"{"StartAt":"Call","Function":"arn:aws:lambda:us-west-2:123456789012:function:worker-1"}"#;

/// A stack that was deployed with the code `one`, and a function and a machine that are as it says.
struct Stage {
    scene: Scene,
    functions: Arc<Mutex<FakeFunctions>>,
    /// The hash of the code that was deployed.
    first: String,
}

impl Stage {
    async fn deployed() -> Self {
        Self::of(PROJECT, TEMPLATE).await
    }

    async fn of(project: &str, template: &str) -> Self {
        let functions = Arc::new(Mutex::new(FakeFunctions::default()));
        let bucket = |call: &Call| match call.service.as_str() {
            "s3" if call.operation.starts_with("HEAD") => Some(Reply { status: 404, body: String::new() }),
            "s3" => Some(Reply::ok("")),
            _ => None,
        };
        let scene = Scene::of(project, template, vec![Box::new(Arc::clone(&functions)), Box::new(bucket)]);
        held(&scene.stacks).resources = vec![
            ["Worker", "worker-1", "AWS::Lambda::Function", "CREATE_COMPLETE"],
            ["Flow", MACHINE, "AWS::StepFunctions::StateMachine", "CREATE_COMPLETE"],
        ];
        held(&functions).runs("worker-1", "nothing yet");
        held(&functions).machines.insert(MACHINE.to_owned(), DEFINITION.to_owned());
        scene.write("code", "one");
        // The function runs its code only from the next line on.
        scene.deploy().await;
        let first = Self::take_as_deployed(&scene);
        held(&functions).runs("worker-1", &first);
        Self { scene, functions, first }
    }

    /// Lets CloudFormation have what the last call has sent to it; returns the hash of the code.
    fn take_as_deployed(scene: &Scene) -> String {
        let sent = scene.calls.all().into_iter().rfind(|call| !call.get("TemplateBody").is_empty()).unwrap();
        let parameter = |number: usize| {
            let part = |part| sent.get(&format!("Parameters.member.{number}.Parameter{part}")).to_owned();
            [part("Key"), part("Value")].map(|text| &*String::leak(text))
        };
        let parameters: Vec<_> = (1..3).map(parameter).collect();
        let mut stacks = held(&scene.stacks);
        stacks.template = sent.get("TemplateBody").to_owned();
        stacks.parameters.clone_from(&parameters);
        code_hash_of_key(parameters[1][1]).unwrap()
    }

    fn running(&self) -> String {
        held(&self.functions).functions["worker-1"].hash.clone()
    }

    /// Operations that change something, since the calls before.
    fn changes(&self, before: usize) -> Vec<String> {
        self.scene.changes().split_off(before)
    }
}

fn outcome(report: &RunReport) -> Outcome {
    match report.nodes.last().unwrap().end {
        NodeEnd::Done { outcome } => outcome,
        ref end => panic!("{end:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_hotswap_calls_no_cloudformation_and_waits_until_the_new_code_is_served() {
    let stage = Stage::deployed().await;
    stage.scene.write("code", "two");
    let (before, began) = (stage.scene.changes().len(), Instant::now());
    let (report, error) = stage.scene.hotswap().await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(outcome(&report), Outcome::Hotswapped);
    assert_ne!(stage.running(), stage.first);
    assert!(began.elapsed() >= Duration::from_secs(3), "{:?}", began.elapsed());
    let changes = stage.changes(before);
    assert_eq!(changes.len(), 2, "{changes:?}");
    assert!(changes[0].starts_with("PUT /artifacts/code/"), "{changes:?}");
    assert_eq!(changes[1], "PUT /2015-03-31/functions/worker-1/code");
    assert_eq!(report.notices[0].stack, "mail-queue-dev");
    assert!(report.notices[0].text.contains("still has the previous version"), "{:?}", report.notices);
}

#[tokio::test(start_paused = true)]
async fn the_next_deploy_restores_the_code_though_the_fingerprint_says_that_nothing_changed() {
    let stage = Stage::deployed().await;
    stage.scene.write("code", "two");
    stage.scene.hotswap().await;
    let note = "behind a hotswap of worker-1; the next `provision deploy` brings it in line";
    assert_eq!(stage.scene.status_notices().await, [note]);
    stage.scene.write("code", "one");
    let (_, step, plan) = stage.scene.plan().await.pop().unwrap();
    assert_eq!((step.word(), plan.as_deref()), ("update", Some(note)));
    let (report, error) = stage.scene.deploy().await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!((outcome(&report), stage.running()), (Outcome::Updated, stage.first.clone()));
    assert!(stage.scene.calls.of("CreateChangeSet").is_empty());
    assert!(stage.scene.notices()[0].contains("because it was behind a hotswap: worker-1"));
    assert!(stage.scene.status_notices().await.is_empty());
    assert_eq!(outcome(&stage.scene.deploy().await.0), Outcome::Unchanged);
}

#[tokio::test(start_paused = true)]
async fn a_hotswap_back_to_what_the_stack_has_leaves_nothing_behind() {
    let stage = Stage::deployed().await;
    stage.scene.write("code", "two");
    stage.scene.hotswap().await;
    stage.scene.write("code", "one");
    let (report, _) = stage.scene.hotswap().await;
    assert_eq!((outcome(&report), stage.running()), (Outcome::Hotswapped, stage.first.clone()));
    assert!(report.notices.is_empty(), "{:?}", report.notices);
}

#[tokio::test(start_paused = true)]
async fn a_definition_that_a_hotswap_has_changed_is_restored() {
    let stage = Stage::deployed().await;
    held(&stage.functions).machines.insert(MACHINE.to_owned(), "{\"StartAt\": \"Other\"}".to_owned());
    assert_eq!(outcome(&stage.scene.deploy().await.0), Outcome::Updated);
    let definition = held(&stage.functions).machines[MACHINE].clone();
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(read(&definition), read(DEFINITION));
}

#[tokio::test(start_paused = true)]
async fn what_was_deleted_by_hand_blocks_the_deploy_with_a_remedy() {
    for (logical_id, name) in [("Worker", "function worker-1"), ("Flow", &format!("state machine {MACHINE}"))]
    {
        let stage = Stage::deployed().await;
        match logical_id {
            "Worker" => drop(held(&stage.functions).functions.remove("worker-1")),
            _ => drop(held(&stage.functions).machines.remove(MACHINE)),
        }
        let what = format!("{name} does not exist: deleted by hand, which CloudFormation does not see");
        let (_, step, note) = stage.scene.plan().await.pop().unwrap();
        let note = note.unwrap();
        assert!(step == Step::Blocked && note.starts_with(&what), "{step:?} {note}");
        assert!(stage.scene.status_notices().await[0].starts_with(&what));
        for error in [stage.scene.deploy().await.1.unwrap(), stage.scene.hotswap().await.1.unwrap()] {
            assert_eq!(kind_of(&error).exit_code(), EXIT_FAILED);
            let text = sentence(&error);
            assert!(text.starts_with(&format!("stack mail-queue-dev in us-west-2: {what}")), "{text}");
            let hint = hint_of(&error).unwrap();
            assert!(hint.starts_with(&format!("remove {logical_id} and what refers to it")), "{hint}");
            assert!(note.ends_with(hint), "{note}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_left_of_a_stack_is_brought_in_line_all_the_same() {
    let stage = Stage::deployed().await;
    stage.scene.write("code", "two");
    stage.scene.hotswap().await;
    stage.scene.write("code", "one");
    held(&stage.functions).machines.remove(MACHINE);
    let error = stage.scene.deploy().await.1.unwrap();
    assert!(sentence(&error).contains("does not exist"), "{error:?}");
    assert_eq!(stage.running(), stage.first);
}

#[tokio::test(start_paused = true)]
async fn without_hotswaps_a_deploy_without_changes_looks_at_no_function() {
    let project = PROJECT.replace("hotswap: true", "");
    let stage = Stage::of(&project, TEMPLATE).await;
    let before = stage.scene.calls.all().len();
    assert_eq!(outcome(&stage.scene.deploy().await.0), Outcome::Unchanged);
    assert!(stage.scene.status_notices().await.is_empty());
    let calls = stage.scene.calls.operations().split_off(before);
    assert_eq!(calls, ["DescribeStacks", "DescribeStacks"]);
}

#[tokio::test(start_paused = true)]
async fn an_update_of_another_client_is_waited_for() {
    let stage = Stage::deployed().await;
    let busy_until = Instant::now() + Duration::from_secs(20);
    held(&stage.functions).functions.get_mut("worker-1").unwrap().busy_until = busy_until;
    stage.scene.write("code", "two");
    let (report, error) = stage.scene.hotswap().await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(outcome(&report), Outcome::Hotswapped);
    assert!(Instant::now() >= busy_until + Duration::from_secs(3));
}

#[tokio::test(start_paused = true)]
async fn an_update_that_lambda_gives_up_is_a_failure_with_its_reason() {
    let stage = Stage::deployed().await;
    held(&stage.functions).fails = Some("the key is disabled");
    stage.scene.write("code", "two");
    let (report, error) = stage.scene.hotswap().await;
    let error = error.unwrap();
    assert_eq!(kind_of(&error).exit_code(), EXIT_FAILED);
    let reason = "Lambda could not update the code of function worker-1: the key is disabled";
    assert_eq!(sentence(&error), reason);
    assert_eq!(report.notices.len(), 1, "it may run the new code");
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_needs_more_than_a_hotswap_is_refused_before_any_change() {
    let stage = Stage::deployed().await;
    let template = held(&stage.scene.stacks).template.clone();
    for (deployed, reason) in [
        (template.replace("python3.13", "python3.12"), "Worker.Runtime differs"),
        (template.replace("Flow:", "Other:"), "Flow is new, Other is removed"),
    ] {
        held(&stage.scene.stacks).template = deployed;
        stage.scene.write("code", "two");
        let before = stage.scene.changes().len();
        let error = stage.scene.hotswap().await.1.unwrap();
        assert_eq!(kind_of(&error).exit_code(), EXIT_USAGE);
        assert_eq!(hint_of(&error), Some("run the same command without --hotswap"));
        let text = sentence(&error);
        assert!(text.contains(&format!("stack mail-queue-dev in us-west-2: {reason}")), "{text}");
        assert!(stage.changes(before).is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_is_missing_or_changed_by_another_run_is_refused() {
    for (status, reason) in [
        ("DELETE_COMPLETE", "it is not deployed"),
        ("UPDATE_IN_PROGRESS", "its status is UPDATE_IN_PROGRESS"),
    ] {
        let stage = Stage::deployed().await;
        held(&stage.scene.stacks).end("mail-queue-dev", status, Default::default());
        let text = sentence(&stage.scene.hotswap().await.1.unwrap());
        assert!(text.contains(reason), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_function_that_serves_versions_is_not_hotswapped() {
    let versions = "  Published: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Worker}}\n";
    let stage = Stage::of(PROJECT, &format!("{TEMPLATE}{versions}")).await;
    stage.scene.write("code", "two");
    let text = sentence(&stage.scene.hotswap().await.1.unwrap());
    let reason = "Worker cannot be hotswapped: Published (AWS::Lambda::Version) publishes versions of it";
    assert!(text.contains(reason), "{text}");
    assert_eq!(stage.running(), stage.first);
}
