//! Follows the table's stream and starts a workflow for each request, once.
//!
//! "Once" comes from the execution's name, which follows from the request alone: Step Functions refuses a second one.

use aws_config::{Region, SdkConfig};
use aws_sdk_sfn::Client;
use function::{Configuration, Environment, Failure, INPUT_INVALID, Lazy, Missing, Outcome, aws_error};
use model::mailbox::{Change, Mailbox, MailboxId, MailboxStatus, WorkflowInput};
use serde_json::{Value, json};

/// A workflow that can be started.
struct Workflow {
    client: Lazy<Client>,
    arn: String,
}

/// Both workflows.
pub struct Starter {
    provisioning: Workflow,
    deletion: Workflow,
}

/// The results of the records of a batch.
#[derive(Default)]
struct Tally {
    mailboxes: Vec<String>,
    started: usize,
    known: usize,
    failed: Vec<String>,
    problems: Vec<String>,
}

impl Starter {
    /// The workflows that the environment names, each called in its own region.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        let workflow = |arn: String| {
            let named = arn.clone();
            let client = configuration.client(move |configuration| step_functions(configuration, &named));
            Workflow { client, arn }
        };
        Ok(Starter {
            provisioning: workflow(environment.required("PROVISIONING_STATE_MACHINE_ARN")?),
            deletion: workflow(environment.required("DELETION_STATE_MACHINE_ARN")?),
        })
    }

    /// Handles a batch. Only records whose workflow could not be started are reported as failed and redelivered.
    pub async fn handle(&self, event: Value) -> Result<Outcome, Failure> {
        let Some(records) = event["Records"].as_array() else {
            return Err(Failure::new(INPUT_INVALID, "the event has no Records"));
        };
        let mut tally = Tally::default();
        for record in records {
            match requested(&record["dynamodb"]["NewImage"]) {
                Ok(Some(input)) => self.start(&input, record, &mut tally).await,
                Ok(None) => {}
                // It will be the same at the next try: saying so is all that can be done about it.
                Err(problem) => tally.problems.push(problem),
            }
        }
        Ok(tally.outcome())
    }

    async fn start(&self, input: &WorkflowInput, record: &Value, tally: &mut Tally) {
        let workflow = match input.change {
            Change::Create | Change::Update => &self.provisioning,
            Change::Delete => &self.deletion,
        };
        let request = workflow.client.start_execution().state_machine_arn(&workflow.arn);
        let started = request.name(input.execution_name()).input(input.to_json()).send().await;
        tally.mailboxes.push(input.id.to_string());
        match started {
            Ok(_) => tally.started += 1,
            Err(error) if error.as_service_error().is_some_and(|e| e.is_execution_already_exists()) => {
                tally.known += 1;
            }
            Err(error) => {
                let sequence_number = record["dynamodb"]["SequenceNumber"].as_str().unwrap_or_default();
                tally.failed.push(sequence_number.to_owned());
                tally.problems.push(format!(
                    "cannot start {} named {} with input {}: {}",
                    workflow.arn,
                    input.execution_name(),
                    input.to_json(),
                    aws_error::describe(&error)
                ));
            }
        }
    }
}

impl Tally {
    fn outcome(self) -> Outcome {
        let failures: Vec<Value> =
            self.failed.iter().map(|number| json!({"itemIdentifier": number})).collect();
        let summary =
            format!("{} started, {} already started, {} failed", self.started, self.known, self.failed.len());
        Outcome {
            reply: json!({"batchItemFailures": failures}),
            about: (!self.mailboxes.is_empty()).then(|| self.mailboxes.join(" ")),
            summary,
            problem: (!self.problems.is_empty()).then(|| self.problems.join("; ")),
        }
    }
}

/// The request that an item stands for, if a workflow has to start for it. The mapping filters too; this holds when the
/// filter is changed.
fn requested(image: &Value) -> Result<Option<WorkflowInput>, String> {
    let attribute = |name: &str| image[name]["S"].as_str();
    let status = attribute("mailboxStatus").and_then(|text| text.parse::<MailboxStatus>().ok());
    let Some(change) = status.and_then(MailboxStatus::requested_change) else {
        return Ok(None);
    };
    let id = attribute("id").and_then(|text| MailboxId::parse(text).ok());
    let revision = image[Mailbox::REVISION]["N"].as_str().and_then(|text| text.parse().ok()).unwrap_or(0);
    match (id, attribute("requestedAt")) {
        (Some(id), Some(requested_at)) => {
            Ok(Some(WorkflowInput { id, change, requested_at: requested_at.to_owned(), revision }))
        }
        _ => Err(format!("skipped a {change} of an item without a valid id or requestedAt")),
    }
}

/// A Step Functions client for the region that `state_machine_arn` names, which need not be this function's.
fn step_functions(configuration: &SdkConfig, state_machine_arn: &str) -> Client {
    let region = state_machine_arn.split(':').nth(3).filter(|region| !region.is_empty());
    let mut builder = aws_sdk_sfn::config::Builder::from(configuration);
    if let Some(region) = region {
        builder = builder.region(Region::new(region.to_owned()));
    }
    Client::from_conf(builder.build())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = include_str!("../../../templates/mailbox/provisioning.yaml");

    fn image(status: &str) -> Value {
        json!({
            "id": {"S": "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f"},
            "mailboxStatus": {"S": status},
            "requestedAt": {"S": "2026-10-09T10:11:12.013Z"},
        })
    }

    #[test]
    fn a_workflow_starts_exactly_for_what_the_mapping_lets_through() {
        let filter = TEMPLATE.lines().find(|line| line.contains("- Pattern:")).unwrap();
        for status in MailboxStatus::ALL {
            let passes = filter.contains(&format!("\"{status}\""));
            assert_eq!(requested(&image(status.as_str())).unwrap().is_some(), passes, "{status}");
        }
    }

    #[test]
    fn the_same_record_gives_the_same_start() {
        let first = requested(&image("initial")).unwrap().unwrap();
        let again = requested(&image("initial")).unwrap().unwrap();
        assert_eq!((first.execution_name(), first.to_json()), (again.execution_name(), again.to_json()));
    }

    #[test]
    fn the_revision_is_the_items_and_0_where_there_is_none() {
        let mut image = image("update-requested");
        assert_eq!(requested(&image).unwrap().unwrap().revision, 0);
        image["revision"] = json!({"N": "4"});
        assert_eq!(requested(&image).unwrap().unwrap().revision, 4);
    }

    #[test]
    fn records_that_are_none_of_ours_do_no_harm() {
        assert!(requested(&Value::Null).unwrap().is_none());
        assert!(requested(&json!({"mailboxStatus": {"N": "1"}})).unwrap().is_none());
        assert!(requested(&json!({"mailboxStatus": {"S": "nonsense"}})).unwrap().is_none());
        assert!(requested(&json!({"mailboxStatus": {"S": "initial"}, "id": {"S": "x"}})).is_err());
    }

    #[test]
    fn only_failed_records_are_reported() {
        let tally = Tally { started: 2, failed: vec!["7".to_owned()], ..Tally::default() };
        assert_eq!(tally.outcome().reply, json!({"batchItemFailures": [{"itemIdentifier": "7"}]}));
        assert_eq!(Tally::default().outcome().reply, json!({"batchItemFailures": []}));
    }

    #[test]
    fn a_workflow_is_called_in_its_own_region() {
        let configuration = SdkConfig::builder()
            .behavior_version(aws_config::BehaviorVersion::latest())
            .region(Region::from_static("us-west-2"))
            .build();
        let region = |arn| step_functions(&configuration, arn).config().region().map(ToString::to_string);
        assert_eq!(region("arn:aws:states:eu-west-1:1:stateMachine:m"), Some("eu-west-1".to_owned()));
        assert_eq!(region("nonsense"), Some("us-west-2".to_owned()));
    }
}
