//! Cancelling a payment: which checkout is to be undone, and when it is.

use super::{
    Answer, Asked, Begun, Decision, Id, Operation, OrderState, Refused, Reservation, ReservationState, Why,
};

/// What a request to cancel is to do next.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Cancel {
    /// Return the stored response.
    Answered(Answer),
    /// This checkout is to be undone, no other.
    Undo(u64),
}

impl Cancel {
    /// Finds the checkout that the request cancels: the one whose payment exists when the request is first received. The
    /// request is bound to it, so a late duplicate does not undo a payment that was made since.
    pub fn enter(
        user: &Id,
        order: &Id,
        payment: Option<&Reservation>,
        asked: Option<&Asked>,
        earlier: Option<&Operation>,
    ) -> Decision<Cancel> {
        let known = match asked.map_or(Ok(None), |asked| asked.recall(earlier)) {
            Ok(known) => known,
            Err(refused) => return Decision::refused(refused),
        };
        if let Some(answer) = known.and_then(|known| known.answer.clone()) {
            return Decision::known(Cancel::Answered(answer));
        }
        if let Some(begun) = known.and_then(|known| known.begun) {
            return Decision::known(Cancel::Undo(begun.attempt));
        }
        let is_payment = |payment: &&Reservation| {
            payment.state != ReservationState::Refused && payment.lines.contains_key(user)
        };
        let Some(payment) = payment.filter(is_payment) else {
            let refused = unpaid(user, order);
            let writes = asked.map(|asked| asked.conclude(earlier, Answer::from(&refused)).writes);
            return Decision { answer: Err(refused), writes: writes.unwrap_or_default() };
        };
        let begun = Begun { attempt: payment.attempt, revision: payment.revision };
        let writes = asked.map(|asked| asked.bind(earlier, begun)).into_iter().collect();
        Decision::after(writes, Cancel::Undo(payment.attempt))
    }
}

/// Whether a checkout is undone: its money and its goods are given back, and its order is open or further.
pub fn is_undone(attempt: u64, payment: Option<&Reservation>, order: Option<OrderState>) -> bool {
    match payment {
        // A later checkout begins only once the one before is undone.
        Some(payment) if payment.attempt > attempt => true,
        Some(payment) if payment.state == ReservationState::Taken => false,
        _ => order != Some(OrderState::Undoing),
    }
}

fn unpaid(user: &Id, order: &Id) -> Refused {
    let message = format!("user {user} paid nothing for order {order}");
    Refused { why: Why::Unknown, message, field: Some("order_id".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn id(number: u64) -> Id {
        Id::parse("id", &format!("{number:08x}-0000-4000-8000-000000000000")).unwrap()
    }

    fn payment(attempt: u64, state: ReservationState) -> Reservation {
        let lines = BTreeMap::from([(id(1), 5)]);
        Reservation { order_id: id(2), attempt, state, lines, reason: None, revision: attempt }
    }

    #[test]
    fn it_is_undone_only_when_the_order_is() {
        use OrderState::{CheckingOut, Open, Paid, Undoing};
        let is = |state, order| is_undone(1, Some(&payment(1, state)), Some(order));
        assert!(!is(ReservationState::Taken, Paid) && !is(ReservationState::Taken, Undoing));
        // The money is back, the goods may be out.
        assert!(!is(ReservationState::Returned, Undoing));
        assert!(is(ReservationState::Returned, Open) && is(ReservationState::Returned, CheckingOut));
        assert!(is_undone(1, Some(&payment(2, ReservationState::Taken)), Some(Undoing)));
    }

    #[test]
    fn a_late_duplicate_belongs_to_the_checkout_that_it_first_found() {
        let asked = Asked { key: id(3), what: "POST /payment/cancel".to_owned(), now_seconds: 1 };
        let enter = |payment: &Reservation, earlier: Option<&Operation>| {
            Cancel::enter(&id(1), &id(2), Some(payment), Some(&asked), earlier)
        };
        let first = enter(&payment(1, ReservationState::Taken), None);
        assert_eq!(first.answer, Ok(Cancel::Undo(1)));
        let super::super::Write::Remember { document, .. } = &first.writes[0] else { panic!() };
        let bound: Operation = serde_json::from_value(document.clone()).unwrap();
        assert_eq!(enter(&payment(2, ReservationState::Taken), Some(&bound)).answer, Ok(Cancel::Undo(1)));
        let stranger = Cancel::enter(&id(9), &id(2), Some(&payment(1, ReservationState::Taken)), None, None);
        assert_eq!(stranger.answer.unwrap_err().why, Why::Unknown);
    }
}
