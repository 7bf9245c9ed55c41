//! Requests to a deployed system other than those of the program's commands.

use serde_json::{Value, json};

use super::http::{Message, exchange};
use super::{Sandbox, credential, until};

impl Sandbox {
    /// Pauses between retries of workflows take a hundredth of their time.
    pub fn shorten_waits(&self) {
        let body = json!({"stepfunctions._SFN_WAIT_SCALE": 0.01}).to_string();
        assert_eq!(self.send("POST /_ministack/config", &[], body).status(), 200);
    }

    /// A table's item in a region, by its key as DynamoDB writes it; nothing of ours stands between.
    pub fn item(&self, table: &str, region: &str, key: &Value) -> Option<Value> {
        let input = json!({"TableName": table, "Key": key});
        self.aws().dynamodb(region, "GetItem", &input).unwrap().get("Item").cloned()
    }

    /// The names of all executions of a state machine in a region, sorted.
    pub fn executions(&self, machine: &str, region: &str) -> Vec<String> {
        let input = json!({"stateMachineArn": machine_arn(machine, region)});
        let answer = self.call("states", region, "AWSStepFunctions.ListExecutions", &input);
        let listed = answer["executions"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut names: Vec<_> = listed.iter().map(|execution| text(&execution["name"])).collect();
        names.sort();
        names
    }

    /// Waits until something in a log group has these words.
    #[track_caller]
    pub fn until_logged(&self, group: &str, region: &str, words: &str) {
        let input = json!({"logGroupName": group});
        until(|| {
            let log = self.call("logs", region, "Logs_20140328.FilterLogEvents", &input).to_string();
            if log.contains(words) { Ok(()) } else { Err(format!("'{words}' is not in {log}")) }
        });
    }

    /// The address below which the API of a stack, given by name and region, answers here.
    pub fn api(&self, (stack, region): (&str, &str)) -> String {
        let aws = self.aws();
        let answer = aws.cloudformation(region, "DescribeStacks", &[("StackName", stack)]);
        let id = answer.split(".execute-api.").next().and_then(|before| before.rsplit('/').next()).unwrap();
        format!("http://{}/_aws/execute-api/{id}/dev", aws.address())
    }

    /// A request to the API of a stack that carries a signature.
    pub fn api_request(
        &self,
        stack: (&str, &str),
        (method, path): (&str, &str),
        media_type: &str,
        body: impl Into<Vec<u8>>,
    ) -> Message {
        let url = format!("{}{path}", self.api(stack));
        let headers = [("content-type", media_type), ("authorization", &credential("execute-api", stack.1))];
        self.send(&format!("{method} {}", path_of(&url)), &headers, body)
    }

    /// A request without a signature to an address that the emulator serves.
    pub fn request(&self, method: &str, url: &str, media_type: &str, body: impl Into<Vec<u8>>) -> Message {
        self.send(&format!("{method} {}", path_of(url)), &[("content-type", media_type)], body)
    }

    /// A call of a service that speaks JSON.
    pub fn call(&self, service: &str, region: &str, target: &str, input: &Value) -> Value {
        let headers = [
            ("content-type", "application/x-amz-json-1.0"),
            ("x-amz-target", target),
            ("authorization", &credential(service, region)),
        ];
        let answer = self.send("POST /", &headers, input.to_string());
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// A request to the emulator, whatever it is.
    pub fn send(&self, first: &str, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Message {
        let (aws, own) = (self.aws(), credential("emulator", "us-east-1"));
        let mut headers = [&[("host", aws.address())], headers].concat();
        if first.contains(" /_ministack/") {
            headers.push(("authorization", &own));
        }
        exchange(aws.address(), &Message::new(format!("{first} HTTP/1.1"), &headers, body)).unwrap()
    }
}

/// The ARN of a state machine in the emulator's account.
pub fn machine_arn(machine: &str, region: &str) -> String {
    format!("arn:aws:states:{region}:000000000000:stateMachine:{machine}")
}

/// A JSON string as text.
#[track_caller]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// What follows the host in an address.
fn path_of(url: &str) -> &str {
    url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap()
}
