//! A partner of a system: a real HTTP server on this machine that answers, fails, hangs and recovers as a test says.

use std::io::BufReader;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::{Message, SOON};

/// How a request is answered.
pub enum Reply {
    /// A status such as `503 Out Of Order`, and a body of JSON.
    Answer(String, String),
    /// The same, but not before this time has passed.
    Late(Duration, String, String),
    /// No answer, on an open connection, unless the test gives one to what it takes by [`Partner::held`].
    Hold,
    /// No answer, and the connection is closed.
    Drop,
}

impl Reply {
    /// An answer at once.
    pub fn of(status: &str, body: &str) -> Self {
        Self::Answer(status.to_owned(), body.to_owned())
    }
}

/// A request that waits for its answer.
pub struct Held {
    pub request: Message,
    stream: TcpStream,
}

impl Held {
    /// Answers it. The caller may have given up, which is no concern of the partner.
    pub fn answer(mut self, status: &str, body: &str) {
        let headers = [("content-type", "application/json")];
        let _ = Message::new(format!("HTTP/1.1 {status}"), &headers, body).write(&mut self.stream);
    }
}

type Rule = Arc<dyn Fn(&Message) -> Reply + Send + Sync>;

/// The server, each connection of which has a thread of its own. It stops listening when it is dropped.
pub struct Partner {
    port: u16,
    shared: Arc<Shared>,
    held: Receiver<Held>,
    listener: Option<JoinHandle<()>>,
}

struct Shared {
    rule: Mutex<Rule>,
    requests: Mutex<Vec<Message>>,
    closed: AtomicBool,
}

impl Partner {
    /// A partner that accepts everything with `200 OK` and `{}`.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let rule: Rule = Arc::new(|_| Reply::of("200 OK", "{}"));
        let shared = Arc::new(Shared {
            rule: Mutex::new(rule),
            requests: Mutex::default(),
            closed: AtomicBool::new(false),
        });
        let (sender, held) = channel();
        let own = Arc::clone(&shared);
        let listener = thread::spawn(move || listen(&listener, &own, &sender));
        Self { port, shared, held, listener: Some(listener) }
    }

    /// Its address with this path.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// From now on each request gets the reply that this says.
    pub fn rule(&self, rule: impl Fn(&Message) -> Reply + Send + Sync + 'static) {
        *self.shared.rule.lock().unwrap() = Arc::new(rule);
    }

    /// From now on every request gets this answer.
    pub fn answer(&self, status: &str, body: &str) {
        let (status, body) = (status.to_owned(), body.to_owned());
        self.rule(move |_| Reply::of(&status, &body));
    }

    /// From now on no request gets an answer, unless the test gives it.
    pub fn hold(&self) {
        self.rule(|_| Reply::Hold);
    }

    /// The next request that is held, once it is there.
    #[track_caller]
    pub fn held(&self) -> Held {
        self.held.recv_timeout(SOON).expect("a request comes in")
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Message> {
        self.shared.requests.lock().unwrap().clone()
    }
}

impl Drop for Partner {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::Relaxed);
        // Wakes the listener, which then sees that it is to end.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        let _ = self.listener.take().map(JoinHandle::join);
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>, held: &Sender<Held>) {
    for stream in listener.incoming().flatten() {
        if shared.closed.load(Ordering::Relaxed) {
            return;
        }
        let (shared, held) = (Arc::clone(shared), held.clone());
        thread::spawn(move || shared.serve(stream, &held));
    }
}

impl Shared {
    /// One request a connection, as every answer closes it.
    fn serve(&self, stream: TcpStream, held: &Sender<Held>) {
        let Ok(copy) = stream.try_clone() else { return };
        let Ok(Some(request)) = Message::read(&mut BufReader::new(copy), None) else { return };
        self.requests.lock().unwrap().push(request.clone());
        let rule = Arc::clone(&self.rule.lock().unwrap());
        let waiting = Held { request, stream };
        match rule(&waiting.request) {
            Reply::Answer(status, body) => waiting.answer(&status, &body),
            Reply::Late(pause, status, body) => {
                thread::sleep(pause);
                waiting.answer(&status, &body);
            }
            // The test may be over, and then there is no receiver.
            Reply::Hold => _ = held.send(waiting),
            Reply::Drop => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::harness::{Reply, exchange};

    fn ask(port: u16, body: &str) -> std::io::Result<Message> {
        let request = Message::new("POST /orders HTTP/1.1", &[("x-key", "k")], body);
        exchange(&format!("127.0.0.1:{port}"), &request)
    }

    #[test]
    fn a_partner_fails_and_recovers_as_scripted_and_records_its_requests() {
        let partner = Partner::new();
        let port = partner.port;
        partner.answer("503 Out Of Order", "");
        assert_eq!(ask(port, "one").unwrap().status(), 503);
        partner
            .rule(|request| if request.text() == "lost" { Reply::Drop } else { Reply::of("200 OK", "[]") });
        ask(port, "lost").unwrap_err();
        assert_eq!(ask(port, "three").unwrap().text(), "[]");
        let asked = partner.requests();
        assert_eq!(asked.iter().map(Message::text).collect::<Vec<_>>(), ["one", "lost", "three"]);
        assert!(asked.iter().all(|request| request.header("x-key") == Some("k")));
    }

    #[test]
    fn a_partner_serves_others_while_one_waits_and_none_once_it_is_gone() {
        let partner = Partner::new();
        let port = partner.port;
        let pause = Duration::from_millis(200);
        partner.rule(move |request| match request.text().as_str() {
            "held" => Reply::Hold,
            _ => Reply::Late(pause, "200 OK".to_owned(), "{}".to_owned()),
        });
        let began = Instant::now();
        thread::scope(|scope| {
            let held = scope.spawn(move || ask(port, "held").unwrap().status());
            let late: Vec<_> = (0..20).map(|_| scope.spawn(move || ask(port, "late").unwrap())).collect();
            assert!(late.into_iter().all(|answer| answer.join().unwrap().status() == 200));
            // One after the other they would take twenty pauses.
            assert!(began.elapsed() >= pause && began.elapsed() < 10 * pause);
            partner.held().answer("202 Accepted", "");
            assert_eq!(held.join().unwrap(), 202);
        });
        drop(partner);
        TcpStream::connect(("127.0.0.1", port)).unwrap_err();
    }
}
