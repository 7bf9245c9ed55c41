//! The schemas of what the commands print.

use super::screen::{CollectedReport, InvoiceFileReport, OrderList, OrderReport};
use crate::output::schema::{Printed, report};

/// What `provision coffee …` prints.
pub fn printed() -> Printed {
    Printed::default()
        .line("coffee-order", report::<OrderReport>())
        .line("coffee-order-list", report::<OrderList>())
        .line("coffee-order-collected", report::<CollectedReport>())
        .line("coffee-invoice-file", report::<InvoiceFileReport>())
        .command("coffee order", &["coffee-order"])
        .command("coffee get", &["coffee-order"])
        .command("coffee list", &["coffee-order-list"])
        .command("coffee invoice", &["coffee-order", "coffee-invoice-file"])
        .command("coffee collect", &["coffee-order-collected"])
}
