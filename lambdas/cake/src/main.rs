//! The functions of the cake system, in one program that dispatches on the handler's name.
//!
//! This file builds the clients; each function has a file of its own. The `model` crate defines orders and their legal steps.
//!
//! A write cannot be lost without its event, because there is only the write: `publish-events` reads the table's own stream
//! and publishes each change. Publishing twice is harmless: a function claims each notification on the order before it is
//! sent, and marks it as done afterwards.

mod api;
mod batch;
mod claim;
mod deliver_order;
mod fulfil_order;
mod get_order;
mod handlers;
mod item;
mod list_orders;
mod mail;
mod notify_cake_maker;
mod notify_partner;
mod place_order;
mod publish_events;
mod queue;
mod send_for_delivery;
mod stream;
mod table;

#[cfg(test)]
mod templates;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    function::serve(handlers::function).await
}
