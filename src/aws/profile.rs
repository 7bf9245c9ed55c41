//! Profiles of the AWS configuration files.

use anyhow::{Context, Result};
use aws_config::Region;
use aws_config::profile::{ProfileFileCredentialsProvider, load};
use aws_config::provider_config::ProviderConfig;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::os_shim_internal::{Env, Fs};

use crate::failure::Failure;

/// Fails when the configuration files have no such profile. The SDK would go on without a word and look for other
/// credentials, perhaps of another account.
pub async fn check(name: &str) -> Result<()> {
    let profiles = load(&Fs::real(), &Env::real(), &Default::default(), None).await;
    let profiles = profiles.context(Failure::usage("the AWS configuration files cannot be read"))?;
    if profiles.get_profile(name).is_some() {
        return Ok(());
    }
    let known: Vec<_> = profiles.profiles().collect();
    let known = if known.is_empty() {
        "there are none".to_owned()
    } else {
        format!("there are {}", known.join(", "))
    };
    Err(Failure::usage(format!("the AWS configuration files have no profile '{}'", name.escape_debug()))
        .hint(format!("{known}; aws configure --profile {name} makes it"))
        .into())
}

/// The credentials of a profile, whatever the environment holds.
pub fn credentials(name: &str, http: &SharedHttpClient) -> ProfileFileCredentialsProvider {
    // Profiles that assume a role need a region for STS, but not a particular one.
    let config = ProviderConfig::without_region()
        .with_region(Some(Region::from_static("us-east-1")))
        .with_http_client(http.clone());
    ProfileFileCredentialsProvider::builder().profile_name(name).configure(&config).build()
}
