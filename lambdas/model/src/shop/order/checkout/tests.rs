use super::*;
use crate::shop::OrderState;
use proptest::prelude::*;

fn id(number: u64) -> Id {
    Id::parse("id", &format!("{number:08x}-0000-4000-8000-000000000000")).unwrap()
}

fn order(state: OrderState, attempt: u64, revision: u64) -> Order {
    let mut order = Order::create(&id(1), &id(2), None).answer.unwrap();
    (order.state, order.attempt, order.revision) = (state, attempt, revision);
    order
}

#[test]
fn a_waiting_request_is_answered_only_when_it_is_known() {
    let begun = Begun { attempt: 2, revision: 7 };
    let outcome = |state, attempt, revision| order(state, attempt, revision).outcome(begun);
    assert_eq!(outcome(OrderState::Open, 1, 7), CheckoutOutcome::Waiting);
    assert_eq!(outcome(OrderState::Open, 1, 8), CheckoutOutcome::Overtaken);
    assert_eq!(outcome(OrderState::CheckingOut, 2, 8), CheckoutOutcome::Waiting);
    assert_eq!(outcome(OrderState::Undoing, 2, 9), CheckoutOutcome::Waiting);
    assert_eq!(outcome(OrderState::Paid, 2, 9), CheckoutOutcome::Paid);
    assert!(matches!(outcome(OrderState::Open, 2, 9), CheckoutOutcome::Refused(_)));
    assert!(matches!(outcome(OrderState::Removed, 1, 8), CheckoutOutcome::Refused(_)));
}

#[test]
fn only_a_checkout_that_has_not_moved_for_long_is_given_up() {
    let mut order = order(OrderState::CheckingOut, 1, 2);
    order.began_at = Some(1000);
    assert_eq!(order.rescue(1000 + LOST_AFTER_SECONDS), None);
    assert_eq!(order.rescue(1001 + LOST_AFTER_SECONDS).unwrap().undo, OrderState::CheckingOut);
    assert_eq!(order.rescue(0), None);
    order.state = OrderState::Paid;
    assert_eq!(order.rescue(u64::MAX), None);
}

#[test]
fn a_checkout_that_was_lost_before_it_began_is_answered_and_begins_no_more() {
    let mut before = order(OrderState::Open, 0, 2);
    before.lines.insert(id(3), super::super::Line { n: 1, price: 1 });
    let input = before.checkout(&id(4), &id(5), 1000).unwrap();
    let lost = LostExecution::Checkout(input.clone());
    let decision = Order::after_loss(Some(&before), &lost);
    assert_eq!(decision.answer, Ok(Aftermath::GivenUp));
    let [Write::Replace { revision: 2, document, .. }] = &decision.writes[..] else { panic!() };
    let mut order: Order = serde_json::from_value(document.clone()).unwrap();
    assert!(matches!(order.outcome(input.begun()), CheckoutOutcome::Refused(_)));
    assert!(!order.begin(&input), "a write that comes late begins nothing");

    // The same request again asks about this checkout, and starts none.
    let asked = Asked { key: id(4), what: "POST".to_owned(), now_seconds: 1001 };
    let Write::Remember { document, .. } = asked.bind(None, input.begun()) else { panic!() };
    let earlier: Operation = serde_json::from_value(document).unwrap();
    let run = id(6);
    let caller = Caller { asked: Some(&asked), earlier: Some(&earlier), run: &run, now_seconds: 1001 };
    let entered = Order::enter(&id(1), Some(&order), &caller);
    assert_eq!(entered.answer, Ok(Course::Join(input.begun())));
    // The event may be repeated, and another key begins another checkout.
    assert_eq!(Order::after_loss(Some(&order), &lost).answer, Ok(Aftermath::Nothing));
    let next = order.checkout(&id(7), &id(8), 1002).unwrap();
    assert!(next.attempt == 2 && order.begin(&next));
}

#[test]
fn only_what_has_not_begun_is_given_up() {
    let mut begun = order(OrderState::Open, 0, 2);
    begun.lines.insert(id(3), super::super::Line { n: 1, price: 1 });
    let input = begun.checkout(&id(4), &id(5), 1000).unwrap();
    let lost = LostExecution::Checkout(input.clone());
    let mut changed = begun.clone();
    changed.revision += 1;
    assert_eq!(Order::after_loss(Some(&changed), &lost), Decision::known(Aftermath::Nothing));
    assert!(begun.begin(&input));
    let decision = Order::after_loss(Some(&begun), &lost);
    assert!(decision.writes.is_empty() && matches!(decision.answer, Ok(Aftermath::Undo(_))));
    begun.run = Some(id(9));
    assert_eq!(Order::after_loss(Some(&begun), &lost), Decision::known(Aftermath::Nothing));
}

proptest! {
    #[test]
    fn names_of_executions_are_legal(attempt in any::<u64>(), run in any::<u32>()) {
        let undo = UndoInput { order_id: id(1), attempt, undo: OrderState::Paid, reason: String::new() };
        let name = undo.execution_name(&id(run.into()));
        prop_assert!(name.len() <= 80 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
    }
}
