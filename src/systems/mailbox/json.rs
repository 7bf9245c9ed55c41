//! The schemas of what the commands print.

use super::client::Page;
use super::client::decision::Decided;
use super::screen::{MailboxReport, RemovedReport};
use crate::output::schema::{Printed, report};

/// What `provision mailbox …` prints.
pub fn printed() -> Printed {
    Printed::default()
        .line("mailbox", report::<MailboxReport>())
        .line("mailbox-removed", report::<RemovedReport>())
        .line("mailbox-list", report::<Page>())
        .line("mailbox-decision", report::<Decided>())
        .command("mailbox create", &["mailbox", "mailbox-removed"])
        .command("mailbox get", &["mailbox"])
        .command("mailbox list", &["mailbox-list"])
        .command("mailbox update", &["mailbox", "mailbox-removed"])
        .command("mailbox delete", &["mailbox", "mailbox-removed"])
        .command("mailbox approve", &["mailbox-decision"])
        .command("mailbox deny", &["mailbox-decision"])
}
