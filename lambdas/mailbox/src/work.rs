//! Which function this program is, with what it needs, made ready once for all invocations.

use crate::ask_for_confirmation::Asker;
use crate::call_outside_system;
use crate::confirm_deletion::Confirmation;
use crate::outside_system::OutsideSystem;
use crate::start_workflow::Starter;
use crate::table::Table;
use crate::{create_mailbox, delete_mailbox, get_mailbox, list_mailboxes, update_mailbox};
use aws_config::SdkConfig;
use function::{Environment, Failure, Missing, Outcome, api, clients};
use serde_json::Value;

/// One function of the system.
pub enum Work {
    CreateMailbox(Table),
    GetMailbox(Table),
    ListMailboxes(Table),
    UpdateMailbox(Table),
    DeleteMailbox(Table),
    StartWorkflow(Starter),
    CallOutsideSystem(OutsideSystem),
    AskForConfirmation(Box<Asker>),
    ConfirmDeletion(Confirmation),
}

impl Work {
    /// Makes the function ready that the handler's name asks for, or says what stands against it.
    pub async fn prepare(environment: &Environment) -> Result<Work, String> {
        let configuration = clients::configuration(environment.endpoint()).await;
        let table = || Table::new(&configuration, environment);
        let prepared = match environment.handler() {
            "create-mailbox" => table().map(Work::CreateMailbox),
            "get-mailbox" => table().map(Work::GetMailbox),
            "list-mailboxes" => table().map(Work::ListMailboxes),
            "update-mailbox" => table().map(Work::UpdateMailbox),
            "delete-mailbox" => table().map(Work::DeleteMailbox),
            _ => return Self::prepare_workflow_function(environment, &configuration),
        };
        prepared.map_err(|missing| missing.to_string())
    }

    fn prepare_workflow_function(
        environment: &Environment,
        configuration: &SdkConfig,
    ) -> Result<Work, String> {
        let prepared: Result<Work, Missing> = match environment.handler() {
            "start-workflow" => Starter::new(configuration, environment).map(Work::StartWorkflow),
            "call-outside-system" => {
                return OutsideSystem::new(environment.optional("OUTSIDE_SYSTEM_URL"))
                    .map(Work::CallOutsideSystem);
            }
            "ask-for-confirmation" => {
                Asker::new(configuration, environment).map(|asker| Work::AskForConfirmation(Box::new(asker)))
            }
            "confirm-deletion" => Confirmation::new(configuration, environment).map(Work::ConfirmDeletion),
            "" => Err(Missing("_HANDLER")),
            other => return Err(format!("no function is called {}", other.escape_debug())),
        };
        prepared.map_err(|missing| missing.to_string())
    }

    /// Does the work for one event.
    pub async fn perform(&self, event: Value) -> Result<Outcome, Failure> {
        match self {
            Work::CreateMailbox(table) => {
                api::answer(event, async |r| create_mailbox::handle(table, r).await).await
            }
            Work::GetMailbox(table) => {
                api::answer(event, async |r| get_mailbox::handle(table, r).await).await
            }
            Work::ListMailboxes(table) => {
                api::answer(event, async |r| list_mailboxes::handle(table, r).await).await
            }
            Work::UpdateMailbox(table) => {
                api::answer(event, async |r| update_mailbox::handle(table, r).await).await
            }
            Work::DeleteMailbox(table) => {
                api::answer(event, async |r| delete_mailbox::handle(table, r).await).await
            }
            Work::StartWorkflow(starter) => starter.handle(event).await,
            Work::CallOutsideSystem(system) => call_outside_system::handle(system, event).await,
            Work::AskForConfirmation(asker) => asker.handle(event).await,
            Work::ConfirmDeletion(confirmation) => confirmation.handle(event).await,
        }
    }
}
