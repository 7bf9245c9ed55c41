//! E-mails, sent by SES.

use crate::aws_error;
use crate::environment::{Environment, Missing};
use aws_config::SdkConfig;
use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::config::Builder;
use aws_sdk_sesv2::config::retry::RetryConfig;
use aws_sdk_sesv2::error::{BuildError, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message};

/// Sends e-mails from the sender that the environment names.
pub struct Mailer {
    client: Client,
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

/// Why an e-mail may not have gone out.
#[derive(Debug, Eq, PartialEq)]
pub enum NotSent {
    /// It is not known whether it did.
    PerhapsSent(String),
    /// It did not; it may the next time.
    NotNow(String),
    /// It did not, and will not before its cause is removed.
    NotLikeThis(String),
}

impl NotSent {
    /// Why it was not sent.
    pub fn into_problem(self) -> String {
        match self {
            NotSent::PerhapsSent(problem) | NotSent::NotNow(problem) | NotSent::NotLikeThis(problem) => {
                problem
            }
        }
    }
}

impl Mailer {
    /// A mailer for `SENDER_ADDRESS`.
    pub fn new(configuration: &SdkConfig, environment: &Environment) -> Result<Self, Missing> {
        // The SDK repeats a call whose answer was lost, and each would be an e-mail.
        let settings = Builder::from(configuration).retry_config(RetryConfig::disabled());
        let client = Client::from_conf(settings.build());
        Ok(Mailer { client, sender: environment.required("SENDER_ADDRESS")? })
    }

    /// Sends one e-mail, once: it is the caller's to try again.
    pub async fn send(&self, mail: Mail<'_>) -> Result<(), NotSent> {
        let destination = Destination::builder().to_addresses(mail.to).build();
        let content = content(mail).map_err(|error| NotSent::NotLikeThis(aws_error::chain(&error)))?;
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

fn judge<R>(error: &SdkError<SendEmailError, R>) -> NotSent
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
        ) => NotSent::NotLikeThis(words),
        Some(TooManyRequestsException(_) | LimitExceededException(_)) => NotSent::NotNow(words),
        // A refusal without a shape of its own, such as a missing permission or a broken server.
        Some(other) => match other.meta().code() {
            Some("AccessDeniedException" | "AccessDenied" | "ThrottlingException" | "Throttling") => {
                NotSent::NotNow(words)
            }
            _ => NotSent::PerhapsSent(words),
        },
        None => NotSent::PerhapsSent(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_sesv2::config::http::HttpResponse;
    use aws_sdk_sesv2::error::ErrorMetadata;
    use aws_sdk_sesv2::types::error::{MessageRejected, TooManyRequestsException};

    fn refusal(error: SendEmailError) -> NotSent {
        judge(&SdkError::service_error(error, HttpResponse::new(400.try_into().unwrap(), "".into())))
    }

    #[test]
    fn an_error_tells_whether_the_mail_may_be_on_its_way() {
        let rejected = SendEmailError::MessageRejected(MessageRejected::builder().build());
        assert!(matches!(refusal(rejected), NotSent::NotLikeThis(_)));
        let busy = SendEmailError::TooManyRequestsException(TooManyRequestsException::builder().build());
        assert!(matches!(refusal(busy), NotSent::NotNow(_)));
        let code = |code| SendEmailError::generic(ErrorMetadata::builder().code(code).build());
        assert!(matches!(refusal(code("AccessDeniedException")), NotSent::NotNow(_)));
        assert!(matches!(refusal(code("InternalFailure")), NotSent::PerhapsSent(_)));
        let lost: SdkError<SendEmailError, HttpResponse> = SdkError::timeout_error("too slow");
        assert!(matches!(judge(&lost), NotSent::PerhapsSent(_)));
    }
}
