//! `GET /orders`: lists active orders page by page, those of one account by vendor, those of all in no particular order.

use crate::api::Place;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use function::page;
use model::coffee::{AccountId, VendorId};
use serde_json::json;

/// Returns 200 with a page and, while there are more, the token of the next page.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let limit = page::limit(request)?;
    let account = request.query_parameter(AccountId::FIELD).map(AccountId::parse).transpose()?;
    let list = format!("coffee-orders account={}", account.as_ref().map_or("", AccountId::as_str));
    let after = page::next(request, &list, |text| {
        let place = decode(text)?;
        account.as_ref().is_none_or(|account| *account == place.account).then_some(place)
    })?;
    let (orders, next) = table.page(account.as_ref(), limit, after.as_ref()).await?;
    let mut document = json!({"items": orders});
    if let Some(next) = next {
        document["next"] = json!(page::encode(&list, &encode(&next)));
    }
    Ok(Reply::new(200, &document))
}

/// Neither id can have a slash in it.
fn encode(Place { account, vendor }: &Place) -> String {
    format!("{account}/{vendor}")
}

fn decode(text: &str) -> Option<Place> {
    let (account, vendor) = text.split_once('/')?;
    Some(Place { account: AccountId::parse(account).ok()?, vendor: VendorId::parse(vendor).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_page_is_read_again() {
        let place = decode("ada/corner").unwrap();
        assert_eq!((place.account.as_str(), place.vendor.as_str()), ("ada", "corner"));
        assert_eq!(encode(&place), "ada/corner");
        for text in ["", "ada", "/corner", "ada/", "ada/corner/x", "a b/c"] {
            assert!(decode(text).is_none(), "{text}");
        }
    }
}
