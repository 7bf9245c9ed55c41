//! `provision shop` as a person uses it: on the deployed shop, whose services each see only their own table.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Mutex;

use serde_json::{Value, json};

use crate::harness::{Running, Sandbox, Verdict};

const HOME: &str = "us-west-2";
/// An id that nothing has.
const ABSENT: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

/// A sandbox in which the shop is deployed.
struct Shop {
    sandbox: Sandbox,
}

impl Deref for Shop {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.sandbox
    }
}

impl Shop {
    fn deployed() -> Self {
        let shop = Self { sandbox: Sandbox::shipped("shop") };
        shop.run("deploy shop").ok();
        shop
    }

    /// One text of the JSON result of a command that ends well.
    #[track_caller]
    fn text(&self, words: &str, field: &str) -> String {
        let result = self.json(words);
        result[field].as_str().unwrap_or_else(|| panic!("no {field} in {result}")).to_owned()
    }

    /// A user with this credit.
    #[track_caller]
    fn user(&self, credit: u64) -> String {
        self.text(&format!("shop user create --credit {credit}"), "user_id")
    }

    /// An item with this price and stock.
    #[track_caller]
    fn item(&self, price: u64, stock: u64) -> String {
        self.text(&format!("shop item create {price} --stock {stock}"), "item_id")
    }

    /// A user's order of some pieces of an item.
    #[track_caller]
    fn order(&self, user: &str, item: &str, n: u64) -> String {
        let order = self.text(&format!("shop order create {user}"), "order_id");
        self.run(&format!("shop order add {order} {item} {n}")).ok();
        order
    }

    #[track_caller]
    fn credit(&self, user: &str) -> u64 {
        self.json(&format!("shop user get {user}"))["credit"].as_u64().unwrap()
    }

    #[track_caller]
    fn stock(&self, item: &str) -> u64 {
        self.json(&format!("shop item get {item}"))["stock"].as_u64().unwrap()
    }

    /// Changes a service's table behind its back.
    fn falsify(&self, service: &str, key: &str, action: &str, change: Value) {
        let mut input = json!({"TableName": format!("shop-{service}-dev"), "Key": {"id": {"S": key}}});
        input.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        self.sandbox.aws().dynamodb(HOME, action, &input).unwrap();
    }

    /// What an audit says that finds something.
    #[track_caller]
    fn disagreements(&self) -> Vec<String> {
        let audit = self.run("shop audit --output json").code(1).says("the services disagree in").json();
        assert_eq!(audit["consistent"], json!(false));
        let found = audit["disagreements"].as_array().unwrap().iter();
        found.map(|found| found["message"].as_str().unwrap().to_owned()).collect()
    }
}

/// The change that adds to a number of a document.
fn adding(field: &str, amount: i64) -> Value {
    json!({
        "UpdateExpression": "ADD #field :amount",
        "ExpressionAttributeNames": {"#field": field},
        "ExpressionAttributeValues": {":amount": {"N": amount.to_string()}},
    })
}

fn a_sale_is_followed_from_user_to_audit(shop: &Shop) {
    let user = shop.text("shop user create", "user_id");
    shop.run(&format!("shop user get {user}")).ok().prints(&format!("User    {user}\nCredit  0"));
    shop.run(&format!("shop user fund {user} 1000")).ok().prints("Credit  1000");
    shop.run(&format!("shop user pay {user} 100")).ok().prints("Credit  900");
    let item = shop.item(250, 5);
    shop.run(&format!("shop item add {item} 3")).ok().prints("Price  250").prints("Stock  8");
    shop.run(&format!("shop item subtract {item} 1")).ok().prints("Stock  7");
    let order = shop.text(&format!("shop order create {user}"), "order_id");
    shop.run(&format!("shop order add {order} {item} 4")).ok().prints("Total  1000");
    shop.run(&format!("shop order remove {order} {item}")).ok().prints("Total  750");
    let paid = shop.json(&format!("shop order checkout {order}"));
    assert_eq!(
        (&paid["paid"], &paid["state"], &paid["total_cost"]),
        (&json!(true), &json!("paid"), &json!(750))
    );
    shop.run(&format!("shop order get {order}")).ok().prints("State  paid").prints(&item);
    assert_eq!((shop.credit(&user), shop.stock(&item)), (150, 4));

    let again = shop.run(&format!("shop order checkout {order}"));
    again.code(1).says(&format!("order {order} is already paid; nothing more is charged"));
    for words in
        [format!("add {order} {item} 1"), format!("remove {order} {item} 1"), format!("delete {order}")]
    {
        shop.run(&format!("shop order {words}")).code(1).says(&format!("order {order} is paid already"));
    }
    assert_eq!((shop.credit(&user), shop.stock(&item)), (150, 4));
}

fn what_cannot_be_had_is_refused_with_its_reason(shop: &Shop) {
    let (poor, rich) = (shop.user(100), shop.user(100_000));
    let item = shop.item(101, 3);
    let dear = shop.order(&poor, &item, 1);
    let text = "was rejected and nothing was charged: ";
    shop.run(&format!("shop order checkout {dear}")).code(1).says(text).says("credit of 100");
    let many = shop.order(&rich, &item, 4);
    shop.run(&format!("shop order checkout {many}"))
        .code(1)
        .says(text)
        .says("a stock of 3, but 4 are needed");
    let empty = shop.text(&format!("shop order create {rich}"), "order_id");
    shop.run(&format!("shop order checkout {empty}")).code(1).says(text).says("is empty");
    assert_eq!((shop.credit(&poor), shop.credit(&rich), shop.stock(&item)), (100, 100_000, 3));

    // A rejected order can be corrected and checked out after all.
    shop.run(&format!("shop order remove {many} {item} 2")).ok();
    shop.run(&format!("shop order checkout {many}")).ok().prints("State  paid");
    assert_eq!((shop.credit(&rich), shop.stock(&item)), (100_000 - 202, 1));
    shop.run(&format!("shop order delete {empty}")).ok().prints(&format!("order {empty} is deleted"));
    shop.run(&format!("shop order get {empty}")).code(1).says(&format!("there is no order {empty}"));
    shop.run(&format!("shop user pay {poor} 101")).code(1).says("credit of 100");
    shop.run(&format!("shop item subtract {item} 2")).code(1).says("a stock of 1, but 2 are needed");
}

fn what_is_not_there_is_named(shop: &Shop) {
    let user = shop.user(1);
    let order = shop.text(&format!("shop order create {user}"), "order_id");
    let cases = [
        (format!("user get {ABSENT}"), "user"),
        (format!("user fund {ABSENT} 1"), "user"),
        (format!("item get {ABSENT}"), "item"),
        (format!("item add {ABSENT} 1"), "item"),
        (format!("order create {ABSENT}"), "user"),
        (format!("order get {ABSENT}"), "order"),
        (format!("order add {order} {ABSENT} 1"), "item"),
        (format!("order remove {order} {ABSENT} 1"), "item"),
        (format!("order delete {ABSENT}"), "order"),
        (format!("order checkout {ABSENT}"), "order"),
    ];
    for (words, noun) in cases {
        shop.run(&format!("shop {words}")).code(1).says(&format!("there is no {noun} {ABSENT}"));
    }
}

/// A word that is wrong, the argument that it is for, and a command with it.
fn nonsense() -> Vec<(String, &'static str, &'static str)> {
    let number = "must be a whole number from 1 to 1000000000";
    let id = "must be a UUID";
    let mut cases = Vec::new();
    for wrong in ["0", "-1", "1.5", "1e3", "1000000001", "99999999999999999999", "many"] {
        cases.push((format!("user create --credit {wrong}"), "--credit", number));
        cases.push((format!("user fund {ABSENT} {wrong}"), "AMOUNT", number));
        cases.push((format!("item create {wrong}"), "PRICE", number));
        cases.push((format!("item create 5 --stock={wrong}"), "--stock", number));
        cases.push((format!("item subtract {ABSENT} {wrong}"), "N", number));
        cases.push((format!("order add {ABSENT} {ABSENT} {wrong}"), "N", number));
    }
    cases.push(("user get zoe".to_owned(), "USER", id));
    cases.push(("item add 1 1".to_owned(), "ITEM", id));
    cases.push((format!("order add {ABSENT} 1 1"), "ITEM", id));
    cases.push((format!("order remove 1 {ABSENT} 1"), "ORDER", id));
    cases.push(("order checkout ../find".to_owned(), "ORDER", id));
    cases.push((format!("order checkout {ABSENT} --timeout 0s"), "--timeout", "is not a duration"));
    cases
}

fn nonsense_is_refused_with_the_arguments_name_and_nothing_is_sent(shop: &Shop) {
    let proxy = shop.sandbox.behind_proxy();
    for (words, argument, problem) in nonsense() {
        shop.run(&format!("shop {words}")).code(2).says(argument).says(problem);
    }
    for words in ["shop user fund", "shop order add", "shop item create", "shop audit now"] {
        shop.run(words).code(2);
    }
    assert_eq!(proxy.take_calls(), []);
}

#[test]
fn a_shop_is_used_by_hand() {
    let shop = Shop::deployed();
    a_sale_is_followed_from_user_to_audit(&shop);
    what_cannot_be_had_is_refused_with_its_reason(&shop);
    what_is_not_there_is_named(&shop);
    let audit = shop.json("shop audit");
    assert_eq!((&audit["consistent"], &audit["paid_orders"]), (&json!(true), &json!(2)), "{audit}");
    assert_eq!((&audit["money_taken"], &audit["goods_sold"]), (&json!(952), &json!(952)), "{audit}");
    shop.run("shop audit").ok().prints("every order, user and item agrees");
    nonsense_is_refused_with_the_arguments_name_and_nothing_is_sent(&shop);
}

#[test]
fn checkouts_at_once_sell_what_there_is_and_the_audit_agrees_before_and_after() {
    let shop = Shop::deployed();
    let item = shop.item(10, 5);
    let orders: Vec<_> = (0..12).map(|_| shop.order(&shop.user(10), &item, 1)).collect();
    let checkouts: Vec<_> =
        orders.iter().map(|order| shop.start(&format!("shop order checkout {order}"))).collect();
    // While they are under way nothing disagrees: what cannot be judged yet is at most in flight.
    let meanwhile = shop.run("shop audit --output json");
    assert_eq!(meanwhile.json()["disagreements"], json!([]), "{meanwhile}");
    let ends: Vec<_> = checkouts.into_iter().map(Running::end).collect();
    let sold = ends.iter().filter(|end| end.code == Some(0)).count();
    assert_eq!(sold, 5, "{}", ends.iter().map(ToString::to_string).collect::<String>());
    for refused in ends.into_iter().filter(|end| end.code != Some(0)) {
        refused.code(1).says("was rejected and nothing was charged: ").says("a stock of 0, but 1 are needed");
    }
    assert_eq!(shop.stock(&item), 0);
    let audit = shop.json("shop audit");
    assert_eq!(audit["in_flight"], json!([]));
    assert_eq!((&audit["paid_orders"], &audit["open_orders"]), (&json!(5), &json!(7)), "{audit}");
    assert_eq!((&audit["money_taken"], &audit["goods_sold"]), (&json!(50), &json!(50)), "{audit}");
}

#[test]
fn one_order_checked_out_twice_at_once_is_paid_once() {
    let shop = Shop::deployed();
    let (user, item) = (shop.user(1000), shop.item(300, 9));
    let order = shop.order(&user, &item, 2);
    let both = [(); 2].map(|()| shop.start(&format!("shop order checkout {order}")));
    for one in both.map(Running::end) {
        // The later of the two may get the response that the order is paid already.
        assert!(one.code == Some(0) || one.stderr.contains("is paid already"), "{one}");
    }
    assert_eq!((shop.credit(&user), shop.stock(&item)), (400, 7));
    shop.run("shop audit").ok();
}

#[test]
fn a_lost_reply_doubles_nothing() {
    let shop = Shop::deployed();
    let proxy = shop.sandbox.behind_proxy();
    // Of every change that is asked for, the first answer never comes back.
    let asked = Mutex::new(BTreeSet::new());
    proxy.rule(move |call| {
        let is_change = call.service == "execute-api" && call.action.starts_with("POST ");
        let is_first = asked.lock().unwrap().insert(call.action.clone());
        if is_change && is_first { Verdict::LoseAnswer } else { Verdict::Forward }
    });
    let user = shop.user(1000);
    let item = shop.item(100, 5);
    let order = shop.order(&user, &item, 3);
    shop.run(&format!("shop order checkout {order}")).ok().prints("State  paid");
    assert_eq!((shop.credit(&user), shop.stock(&item)), (700, 2));
    let audit = shop.json("shop audit");
    assert_eq!((&audit["users"], &audit["items"], &audit["paid_orders"]), (&json!(1), &json!(1), &json!(1)));
    assert_eq!(audit["open_orders"], json!(0));
}

#[test]
fn an_audit_finds_what_was_changed_behind_the_services() {
    let shop = Shop::deployed();
    let (user, item) = (shop.user(1000), shop.item(300, 9));
    let order = shop.order(&user, &item, 1);
    shop.run(&format!("shop order checkout {order}")).ok();
    shop.run("shop audit").ok();

    shop.falsify("payment", &format!("user#{user}"), "UpdateItem", adding("balance", 50));
    let sentence = format!(
        "user {user} was given 1000 and has a credit of 750, so 250 should be taken by orders, but their payments add up \
         to 300"
    );
    assert_eq!(shop.disagreements(), [sentence.as_str()]);
    shop.run("shop audit").code(1).prints("1 disagreement").prints(&sentence);
    shop.falsify("payment", &format!("user#{user}"), "UpdateItem", adding("balance", -50));
    shop.run("shop audit").ok();

    // A document that cannot be read is named by its key, and does not keep the rest from being judged.
    let other = shop.order(&user, &item, 1);
    let key = format!("order#{other}");
    let state = |value: &str| {
        json!({"UpdateExpression": "SET #state = :state", "ExpressionAttributeNames": {"#state": "state"},
            "ExpressionAttributeValues": {":state": {"S": value}}})
    };
    shop.falsify("orders", &key, "UpdateItem", state("nonsense"));
    let found = shop.run("shop audit --output json").code(1).json();
    assert_eq!(
        (&found["unreadable"][0]["key"], &found["disagreements"]),
        (&json!(key), &json!([])),
        "{found}"
    );
    shop.falsify("orders", &key, "UpdateItem", state("open"));
    shop.run("shop audit").ok();

    shop.falsify("stock", &format!("reservation#{order}"), "DeleteItem", json!({}));
    let found = shop.disagreements();
    assert_eq!(found[0], format!("order {order} is paid, but 0 of item {item} is taken instead of 1"));
    assert!(found[1].starts_with(&format!("item {item} was given 9 and has a stock of 8")), "{found:?}");
}

#[test]
fn a_shop_that_is_not_deployed_is_named_with_the_command_that_deploys_it() {
    let sandbox = Sandbox::started();
    for words in ["user create", "item create 5", &format!("order get {ABSENT}"), "audit"] {
        sandbox
            .run(&format!("shop {words} --stage prod"))
            .code(2)
            .says("shop is not deployed on stage prod: there is no stack shop-")
            .says("hint: provision deploy shop --stage prod");
    }
}
