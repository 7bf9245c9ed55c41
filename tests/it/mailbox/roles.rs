//! Permissions: one user who holds only the deploy policy does everything, and each function has what it needs and
//! nothing else. The emulator checks users and functions' roles here.

use super::{API, FORM, Mailboxes, WORKFLOW};
use crate::harness::{Denials, Sandbox, machine_arn};

const STACKS: [(&str, &str); 3] =
    [API, ("mailbox-deletion-dev", WORKFLOW), ("mailbox-provisioning-dev", WORKFLOW)];
/// What the mapping that reads the stream does in its function's name.
const MAPPING: [&str; 5] = [
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "sqs:SendMessage",
];

/// Everything that a person does between deploying and taking down.
fn use_everything(mailboxes: &Mailboxes) {
    let id = mailboxes.provisioned("--username ada --contact ada@contacts.example");
    mailboxes.run(&format!("mailbox update {id} --username eve --follow")).ok();
    mailboxes.run("mailbox list").ok().prints("eve@example.com");
    mailboxes
        .run("mailbox create --username fail2 --domain example.com --follow")
        .code(1)
        .says("last lines of");
    let deletion = mailboxes.start(&format!("mailbox delete {id} --follow"));
    deletion.until("waiting for an answer");
    mailboxes.run(&format!("mailbox approve {id}")).ok();
    deletion.end().ok().prints("is removed");
    for command in
        ["execution list".to_owned(), format!("execution show {id}"), format!("execution tail {id}")]
    {
        mailboxes.run(&command).ok();
    }
    for command in ["status mailbox", "outputs", "plan mailbox"] {
        mailboxes.run(command).ok();
    }
}

/// The API's functions: their caller retries for a while, and then gets the response that the data cannot be reached.
fn deny_the_api(mailboxes: &Mailboxes, denials: &mut Denials<'_>) {
    let id = mailboxes.provisioned("--username eve");
    let commands = [
        (
            "CreateMailbox",
            "dynamodb:PutItem",
            "mailbox create --username ada --domain example.com".to_owned(),
        ),
        ("GetMailbox", "dynamodb:GetItem", format!("mailbox get {id}")),
        ("ListMailboxes", "dynamodb:Scan", "mailbox list".to_owned()),
        ("UpdateMailbox", "dynamodb:UpdateItem", format!("mailbox update {id}")),
        ("DeleteMailbox", "dynamodb:UpdateItem", format!("mailbox delete {id}")),
    ];
    denials.deny_commands(&commands, "503 the service is temporarily unavailable");
}

/// The stream's function: its log names the execution that it could not start, and it tries again.
fn deny_the_stream(mailboxes: &Mailboxes, denials: &mut Denials<'_>, id: &str) {
    let requests = [
        ("mailbox-provisioning-dev", format!("mailbox update {id}"), "update"),
        ("mailbox-deletion-dev", format!("mailbox delete {id}"), "delete"),
    ];
    for (machine, command, change) in requests {
        let machine = machine_arn(machine, WORKFLOW);
        denials.deny("StartWorkflow", "states:StartExecution", &machine, || {
            mailboxes.run(&command).ok();
            let words = format!("cannot start {machine} named {id}_{change}_");
            mailboxes.until_logged("/provision/mailbox/dev/start-workflow", WORKFLOW, &words);
        });
        let tail = mailboxes.start(&format!("execution tail {id}_{change}"));
        if change == "delete" {
            mailboxes.until_status_is(id, "delete-confirmation-required");
            mailboxes.run(&format!("mailbox deny {id}")).ok();
        }
        tail.end().ok();
    }
}

/// The deletion's functions: no mail, and an answer that cannot be passed on.
fn deny_the_deletion(mailboxes: &Mailboxes, denials: &mut Denials<'_>, id: &str) {
    let delete = format!("mailbox delete {id} --follow");
    denials.deny("AskForConfirmation", "ses:SendEmail", "*", || {
        mailboxes.run(&delete).code(1).says("mail-not-sent").prints("delete-unconfirmed");
    });
    // Another contact, so that the newest mail is the one that is meant.
    mailboxes.run(&format!("mailbox update {id} --contact bob@contacts.example --follow")).ok();
    let deletion = mailboxes.start(&delete);
    deletion.until("waiting for an answer");
    let (approve, _) = mailboxes.links("bob@contacts.example");
    let (page, form) = approve.split_once('?').unwrap();
    denials.deny("ConfirmDeletion", "states:SendTaskSuccess", "*", || {
        let answer = mailboxes.request("POST", page, FORM, form);
        assert_eq!(answer.status(), 503, "{}", answer.text());
    });
    denials.deny("ConfirmDeletion", "states:GetExecutionHistory", "*", || {
        let answer = mailboxes.request("POST", page, FORM, form);
        assert_eq!(answer.status(), 503, "{}", answer.text());
    });
    assert_eq!(mailboxes.request("POST", page, FORM, form).status(), 200);
    deletion.end().ok().prints("is removed");
}

#[test]
fn a_user_without_the_policy_learns_what_is_missing_and_where_it_is_documented() {
    Sandbox::with_permissions()
        .run_as_stranger("status mailbox")
        .code(1)
        .says("cloudformation:DescribeStacks")
        .says("hint: the identity in use lacks this permission; provision docs permissions");
}

#[test]
fn the_deploy_policy_is_enough_and_each_function_needs_what_it_is_granted() {
    let mailboxes = Mailboxes::deployed_in(Sandbox::with_permissions(), "");
    use_everything(&mailboxes);

    let mut denials = Denials::of(&mailboxes, &STACKS);
    let id = mailboxes.provisioned("--username ada --contact ada@contacts.example");
    deny_the_api(&mailboxes, &mut denials);
    deny_the_stream(&mailboxes, &mut denials, &id);
    deny_the_deletion(&mailboxes, &mut denials, &id);
    denials.were_all(&[("StartWorkflow", &MAPPING)]);

    for machine in ["mailbox-provisioning-dev", "mailbox-deletion-dev"] {
        mailboxes.compare_workflow(machine, WORKFLOW);
    }
    mailboxes.run("teardown mailbox --confirm mailbox --delete-data").ok();
    for (_, region) in STACKS {
        assert!(mailboxes.aws().stacks(region).is_empty());
    }
}
