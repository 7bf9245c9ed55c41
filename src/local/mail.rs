//! The e-mails that the emulator stored instead of sending them.

use std::collections::BTreeMap;
use std::time::UNIX_EPOCH;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::client::Client;
use crate::output::{clock, duration};

const PAGE: &str = "/_ministack/ses/messages";

/// One mail as it was handed to SES.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Mail {
    /// Its place in the inbox, from 1, oldest first.
    pub number: usize,
    /// The id that the emulator gave it.
    pub id: String,
    /// The sender.
    pub from: String,
    /// To, CC and BCC together.
    pub to: Vec<String>,
    /// The subject.
    pub subject: String,
    /// When it was sent.
    pub sent_at: String,
    /// The text part.
    pub text: String,
    /// The HTML part; absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// Every web address in the text and the HTML, once.
    pub links: Vec<String>,
}

/// The emulator's page, by account.
#[derive(Deserialize)]
struct Page {
    messages: BTreeMap<String, Vec<Message>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Message {
    message_id: String,
    source: Option<String>,
    to: Vec<String>,
    #[serde(rename = "CC")]
    cc: Vec<String>,
    #[serde(rename = "BCC")]
    bcc: Vec<String>,
    subject: Option<String>,
    body_text: Option<String>,
    body_html: Option<String>,
    /// Seconds since 1970.
    timestamp: f64,
}

/// All mails, oldest first.
pub async fn read(client: &Client) -> Result<Vec<Mail>> {
    Ok(inbox(client.read(PAGE).await?))
}

fn inbox(page: Page) -> Vec<Mail> {
    let mut messages: Vec<Message> = page.messages.into_values().flatten().collect();
    messages.sort_by(|left, right| left.timestamp.total_cmp(&right.timestamp));
    messages.into_iter().zip(1..).map(|(message, number)| message.into_mail(number)).collect()
}

impl Message {
    fn into_mail(self, number: usize) -> Mail {
        let text = self.body_text.unwrap_or_default();
        let html = self.body_html.filter(|html| !html.is_empty());
        let links = links(&text, html.as_deref());
        Mail {
            number,
            id: self.message_id,
            from: self.source.unwrap_or_default(),
            to: [self.to, self.cc, self.bcc].concat(),
            subject: self.subject.unwrap_or_default(),
            sent_at: clock::timestamp(UNIX_EPOCH + duration::from_seconds(self.timestamp)),
            text,
            html,
            links,
        }
    }
}

/// The web addresses of a mail, in order, each once.
fn links(text: &str, html: Option<&str>) -> Vec<String> {
    // In HTML an ampersand between two query values is written as an entity.
    let html = html.unwrap_or_default().replace("&amp;", "&");
    let mut links: Vec<String> = Vec::new();
    for link in addresses(text).chain(addresses(&html)) {
        if !links.iter().any(|known| known == link) {
            links.push(link.to_owned());
        }
    }
    links
}

fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_whitespace() || "\"'<>()[]".contains(letter))
        .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
        .map(|word| word.trim_end_matches(['.', ',', ';', ':', '!', '?']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inbox_is_in_order_of_time_over_all_accounts() {
        let page = r#"{"messages": {
            "000000000000": [{"MessageId": "b", "Source": "a@x", "To": ["b@x"], "CC": ["c@x"], "BCC": [],
                "Subject": "Second", "BodyText": "", "BodyHtml": null, "Timestamp": 1767312000.25}],
            "111111111111": [{"MessageId": "a", "Timestamp": 1767225600, "Type": "SendEmail"}]}}"#;
        let mails = inbox(serde_json::from_str(page).unwrap());
        let found: Vec<_> = mails.iter().map(|mail| (mail.number, mail.id.as_str())).collect();
        assert_eq!(found, [(1, "a"), (2, "b")]);
        assert_eq!(mails[1].to, ["b@x", "c@x"]);
        assert_eq!(mails[1].html, None);
        assert_eq!(mails[1].sent_at, "2026-01-02T00:00:00.250Z");
    }

    #[test]
    fn links_are_found_in_text_and_html_and_returned_once() {
        let found = links(
            "Approve: http://127.0.0.1:1/ok?a=1&b=2\n(or deny: https://x.test/no.)",
            Some(r#"<a href="http://127.0.0.1:1/ok?a=1&amp;b=2">Approve</a> <a href='https://x.test/p'>"#),
        );
        assert_eq!(found, ["http://127.0.0.1:1/ok?a=1&b=2", "https://x.test/no", "https://x.test/p"]);
    }
}
