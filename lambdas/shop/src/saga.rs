//! The workflow that checks orders out, and returns what a checkout took.

use crate::api::random_id;
use aws_sdk_sfn::Client;
use function::{Configuration, Environment, Lazy, Missing, Unavailable};
use model::shop::{CheckoutInput, UndoInput};
use serde::Serialize;

/// The workflow.
pub struct Saga {
    client: Lazy<Client>,
    arn: String,
}

impl Saga {
    /// The workflow in the environment.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        Ok(Saga {
            client: configuration.client(Client::new),
            arn: environment.required("STATE_MACHINE_ARN")?,
        })
    }

    /// Starts a checkout. Starting it again while it runs has no effect.
    pub async fn check_out(&self, input: &CheckoutInput) -> Result<(), Unavailable> {
        self.start(input.execution_name(), input).await
    }

    /// Starts to return what a checkout took.
    pub async fn undo(&self, input: &UndoInput) -> Result<(), Unavailable> {
        self.start(input.execution_name(&random_id()), input).await
    }

    async fn start(&self, name: String, input: &impl Serialize) -> Result<(), Unavailable> {
        let input = serde_json::to_string(input).expect("our inputs have text keys only");
        let request = self.client.start_execution().state_machine_arn(&self.arn).name(name).input(input);
        match request.send().await {
            Ok(_) => Ok(()),
            // The name is this request's own: an earlier try of the same call got through.
            Err(error) if error.as_service_error().is_some_and(|e| e.is_execution_already_exists()) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
