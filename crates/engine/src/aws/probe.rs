//! Probes of web addresses: whether a server responds, and with which status. They carry no credentials and follow no
//! redirects.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use aws_config::BehaviorVersion;
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use http::Uri;

use super::error::describe_transport;
use super::http::shown;
use super::rate::is_on_this_machine;
use super::{Cloud, retries};

/// How long an answer may take.
const READ_TIMEOUT: Duration = Duration::from_secs(10);

/// An address that may be looked at: HTTPS, or HTTP on this machine.
#[derive(Clone, Debug)]
pub struct ProbeUrl(Uri);

impl FromStr for ProbeUrl {
    /// What is wrong with it, in words that follow the noun.
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.parse().map_err(|_| "is no web address".to_owned())?;
        let authority = uri.authority().map(|authority| authority.as_str()).unwrap_or_default();
        if authority.contains('@') {
            return Err("holds a user name, which is never sent; leave it out".to_owned());
        }
        if uri.host().is_none_or(str::is_empty) {
            return Err("is no web address, such as https://example.com/health".to_owned());
        }
        match uri.scheme_str() {
            Some("https") => Ok(Self(uri)),
            Some("http") if is_on_this_machine(text) => Ok(Self(uri)),
            Some("http") => Err("must begin with https://; http is for this machine only".to_owned()),
            _ => Err("must begin with https://".to_owned()),
        }
    }
}

impl fmt::Display for ProbeUrl {
    /// Without the query, which may hold a token.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.0.scheme_str().unwrap_or_default();
        write!(formatter, "{scheme}://{}{}", shown(&self.0), self.0.path())
    }
}

impl Cloud {
    /// The status with which an address answers GET; the error says why there is no answer.
    pub async fn probe(&self, url: &ProbeUrl) -> Result<u16, String> {
        let mut request = HttpRequest::new(SdkBody::empty());
        request.set_uri(url.0.clone()).map_err(|error| error.to_string())?;
        request.headers_mut().insert("user-agent", "provision");
        let base = format!("{}://{}", url.0.scheme_str().unwrap_or_default(), shown(&url.0));
        let sending = Operation::builder()
            .service_name("web")
            .operation_name("Get")
            .behavior_version(BehaviorVersion::latest())
            .http_client(self.http.clone())
            .endpoint_url(&base)
            .no_auth()
            .no_retry()
            .timeout_config(retries::limits(READ_TIMEOUT))
            .serializer(|request: HttpRequest| Ok(request))
            .deserializer::<_, Infallible>(|response| Ok(response.status().as_u16()))
            .build();
        sending.invoke(request).await.map_err(|error| describe_transport(&error).1)
    }
}
