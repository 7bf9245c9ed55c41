//! The table of orders. Every write is conditional, so no concurrent write is lost.

use crate::item::{self, Item};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure};
use function::{Configuration, Environment, Lazy, Missing, Unavailable};
use model::cake::{Illegal, Order, OrderId, OrderState, Step};
use std::collections::HashMap;

/// The index that lists orders by state; its sort key is unique, so that a list can go on after any order.
const BY_STATE: &str = "by-state";

/// The result of writing a new order.
pub enum Insertion {
    /// Written.
    Inserted,
    /// The id is in use.
    Exists(Box<Order>),
}

/// The result of a step of an order.
pub enum Stepped {
    /// It was done, now or earlier; this is the current order.
    Now(Box<Order>),
    /// The order does not exist.
    Unknown,
    /// The order's state does not allow it.
    Illegal(OrderState),
}

/// The table.
#[derive(Clone)]
pub struct Table {
    client: Lazy<Client>,
    name: String,
}

impl Table {
    /// The table in the environment.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        Ok(Table { client: configuration.client(Client::new), name: environment.required("TABLE_NAME")? })
    }

    /// Reads one order, with a consistent read.
    pub async fn get(&self, id: &OrderId) -> Result<Option<Order>, Unavailable> {
        let request = self.client.get_item().table_name(&self.name).key("orderId", item::text(id.as_str()));
        let found = request.consistent_read(true).send().await?.item;
        found.map(|found| item::order(&found)).transpose()
    }

    /// Up to `limit` orders of a state, newest first, from before a list key. Damaged items are left out.
    pub async fn newest(
        &self,
        state: OrderState,
        before: Option<&str>,
        limit: u16,
    ) -> Result<Vec<Order>, Unavailable> {
        let mut values = HashMap::from([(":state".to_owned(), item::text(state.as_str()))]);
        let mut condition = "orderState = :state".to_owned();
        if let Some(before) = before {
            condition.push_str(" AND listKey < :before");
            values.insert(":before".to_owned(), item::text(before));
        }
        let request = self.client.query().table_name(&self.name).index_name(BY_STATE);
        let request =
            request.key_condition_expression(condition).set_expression_attribute_values(Some(values));
        let page = request.scan_index_forward(false).limit(limit.into()).send().await?;
        Ok(page.items.iter().flatten().filter_map(|found| item::order(found).ok()).collect())
    }

    /// Writes a new order, unless its id is in use.
    pub async fn insert(&self, new: &Order) -> Result<Insertion, Unavailable> {
        let request = self.client.put_item().table_name(&self.name).set_item(Some(item::of(new)));
        let written = request
            .condition_expression("attribute_not_exists(orderId)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        let Err(error) = written else { return Ok(Insertion::Inserted) };
        match error.as_service_error() {
            Some(PutItemError::ConditionalCheckFailedException(failed)) => match &failed.item {
                Some(found) => Ok(Insertion::Exists(Box::new(item::order(found)?))),
                None => Err(error.into()),
            },
            _ => Err(error.into()),
        }
    }

    /// Makes of an order what `decide` makes of it, however many others want something of it at the same time.
    pub async fn step(
        &self,
        id: &OrderId,
        decide: impl Fn(&Order) -> Result<Step, Illegal>,
    ) -> Result<Stepped, Unavailable> {
        let mut found = self.get(id).await?;
        // Other requests can be faster only as often as an order has states.
        for _ in OrderState::ALL {
            let Some(order) = found else { return Ok(Stepped::Unknown) };
            match decide(&order) {
                Ok(Step::Repeated) => return Ok(Stepped::Now(Box::new(order))),
                Err(Illegal { state }) => return Ok(Stepped::Illegal(state)),
                Ok(Step::Forward(next)) => match self.forward(&order, &next).await? {
                    Ok(written) => return Ok(Stepped::Now(written)),
                    Err(existing) => found = existing,
                },
            }
        }
        Err(Unavailable(format!("order {id} changes too often")))
    }

    /// Writes what is different in `next`, if the order is still in the state of `order`; otherwise returns the current
    /// order. A write that the SDK repeated because its response was lost appears as a change by another request.
    async fn forward(
        &self,
        order: &Order,
        next: &Order,
    ) -> Result<Result<Box<Order>, Option<Order>>, Unavailable> {
        let Changes { update, names, mut values } = Changes::between(order, next);
        values.insert(":from".to_owned(), item::text(order.order_state.as_str()));
        let written = self
            .client
            .update_item()
            .table_name(&self.name)
            .key("orderId", item::text(order.order_id.as_str()))
            .update_expression(update)
            .condition_expression("orderState = :from")
            .set_expression_attribute_names(Some(names))
            .set_expression_attribute_values(Some(values))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match written {
            Ok(output) => Ok(Ok(Box::new(item::order(&output.attributes.unwrap_or_default())?))),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(failed)) => {
                    Ok(Err(failed.item.as_ref().map(item::order).transpose()?))
                }
                _ => Err(error.into()),
            },
        }
    }

    /// Begins a write on one order that the caller finishes.
    pub fn update(
        &self,
        id: &OrderId,
    ) -> aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder {
        self.client.update_item().table_name(&self.name).key("orderId", item::text(id.as_str()))
    }
}

/// The update expression for the differences. Marks that other functions set on the order meanwhile are kept.
struct Changes {
    update: String,
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
}

impl Changes {
    fn between(order: &Order, next: &Order) -> Self {
        let before: Item = item::of(order);
        let mut changes = Changes { update: "SET".to_owned(), names: HashMap::new(), values: HashMap::new() };
        let changed = next.to_attributes().into_iter().map(|(name, value)| (name, item::to_value(value)));
        let changed = changed.filter(|(name, value)| before.get(*name) != Some(value));
        for (number, (name, value)) in changed.enumerate() {
            let comma = if number == 0 { "" } else { "," };
            changes.update.push_str(&format!("{comma} #n{number} = :v{number}"));
            changes.names.insert(format!("#n{number}"), name.to_owned());
            changes.values.insert(format!(":v{number}"), value);
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::tests::an_order;
    use model::cake::Fulfilment;

    #[test]
    fn a_step_writes_what_it_changes_and_nothing_else() {
        let order = an_order();
        let request = Fulfilment { order_id: order.order_id.clone(), fulfillment_id: "f-1".to_owned() };
        let Ok(Step::Forward(next)) = order.fulfilled(&request, "2026-10-09T11:00:00.000Z") else { panic!() };
        let changes = Changes::between(&order, &next);
        let mut names: Vec<&str> = changes.names.values().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["fulfilledAt", "fulfillmentId", "orderState", "updatedAt"]);
        assert_eq!(changes.update, "SET #n0 = :v0, #n1 = :v1, #n2 = :v2, #n3 = :v3");
        assert_eq!(changes.values.len(), 4);
    }
}
