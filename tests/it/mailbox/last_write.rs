//! The last write of a workflow, whose answer was lost: it took effect, and the retry must not write again, since another
//! request may have come in the other region by then.

use serde_json::json;

use super::{HOME, Mailboxes, WORKFLOW};
use crate::harness::{Partner, Sandbox, machine_arn, text, until};

const MACHINE: &str = "mailbox-provisioning-dev";

/// The name of the role of the provisioning workflow.
fn role(mailboxes: &Mailboxes) -> String {
    let input = json!({"stateMachineArn": machine_arn(MACHINE, WORKFLOW)});
    let answer = mailboxes.call("states", WORKFLOW, "AWSStepFunctions.DescribeStateMachine", &input);
    text(&answer["roleArn"]).rsplit('/').next().unwrap().to_owned()
}

/// Waits until an attempt of the only execution was refused.
fn until_refused(mailboxes: &Mailboxes) {
    let name = mailboxes.executions(MACHINE, WORKFLOW).remove(0);
    let machine = machine_arn(MACHINE, WORKFLOW).replace(":stateMachine:", ":execution:");
    let input = json!({"executionArn": format!("{machine}:{name}")});
    until(|| {
        let answer =
            mailboxes.call("states", WORKFLOW, "AWSStepFunctions.GetExecutionHistory", &input).to_string();
        if answer.contains("is not authorized to perform: dynamodb:UpdateItem") {
            Ok(())
        } else {
            Err(answer)
        }
    });
}

#[test]
fn a_last_write_whose_answer_was_lost_counts_and_is_not_repeated() {
    let partner = Partner::new();
    let url = format!("-p mailbox-provisioning.OutsideSystemUrl={}", partner.url("/orders"));
    let mailboxes = Mailboxes::deployed_in(Sandbox::with_permissions(), &url);
    let body = json!({"stepfunctions._SFN_WAIT_SCALE": 1.0}).to_string();
    assert_eq!(mailboxes.send("POST /_ministack/config", &[], body).status(), 200);
    partner.hold();
    let create = mailboxes.start("mailbox create --username ada --domain example.com --follow");
    let order = partner.held();
    let role = role(&mailboxes);
    mailboxes.forbid(&role, "dynamodb:UpdateItem", "*");
    order.answer("200 OK", r#"{"accepted": true}"#);
    until_refused(&mailboxes);

    // As the attempt would have left it, had only its answer been lost.
    let id = text(&mailboxes.json("mailbox list")["mailboxes"][0]["id"]);
    let input = json!({
        "TableName": "mailbox-dev", "Key": {"id": {"S": id}},
        "UpdateExpression": "SET mailboxStatus = :to, updatedAt = :now",
        "ExpressionAttributeValues": {":to": {"S": "provisioning-completed"}, ":now": {"S": "first"}},
    });
    mailboxes.aws().dynamodb(WORKFLOW, "UpdateItem", &input).unwrap();
    mailboxes.permit(&role);
    create.end().ok().prints("provisioning-completed");
    mailboxes.run(&format!("execution tail {id}")).ok().prints("SUCCEEDED").prints("Provisioned");
    assert_eq!(mailboxes.stored(HOME, &id).unwrap()["updatedAt"]["S"], "first");
}
