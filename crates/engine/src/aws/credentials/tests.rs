use std::cell::RefCell;
use std::sync::{Arc, Mutex};

use aws_config::profile::{ProfileSet, load};
use aws_config::provider_config::ProviderConfig;
use aws_types::os_shim_internal::{Env, Fs};
use futures_util::FutureExt;

use super::mfa;
use super::profile::{Kind, ProfileSource};
use super::source::Source;
use crate::aws::fake::{self, Call, Reply, held};
use crate::failure::{EXIT_USAGE, hint_of, kind_of, sentence};

const CONFIG: &str = "
[default]
region = us-west-2
[profile keys]
aws_access_key_id = AKIAFIRST
aws_secret_access_key = s
[profile corp]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Dev
[sso-session corp]
sso_start_url = https://example.com/start
sso_region = us-east-1
[profile console]
login_session = arn:aws:iam::123456789012:user/me
[profile tool]
credential_process = tool --json
[profile first]
role_arn = arn:aws:iam::123456789012:role/first
source_profile = corp
[profile second]
role_arn = arn:aws:iam::123456789012:role/second
source_profile = first
[profile guarded]
role_arn = arn:aws:iam::123456789012:role/guarded
source_profile = keys
mfa_serial = arn:aws:iam::123456789012:mfa/me
external_id = team-7
duration_seconds = 7200
[profile beyond]
role_arn = arn:aws:iam::210987654321:role/beyond
source_profile = guarded
role_session_name = me
[profile both]
role_arn = arn:aws:iam::123456789012:role/both
source_profile = both
mfa_serial = GAHT12345678
aws_access_key_id = AKIAOWN
aws_secret_access_key = s
[profile from-token]
role_arn = arn:aws:iam::123456789012:role/first
web_identity_token_file = /token
[profile from-instance]
role_arn = arn:aws:iam::123456789012:role/first
credential_source = Ec2InstanceMetadata
[profile round]
role_arn = arn:aws:iam::123456789012:role/round
source_profile = about
[profile about]
role_arn = arn:aws:iam::123456789012:role/about
source_profile = round
";

async fn profiles() -> ProfileSet {
    let (files, variables) =
        (Fs::from_slice(&[("/config", CONFIG)]), Env::from_slice(&[("AWS_CONFIG_FILE", "/config")]));
    load(&files, &variables, &Default::default(), None).await.unwrap()
}

#[tokio::test]
async fn expired_credentials_of_a_profile_are_renewed_by_its_kind() {
    let profiles = profiles().await;
    for (name, renewal) in [
        ("corp", "aws sso login --profile corp"),
        ("second", "aws sso login --profile corp"),
        ("console", "aws login --profile console"),
        ("keys", "store new credentials, with their session token, in profile keys"),
        ("guarded", "run the command again: it prompts for a new MFA code"),
    ] {
        let source = Source::Profile(ProfileSource::read(&profiles, name));
        assert_eq!(source.renewal().as_deref(), Some(renewal), "{name}");
    }
}

#[tokio::test]
async fn a_profile_is_followed_to_its_first_credentials() {
    let profiles = profiles().await;
    for (name, words) in [
        ("default", "profile default (no credentials)"),
        ("keys", "profile keys (access key)"),
        ("corp", "profile corp (single sign-on)"),
        ("console", "profile console (login session)"),
        ("tool", "profile tool (credential_process)"),
        (
            "first",
            "profile first (single sign-on of profile corp, then role arn:aws:iam::123456789012:role/first)",
        ),
        (
            "second",
            "profile second (single sign-on of profile corp, then role arn:aws:iam::123456789012:role/first, then role arn:aws:iam::123456789012:role/second)",
        ),
        (
            "guarded",
            "profile guarded (access key of profile keys, then role arn:aws:iam::123456789012:role/guarded with MFA)",
        ),
        ("from-token", "profile from-token (web identity token)"),
        (
            "from-instance",
            "profile from-instance (credential_source Ec2InstanceMetadata, then role arn:aws:iam::123456789012:role/first)",
        ),
    ] {
        assert_eq!(ProfileSource::read(&profiles, name).to_string(), words);
    }
    assert_eq!(ProfileSource::read(&profiles, "both").kind, Kind::Keys);
    // The SDK reports profiles that need one another; reading them must end.
    assert_eq!(ProfileSource::read(&profiles, "round").roles.len(), 2);
}

/// STS, which gives each role keys of its own, and what it was asked.
#[derive(Default)]
struct Sts {
    calls: Vec<Call>,
    refuses: bool,
}

impl fake::Service for Sts {
    fn answer(&mut self, call: &Call) -> Option<Reply> {
        self.calls.push(call.clone());
        if self.refuses {
            let message = "MultiFactorAuthentication failed with invalid MFA one time pass code.";
            return Some(Reply::refused("AccessDenied", message));
        }
        let keys = format!(
            "<AccessKeyId>ASIA{}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
             <Expiration>2030-01-01T00:00:00Z</Expiration>",
            self.calls.len()
        );
        let result = format!("<AssumeRoleResult><Credentials>{keys}</Credentials></AssumeRoleResult>");
        Some(Reply::ok(format!("<AssumeRoleResponse>{result}</AssumeRoleResponse>")))
    }
}

/// Uses a profile whose roles need a code; the code is always 123456.
async fn with_code(
    name: &str,
    refuses: bool,
) -> (anyhow::Result<aws_credential_types::Credentials>, Vec<Call>, Vec<String>) {
    let (profiles, asked) = (profiles().await, RefCell::new(Vec::new()));
    let sts = Arc::new(Mutex::new(Sts { refuses, ..Sts::default() }));
    let (cloud, _) = fake::cloud(vec![Box::new(Arc::clone(&sts))]);
    let ask = |serial: &str| {
        asked.borrow_mut().push(serial.to_owned());
        async { Ok("123456".to_owned()) }.boxed_local()
    };
    let profile = ProfileSource::read(&profiles, name);
    assert!(profile.needs_code());
    let config = ProviderConfig::without_region();
    let given = mfa::credentials(&profile, &profiles, &cloud.base, &config, &ask).await;
    let calls = held(&sts).calls.clone();
    (given, calls, asked.into_inner())
}

#[tokio::test]
async fn the_code_of_a_device_is_sent_with_the_role_that_needs_it_and_no_other() {
    let (given, calls, asked) = with_code("beyond", false).await;
    assert_eq!(given.unwrap().access_key_id(), "ASIA2");
    assert_eq!(asked, ["arn:aws:iam::123456789012:mfa/me"]);
    let sent = |call: &Call| {
        ["RoleArn", "SerialNumber", "TokenCode", "ExternalId", "DurationSeconds", "RoleSessionName"]
            .map(|name| call.get(name).to_owned())
    };
    assert_eq!(
        sent(&calls[0]),
        [
            "arn:aws:iam::123456789012:role/guarded",
            "arn:aws:iam::123456789012:mfa/me",
            "123456",
            "team-7",
            "7200",
            "provision"
        ]
    );
    assert_eq!(sent(&calls[1]), ["arn:aws:iam::210987654321:role/beyond", "", "", "", "", "me"]);
}

#[tokio::test]
async fn a_profile_that_holds_keys_and_the_role_is_its_own_source() {
    let (given, calls, asked) = with_code("both", false).await;
    assert_eq!(given.unwrap().session_token(), Some("t"));
    assert_eq!((calls.len(), asked), (1, vec!["GAHT12345678".to_owned()]));
}

#[tokio::test]
async fn a_wrong_code_is_explained_in_the_words_of_sts() {
    let (given, ..) = with_code("guarded", true).await;
    let error = given.unwrap_err();
    assert_eq!(
        sentence(&error),
        "role arn:aws:iam::123456789012:role/guarded could not be assumed: sts:AssumeRole: AccessDenied: \
         MultiFactorAuthentication failed with invalid MFA one time pass code."
    );
    assert_eq!(kind_of(&error).exit_code(), EXIT_USAGE);
    assert!(hint_of(&error).unwrap().contains("trust policy"));
}
