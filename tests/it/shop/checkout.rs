//! Checkouts: paid or refused, once or many at a time, and undone.

use super::{Shop, new_key};
use crate::harness::text;
use serde_json::json;

#[test]
fn a_checkout_takes_goods_and_money_or_nothing() {
    let shop = Shop::deployed();
    paid_once(&shop);
    refused_for_want_of_goods_or_money(&shop);
    a_refused_order_is_checked_out_again(&shop);
    cancelled(&shop);
    the_same_checkout_comes_many_times_at_once(&shop);
    changes_and_checkouts_of_one_order_at_once(&shop);
}

fn paid_once(shop: &Shop) {
    let (user, item, other) = (shop.user(100), shop.item(10, 5), shop.item(3, 5));
    let order = shop.order(&user, &[(&item, 2), (&other, 5)]);
    let path = format!("/orders/checkout/{order}");
    let key = new_key();
    let (status, paid) = shop.post_once(&path, &key);
    assert_eq!((status, &paid["paid"], &paid["total_cost"]), (200, &json!(true), &json!(35)), "{paid}");
    assert_eq!((shop.credit(&user), shop.stock(&item), shop.stock(&other)), (65, 3, 0));
    assert_eq!(shop.post(&format!("/payment/status/{user}/{order}")).1, json!({"paid": true}));
    // The request whose response was lost gets it again; another one is rejected, because the order is paid already.
    assert_eq!(shop.post_once(&path, &key), (200, paid));
    let (status, again) = shop.checkout(&order);
    assert!(status == 409 && text(&again["message"]).contains("is paid already"), "{status} {again}");
    for path in [format!("addItem/{order}/{item}/1"), format!("removeItem/{order}/{item}/1")] {
        assert_eq!(shop.post(&format!("/orders/{path}")).0, 409);
    }
    assert_eq!(shop.ask("DELETE", &format!("/orders/remove/{order}")).0, 409);
    assert_eq!((shop.credit(&user), shop.stock(&item)), (65, 3));
    assert_eq!(shop.audit(), 1);
}

fn refused_for_want_of_goods_or_money(shop: &Shop) {
    let (user, item, scarce) = (shop.user(10), shop.item(6, 5), shop.item(1, 1));
    let no_goods = shop.order(&user, &[(&item, 1), (&scarce, 2)]);
    let (status, answer) = shop.checkout(&no_goods);
    assert!(status == 409 && text(&answer["message"]).contains("a stock of 1, but 2 are needed"), "{answer}");
    let no_money = shop.order(&user, &[(&item, 2)]);
    let (status, answer) = shop.checkout(&no_money);
    assert!(
        status == 409 && text(&answer["message"]).contains("a credit of 10, but 12 are needed"),
        "{answer}"
    );
    assert_eq!((shop.credit(&user), shop.stock(&item), shop.stock(&scarce)), (10, 5, 1));
    for order in [no_goods, no_money] {
        assert_eq!(shop.state(&order), "open");
    }
    shop.audit();
}

fn a_refused_order_is_checked_out_again(shop: &Shop) {
    let (user, item) = (shop.user(5), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    assert_eq!(shop.checkout(&order).0, 409);
    shop.done("POST", &format!("/payment/add_funds/{user}/5"));
    assert_eq!(shop.checkout(&order).0, 200);
    let paid = shop.audit();
    assert_eq!((shop.credit(&user), shop.stock(&item)), (0, 0));
    assert!(paid > 1);
}

fn cancelled(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    assert_eq!(shop.checkout(&order).0, 200);
    let cancel = format!("/payment/cancel/{user}/{order}");
    assert_eq!(shop.post(&format!("/payment/cancel/{}/{order}", shop.user(0))).0, 404);
    let answers = shop.at_once(3, |shop, _| shop.post(&cancel));
    assert!(answers.iter().all(|answer| *answer == (200, json!({"paid": false}))), "{answers:?}");
    // 200 means that it is undone, without waiting any longer.
    assert_eq!(shop.state(&order), "open");
    assert_eq!((shop.credit(&user), shop.stock(&item)), (10, 1));
    assert_eq!(shop.post(&cancel), (200, json!({"paid": false})));
    shop.audit();
    assert_eq!(shop.checkout(&order).0, 200);
    assert_eq!((shop.credit(&user), shop.stock(&item)), (0, 0));
    shop.audit();
}

fn the_same_checkout_comes_many_times_at_once(shop: &Shop) {
    let (user, item) = (shop.user(100), shop.item(10, 10));
    let order = shop.order(&user, &[(&item, 1)]);
    let path = format!("/orders/checkout/{order}");
    let key = new_key();
    let answers = shop.at_once(8, |shop, number| match number % 2 {
        0 => shop.post_once(&path, &key),
        _ => shop.post(&path),
    });
    for (number, (status, answer)) in answers.iter().enumerate() {
        // A first request for an order that is paid already is rejected.
        let may_be_late = *status == 409 && text(&answer["message"]).contains("is paid already");
        assert!(*status == 200 || may_be_late, "{number}: {status} {answer}");
    }
    assert!(answers.iter().any(|(status, _)| *status == 200));
    assert_eq!((shop.credit(&user), shop.stock(&item)), (90, 9));
    shop.audit();
}

/// Whatever comes first, what is paid for is what is in the order.
fn changes_and_checkouts_of_one_order_at_once(shop: &Shop) {
    let (user, item) = (shop.user(1000), shop.item(10, 50));
    let order = shop.order(&user, &[(&item, 1)]);
    let answers = shop.at_once(8, |shop, number| match number % 4 {
        0 => shop.checkout(&order),
        _ => shop.post(&format!("/orders/addItem/{order}/{item}/1")),
    });
    assert!(answers.iter().all(|(status, _)| [200, 409].contains(status)), "{answers:?}");
    assert_eq!(shop.until_settled(&order), "paid");
    let cost = shop.done("GET", &format!("/orders/find/{order}"))["total_cost"].as_u64().unwrap();
    assert_eq!((shop.credit(&user), shop.stock(&item)), (1000 - cost, 50 - cost / 10));
    shop.audit();
}

#[test]
fn sixty_users_want_twenty_pieces_at_once_and_exactly_twenty_are_sold() {
    let shop = Shop::deployed();
    let item = shop.item(10, 20);
    let orders: Vec<_> = (0..60).map(|_| shop.order(&shop.user(15), &[(&item, 1)])).collect();
    let answers = shop.at_once(60, |shop, number| shop.checkout(&orders[number]));
    let mut sold = 0;
    for ((status, answer), order) in answers.iter().zip(&orders) {
        assert!([200, 202, 409].contains(status), "{status} {answer}");
        let state = shop.until_settled(order);
        let wanted = match status {
            200 => "paid",
            409 => "open",
            _ => state.as_str(),
        };
        assert_eq!(state, wanted, "{answer}");
        sold += usize::from(state == "paid");
    }
    assert_eq!((sold, shop.stock(&item), shop.audit()), (20, 0, 20));
}
