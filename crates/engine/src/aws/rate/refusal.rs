//! Which responses are throttling, in all protocols of AWS.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use serde_json::Value;

/// The codes with which AWS's services ask for fewer requests. `LimitExceededException` is not among them: it also stands for quotas.
const THROTTLING: [&str; 12] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequests",
    "TooManyRequestsException",
];

/// Whether an error code asks for fewer requests.
pub fn is_throttling(code: &str) -> bool {
    THROTTLING.contains(&code)
}

/// Whether an answer asks for fewer requests; returns it with a body that can be read again.
pub async fn read(mut response: HttpResponse, service: &str) -> Result<(HttpResponse, bool), ConnectorError> {
    if response.status().as_u16() < 400 {
        return Ok((response, false));
    }
    let body = ByteStream::new(response.take_body()).collect().await;
    let body = body.map_err(|error| ConnectorError::io(error.into()))?.to_vec();
    *response.body_mut() = SdkBody::from(body);
    let is_throttled = Refusal::read(&response).is_for_rate(service);
    Ok((response, is_throttled))
}

/// A code without the namespace before it and the address after it.
fn bare(code: &str) -> &str {
    let code = code.split_once('#').map_or(code, |(_, code)| code);
    code.split_once(':').map_or(code, |(code, _)| code)
}

/// What an error names, in any protocol.
#[derive(Debug, Default)]
pub struct Refusal {
    status: u16,
    pub code: Option<String>,
    pub message: Option<String>,
    is_empty: bool,
}

impl Refusal {
    /// Reads an error whose body was received.
    pub fn read(response: &HttpResponse) -> Self {
        let body = response.body().bytes().unwrap_or_default();
        let named = Self::of(&String::from_utf8_lossy(body));
        let header = response.headers().get("x-amzn-errortype").map(|code| bare(code).to_owned());
        Self { status: response.status().as_u16(), code: header.or(named.code), ..named }
    }

    /// Reads the body of an error.
    pub fn of(body: &str) -> Self {
        if let Ok(Value::Object(json)) = serde_json::from_str(body) {
            let code = ["__type", "code", "Code"].iter().find_map(|name| json.get(*name)?.as_str());
            let code = code.map(|code| bare(code).to_owned());
            let message =
                ["message", "Message", "errorMessage"].iter().find_map(|name| json.get(*name)?.as_str());
            return Self { code, message: message.map(str::to_owned), ..Self::default() };
        }
        let element = |name: &str| {
            let (_, rest) = body.split_once(&format!("<{name}>"))?;
            rest.split_once('<').map(|(text, _)| text.trim().to_owned())
        };
        Self {
            code: element("Code"),
            message: element("Message"),
            is_empty: body.is_empty(),
            ..Self::default()
        }
    }

    /// Whether it asks for fewer requests.
    pub fn is_for_rate(&self, service: &str) -> bool {
        let status = self.status;
        let says = |text: &str| self.message.as_deref() == Some(text);
        // The quota of an API key for a day or a month: API Gateway's own words, under the status of a throttled request.
        if says("Limit Exceeded") {
            return false;
        }
        // S3 has no other reason for this answer to a HEAD, which has no body.
        let is_bare_slow_down = status == 503 && service == "s3" && self.is_empty;
        status == 429
            || is_bare_slow_down
            || says("Rate exceeded")
            || self.code.as_deref().is_some_and(is_throttling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_for_rate(service: &str, status: u16, body: &str) -> bool {
        Refusal { status, ..Refusal::of(body) }.is_for_rate(service)
    }

    #[test]
    fn throttling_is_recognised_in_every_protocol() {
        let query = "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>";
        let json = r#"{"__type":"com.amazonaws.swf#ThrottlingException","message":"Rate exceeded"}"#;
        for (service, status, body) in [
            ("cloudformation", 400, query),
            ("states", 400, json),
            (
                "dynamodb",
                400,
                r#"{"__type":"x#ProvisionedThroughputExceededException","message":"The level …"}"#,
            ),
            ("lambda", 429, r#"{"Reason":"CallerRateLimitExceeded","message":"Rate Exceeded."}"#),
            (
                "s3",
                503,
                "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>",
            ),
            ("s3", 503, ""),
            ("sqs", 403, r#"{"__type":"com.amazonaws.sqs#RequestThrottled"}"#),
            ("execute-api", 429, r#"{"message":"Too Many Requests"}"#),
            ("execute-api", 400, r#"{"message":"Rate exceeded"}"#),
            ("execute-api", 400, json),
        ] {
            assert!(is_for_rate(service, status, body), "{service} {status} {body}");
        }
        let response =
            http::Response::builder().status(400).header("x-amzn-errortype", "TooManyRequestsException");
        let response = HttpResponse::try_from(response.body(SdkBody::empty()).unwrap()).unwrap();
        assert!(Refusal::read(&response).is_for_rate("lambda"));
    }

    #[test]
    fn other_refusals_are_not_waited_out() {
        for (service, status, body) in [
            (
                "cloudformation",
                400,
                "<ErrorResponse><Error><Code>ValidationError</Code></Error></ErrorResponse>",
            ),
            ("cloudformation", 400, "<Error><Code>LimitExceededException</Code></Error>"),
            ("cloudformation", 503, ""),
            ("s3", 503, "<Error><Code>ServiceUnavailable</Code></Error>"),
            ("execute-api", 429, r#"{"message":"Limit Exceeded"}"#),
            ("execute-api", 400, r#"{"message":"the amount must be positive"}"#),
        ] {
            assert!(!is_for_rate(service, status, body), "{service} {status} {body}");
        }
    }

    #[test]
    fn codes_lose_what_is_around_them() {
        assert_eq!(
            bare("TooManyRequestsException:http://internal.amazon.com/coral"),
            "TooManyRequestsException"
        );
        assert_eq!(bare("com.amazonaws#ThrottlingException"), "ThrottlingException");
    }
}
