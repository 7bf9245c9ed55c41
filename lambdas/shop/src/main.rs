//! The functions of the shop's three services, in one program that dispatches on the handler's name.
//!
//! The services share this program and nothing else: each function gets only the table of its own service. The `model` crate
//! decides about stock, payments and orders; this crate reads, has it decide, writes, and repeats that when another request
//! was faster.

mod api;
mod attributes;
mod audit;
mod cancel_payment;
mod change_order;
mod checkout_order;
mod create_order;
mod handlers;
mod ledger_api;
mod ledger_steps;
mod list;
mod names;
mod neighbour;
mod pause;
mod saga;
mod table;
mod undo_lost_checkout;

#[cfg(test)]
mod templates;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    function::serve(handlers::function).await
}
