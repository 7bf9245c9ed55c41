//! A step of the deletion workflow: sends the e-mail. The workflow then waits for the answer, which the page sends.

use crate::link::Link;
use crate::mail::Question;
use crate::names;
use function::mail::{Mail, Mailer};
use function::{Configuration, Environment, Failure, INPUT_INVALID, Missing, Outcome};
use model::mailbox::MailboxId;
use serde::Deserialize;
use serde_json::{Value, json};

/// The input from the workflow.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    task_token: String,
    /// What the link carries. Executions that began under an older definition have none: their links carry the token.
    #[serde(default)]
    execution: Option<String>,
    #[serde(default)]
    secret: Option<String>,
    id: MailboxId,
    username: String,
    domain: String,
    contact: String,
}

impl Input {
    /// Equal for all attempts of one execution, so that the links of each e-mail remain valid.
    fn link(&self) -> String {
        match (&self.execution, &self.secret) {
            (Some(execution), Some(secret)) => {
                Link { execution: execution.clone(), secret: secret.clone() }.to_string()
            }
            _ => self.task_token.clone(),
        }
    }
}

/// Sends the e-mails.
pub struct Asker {
    mailer: Mailer,
    page: String,
    seconds: u64,
}

impl Asker {
    /// The sender and the page that the environment names.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        let page = environment.required("CONFIRMATION_URL")?;
        Ok(Asker {
            mailer: Mailer::new(configuration, environment)?,
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
        self.mailer.send(self.mail(&input)).await.map_err(|error| not_sent(error.into_problem()))?;
        Ok(Outcome {
            reply: json!({}),
            about: Some(input.id.to_string()),
            summary: "sent".to_owned(),
            problem: None,
        })
    }

    fn mail<'i>(&self, input: &'i Input) -> Mail<'i> {
        let mailbox = format!("{}@{}", input.username, input.domain);
        let link = input.link();
        let question = Question { mailbox: &mailbox, page: &self.page, token: &link, seconds: self.seconds };
        let (subject, text) = (question.subject(), question.text());
        Mail { to: &input.contact, subject, text, html: Some(question.html()) }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn input(attempt: &str, with: &Value) -> Input {
        let mut event = json!({
            "taskToken": attempt, "id": "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f", "username": "ann",
            "domain": "example.com", "contact": "boss@example.com",
        });
        event.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        serde_json::from_value(event).unwrap()
    }

    #[test]
    fn every_attempt_sends_the_same_link_and_it_is_read_again() {
        let with =
            json!({"execution": "3e2a_delete_2026_1", "secret": "0b9b3d9e-0000-4000-8000-00000000000a"});
        let link = input("token-of-attempt-1", &with).link();
        assert_eq!(link, input("token-of-attempt-2", &with).link());
        assert_eq!(Link::parse(&link).unwrap().execution, "3e2a_delete_2026_1");
    }

    #[test]
    fn an_execution_of_an_older_definition_sends_its_token() {
        assert_eq!(input("AQCE", &json!({})).link(), "AQCE");
    }
}
