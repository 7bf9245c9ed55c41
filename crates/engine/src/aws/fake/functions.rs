//! Functions and state machines as Lambda and Step Functions keep them: an update takes time, and meanwhile no other one is
//! accepted.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use super::{Call, Reply, Service};
use crate::bundle::code_hash_of_key;

/// How long an update of a function takes.
const TAKES: Duration = Duration::from_secs(3);

/// A function: the hash of the code that it was given last, and until when that is in progress.
pub struct FakeFunction {
    pub hash: String,
    pub busy_until: Instant,
}

/// The functions and state machines of one region.
#[derive(Default)]
pub struct FakeFunctions {
    pub functions: BTreeMap<String, FakeFunction>,
    /// Definitions by ARN.
    pub machines: BTreeMap<String, String>,
    /// The reason for which the next updates of functions fail, once they have begun.
    pub fails: Option<&'static str>,
}

impl FakeFunctions {
    /// A function that runs this code.
    pub fn runs(&mut self, name: &str, hash: &str) {
        let function = FakeFunction { hash: hash.to_owned(), busy_until: Instant::now() };
        self.functions.insert(name.to_owned(), function);
    }

    fn function(&mut self, call: &Call, path: &str) -> Option<Reply> {
        let (name, what) = path.strip_prefix("/2015-03-31/functions/")?.split_once('/')?;
        let fails = self.fails;
        let Some(function) = self.functions.get_mut(name) else {
            return Some(Reply::json_refused("ResourceNotFoundException", "Function not found"));
        };
        let is_busy = Instant::now() < function.busy_until;
        if what == "code" {
            if is_busy {
                let body = json!({"Message": "An update is in progress for resource"}).to_string();
                return Some(Reply { status: 409, body });
            }
            function.hash = code_hash_of_key(call.json["S3Key"].as_str()?).unwrap();
            function.busy_until = Instant::now() + TAKES;
        }
        let status = match fails {
            _ if is_busy => "InProgress",
            Some(_) => "Failed",
            None => "Successful",
        };
        let body = json!({
            "FunctionName": name, "CodeSha256": function.hash, "LastUpdateStatus": status,
            "LastUpdateStatusReason": fails,
        });
        Some(Reply::ok(body.to_string()))
    }

    fn machine(&mut self, call: &Call) -> Option<Reply> {
        let Some(definition) = self.machines.get_mut(call.json["stateMachineArn"].as_str()?) else {
            return Some(Reply::json_refused("StateMachineDoesNotExist", "State Machine Does Not Exist"));
        };
        if call.operation == "UpdateStateMachine" {
            call.json["definition"].as_str()?.clone_into(definition);
            return Some(Reply::ok(json!({"updateDate": 1}).to_string()));
        }
        let body = json!({
            "stateMachineArn": call.json["stateMachineArn"], "name": "m", "definition": definition,
            "roleArn": "arn:aws:iam::123456789012:role/m", "type": "STANDARD", "creationDate": 1,
        });
        Some(Reply::ok(body.to_string()))
    }
}

impl Service for FakeFunctions {
    fn answer(&mut self, call: &Call) -> Option<Reply> {
        match (call.service.as_str(), call.operation.split_once(' ')) {
            ("lambda", Some((_, path))) => self.function(call, path),
            ("states", None) => self.machine(call),
            _ => None,
        }
    }
}
