//! The functions of the coffee system: one program that dispatches on the handler's name.
//!
//! This file builds the clients; each function has a file of its own. The `model` crate defines orders and invoice keys. An order
//! is placed by the workflow itself; functions write its invoice and serve both.

mod api;
mod bucket;
mod collect_order;
mod get_invoice;
mod get_order;
mod handlers;
mod list_orders;
mod page;
mod table;
mod write_invoice;

#[cfg(test)]
mod templates;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    function::serve(handlers::function).await
}
