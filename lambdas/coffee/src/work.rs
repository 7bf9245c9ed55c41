//! Which function this program is, with what it needs, made ready once for all invocations.

use crate::bucket::Bucket;
use crate::collect_order::{self, Counter};
use crate::table::Table;
use crate::{get_invoice, get_order, list_orders, write_invoice};
use function::{Environment, Failure, Missing, Outcome, api, clients};
use serde_json::Value;

/// One function of the system.
pub enum Work {
    GetOrder(Table),
    ListOrders(Table),
    CollectOrder(Box<Counter>),
    GetInvoice(Bucket),
    WriteInvoice(Bucket),
}

impl Work {
    /// Makes the function ready that the handler's name asks for, or says what stands against it.
    pub async fn prepare(environment: &Environment) -> Result<Work, String> {
        let configuration = clients::configuration(environment.endpoint()).await;
        let table = || Table::new(&configuration, environment);
        let bucket = || Bucket::new(&configuration, environment);
        let counter = || Ok::<_, Missing>(Box::new(Counter { table: table()?, bucket: bucket()? }));
        match environment.handler() {
            "get-order" => Ok(Work::GetOrder(table()?)),
            "list-orders" => Ok(Work::ListOrders(table()?)),
            "collect-order" => Ok(Work::CollectOrder(counter()?)),
            "get-invoice" => Ok(Work::GetInvoice(bucket()?)),
            "write-invoice" => Ok(Work::WriteInvoice(bucket()?)),
            "" => Err(Missing("_HANDLER").to_string()),
            other => Err(format!("no function is called {}", other.escape_debug())),
        }
    }

    /// Does the work for one event.
    pub async fn perform(&self, event: Value) -> Result<Outcome, Failure> {
        match self {
            Work::GetOrder(table) => api::answer(event, async |r| get_order::handle(table, r).await).await,
            Work::ListOrders(table) => {
                api::answer(event, async |r| list_orders::handle(table, r).await).await
            }
            Work::CollectOrder(counter) => {
                api::answer(event, async |r| collect_order::handle(counter, r).await).await
            }
            Work::GetInvoice(bucket) => get_invoice::handle(bucket, event).await,
            Work::WriteInvoice(bucket) => write_invoice::handle(bucket, event).await,
        }
    }
}
