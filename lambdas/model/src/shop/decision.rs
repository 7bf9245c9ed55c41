//! The result of a request: a response, and the writes on which it depends.

use super::Id;
use crate::Invalid;
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// Key of a document in a service's table: what it is, and its id.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Key(String);

impl Key {
    /// The key of the `kind` of document with this id.
    pub fn new(kind: &str, id: &Id) -> Self {
        Key(format!("{kind}#{id}"))
    }

    /// The key of a request that was done.
    pub fn operation(id: &Id) -> Self {
        Key::new("operation", id)
    }

    /// The key of what an order took from a ledger.
    pub fn reservation(order: &Id) -> Self {
        Key::new("reservation", order)
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A write that is done only if its condition holds. Those of one decision are done together or not at all.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// A document where none is.
    Insert {
        /// Where.
        key: Key,
        /// The document; its `revision`, if it has one, is 1.
        document: Value,
    },
    /// Another document where one of this revision is.
    Replace {
        /// Where.
        key: Key,
        /// The revision that is replaced.
        revision: u64,
        /// The document; its `revision` is the next one.
        document: Value,
    },
    /// What came of a request, where nothing is remembered under its key or what is has expired.
    Remember {
        /// Where.
        key: Key,
        /// The time in seconds since 1970: what expired by then is written over.
        now_seconds: u64,
        /// The document.
        document: Value,
    },
    /// Adds to a holding's balance and supply, unless it is not there or its balance would become less than nothing.
    Move {
        /// Where.
        key: Key,
        /// Added to `balance`.
        balance: i64,
        /// Added to `supplied`.
        supplied: i64,
        /// The most that the balance may come to; `None` for what is only given back.
        ceiling: Option<u64>,
    },
}

impl Write {
    /// What it writes to.
    pub fn key(&self) -> &Key {
        match self {
            Write::Insert { key, .. }
            | Write::Replace { key, .. }
            | Write::Remember { key, .. }
            | Write::Move { key, .. } => key,
        }
    }
}

/// A response that is valid once all `writes` are done. If one of their conditions fails, another request was faster, and
/// everything has to be read and decided again.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision<T> {
    /// What to answer.
    pub answer: Result<T, Refused>,
    /// What to write first.
    pub writes: Vec<Write>,
}

impl<T> Decision<T> {
    /// A response without writes.
    pub fn known(answer: T) -> Self {
        Decision { answer: Ok(answer), writes: Vec::new() }
    }

    /// A response that is valid after these writes.
    pub fn after(writes: Vec<Write>, answer: T) -> Self {
        Decision { answer: Ok(answer), writes }
    }

    /// A refusal, which changes nothing.
    pub fn refused(refused: Refused) -> Self {
        Decision { answer: Err(refused), writes: Vec::new() }
    }
}

/// Why a request is rejected.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Why {
    /// The request is invalid: 400.
    Invalid,
    /// Its object does not exist: 404.
    Unknown,
    /// The current state does not allow it: 409.
    Conflict,
}

impl Why {
    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Why::Invalid => 400,
            Why::Unknown => 404,
            Why::Conflict => 409,
        }
    }
}

/// A rejected request, which changed nothing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refused {
    /// The class.
    pub why: Why,
    /// The reason, for readers.
    pub message: String,
    /// The part of the request that is wrong, if one is.
    pub field: Option<Cow<'static, str>>,
}

impl Refused {
    /// The rejection of an unknown object.
    pub fn unknown(noun: &str, field: &'static str, id: &Id) -> Self {
        let message = format!("there is no {noun} {id}");
        Refused { why: Why::Unknown, message, field: Some(Cow::Borrowed(field)) }
    }

    /// The rejection because of the current state.
    pub fn conflict(message: impl Into<String>) -> Self {
        Refused { why: Why::Conflict, message: message.into(), field: None }
    }
}

impl From<Invalid> for Refused {
    fn from(invalid: Invalid) -> Self {
        Refused { why: Why::Invalid, message: invalid.to_string(), field: Some(invalid.field) }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

/// A document of the table.
pub(super) fn document(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("our documents have text keys only")
}
