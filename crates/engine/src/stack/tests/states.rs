use std::time::Duration;

use crate::aws::fake::held;
use crate::aws::fake::stacks::{Reaction, Verdict};
use crate::event::Outcome;
use crate::failure::{EXIT_FAILED, hint_of, kind_of, sentence};
use crate::report::{NodeEnd, RunReport};
use crate::stack::Permissions;
use crate::testing::Scene;

const STACK: &str = "mail-queue-dev";

fn outcome(report: &RunReport) -> Outcome {
    match &report.nodes[0].end {
        NodeEnd::Done { outcome } => *outcome,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn every_status_is_led_to_a_whole_stack_by_the_calls_that_aws_takes() {
    let update = ["CreateChangeSet", "ExecuteChangeSet"].as_slice();
    let recreated = ["DeleteStack", "CreateStack"].as_slice();
    let table = [
        ("DELETE_COMPLETE", ["CreateStack"].as_slice(), Outcome::Created),
        ("REVIEW_IN_PROGRESS", update, Outcome::Created),
        ("CREATE_COMPLETE", update, Outcome::Updated),
        ("UPDATE_COMPLETE", update, Outcome::Updated),
        ("UPDATE_ROLLBACK_COMPLETE", update, Outcome::Updated),
        ("IMPORT_COMPLETE", update, Outcome::Updated),
        ("IMPORT_ROLLBACK_COMPLETE", update, Outcome::Updated),
        ("ROLLBACK_COMPLETE", recreated, Outcome::Created),
        ("ROLLBACK_FAILED", recreated, Outcome::Created),
        ("DELETE_FAILED", recreated, Outcome::Created),
        ("CREATE_FAILED", &["RollbackStack", "CreateChangeSet", "ExecuteChangeSet"], Outcome::Updated),
        ("UPDATE_FAILED", &["RollbackStack", "CreateChangeSet", "ExecuteChangeSet"], Outcome::Updated),
        (
            "UPDATE_ROLLBACK_FAILED",
            &["ContinueUpdateRollback", "CreateChangeSet", "ExecuteChangeSet"],
            Outcome::Updated,
        ),
    ];
    for (status, calls, expected) in table {
        let scene = Scene::new();
        held(&scene.stacks).has(STACK, status);
        let (report, error) = scene.deploy().await;
        assert!(error.is_none(), "{status}: {error:?}");
        assert_eq!(scene.changes(), calls, "{status}");
        assert_eq!(outcome(&report), expected, "{status}");
        // The second time there is nothing to do, and one look shows it.
        let before = scene.calls.all().len();
        let (report, _) = scene.deploy().await;
        assert_eq!((outcome(&report), scene.calls.all().len() - before), (Outcome::Unchanged, 1), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn whatever_others_do_to_a_stack_is_waited_for() {
    for (begun, then) in [
        ("CREATE_IN_PROGRESS", "CREATE_COMPLETE"),
        ("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"),
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_COMPLETE"),
        ("UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"),
        ("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"),
        ("ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"),
        ("DELETE_IN_PROGRESS", "DELETE_COMPLETE"),
        ("IMPORT_IN_PROGRESS", "IMPORT_COMPLETE"),
    ] {
        let scene = Scene::new();
        held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
        held(&scene.stacks).begin(STACK, &[begun, then]);
        let (_, error) = scene.deploy().await;
        assert!(error.is_none(), "{begun}: {error:?}");
        let status = held(&scene.stacks).status(STACK).map(str::to_owned).unwrap();
        assert!(["CREATE_COMPLETE", "UPDATE_COMPLETE"].contains(&status.as_str()), "{begun}: {status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stuck_stack_is_left_alone_unless_recovery_was_allowed() {
    for status in ["ROLLBACK_COMPLETE", "CREATE_FAILED", "UPDATE_ROLLBACK_FAILED", "DELETE_FAILED"] {
        let scene = Scene::new();
        held(&scene.stacks).has(STACK, status);
        let (_, error) = scene.deploy_with(Permissions::default()).await;
        assert_eq!(hint_of(&error.unwrap()), Some("run the command again with --yes to do that"));
        assert!(scene.changes().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_protected_stack_that_was_never_created_can_be_created_again() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "ROLLBACK_COMPLETE").is_protected = true;
    let (_, error) = scene.deploy().await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(scene.changes(), ["UpdateTerminationProtection", "DeleteStack", "CreateStack"]);
}

#[tokio::test(start_paused = true)]
async fn an_update_that_was_taken_back_is_a_failure_with_its_root_cause() {
    let scene = Scene::new();
    let path = &["UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"];
    {
        let mut stacks = held(&scene.stacks);
        // Events come late and in small pages.
        (stacks.lag, stacks.page) = (Duration::from_secs(3), 2);
        stacks.has(STACK, "UPDATE_ROLLBACK_COMPLETE").had(STACK, "UPDATE_IN_PROGRESS", "").had(
            "Old",
            "UPDATE_FAILED",
            "a failure of last week",
        );
        stacks.reactions.push_back(Reaction::Statuses(path, Some("Invalid visibility timeout")));
    }
    let (report, error) = scene.deploy().await;
    let error = error.unwrap();
    assert_eq!(
        sentence(&error),
        "stack mail-queue-dev in us-west-2 is UPDATE_ROLLBACK_COMPLETE: Queue (AWS::SQS::Queue): Invalid visibility timeout"
    );
    assert_eq!(kind_of(&error).exit_code(), EXIT_FAILED);
    assert_eq!(report.failure.unwrap().cause.reason, "Invalid visibility timeout");
}

#[tokio::test(start_paused = true)]
async fn a_creation_that_was_taken_back_is_a_failure_with_its_root_cause() {
    let scene = Scene::new();
    let path = &["CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"];
    held(&scene.stacks).reactions.push_back(Reaction::Statuses(path, Some("Name is taken")));
    let (_, error) = scene.deploy().await;
    assert!(
        sentence(&error.unwrap()).ends_with("is ROLLBACK_COMPLETE: Queue (AWS::SQS::Queue): Name is taken")
    );
}

#[tokio::test(start_paused = true)]
async fn reads_that_lag_behind_are_not_taken_for_answers() {
    for status in [None, Some("CREATE_COMPLETE"), Some("ROLLBACK_COMPLETE"), Some("REVIEW_IN_PROGRESS")] {
        let scene = Scene::new();
        held(&scene.stacks).lag = Duration::from_secs(4);
        if let Some(status) = status {
            held(&scene.stacks).has(STACK, status);
        }
        let (_, error) = scene.deploy().await;
        assert!(error.is_none(), "{status:?}: {error:?}");
        tokio::time::sleep(Duration::from_secs(5)).await;
        let status = held(&scene.stacks).status(STACK).map(str::to_owned).unwrap();
        assert!(["CREATE_COMPLETE", "UPDATE_COMPLETE"].contains(&status.as_str()), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_shell_in_which_nothing_ever_begins_is_not_waited_for_for_ever() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "REVIEW_IN_PROGRESS");
    held(&scene.stacks).reactions.push_back(Reaction::Nothing);
    let began = tokio::time::Instant::now();
    let (_, error) = scene.deploy().await;
    assert_eq!(
        sentence(&error.unwrap()),
        "stack mail-queue-dev in us-west-2 is REVIEW_IN_PROGRESS: CloudFormation accepted the change set but never started it"
    );
    assert!((60..80).contains(&began.elapsed().as_secs()));
}

#[tokio::test(start_paused = true)]
async fn a_rollback_that_fails_again_is_reported_with_its_last_reason() {
    let scene = Scene::new();
    let again = &["UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_FAILED"];
    {
        let mut stacks = held(&scene.stacks);
        let stack = stacks.has(STACK, "UPDATE_ROLLBACK_FAILED");
        stack.had(STACK, "UPDATE_IN_PROGRESS", "").had("Old", "UPDATE_FAILED", "why it was rolled back");
        stacks.reactions.push_back(Reaction::Statuses(again, Some("Queue was deleted by hand")));
    }
    let (_, error) = scene.deploy().await;
    let error = error.unwrap();
    let text = sentence(&error);
    assert!(
        text.ends_with("UPDATE_ROLLBACK_FAILED: Queue (AWS::SQS::Queue): Queue was deleted by hand"),
        "{text}"
    );
    let hint = hint_of(&error).unwrap();
    assert!(hint.contains("with --skip-resource mail-queue.Queue; they then differ"), "{hint}");
}

#[tokio::test(start_paused = true)]
async fn a_stuck_rollback_continues_without_the_named_resources() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "UPDATE_ROLLBACK_FAILED");
    let skip = vec!["mail-queue.Queue".parse().unwrap(), "mail-other.Table".parse().unwrap()];
    let (report, error) =
        scene.deploy_with(Permissions { recover: true, skip, ..Permissions::default() }).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(outcome(&report), Outcome::Updated);
    let [call] = scene.calls.of("ContinueUpdateRollback").try_into().unwrap();
    assert_eq!(call.get("ResourcesToSkip.member.1"), "Queue");
    assert_eq!(call.get("ResourcesToSkip.member.2"), "");
}

#[tokio::test(start_paused = true)]
async fn what_an_update_could_not_delete_is_reported() {
    let scene = Scene::new();
    let path = &["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_COMPLETE"];
    {
        let mut stacks = held(&scene.stacks);
        stacks.has(STACK, "CREATE_COMPLETE");
        stacks.verdicts.push_back(Verdict::Ready(vec![vec![("Remove", "False", "AWS::SNS::Topic")]]));
        stacks.reactions.push_back(Reaction::Statuses(path, None));
    }
    let (done, ()) = tokio::join!(scene.deploy(), async {
        tokio::time::sleep(Duration::from_secs(5)).await;
        held(&scene.stacks).report(STACK, "Bucket", "DELETE_FAILED", "The bucket is not empty");
    });
    assert!(done.1.is_none());
    assert_eq!(
        scene.notices(),
        ["mail-queue-dev: Bucket (AWS::SQS::Queue) was left behind: The bucket is not empty"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_another_run_has_just_made_may_not_be_seen_for_some_seconds() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).lag = Duration::from_secs(4);
    let (_, error) = scene.deploy().await;
    assert!(error.is_none(), "{error:?}");
}
