//! The services' functions by their handlers' names, each with the table of its service.

use crate::api::given_key;
use crate::cancel_payment::Undoing;
use crate::neighbour::Neighbour;
use crate::saga::Saga;
use crate::table::Table;
use crate::{
    audit, cancel_payment, change_order, checkout_order, create_order, ledger_api, ledger_steps, list,
    undo_lost_checkout,
};
use function::api::{Refusal, Reply, Request};
use function::{Configuration, Environment, Function};
use model::shop::Ledger;

/// Builds the function for the handler in the environment.
pub fn function(environment: &Environment) -> Result<Function, String> {
    let configuration = &Configuration::new(environment);
    let table = Table::new(configuration, environment)?;
    match environment.handler() {
        "create-item" => Ok(create(Ledger::Stock, table)),
        "find-item" => Ok(find(Ledger::Stock, table)),
        "change-stock" => Ok(supply(Ledger::Stock, table)),
        "take-stock" => Ok(take(Ledger::Stock, table)),
        "return-stock" => Ok(give_back(Ledger::Stock, table)),
        "audit-stock" => Ok(answering(table, audit::stock)),
        "create-user" => Ok(create(Ledger::Payment, table)),
        "find-user" => Ok(find(Ledger::Payment, table)),
        "change-credit" => Ok(supply(Ledger::Payment, table)),
        "take-payment" => Ok(take(Ledger::Payment, table)),
        "return-payment" => Ok(give_back(Ledger::Payment, table)),
        "payment-status" => Ok(answering(table, ledger_api::payment_status)),
        "audit-payments" => Ok(answering(table, audit::payments)),
        "list-items" => Ok(list(Ledger::Stock, table)),
        "list-users" => Ok(list(Ledger::Payment, table)),
        "list-orders" => Ok(answering(table, list::orders)),
        "find-order" => Ok(answering(table, create_order::find)),
        "audit-orders" => Ok(answering(table, audit::orders)),
        _ => of_two_services(table, configuration, environment),
    }
}

/// The functions that call another service or start the saga.
fn of_two_services(
    table: Table,
    configuration: &Configuration,
    environment: &Environment,
) -> Result<Function, String> {
    let saga = || Saga::new(configuration, environment);
    Ok(match environment.handler() {
        "cancel-payment" => {
            let undoing = Undoing::new(configuration, environment)?;
            answering((table, undoing), async |(table, undoing), request| {
                cancel_payment::handle(table, undoing, request).await
            })
        }
        "checkout-order" => answering((table, saga()?), async |(table, saga), request| {
            checkout_order::handle(table, saga, request).await
        }),
        "create-order" => {
            let payment = Neighbour::payment(configuration, environment)?;
            answering((table, payment), async |(table, payment), request| {
                create_order::create(table, payment, request).await
            })
        }
        "change-order" => {
            let stock = Neighbour::stock(configuration, environment)?;
            answering((table, stock), async |(table, stock), request| {
                change_order::handle(table, stock, request).await
            })
        }
        "undo-lost-checkout" => Function::of_events((table, saga()?), async |(table, saga), event| {
            undo_lost_checkout::handle(table, saga, event).await
        }),
        _ => return Err(environment.no_function()),
    })
}

/// A function of an API. A wrong key is refused even where none is of use.
fn answering<S: 'static>(
    state: S,
    handle: impl AsyncFn(&S, &Request) -> Result<Reply, Refusal> + 'static,
) -> Function {
    Function::of_requests((state, handle), async |(state, handle), request| {
        given_key(request)?;
        handle(state, request).await
    })
}

fn create(ledger: Ledger, table: Table) -> Function {
    answering(table, async move |table, request| ledger_api::create(ledger, table, request).await)
}

fn find(ledger: Ledger, table: Table) -> Function {
    answering(table, async move |table, request| ledger_api::find(ledger, table, request).await)
}

fn list(ledger: Ledger, table: Table) -> Function {
    answering(table, async move |table, request| list::holdings(ledger, table, request).await)
}

fn supply(ledger: Ledger, table: Table) -> Function {
    answering(table, async move |table, request| ledger_api::supply(ledger, table, request).await)
}

fn take(ledger: Ledger, table: Table) -> Function {
    Function::of_events(table, async move |table, event| ledger_steps::take(ledger, table, event).await)
}

fn give_back(ledger: Ledger, table: Table) -> Function {
    Function::of_events(table, async move |table, event| ledger_steps::give_back(ledger, table, event).await)
}
