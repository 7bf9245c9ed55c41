//! Which function this program is, with what it needs, made ready once for all invocations.

use crate::api::given_key;
use crate::cancel_payment::Undoing;
use crate::neighbour::Neighbour;
use crate::saga::Saga;
use crate::table::Table;
use crate::{
    audit, cancel_payment, change_order, checkout_order, create_order, ledger_api, ledger_steps,
    undo_lost_checkout,
};
use aws_config::SdkConfig;
use function::api::{Refusal, Reply, Request};
use function::{Environment, Failure, Missing, Outcome, api, clients};
use model::shop::Ledger;
use serde_json::Value;

/// One function of the system, with the table of its service.
pub struct Work {
    table: Table,
    task: Task,
}

enum Task {
    /// A step of the saga, called by the workflow.
    Take(Ledger),
    Return(Ledger),
    /// An event of an execution that was lost.
    UndoLostCheckout(Saga),
    /// Everything else answers a request.
    Answer(Answer),
}

enum Answer {
    Create(Ledger),
    Find(Ledger),
    Supply(Ledger),
    PaymentStatus,
    CancelPayment(Undoing),
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
            "take-stock" => Task::Take(Ledger::Stock),
            "return-stock" => Task::Return(Ledger::Stock),
            "take-payment" => Task::Take(Ledger::Payment),
            "return-payment" => Task::Return(Ledger::Payment),
            "undo-lost-checkout" => Task::UndoLostCheckout(Saga::new(&configuration, environment)?),
            _ => Task::Answer(Answer::prepare(environment, &configuration)?),
        };
        Ok(Work { table: Table::new(&configuration, environment)?, task })
    }

    /// Does the work for one event.
    pub async fn perform(&self, event: Value) -> Result<Outcome, Failure> {
        let table = &self.table;
        match &self.task {
            Task::Take(ledger) => ledger_steps::take(*ledger, table, event).await,
            Task::Return(ledger) => ledger_steps::give_back(*ledger, table, event).await,
            Task::UndoLostCheckout(saga) => undo_lost_checkout::handle(table, saga, event).await,
            Task::Answer(answer) => api::answer(event, async |request| answer.to(table, request).await).await,
        }
    }
}

impl Answer {
    fn prepare(environment: &Environment, configuration: &SdkConfig) -> Result<Self, String> {
        let connected: Result<Self, Missing> = match environment.handler() {
            "" => Err(Missing("_HANDLER")),
            "cancel-payment" => Undoing::new(configuration, environment).map(Answer::CancelPayment),
            "checkout-order" => Saga::new(configuration, environment).map(Answer::CheckoutOrder),
            "create-order" => Neighbour::payment(configuration, environment).map(Answer::CreateOrder),
            "change-order" => Neighbour::stock(configuration, environment).map(Answer::ChangeOrder),
            other => return Self::with_table_only(other),
        };
        Ok(connected?)
    }

    fn with_table_only(handler: &str) -> Result<Self, String> {
        Ok(match handler {
            "create-item" => Answer::Create(Ledger::Stock),
            "find-item" => Answer::Find(Ledger::Stock),
            "change-stock" => Answer::Supply(Ledger::Stock),
            "audit-stock" => Answer::AuditStock,
            "create-user" => Answer::Create(Ledger::Payment),
            "find-user" => Answer::Find(Ledger::Payment),
            "change-credit" => Answer::Supply(Ledger::Payment),
            "payment-status" => Answer::PaymentStatus,
            "audit-payments" => Answer::AuditPayments,
            "find-order" => Answer::FindOrder,
            "audit-orders" => Answer::AuditOrders,
            other => return Err(format!("no function is called {}", other.escape_debug())),
        })
    }

    async fn to(&self, table: &Table, request: &Request) -> Result<Reply, Refusal> {
        // A wrong key is refused even where none is of use.
        given_key(request)?;
        match self {
            Answer::Create(ledger) => ledger_api::create(*ledger, table, request).await,
            Answer::Find(ledger) => ledger_api::find(*ledger, table, request).await,
            Answer::Supply(ledger) => ledger_api::supply(*ledger, table, request).await,
            Answer::PaymentStatus => ledger_api::payment_status(table, request).await,
            Answer::CancelPayment(undoing) => cancel_payment::handle(table, undoing, request).await,
            Answer::CreateOrder(payment) => create_order::create(table, payment, request).await,
            Answer::FindOrder => create_order::find(table, request).await,
            Answer::ChangeOrder(stock) => change_order::handle(table, stock, request).await,
            Answer::CheckoutOrder(saga) => checkout_order::handle(table, saga, request).await,
            Answer::AuditStock => audit::stock(table, request).await,
            Answer::AuditPayments => audit::payments(table, request).await,
            Answer::AuditOrders => audit::orders(table, request).await,
        }
    }
}
