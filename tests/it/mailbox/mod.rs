//! The mailbox system: deployed by the real binary, used through its commands, its functions at work on the emulator.

mod concurrency;
mod deletion;
mod execution;
mod input;
mod outside_system;
mod policy;
mod provisioning;
mod regions;
mod roles;

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{Message, Output, Running, Sandbox, exchange};

/// How long something that is about to happen may take.
const SOON: Duration = Duration::from_secs(60);
const HOME: &str = "us-west-2";
const WORKFLOW: &str = "us-east-1";
const QUICK: &str = "deploy mailbox -p mailbox-provisioning.WaitSeconds=0 -p mailbox-deletion.WaitSeconds=0";

/// A sandbox in which the mailbox system is deployed, without the pauses that let people follow along.
struct Mailboxes {
    sandbox: Sandbox,
}

impl Mailboxes {
    fn deployed() -> Self {
        Self::deployed_with("")
    }

    /// Deployed with further words of the command.
    fn deployed_with(words: &str) -> Self {
        let mailboxes = Self { sandbox: Sandbox::shipped() };
        mailboxes.shorten_waits();
        mailboxes.run(&format!("{QUICK} {words}")).ok();
        mailboxes
    }

    /// Pauses between retries take a hundredth of their time.
    fn shorten_waits(&self) {
        let body = json!({"stepfunctions._SFN_WAIT_SCALE": 0.01}).to_string();
        let answer = self.send("POST /_ministack/config", &[], body);
        assert_eq!(answer.status(), 200);
    }

    /// Runs `provision` with these words.
    fn run(&self, words: &str) -> Output {
        self.sandbox.run(words)
    }

    /// Starts `provision` with these words.
    fn start(&self, words: &str) -> Running {
        self.sandbox.command(words).start()
    }

    /// The JSON result of a command that ends well.
    #[track_caller]
    fn json(&self, words: &str) -> Value {
        self.run(&format!("{words} --output json")).ok().json()
    }

    /// A mailbox that is provisioned; its id.
    #[track_caller]
    fn provisioned(&self, words: &str) -> String {
        let mailbox = self.json(&format!("mailbox create --domain example.com --follow {words}"));
        assert_eq!(mailbox["mailboxStatus"], "provisioning-completed");
        text(&mailbox["id"])
    }

    /// The status that the API tells.
    #[track_caller]
    fn status(&self, id: &str) -> String {
        text(&self.json(&format!("mailbox get {id}"))["mailboxStatus"])
    }

    /// Waits until the API tells this status.
    #[track_caller]
    fn until_status_is(&self, id: &str, status: &str) {
        self.until(|| {
            let now = self.status(id);
            if now == status { Ok(()) } else { Err(format!("{id} is {now} and not {status}")) }
        });
    }

    /// Waits until this is `Ok`.
    #[track_caller]
    fn until<T>(&self, look: impl Fn() -> Result<T, String>) -> T {
        let began = Instant::now();
        loop {
            match look() {
                Ok(found) => return found,
                Err(reason) => assert!(began.elapsed() < SOON, "{reason}"),
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// The mailbox's item in a region's table; nothing of ours stands between.
    fn item(&self, region: &str, id: &str) -> Option<Value> {
        let key = json!({"TableName": "mailbox-dev", "Key": {"id": {"S": id}}});
        self.sandbox.aws().dynamodb(region, "GetItem", &key).unwrap().get("Item").cloned()
    }

    /// The names of all executions of a workflow in a region, sorted.
    fn executions(&self, workflow: &str, region: &str) -> Vec<String> {
        let machine = format!("arn:aws:states:{region}:000000000000:stateMachine:mailbox-{workflow}-dev");
        let answer = self.call(
            "states",
            region,
            "AWSStepFunctions.ListExecutions",
            &json!({"stateMachineArn": machine}),
        );
        let listed = answer["executions"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut names: Vec<_> = listed.iter().map(|execution| text(&execution["name"])).collect();
        names.sort();
        names
    }

    /// A request to the mailbox API that carries a signature, which only an emulator with permissions would check.
    fn api_request(&self, method: &str, path: &str, media_type: &str, body: impl Into<Vec<u8>>) -> Message {
        let api = self.api();
        let path = api
            .split_once(self.sandbox.aws().address())
            .map(|(_, before)| format!("{before}{path}"))
            .unwrap();
        let headers = [("content-type", media_type), ("authorization", &credential("execute-api", HOME))];
        self.send(&format!("{method} {path}"), &headers, body)
    }

    /// Waits until a function of the workflow region has written this.
    #[track_caller]
    fn until_logged(&self, function: &str, words: &str) {
        let input = json!({"logGroupName": format!("/provision/mailbox/dev/{function}")});
        self.until(|| {
            let log = self.call("logs", WORKFLOW, "Logs_20140328.FilterLogEvents", &input).to_string();
            if log.contains(words) { Ok(()) } else { Err(format!("'{words}' is not in {log}")) }
        });
    }

    /// A call of a service that speaks JSON.
    fn call(&self, service: &str, region: &str, target: &str, input: &Value) -> Value {
        let headers = [
            ("content-type", "application/x-amz-json-1.0"),
            ("x-amz-target", target),
            ("authorization", &credential(service, region)),
        ];
        let answer = self.send("POST /", &headers, input.to_string());
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// A request to the emulator, whatever it is.
    fn send(&self, first: &str, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Message {
        let aws = self.sandbox.aws();
        let headers = [&[("host", aws.address())], headers].concat();
        exchange(aws.address(), &Message::new(format!("{first} HTTP/1.1"), &headers, body)).unwrap()
    }

    /// A request to an address that the emulator serves.
    fn request(&self, method: &str, url: &str, media_type: &str, body: impl Into<Vec<u8>>) -> Message {
        let path = url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap();
        self.send(&format!("{method} {path}"), &[("content-type", media_type)], body)
    }

    /// The address below which the API answers here.
    fn api(&self) -> String {
        let stack =
            self.sandbox.aws().cloudformation(HOME, "DescribeStacks", &[("StackName", "mailbox-api-dev")]);
        let api = stack.split(".execute-api.").next().and_then(|before| before.rsplit('/').next()).unwrap();
        format!("http://{}/_aws/execute-api/{api}/dev", self.sandbox.aws().address())
    }

    /// The approve and the deny link of the newest mail to this address, once it is there.
    #[track_caller]
    fn links(&self, contact: &str) -> (String, String) {
        self.until(|| {
            let inbox = self.json("local mail");
            let mails = inbox["mails"].as_array().unwrap();
            let mail = mails.iter().rfind(|mail| mail["to"][0] == contact).ok_or("no mail yet")?;
            let link = |word: &str| {
                let links = mail["links"].as_array().unwrap().iter().map(text);
                links.into_iter().find(|link| link.contains(word)).unwrap()
            };
            Ok((link("/approve?"), link("/deny?")))
        })
    }
}

fn credential(service: &str, region: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential=test/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
}

/// A JSON string as text.
#[track_caller]
fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
