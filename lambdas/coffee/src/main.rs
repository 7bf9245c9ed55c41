//! The functions of the coffee system: one program, which does the work that the handler's name says.
//!
//! This file wires; a file per function decides. What an order is, and where its invoice lies, is the `model` crate's. An order
//! is placed by the workflow itself; functions write its invoice and answer for both.

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
