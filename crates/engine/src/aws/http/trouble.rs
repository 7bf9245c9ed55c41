//! Why no response arrived from AWS, in one sentence that names the host.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::iter::successors;

use aws_smithy_runtime_api::client::result::ConnectorError;

/// A request without an answer that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// Host, and port where the address names one.
    pub host: String,
    /// Host and port of the proxy on the way.
    pub proxy: Option<String>,
    pub cause: Cause,
}

/// What happened instead of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    Refused,
    /// No address belongs to this name, which is that of the host or of the proxy.
    UnknownName(String),
    /// The other side answered the TLS greeting with something else.
    NotTls,
    /// The certificate is not trusted, for this reason.
    Untrusted(String),
    NotHttp,
    /// No connection was made in time.
    NotConnected,
    /// No answer for this many seconds.
    Silent(u64),
    /// The connection ended before the answer did.
    CutShort,
    /// A success that AWS did not send, by its status and first characters.
    Foreign(u16, String),
    Other(String),
}

impl Cause {
    /// Whether another try cannot help.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::NotTls | Self::Untrusted(_) | Self::NotHttp | Self::Silent(_) | Self::Foreign(..)
        )
    }

    /// What a failed exchange comes to.
    fn of(error: &ConnectorError) -> Self {
        let found = chain(error).find_map(|cause| {
            if let Some(UnknownName(name)) = cause.downcast_ref() {
                return Some(Self::UnknownName(name.clone()));
            }
            if let Some(error) = cause.downcast_ref::<rustls::Error>() {
                return of_tls(error);
            }
            if let Some(error) = cause.downcast_ref::<hyper::Error>() {
                let is_cut = error.is_incomplete_message();
                return if is_cut { Some(Self::CutShort) } else { error.is_parse().then_some(Self::NotHttp) };
            }
            let error = cause.downcast_ref::<io::Error>()?;
            (error.kind() == io::ErrorKind::ConnectionRefused).then_some(Self::Refused)
        });
        match found {
            Some(cause) => cause,
            None if error.is_timeout() => Self::NotConnected,
            None => Self::Other(chain(error).last().map(ToString::to_string).unwrap_or_default()),
        }
    }
}

fn of_tls(error: &rustls::Error) -> Option<Cause> {
    match error {
        rustls::Error::InvalidMessage(_) => Some(Cause::NotTls),
        rustls::Error::InvalidCertificate(_) => Some(Cause::Untrusted(error.to_string())),
        _ => None,
    }
}

/// An error and all behind it.
fn chain<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    successors(Some(error), |error| behind(*error))
}

/// What caused an error. `io::Error` hides what it holds from `source`.
fn behind<'e>(error: &'e (dyn StdError + 'static)) -> Option<&'e (dyn StdError + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(held) => Some(held),
        None => error.source(),
    }
}

impl Unanswered {
    /// What a failed exchange with a host comes to.
    pub fn of(error: &ConnectorError, host: &str, proxy: Option<&str>) -> Self {
        Self { host: host.to_owned(), proxy: proxy.map(str::to_owned), cause: Cause::of(error) }
    }

    /// The [`Unanswered`] in an error chain.
    pub fn find<'e>(error: &'e (dyn StdError + 'static)) -> Option<&'e Self> {
        chain(error).find_map(|cause| cause.downcast_ref())
    }

    /// The same for the SDK, which decides by the kind of the original error whether to try again.
    pub fn replacing(self, error: &ConnectorError) -> ConnectorError {
        let is_final = self.cause.is_final();
        let own = Box::new(self);
        match error {
            _ if is_final => ConnectorError::other(own, None),
            error if error.is_timeout() => ConnectorError::timeout(own),
            error if error.is_io() => ConnectorError::io(own),
            error if error.is_user() => ConnectorError::user(own),
            error => ConnectorError::other(own, error.as_other()),
        }
    }
}

impl fmt::Display for Unanswered {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = &self.host;
        let (place, way) = match &self.proxy {
            Some(proxy) => (format!("the proxy {proxy}"), format!(" (through the proxy {proxy})")),
            None => (host.clone(), String::new()),
        };
        match &self.cause {
            Cause::Refused if self.proxy.is_some() => {
                write!(formatter, "{place} refused the connection to {host}")
            }
            Cause::Refused => write!(formatter, "{place} refused the connection"),
            Cause::UnknownName(name) if name == host => {
                write!(formatter, "no address is known for the host {name}")
            }
            Cause::UnknownName(name) => {
                write!(formatter, "no address is known for {name} on the way to {host}{way}")
            }
            Cause::NotTls => {
                write!(formatter, "{host} does not speak TLS{way}; a port without it needs http://")
            }
            Cause::Untrusted(reason) => {
                write!(formatter, "{host}{way}: {reason}; AWS_CA_BUNDLE names a file of authorities to trust")
            }
            Cause::NotHttp => {
                write!(formatter, "{host} does not speak HTTP{way}; a port with TLS needs https://")
            }
            Cause::NotConnected => write!(formatter, "{place} accepted no connection in time"),
            Cause::Silent(seconds) => write!(formatter, "{host} did not answer within {seconds} s{way}"),
            Cause::CutShort => write!(formatter, "the answer of {host} was cut short{way}"),
            Cause::Foreign(status, start) => {
                write!(
                    formatter,
                    "{host} returned a response that is not from AWS{way}: HTTP status {status}, '{start}'"
                )
            }
            Cause::Other(reason) => write!(formatter, "{host}{way}: {reason}"),
        }
    }
}

impl StdError for Unanswered {}

/// No address belongs to a name.
#[derive(Debug)]
pub struct UnknownName(pub String);

impl fmt::Display for UnknownName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no address is known for {}", self.0)
    }
}

impl StdError for UnknownName {}

/// The beginning of a text from outside, for a message.
pub fn start_of(bytes: &[u8]) -> String {
    const SHOWN: usize = 60;
    let text = String::from_utf8_lossy(bytes);
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(SHOWN) {
        words.truncate(end);
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cause: Cause, proxy: Option<&str>) -> String {
        Unanswered { host: "h:1".to_owned(), proxy: proxy.map(str::to_owned), cause }.to_string()
    }

    #[test]
    fn each_cause_names_the_host_and_the_proxy() {
        let causes = [
            Cause::Refused,
            Cause::UnknownName("p".to_owned()),
            Cause::NotTls,
            Cause::Untrusted("invalid peer certificate".to_owned()),
            Cause::NotHttp,
            Cause::Silent(55),
            Cause::CutShort,
            Cause::Foreign(200, "<html>".to_owned()),
            Cause::Other("reset".to_owned()),
        ];
        for cause in causes {
            assert!(shown(cause.clone(), None).contains("h:1"), "{cause:?}");
            let text = shown(cause.clone(), Some("p:3128"));
            assert!(text.contains("h:1") && text.contains("the proxy p:3128"), "{text}");
        }
    }

    #[test]
    fn the_beginning_of_an_answer_is_short_and_on_one_line() {
        assert_eq!(start_of(b"<html>\n  <body>"), "<html> <body>");
        assert_eq!(start_of("ä".repeat(80).as_bytes()), format!("{}…", "ä".repeat(60)));
        assert_eq!(start_of(&[0xff, b'a']), "\u{fffd}a");
    }

    #[test]
    fn an_io_error_is_looked_into() {
        let inner = rustls::Error::InvalidMessage(rustls::InvalidMessage::InvalidContentType);
        let error = ConnectorError::io(Box::new(io::Error::other(inner)));
        assert_eq!(Cause::of(&error), Cause::NotTls);
        let refused = ConnectorError::io(Box::new(io::Error::from(io::ErrorKind::ConnectionRefused)));
        assert_eq!(Cause::of(&refused), Cause::Refused);
        let late = ConnectorError::timeout("late".into());
        assert_eq!(Cause::of(&late), Cause::NotConnected);
        let kept = Unanswered::of(&late, "h", None).replacing(&late);
        assert!(kept.is_timeout() && Unanswered::find(&kept).is_some());
    }
}
