//! Active orders are listed page by page, and the beginning of an id stands for it.

use serde_json::Value;

use super::{ADA, ANOTHER_ID, Coffee, ID};
use crate::harness::text;

/// An id that begins as `ID` does.
const NEXT_ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e60";

fn ids(page: &Value) -> Vec<String> {
    page["orders"].as_array().unwrap().iter().map(|order| text(&order["orderid"])).collect()
}

/// All orders that a list has, read in pages of one.
fn one_by_one(coffee: &Coffee, list: &str) -> Vec<String> {
    let (mut seen, mut words) = (Vec::new(), format!("{list} --limit 1"));
    loop {
        let page = coffee.json(&words);
        seen.extend(ids(&page));
        let Some(next) = page["next"].as_str() else { return seen };
        words = format!("{list} --limit 1 --next {next}");
    }
}

fn lists_come_in_pages(coffee: &Coffee) {
    let all = ids(&coffee.json("coffee list --all"));
    assert_eq!(one_by_one(coffee, "coffee list"), all);
    let mut sorted = all;
    sorted.sort();
    assert_eq!(sorted, [ID, NEXT_ID, ANOTHER_ID]);
    // Those of one account by vendor.
    assert_eq!(ids(&coffee.json("coffee list --account bob")), [ANOTHER_ID, NEXT_ID]);
    assert_eq!(one_by_one(coffee, "coffee list --account bob"), [ANOTHER_ID, NEXT_ID]);
    coffee.run("coffee list --account ada").ok().prints("PIECES").prints(ID).never_mentions("bob");
    coffee
        .run("coffee list --account bob --limit 1")
        .ok()
        .says("there are more: provision coffee list --account bob --limit 1 --next ");
    coffee.run("coffee list --account zoe").ok().says("no active orders");
}

fn a_beginning_stands_for_its_id(coffee: &Coffee) {
    coffee
        .run(&format!("coffee invoice {ADA} --id 3e2a1c9e"))
        .code(2)
        .says(&format!("'3e2a1c9e' is a prefix of 2 ids: {ID}, {NEXT_ID}"))
        .says("hint: use a longer prefix of the id");
    coffee.run("coffee invoice --account bob --vendor corner --id 7B0C").ok().prints(ANOTHER_ID);
    coffee
        .run(&format!("coffee invoice {ADA} --id 7b0c1111"))
        .code(1)
        .says("no order has an id that begins with");
    coffee.run(&format!("coffee invoice {ADA} --id 3e2")).code(2).says("its first 4 characters or more");
    // Of the orders that begin so, one is active in this place.
    coffee.run(&format!("coffee collect {ADA} --id 7b0c")).code(1).says("no active order there has an id");
    coffee.run(&format!("coffee collect {ADA} --id 3e2a")).ok().prints(&format!("order {ID} of ada"));
}

#[test]
fn active_orders_are_listed_and_found_by_the_beginning_of_their_ids() {
    let coffee = Coffee::deployed();
    coffee.placed(&format!("{ADA} --item Latte --id {ID}"));
    coffee.placed(&format!("--account bob --vendor corner --item Latte --id {ANOTHER_ID}"));
    coffee.placed(&format!("--account bob --vendor kiosk --item Mocha:2 --id {NEXT_ID}"));
    lists_come_in_pages(&coffee);
    a_beginning_stands_for_its_id(&coffee);
    assert_eq!(ids(&coffee.json("coffee list")).len(), 2);
}
