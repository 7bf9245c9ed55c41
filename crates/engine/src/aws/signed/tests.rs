use super::*;
use crate::aws::rate;
use crate::aws::retries::TRIES;
use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;

const URL: &str = "https://a.execute-api.us-west-2.amazonaws.com/dev/mailboxes";

fn scripted(statuses: &[u16]) -> (SignedHttp, StaticReplayClient) {
    let events = statuses.iter().map(|status| {
        let request = http::Request::builder().uri(URL).body(SdkBody::empty()).unwrap();
        let reply = http::Response::builder().status(*status).body(SdkBody::from("{}")).unwrap();
        ReplayEvent::new(request, reply)
    });
    let client = StaticReplayClient::new(events.collect());
    let credentials = Credentials::new("key", "secret", Some("session".to_owned()), None, "test");
    let http = SignedHttp {
        http: SharedHttpClient::new(client.clone()),
        credentials: SharedCredentialsProvider::new(credentials),
        known: Mutex::default(),
        sending: RefCell::default(),
        region: Region::new("us-west-2"),
        service: "execute-api",
    };
    (http, client)
}

fn post() -> Request {
    let body = Some(r#"{"username":"ann"}"#.to_owned());
    Request { method: Method::Post, url: URL.to_owned(), body, headers: Vec::new() }
}

#[tokio::test]
async fn a_request_carries_its_signature_token_and_body() {
    let (http, client) = scripted(&[201]);
    let reply = http.send(&post()).await.unwrap();
    assert_eq!((reply.status, reply.after_lost_try), (201, false));
    let sent = client.actual_requests().next().unwrap();
    assert_eq!((sent.method(), sent.uri()), ("POST", URL));
    assert_eq!(sent.body().bytes(), Some(br#"{"username":"ann"}"#.as_slice()));
    assert_eq!(sent.headers().get("x-amz-security-token"), Some("session"));
    assert_eq!(sent.headers().get("content-type"), Some("application/json"));
    let signature = sent.headers().get("authorization").unwrap();
    assert!(signature.contains("/us-west-2/execute-api/aws4_request"), "{signature}");
    assert!(signature.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token"));
}

#[tokio::test(start_paused = true)]
async fn further_headers_are_signed_and_the_same_on_every_try() {
    let (http, client) = scripted(&[503, 200]);
    let headers = vec![("idempotency-key", "3e2a1c9e".to_owned())];
    http.send(&Request { body: None, headers, ..post() }).await.unwrap();
    assert_eq!(client.actual_requests().count(), 2);
    for sent in client.actual_requests() {
        assert_eq!(sent.headers().get("idempotency-key"), Some("3e2a1c9e"));
        let signature = sent.headers().get("authorization").unwrap();
        assert!(signature.contains("SignedHeaders=host;idempotency-key;x-amz-date;"), "{signature}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_busy_api_is_asked_again() {
    let (http, client) = scripted(&[429, 503, 200]);
    let reply = http.send(&post()).await.unwrap();
    assert_eq!((reply.status, reply.after_lost_try), (200, true));
    assert_eq!(client.actual_requests().count(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_api_that_remains_broken_is_believed_in_the_end() {
    let (http, client) = scripted(&[500; TRIES as usize]);
    assert_eq!(http.send(&post()).await.unwrap().status, 500);
    assert_eq!(client.actual_requests().count(), TRIES as usize);
}

#[tokio::test(start_paused = true)]
async fn throttling_is_waited_out_whatever_status_the_api_gives_it() {
    let reply = |status: u16, body: &'static str| {
        let request = http::Request::builder().uri(URL).body(SdkBody::empty()).unwrap();
        let reply = http::Response::builder().status(status).body(SdkBody::from(body)).unwrap();
        ReplayEvent::new(request, reply)
    };
    let throttled = r#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#;
    let mut events: Vec<_> = (0..20).map(|_| reply(400, throttled)).collect();
    events.push(reply(201, "{}"));
    let client = StaticReplayClient::new(events);
    let (http, _) = scripted(&[]);
    let http = SignedHttp { http: rate::limited(SharedHttpClient::new(client.clone()), None), ..http };
    let reply = http.send(&post()).await.unwrap();
    // None of the throttled tries was carried out.
    assert_eq!((reply.status, reply.after_lost_try), (201, false));
    assert_eq!(client.actual_requests().count(), 21);
    assert!(client.actual_requests().all(|sent| sent.body().bytes() == Some(br#"{"username":"ann"}"#)));
}

#[test]
fn a_request_that_was_turned_away_names_the_clock_or_the_credentials() {
    let turned_away = |code: &str, message: &str, date: &str| {
        let body = SdkBody::from(format!(r#"{{"message":"{message}"}}"#));
        let response =
            http::Response::builder().status(403).header("x-amzn-errortype", code).header("date", date);
        TurnedAway::read(&HttpResponse::try_from(response.body(body).unwrap()).unwrap())
    };
    let now = DateTime::from(SystemTime::now()).fmt(Format::HttpDate).unwrap();
    let long_ago = "Tue, 01 Jan 2019 00:00:00 GMT";
    let late = "Signature expired: 20190101T000000Z is now earlier than 20190101T010000Z";
    let skewed = turned_away("InvalidSignatureException", late, long_ago);
    assert!(
        matches!(&skewed, Some(TurnedAway::Clock(Some(by))) if by.to_string().contains("ahead of AWS's"))
    );
    assert_eq!(turned_away("InvalidSignatureException", late, ""), Some(TurnedAway::Clock(None)));
    assert!(matches!(turned_away("AccessDeniedException", "no", long_ago), Some(TurnedAway::Clock(Some(_)))));
    assert_eq!(turned_away("AccessDeniedException", "no", &now), None);
    let expired = "The security token included in the request is expired";
    assert_eq!(turned_away("ExpiredTokenException", expired, &now), Some(TurnedAway::Expired(None)));
    assert_eq!(turned_away("InvalidSignatureException", "The request signature …", &now), None);
}

#[tokio::test]
async fn a_refusal_is_not_tried_again() {
    let (http, client) = scripted(&[409]);
    assert_eq!(http.send(&post()).await.unwrap().status, 409);
    assert_eq!(client.actual_requests().count(), 1);
}

#[test]
fn an_address_has_a_scheme_and_a_host() {
    assert_eq!(split("http://127.0.0.1:4566/a?b").unwrap(), ("http://127.0.0.1:4566", "127.0.0.1:4566"));
    assert!(split("a/b").is_err() && split("http://").is_err());
}
