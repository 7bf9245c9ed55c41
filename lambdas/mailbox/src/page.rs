//! The confirmation page: plain HTML without scripts, which must not be framed, cached or indexed.

use function::html::escape;
use serde_json::{Value, json};

/// What a contact can decide.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Decision {
    /// The mailbox is deleted.
    Approve,
    /// The mailbox is kept.
    Deny,
}

impl Decision {
    /// Reads the last part of the link.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "approve" => Some(Decision::Approve),
            "deny" => Some(Decision::Deny),
            _ => None,
        }
    }

    /// The name in links and in the workflow.
    pub fn as_str(self) -> &'static str {
        match self {
            Decision::Approve => "approve",
            Decision::Deny => "deny",
        }
    }

    fn question(self) -> &'static str {
        match self {
            Decision::Approve => "Delete the mailbox named in the e-mail?",
            Decision::Deny => "Keep the mailbox named in the e-mail?",
        }
    }

    fn button(self) -> &'static str {
        match self {
            Decision::Approve => "Approve the deletion",
            Decision::Deny => "Deny the deletion",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Decision::Approve => "The deletion is approved. The mailbox will be deleted shortly.",
            Decision::Deny => "The deletion is denied. The mailbox is kept.",
        }
    }
}

/// The page with the button. Opening it decides nothing, because mail scanners open every link.
pub fn question(decision: Decision, token: &str) -> Value {
    // The form is sent to an address without the token, so that the browser's history has no second copy of it.
    let form = format!(
        "<p>{}</p><form method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"token\" value=\"{}\">\
         <button type=\"submit\">{}</button></form>",
        decision.question(),
        decision.as_str(),
        escape(token),
        decision.button()
    );
    html(200, &form)
}

/// The page after a decision.
pub fn done(decision: Decision) -> Value {
    message(200, decision.done())
}

/// The page for a decision after the opposite one was recorded.
pub fn decided(decision: Decision) -> Value {
    let what = match decision {
        Decision::Approve => "approved, and the mailbox is deleted",
        Decision::Deny => "denied, and the mailbox is kept",
    };
    message(410, &format!("A decision was already recorded: the deletion is {what}."))
}

/// The page for a request that expired without a decision.
pub fn unanswered() -> Value {
    message(410, "The request has expired: the mailbox is kept.")
}

/// The page for a link whose request is not found.
pub fn over() -> Value {
    message(
        410,
        "This link is not valid: the decision was already recorded, the request has expired, or the link is incomplete.",
    )
}

/// The page for a decision that may not have been recorded.
pub fn again() -> Value {
    message(503, "The decision could not be recorded yet. Please press the button again in a moment.")
}

/// A page with one sentence.
pub fn message(status: u16, text: &str) -> Value {
    html(status, &format!("<p>{}</p>", escape(text)))
}

fn html(status: u16, content: &str) -> Value {
    let body = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Deletion of a mailbox</title></head>\
         <body><h1>Deletion of a mailbox</h1>{content}</body></html>"
    );
    json!({
        "statusCode": status,
        "headers": {
            "Content-Type": "text/html; charset=utf-8",
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            "Referrer-Policy": "no-referrer",
            "Strict-Transport-Security": "max-age=31536000",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "X-Robots-Tag": "noindex",
        },
        "body": body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_asks_and_posts() {
        let page = question(Decision::Deny, "a\"b<c>").to_string();
        assert!(page.contains("value=\\\"a&quot;b&lt;c&gt;\\\""), "{page}");
        assert!(page.contains("method=\\\"post\\\" action=\\\"deny\\\""), "{page}");
        assert!(!page.contains("<script"));
    }

    #[test]
    fn only_two_words_decide() {
        assert_eq!(Decision::parse("approve"), Some(Decision::Approve));
        assert_eq!(Decision::parse("deny"), Some(Decision::Deny));
        assert_eq!(Decision::parse("Approve"), None);
    }
}
