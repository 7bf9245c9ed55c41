//! The system's functions by their handlers' names.

use crate::bucket::Bucket;
use crate::collect_order::{self, Counter};
use crate::table::Table;
use crate::{get_invoice, get_order, list_orders, write_invoice};
use function::{Configuration, Environment, Function};

/// Builds the function for the handler in the environment.
pub fn function(environment: &Environment) -> Result<Function, String> {
    let configuration = &Configuration::new(environment);
    let table = || Table::new(configuration, environment);
    let bucket = || Bucket::new(configuration, environment);
    Ok(match environment.handler() {
        "get-order" => Function::of_requests(table()?, get_order::handle),
        "list-orders" => Function::of_requests(table()?, list_orders::handle),
        "collect-order" => {
            let counter = Counter { table: table()?, bucket: bucket()? };
            Function::of_requests(counter, collect_order::handle)
        }
        "get-invoice" => Function::of_events(bucket()?, get_invoice::handle),
        "write-invoice" => Function::of_events(bucket()?, write_invoice::handle),
        _ => return Err(environment.no_function()),
    })
}
