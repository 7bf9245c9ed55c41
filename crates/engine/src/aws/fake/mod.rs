//! A stand-in for AWS in tests that behaves: it sits below the SDK, reads requests as they are sent, and moves through
//! its states by the runtime's clock, which tests pause. What an operation refuses on AWS it refuses here.

pub mod buckets;
pub mod functions;
pub mod stacks;
pub mod tables;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::body::SdkBody;
use serde_json::Value;

use super::{Cloud, Connection, rate};

/// The account in which everything here is.
pub const ACCOUNT: &str = "123456789012";

/// One call as AWS would see it.
#[derive(Clone, Debug)]
pub struct Call {
    /// The service's name in the signature, such as `cloudformation`.
    pub service: String,
    pub region: String,
    /// `DescribeStacks`, or for REST services the method and the path.
    pub operation: String,
    /// The form of a query service.
    pub form: BTreeMap<String, String>,
    /// The body of a JSON service.
    pub json: Value,
    pub text: String,
    pub host: String,
    /// The account to which a bucket must belong.
    pub owner: String,
}

impl Call {
    /// A member of the form; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.form.get(name).map_or("", String::as_str)
    }

    fn read(request: &http::Request<SdkBody>) -> Self {
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        let scope = header("authorization").and_then(|text| text.split("Credential=").nth(1));
        let scope: Vec<&str> = scope.unwrap_or_default().split(['/', ',']).collect();
        let text = String::from_utf8_lossy(request.body().bytes().unwrap_or_default()).into_owned();
        let form = if text.starts_with("Action=") { form(&text) } else { BTreeMap::new() };
        let target = header("x-amz-target").and_then(|target| target.split('.').nth(1));
        let uri = request.uri();
        let path = uri.path_and_query().map(|path| path.as_str()).unwrap_or_default();
        let operation = form.get("Action").cloned().or(target.map(str::to_owned));
        Self {
            service: scope.get(3).copied().unwrap_or_default().to_owned(),
            region: scope.get(2).copied().unwrap_or_default().to_owned(),
            operation: operation.unwrap_or_else(|| format!("{} {path}", request.method())),
            json: serde_json::from_str(&text).unwrap_or_default(),
            form,
            text,
            owner: header("x-amz-expected-bucket-owner").unwrap_or_default().to_owned(),
            host: uri.host().unwrap_or_default().to_owned(),
        }
    }
}

fn form(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, value)| (decode(key), decode(value))).collect()
}

fn decode(text: &str) -> String {
    let text = text.replace('+', " ");
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

/// What AWS answers.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub body: String,
}

impl Reply {
    /// A success.
    pub fn ok(body: impl Into<String>) -> Self {
        Self { status: 200, body: body.into() }
    }

    /// A refusal of a query service.
    pub fn refused(code: &str, message: &str) -> Self {
        let error = format!("<Type>Sender</Type><Code>{code}</Code><Message>{message}</Message>");
        let body = format!("<ErrorResponse><Error>{error}</Error><RequestId>r-1</RequestId></ErrorResponse>");
        Self { status: 400, body }
    }

    /// A refusal of a JSON service.
    pub fn json_refused(code: &str, message: &str) -> Self {
        Self { status: 400, body: serde_json::json!({"__type": code, "message": message}).to_string() }
    }
}

/// One service, or the way it is asked to behave.
pub trait Service: Send {
    /// The answer; `None` leaves it to the next service.
    fn answer(&mut self, call: &Call) -> Option<Reply>;
}

/// Services in the order in which they are asked.
pub type Services = Vec<Box<dyn Service>>;

impl<F: FnMut(&Call) -> Option<Reply> + Send> Service for F {
    fn answer(&mut self, call: &Call) -> Option<Reply> {
        self(call)
    }
}

impl<S: Service> Service for Arc<Mutex<S>> {
    fn answer(&mut self, call: &Call) -> Option<Reply> {
        held(self).answer(call)
    }
}

/// What another run does while one is at work: each act happens right before one of its calls is answered.
#[derive(Clone, Default)]
pub struct Meanwhile(Arc<Mutex<VecDeque<(&'static str, Act)>>>);

type Act = Box<dyn FnOnce() + Send>;

impl Meanwhile {
    /// Waits for these calls in this order, others between them or not, and acts right before the last one is answered.
    pub fn before(&self, calls: &[&'static str], act: impl FnOnce() + Send + 'static) {
        let (last, first) = calls.split_last().unwrap();
        let mut acts = held(&self.0);
        acts.extend(first.iter().map(|call| (*call, Box::new(|| ()) as Act)));
        acts.push_back((last, Box::new(act)));
    }

    /// Whether everything has happened.
    pub fn is_over(&self) -> bool {
        held(&self.0).is_empty()
    }
}

impl Service for Meanwhile {
    fn answer(&mut self, call: &Call) -> Option<Reply> {
        let next = held(&self.0).pop_front_if(|(operation, _)| *operation == call.operation);
        if let Some((_, act)) = next {
            act();
        }
        None
    }
}

/// Locks what a test and the fake share.
pub fn held<S>(shared: &Arc<Mutex<S>>) -> MutexGuard<'_, S> {
    shared.lock().unwrap()
}

/// All calls that were made, in their order.
#[derive(Clone, Default)]
pub struct Calls(Arc<Mutex<Vec<Call>>>);

impl Calls {
    /// The calls of one operation.
    pub fn of(&self, operation: &str) -> Vec<Call> {
        self.all().into_iter().filter(|call| call.operation == operation).collect()
    }

    /// Every call.
    pub fn all(&self) -> Vec<Call> {
        held(&self.0).clone()
    }

    /// The names of all operations.
    pub fn operations(&self) -> Vec<String> {
        self.all().into_iter().map(|call| call.operation).collect()
    }
}

/// A connection to these services. Each call is answered by the first that knows it. Nothing keeps calls below AWS's
/// ceilings, so tests see how many are made, and when.
pub fn cloud(services: Services) -> (Cloud, Calls) {
    cloud_limited(services, rate::without_ceilings)
}

/// The same with the rate of requests limited as it is for AWS.
pub fn cloud_with_ceilings(services: Services) -> (Cloud, Calls) {
    cloud_limited(services, |client| rate::limited(client, None))
}

fn cloud_limited(services: Services, limited: fn(SharedHttpClient) -> SharedHttpClient) -> (Cloud, Calls) {
    let calls = Calls::default();
    let (record, services) = (calls.clone(), Mutex::new(services));
    let http = limited(infallible_client_fn(move |request: http::Request<SdkBody>| {
        let call = Call::read(&request);
        held(&record.0).push(call.clone());
        let mut services = services.lock().unwrap();
        let reply = services.iter_mut().find_map(|service| service.answer(&call));
        let reply = reply.unwrap_or_else(|| panic!("no service answers {call:?}"));
        let response = http::Response::builder().status(reply.status).header("x-amzn-requestid", "r-1");
        response.body(SdkBody::from(reply.body)).unwrap()
    }));
    let base = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(aws_config::Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::for_tests()))
        .retry_config(super::retries::of_sdk())
        .stalled_stream_protection(super::stalls())
        .http_client(http.clone())
        .build();
    let cloud = Cloud {
        base,
        connection: Connection::default(),
        http,
        regional: Default::default(),
        used: Default::default(),
        identity: Default::default(),
        artifact_buckets: Default::default(),
    };
    (cloud, calls)
}

impl Cloud {
    /// Gives CloudFormation this service role from now on; none where the text is empty.
    pub fn give_stack_role(&mut self, role: &str) {
        self.connection.stack_role = (!role.is_empty()).then(|| role.parse().unwrap());
    }
}
