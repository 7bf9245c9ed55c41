//! Tests the audit against a small simulated shop, whose checkouts fail in all the ways that are allowed, and in some
//! that are not.

mod world;

use proptest::collection::vec;
use proptest::prelude::*;

use self::world::{Fault, Step, World, id};
use super::books::{Books, Reading, Scope};
use super::report::AuditReport;
use super::*;

/// Reads the world record by record; before each, the next step happens.
fn reading(world: &mut World, steps: &mut impl Iterator<Item = Step>, scope: Scope) -> Reading {
    let mut books = Books::new(scope);
    let mut record = |world: &mut World, read: &dyn Fn(&World, &mut Books)| {
        if let Some(step) = steps.next() {
            world.take(step);
        }
        read(world, &mut books);
    };
    for user in 0..world.users.len() {
        record(world, &|world, books| books.payments(&world.user_page(user)));
    }
    for order in 0..world.orders.len() {
        record(world, &|world, books| books.payments(&world.payment_page(order)));
    }
    for order in 0..world.orders.len() {
        record(world, &|world, books| books.stock(&world.reservation_page(order)));
    }
    for item in 0..world.items.len() {
        record(world, &|world, books| books.stock(&world.item_page(item)));
    }
    for order in 0..world.orders.len() {
        record(world, &|world, books| books.orders(&world.order_page(order)));
    }
    books.close()
}

/// Audits as the command does, while the world changes.
fn audited(world: &mut World, steps: &mut impl Iterator<Item = Step>) -> AuditReport {
    let mut settled = Settled::of(reading(world, steps, Scope::default()));
    for _ in 0..MOST_READINGS {
        if settled.open.is_empty() {
            break;
        }
        let scope = Scope::of(&settled.open);
        settled.again(reading(world, steps, scope));
    }
    settled.report()
}

fn still() -> std::iter::Empty<Step> {
    std::iter::empty()
}

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    vec((0..world::ORDERS, 0..8_u8).prop_map(|(order, choice)| Step { order, choice }), 0..most)
}

proptest! {
    #[test]
    fn a_shop_at_rest_agrees_wherever_its_checkouts_stand(past in steps(120)) {
        let world = &mut World::after(past);
        let report = audited(world, &mut still());
        prop_assert!(report.consistent, "{report:?}");
        prop_assert_eq!(report.sums.money_taken, report.sums.goods_sold);
        prop_assert_eq!(report.sums.money_taken, world.paid_total());
        prop_assert_eq!(report.sums.paid_orders, world.count_paid());
        let named: Vec<_> = report.in_flight.iter().map(|order| order.order_id.to_string()).collect();
        prop_assert_eq!(named, world.in_flight());
    }

    #[test]
    fn a_shop_in_use_is_never_said_to_disagree(past in steps(60), meanwhile in steps(400)) {
        let world = &mut World::after(past);
        let report = audited(world, &mut meanwhile.into_iter());
        prop_assert!(report.disagreements.is_empty(), "{report:?}");
    }

    #[test]
    fn a_shop_that_comes_to_rest_is_judged(past in steps(60), meanwhile in steps(40)) {
        // The first reading alone takes more steps than there are.
        let world = &mut World::after(past);
        let report = audited(world, &mut meanwhile.into_iter().take(25));
        prop_assert!(report.consistent, "{report:?}");
        prop_assert_eq!(report.sums.money_taken, report.sums.goods_sold);
    }

    #[test]
    fn whatever_is_wrong_is_found_and_named(past in steps(120), fault in any::<prop::sample::Index>(), place in any::<prop::sample::Index>()) {
        let world = &mut World::after(past);
        let fault = Fault::ALL[fault.index(Fault::ALL.len())];
        // Not every fault has a place in every world.
        if let Some(about) = world.corrupt(fault, place.index(world::ORDERS)) {
            let report = audited(world, &mut still());
            prop_assert!(!report.consistent, "{fault:?} {report:?}");
            prop_assert!(report.unsettled.is_empty(), "{fault:?} {report:?}");
            let named = report.disagreements.iter().any(|found| found.message.contains(&about));
            prop_assert!(named, "{fault:?} {about} {report:?}");
        }
    }
}

#[test]
fn a_disagreement_is_described_in_a_sentence() {
    let mut world = World::after(world::checkout(0));
    assert_eq!(world.count_paid(), 1);
    world.corrupt(Fault::PaymentLost, 0).unwrap();
    let report = audited(&mut world, &mut still());
    let messages: Vec<_> = report.disagreements.iter().map(|found| found.message.clone()).collect();
    let (order, user) = (id('a', 0), id('c', 0));
    assert_eq!(
        messages,
        [
            format!("order {order} is paid, but no money of user {user} is taken for it"),
            format!(
                "user {user} was given 500 and has a credit of 290, so 210 should be taken by orders, but their \
                 payments add up to 0"
            ),
        ]
    );
}

#[test]
fn what_is_taken_for_an_order_that_is_not_there_is_named() {
    let mut world = World::after(world::checkout(0));
    world.corrupt(Fault::OrderLost, 0).unwrap();
    let report = audited(&mut world, &mut still());
    let order = id('a', 0);
    assert_eq!(report.disagreements.len(), 3, "{report:?}");
    assert!(
        report
            .disagreements
            .iter()
            .all(|found| found.message.starts_with(&format!("there is no order {order}")))
    );
}

#[test]
fn credit_taken_and_given_back_between_two_readings_is_no_disagreement() {
    // In both readings the account is seen while an order holds some of it, and the payments once it is given back.
    let mut world = World::after(Vec::new());
    let mut seen = || {
        world::checkout(0).into_iter().take(3).for_each(|step| world.take(step));
        let mut books = Books::new(Scope::default());
        books.payments(&world.user_page(0));
        vec![Step { order: 0, choice: 0 }; 4].into_iter().for_each(|step| world.take(step));
        books.payments(&world.payment_page(0));
        books.close()
    };
    let mut settled = Settled::of(seen());
    assert_eq!(settled.open.users.len(), 1);
    settled.again(seen());
    assert!(settled.report.disagreements.is_empty(), "{:?}", settled.report);
}

#[test]
fn an_empty_shop_agrees() {
    let report = Settled::of(Books::new(Scope::default()).close()).report();
    assert!(report.consistent && report.in_flight.is_empty());
}

#[test]
fn an_order_that_is_stuck_with_money_or_goods_out_is_a_disagreement() {
    for (steps, found) in [(1, 0), (2, 2), (3, 3)] {
        let mut world = World::after(world::checkout(0).into_iter().take(steps));
        world.in_flight_seconds = 900;
        assert!(audited(&mut world, &mut still()).consistent);
        world.in_flight_seconds = 901;
        let report = audited(&mut world, &mut still());
        assert_eq!((report.disagreements.len(), report.consistent), (found, found == 0), "{report:?}");
        let stuck = format!("the checkout of order {} has not moved for 15 minutes, but ", id('a', 0));
        assert!(report.disagreements.iter().all(|one| one.message.starts_with(&stuck)), "{report:?}");
    }
}

#[test]
fn a_document_that_cannot_be_read_is_a_finding_of_its_own() {
    let mut world = World::after(world::checkout(0));
    world.corrupt(Fault::OrderLost, 0).unwrap();
    let reading = |world: &World| {
        let mut books = Books::new(Scope::default());
        (0..world.users.len()).for_each(|user| books.payments(&world.user_page(user)));
        (0..world.orders.len()).for_each(|order| books.payments(&world.payment_page(order)));
        (0..world.orders.len()).for_each(|order| books.stock(&world.reservation_page(order)));
        (0..world.items.len()).for_each(|item| books.stock(&world.item_page(item)));
        (1..world.orders.len()).for_each(|order| books.orders(&world.order_page(order)));
        let key = format!("order#{}", id('a', 0));
        let unreadable = vec![model::shop::Unreadable { key, problem: "missing field `state`".to_owned() }];
        books.orders(&model::shop::OrdersPage { unreadable, ..Default::default() });
        books.close()
    };
    let report = Settled::of(reading(&world)).report();
    assert!(
        !report.consistent && report.disagreements.is_empty() && report.unsettled.is_empty(),
        "{report:?}"
    );
    assert_eq!(report.unreadable[0].key, format!("order#{}", id('a', 0)));
}

#[test]
fn slices_find_together_what_one_reading_finds() {
    let mut world = World::after((0..world::ORDERS).flat_map(world::checkout));
    world.corrupt(Fault::CreditChanged, 0).unwrap();
    let whole = audited(&mut world, &mut still());
    for of in [2, 3, 8] {
        let mut sum = AuditReport::default();
        for number in 0..of {
            let mut settled = Settled::of(reading(&mut world, &mut still(), Scope::Slice { number, of }));
            let scope = Scope::of(&settled.open);
            settled.again(reading(&mut world, &mut still(), scope));
            sum.merge(settled.report());
        }
        let sum = sum.conclude();
        assert_eq!((&sum.sums, &sum.disagreements), (&whole.sums, &whole.disagreements), "{of} slices");
    }
}
