use super::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

fn order(username: &str) -> Order {
    Order {
        id: MailboxId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap(),
        username: username.to_owned(),
        domain: "example.com".to_owned(),
        idempotency_key: "key-1".to_owned(),
    }
}

fn name(result: Result<Answer, Failure>) -> &'static str {
    result.unwrap_err().name
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
fn the_simulator_fails_for_certain_names() {
    assert_eq!(name(simulate("xfail1x")), "external-failure");
    assert_eq!(name(simulate("fail2")), "OutsideSystemRejected");
    assert!(simulate("ann").unwrap().accepted);
}

#[test]
fn plain_http_leaves_this_machine_for_nobody() {
    for url in ["http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]:1/", "https://example.com/x"] {
        assert!(OutsideSystem::new(Some(url)).is_ok(), "{url}");
    }
    for url in ["http://example.com/", "http://127.0.0.1@example.com/", "ftp://127.0.0.1/", "nonsense", ""] {
        assert!(OutsideSystem::new(Some(url)).is_err(), "{url}");
    }
    assert!(matches!(OutsideSystem::new(None), Ok(OutsideSystem::Simulator)));
}

#[test]
fn answers_are_judged_by_status_and_body() {
    let accepted = Answer { accepted: true, reason: String::new() };
    assert_eq!(judge(200, b"").unwrap(), accepted);
    assert_eq!(judge(201, b"{\"accepted\":true,\"reason\":\"fine\"}").unwrap(), accepted);
    assert_eq!(judge(200, b"{}").unwrap(), accepted);
    let refused = judge(200, b"{\"accepted\":false,\"reason\":\"no\\u0007 room\"}").unwrap();
    assert_eq!(refused, Answer { accepted: false, reason: "no room".to_owned() });
    assert!(!judge(200, b"{\"accepted\":\"yes\"}").unwrap().accepted);
    for status in [408, 429, 500, 503] {
        assert_eq!(name(judge(status, b"")), "external-failure", "{status}");
    }
    for status in [301, 400, 401, 404, 409] {
        assert_eq!(name(judge(status, b"")), "OutsideSystemRejected", "{status}");
    }
    assert_eq!(name(judge(200, b"<html>")), "external-failure");
}

#[tokio::test]
async fn a_real_system_gets_the_order_with_its_key() {
    let (url, asked) = serve_once("HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"accepted\":true}").await;
    let system = OutsideSystem::new(Some(&url)).unwrap();
    assert!(system.call(&order("ann")).await.unwrap().accepted);
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("POST /orders HTTP/1.1\r\n"), "{asked}");
    assert!(asked.to_ascii_lowercase().contains("idempotency-key: key-1\r\n"), "{asked}");
    assert!(asked.ends_with("}"), "{asked}");
    assert!(asked.contains("\"username\":\"ann\""), "{asked}");
}

#[tokio::test]
async fn a_system_out_of_reach_is_an_external_failure() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let system = OutsideSystem::new(Some(&format!("http://{free}/"))).unwrap();
    assert_eq!(name(system.call(&order("ann")).await), "external-failure");
}
