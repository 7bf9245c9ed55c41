//! An HTTP proxy as companies have them on the way to AWS: it records what it is asked for, and forwards nothing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Made by `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj "/CN=provision tests"
/// -addext basicConstraints=critical,CA:FALSE -addext subjectAltName=IP:127.0.0.1,DNS:localhost`. They protect nothing.
fn tls_file(name: &str) -> PathBuf {
    super::repository().join("tests/it/harness/tls").join(name)
}

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

    /// The same with TLS. Its certificate is for 127.0.0.1 and self-signed; [`Server::authority`] trusts it.
    pub fn secure(bytes: &'static str) -> Self {
        let certificate = CertificateDer::from_pem_file(Self::authority()).unwrap();
        let key = PrivateKeyDer::from_pem_file(tls_file("key.pem")).unwrap();
        let config = ServerConfig::builder_with_provider(ring::default_provider().into());
        let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let config = Arc::new(config.with_single_cert(vec![certificate], key).unwrap());
        Self::of(move |stream| {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = BufReader::new(StreamOwned::new(connection, stream));
            let mut size = 0;
            loop {
                let mut line = String::new();
                if stream.read_line(&mut line).is_err() || line.trim().is_empty() {
                    break;
                }
                if let Some(length) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    size = length.trim().parse().unwrap();
                }
            }
            let _ = stream.read_exact(&mut vec![0; size]);
            let stream = stream.get_mut();
            let _ = stream.write_all(bytes.as_bytes());
            stream.conn.send_close_notify();
            let _ = stream.flush();
        })
    }

    /// The file of authorities that trusts [`Server::secure`].
    pub fn authority() -> PathBuf {
        tls_file("certificate.pem")
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
    /// A proxy that has seen no request.
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
