//! The table of active orders. The workflow writes and rolls back orders; this module reads and collects them.

use crate::api::Place;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use function::{Configuration, Environment, Lazy, Missing, Unavailable};
use model::coffee::{AccountId, Item, Order, OrderId, VendorId};
use std::collections::HashMap;

/// The table.
pub struct Table {
    client: Lazy<Client>,
    name: String,
}

type Attributes = HashMap<String, AttributeValue>;

impl Table {
    /// The table in the environment.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        Ok(Table { client: configuration.client(Client::new), name: environment.required("TABLE_NAME")? })
    }

    /// The active order, with a consistent read.
    pub async fn get(&self, place: &Place) -> Result<Option<Order>, Unavailable> {
        let request = self.client.get_item().table_name(&self.name).set_key(Some(key(place)));
        let found = request.consistent_read(true).send().await?.item;
        found.map(|item| order(&item).ok_or_else(|| damaged(place))).transpose()
    }

    /// Up to `limit` orders after a place, of one account or of all, and the place after which the next page starts. Damaged items are
    /// left out.
    pub async fn page(
        &self,
        account: Option<&AccountId>,
        limit: u16,
        after: Option<&Place>,
    ) -> Result<(Vec<Order>, Option<Place>), Unavailable> {
        let (items, last) = match account {
            Some(account) => {
                let request = self.client.query().table_name(&self.name).limit(limit.into());
                let request = request
                    .key_condition_expression("accountid = :account")
                    .expression_attribute_values(":account", string(account.as_str()));
                let page = request.set_exclusive_start_key(after.map(key)).send().await?;
                (page.items, page.last_evaluated_key)
            }
            None => {
                let request = self.client.scan().table_name(&self.name).limit(limit.into());
                let page = request.set_exclusive_start_key(after.map(key)).send().await?;
                (page.items, page.last_evaluated_key)
            }
        };
        Ok((items.iter().flatten().filter_map(order).collect(), last.as_ref().and_then(place)))
    }

    /// Removes an order, and no other that has taken its place. One that is not there counts as removed: this may be a
    /// second try.
    pub async fn remove(&self, place: &Place, id: &OrderId) -> Result<(), Unavailable> {
        let removed = self
            .client
            .delete_item()
            .table_name(&self.name)
            .set_key(Some(key(place)))
            .condition_expression("orderid = :orderid")
            .expression_attribute_values(":orderid", string(id.as_str()))
            .send()
            .await;
        match removed {
            Err(error) if !is_elsewhere(&error) => Err(error.into()),
            Ok(_) | Err(_) => Ok(()),
        }
    }
}

/// Whether the condition failed: the order is not there (any more).
fn is_elsewhere<R>(error: &SdkError<DeleteItemError, R>) -> bool {
    matches!(error.as_service_error(), Some(DeleteItemError::ConditionalCheckFailedException(_)))
}

fn key(place: &Place) -> Attributes {
    HashMap::from([
        (AccountId::FIELD.to_owned(), string(place.account.as_str())),
        (VendorId::FIELD.to_owned(), string(place.vendor.as_str())),
    ])
}

/// The place that a key names.
fn place(key: &Attributes) -> Option<Place> {
    let text = |name: &str| key.get(name)?.as_s().ok();
    Some(Place {
        account: AccountId::parse(text(AccountId::FIELD)?).ok()?,
        vendor: VendorId::parse(text(VendorId::FIELD)?).ok()?,
    })
}

fn string(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

fn damaged(Place { account, vendor }: &Place) -> Unavailable {
    Unavailable(format!("the item of account {account} and vendor {vendor} is not an order"))
}

/// Reads what the workflow has written; `None` when that is no order.
fn order(attributes: &Attributes) -> Option<Order> {
    let text = |name: &str| attributes.get(name)?.as_s().ok();
    let items = attributes.get("items")?.as_l().ok()?;
    Some(Order {
        orderid: OrderId::parse(text(OrderId::FIELD)?).ok()?,
        accountid: AccountId::parse(text(AccountId::FIELD)?).ok()?,
        vendorid: VendorId::parse(text(VendorId::FIELD)?).ok()?,
        items: items.iter().map(item).collect::<Option<_>>()?,
        placedat: text("placedat")?.clone(),
    })
}

fn item(value: &AttributeValue) -> Option<Item> {
    let attributes = value.as_m().ok()?;
    let quantity = attributes.get("quantity")?.as_n().ok()?;
    Some(Item { name: attributes.get("name")?.as_s().ok()?.clone(), quantity: quantity.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes() -> Attributes {
        let latte = HashMap::from([
            ("name".to_owned(), string("Latte")),
            ("quantity".to_owned(), AttributeValue::N("2".to_owned())),
        ]);
        HashMap::from([
            ("orderid".to_owned(), string("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")),
            ("accountid".to_owned(), string("a1")),
            ("vendorid".to_owned(), string("v1")),
            ("placedat".to_owned(), string("2026-10-09T10:11:12.013Z")),
            ("items".to_owned(), AttributeValue::L(vec![AttributeValue::M(latte)])),
        ])
    }

    #[test]
    fn an_item_of_the_table_is_an_order_or_nothing() {
        assert_eq!(order(&attributes()).unwrap().items, [Item { name: "Latte".to_owned(), quantity: 2 }]);
        for lost in ["orderid", "accountid", "vendorid", "placedat", "items"] {
            let mut attributes = attributes();
            attributes.remove(lost);
            assert_eq!(order(&attributes), None, "{lost}");
        }
    }
}
