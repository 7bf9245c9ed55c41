//! The e-mail that asks a contact to confirm the deletion of a mailbox.

use crate::percent;
use function::html;

/// What the e-mail is about.
pub struct Question<'a> {
    /// Address of the mailbox that is to be deleted.
    pub mailbox: &'a str,
    /// Address of the confirmation page, without a trailing slash.
    pub page: &'a str,
    /// The secret that authorizes a decision.
    pub token: &'a str,
    /// Time until the request expires.
    pub seconds: u64,
}

impl Question<'_> {
    /// The subject.
    pub fn subject(&self) -> String {
        format!("Confirm deletion of mailbox {}", self.mailbox)
    }

    /// The message as plain text.
    pub fn text(&self) -> String {
        format!(
            "Deletion of mailbox {} was requested.\n\n\
             To approve it, open this page and press its button:\n{}\n\n\
             To deny it, open this page:\n{}\n\n\
             Without a decision within {} the mailbox is kept. Do not forward this message: anyone with the links can decide.\n",
            self.mailbox,
            self.link("approve"),
            self.link("deny"),
            self.time()
        )
    }

    /// The message as HTML.
    pub fn html(&self) -> String {
        format!(
            "<p>Deletion of mailbox <b>{}</b> was requested.</p>\
             <p><a href=\"{}\">Approve the deletion</a></p><p><a href=\"{}\">Deny it</a></p>\
             <p>Each link opens a page with a button. Without a decision within {} the mailbox is kept. \
             Do not forward this message: anyone with the links can decide.</p>",
            html::escape(self.mailbox),
            html::escape(&self.link("approve")),
            html::escape(&self.link("deny")),
            self.time()
        )
    }

    fn link(&self, decision: &str) -> String {
        format!("{}/{decision}?token={}", self.page, percent::encode(self.token))
    }

    fn time(&self) -> String {
        match (self.seconds / 60, self.seconds % 60) {
            (1, 0) => "1 minute".to_owned(),
            (minutes, 0) => format!("{minutes} minutes"),
            _ => format!("{} seconds", self.seconds),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_carry_both_links_and_the_time() {
        let question =
            Question { mailbox: "<a>@example.com", page: "https://x/dev", token: "a+b/c=", seconds: 600 };
        assert_eq!(question.subject(), "Confirm deletion of mailbox <a>@example.com");
        for message in [question.text(), question.html()] {
            assert!(message.contains("https://x/dev/approve?token=a%2Bb%2Fc%3D"), "{message}");
            assert!(message.contains("https://x/dev/deny?token=a%2Bb%2Fc%3D"), "{message}");
            assert!(message.contains("within 10 minutes"), "{message}");
        }
        assert!(question.html().contains("&lt;a&gt;@example.com"));
    }
}
