//! A step of the deletion workflow: sends the e-mail. The workflow then waits for the answer, which the page sends.

use crate::mail::Question;
use crate::names;
use aws_config::SdkConfig;
use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::error::BuildError;
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message};
use function::{Environment, Failure, INPUT_INVALID, Missing, Outcome, aws_error};
use model::mailbox::MailboxId;
use serde::Deserialize;
use serde_json::{Value, json};

/// What the workflow passes on.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    task_token: String,
    id: MailboxId,
    username: String,
    domain: String,
    contact: String,
}

/// Sends the e-mails.
pub struct Asker {
    client: Client,
    sender: String,
    page: String,
    seconds: u64,
}

impl Asker {
    /// The sender and the page that the environment names.
    pub fn new(configuration: &SdkConfig, environment: &Environment) -> Result<Self, Missing> {
        let page = environment.required("CONFIRMATION_URL")?;
        Ok(Asker {
            client: Client::new(configuration),
            sender: environment.required("SENDER_ADDRESS")?,
            page: model::public_url(page.trim_end_matches('/'), environment.endpoint()),
            seconds: seconds(environment)?,
        })
    }

    /// Sends one e-mail.
    pub async fn handle(&self, event: Value) -> Result<Outcome, Failure> {
        // The decoder's own message would repeat what it found, and that may be the token.
        let input: Input = serde_json::from_value(event)
            .map_err(|_| Failure::new(INPUT_INVALID, "the workflow's input is incomplete"))?;
        model::email("deleteConfirmEmailContact", &input.contact)
            .map_err(|invalid| not_sent(invalid.to_string()))?;
        let content = self.content(&input).map_err(|error| not_sent(aws_error::chain(&error)))?;
        let request = self.client.send_email().from_email_address(&self.sender);
        let request = request.destination(Destination::builder().to_addresses(&input.contact).build());
        request.content(content).send().await.map_err(|error| not_sent(aws_error::describe(&error)))?;
        Ok(Outcome {
            reply: json!({}),
            about: Some(input.id.to_string()),
            summary: "sent".to_owned(),
            problem: None,
        })
    }

    fn content(&self, input: &Input) -> Result<EmailContent, BuildError> {
        let mailbox = format!("{}@{}", input.username, input.domain);
        let question =
            Question { mailbox: &mailbox, page: &self.page, token: &input.task_token, seconds: self.seconds };
        let text = |data: String| Content::builder().data(data).charset("UTF-8").build();
        let body = Body::builder().text(text(question.text())?).html(text(question.html())?).build();
        let message = Message::builder().subject(text(question.subject())?).body(body).build();
        Ok(EmailContent::builder().simple(message).build())
    }
}

/// How long the contact may take, in seconds.
fn seconds(environment: &Environment) -> Result<u64, Missing> {
    const NAME: &str = "CONFIRMATION_TIMEOUT_SECONDS";
    environment.required(NAME)?.parse().map_err(|_| Missing(NAME))
}

fn not_sent(problem: String) -> Failure {
    Failure::new(names::MAIL_NOT_SENT, problem)
}
