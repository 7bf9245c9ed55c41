//! The confirmation page's function: a GET shows the page and changes nothing, a POST decides, once.
//!
//! The secret in the link is the only one of this endpoint. Neither it nor the task's token is ever logged, and neither are
//! messages of Step Functions, which repeat the token.

mod standing;

use crate::link::Link;
use crate::page::{self, Decision};
use crate::percent;
use aws_sdk_sfn::Client;
use aws_sdk_sfn::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sfn::operation::get_execution_history::GetExecutionHistoryError;
use aws_sdk_sfn::operation::send_task_success::SendTaskSuccessError;
use function::api::Request;
use function::{Configuration, Environment, Failure, Lazy, Missing, Outcome};
use serde_json::{Value, json};
use standing::Standing;
use std::time::Duration;

/// Longest token that Step Functions makes.
const TOKEN_BYTES: usize = 2048;
/// More events than a deletion can have, and fewer than a page holds.
const MOST_EVENTS: i32 = 500;
/// Reads the history after a decision whose response was lost or late.
const LOOKS: u32 = 5;
/// The pause between them. All of them end within the function's time.
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);
/// What the log says when there is no answer at all.
const UNREACHABLE: &str = "Step Functions could not be reached";

/// Passes decisions on to the waiting workflow.
pub struct Confirmation {
    client: Lazy<Client>,
    /// What the ARNs of the workflow's executions begin with.
    executions: String,
}

impl Confirmation {
    /// A handler for the workflow in the environment, which is in this region.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        let machine = environment.required("STATE_MACHINE_ARN")?;
        let executions = machine.replacen(":stateMachine:", ":execution:", 1);
        Ok(Confirmation { client: configuration.client(Client::new), executions })
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
            "POST" => Ok(match Link::parse(&token) {
                Some(link) => self.decide(decision, &link).await,
                None => self.decide_by_token(decision, token).await,
            }),
            _ => Ok(outcome(page::message(405, "This page supports only GET and POST."), None)),
        }
    }

    /// Decides, or shows what was decided before.
    async fn decide(&self, decision: Decision, link: &Link) -> Outcome {
        let token = match self.standing(link).await {
            Ok(Standing::Waiting { token }) => token,
            Ok(standing) => return shown(decision, &standing, None),
            Err(problem) => return outcome(page::again(), Some(problem)),
        };
        match self.send(decision, token).await {
            Ok(()) => outcome(page::done(decision), None),
            // It may have arrived all the same: the answer was lost, and a second try found the token used.
            Err(error) => self.settled(decision, link, problem_of(&error)).await,
        }
    }

    /// Polls until the result of an unconfirmed decision is known.
    async fn settled(&self, decision: Decision, link: &Link, problem: String) -> Outcome {
        for _ in 0..LOOKS {
            match self.standing(link).await {
                Ok(standing @ (Standing::Decided(_) | Standing::Over)) => {
                    return shown(decision, &standing, Some(problem));
                }
                _ => tokio::time::sleep(BETWEEN_LOOKS).await,
            }
        }
        outcome(page::again(), Some(problem))
    }

    /// The state of a link's request, or why it is unknown.
    async fn standing(&self, link: &Link) -> Result<Standing, String> {
        let execution = format!("{}:{}", self.executions, link.execution);
        let request = self.client.get_execution_history().execution_arn(execution);
        match request.max_results(MOST_EVENTS).include_execution_data(true).send().await {
            Ok(history) => Ok(Standing::of(history.events(), &link.secret)),
            Err(error) => match error.as_service_error() {
                Some(
                    GetExecutionHistoryError::ExecutionDoesNotExist(_)
                    | GetExecutionHistoryError::InvalidArn(_),
                ) => Ok(Standing::Unknown),
                _ => Err(problem_of(&error)),
            },
        }
    }

    /// Decides by a link that carries the task's token itself. Such links were sent before links named the execution.
    async fn decide_by_token(&self, decision: Decision, token: String) -> Outcome {
        match self.send(decision, token).await {
            Ok(()) => outcome(page::done(decision), None),
            Err(error) if is_over(&error) => outcome(page::over(), None),
            Err(error) => outcome(page::again(), Some(problem_of(&error))),
        }
    }

    async fn send(&self, decision: Decision, token: String) -> Result<(), SdkError<SendTaskSuccessError>> {
        let answer = json!({"decision": decision.as_str()}).to_string();
        self.client.send_task_success().task_token(token).output(answer).send().await.map(drop)
    }
}

/// The page for a decision that cannot be made now, or was made before.
fn shown(wanted: Decision, standing: &Standing, problem: Option<String>) -> Outcome {
    let page = match standing {
        Standing::Decided(decision) if *decision == wanted => page::done(wanted),
        Standing::Decided(decision) => page::decided(*decision),
        Standing::Over => page::unanswered(),
        Standing::Unknown => page::over(),
        Standing::Waiting { .. } | Standing::BetweenAttempts => page::again(),
    };
    outcome(page, problem)
}

/// The name of an error; the message may hold the token.
fn problem_of<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> String {
    error.as_service_error().and_then(ProvideErrorMetadata::code).unwrap_or(UNREACHABLE).to_owned()
}

/// Whether nothing waits for this token: it was used, its time is over, or it never was one.
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
    fn a_decision_that_took_effect_is_shown_however_often_it_is_clicked() {
        let status = |wanted, standing| {
            let outcome = shown(wanted, &standing, None);
            (outcome.reply["statusCode"].as_u64().unwrap(), outcome.reply["body"].to_string())
        };
        let (code, body) = status(Decision::Approve, Standing::Decided(Decision::Approve));
        assert!(code == 200 && body.contains("The deletion is approved"), "{code} {body}");
        let (code, body) = status(Decision::Approve, Standing::Decided(Decision::Deny));
        assert!(code == 410 && body.contains("already recorded: the deletion is denied"), "{code} {body}");
        let (code, body) = status(Decision::Deny, Standing::Over);
        assert!(code == 410 && body.contains("the mailbox is kept"), "{code} {body}");
        assert_eq!(status(Decision::Deny, Standing::BetweenAttempts).0, 503);
        assert_eq!(status(Decision::Deny, Standing::Unknown).0, 410);
    }

    #[test]
    fn a_used_or_late_token_is_distinguished_from_an_error() {
        let failed = |error| SdkError::service_error(error, ());
        assert!(is_over(&failed(SendTaskSuccessError::TaskTimedOut(TaskTimedOut::builder().build()))));
        assert!(!is_over(&failed(SendTaskSuccessError::InvalidOutput(InvalidOutput::builder().build()))));
    }
}
