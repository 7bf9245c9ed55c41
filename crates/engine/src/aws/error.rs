//! Errors that AWS returned, described once and classified once.

use std::error::Error as StdError;
use std::fmt;

use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::Region;
use super::credentials::{Renewal, failure_in};
use super::http::{Unanswered, foreign_start, start_of};
use super::rate::is_throttling;
use super::skew::{self, Skew};
use crate::failure::Failure;

/// What to do about credentials that are out of date, wherever they came from.
pub const RENEW: &str = "renew the credentials, for instance with aws sso login";

/// Why a call to AWS failed, as far as the program's next step depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// No credentials, or none that could be loaded.
    NoCredentials,
    /// The credentials are out of date or not valid.
    BadCredentials,
    /// The identity may not do this.
    Denied,
    /// Nothing answered at the address.
    Unreachable,
    /// AWS limits the rate of requests.
    Throttled,
    /// Any other answer.
    Refused,
}

/// One refused call: what was called, where, and AWS's own words.
#[derive(Debug)]
pub struct AwsError {
    /// Service and operation as in IAM, such as `cloudformation:CreateStack`.
    pub call: &'static str,
    pub region: Region,
    pub class: Class,
    /// AWS's error code, if it sent one.
    pub code: Option<String>,
    /// AWS's message, or the transport's.
    pub message: String,
    pub request_id: Option<String>,
    /// What to do, where that is better known than by the class.
    pub hint: Option<String>,
}

impl AwsError {
    /// Whether AWS's code is this one.
    pub fn is(&self, code: &str) -> bool {
        self.code.as_deref() == Some(code)
    }

    /// The same, blamed on this machine's clock.
    fn by_clock(self, skew: &Skew) -> Self {
        Self {
            class: Class::BadCredentials,
            message: format!("{}; {skew}", self.message),
            hint: Some(skew::REMEDY.to_owned()),
            ..self
        }
    }

    /// The sentence for the user with the hint that fits the class.
    pub fn into_error(self) -> anyhow::Error {
        let (usage, hint) = match self.class {
            Class::NoCredentials => {
                (true, "set AWS credentials (aws configure, AWS_PROFILE, --profile), or use --local")
            }
            // AWS says the same of good credentials in a region that the account has not enabled.
            Class::BadCredentials
                if self.is("UnrecognizedClientException") || self.is("InvalidClientTokenId") =>
            {
                (
                    true,
                    "renew the credentials, for instance with aws sso login, or enable the region for the account",
                )
            }
            Class::BadCredentials
                if self.is("SignatureDoesNotMatch") || self.is("InvalidSignatureException") =>
            {
                (
                    true,
                    "check the secret access key (AWS_SECRET_ACCESS_KEY, or aws_secret_access_key of the profile): \
                     it does not belong to the access key",
                )
            }
            Class::BadCredentials => (true, RENEW),
            Class::Unreachable => {
                (false, "check the network and --endpoint-url; for the emulator: `provision local status`")
            }
            Class::Denied => (
                false,
                "the identity in use lacks this permission; `provision docs permissions` describes the policies",
            ),
            Class::Throttled => (false, "AWS throttles the requests; run the command again"),
            Class::Refused => return anyhow::Error::new(self),
        };
        let failure =
            if usage { Failure::usage(self.to_string()) } else { Failure::failed(self.to_string()) };
        let hint = self.hint.clone().unwrap_or_else(|| hint.to_owned());
        anyhow::Error::new(self).context(failure.hint(hint))
    }
}

impl fmt::Display for AwsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without credentials no call was made: which one was about to be is chance.
        if self.class != Class::NoCredentials {
            write!(formatter, "{} in {}: ", self.call, self.region)?;
        }
        if let Some(code) = &self.code {
            write!(formatter, "{code}: ")?;
        }
        formatter.write_str(&self.message)?;
        match &self.request_id {
            Some(id) => write!(formatter, " (request id {id})"),
            None => Ok(()),
        }
    }
}

impl StdError for AwsError {}

/// Turns an SDK error into ours, for callers that look at the code.
pub fn inspect<E>(error: SdkError<E, HttpResponse>, call: &'static str, region: &Region) -> AwsError
where
    E: StdError + ProvideErrorMetadata + Send + Sync + 'static,
{
    let code = error.code().map(str::to_owned);
    let request_id = request_id(&error);
    let (class, message) = describe(&error);
    let renewal = || {
        let renewal = error.raw_response().and_then(Renewal::of);
        renewal.filter(|_| code.as_deref().is_some_and(is_expiry)).map(ToString::to_string)
    };
    let hint = failure_in(&error).map(|failure| failure.hint.clone()).or_else(renewal);
    let answer = AwsError { call, region: region.clone(), class, code, message, request_id, hint };
    match error.raw_response().and_then(Skew::of) {
        Some(skew) if matches!(class, Class::BadCredentials | Class::Denied) => answer.by_clock(&skew),
        _ => answer,
    }
}

/// Turns an SDK error into the sentence a user reads.
pub fn explain<E>(error: SdkError<E, HttpResponse>, call: &'static str, region: &Region) -> anyhow::Error
where
    E: StdError + ProvideErrorMetadata + Send + Sync + 'static,
{
    inspect(error, call, region).into_error()
}

/// The [`AwsError`] inside an error chain.
pub fn find(error: &anyhow::Error) -> Option<&AwsError> {
    error.chain().find_map(|cause| cause.downcast_ref())
}

/// Whether looking again later cannot help: AWS knows the caller and refuses, or nothing of AWS failed at all.
pub fn is_lasting(error: &anyhow::Error) -> bool {
    find(error).is_none_or(|error| {
        matches!(error.class, Class::Denied | Class::BadCredentials | Class::NoCredentials)
    })
}

fn request_id<E>(error: &SdkError<E, HttpResponse>) -> Option<String> {
    let headers = error.raw_response()?.headers();
    headers.get("x-amzn-requestid").or_else(|| headers.get("x-amz-request-id")).map(str::to_owned)
}

fn describe<E>(error: &SdkError<E, HttpResponse>) -> (Class, String)
where
    E: StdError + ProvideErrorMetadata + Send + Sync + 'static,
{
    let SdkError::ServiceError(service) = error else { return describe_transport(error) };
    let code = service.err().code().unwrap_or_default();
    let message = service.err().message().map(str::to_owned).filter(|message| !message.is_empty());
    let message = message.unwrap_or_else(|| unexplained(error));
    // A refused HEAD has no body, and so no code.
    let is_bare_refusal =
        code.is_empty() && error.raw_response().is_some_and(|response| response.status().as_u16() == 403);
    let class = if is_bare_refusal { Class::Denied } else { class_of_code(code) };
    (class, message)
}

/// What lies behind an error, outermost first.
fn causes<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(error.source(), |cause: &&'e (dyn StdError + 'static)| (*cause).source())
}

/// The operating system's own sentence; those around it only name layers.
fn innermost(error: &(dyn StdError + 'static)) -> Option<String> {
    causes(error).last().map(ToString::to_string)
}

/// An answer in which AWS gives no reason, or which cannot be read: its status and its beginning. What the SDK's parsers
/// have to remark about it names neither.
fn unexplained<E>(error: &SdkError<E, HttpResponse>) -> String {
    let Some(response) = error.raw_response() else { return "no reason given".to_owned() };
    let status = response.status();
    let body = response.body().bytes().unwrap_or_default();
    let remark = match foreign_start(body) {
        Some(_) => "a response that is not from AWS",
        None if status.is_success() => "a response that cannot be read",
        None => "no reason given",
    };
    let start = start_of(body);
    let start = if start.is_empty() { start } else { format!(": '{start}'") };
    format!("HTTP status {} and {remark}{start}", status.as_u16())
}

/// The result of a call that got no answer, or none that can be read.
pub fn describe_transport<E>(error: &SdkError<E, HttpResponse>) -> (Class, String)
where
    E: StdError + 'static,
{
    if let Some(failure) = failure_in(error) {
        return (failure.class, failure.message.clone());
    }
    if let Some(credentials) = causes(error).find_map(|cause| cause.downcast_ref::<CredentialsError>()) {
        return describe_credentials(credentials);
    }
    if let Some(unanswered) = Unanswered::find(error) {
        return (Class::Unreachable, unanswered.to_string());
    }
    let reason = || innermost(error).unwrap_or_else(|| "no reason given".to_owned());
    match error {
        SdkError::TimeoutError(_) => (Class::Unreachable, "no answer in time".to_owned()),
        SdkError::DispatchFailure(_) => (Class::Unreachable, reason()),
        SdkError::ResponseError(_) => (Class::Refused, unexplained(error)),
        _ => (Class::Refused, reason()),
    }
}

fn describe_credentials(error: &CredentialsError) -> (Class, String) {
    // The instance metadata service is the last place where credentials are looked for: when it is to blame, there are
    // none in any of the others.
    if causes(error).any(|cause| cause.to_string().contains("IMDS")) {
        return (Class::NoCredentials, "no AWS credentials were found".to_owned());
    }
    let reason = StdError::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    match error {
        CredentialsError::CredentialsNotLoaded(_) => {
            (Class::NoCredentials, "no AWS credentials were found".to_owned())
        }
        _ => (Class::NoCredentials, format!("the AWS credentials could not be loaded{reason}")),
    }
}

/// Whether a code says that temporary credentials are out of date.
pub fn is_expiry(code: &str) -> bool {
    matches!(code, "ExpiredToken" | "ExpiredTokenException")
}

/// The class of AWS's error code.
pub fn class_of_code(code: &str) -> Class {
    match code {
        "ExpiredToken"
        | "ExpiredTokenException"
        | "RequestExpired"
        | "InvalidClientTokenId"
        | "UnrecognizedClientException"
        | "SignatureDoesNotMatch"
        | "InvalidSignatureException"
        | "InvalidAccessKeyId"
        | "InvalidToken"
        | "AuthFailure"
        | "RequestTimeTooSkewed" => Class::BadCredentials,
        "AccessDenied" | "AccessDeniedException" | "UnauthorizedOperation" => Class::Denied,
        code if is_throttling(code) => Class::Throttled,
        _ => Class::Refused,
    }
}

#[cfg(test)]
mod shapes;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::{hint_of, kind_of, sentence};

    fn refused(code: &str, class: Class) -> AwsError {
        AwsError {
            call: "cloudformation:CreateStack",
            region: Region::new("us-west-2"),
            class,
            code: Some(code.to_owned()),
            message: "no".to_owned(),
            request_id: Some("r-1".to_owned()),
            hint: None,
        }
    }

    #[test]
    fn a_refusal_names_call_region_code_and_request() {
        let error: anyhow::Error = refused("AlreadyExistsException", Class::Refused).into_error();
        assert_eq!(
            sentence(&error),
            "cloudformation:CreateStack in us-west-2: AlreadyExistsException: no (request id r-1)"
        );
    }

    #[test]
    fn a_wrong_signature_is_blamed_on_the_secret_key_and_not_on_the_login() {
        for code in ["SignatureDoesNotMatch", "InvalidSignatureException"] {
            let error: anyhow::Error = refused(code, class_of_code(code)).into_error();
            assert_eq!(kind_of(&error).exit_code(), 2);
            let hint = hint_of(&error).unwrap();
            assert!(hint.contains("secret access key") && !hint.contains("login"), "{hint}");
        }
    }

    #[test]
    fn expired_credentials_are_a_matter_of_configuration() {
        let error: anyhow::Error = refused("ExpiredToken", class_of_code("ExpiredToken")).into_error();
        assert_eq!(kind_of(&error).exit_code(), 2);
        assert!(hint_of(&error).is_some_and(|hint| hint.contains("renew")));
        assert!(find(&error).is_some_and(|error| error.is("ExpiredToken")));
    }
}
