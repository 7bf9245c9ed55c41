//! A table as the saga's functions use it.

use crate::shop::{Id, Write};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// A table: documents by key, written only on the writes' conditions.
#[derive(Default)]
pub struct Table(pub BTreeMap<String, Value>);

impl Table {
    pub fn read<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        self.0.get(key).map(|document| serde_json::from_value(document.clone()).unwrap())
    }

    pub fn write(&mut self, writes: &[Write]) -> bool {
        let holds = writes.iter().all(|write| self.holds(write));
        if holds {
            writes.iter().for_each(|write| self.apply(write));
        }
        holds
    }

    fn holds(&self, write: &Write) -> bool {
        let document = self.0.get(write.key().as_str());
        match (write, document) {
            (Write::Insert { .. }, document) => document.is_none(),
            (Write::Remember { now_seconds, .. }, document) => {
                document.is_none_or(|document| document["expires_at"].as_u64().unwrap() <= *now_seconds)
            }
            (_, None) => false,
            (Write::Replace { revision, .. }, Some(document)) => document["revision"] == *revision,
            (Write::Move { balance, ceiling, .. }, Some(document)) => {
                let moved = document["balance"].as_u64().unwrap().checked_add_signed(*balance);
                moved.is_some_and(|moved| *balance < 0 || ceiling.is_none_or(|ceiling| moved <= ceiling))
            }
        }
    }

    fn apply(&mut self, write: &Write) {
        let key = write.key().as_str().to_owned();
        match write {
            Write::Insert { document, .. }
            | Write::Replace { document, .. }
            | Write::Remember { document, .. } => {
                self.0.insert(key, document.clone());
            }
            Write::Move { balance, supplied, .. } => {
                let document = self.0.get_mut(&key).unwrap();
                for (name, by) in [("balance", balance), ("supplied", supplied)] {
                    document[name] = document[name].as_u64().unwrap().checked_add_signed(*by).unwrap().into();
                }
            }
        }
    }
}

/// An id that follows from a number.
pub fn id(number: usize) -> Id {
    Id::parse("id", &format!("{number:08x}-0000-4000-8000-000000000000")).unwrap()
}
