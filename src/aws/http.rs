//! The one HTTP client: plain when everything goes to a `http://` address, with TLS otherwise.

use std::fs;

use anyhow::{Context, Result};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use super::Connection;
use crate::failure::Failure;

/// Makes the client. Reading the system's certificates costs time and memory, so an emulator's plain address
/// gets a client without them.
pub fn client(connection: &Connection) -> Result<SharedHttpClient> {
    if is_plain(connection) {
        return Ok(Builder::new().build_http());
    }
    let mut builder = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
    if let Some(context) = tls_context(connection)? {
        builder = builder.tls_context(context);
    }
    Ok(builder.build_https())
}

/// Whether every request goes to a `http://` address.
fn is_plain(connection: &Connection) -> bool {
    connection.endpoint.as_deref().is_some_and(|endpoint| endpoint.starts_with("http://"))
}

/// The authorities to trust instead of the system's, if the user names any.
fn tls_context(connection: &Connection) -> Result<Option<TlsContext>> {
    let Some(bundle) = &connection.ca_bundle else { return Ok(None) };
    let pem = fs::read(bundle).map_err(|error| {
        Failure::usage(format!("cannot read AWS_CA_BUNDLE {}: {error}", bundle.display()))
    })?;
    let context = TlsContext::builder()
        .with_trust_store(TrustStore::empty().with_pem_certificate(pem))
        .build()
        .with_context(|| format!("AWS_CA_BUNDLE {} holds no usable certificates", bundle.display()))?;
    Ok(Some(context))
}
