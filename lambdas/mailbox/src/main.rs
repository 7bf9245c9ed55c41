//! The functions of the mailbox system: one program that dispatches on the handler's name.
//!
//! This file builds the clients; each function has a file of its own. The `model` crate defines mailboxes and their legal steps.

mod api;
mod ask_for_confirmation;
mod call_outside_system;
mod confirm_deletion;
mod create_mailbox;
mod delete_mailbox;
mod get_mailbox;
mod handlers;
mod link;
mod list_mailboxes;
mod mail;
mod names;
mod outside_system;
mod page;
mod percent;
mod start_workflow;
mod table;
mod update_mailbox;

#[cfg(test)]
mod templates;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    function::serve(handlers::function).await
}
