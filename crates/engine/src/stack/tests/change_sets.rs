use std::time::Duration;

use crate::aws::fake::held;
use crate::aws::fake::stacks::Verdict;
use crate::failure::{hint_of, sentence};
use crate::stack::Permissions;
use crate::testing::Scene;

const STACK: &str = "mail-queue-dev";

fn scene(verdict: Verdict) -> Scene {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).verdicts.push_back(verdict);
    scene
}

/// CloudFormation's two ways to say that a change set would do nothing.
const NO_CHANGES: [&str; 2] = [
    "The submitted information didn't contain changes. Submit different information to create a change set.",
    "No updates are to be performed.",
];

#[tokio::test(start_paused = true)]
async fn both_texts_for_no_changes_mean_unchanged_and_leave_no_change_set() {
    for text in NO_CHANGES {
        let scene = Scene::new();
        scene.deploy().await;
        held(&scene.stacks).verdicts.push_back(Verdict::Failed(text));
        let permissions = Permissions { force: true, ..Permissions::default() };
        let (report, error) = scene.deploy_with(permissions).await;
        assert!(error.is_none() && report.is_unchanged(), "{error:?}");
        assert_eq!(scene.changes(), ["CreateStack", "CreateChangeSet", "DeleteChangeSet"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_stack_with_another_fingerprint_is_never_taken_for_unchanged() {
    for text in NO_CHANGES {
        let scene = scene(Verdict::Failed(text));
        let (report, error) = scene.deploy().await;
        assert!(!report.is_unchanged());
        assert_eq!(
            sentence(&error.unwrap()),
            "stack mail-queue-dev in us-west-2 was not updated: CloudFormation finds nothing to change, although its \
             template, parameters or tags differ from what is deployed"
        );
        assert_eq!(scene.changes(), ["CreateChangeSet", "DeleteChangeSet"]);
        // The next run looks again.
        let (report, error) = scene.deploy().await;
        assert!(error.is_none() && !report.is_unchanged(), "{error:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_another_run_has_deployed_meanwhile_is_unchanged_once_reads_show_it() {
    let scene = Scene::new();
    held(&scene.stacks).lag = Duration::from_secs(3);
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).takes = Duration::ZERO;
    let wanted = Scene::new();
    wanted.deploy().await;
    let outputs = held(&wanted.stacks).outputs(STACK);
    held(&scene.stacks).end(STACK, "UPDATE_COMPLETE", outputs);
    held(&scene.stacks).verdicts.push_back(Verdict::Failed(NO_CHANGES[0]));
    let (report, error) = scene.deploy().await;
    assert!(error.is_none() && report.is_unchanged(), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_protection_that_was_switched_is_an_update_also_without_other_changes() {
    let scene = Scene::new();
    scene.deploy().await;
    held(&scene.stacks).protect(STACK);
    held(&scene.stacks).verdicts.push_back(Verdict::Failed(NO_CHANGES[0]));
    let (report, error) = scene.deploy().await;
    assert!(error.is_none() && !report.is_unchanged(), "{error:?}");
    assert_eq!(scene.changes()[1..], ["UpdateTerminationProtection", "CreateChangeSet", "DeleteChangeSet"]);
}

#[tokio::test(start_paused = true)]
async fn a_change_set_that_failed_for_another_reason_is_a_failure() {
    let scene = scene(Verdict::Failed("AWS::EarlyValidation::PropertyValidation: 2 errors"));
    let (_, error) = scene.deploy().await;
    let error = error.unwrap();
    assert_eq!(
        sentence(&error),
        "CloudFormation rejects the change of stack mail-queue-dev in us-west-2: AWS::EarlyValidation::PropertyValidation: 2 errors"
    );
    assert!(hint_of(&error).unwrap().contains("provision plan"));
    assert_eq!(scene.changes(), ["CreateChangeSet", "DeleteChangeSet"]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_creation_leaves_no_shell_behind() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "REVIEW_IN_PROGRESS");
    held(&scene.stacks).verdicts.push_back(Verdict::Failed("Template format error"));
    assert!(scene.deploy().await.1.is_some());
    assert_eq!(scene.changes(), ["CreateChangeSet", "DeleteChangeSet", "DeleteStack"]);
}

#[tokio::test(start_paused = true)]
async fn a_change_of_outputs_only_has_no_changes_and_is_executed() {
    let scene = scene(Verdict::Ready(vec![Vec::new()]));
    assert!(scene.deploy().await.1.is_none());
    assert_eq!(scene.changes(), ["CreateChangeSet", "ExecuteChangeSet"]);
}

#[tokio::test(start_paused = true)]
async fn a_loss_of_data_on_the_last_page_is_seen() {
    for (action, replacement) in
        [("Modify", "True"), ("Modify", "Conditional"), ("Remove", "False"), ("Dynamic", "")]
    {
        let harmless = vec![("Modify", "False", "AWS::SNS::Topic")];
        let pages = vec![harmless.clone(), harmless, vec![(action, replacement, "AWS::DynamoDB::Table")]];
        let refused = scene(Verdict::Ready(pages.clone()));
        let (_, error) = refused.deploy().await;
        let error = error.unwrap();
        assert!(sentence(&error).contains("may lose data"), "{}", sentence(&error));
        assert!(hint_of(&error).unwrap().contains("--allow-data-loss"));
        assert_eq!(refused.changes(), ["CreateChangeSet", "DeleteChangeSet"]);
        let allowed = scene(Verdict::Ready(pages));
        let permissions = Permissions { data_loss: true, ..Permissions::default() };
        assert!(allowed.deploy_with(permissions).await.1.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_set_that_another_run_did_away_with_is_no_failure() {
    let scene = scene(Verdict::Overtaken);
    let (report, error) = scene.deploy().await;
    assert!(error.is_none(), "{error:?}");
    // The other run deployed the same, so nothing is left to do.
    assert!(report.is_unchanged());
}
