//! Which answers ask for fewer requests, in all protocols of AWS.

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
    let status = response.status().as_u16();
    if status < 400 {
        return Ok((response, false));
    }
    let body = ByteStream::new(response.take_body()).collect().await;
    let body = body.map_err(|error| ConnectorError::io(error.into()))?.to_vec();
    let header = response.headers().get("x-amzn-errortype").map(bare);
    let refusal = Refusal::of(&String::from_utf8_lossy(&body));
    let is_throttled = refusal.is_for_rate(status, header, service);
    *response.body_mut() = SdkBody::from(body);
    Ok((response, is_throttled))
}

/// A code without the namespace before it and the address after it.
fn bare(code: &str) -> &str {
    let code = code.split_once('#').map_or(code, |(_, code)| code);
    code.split_once(':').map_or(code, |(code, _)| code)
}

/// What the body of an error names.
#[derive(Debug, Default)]
struct Refusal {
    code: Option<String>,
    message: Option<String>,
    is_empty: bool,
}

impl Refusal {
    fn of(body: &str) -> Self {
        if let Ok(Value::Object(json)) = serde_json::from_str(body) {
            let member = |names: [&str; 3]| {
                names.iter().find_map(|name| json.get(*name)?.as_str().map(|text| bare(text).to_owned()))
            };
            let code = member(["__type", "code", "Code"]);
            return Self { code, message: member(["message", "Message", "errorMessage"]), is_empty: false };
        }
        let element = |name: &str| {
            let (_, rest) = body.split_once(&format!("<{name}>"))?;
            rest.split_once('<').map(|(text, _)| text.trim().to_owned())
        };
        Self { code: element("Code"), message: element("Message"), is_empty: body.is_empty() }
    }

    fn is_for_rate(&self, status: u16, header: Option<&str>, service: &str) -> bool {
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
            || header.or(self.code.as_deref()).is_some_and(is_throttling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_for_rate(service: &str, status: u16, body: &str) -> bool {
        Refusal::of(body).is_for_rate(status, None, service)
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
        assert!(Refusal::default().is_for_rate(400, Some("TooManyRequestsException"), "lambda"));
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
