//! The contract of `Idempotency-Key`: the first answer to a key is the answer, and no other request may have it.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::json;

use super::{ABSENT, Shop, new_key};
use crate::harness::text;

#[test]
fn the_first_answer_to_a_key_is_the_answer() {
    let shop = Shop::deployed();
    a_checkout_that_was_cancelled_is_not_charged_again(&shop);
    a_late_cancel_does_not_undo_a_new_payment(&shop);
    a_refusal_is_the_answer_too(&shop);
    a_key_is_forgotten_after_a_day_whatever_dynamodb_still_holds(&shop);
    another_request_may_not_have_the_key(&shop);
    a_key_that_is_none_is_refused_everywhere(&shop);
    a_checkout_right_after_a_cancel_works_or_says_that_it_is_being_undone(&shop);
    duplicates_come_in_any_order(&shop);
}

fn a_checkout_that_was_cancelled_is_not_charged_again(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    let (checkout, key) = (format!("/orders/checkout/{order}"), new_key());
    let first = shop.post_once(&checkout, &key);
    assert_eq!(first.0, 200);
    assert_eq!(shop.post(&format!("/payment/cancel/{user}/{order}")).0, 200);
    assert_eq!(shop.post_once(&checkout, &key), first);
    assert_eq!((shop.credit(&user), shop.stock(&item), shop.state(&order).as_str()), (10, 1, "open"));
    // A new key is a new request.
    assert_eq!(shop.post_once(&checkout, &new_key()).0, 200);
    assert_eq!(shop.credit(&user), 0);
    shop.audit();
}

fn a_late_cancel_does_not_undo_a_new_payment(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    assert_eq!(shop.checkout(&order).0, 200);
    let (cancel, key) = (format!("/payment/cancel/{user}/{order}"), new_key());
    assert_eq!(shop.post_once(&cancel, &key), (200, json!({"paid": false})));
    assert_eq!(shop.checkout(&order).0, 200);
    assert_eq!(shop.post_once(&cancel, &key), (200, json!({"paid": false})));
    assert_eq!((shop.credit(&user), shop.state(&order).as_str()), (0, "paid"));
    shop.audit();
}

fn a_refusal_is_the_answer_too(shop: &Shop) {
    let (user, item) = (shop.user(0), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    let pay = format!("/payment/pay/{user}/10");
    let (checkout, keys) = (format!("/orders/checkout/{order}"), [new_key(), new_key()]);
    let refused = [shop.post_once(&checkout, &keys[0]), shop.post_once(&pay, &keys[1])];
    assert_eq!((refused[0].0, refused[1].0), (409, 409), "{refused:?}");
    shop.done("POST", &format!("/payment/add_funds/{user}/20"));
    assert_eq!([shop.post_once(&checkout, &keys[0]), shop.post_once(&pay, &keys[1])], refused);
    assert_eq!(shop.credit(&user), 20);
}

fn a_key_is_forgotten_after_a_day_whatever_dynamodb_still_holds(shop: &Shop) {
    let (user, key) = (shop.user(0), new_key());
    let fund = format!("/payment/add_funds/{user}/5");
    assert_eq!(shop.post_once(&fund, &key).1["credit"], 5);
    shop.expire("payment", &key);
    assert_eq!(shop.post_once(&fund, &key).1["credit"], 10);
    assert_eq!(shop.post_once(&fund, &key).1["credit"], 10);
    shop.expire("payment", &key);
    assert_eq!(shop.post_once(&format!("/payment/pay/{user}/10"), &key).1["credit"], 0);
}

/// Every request that changes something of one service, about things that are there.
fn of_service(shop: &Shop, service: &str) -> Vec<(&'static str, String)> {
    let (user, item) = (shop.user(50), shop.item(1, 50));
    let orders: Vec<_> = (0..3).map(|_| shop.order(&user, &[(&item, 2)])).collect();
    match service {
        "stock" => vec![
            ("POST", "/stock/item/create/3".to_owned()),
            ("POST", format!("/stock/add/{item}/1")),
            ("POST", format!("/stock/subtract/{item}/1")),
        ],
        "payment" => vec![
            ("POST", "/payment/create_user".to_owned()),
            ("POST", format!("/payment/add_funds/{user}/1")),
            ("POST", format!("/payment/pay/{user}/1")),
            ("POST", format!("/payment/cancel/{user}/{}", orders[0])),
        ],
        _ => vec![
            ("POST", format!("/orders/create/{user}")),
            ("POST", format!("/orders/addItem/{}/{item}/1", orders[0])),
            ("POST", format!("/orders/removeItem/{}/{item}/1", orders[0])),
            ("POST", format!("/orders/checkout/{}", orders[1])),
            ("DELETE", format!("/orders/remove/{}", orders[2])),
        ],
    }
}

fn another_request_may_not_have_the_key(shop: &Shop) {
    for service in ["stock", "payment", "orders"] {
        let requests = of_service(shop, service);
        let books = || (shop.pages("/stock/audit", "items"), shop.pages("/payment/audit", "users"));
        for (first, path) in &requests {
            let key = new_key();
            let headers = [("idempotency-key", key.as_str())];
            let answer = shop.ask_with(first, path, &headers);
            let before = books();
            for (method, other) in requests.iter().filter(|(_, other)| other != path) {
                let (status, document) = shop.ask_with(method, other, &headers);
                let says_why = text(&document["message"]).contains("another request");
                assert!(status == 409 && says_why, "{path} {other}: {status} {document}");
            }
            assert_eq!(shop.ask_with(first, path, &headers), answer, "{path}");
            assert_eq!(books(), before, "{path}");
        }
    }
    // The same path with another order or with a body is another request, too.
    let (user, item, key) = (shop.user(9), shop.item(1, 9), new_key());
    let orders = [(); 2].map(|()| shop.order(&user, &[(&item, 1)]));
    assert_eq!(shop.post_once(&format!("/orders/checkout/{}", orders[0]), &key).0, 200);
    assert_eq!(shop.post_once(&format!("/orders/checkout/{}", orders[1]), &key).0, 409);
    assert_eq!(shop.state(&orders[1]), "open");
}

fn a_key_that_is_none_is_refused_everywhere(shop: &Shop) {
    let mut requests: Vec<_> =
        ["stock", "payment", "orders"].into_iter().flat_map(|service| of_service(shop, service)).collect();
    requests.push(("POST", format!("/payment/status/{ABSENT}/{ABSENT}")));
    requests.push(("GET", format!("/orders/find/{ABSENT}")));
    for (method, path) in requests {
        for key in ["1", "nonsense", "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5g"] {
            let (status, document) = shop.ask_with(method, &path, &[("idempotency-key", key)]);
            assert_eq!((status, &document["field"]), (400, &json!("idempotency-key")), "{path} {document}");
        }
    }
}

fn a_checkout_right_after_a_cancel_works_or_says_that_it_is_being_undone(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    assert_eq!(shop.checkout(&order).0, 200);
    let cancel = format!("/payment/cancel/{user}/{order}");
    let answers = shop.at_once(2, |shop, number| {
        if number == 0 {
            return shop.post(&cancel);
        }
        // Sooner or later it comes while the order is being undone.
        loop {
            let (status, document) = shop.checkout(&order);
            let message = text(&document["message"]);
            if !message.contains("is paid already") {
                return (status, document);
            }
        }
    });
    assert_eq!(answers[0], (200, json!({"paid": false})));
    let is_undoing = answers[1].0 == 409 && text(&answers[1].1["message"]).contains("is being undone");
    assert!(answers[1].0 == 200 || is_undoing, "{answers:?}");
    if answers[1].0 != 200 {
        assert_eq!(shop.checkout(&order).0, 200);
    }
    shop.audit();
}

/// Numbers that follow from the seed (SplitMix64).
fn random(mut state: u64) -> impl FnMut() -> usize {
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap()
    }
}

/// Checkouts and cancels of one order under few keys, many of them at once: whatever a key was answered first is what it is
/// answered ever after, and its user pays once for each checkout that stands.
#[expect(clippy::print_stderr, reason = "a run that fails must be repeatable")]
fn duplicates_come_in_any_order(shop: &Shop) {
    let (user, item) = (shop.user(1000), shop.item(10, 100));
    let order = shop.order(&user, &[(&item, 1)]);
    let paths = [format!("/orders/checkout/{order}"), format!("/payment/cancel/{user}/{order}")];
    let keys: Vec<_> = (0..6).map(|_| new_key()).collect();
    let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos().into();
    eprintln!("seed {seed}");
    let mut random = random(seed);
    let mut first = vec![None; keys.len()];
    for _ in 0..6 {
        let wave: Vec<_> = (0..8).map(|_| random() % keys.len()).collect();
        let answers = shop.at_once(wave.len(), |shop, at| {
            let key = wave[at];
            shop.post_once(&paths[key % 2], &keys[key])
        });
        for (key, (status, document)) in wave.iter().zip(answers) {
            assert!([200, 202, 404, 409].contains(&status), "{seed}: {status} {document}");
            if status != 202 {
                let kept = first[*key].get_or_insert((status, document.clone()));
                assert_eq!(*kept, (status, document), "{seed}: key {key}");
            }
        }
        let state = shop.until_settled(&order);
        assert_eq!(shop.credit(&user), if state == "paid" { 990 } else { 1000 }, "{seed}");
        shop.audit();
    }
}
