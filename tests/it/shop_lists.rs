//! Users, items and orders of the shop are listed page by page, and the beginning of an id stands for it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::{Sandbox, text};

const HOME: &str = "us-west-2";
/// Two ids that begin alike.
const ALIKE: [&str; 2] = ["3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f", "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e60"];

fn ids(page: &Value, list: &str, field: &str) -> Vec<String> {
    page[list].as_array().unwrap().iter().map(|one| text(&one[field])).collect()
}

/// The whole list, read in pages of two; each object comes once.
fn in_pages(shop: &Sandbox, command: &str, list: &str, field: &str) -> BTreeSet<String> {
    let (mut seen, mut words) = (Vec::new(), format!("{command} --limit 2"));
    loop {
        let page = shop.json(&words);
        seen.extend(ids(&page, list, field));
        let Some(next) = page["next"].as_str() else { break };
        words = format!("{command} --limit 2 --next {next}");
    }
    let all: BTreeSet<_> = seen.iter().cloned().collect();
    assert_eq!(all.len(), seen.len(), "{seen:?}");
    assert_eq!(ids(&shop.json(&format!("{command} --all")), list, field), seen);
    all
}

fn every_list_comes_in_pages(shop: &Sandbox, users: &[String], items: &[String], orders: &[String]) {
    let set = |ids: &[String]| ids.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(in_pages(shop, "shop user list", "users", "user_id"), set(users));
    assert_eq!(in_pages(shop, "shop item list", "items", "item_id"), set(items));
    assert_eq!(in_pages(shop, "shop order list", "orders", "order_id"), set(orders));
    shop.run("shop user list").ok().prints("CREDIT").prints("700");
    shop.run("shop item list").ok().prints("PRICE  STOCK").prints("250");
    shop.run("shop order list").ok().prints("open").prints("500");
    shop.run("shop item list --limit 1")
        .ok()
        .says("there are more: provision shop item list --limit 1 --next ");
    shop.run("shop order list --next nonsense")
        .code(2)
        .says("next must be the value that an earlier page of this list returned");
    let error = shop.run("shop order list --next nonsense --output json").code(2).json()["error"].clone();
    assert_eq!((&error["region"], &error["code"]), (&json!("us-west-2"), &json!("400")), "{error}");
    assert!(error["requestId"].is_string(), "{error}");
}

fn a_beginning_stands_for_its_id(shop: &Sandbox, user: &str, item: &str, order: &str) {
    let short = |id: &str| id[..12].to_owned();
    assert_eq!(shop.json(&format!("shop user get {}", short(user)))["user_id"], user);
    let upper = short(item).to_uppercase();
    shop.run(&format!("shop item add {upper} 5")).ok().prints(item);
    let added = shop.run(&format!("shop order add {} {} 1 --output json", short(order), short(item))).ok();
    assert_eq!(added.stderr.matches("working on stage").count(), 1, "{added}");
    let added = added.json();
    assert_eq!((&added["order_id"], &added["items"][0]["n"]), (&json!(order), &json!(3)));
    let created = shop.run(&format!("shop order create {} --output json", short(user))).ok();
    assert_eq!(created.stderr.matches("working on stage").count(), 1, "{created}");
    let created = created.json();
    assert_eq!(created["user_id"], user);
    let created = text(&created["order_id"]);
    shop.run(&format!("shop order delete {}", short(&created))).ok().prints(&created);
    let both = ALIKE.join(", ");
    shop.run("shop user get 3e2a1c9e")
        .code(2)
        .says(&format!("'3e2a1c9e' is a prefix of 2 ids: {both}"))
        .says("hint: use a longer prefix of the id");
    shop.run("shop item get 3e2a1c9e").code(1).says("no item has an id that begins with '3e2a1c9e'");
    shop.run("shop order get 3e2")
        .code(2)
        .says("ORDER must be a UUID")
        .says("its first 4 characters or more");
}

/// A whole id costs the request itself and no other.
fn a_whole_id_is_not_looked_for(shop: &Sandbox, user: &str) {
    let proxy = shop.behind_proxy();
    let of_api = |word: &str| {
        shop.run(&format!("shop user get {word}")).ok();
        let calls = proxy.take_calls();
        calls
            .into_iter()
            .filter(|call| call.service == "execute-api")
            .map(|call| call.action)
            .collect::<Vec<_>>()
    };
    let whole = of_api(user);
    assert!(whole.len() == 1 && whole[0].contains("/payment/find_user/"), "{whole:?}");
    let short = of_api(&user[..12]);
    assert!(short.len() == 2 && short[0].contains("/payment/users"), "{short:?}");
}

#[test]
fn users_items_and_orders_are_listed_and_found_by_the_beginning_of_their_ids() {
    let shop = Sandbox::shipped("shop");
    shop.run("deploy shop").ok();
    let id = |words: &str, field: &str| text(&shop.json(words)[field]);
    shop.run("shop user list").ok().says("no users");
    let mut users: Vec<_> = (0..3).map(|_| id("shop user create --credit 700", "user_id")).collect();
    let items: Vec<_> = (0..3).map(|_| id("shop item create 250 --stock 9", "item_id")).collect();
    let orders: Vec<_> =
        users.iter().map(|user| id(&format!("shop order create {user}"), "order_id")).collect();
    shop.run(&format!("shop order add {} {} 2", orders[0], items[0])).ok();
    let gone = id(&format!("shop order create {}", users[0]), "order_id");
    shop.run(&format!("shop order delete {gone}")).ok();
    for alike in ALIKE {
        let item = json!({"id": {"S": format!("user#{alike}")}, "holder": {"S": alike},
            "balance": {"N": "0"}, "supplied": {"N": "0"}});
        let input = json!({"TableName": "shop-payment-dev", "Item": item});
        shop.aws().dynamodb(HOME, "PutItem", &input).unwrap();
        users.push(alike.to_owned());
    }
    every_list_comes_in_pages(&shop, &users, &items, &orders);
    a_beginning_stands_for_its_id(&shop, &users[0], &items[0], &orders[0]);
    a_whole_id_is_not_looked_for(&shop, &users[1]);
}
