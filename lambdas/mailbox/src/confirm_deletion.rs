//! The confirmation page's function: a GET shows the page and changes nothing, a POST decides, once.
//!
//! The task token in the link is the only secret of this endpoint. It is never logged, and neither are messages of
//! Step Functions, which repeat it.

use crate::page::{self, Decision};
use crate::percent;
use aws_config::SdkConfig;
use aws_sdk_sfn::Client;
use aws_sdk_sfn::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sfn::operation::send_task_success::SendTaskSuccessError;
use function::api::Request;
use function::{Failure, Outcome};
use serde_json::{Value, json};

/// Longest token that Step Functions makes.
const TOKEN_BYTES: usize = 2048;

/// Passes decisions on to the waiting workflow.
pub struct Confirmation {
    client: Client,
}

impl Confirmation {
    /// In this region, where the workflow is.
    pub fn new(configuration: &SdkConfig) -> Self {
        Confirmation { client: Client::new(configuration) }
    }

    /// Answers one request with a page.
    pub async fn handle(&self, event: Value) -> Result<Outcome, Failure> {
        let request = Request::read(event)?;
        let Some(decision) = request.path_parameter("decision").and_then(Decision::parse) else {
            return Ok(outcome(page::message(404, "There is no such page."), None));
        };
        let Some(token) = token(&request) else {
            return Ok(outcome(
                page::message(400, "This link is incomplete. Open it again from the e-mail."),
                None,
            ));
        };
        match request.http_method.as_str() {
            "GET" => Ok(outcome(page::question(decision, &token), None)),
            "POST" => Ok(self.decide(decision, token).await),
            _ => Ok(outcome(page::message(405, "This page only knows GET and POST."), None)),
        }
    }

    async fn decide(&self, decision: Decision, token: String) -> Outcome {
        let answer = json!({"decision": decision.as_str()}).to_string();
        match self.client.send_task_success().task_token(token).output(answer).send().await {
            Ok(_) => outcome(page::done(decision), None),
            Err(error) if is_over(&error) => outcome(page::over(), None),
            Err(error) => {
                let problem = error.code().unwrap_or("Step Functions could not be reached").to_owned();
                let text = "The decision could not be passed on. Please press the button again in a moment.";
                outcome(page::message(503, text), Some(problem))
            }
        }
    }
}

/// Whether nobody waits for this token: it was used, its time is over, or it never was one.
fn is_over<R>(error: &SdkError<SendTaskSuccessError, R>) -> bool {
    use SendTaskSuccessError::{InvalidToken, TaskDoesNotExist, TaskTimedOut};
    matches!(error.as_service_error(), Some(InvalidToken(_) | TaskDoesNotExist(_) | TaskTimedOut(_)))
}

/// The token, from the link in a GET and from the form in a POST.
fn token(request: &Request) -> Option<String> {
    let found = match request.http_method.as_str() {
        "POST" => percent::form_field(&request.body().ok()?, "token"),
        _ => request.query_parameter("token").map(str::to_owned),
    };
    found.filter(|token| (1..=TOKEN_BYTES).contains(&token.len()) && !token.contains(char::is_control))
}

fn outcome(reply: Value, problem: Option<String>) -> Outcome {
    let summary = reply["statusCode"].to_string();
    Outcome { reply, about: None, summary, problem }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_sfn::types::error::{InvalidOutput, TaskTimedOut};

    fn request(event: Value) -> Request {
        Request::read(event).unwrap()
    }

    #[test]
    fn a_get_takes_the_token_from_the_link_and_a_post_from_the_form_only() {
        let link = json!({"token": "a+b"});
        let get = request(json!({"httpMethod": "GET", "queryStringParameters": link}));
        assert_eq!(token(&get).as_deref(), Some("a+b"));
        let post =
            request(json!({"httpMethod": "POST", "queryStringParameters": link, "body": "token=c%2Bd"}));
        assert_eq!(token(&post).as_deref(), Some("c+d"));
        let bare = request(json!({"httpMethod": "POST", "queryStringParameters": link, "body": null}));
        assert_eq!(token(&bare), None);
    }

    #[test]
    fn odd_tokens_go_nowhere() {
        for odd in [String::new(), "a".repeat(2049), "a\nb".to_owned()] {
            let get = request(json!({"httpMethod": "GET", "queryStringParameters": {"token": odd}}));
            assert_eq!(token(&get), None, "{odd}");
        }
    }

    #[test]
    fn a_used_or_late_token_is_told_from_trouble() {
        let failed = |error| SdkError::service_error(error, ());
        assert!(is_over(&failed(SendTaskSuccessError::TaskTimedOut(TaskTimedOut::builder().build()))));
        assert!(!is_over(&failed(SendTaskSuccessError::InvalidOutput(InvalidOutput::builder().build()))));
    }
}
