//! A line for each request that was sent, for `-vv`: operation, service, region, duration and request id.
//!
//! It contains no headers, bodies or queries, and therefore no signature, token or value of a parameter.

use std::time::Instant;

use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use http::Uri;

use super::{shown, target};

/// A request that is on its way.
pub struct Call {
    service: String,
    operation: String,
    region: String,
    attempt: u32,
    began: Instant,
}

impl Call {
    /// Reads off a request what it asks for.
    pub fn of(request: &HttpRequest, uri: &Uri) -> Self {
        let target = target(request, uri);
        let operation = operation(request, uri, target.service.is_some());
        Self {
            service: target.service.unwrap_or_else(|| shown(uri)),
            operation,
            region: target.region.unwrap_or_default(),
            attempt: attempt(request),
            began: Instant::now(),
        }
    }

    /// Writes the line.
    pub fn ended(&self, answer: &Result<HttpResponse, ConnectorError>) {
        let Self { service, operation, region, attempt, began } = self;
        let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        match answer {
            Ok(response) => {
                let headers = response.headers();
                let id = headers.get("x-amzn-requestid").or_else(|| headers.get("x-amz-request-id"));
                let (status, request_id) = (response.status().as_u16(), id.unwrap_or_default());
                tracing::debug!(service, operation, region, ms, status, request_id, attempt, "AWS call");
            }
            // The reason may repeat an address with what is secret in it; the message of the command names it without.
            Err(error) => {
                let is_timeout = error.is_timeout();
                tracing::debug!(
                    service,
                    operation,
                    region,
                    ms,
                    is_timeout,
                    attempt,
                    "AWS call without an answer"
                );
            }
        }
    }
}

/// The operation's name, in each protocol of AWS; where the name is not in the request, its method and path.
fn operation(request: &HttpRequest, uri: &Uri, is_signed: bool) -> String {
    if let Some(target) = request.headers().get("x-amz-target") {
        return target.rsplit('.').next().unwrap_or(target).to_owned();
    }
    if let Some(name) = request.body().bytes().and_then(of_form) {
        return name;
    }
    let query = uri.query().unwrap_or_default();
    if let Some(name) = query.split('&').find_map(|part| part.strip_prefix("x-id=")) {
        return name.to_owned();
    }
    // An address at which credentials are given may be a secret itself.
    if is_signed { format!("{} {}", request.method(), uri.path()) } else { request.method().to_owned() }
}

/// The action that a form names first.
fn of_form(body: &[u8]) -> Option<String> {
    let form = body.strip_prefix(b"Action=")?;
    let name = form.split(|byte| *byte == b'&').next()?;
    String::from_utf8(name.to_vec()).ok()
}

/// Which attempt of the SDK this is, as it reports to AWS: `attempt=2; max=5`.
fn attempt(request: &HttpRequest) -> u32 {
    let header = request.headers().get("amz-sdk-request").unwrap_or_default();
    let number = header.split(';').find_map(|part| part.trim().strip_prefix("attempt="));
    number.and_then(|number| number.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::body::SdkBody;

    fn call(
        uri: &str,
        headers: &[(&'static str, &'static str)],
        body: &'static str,
    ) -> (String, String, u32) {
        let mut request = HttpRequest::new(SdkBody::from(body));
        request.set_uri(uri).unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, *value);
        }
        let call = Call::of(&request, &uri.parse().unwrap());
        (format!("{} in {}", call.service, call.region), call.operation, call.attempt)
    }

    const SIGNED: (&str, &str) = (
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKID/20260102/us-east-1/sqs/aws4_request, Signature=secret",
    );

    #[test]
    fn the_operation_is_named_in_each_protocol() {
        let of = |uri: &str, headers: &[_], body| call(uri, headers, body).1;
        assert_eq!(
            of("https://h/", &[SIGNED, ("x-amz-target", "DynamoDB_20120810.GetItem")], "{}"),
            "GetItem"
        );
        assert_eq!(of("https://h/", &[SIGNED], "Action=CreateStack&Version=1&Secret=x"), "CreateStack");
        assert_eq!(of("https://h/b/k?x-id=PutObject", &[SIGNED], ""), "PutObject");
        assert_eq!(of("https://h/restapis?token=x", &[SIGNED], ""), "GET /restapis");
        assert_eq!(of("https://h/credentials/x?token=x", &[], ""), "GET");
    }

    #[test]
    fn service_region_and_attempt_are_read_off_the_request() {
        let (place, _, attempt) = call("https://h/", &[SIGNED, ("amz-sdk-request", "attempt=3; max=5")], "");
        assert_eq!((place.as_str(), attempt), ("sqs in us-east-1", 3));
        assert_eq!(call("https://h:1/", &[], "").0, "h:1 in ");
    }
}
