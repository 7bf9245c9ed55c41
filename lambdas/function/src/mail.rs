//! E-mails, sent by SES.

use crate::aws_error;
use crate::clients::{Configuration, Lazy};
use crate::environment::{Environment, Missing};
use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::config::Builder;
use aws_sdk_sesv2::config::retry::RetryConfig;
use aws_sdk_sesv2::error::{BuildError, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message};

/// Sends e-mails from the sender that the environment names.
pub struct Mailer {
    client: Lazy<Client>,
    sender: String,
}

/// An e-mail.
pub struct Mail<'a> {
    pub to: &'a str,
    pub subject: String,
    pub text: String,
    /// The same as HTML; without it the e-mail is plain text only.
    pub html: Option<String>,
}

/// Why an e-mail was not sent, or may not have been.
#[derive(Debug, Eq, PartialEq)]
pub enum SendError {
    /// The e-mail may have been sent.
    Uncertain(String),
    /// It was not sent; a retry may succeed.
    Transient(String),
    /// It was not sent; retries fail as well until the cause is removed.
    Permanent(String),
}

impl SendError {
    /// Why it was not sent.
    pub fn into_problem(self) -> String {
        match self {
            SendError::Uncertain(problem) | SendError::Transient(problem) | SendError::Permanent(problem) => {
                problem
            }
        }
    }
}

impl Mailer {
    /// A mailer for `SENDER_ADDRESS`.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        // The SDK repeats a call whose response was lost, and each repetition would be another e-mail.
        let client = configuration.client(|configuration| {
            let settings = Builder::from(configuration).retry_config(RetryConfig::disabled());
            Client::from_conf(settings.build())
        });
        Ok(Mailer { client, sender: environment.required("SENDER_ADDRESS")? })
    }

    /// Sends one e-mail without retries, which are the caller's decision.
    pub async fn send(&self, mail: Mail<'_>) -> Result<(), SendError> {
        let destination = Destination::builder().to_addresses(mail.to).build();
        let content = content(mail).map_err(|error| SendError::Permanent(aws_error::chain(&error)))?;
        let request = self.client.send_email().from_email_address(&self.sender).content(content);
        request.destination(destination).send().await.map(|_| ()).map_err(|error| judge(&error))
    }
}

fn content(mail: Mail<'_>) -> Result<EmailContent, BuildError> {
    let text = |data: String| Content::builder().data(data).charset("UTF-8").build();
    let html = mail.html.map(text).transpose()?;
    let body = Body::builder().text(text(mail.text)?).set_html(html).build();
    let message = Message::builder().subject(text(mail.subject)?).body(body).build();
    Ok(EmailContent::builder().simple(message).build())
}

fn judge<R>(error: &SdkError<SendEmailError, R>) -> SendError
where
    R: std::fmt::Debug + 'static,
    SdkError<SendEmailError, R>: aws_sdk_sesv2::operation::RequestId,
{
    use SendEmailError::*;
    let words = aws_error::describe(error);
    match error.as_service_error() {
        Some(
            MessageRejected(_)
            | MailFromDomainNotVerifiedException(_)
            | AccountSuspendedException(_)
            | SendingPausedException(_)
            | BadRequestException(_)
            | NotFoundException(_),
        ) => SendError::Permanent(words),
        Some(TooManyRequestsException(_) | LimitExceededException(_)) => SendError::Transient(words),
        // A refusal without a shape of its own, such as a missing permission or a broken server.
        Some(other) => match other.meta().code() {
            Some("AccessDeniedException" | "AccessDenied" | "ThrottlingException" | "Throttling") => {
                SendError::Transient(words)
            }
            _ => SendError::Uncertain(words),
        },
        None => SendError::Uncertain(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_sesv2::config::http::HttpResponse;
    use aws_sdk_sesv2::error::ErrorMetadata;
    use aws_sdk_sesv2::types::error::{MessageRejected, TooManyRequestsException};

    fn refusal(error: SendEmailError) -> SendError {
        judge(&SdkError::service_error(error, HttpResponse::new(400.try_into().unwrap(), "".into())))
    }

    #[test]
    fn an_error_shows_whether_the_mail_may_have_been_sent() {
        let rejected = SendEmailError::MessageRejected(MessageRejected::builder().build());
        assert!(matches!(refusal(rejected), SendError::Permanent(_)));
        let busy = SendEmailError::TooManyRequestsException(TooManyRequestsException::builder().build());
        assert!(matches!(refusal(busy), SendError::Transient(_)));
        let code = |code| SendEmailError::generic(ErrorMetadata::builder().code(code).build());
        assert!(matches!(refusal(code("AccessDeniedException")), SendError::Transient(_)));
        assert!(matches!(refusal(code("InternalFailure")), SendError::Uncertain(_)));
        let lost: SdkError<SendEmailError, HttpResponse> = SdkError::timeout_error("too slow");
        assert!(matches!(judge(&lost), SendError::Uncertain(_)));
    }
}
