//! The contract of `Idempotency-Key`: the first response to a request is final for as long as its key is stored.

use super::decision::document;
use super::{Begun, Decision, Id, Key, Refused, Write};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::borrow::Cow;

/// How long a key is kept from its first request on: a day. DynamoDB deletes what has expired hours later, so expiry is
/// checked here.
pub const KEPT_SECONDS: u64 = 86_400;
/// The header that carries a request's key.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// A response as it was sent, to be replayed byte for byte.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The document, as text.
    pub body: String,
}

impl From<&Refused> for Answer {
    fn from(refused: &Refused) -> Self {
        let mut body = json!({"message": refused.message});
        if let Some(field) = &refused.field {
            body["field"] = json!(field);
        }
        Answer { status: refused.why.status(), body: body.to_string() }
    }
}

/// What is remembered under a request's key.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Operation {
    /// What was asked for: method, path and the body's fingerprint. No other request may come under the same key.
    pub what: String,
    /// The time of its expiry, in seconds since 1970.
    pub expires_at: u64,
    /// The checkout that a checkout or cancel request is bound to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<Begun>,
    /// The response; none while the request is in progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Counts the writes.
    #[serde(default)]
    pub revision: u64,
}

/// A request under its key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Asked {
    /// The key.
    pub key: Id,
    /// The request.
    pub what: String,
    /// The time in seconds since 1970.
    pub now_seconds: u64,
}

/// An answer, and whether it was given before.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Replied {
    /// The answer.
    pub answer: Answer,
    /// The same request had it before.
    pub is_repeat: bool,
}

impl Asked {
    /// What is remembered of this very request. Another one under its key is refused, and changes nothing.
    pub fn recall<'a>(&self, earlier: Option<&'a Operation>) -> Result<Option<&'a Operation>, Refused> {
        match earlier.filter(|earlier| self.now_seconds < earlier.expires_at) {
            Some(earlier) if earlier.what != self.what => Err(Refused {
                field: Some(Cow::Borrowed(IDEMPOTENCY_KEY)),
                ..Refused::conflict(
                    "this idempotency key was already used for another request; use a new one",
                )
            }),
            known => Ok(known),
        }
    }

    /// Decides a request that is done in one transaction, including its response.
    pub fn once<T>(
        &self,
        earlier: Option<&Operation>,
        decide: impl FnOnce() -> Decision<T>,
        answer: impl FnOnce(T) -> Answer,
    ) -> Decision<Replied> {
        match self.recall(earlier) {
            Err(refused) => return Decision::refused(refused),
            Ok(Some(Operation { answer: Some(answer), .. })) => {
                return Decision::known(Replied { answer: answer.clone(), is_repeat: true });
            }
            Ok(_) => {}
        }
        let Decision { answer: decided, mut writes } = decide();
        let answer = decided.map_or_else(|refused| Answer::from(&refused), answer);
        writes.insert(0, self.write(earlier, None, Some(answer.clone())));
        Decision::after(writes, Replied { answer, is_repeat: false })
    }

    /// The write that says which checkout the request is about.
    pub fn bind(&self, earlier: Option<&Operation>, begun: Begun) -> Write {
        self.write(earlier, Some(begun), None)
    }

    /// Completes a request that took longer. The first of its duplicates to complete determines the response of all.
    pub fn conclude(&self, earlier: Option<&Operation>, answer: Answer) -> Decision<Replied> {
        match self.recall(earlier) {
            Ok(Some(Operation { answer: Some(first), .. })) => {
                Decision::known(Replied { answer: first.clone(), is_repeat: true })
            }
            Ok(known) => {
                let begun = known.and_then(|known| known.begun);
                let write = self.write(earlier, begun, Some(answer.clone()));
                Decision::after(vec![write], Replied { answer, is_repeat: false })
            }
            // The key was forgotten meanwhile and is another request's by now.
            Err(_) => Decision::known(Replied { answer, is_repeat: false }),
        }
    }

    fn write(&self, earlier: Option<&Operation>, begun: Option<Begun>, answer: Option<Answer>) -> Write {
        let key = Key::operation(&self.key);
        let known = earlier.filter(|earlier| self.now_seconds < earlier.expires_at);
        let operation = Operation {
            what: self.what.clone(),
            expires_at: known.map_or(self.now_seconds + KEPT_SECONDS, |known| known.expires_at),
            begun,
            answer,
            revision: known.map_or(1, |known| known.revision + 1),
        };
        let document = document(&operation);
        match known {
            Some(known) => Write::Replace { key, revision: known.revision, document },
            None => Write::Remember { key, now_seconds: self.now_seconds, document },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(what: &str, now_seconds: u64) -> Asked {
        let key = Id::parse("id", "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        Asked { key, what: what.to_owned(), now_seconds }
    }

    fn answer(status: u16) -> Answer {
        Answer { status, body: format!("{{\"is\": {status}}}") }
    }

    fn written(write: &Write) -> Operation {
        let (Write::Remember { document, .. } | Write::Replace { document, .. }) = write else { panic!() };
        serde_json::from_value(document.clone()).unwrap()
    }

    #[test]
    fn the_first_answer_is_the_answer_until_its_key_expires() {
        let first = asked("POST /a", 100).once(None, || Decision::known(200), answer);
        let kept = written(&first.writes[0]);
        let again = |now| asked("POST /a", now).once(Some(&kept), || Decision::known(201), answer);
        let last = again(99 + KEPT_SECONDS);
        assert_eq!((last.writes, last.answer.unwrap().answer), (vec![], answer(200)));
        // DynamoDB has not deleted it yet, and it is forgotten all the same.
        let fresh = again(100 + KEPT_SECONDS);
        assert!(matches!(fresh.writes[..], [Write::Remember { .. }]));
        assert_eq!(fresh.answer.unwrap(), Replied { answer: answer(201), is_repeat: false });
    }

    #[test]
    fn a_refusal_is_an_answer_too_and_another_request_has_none() {
        let refused = || Decision::<u16>::refused(Refused::conflict("too little"));
        let first = asked("POST /a", 1).once(None, refused, answer);
        let kept = written(&first.writes[0]);
        assert_eq!(kept.answer.as_ref().unwrap().status, 409);
        let again = asked("POST /a", 2).once(Some(&kept), || Decision::known(200), answer);
        assert_eq!(again.answer.unwrap().answer, kept.answer.clone().unwrap());
        let other = asked("POST /b", 2).once(Some(&kept), || Decision::known(200), answer);
        assert_eq!((other.writes, other.answer.unwrap_err().why), (vec![], super::super::Why::Conflict));
    }

    #[test]
    fn of_duplicates_the_first_has_the_answer() {
        let begun = Begun { attempt: 2, revision: 7 };
        let bound = written(&asked("POST /a", 1).bind(None, begun));
        let first = asked("POST /a", 3).conclude(Some(&bound), answer(200));
        let kept = written(&first.writes[0]);
        assert_eq!((kept.begun, kept.revision, kept.expires_at), (Some(begun), 2, 1 + KEPT_SECONDS));
        let second = asked("POST /a", 3).conclude(Some(&kept), answer(409));
        assert_eq!(second.answer.unwrap(), Replied { answer: answer(200), is_repeat: true });
    }
}
