//! The system's functions by their handlers' names.

use crate::ask_for_confirmation::Asker;
use crate::call_outside_system;
use crate::confirm_deletion::Confirmation;
use crate::outside_system::OutsideSystem;
use crate::start_workflow::Starter;
use crate::table::Table;
use crate::{create_mailbox, delete_mailbox, get_mailbox, list_mailboxes, update_mailbox};
use function::{Configuration, Environment, Function};

/// Builds the function for the handler in the environment.
pub fn function(environment: &Environment) -> Result<Function, String> {
    let configuration = &Configuration::new(environment);
    let table = || Table::new(configuration, environment);
    Ok(match environment.handler() {
        "create-mailbox" => Function::of_requests(table()?, create_mailbox::handle),
        "get-mailbox" => Function::of_requests(table()?, get_mailbox::handle),
        "list-mailboxes" => Function::of_requests(table()?, list_mailboxes::handle),
        "update-mailbox" => Function::of_requests(table()?, update_mailbox::handle),
        "delete-mailbox" => Function::of_requests(table()?, delete_mailbox::handle),
        "start-workflow" => Function::of_events(Starter::new(configuration, environment)?, Starter::handle),
        "call-outside-system" => {
            let system = OutsideSystem::new(environment.optional("OUTSIDE_SYSTEM_URL"))?;
            Function::of_events(system, call_outside_system::handle)
        }
        "ask-for-confirmation" => Function::of_events(Asker::new(configuration, environment)?, Asker::handle),
        "confirm-deletion" => {
            Function::of_events(Confirmation::new(configuration, environment)?, Confirmation::handle)
        }
        _ => return Err(environment.no_function()),
    })
}
