//! The schemas of what the commands print.

use super::client::list::Page;
use super::screen::{LineReport, ManyReport, OrderReport, RedriveReport};
use crate::output::schema::{Printed, final_report, named_event, report};

/// What `provision order …` prints.
pub fn printed() -> Printed {
    Printed::default()
        .line("cake-order", report::<OrderReport>())
        .line("cake-order-list", report::<Page>())
        .line("cake-order-line", named_event::<LineReport<'_>>())
        .line("cake-orders-placed", final_report::<ManyReport>())
        .line("cake-redrive", report::<RedriveReport>())
        .stream("order place", &["cake-order", "cake-orders-placed"], &["cake-order-line"])
        .command("order fulfil", &["cake-order"])
        .command("order deliver", &["cake-order"])
        .command("order get", &["cake-order"])
        .command("order list", &["cake-order-list"])
        // The result alone if the user declines.
        .command("order redrive", &["cake-redrive", "result"])
}
