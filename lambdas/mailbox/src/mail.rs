//! The words of the e-mail that asks a contact whether a mailbox may go.

use crate::percent;
use function::html;

/// What the e-mail is about.
pub struct Question<'a> {
    /// Address of the mailbox that is to be deleted.
    pub mailbox: &'a str,
    /// Where the confirmation page lies, without a slash at the end.
    pub page: &'a str,
    /// The secret that makes an answer count.
    pub token: &'a str,
    /// How long the contact may take.
    pub seconds: u64,
}

impl Question<'_> {
    /// The subject.
    pub fn subject(&self) -> String {
        format!("Shall the mailbox {} be deleted?", self.mailbox)
    }

    /// The message as plain text.
    pub fn text(&self) -> String {
        format!(
            "Somebody asked to delete the mailbox {}.\n\n\
             To approve, open this page and press its button:\n{}\n\n\
             To deny, open this one:\n{}\n\n\
             Without an answer within {} the mailbox stays. Do not pass this message on: whoever has the links can answer.\n",
            self.mailbox,
            self.link("approve"),
            self.link("deny"),
            self.time()
        )
    }

    /// The message as HTML.
    pub fn html(&self) -> String {
        format!(
            "<p>Somebody asked to delete the mailbox <b>{}</b>.</p>\
             <p><a href=\"{}\">Approve the deletion</a></p><p><a href=\"{}\">Deny it</a></p>\
             <p>Each link opens a page with a button. Without an answer within {} the mailbox stays. \
             Do not pass this message on: whoever has the links can answer.</p>",
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
        assert_eq!(question.subject(), "Shall the mailbox <a>@example.com be deleted?");
        for message in [question.text(), question.html()] {
            assert!(message.contains("https://x/dev/approve?token=a%2Bb%2Fc%3D"), "{message}");
            assert!(message.contains("https://x/dev/deny?token=a%2Bb%2Fc%3D"), "{message}");
            assert!(message.contains("within 10 minutes"), "{message}");
        }
        assert!(question.html().contains("&lt;a&gt;@example.com"));
    }
}
