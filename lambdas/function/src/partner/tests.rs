use super::*;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const LIMIT: Duration = Duration::from_secs(20);

fn partner(url: &str) -> Result<Partner, String> {
    Partner::new("the delivery company", "DELIVERY_URL", url, LIMIT)
}

/// Answers one request on this machine and gives back what was asked.
async fn serve_once(answer: &'static str) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/orders", listener.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = Vec::new();
        while !asked.ends_with(b"}") {
            let mut piece = [0; 1024];
            let size = stream.read(&mut piece).await.unwrap();
            asked.extend_from_slice(&piece[..size]);
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
        String::from_utf8(asked).unwrap()
    });
    (url, asked)
}

#[test]
fn plain_http_never_leaves_this_machine() {
    for url in ["http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]:1/", "https://example.com/x"] {
        assert!(partner(url).is_ok(), "{url}");
    }
    for url in ["http://example.com/", "http://127.0.0.1@example.com/", "ftp://127.0.0.1/", "nonsense", ""] {
        assert!(partner(url).is_err(), "{url}");
    }
}

#[test]
fn transient_errors_are_distinguished_from_refusals() {
    let partner = partner("http://127.0.0.1:1/").unwrap();
    for status in [200, 201, 204] {
        assert_eq!(partner.judge(status), Ok(()), "{status}");
    }
    for status in [408, 429, 500, 503, 7] {
        assert!(matches!(partner.judge(status), Err(Trouble::Passing(_))), "{status}");
    }
    for status in [301, 400, 401, 404, 409] {
        assert!(matches!(partner.judge(status), Err(Trouble::Rejected(_))), "{status}");
    }
}

#[tokio::test]
async fn a_partner_gets_the_document_with_its_key() {
    let (url, asked) = serve_once("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    assert_eq!(partner(&url).unwrap().post(&json!({"a": 1}), "key-1").await, Ok(b"{}".to_vec()));
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("POST /orders HTTP/1.1\r\n"), "{asked}");
    assert!(asked.to_ascii_lowercase().contains("idempotency-key: key-1\r\n"), "{asked}");
    assert!(asked.ends_with(r#"{"a":1}"#), "{asked}");
}

#[tokio::test]
async fn a_partner_out_of_reach_or_silent_is_trouble_that_may_pass() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let absent = partner(&format!("http://{free}/")).unwrap().post(&json!({}), "k").await;
    assert!(matches!(absent, Err(Trouble::Passing(_))), "{absent:?}");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let silent =
        Partner::new("it", "URL", &url, Duration::from_millis(50)).unwrap().post(&json!({}), "k").await;
    assert_eq!(silent, Err(Trouble::Passing("it did not respond in time".to_owned())));
}
