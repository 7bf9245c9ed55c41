//! Calls that succeed but whose responses are lost, and stacks that disappear meanwhile.

use std::time::Duration;

use crate::aws::fake::held;
use crate::event::Outcome;
use crate::failure::{EXIT_FAILED, kind_of, sentence};
use crate::report::NodeEnd;
use crate::stack::Permissions;
use crate::testing::Scene;

const STACK: &str = "mail-queue-dev";

#[tokio::test(start_paused = true)]
async fn a_lost_answer_changes_nothing_about_what_a_run_does_and_reports() {
    let update = ["CreateChangeSet", "ExecuteChangeSet"].as_slice();
    let cases = [
        ("DELETE_COMPLETE", ["CreateStack"].as_slice(), Outcome::Created),
        ("REVIEW_IN_PROGRESS", update, Outcome::Created),
        ("CREATE_COMPLETE", update, Outcome::Updated),
        ("ROLLBACK_COMPLETE", &["DeleteStack", "CreateStack"], Outcome::Created),
        ("UPDATE_FAILED", &["RollbackStack", "CreateChangeSet", "ExecuteChangeSet"], Outcome::Updated),
        (
            "UPDATE_ROLLBACK_FAILED",
            &["ContinueUpdateRollback", "CreateChangeSet", "ExecuteChangeSet"],
            Outcome::Updated,
        ),
    ];
    for (status, calls, expected) in cases {
        let scene = Scene::new();
        held(&scene.stacks).has(STACK, status);
        held(&scene.stacks).lost = calls.to_vec();
        let (report, error) =
            scene.deploy_with(Permissions { recover: true, ..Permissions::default() }).await;
        assert!(error.is_none(), "{status}: {error:?}");
        let end = &report.nodes[0].end;
        assert!(matches!(end, NodeEnd::Done { outcome } if *outcome == expected), "{status}: {end:?}");
        // Each was sent twice, and nothing else was done about it.
        let sent: Vec<_> = calls.iter().flat_map(|call| [*call, *call]).collect();
        assert_eq!(scene.changes(), sent, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_another_process_deletes_is_reported_as_deleted() {
    for status in ["DELETE_COMPLETE", "CREATE_COMPLETE"] {
        let scene = Scene::new();
        held(&scene.stacks).has(STACK, status);
        let (done, ()) = tokio::join!(scene.deploy(), async {
            tokio::time::sleep(Duration::from_secs(5)).await;
            held(&scene.stacks).begin(STACK, &["DELETE_IN_PROGRESS", "DELETE_COMPLETE"]);
        });
        let error = done.1.unwrap();
        assert_eq!(
            sentence(&error),
            "stack mail-queue-dev in us-west-2 was deleted by another process while this run waited for it"
        );
        assert_eq!(kind_of(&error).exit_code(), EXIT_FAILED);
    }
}
