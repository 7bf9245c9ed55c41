//! Signatures of the account's root, made with the key of the emulator that is asked.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings,
    UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;

use super::http::Message;

/// The secrets of the emulators of all tests, by their addresses.
static SECRETS: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// Remembers the key of an emulator.
pub fn learn(address: &str, secret: &str) {
    let mut secrets = SECRETS.lock().unwrap_or_else(PoisonError::into_inner);
    secrets.insert(address.to_owned(), secret.to_owned());
}

/// The value of an authorization header that becomes a signature of the account's root when the request is sent.
pub fn credential(service: &str, region: &str) -> String {
    format!("AWS4-HMAC-SHA256 to be signed/{region}/{service}")
}

/// The request with the signature that it asks for; as it is where it asks for none.
pub fn signed(address: &str, request: &Message) -> Message {
    let wanted = request.header("authorization").unwrap_or_default();
    let mut wanted = wanted.split('/').rev();
    let (Some(service), Some(region), Some("AWS4-HMAC-SHA256 to be signed")) =
        (wanted.next(), wanted.next(), wanted.next())
    else {
        return request.clone();
    };
    let secret = SECRETS.lock().unwrap_or_else(PoisonError::into_inner).get(address).cloned();
    let secret = secret.expect("the emulator was started by a sandbox");
    request.with_headers(&signature(address, request, service, region, &secret))
}

fn signature(
    address: &str,
    request: &Message,
    service: &str,
    region: &str,
    secret: &str,
) -> Vec<(String, String)> {
    let identity = Credentials::new("test", secret, None, None, "test").into();
    let mut settings = SigningSettings::default();
    if service == "s3" {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    let parameters = v4::SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name(service)
        .time(SystemTime::now())
        .settings(settings)
        .build()
        .unwrap();
    let mut line = request.first.split(' ');
    let (method, path) = (line.next().unwrap(), line.next().unwrap());
    let url = format!("http://{address}{path}");
    let headers = request.headers().iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let headers = headers.filter(|(name, _)| *name == "content-type" || name.starts_with("x-amz-"));
    let signable = SignableRequest::new(method, url, headers, SignableBody::Bytes(&request.body)).unwrap();
    let (instructions, _) = sign(signable, &parameters.into()).unwrap().into_parts();
    let (headers, _) = instructions.into_parts();
    headers.iter().map(|header| (header.name().to_owned(), header.value().to_owned())).collect()
}
