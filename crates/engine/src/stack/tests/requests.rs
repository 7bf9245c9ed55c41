use crate::aws::fake::stacks::{Reaction, Verdict};
use crate::aws::fake::{Reply, held};
use crate::failure::{EXIT_FAILED, EXIT_PARTIAL, EXIT_USAGE, hint_of, kind_of, sentence};
use crate::stack::Permissions;
use crate::testing::{ONE_STACK, QUEUE, Scene, TABLE};

const STACK: &str = "mail-queue-dev";

#[tokio::test(start_paused = true)]
async fn a_stack_is_created_so_that_a_failure_leaves_nothing_behind() {
    let scene = Scene::new();
    scene.deploy().await;
    let call = &scene.calls.of("CreateStack")[0];
    assert_eq!(call.get("OnFailure"), "ROLLBACK");
    assert_eq!(call.get("RetainExceptOnCreate"), "true");
    assert_eq!(call.get("DisableRollback"), "");
    assert_eq!(call.get("Capabilities.member.1"), "CAPABILITY_NAMED_IAM");
    assert!(call.get("ClientRequestToken").starts_with("provision-"));
    assert_eq!(call.get("Tags.member.1.Key"), "provision:stage");
    assert_eq!(call.host, "cloudformation.us-west-2.amazonaws.com");
}

#[tokio::test(start_paused = true)]
async fn a_change_set_is_executed_with_rollback_said_out_loud() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    scene.deploy().await;
    let made = &scene.calls.of("CreateChangeSet")[0];
    assert_eq!((made.get("ChangeSetType"), made.get("OnStackFailure")), ("UPDATE", ""));
    assert_eq!(made.get("ImportExistingResources"), "false");
    assert_eq!(made.get("Capabilities.member.1"), "CAPABILITY_NAMED_IAM");
    assert!(!made.get("ClientToken").is_empty());
    let executed = &scene.calls.of("ExecuteChangeSet")[0];
    assert_eq!(executed.get("DisableRollback"), "false");
    assert_eq!(executed.get("RetainExceptOnCreate"), "true");
    assert!(!executed.get("ClientRequestToken").is_empty());
    // After the first read a stack is requested by its ARN: the name may later denote another one.
    let looks = scene.calls.of("DescribeStacks");
    assert!(looks[1..].iter().all(|look| look.get("StackName").starts_with("arn:")), "{looks:?}");
}

#[tokio::test(start_paused = true)]
async fn every_call_on_a_change_set_names_its_stack_too() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    scene.deploy().await;
    held(&scene.stacks).verdicts.push_back(Verdict::Failed("Transform failed"));
    let permissions = Permissions { force: true, ..Permissions::default() };
    assert!(scene.deploy_with(permissions).await.1.is_some());
    for operation in ["DescribeChangeSet", "ExecuteChangeSet", "DeleteChangeSet"] {
        let calls = scene.calls.of(operation);
        assert!(!calls.is_empty(), "{operation}");
        for call in calls {
            assert!(call.get("StackName").contains(":stack/mail-queue-dev/"), "{call:?}");
            assert!(call.get("ChangeSetName").contains(":changeSet/provision-"), "{call:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_table_that_was_kept_is_taken_in_when_its_stack_is_created_and_only_then() {
    let scene = Scene::of(ONE_STACK, TABLE, Vec::new());
    scene.owns_the_table();
    assert!(scene.deploy().await.1.is_none());
    let created = &scene.calls.of("CreateChangeSet")[0];
    assert_eq!((created.get("ChangeSetType"), created.get("ImportExistingResources")), ("CREATE", "true"));
    assert_eq!(scene.changes(), ["CreateChangeSet", "ExecuteChangeSet"]);
}

#[tokio::test(start_paused = true)]
async fn a_large_template_is_uploaded_to_the_regions_bucket() {
    let description = "x".repeat(900);
    let many: String = (0..80)
        .map(|n| format!("  Q{n}: {{Type: AWS::SQS::Queue, Metadata: {{D: {description}}}}}\n"))
        .collect();
    let bucket = |call: &crate::aws::fake::Call| (call.service == "s3").then(|| Reply::ok(""));
    let scene = Scene::of(ONE_STACK, &format!("{QUEUE}{many}"), vec![Box::new(bucket)]);
    assert!(scene.deploy().await.1.is_none());
    let put = scene.calls.all().into_iter().find(|call| call.service == "s3").unwrap();
    assert_eq!(put.host, "provision-artifacts-123456789012-us-west-2.s3.us-west-2.amazonaws.com");
    let created = &scene.calls.of("CreateStack")[0];
    assert_eq!(created.get("TemplateBody"), "");
    assert!(
        created.get("TemplateURL").starts_with(&format!("https://{}/templates/mail-queue-dev/", put.host))
    );
}

#[tokio::test(start_paused = true)]
async fn refusals_keep_awss_words_and_say_what_to_do() {
    for (code, message, exit, hint) in [
        (
            "AccessDenied",
            "User: x is not authorized to perform: cloudformation:CreateStack",
            EXIT_FAILED,
            "lacks this permission",
        ),
        (
            "ExpiredToken",
            "The security token included in the request is expired",
            EXIT_USAGE,
            "renew the credentials",
        ),
        (
            "InvalidClientTokenId",
            "The security token included in the request is invalid",
            EXIT_USAGE,
            "enable the region",
        ),
        ("Throttling", "Rate exceeded", EXIT_FAILED, "throttles the requests"),
    ] {
        let scene = Scene::new();
        let (_, error) = scene.after_the_look(std::iter::repeat_n(Reply::refused(code, message), 500)).await;
        let error = error.unwrap();
        assert_eq!(
            sentence(&error),
            format!(
                "deploying stack mail-queue-dev in us-west-2: cloudformation:CreateStack in us-west-2: {code}: {message} (request id r-1)"
            )
        );
        assert_eq!(kind_of(&error).exit_code(), exit, "{code}");
        assert!(hint_of(&error).unwrap().contains(hint), "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn throttling_that_passes_is_not_noticed() {
    let scene = Scene::new();
    let (_, error) =
        scene.after_the_look(std::iter::repeat_n(Reply::refused("Throttling", "Rate exceeded"), 20)).await;
    assert!(error.is_none(), "{error:?}");
    let tokens: Vec<_> =
        scene.calls.of("CreateStack").iter().map(|call| call.get("ClientRequestToken").to_owned()).collect();
    // The same token each time: a try whose answer was lost is not done twice.
    assert!(tokens.len() == 21 && tokens.iter().all(|token| *token == tokens[0]));
}

#[tokio::test(start_paused = true)]
async fn credentials_that_expire_during_the_wait_leave_the_run_done_in_part() {
    let scene = Scene::new();
    let expired = Reply::refused("ExpiredToken", "The security token included in the request is expired");
    let (done, ()) = tokio::join!(scene.deploy(), async {
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
        held(&scene.stacks).refusals.push_back(expired);
    });
    let error = done.1.unwrap();
    assert!(
        sentence(&error).starts_with("watching mail-queue-dev in us-west-2: cloudformation:DescribeStacks")
    );
    assert_eq!(kind_of(&error).exit_code(), EXIT_PARTIAL);
    assert!(hint_of(&error).unwrap().contains("renew the credentials"));
}

#[tokio::test(start_paused = true)]
async fn an_export_in_use_is_reported_in_awss_words() {
    let scene = Scene::new();
    let path = &["UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"];
    let reason = "Export mail-Name cannot be updated as it is in use by other-stack";
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).reactions.push_back(Reaction::Statuses(path, Some(reason)));
    assert!(sentence(&scene.deploy().await.1.unwrap()).ends_with(reason));
}

/// The states of a stack in which CloudFormation is asked for a change: its status before, and the call.
const CHANGES: [(Option<&str>, &str); 5] = [
    (None, "CreateStack"),
    (Some("CREATE_COMPLETE"), "CreateChangeSet"),
    (Some("UPDATE_ROLLBACK_FAILED"), "ContinueUpdateRollback"),
    (Some("UPDATE_FAILED"), "RollbackStack"),
    (Some("ROLLBACK_COMPLETE"), "DeleteStack"),
];

#[tokio::test(start_paused = true)]
async fn every_change_of_a_stack_carries_the_service_role() {
    for role in ["", "arn:aws:iam::123456789012:role/cloudformation"] {
        for (status, operation) in CHANGES {
            let mut scene = Scene::new();
            scene.cloud.give_stack_role(role);
            if let Some(status) = status {
                held(&scene.stacks).has(STACK, status);
            }
            scene.deploy().await;
            assert_eq!(scene.calls.of(operation)[0].get("RoleARN"), role, "{operation}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_change_sets_of_a_plan_and_of_an_adoption_carry_the_service_role() {
    let role = "arn:aws:iam::123456789012:role/cloudformation";
    let mut adopting = Scene::of(ONE_STACK, TABLE, Vec::new());
    adopting.cloud.give_stack_role(role);
    adopting.owns_the_table();
    adopting.deploy().await;
    let mut planned = Scene::new();
    planned.cloud.give_stack_role(role);
    held(&planned.stacks).has(STACK, "CREATE_COMPLETE");
    planned.plan().await;
    for (scene, kind) in [(adopting, "CREATE"), (planned, "UPDATE")] {
        let made = &scene.calls.of("CreateChangeSet")[0];
        assert_eq!((made.get("ChangeSetType"), made.get("RoleARN")), (kind, role));
    }
}
