//! The table of one service: documents are read, a decision is made, and its writes are made in one transaction if what
//! was read is still current.

use crate::attributes::{Item, document, item};
use crate::pause::Pauses;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, Put, TransactWriteItem, Update};
use function::{Configuration, Environment, Lazy, Missing, Unavailable};
use model::shop::{Decision, Key, Refused, Write};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

/// How long other requests may be faster, again and again, before the table is reported as too busy. Together with the
/// longest call of DynamoDB it fits into the functions' own time.
const PATIENCE: Duration = Duration::from_secs(5);
/// Most documents that one request reads; DynamoDB's own limit.
const MOST_READ: usize = 100;

/// The table.
pub struct Table {
    client: Lazy<Client>,
    name: String,
}

/// What was read.
pub struct Documents(BTreeMap<String, Value>);

/// What came of a decision's writes.
enum Written {
    /// They are done.
    Done,
    /// None is: what was read has changed, or another request is writing the same documents.
    Overtaken,
}

impl Documents {
    /// The document of this key, if there is one.
    pub fn get<T: DeserializeOwned>(&self, key: &Key) -> Result<Option<T>, Unavailable> {
        self.0.get(key.as_str()).map(|document| read(key.as_str(), document)).transpose()
    }
}

impl Table {
    /// The table in the environment.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        Ok(Table { client: configuration.client(Client::new), name: environment.required("TABLE_NAME")? })
    }

    /// Reads one document, with a consistent read.
    pub async fn get<T: DeserializeOwned>(&self, key: &Key) -> Result<Option<T>, Unavailable> {
        let request = self.client.get_item().table_name(&self.name).key("id", string(key.as_str()));
        let found = request.consistent_read(true).send().await?.item;
        found.map(|item| read(key.as_str(), &document(&item))).transpose()
    }

    /// Reads documents, decides, and writes the decision; repeats that when another request was faster.
    pub async fn settle<T>(
        &self,
        keys: &[Key],
        decide: impl Fn(&Documents) -> Result<Decision<T>, Unavailable>,
    ) -> Result<Result<T, Refused>, Unavailable> {
        let began = Instant::now();
        let mut pauses = Pauses::new(Duration::from_millis(40), Duration::from_millis(600));
        loop {
            let decision = decide(&self.read_all(keys).await?)?;
            if decision.writes.is_empty() {
                return Ok(decision.answer);
            }
            match self.write(&decision.writes).await? {
                Written::Done => return Ok(decision.answer),
                Written::Overtaken if began.elapsed() < PATIENCE => pauses.wait().await,
                Written::Overtaken => {
                    return Err(Unavailable("too many concurrent writes to the same documents".to_owned()));
                }
            }
        }
    }

    /// Reads up to `limit` documents after `after`, with their keys, and the key after which the next page starts.
    pub async fn page(
        &self,
        limit: i32,
        after: Option<&str>,
    ) -> Result<(Vec<(String, Value)>, Option<String>), Unavailable> {
        let start = after.map(|key| HashMap::from([("id".to_owned(), string(key))]));
        let request = self.client.scan().table_name(&self.name).limit(limit).consistent_read(true);
        let page = request.set_exclusive_start_key(start).send().await?;
        let next = page.last_evaluated_key.as_ref().and_then(key_of);
        let documents = page.items.iter().flatten();
        Ok((documents.filter_map(|item| Some((key_of(item)?, document(item)))).collect(), next))
    }

    /// Reads documents, each with a consistent read.
    pub async fn read_all(&self, keys: &[Key]) -> Result<Documents, Unavailable> {
        debug_assert!(keys.len() <= MOST_READ);
        let key = |key: &Key| HashMap::from([("id".to_owned(), string(key.as_str()))]);
        let mut missing: Vec<Item> = keys.iter().map(key).collect();
        let mut documents = BTreeMap::new();
        let mut pauses = Pauses::new(Duration::from_millis(40), Duration::from_millis(600));
        for _ in 0..8 {
            let wanted = KeysAndAttributes::builder().set_keys(Some(missing)).consistent_read(true).build();
            let wanted = wanted.map_err(|error| Unavailable(error.to_string()))?;
            let answer = self.client.batch_get_item().request_items(&self.name, wanted).send().await?;
            for item in answer.responses.iter().flat_map(HashMap::values).flatten() {
                documents.extend(key_of(item).map(|key| (key, document(item))));
            }
            missing = answer
                .unprocessed_keys
                .into_iter()
                .flat_map(HashMap::into_values)
                .flat_map(|rest| rest.keys)
                .collect();
            if missing.is_empty() {
                return Ok(Documents(documents));
            }
            pauses.wait().await;
        }
        Err(Unavailable("the table does not respond in time".to_owned()))
    }

    async fn write(&self, writes: &[Write]) -> Result<Written, Unavailable> {
        let items: Result<Vec<_>, _> = writes.iter().map(|write| self.transact_item(write)).collect();
        let items = items.map_err(|error| Unavailable(error.to_string()))?;
        match self.client.transact_write_items().set_transact_items(Some(items)).send().await {
            Ok(_) => Ok(Written::Done),
            Err(error) if is_overtaken(&error) => Ok(Written::Overtaken),
            Err(error) => Err(error.into()),
        }
    }

    fn transact_item(&self, write: &Write) -> Result<TransactWriteItem, aws_sdk_dynamodb::error::BuildError> {
        let builder = TransactWriteItem::builder();
        Ok(match write {
            Write::Insert { key, document } => {
                let put = Put::builder().table_name(&self.name).set_item(Some(item(key.as_str(), document)));
                builder.put(put.condition_expression("attribute_not_exists(id)").build()?)
            }
            Write::Remember { key, now_seconds, document } => {
                let put = Put::builder().table_name(&self.name).set_item(Some(item(key.as_str(), document)));
                let put = put.condition_expression("attribute_not_exists(id) OR expires_at <= :now");
                builder.put(put.expression_attribute_values(":now", number(now_seconds)).build()?)
            }
            Write::Replace { key, revision, document } => {
                let put = Put::builder().table_name(&self.name).set_item(Some(item(key.as_str(), document)));
                let put = put.condition_expression("revision = :revision");
                builder.put(put.expression_attribute_values(":revision", number(revision)).build()?)
            }
            Write::Move { key, balance, supplied, ceiling } => {
                let update = Update::builder().table_name(&self.name).key("id", string(key.as_str()));
                let update = update
                    .update_expression("ADD balance :balance, supplied :supplied")
                    .expression_attribute_values(":balance", number(balance))
                    .expression_attribute_values(":supplied", number(supplied));
                let update = match bound(*balance, *ceiling) {
                    Some((condition, bound)) => update
                        .condition_expression(condition)
                        .expression_attribute_values(":bound", number(bound)),
                    None => update.condition_expression("attribute_exists(id)"),
                };
                builder.update(update.build()?)
            }
        }
        .build())
    }
}

/// The condition under which a balance may move. A holding that is not there has no balance, so it fails as well.
fn bound(balance: i64, ceiling: Option<u64>) -> Option<(&'static str, u64)> {
    let amount = balance.unsigned_abs();
    match ceiling {
        _ if balance < 0 => Some(("balance >= :bound", amount)),
        Some(ceiling) => Some(("balance <= :bound", ceiling.saturating_sub(amount))),
        None => None,
    }
}

/// Whether nothing was written because another request was faster or is still writing: reading again helps.
fn is_overtaken<R>(error: &SdkError<TransactWriteItemsError, R>) -> bool {
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            let codes: Vec<&str> =
                cancelled.cancellation_reasons().iter().filter_map(|reason| reason.code()).collect();
            let passing = ["None", "ConditionalCheckFailed", "TransactionConflict", "ThrottlingError"];
            !codes.is_empty() && codes.iter().all(|code| passing.contains(code))
        }
        Some(TransactWriteItemsError::TransactionInProgressException(_)) => true,
        _ => false,
    }
}

fn read<T: DeserializeOwned>(key: &str, document: &Value) -> Result<T, Unavailable> {
    T::deserialize(document).map_err(|error| Unavailable(format!("{key} is damaged: {error}")))
}

fn key_of(item: &Item) -> Option<String> {
    item.get("id")?.as_s().ok().cloned()
}

fn string(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

fn number(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_dynamodb::config::http::HttpResponse;
    use aws_sdk_dynamodb::types::CancellationReason;
    use aws_sdk_dynamodb::types::error::TransactionCanceledException;

    fn cancelled(codes: &[&str]) -> SdkError<TransactWriteItemsError, HttpResponse> {
        let reasons = codes.iter().map(|code| CancellationReason::builder().code(*code).build()).collect();
        let exception =
            TransactionCanceledException::builder().set_cancellation_reasons(Some(reasons)).build();
        let error = TransactWriteItemsError::TransactionCanceledException(exception);
        SdkError::service_error(error, HttpResponse::new(400.try_into().unwrap(), "".into()))
    }

    #[test]
    fn only_what_passes_by_itself_is_tried_again() {
        assert!(is_overtaken(&cancelled(&["None", "ConditionalCheckFailed"])));
        assert!(is_overtaken(&cancelled(&["TransactionConflict", "None"])));
        assert!(!is_overtaken(&cancelled(&["ConditionalCheckFailed", "ValidationError"])));
        assert!(!is_overtaken(&cancelled(&[])));
    }

    #[test]
    fn a_balance_moves_within_its_bounds() {
        assert_eq!(bound(-3, None), Some(("balance >= :bound", 3)));
        assert_eq!(bound(-3, Some(10)), Some(("balance >= :bound", 3)));
        assert_eq!(bound(3, Some(10)), Some(("balance <= :bound", 7)));
        assert_eq!(bound(3, None), None);
    }
}
