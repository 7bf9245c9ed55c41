//! One order, from the first command to the last.

use rustix::process::Signal;

use super::{ID, Orders, text};
use crate::harness::Verdict;

fn an_order_is_followed_until_it_is_delivered(orders: &Orders) {
    let place = "order place --name Ada --address Mill_Lane --product sacher --quantity 2 --follow";
    let following = orders.start(&format!("{place} --id {ID}"));
    following.until("order_placed").until("the cake maker is notified");
    let fulfilled = orders.json(&format!("order fulfil {ID}"));
    assert_eq!(fulfilled["orderState"], "order_fulfilled");
    following.until("order_fulfilled").until("sent_for_delivery");
    let review = "Light_as_a_feather";
    let delivered = orders.json(&format!("order deliver {ID} --company swift --review {review}"));
    assert_eq!((&delivered["orderState"], &delivered["orderReview"]), (&"delivered".into(), &review.into()));
    let printed = following.end().ok().prints("State                delivered").prints("2 × sacher").stderr;
    let order = ["order_placed", "order_fulfilled", "sent_for_delivery", "delivered"];
    let places: Vec<_> = order.iter().map(|state| printed.find(&format!("Z  {state}")).unwrap()).collect();
    assert!(places.is_sorted(), "{printed}");
    orders.run(&format!("order get {ID} --follow")).ok().says("sent_for_delivery").prints("delivered");
}

fn every_request_can_be_repeated(orders: &Orders) {
    let place = format!("order place --name Ada --address Mill_Lane --product sacher --quantity 2 --id {ID}");
    orders.run(&place).ok().prints("delivered").says("was placed before");
    assert_eq!(orders.json(&format!("order fulfil {ID}"))["orderState"], "delivered");
    let deliver = format!("order deliver {ID} --company swift --review");
    assert_eq!(orders.json(&format!("{deliver} Light_as_a_feather"))["orderState"], "delivered");
    assert_eq!(orders.names(), ["Ada"]);

    let other = place.replace("Ada", "Bob");
    orders.run(&other).code(1).says("already exists with other values; its state is delivered");
    orders.run(&format!("order fulfil {ID} --fulfilment other")).code(1).says("its state is delivered");
    orders
        .run(&format!("{deliver} Heavy"))
        .code(1)
        .says("done before, with other values; its state is delivered");
    assert_eq!(orders.json(&format!("order get {ID}"))["orderReview"], "Light_as_a_feather");
}

fn an_illegal_step_names_the_state_and_the_next_one(orders: &Orders) {
    let id = orders.placed();
    orders
        .run(&format!("order deliver {id} --company swift --review good"))
        .code(1)
        .says(&format!("delivering order {id} is not possible while its state is order_placed"))
        .says(&format!("hint: provision order fulfil {id}"));
}

fn a_follower_ends_at_its_deadline_or_when_it_is_interrupted(orders: &Orders) {
    let id = orders.placed();
    let again = format!("provision order get {id} --follow");
    orders
        .run(&format!("order get {id} --follow --timeout 1s"))
        .code(3)
        .says("is order_placed after 1 s, not yet delivered")
        .says(&again)
        .prints(&id);
    for signal in [Signal::INT, Signal::TERM] {
        let following = orders.start(&format!("order get {id} --follow"));
        following.until("order_placed").signal(signal);
        following.end().code(130).says("is still being processed").says(&again);
    }
    orders
        .run(&format!("order fulfil {id} --follow --until sent_for_delivery"))
        .ok()
        .prints("sent_for_delivery");
}

fn lists_are_newest_first_and_come_in_pages(orders: &Orders) {
    let all = orders.json("order list --all");
    let all: Vec<_> = all["orders"].as_array().unwrap().iter().map(|order| text(&order["orderId"])).collect();
    assert!(all.len() >= 3, "{all:?}");
    assert_eq!(all.last().unwrap(), ID);
    let mut seen = Vec::new();
    let mut words = "order list --limit 2".to_owned();
    loop {
        let page = orders.json(&words);
        seen.extend(page["orders"].as_array().unwrap().iter().map(|order| text(&order["orderId"])));
        let Some(next) = page["next"].as_str() else { break };
        words = format!("order list --limit 2 --next {next}");
    }
    assert_eq!(seen, all);
    orders.run("order list --limit 1").ok().says("there are more: provision order list --limit 1 --next");
    let delivered = orders.json("order list --state delivered");
    assert_eq!(delivered["orders"].as_array().unwrap().len(), 1);
    assert_eq!(delivered["orders"][0]["orderId"], ID);
}

fn a_lost_answer_is_no_lost_order(orders: &Orders) {
    let proxy = orders.sandbox.behind_proxy();
    proxy.rule(|call| if super::places(call) { Verdict::Drop } else { Verdict::Forward });
    let place = "order place --name Eve --address Mill_Lane --product sacher --quantity 1";
    let id = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e60";
    orders
        .run(&format!("{place} --id {id}"))
        .code(1)
        .says(&format!("it is not known whether order {id} was placed"))
        .says(&format!("run the command again with --id {id}"));
    proxy.forward_all();
    orders.run(&format!("{place} --id {id}")).ok().prints("order_placed");
}

/// After `a_lost_answer_is_no_lost_order`, which placed an order whose id begins as `ID` does.
fn an_id_may_be_cut_short(orders: &Orders) {
    let proxy = orders.sandbox.behind_proxy();
    orders
        .run("order get 3e2a1c9e")
        .code(2)
        .says("'3e2a1c9e' is a prefix of 2 ids: ")
        .says(ID)
        .says("hint: use a longer prefix of the id");
    assert_eq!(orders.json(&format!("order get {}", &ID[..35].to_uppercase()))["orderId"], ID);
    assert_eq!(orders.json(&format!("order fulfil {}", &ID[..35]))["orderState"], "delivered");
    orders.run("order get 3e2a1c9e-0000").code(1).says("no order has an id that begins with '3e2a1c9e-0000'");
    orders.run("order get 3e2").code(2).says("ID must be a UUID").says("its first 4 characters or more");
    proxy.take_calls();
    orders.run(&format!("order get {ID}")).ok();
    assert!(
        proxy.take_calls().iter().all(|call| !call.action.contains("/orders")),
        "a whole id is looked for"
    );
}

#[test]
fn an_order_lives_from_command_to_command() {
    let orders = Orders::deployed();
    an_order_is_followed_until_it_is_delivered(&orders);
    every_request_can_be_repeated(&orders);
    an_illegal_step_names_the_state_and_the_next_one(&orders);
    a_follower_ends_at_its_deadline_or_when_it_is_interrupted(&orders);
    lists_are_newest_first_and_come_in_pages(&orders);
    a_lost_answer_is_no_lost_order(&orders);
    an_id_may_be_cut_short(&orders);
}
