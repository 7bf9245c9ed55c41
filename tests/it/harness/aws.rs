//! The emulator asked directly, with raw requests of AWS's own protocols.

use std::net::TcpStream;
use std::thread;

use serde_json::{Value, json};

use super::http::{Message, exchange};
use super::signature::learn;
use super::{credential, until};

/// An emulator's address and the secret of its key.
#[derive(Clone)]
pub struct Aws {
    address: String,
    secret: String,
}

impl Aws {
    /// Takes `http://HOST:PORT`.
    pub fn new(endpoint: &str, secret: &str) -> Self {
        let address = endpoint.trim_start_matches("http://");
        learn(address, secret);
        Self { address: address.to_owned(), secret: secret.to_owned() }
    }

    /// The secret of the emulator's own key.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// `HOST:PORT`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether a process listens there.
    pub fn answers(&self) -> bool {
        TcpStream::connect(&self.address).is_ok()
    }

    /// A call of CloudFormation and other services of its protocol; the answer's status and text.
    pub fn query(&self, service: &str, region: &str, action: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let mut body = format!("Action={action}&Version=2010-05-15");
        for (name, value) in fields {
            body += &format!("&{name}={}", encoded(value));
        }
        let answer =
            self.post(service, region, &[("content-type", "application/x-www-form-urlencoded")], &body);
        (answer.status(), answer.text())
    }

    /// A call of CloudFormation that must succeed; the answer's text.
    #[track_caller]
    pub fn cloudformation(&self, region: &str, action: &str, fields: &[(&str, &str)]) -> String {
        let (status, text) = self.query("cloudformation", region, action, fields);
        assert_eq!(status, 200, "{action}: {text}");
        text
    }

    /// Each stack of a region that is not deleted, as `NAME STATUS`, sorted.
    pub fn stacks(&self, region: &str) -> Vec<String> {
        let text = self.cloudformation(region, "DescribeStacks", &[]);
        let member = |part: &str| Some(format!("{} {}", part.split_once('<')?.0, tag(part, "StackStatus")?));
        let mut stacks: Vec<_> = text.split("<StackName>").skip(1).filter_map(member).collect();
        stacks.sort();
        stacks
    }

    /// A DynamoDB call; an answer other than 200 is `Err` with the text.
    pub fn dynamodb(&self, region: &str, operation: &str, input: &Value) -> Result<Value, String> {
        let target = format!("DynamoDB_20120810.{operation}");
        let headers = [("content-type", "application/x-amz-json-1.0"), ("x-amz-target", target.as_str())];
        let answer = self.post("dynamodb", region, &headers, &input.to_string());
        if answer.status() == 200 {
            serde_json::from_slice(&answer.body).map_err(|error| error.to_string())
        } else {
            Err(answer.text())
        }
    }

    /// The names of a region's tables.
    pub fn tables(&self, region: &str) -> Vec<String> {
        let answer = self.dynamodb(region, "ListTables", &json!({})).unwrap();
        answer["TableNames"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect()
    }

    /// A call of S3, such as `PUT /bucket/key`; the answer's text.
    #[track_caller]
    pub fn s3(&self, region: &str, request: &str, body: &str) -> String {
        let answer = self.send(&format!("{request} HTTP/1.1"), "s3", region, &[], body);
        assert!((200..300).contains(&answer.status()), "{request}: {}", answer.text());
        answer.text()
    }

    /// Calls of S3, many at once.
    pub fn s3_all(&self, region: &str, requests: &[String]) {
        thread::scope(|scope| {
            for part in requests.chunks(requests.len().div_ceil(8)) {
                scope.spawn(move || part.iter().for_each(|request| _ = self.s3(region, request, "x")));
            }
        });
    }

    /// The names of all buckets, except those that hold functions' code.
    pub fn buckets(&self) -> Vec<String> {
        let text = self.s3("us-east-1", "GET /", "");
        let names = text.split("<Name>").skip(1).filter_map(|part| Some(part.split_once('<')?.0.to_owned()));
        names.filter(|name| !name.starts_with("provision-artifacts-")).collect()
    }

    /// How many versions and delete markers a bucket holds.
    pub fn versions(&self, region: &str, bucket: &str) -> usize {
        let text = self.s3(region, &format!("GET /{bucket}?versions&max-keys=100000"), "");
        assert!(text.contains("<IsTruncated>false"), "not all were listed");
        text.matches("<Version>").count() + text.matches("<DeleteMarker>").count()
    }

    /// Signals the wait condition `Gate` of a stack, once the stack has come as far as waiting for it.
    #[track_caller]
    pub fn open_gate(&self, region: &str, stack: &str) {
        let fields =
            [("StackName", stack), ("LogicalResourceId", "Gate"), ("UniqueId", "1"), ("Status", "SUCCESS")];
        until(|| {
            let (status, text) = self.query("cloudformation", region, "SignalResource", &fields);
            if status == 200 { Ok(()) } else { Err(text) }
        });
    }

    /// Waits until the stack has this status.
    #[track_caller]
    pub fn until_stack_is(&self, region: &str, stack: &str, status: &str) {
        let wanted = format!("{stack} {status}");
        until(|| {
            let stacks = self.stacks(region);
            if stacks.contains(&wanted) { Ok(()) } else { Err(format!("{wanted} is not among {stacks:?}")) }
        });
    }

    fn post(&self, service: &str, region: &str, headers: &[(&str, &str)], body: &str) -> Message {
        self.send("POST / HTTP/1.1", service, region, headers, body)
    }

    fn send(
        &self,
        first: &str,
        service: &str,
        region: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Message {
        let own = [("host", self.address.as_str()), ("authorization", &credential(service, region))];
        let request = Message::new(first, &[&own, headers].concat(), body);
        exchange(&self.address, &request).unwrap()
    }
}

/// The text of the first element of this name.
pub fn tag<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let start = text.find(&format!("<{name}>"))? + name.len() + 2;
    Some(&text[start..start + text[start..].find('<')?])
}

fn encoded(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes()
        .map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
