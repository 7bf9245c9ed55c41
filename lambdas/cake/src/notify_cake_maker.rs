//! Sends the cake maker an e-mail about each placed order, once.
//!
//! SES knows no idempotency key, so the claim on the order has to do. One gap is left: if SES took the message and the
//! function dies before it has written that down, the e-mail goes out a second time when the claim has ended.

use crate::batch::Fate;
use crate::claim::{self, Claim, Claims};
use crate::mail;
use crate::queue::Queue;
use crate::stream;
use aws_config::SdkConfig;
use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::config::retry::RetryConfig;
use aws_sdk_sesv2::error::{BuildError, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message};
use function::{Environment, Failure, Missing, Outcome, aws_error};
use model::cake::{Errand, Order, OrderEvent};
use serde_json::Value;
use std::time::Duration;

/// Tells the cake maker.
pub struct Notifier {
    client: Client,
    claims: Claims,
    parked: Queue,
    sender: String,
    cake_maker: String,
    timeout: Duration,
}

/// Why an e-mail may not have gone out.
#[derive(Debug, Eq, PartialEq)]
enum NotSent {
    /// Nobody knows whether it did.
    PerhapsSent(String),
    /// It did not; it may the next time.
    NotNow(String),
    /// It did not, and will not before somebody mends something.
    NotLikeThis(String),
}

impl Notifier {
    /// The addresses and the queue that the environment names.
    pub fn new(configuration: &SdkConfig, environment: &Environment) -> Result<Self, Missing> {
        // The SDK repeats a call whose answer was lost, and each would be an e-mail.
        let settings =
            aws_sdk_sesv2::config::Builder::from(configuration).retry_config(RetryConfig::disabled());
        Ok(Notifier {
            client: Client::from_conf(settings.build()),
            claims: Claims::new(configuration, environment, Errand::TellCakeMaker)?,
            parked: Queue::new(configuration, environment, "EVENT_DEAD_LETTER_QUEUE_URL")?,
            sender: environment.required("SENDER_ADDRESS")?,
            cake_maker: environment.required("CAKE_MAKER_ADDRESS")?,
            timeout: claim::function_timeout(environment)?,
        })
    }

    /// Handles a batch, one order after the other: when the function dies, one e-mail at most is in doubt.
    pub async fn handle(&self, event: Value) -> Result<Outcome, Failure> {
        stream::each(&event, self.timeout, &self.parked, async |event| self.notify(event).await).await
    }

    async fn notify(&self, event: &OrderEvent) -> Fate {
        let id = &event.order.order_id;
        let held = match self.claims.claim(id).await {
            Ok(Claim::Mine(held)) => held,
            Ok(Claim::Done) => return Fate::Settled("told before"),
            Ok(Claim::Busy) => return Fate::Again("somebody may be sending the e-mail".to_owned()),
            Ok(Claim::Unknown) => {
                return self.parked.park(&event.to_json(), format!("there is no order {id}")).await;
            }
            Err(unavailable) => return Fate::Again(unavailable.0),
        };
        match self.send(&event.order).await {
            Ok(()) => match self.claims.done(id).await {
                Ok(()) => Fate::Settled("told"),
                Err(unavailable) => {
                    Fate::Again(format!("sent, but cannot write that down: {}", unavailable.0))
                }
            },
            // The claim stays: while it holds, the answer may be on its way.
            Err(NotSent::PerhapsSent(problem)) => Fate::Again(problem),
            Err(NotSent::NotNow(problem)) => {
                self.claims.release(id, held).await;
                Fate::Again(problem)
            }
            Err(NotSent::NotLikeThis(problem)) => {
                self.claims.release(id, held).await;
                self.parked.park(&event.to_json(), problem).await
            }
        }
    }

    async fn send(&self, order: &Order) -> Result<(), NotSent> {
        let content = content(order).map_err(|error| NotSent::NotLikeThis(aws_error::chain(&error)))?;
        let request = self.client.send_email().from_email_address(&self.sender).content(content);
        let destination = Destination::builder().to_addresses(&self.cake_maker).build();
        request.destination(destination).send().await.map(|_| ()).map_err(|error| judge(&error))
    }
}

fn content(order: &Order) -> Result<EmailContent, BuildError> {
    let text = |data: String| Content::builder().data(data).charset("UTF-8").build();
    let body = Body::builder().text(text(mail::text(order))?).build();
    let message = Message::builder().subject(text(mail::subject(order))?).body(body).build();
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
