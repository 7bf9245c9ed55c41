//! The functions of the shop's three services: one program, which does the work that the handler's name says.
//!
//! The services share this program and nothing else: each function is given the one table of its own service. What is
//! decided about stock, money and orders is the `model` crate's; here it is read, decided, written, and read again when
//! somebody else was quicker.

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
