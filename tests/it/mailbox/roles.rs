//! Permissions: one user who holds only the deploy policy does everything, and each function has what it needs and
//! nothing else. The emulator checks users and functions' roles here.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::policy::{allowed, compare_workflow, deploy_policy};
use super::{HOME, Mailboxes, QUICK, WORKFLOW};
use crate::harness::{Sandbox, repository, tag};

const FORM: &str = "application/x-www-form-urlencoded";
const STACKS: [(&str, &str); 3] =
    [("mailbox-api-dev", HOME), ("mailbox-deletion-dev", WORKFLOW), ("mailbox-provisioning-dev", WORKFLOW)];
/// Granted to every function, and not checked by the emulator, which writes the logs itself.
const LOGGING: [&str; 2] = ["logs:CreateLogStream", "logs:PutLogEvents"];
/// Used by the mapping that reads the stream in the function's name, which the emulator does not check either.
const MAPPING: [&str; 5] = [
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "sqs:SendMessage",
];
impl Mailboxes {
    /// An emulator that checks permissions, for a user with the deploy policy, in whose name all commands run.
    fn with_permissions() -> Self {
        let sandbox = Sandbox::new();
        sandbox.set("PROVISION_CONFIG", repository().join("provision.yaml"));
        sandbox.run("local up --auth").ok();
        let mailboxes = Self { sandbox };
        mailboxes.shorten_waits();
        mailboxes.sandbox.become_holder_of(&deploy_policy());
        mailboxes
    }

    /// A call of IAM as the account's root.
    #[track_caller]
    fn iam(&self, action: &str, fields: &[(&str, &str)]) -> String {
        let (status, text) = self.sandbox.aws().query("iam", "us-east-1", action, fields);
        assert_eq!(status, 200, "{action}: {text}");
        text
    }

    /// Somebody without the policy is told what is missing and where it is written.
    fn refuses_strangers(&self) {
        self.iam("CreateUser", &[("UserName", "stranger")]);
        let key = self.iam("CreateAccessKey", &[("UserName", "stranger")]);
        let status = self.sandbox.command("status");
        let status = status.env("AWS_ACCESS_KEY_ID", element(&key, "AccessKeyId"));
        let status = status.env("AWS_SECRET_ACCESS_KEY", element(&key, "SecretAccessKey")).run();
        status
            .code(1)
            .says("cloudformation:DescribeStacks")
            .says("hint: the identity in use lacks this permission; see docs/deploy-policy.json");
    }

    /// The roles of functions and workflows: logical id and name.
    fn roles(&self) -> Vec<(String, String)> {
        let of = |(stack, region): (&str, &str)| {
            let listed =
                self.sandbox.aws().cloudformation(region, "ListStackResources", &[("StackName", stack)]);
            let roles = listed.split("</member>").filter(|one| one.contains(">AWS::IAM::Role<"));
            roles
                .map(|one| (element(one, "LogicalResourceId"), element(one, "PhysicalResourceId")))
                .collect::<Vec<_>>()
        };
        STACKS.into_iter().flat_map(of).collect()
    }

    /// What the role's own policy says.
    pub fn policy_of(&self, role: &str) -> Value {
        let text = self.iam("GetRolePolicy", &[("RoleName", role), ("PolicyName", "work")]);
        serde_json::from_str(&decoded(&element(&text, "PolicyDocument"))).unwrap()
    }

    /// Takes an action away from a role.
    fn forbid(&self, role: &str, action: &str, resource: &str) {
        let deny = json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Deny", "Action": action, "Resource": resource}]});
        let named = [("RoleName", role), ("PolicyName", "denied"), ("PolicyDocument", &deny.to_string())];
        self.iam("PutRolePolicy", &named);
    }

    /// Gives it back.
    fn permit(&self, role: &str) {
        self.iam("DeleteRolePolicy", &[("RoleName", role), ("PolicyName", "denied")]);
    }
}

/// The text of the first element of this name.
#[track_caller]
fn element(text: &str, name: &str) -> String {
    let found = tag(text, name).unwrap_or_else(|| panic!("no {name} in {text}"));
    found.replace("&quot;", "\"").replace("&amp;", "&")
}

/// Undoes the encoding that IAM gives to documents.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

/// The function that a role is for, in the words of its template.
fn function_of(role: &str) -> String {
    role.trim_end_matches("Role").to_owned()
}

/// What each function is granted and must be seen to need.
fn granted(mailboxes: &Mailboxes) -> BTreeSet<(String, String)> {
    let mut granted = BTreeSet::new();
    for (logical_id, role) in
        mailboxes.roles().into_iter().filter(|(logical_id, _)| logical_id != "WorkflowRole")
    {
        let actions = allowed(&mailboxes.policy_of(&role));
        for action in LOGGING {
            assert!(actions.contains(action), "{logical_id} lacks {action}");
        }
        let exempt = |action: &str| {
            LOGGING.contains(&action) || logical_id == "StartWorkflowRole" && MAPPING.contains(&action)
        };
        let shown = actions.into_iter().filter(|action| !exempt(action));
        granted.extend(shown.map(|action| (function_of(&logical_id), action)));
    }
    granted
}

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
    for command in ["status", "outputs", "plan"] {
        mailboxes.run(command).ok();
    }
}

/// Takes actions away from functions, one at a time, and notes what showed that it was needed.
struct Denials<'a> {
    mailboxes: &'a Mailboxes,
    roles: Vec<(String, String)>,
    shown: BTreeSet<(String, String)>,
}

impl Denials<'_> {
    fn role(&self, function: &str) -> &str {
        let role = self.roles.iter().find(|(logical_id, _)| function_of(logical_id) == function);
        &role.unwrap_or_else(|| panic!("{function} has no role")).1
    }

    /// Runs `step`, which must see the failure, while the function may not do this.
    fn deny(&mut self, function: &str, action: &str, resource: &str, step: impl FnOnce(&Mailboxes)) {
        self.mailboxes.forbid(self.role(function), action, resource);
        step(self.mailboxes);
        self.mailboxes.permit(self.role(function));
        self.shown.insert((function.to_owned(), action.to_owned()));
    }

    /// The API's functions: their caller, who tries for a while, is told that the table cannot be reached.
    fn of_the_api(&mut self, id: &str) {
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
        let started = commands.map(|(function, action, command)| {
            self.mailboxes.forbid(self.role(function), action, "*");
            (function, action, self.mailboxes.start(&command))
        });
        for (function, action, command) in started {
            command.end().code(1).says("503 the mailboxes cannot be reached at the moment");
            self.mailboxes.permit(self.role(function));
            self.shown.insert((function.to_owned(), action.to_owned()));
        }
    }

    /// The stream's function: its log names the execution that it could not start, and it tries again.
    fn of_the_stream(&mut self, id: &str) {
        let requests = [
            ("provisioning", format!("mailbox update {id}"), "update"),
            ("deletion", format!("mailbox delete {id}"), "delete"),
        ];
        for (workflow, command, change) in requests {
            let machine =
                format!("arn:aws:states:{WORKFLOW}:000000000000:stateMachine:mailbox-{workflow}-dev");
            self.deny("StartWorkflow", "states:StartExecution", &machine, |mailboxes| {
                mailboxes.run(&command).ok();
                mailboxes
                    .until_logged("start-workflow", &format!("cannot start {machine} named {id}_{change}_"));
            });
            let tail = self.mailboxes.start(&format!("execution tail {id}_{change}"));
            if change == "update" {
                tail.end().ok();
            } else {
                self.mailboxes.until_status_is(id, "delete-confirmation-required");
                self.mailboxes.run(&format!("mailbox deny {id}")).ok();
                tail.end().ok();
            }
        }
    }

    /// The deletion's functions: no mail, and an answer that cannot be passed on.
    fn of_the_deletion(&mut self, id: &str) {
        let delete = format!("mailbox delete {id} --follow");
        self.deny("AskForConfirmation", "ses:SendEmail", "*", |mailboxes| {
            mailboxes.run(&delete).code(1).says("mail-not-sent").prints("delete-unconfirmed");
        });
        // Another contact, so that the newest mail is the one that is meant.
        self.mailboxes.run(&format!("mailbox update {id} --contact bob@contacts.example --follow")).ok();
        let deletion = self.mailboxes.start(&delete);
        deletion.until("waiting for an answer");
        let (approve, _) = self.mailboxes.links("bob@contacts.example");
        let (page, form) = approve.split_once('?').unwrap();
        self.deny("ConfirmDeletion", "states:SendTaskSuccess", "*", |mailboxes| {
            let answer = mailboxes.request("POST", page, FORM, form);
            assert_eq!(answer.status(), 503, "{}", answer.text());
        });
        assert_eq!(self.mailboxes.request("POST", page, FORM, form).status(), 200);
        deletion.end().ok().prints("is removed");
    }
}

#[test]
fn the_deploy_policy_is_enough_and_each_function_needs_what_it_is_granted() {
    let mailboxes = Mailboxes::with_permissions();
    mailboxes.refuses_strangers();
    mailboxes.run(QUICK).ok();
    use_everything(&mailboxes);

    let id = mailboxes.provisioned("--username ada --contact ada@contacts.example");
    let mut denials = Denials { mailboxes: &mailboxes, roles: mailboxes.roles(), shown: BTreeSet::new() };
    denials.of_the_api(&id);
    denials.of_the_stream(&id);
    denials.of_the_deletion(&id);
    assert_eq!(denials.shown, granted(&mailboxes));

    for workflow in ["provisioning", "deletion"] {
        compare_workflow(&mailboxes, workflow);
    }
    mailboxes.run("teardown mailbox --confirm mailbox --delete-data").ok();
    for (_, region) in STACKS {
        assert!(mailboxes.sandbox.aws().stacks(region).is_empty());
    }
}
