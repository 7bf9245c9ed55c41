//! Stands between the program and the emulator: counts calls, holds them, answers in their place.

use std::fs::{self, File};
use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::json;

use super::Aws;
use super::http::{Message, exchange};

/// Names the file into which requests are recorded, for `.ci/requests.py`; nothing is recorded without it.
const RECORD: &str = "RECORDED_REQUESTS";

/// One call as AWS would see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub service: String,
    pub region: String,
    /// The operation's name; for S3 and Lambda, whose protocol has none, method and path.
    pub action: String,
    /// What is sent, for rules that look closer.
    pub body: String,
}

impl Call {
    fn of(request: &Message) -> Self {
        let scope = request.header("authorization").unwrap_or_default();
        let mut scope = scope.split("Credential=").nth(1).unwrap_or_default().split('/').skip(2);
        let (region, service) = (scope.next().unwrap_or_default(), scope.next().unwrap_or_default());
        let body = request.text();
        let target = request.header("x-amz-target").and_then(|target| target.split('.').next_back());
        let form = body.split('&').find_map(|field| field.strip_prefix("Action="));
        let path = request.first.trim_end_matches(" HTTP/1.1");
        let path = path.split(['?', '&']).next().unwrap_or_default();
        Self {
            service: service.to_owned(),
            region: region.to_owned(),
            action: target.or(form).unwrap_or(path).to_owned(),
            body,
        }
    }

    /// Whether the call can change nothing.
    pub fn is_read(&self) -> bool {
        ["Describe", "Get", "List", "Head", "GET ", "HEAD "]
            .iter()
            .any(|start| self.action.starts_with(start))
    }

    /// Service, operation and region in one line.
    pub fn line(&self) -> String {
        format!("{}:{} {}", self.service, self.action, self.region)
    }
}

/// How a call is handled.
pub enum Verdict {
    Forward,
    /// An answer in the emulator's place, such as [`refusal`].
    Answer(u16, String),
    /// The same with a date, in the form of HTTP.
    Dated(u16, String, String),
    /// The call does not arrive.
    Drop,
    /// The call arrives, its answer does not.
    LoseAnswer,
    /// The call arrives; then this is run, and only then the answer is returned.
    ForwardThen(Box<dyn FnOnce() + Send>),
}

/// An error as AWS words it, in the call's own protocol.
pub fn refusal(call: &Call, status: u16, code: &str, message: &str) -> Verdict {
    let body = match call.service.as_str() {
        "dynamodb" | "states" | "lambda" | "logs" => {
            format!(r#"{{"__type":"{code}","message":"{message}"}}"#)
        }
        "s3" => format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>"),
        _ => format!(
            "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>"
        ),
    };
    Verdict::Answer(status, body)
}

type Rule = Box<dyn Fn(&Call) -> Verdict + Send + Sync>;

/// A proxy on a port of its own. It ends with the test.
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    upstream: String,
    /// The secret that requests are signed with.
    secret: String,
    calls: Mutex<Vec<Call>>,
    rule: Mutex<Arc<Rule>>,
    record: Mutex<Option<File>>,
    closed: AtomicBool,
}

impl Proxy {
    /// A proxy that forwards everything.
    pub fn before(aws: &Aws) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let rule: Rule = Box::new(|_| Verdict::Forward);
        let shared = Arc::new(Shared {
            upstream: aws.address().to_owned(),
            secret: aws.secret().to_owned(),
            calls: Mutex::default(),
            rule: Mutex::new(Arc::new(rule)),
            record: Mutex::default(),
            closed: AtomicBool::new(false),
        });
        let own = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if own.closed.load(Ordering::Relaxed) {
                    return;
                }
                let own = Arc::clone(&own);
                thread::spawn(move || own.serve(stream));
            }
        });
        Self { port, shared }
    }

    /// The address that commands are given.
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Records every request from now on, where the environment names a file for it: a line of JSON for each. Their key's
    /// secret is put beside it.
    #[expect(clippy::disallowed_methods, reason = "the gate names the file")]
    pub fn record(&self) {
        let path = std::env::var_os(RECORD).map(PathBuf::from);
        let file = path.map(|path| {
            fs::write(path.with_extension("key"), &self.shared.secret).unwrap();
            File::create(path).unwrap()
        });
        *self.shared.record.lock().unwrap() = file;
    }

    /// Decides about every call from now on. A rule may block, which holds the call.
    pub fn rule(&self, rule: impl Fn(&Call) -> Verdict + Send + Sync + 'static) {
        *self.shared.rule.lock().unwrap() = Arc::new(Box::new(rule));
    }

    /// Lets everything through again.
    pub fn forward_all(&self) {
        self.rule(|_| Verdict::Forward);
    }

    /// The calls since the last time this was asked.
    pub fn take_calls(&self) -> Vec<Call> {
        std::mem::take(&mut self.shared.calls.lock().unwrap())
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::Relaxed);
        // Wakes the listener, which then sees that it is to end.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Shared {
    fn record(&self, request: &Message) {
        if let Some(file) = &mut *self.record.lock().unwrap() {
            let body = BASE64.encode(&request.body);
            let line = json!({"request": request.first, "headers": request.headers(), "body": body});
            writeln!(file, "{line}").unwrap();
        }
    }

    /// One call a connection: an answer that closes it keeps this simple, and costs nothing that a test measures.
    fn serve(&self, mut stream: TcpStream) {
        let Ok(copy) = stream.try_clone() else { return };
        let Ok(Some(request)) = Message::read(&mut BufReader::new(copy), None) else { return };
        self.record(&request);
        let call = Call::of(&request);
        self.calls.lock().unwrap().push(call.clone());
        let rule = Arc::clone(&self.rule.lock().unwrap());
        let answer = match rule(&call) {
            Verdict::Forward => exchange(&self.upstream, &request).ok(),
            Verdict::Answer(status, body) => Some(Message::new(format!("HTTP/1.1 {status} -"), &[], body)),
            Verdict::Dated(status, date, body) => {
                let date = [("date", date.as_str())];
                Some(Message::new(format!("HTTP/1.1 {status} -"), &date, body))
            }
            Verdict::Drop => None,
            Verdict::LoseAnswer => {
                let _ = exchange(&self.upstream, &request);
                None
            }
            Verdict::ForwardThen(act) => {
                let answer = exchange(&self.upstream, &request).ok();
                act();
                answer
            }
        };
        // The program may be gone: that is what some tests are about.
        if let Some(answer) = answer {
            let _ = answer.write(&mut stream);
            let _ = stream.flush();
        }
    }
}
