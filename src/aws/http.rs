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
    if connection.endpoint.as_deref().is_some_and(|endpoint| endpoint.starts_with("http://")) {
        return Ok(Builder::new().build_http());
    }
    let provider = Provider::Rustls(CryptoMode::Ring);
    let Some(bundle) = &connection.ca_bundle else {
        return Ok(Builder::new().tls_provider(provider).build_https());
    };
    let pem = fs::read(bundle).map_err(|error| {
        Failure::usage(format!("cannot read AWS_CA_BUNDLE {}: {error}", bundle.display()))
    })?;
    let context = TlsContext::builder()
        .with_trust_store(TrustStore::empty().with_pem_certificate(pem))
        .build()
        .with_context(|| format!("AWS_CA_BUNDLE {} holds no usable certificates", bundle.display()))?;
    Ok(Builder::new().tls_provider(provider).tls_context(context).build_https())
}
