//! The functions of the cake system: one program, which does the work that the handler's name says.
//!
//! This file wires; a file per function decides. What an order is, and what it may do next, is the `model` crate's.
//!
//! A write and its event cannot part, because only the write is made: `publish-events` follows the table's own stream and
//! announces what is there. Whatever it announces twice does no harm: whoever tells somebody outside claims that errand on
//! the order first, and marks it as done afterwards.

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
mod place_order;
mod publish_events;
mod queue;
mod send_for_delivery;
mod stream;
mod table;
mod tell_partner;

#[cfg(test)]
mod templates;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    function::serve(handlers::function).await
}
