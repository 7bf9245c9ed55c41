//! Which requests go through a proxy: the rules of the AWS CLI, whose variables these are.

use std::net::IpAddr;

use anyhow::Result;
use http::Uri;

use crate::failure::Failure;

/// Proxies as the user has set them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProxySettings {
    /// `HTTP_PROXY`, for `http://` addresses.
    pub http: Option<String>,
    /// `HTTPS_PROXY`, for `https://` addresses.
    pub https: Option<String>,
    /// `NO_PROXY`: hosts that are reached directly, as a comma-separated list of domain endings, or `*`.
    pub bypass: Option<String>,
}

/// The same, read.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    pub http: Option<Proxy>,
    pub https: Option<Proxy>,
    bypass: String,
}

/// One proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Its address, with user name and password if it takes any.
    pub uri: Uri,
    /// Its host and port, for messages.
    pub shown: String,
}

impl Proxies {
    /// Reads the settings; fails on what is no address.
    pub fn read(settings: &ProxySettings) -> Result<Self> {
        let proxy = |value: &Option<String>, variable| {
            value.as_deref().map(|value| Proxy::read(value, variable)).transpose()
        };
        Ok(Self {
            http: proxy(&settings.http, "HTTP_PROXY")?,
            https: proxy(&settings.https, "HTTPS_PROXY")?,
            bypass: settings.bypass.clone().unwrap_or_default(),
        })
    }

    /// The proxy for an address; `None` for one that is reached directly.
    pub fn of(&self, uri: &Uri) -> Option<&Proxy> {
        let proxy = if is_tls(uri) { &self.https } else { &self.http };
        proxy.as_ref().filter(|_| !is_loopback(uri) && !self.is_bypassed(uri))
    }

    /// Python's `proxy_bypass_environment`, which the AWS CLI uses: every entry is the end of a name, with or without a dot
    /// before it, of the host alone or with its port. Addresses are compared as text; there are no networks.
    fn is_bypassed(&self, uri: &Uri) -> bool {
        if self.bypass == "*" {
            return true;
        }
        let host = uri.host().unwrap_or_default().to_ascii_lowercase();
        let with_port = uri.authority().map(|authority| authority.as_str().to_ascii_lowercase());
        let names = [Some(host), with_port];
        let entries =
            self.bypass.split(',').map(|entry| entry.trim().trim_start_matches('.').to_ascii_lowercase());
        entries.filter(|entry| !entry.is_empty()).any(|entry| {
            let ending = format!(".{entry}");
            names.iter().flatten().any(|name| *name == entry || name.ends_with(&ending))
        })
    }
}

impl Proxy {
    fn read(value: &str, variable: &str) -> Result<Self> {
        // As in the AWS CLI, an address without a scheme is one of HTTP.
        let text = match value {
            value if value.starts_with("http:") || value.starts_with("https:") => value.to_owned(),
            value if value.starts_with("//") => format!("http:{value}"),
            value => format!("http://{value}"),
        };
        let uri = text.parse::<Uri>().ok().filter(|uri| uri.host().is_some_and(|host| !host.is_empty()));
        // The value is not shown: a password may be in it.
        let uri = uri.ok_or_else(|| {
            Failure::usage(format!(
                "{variable} is not the address of a proxy, such as http://proxy.example.com:8080"
            ))
            .hint(format!("correct or unset {variable}; {} takes precedence", variable.to_ascii_lowercase()))
        })?;
        let port = uri.port_u16().map(|port| format!(":{port}")).unwrap_or_default();
        let shown = format!("{}{port}", uri.host().unwrap_or_default());
        Ok(Self { uri, shown })
    }
}

/// Whether an address is one of TLS.
pub fn is_tls(uri: &Uri) -> bool {
    uri.scheme_str() == Some("https")
}

/// Whether an address is on this machine, where no proxy could reach it.
fn is_loopback(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    address.is_ok_and(|address| address.is_loopback()) || host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(bypass: &str) -> Proxies {
        Proxies::read(&ProxySettings {
            http: Some("http://plain.example.com:3128".to_owned()),
            https: Some("secure.example.com:8080".to_owned()),
            bypass: Some(bypass.to_owned()),
        })
        .unwrap()
    }

    fn through(bypass: &str, address: &str) -> Option<String> {
        proxies(bypass).of(&address.parse().unwrap()).map(|proxy| proxy.shown.clone())
    }

    const S3: &str = "https://s3.us-west-2.amazonaws.com/bucket";

    #[test]
    fn each_scheme_has_a_proxy_of_its_own() {
        assert_eq!(through("", S3).as_deref(), Some("secure.example.com:8080"));
        assert_eq!(through("", "http://10.0.0.1:4566/").as_deref(), Some("plain.example.com:3128"));
        let only = ProxySettings { http: Some("p:1".to_owned()), ..ProxySettings::default() };
        assert_eq!(Proxies::read(&only).unwrap().of(&S3.parse().unwrap()), None);
    }

    #[test]
    fn names_end_as_an_entry_does() {
        for entry in [
            "amazonaws.com",
            ".amazonaws.com",
            "example.com, AmazonAWS.com",
            "s3.us-west-2.amazonaws.com",
            "*",
        ] {
            assert_eq!(through(entry, S3), None, "{entry}");
        }
        for entry in ["aws.com", "*.amazonaws.com", "us-west-2", "", " , ", "s3.us-west-2.amazonaws.com:443"]
        {
            assert!(through(entry, S3).is_some(), "{entry}");
        }
        assert_eq!(through("example.com:8443", "https://a.example.com:8443/"), None);
        assert!(through("example.com:8443", "https://a.example.com/").is_some());
        assert!(through("10.0.0.0/8", "https://10.0.0.1/").is_some(), "the AWS CLI knows no networks");
        assert_eq!(through("10.0.0.1", "https://10.0.0.1:8443/"), None);
    }

    #[test]
    fn this_machine_is_never_reached_through_a_proxy() {
        for host in ["localhost", "127.0.0.1", "127.8.0.1", "[::1]", "LOCALHOST", "s3.localhost"] {
            assert_eq!(through("", &format!("http://{host}:4566/")), None, "{host}");
            assert_eq!(through("", &format!("https://{host}:4566/")), None, "{host}");
        }
        assert!(through("", "https://localhost.example.com/").is_some());
    }

    #[test]
    fn what_is_no_address_is_refused_without_its_password() {
        let wrong =
            ProxySettings { https: Some("http://ada:secret@".to_owned()), ..ProxySettings::default() };
        let error = Proxies::read(&wrong).unwrap_err().to_string();
        assert!(error.starts_with("HTTPS_PROXY is not the address of a proxy"), "{error}");
        assert!(!error.contains("secret"));
        let right = ProxySettings { https: Some("//ada:secret@p:1".to_owned()), ..ProxySettings::default() };
        let proxy = Proxies::read(&right).unwrap().https.unwrap();
        assert_eq!((proxy.shown.as_str(), proxy.uri.to_string().as_str()), ("p:1", "http://ada:secret@p:1/"));
    }
}
