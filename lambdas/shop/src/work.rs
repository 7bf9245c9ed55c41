//! Which function this program is, with what it needs, made ready once for all invocations.

use crate::neighbour::Neighbour;
use crate::saga::Saga;
use crate::table::Table;
use crate::{audit, cancel_payment, change_order, checkout_order, create_order, ledger_api, ledger_steps};
use aws_config::SdkConfig;
use function::{Environment, Failure, Missing, Outcome, api, clients};
use model::shop::Ledger;
use serde_json::Value;

/// One function of the system, with the table of its service.
pub struct Work {
    table: Table,
    task: Task,
}

enum Task {
    Create(Ledger),
    Find(Ledger),
    Supply(Ledger),
    Take(Ledger),
    Return(Ledger),
    PaymentStatus,
    CancelPayment(Saga),
    CreateOrder(Neighbour),
    FindOrder,
    ChangeOrder(Neighbour),
    CheckoutOrder(Saga),
    AuditStock,
    AuditPayments,
    AuditOrders,
}

impl Work {
    /// Makes the function ready that the handler's name asks for, or says what stands against it.
    pub async fn prepare(environment: &Environment) -> Result<Work, String> {
        let configuration = clients::configuration(environment.endpoint()).await;
        let task = match environment.handler() {
            "" => return Err(Missing("_HANDLER").to_string()),
            "create-item" => Task::Create(Ledger::Stock),
            "find-item" => Task::Find(Ledger::Stock),
            "change-stock" => Task::Supply(Ledger::Stock),
            "take-stock" => Task::Take(Ledger::Stock),
            "return-stock" => Task::Return(Ledger::Stock),
            "audit-stock" => Task::AuditStock,
            "create-user" => Task::Create(Ledger::Payment),
            "find-user" => Task::Find(Ledger::Payment),
            "change-credit" => Task::Supply(Ledger::Payment),
            "take-payment" => Task::Take(Ledger::Payment),
            "return-payment" => Task::Return(Ledger::Payment),
            "payment-status" => Task::PaymentStatus,
            "audit-payments" => Task::AuditPayments,
            "find-order" => Task::FindOrder,
            "audit-orders" => Task::AuditOrders,
            _ => Self::connected(environment, &configuration)?,
        };
        Ok(Work { table: Table::new(&configuration, environment)?, task })
    }

    /// A function that needs more than its table.
    fn connected(environment: &Environment, configuration: &SdkConfig) -> Result<Task, String> {
        let task = match environment.handler() {
            "cancel-payment" => Saga::new(configuration, environment).map(Task::CancelPayment),
            "checkout-order" => Saga::new(configuration, environment).map(Task::CheckoutOrder),
            "create-order" => Neighbour::payment(configuration, environment).map(Task::CreateOrder),
            "change-order" => Neighbour::stock(configuration, environment).map(Task::ChangeOrder),
            other => return Err(format!("no function is called {}", other.escape_debug())),
        };
        Ok(task?)
    }

    /// Does the work for one event.
    pub async fn perform(&self, event: Value) -> Result<Outcome, Failure> {
        let table = &self.table;
        match &self.task {
            Task::Take(ledger) => return ledger_steps::take(*ledger, table, event).await,
            Task::Return(ledger) => return ledger_steps::give_back(*ledger, table, event).await,
            _ => {}
        }
        api::answer(event, async |request| match &self.task {
            Task::Create(ledger) => ledger_api::create(*ledger, table, request).await,
            Task::Find(ledger) => ledger_api::find(*ledger, table, request).await,
            Task::Supply(ledger) => ledger_api::supply(*ledger, table, request).await,
            Task::PaymentStatus => ledger_api::payment_status(table, request).await,
            Task::CancelPayment(saga) => cancel_payment::handle(table, saga, request).await,
            Task::CreateOrder(payment) => create_order::create(table, payment, request).await,
            Task::FindOrder => create_order::find(table, request).await,
            Task::ChangeOrder(stock) => change_order::handle(table, stock, request).await,
            Task::CheckoutOrder(saga) => checkout_order::handle(table, saga, request).await,
            Task::AuditStock => audit::stock(table, request).await,
            Task::AuditPayments => audit::payments(table, request).await,
            Task::AuditOrders => audit::orders(table, request).await,
            Task::Take(_) | Task::Return(_) => unreachable!("the saga's steps are no requests"),
        })
        .await
    }
}
