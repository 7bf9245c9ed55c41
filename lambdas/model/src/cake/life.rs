//! An order's life under random requests, compared with a reference model that is simple enough to be obviously
//! correct: a list of accepted requests, in which each request has one place.

use super::{Delivery, Fulfilment, Illegal, NewOrder, Order, OrderId, OrderState, Step};
use proptest::prelude::*;

const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

/// Something that happens to the order. Small numbers stand for values, so that repetitions and contradictions are common.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Happening {
    Place(u8),
    Fulfil(u8),
    Send,
    Deliver(u8, u8),
}

use Happening::*;

impl Happening {
    /// The place of such a request in every life.
    fn place(&self) -> usize {
        match self {
            Place(_) => 0,
            Fulfil(_) => 1,
            Send => 2,
            Deliver(..) => 3,
        }
    }
}

/// How a request is answered.
#[derive(Debug, Eq, PartialEq)]
enum Answer {
    Accepted,
    Repeated,
    Refused(Option<OrderState>),
}

/// What was accepted so far.
#[derive(Default)]
struct Reference(Vec<Happening>);

impl Reference {
    fn answer(&mut self, happening: &Happening) -> Answer {
        let place = happening.place();
        if self.0.get(place) == Some(happening) {
            Answer::Repeated
        } else if self.0.len() == place {
            self.0.push(happening.clone());
            Answer::Accepted
        } else {
            Answer::Refused(self.state())
        }
    }

    fn state(&self) -> Option<OrderState> {
        self.0.len().checked_sub(1).map(|last| OrderState::ALL[last])
    }
}

/// The model, used as the functions use it.
#[derive(Default)]
struct Shop(Option<Order>);

impl Shop {
    fn answer(&mut self, happening: &Happening, now: &str) -> Answer {
        let Some(order) = &self.0 else { return self.answer_first(happening, now) };
        let order_id = OrderId::parse(ID).unwrap();
        let step = match happening {
            Place(value) => {
                let again = new_order(*value).into_order(order_id, now);
                let same = order.was_placed_like(&again);
                same.then_some(Step::Repeated).ok_or(Illegal { state: order.order_state })
            }
            Fulfil(value) => {
                order.fulfilled(&Fulfilment { order_id, fulfillment_id: value.to_string() }, now)
            }
            Send => order.sent_for_delivery(now),
            Deliver(company, review) => {
                let (delivery_company_id, order_review) = (company.to_string(), review.to_string());
                order.delivered(&Delivery { order_id, delivery_company_id, order_review }, now)
            }
        };
        match step {
            Ok(Step::Forward(order)) => {
                self.0 = Some(*order);
                Answer::Accepted
            }
            Ok(Step::Repeated) => Answer::Repeated,
            Err(Illegal { state }) => Answer::Refused(Some(state)),
        }
    }

    fn answer_first(&mut self, happening: &Happening, now: &str) -> Answer {
        let Place(value) = happening else { return Answer::Refused(None) };
        self.0 = Some(new_order(*value).into_order(OrderId::parse(ID).unwrap(), now));
        Answer::Accepted
    }
}

fn new_order(value: u8) -> NewOrder {
    let quantity = u16::from(value) + 1;
    let (name, address) = ("Ann".to_owned(), "1 Main St".to_owned());
    NewOrder { order_id: None, name, address, product_id: "choc".to_owned(), quantity }
}

fn any_happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        (0_u8..2).prop_map(Place),
        (0_u8..2).prop_map(Fulfil),
        Just(Send),
        (0_u8..2, 0_u8..2).prop_map(|(company, review)| Deliver(company, review)),
    ]
}

proptest! {
    #[test]
    fn an_order_lives_as_the_reference_says(happenings in proptest::collection::vec(any_happening(), 0..40)) {
        let (mut reference, mut shop) = (Reference::default(), Shop::default());
        let mut accepted = Vec::new();
        for (moment, happening) in happenings.iter().enumerate() {
            let now = format!("{moment:04}");
            let before = shop.0.clone();
            let answer = shop.answer(happening, &now);
            prop_assert_eq!(&answer, &reference.answer(happening), "{:?}", happening);
            if answer == Answer::Accepted {
                accepted.push(now);
            } else {
                prop_assert_eq!(&before, &shop.0, "only an accepted request changes anything");
            }
            prop_assert_eq!(shop.0.as_ref().map(|order| order.order_state), reference.state());
        }
        if let Some(order) = shop.0 {
            let times = [Some(&order.placed_at), order.fulfilled_at.as_ref(), order.sent_for_delivery_at.as_ref(), order.delivered_at.as_ref()];
            let times_of_states: Vec<&String> = times.into_iter().flatten().collect();
            prop_assert_eq!(times_of_states, accepted.iter().collect::<Vec<_>>(), "each state has its time");
            prop_assert_eq!(Some(&order.updated_at), accepted.last());
            prop_assert_eq!(order.list_key(), format!("{}#{ID}", accepted[0]));
        }
    }
}
