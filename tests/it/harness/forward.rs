//! An HTTP proxy as companies have them on the way to AWS: it records what it is asked for, and forwards nothing.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What a server on a port of its own does with each connection.
type Conversation = Arc<dyn Fn(TcpStream) + Send + Sync>;

/// A server that ends with the test process. Each connection has a thread of its own.
pub struct Server {
    port: u16,
}

impl Server {
    /// A server that does this with each connection.
    pub fn of(conversation: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let conversation: Conversation = Arc::new(conversation);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let conversation = Arc::clone(&conversation);
                thread::spawn(move || conversation(stream));
            }
        });
        Self { port }
    }

    /// A server that takes connections and requests, and never answers.
    pub fn silent() -> Self {
        Self::of(|stream| {
            thread::sleep(Duration::from_secs(600));
            drop(stream);
        })
    }

    /// A server that answers every request with these bytes and closes the connection.
    pub fn answering(bytes: &'static str) -> Self {
        Self::of(move |mut stream| {
            let Ok(copy) = stream.try_clone() else { return };
            let _ = super::Message::read(&mut BufReader::new(copy), None);
            let _ = stream.write_all(bytes.as_bytes());
        })
    }

    /// Host and port.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}

/// A proxy that refuses to forward, and keeps the first lines and credentials of what it was asked.
pub struct ForwardProxy {
    server: Server,
    seen: Arc<Mutex<Vec<String>>>,
}

impl ForwardProxy {
    /// A proxy to which nothing was said yet.
    pub fn start() -> Self {
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let own = Arc::clone(&seen);
        let server = Server::of(move |mut stream| {
            let Ok(copy) = stream.try_clone() else { return };
            let mut lines = BufReader::new(copy).lines().map_while(Result::ok);
            let mut line = lines.next().unwrap_or_default();
            for header in lines.take_while(|line| !line.is_empty()) {
                if header.to_ascii_lowercase().starts_with("proxy-authorization:") {
                    line = format!("{line} {}", header.split_once(": ").unwrap().1);
                }
            }
            own.lock().unwrap().push(line);
            let _ =
                stream.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        });
        Self { server, seen }
    }

    /// Host and port.
    pub fn address(&self) -> String {
        self.server.address()
    }

    /// The requests since the last time this was asked, each form once.
    pub fn take(&self) -> Vec<String> {
        let mut seen = std::mem::take(&mut *self.seen.lock().unwrap());
        seen.sort();
        seen.dedup();
        seen
    }
}
