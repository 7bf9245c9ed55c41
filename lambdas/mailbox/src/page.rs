//! The confirmation page: plain HTML without scripts, which nothing else may frame, keep or follow.

use function::html::escape;
use serde_json::{Value, json};

/// What a contact can decide.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Decision {
    /// The mailbox goes.
    Approve,
    /// The mailbox stays.
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

    /// The word in links and in the workflow.
    pub fn as_str(self) -> &'static str {
        match self {
            Decision::Approve => "approve",
            Decision::Deny => "deny",
        }
    }

    fn question(self) -> &'static str {
        match self {
            Decision::Approve => "Delete the mailbox that the e-mail names?",
            Decision::Deny => "Keep the mailbox that the e-mail names?",
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
            Decision::Approve => "The deletion is approved. The mailbox will be gone in a moment.",
            Decision::Deny => "The deletion is denied. The mailbox stays.",
        }
    }
}

/// The page with the button. Opening it decides nothing, because mail scanners open every link.
pub fn question(decision: Decision, token: &str) -> Value {
    // The form goes to an address without the token, so that a second copy of it is in no history.
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

/// The page for a decision after the other one was made.
pub fn decided(decision: Decision) -> Value {
    let what = match decision {
        Decision::Approve => "approved, and the mailbox is deleted",
        Decision::Deny => "denied, and the mailbox stays",
    };
    message(410, &format!("This was already decided: the deletion is {what}."))
}

/// The page for a question that ended without an answer.
pub fn unanswered() -> Value {
    message(410, "The time to answer is over: the mailbox stays.")
}

/// The page for a link of which nothing more is known.
pub fn over() -> Value {
    message(410, "This link is not valid any more: it was answered, its time is over, or it never was one.")
}

/// The page for a decision that may not have arrived.
pub fn again() -> Value {
    message(503, "The decision could not be passed on yet. Please press the button again in a moment.")
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
