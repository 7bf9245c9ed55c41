//! Tests that every kind of error of every client reads well for a user, without the SDK's own records.

use std::pin::Pin;

use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::{SharedCredentialsProvider, future};
use aws_smithy_http_client::test_util::{NeverClient, ReplayEvent, StaticReplayClient};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;

use super::*;
use aws_smithy_types::error::ErrorMetadata;

const CALL: &str = "service:operation";

fn region() -> Region {
    Region::new("us-west-2")
}

type Refused = Pin<Box<dyn Future<Output = Option<AwsError>>>>;
type Call = (&'static str, fn(SdkConfig) -> Refused);

/// One operation of a client, sent and classified; `None` for an answer that the SDK takes.
macro_rules! call {
    ($sdk:ident, $operation:ident $(, $field:ident)*) => {
        (concat!(stringify!($sdk), " ", stringify!($operation)), |config| {
            Box::pin(async move {
                let call = $sdk::Client::new(&config).$operation()$(.$field("value"))*;
                call.send().await.err().map(|error| inspect(error, CALL, &region()))
            })
        })
    };
}

fn calls() -> Vec<Call> {
    vec![
        call!(aws_sdk_apigateway, get_stage, rest_api_id, stage_name),
        call!(aws_sdk_cloudformation, describe_stacks),
        call!(aws_sdk_cloudformation, create_stack, stack_name),
        call!(aws_sdk_cloudformation, create_change_set, stack_name, change_set_name),
        call!(aws_sdk_cloudwatchlogs, filter_log_events, log_group_name),
        call!(aws_sdk_dynamodb, describe_table, table_name),
        call!(aws_sdk_dynamodb, update_table, table_name),
        call!(aws_sdk_lambda, get_function_configuration, function_name),
        call!(aws_sdk_s3, head_object, bucket, key),
        call!(aws_sdk_s3, head_bucket, bucket),
        call!(aws_sdk_s3, get_bucket_policy, bucket),
        call!(aws_sdk_s3, create_bucket, bucket),
        call!(aws_sdk_s3, list_object_versions, bucket),
        call!(aws_sdk_sesv2, get_email_identity, email_identity),
        call!(aws_sdk_sfn, describe_execution, execution_arn),
        call!(aws_sdk_sqs, get_queue_attributes, queue_url),
        call!(aws_sdk_sts, get_caller_identity),
    ]
}

fn config(http: SharedHttpClient) -> aws_config::ConfigLoader {
    let timeouts =
        TimeoutConfig::builder().operation_attempt_timeout(std::time::Duration::from_secs(1)).build();
    aws_config::defaults(aws_config::BehaviorVersion::latest())
        .http_client(http)
        .region(aws_config::Region::new("us-west-2"))
        .endpoint_url("http://127.0.0.1:1")
        .use_fips(false)
        .use_dual_stack(false)
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeouts)
        .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
}

/// What the SDK makes of one error, for a user.
fn check(name: &str, shape: &str, error: &AwsError) {
    let text = error.to_string();
    // Without credentials there was no call that could be named.
    let place = if error.class == Class::NoCredentials { "" } else { "service:operation in us-west-2: " };
    let reason = text.strip_prefix(place).unwrap_or_default();
    assert!(!reason.trim().is_empty(), "{name}, {shape}: {text}");
    assert!(!reason.contains('\n') && !reason.ends_with(": "), "{name}, {shape}: {text}");
    let debris = [
        "Some(",
        "None",
        "Error {",
        "Error(",
        "{ ",
        "extras",
        "s3_extended",
        "unhandled",
        "Unhandled",
        "service error",
        "dispatch failure",
        "DispatchFailure",
        "ErrorMetadata",
        "SdkError",
        "response error",
    ];
    for debris in debris {
        assert!(!text.contains(debris), "{name}, {shape}: '{debris}' is in: {text}");
    }
}

/// Answers that are errors of any protocol, or no answers of AWS at all.
const ANSWERS: [(u16, &str); 20] = [
    (400, ""),
    (403, ""),
    (404, ""),
    (500, ""),
    (301, ""),
    (503, "<html><body><b>Http/1.1 Service Unavailable</b></body></html>"),
    (502, "upstream has gone"),
    (400, "{}"),
    (400, "<Error/>"),
    (400, "<ErrorResponse><Error></Error></ErrorResponse>"),
    (400, r#"{"__type":"com.example#StrangeException"}"#),
    (400, "<ErrorResponse><Error><Code>Strange</Code></Error></ErrorResponse>"),
    (400, "<Error><Code>Strange</Code></Error>"),
    (400, r#"{"__type":"StrangeException","message":"the reason"}"#),
    (400, "<ErrorResponse><Error><Code>Strange</Code><Message>the reason</Message></Error></ErrorResponse>"),
    (400, "<Error><Code>Strange</Code><Message>the reason</Message></Error>"),
    (200, "<html>"),
    (200, "<Describe"),
    (200, r#"{"Table": {"#),
    (200, "not an answer"),
];

#[tokio::test]
async fn every_answer_that_is_an_error_reads_as_a_sentence() {
    for (name, call) in calls() {
        for (status, body) in ANSWERS {
            let request = http::Request::builder().uri("http://127.0.0.1:1").body(SdkBody::empty()).unwrap();
            let answer = http::Response::builder()
                .status(status)
                .header("x-amz-request-id", "r-1")
                .header("x-amz-id-2", "extended")
                .body(SdkBody::from(body))
                .unwrap();
            let client = StaticReplayClient::new(vec![ReplayEvent::new(request, answer)]);
            let refused = call(config(SharedHttpClient::new(client)).load().await).await;
            let shape = format!("{status} '{body}'");
            match refused {
                Some(error) => check(name, &shape, &error),
                None => assert_eq!(status, 200, "{name}, {shape}: the error was taken for an answer"),
            }
        }
    }
}

/// A connection that fails in one way.
#[derive(Debug)]
struct Failing(fn() -> ConnectorError);

impl HttpConnector for Failing {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Err((self.0)()))
    }
}

fn unanswered() -> Box<Unanswered> {
    let cause = crate::aws::http::Cause::Silent(55);
    Box::new(Unanswered { host: "h:1".to_owned(), proxy: None, cause })
}

#[tokio::test]
async fn every_lost_call_reads_as_a_sentence() {
    let failures: [fn() -> ConnectorError; 6] = [
        || ConnectorError::io(Box::new(std::io::Error::from(std::io::ErrorKind::ConnectionReset))),
        || ConnectorError::timeout("it took too long".into()),
        || ConnectorError::user("no address".into()),
        || ConnectorError::other("broken".into(), None),
        || ConnectorError::other(unanswered(), None),
        || ConnectorError::io(unanswered()),
    ];
    for (name, call) in calls() {
        for (index, failure) in failures.into_iter().enumerate() {
            let client = http_client_fn(move |_, _| SharedHttpConnector::new(Failing(failure)));
            let error = call(config(client).load().await).await.unwrap();
            check(name, &format!("failure {index}"), &error);
            assert_eq!(error.class, Class::Unreachable, "{name}, failure {index}: {error}");
            if index > 3 {
                assert_eq!(error.message, "h:1 did not answer within 55 s");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_without_an_answer_in_time_reads_as_a_sentence() {
    for (name, call) in calls() {
        let error = call(config(SharedHttpClient::new(NeverClient::new())).load().await).await.unwrap();
        check(name, "time-out", &error);
        assert_eq!((error.class, error.message.as_str()), (Class::Unreachable, "no answer in time"));
    }
}

/// Credentials whose source fails.
#[derive(Debug)]
struct NoSource;

impl aws_credential_types::provider::ProvideCredentials for NoSource {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::provider_error("the source is dry")))
    }
}

#[tokio::test]
async fn a_call_that_is_not_sent_reads_as_a_sentence() {
    for (name, call) in calls() {
        let source = SharedCredentialsProvider::new(NoSource);
        let never = || config(SharedHttpClient::new(NeverClient::new()));
        let error = call(never().credentials_provider(source).load().await).await.unwrap();
        check(name, "credentials", &error);
        assert_eq!(error.class, Class::NoCredentials, "{name}: {error}");
        let error = call(never().endpoint_url("nonsense").load().await).await.unwrap();
        check(name, "endpoint", &error);
        let error = call(never().use_fips(true).load().await).await.unwrap();
        check(name, "FIPS beside an endpoint", &error);
    }
    let table =
        aws_sdk_dynamodb::Client::new(&config(SharedHttpClient::new(NeverClient::new())).load().await);
    let error = table.describe_table().send().await.unwrap_err();
    check("aws_sdk_dynamodb describe_table", "no name", &inspect(error, CALL, &region()));
    let bucket = aws_sdk_s3::Client::new(&config(SharedHttpClient::new(NeverClient::new())).load().await);
    let error = bucket.head_object().send().await.unwrap_err();
    check("aws_sdk_s3 head_object", "no bucket", &inspect(error, CALL, &region()));
}

/// A generic error with nothing but extras once read `Error { s3_extended_request_id: … }`.
#[test]
fn errors_without_code_and_message_read_as_sentences() {
    use aws_sdk_cloudformation::operation::describe_stacks::DescribeStacksError;
    use aws_sdk_s3::operation::head_object::HeadObjectError;
    use aws_smithy_runtime_api::http::StatusCode;

    let answer = || HttpResponse::new(StatusCode::try_from(400).unwrap(), SdkBody::empty());
    let meta = || ErrorMetadata::builder().custom("s3_extended_request_id", "x").build();
    let head = SdkError::service_error(HeadObjectError::generic(meta()), answer());
    let head = inspect(head, CALL, &region());
    check("aws_sdk_s3 head_object", "generic", &head);
    assert_eq!(head.message, "HTTP status 400 and no reason given");
    let stacks = SdkError::service_error(DescribeStacksError::generic(meta()), answer());
    check("aws_sdk_cloudformation describe_stacks", "generic", &inspect(stacks, CALL, &region()));
    let unread = SdkError::service_error(HeadObjectError::unhandled("the parser's reason"), answer());
    let unread = inspect(unread, CALL, &region());
    check("aws_sdk_s3 head_object", "unhandled", &unread);
    assert_eq!(unread.message, "HTTP status 400 and no reason given");
}
