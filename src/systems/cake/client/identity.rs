//! Derived ids, which are the same in a repeated request, so that nothing is done twice.

use std::collections::{HashMap, HashSet};

use model::cake::{NewOrder, OrderId};
use uuid::Uuid;

/// Under which all ids are made that are not drawn at random.
const NAMESPACE: Uuid = Uuid::from_u128(0x8d0d_2f3b_71c4_4f57_9a1e_6c3b_5e90_4d12);

/// Where the orders of a batch go, and the name that distinguishes one batch from another.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    pub stage: &'a str,
    pub region: &'a str,
    /// Empty when the user gives none.
    pub name: &'a str,
}

/// Gives the orders of a batch their ids.
///
/// An id is made of what is ordered and how often the batch has ordered the same before, never of the place in a file:
/// a batch that is placed again gives the same ids even when lines were corrected, added, moved or taken out meanwhile,
/// and of two equal lines each is an order. To know equal lines, eight bytes are kept of each order.
#[derive(Debug)]
pub struct Identities {
    namespace: Uuid,
    seen: HashSet<u64>,
    /// How often something was ordered again.
    repeats: HashMap<u64, u32>,
}

impl Identities {
    /// For a batch of which nothing has been read.
    pub fn of(batch: Batch<'_>) -> Self {
        let Batch { stage, region, name } = batch;
        let place = format!("cake order\0{stage}\0{region}\0{name}");
        Self {
            namespace: Uuid::new_v5(&NAMESPACE, place.as_bytes()),
            seen: HashSet::new(),
            repeats: HashMap::new(),
        }
    }

    /// The id of the batch's next order: its own if it has one.
    pub fn id_of(&mut self, order: &NewOrder) -> OrderId {
        if let Some(id) = &order.order_id {
            return id.clone();
        }
        let content = order.to_json().to_string();
        let first = Uuid::new_v5(&self.namespace, content.as_bytes());
        let (short, _) = first.as_u64_pair();
        if self.seen.insert(short) {
            return order_id(first);
        }
        let repeat = self.repeats.entry(short).or_default();
        *repeat += 1;
        order_id(Uuid::new_v5(&self.namespace, format!("{content}\0{repeat}").as_bytes()))
    }
}

/// The fulfilment of an order whose fulfilment has no id of its own: always the same, so that fulfilling can be
/// repeated.
pub fn fulfilment_of(order: &OrderId) -> String {
    Uuid::new_v5(&NAMESPACE, format!("cake fulfilment\0{order}").as_bytes()).to_string()
}

/// A unique id.
pub fn new_order_id() -> OrderId {
    order_id(Uuid::new_v4())
}

fn order_id(uuid: Uuid) -> OrderId {
    OrderId::parse(&uuid.to_string()).expect("a UUID in its usual form is an id")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BATCH: Batch<'static> = Batch { stage: "dev", region: "us-west-2", name: "" };

    fn order(name: &str) -> NewOrder {
        NewOrder {
            order_id: None,
            name: name.to_owned(),
            address: "1 Road".to_owned(),
            product_id: "choc".to_owned(),
            quantity: 1,
        }
    }

    fn ids(batch: Batch<'_>, names: &[&str]) -> Vec<OrderId> {
        let mut identities = Identities::of(batch);
        names.iter().map(|name| identities.id_of(&order(name))).collect()
    }

    #[test]
    fn ids_stay_as_they_are_from_version_to_version() {
        // A batch that an older version has placed in part must not be placed twice by a newer one.
        let ids = ids(BATCH, &["Ann", "Ann"]).into_iter().map(|id| id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids, ["1812daf8-f37e-5fc4-9bd2-76eff9e9c95b", "6f258638-5f32-5952-836d-86b1b6205a16"]);
        let fulfilment = fulfilment_of(&OrderId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap());
        assert_eq!(fulfilment, "d963eb0b-a923-5217-9307-a1260735a3a8");
    }

    #[test]
    fn an_order_with_an_id_keeps_it() {
        let own = new_order_id();
        let order = NewOrder { order_id: Some(own.clone()), ..order("Ann") };
        let mut identities = Identities::of(BATCH);
        assert_eq!([identities.id_of(&order), identities.id_of(&order)], [own.clone(), own]);
    }

    #[test]
    fn another_place_or_batch_gives_other_ids() {
        let other = [
            Batch { stage: "prod", ..BATCH },
            Batch { region: "eu-west-1", ..BATCH },
            Batch { name: "monday", ..BATCH },
        ];
        for batch in other {
            assert_ne!(ids(batch, &["Ann"]), ids(BATCH, &["Ann"]), "{batch:?}");
        }
    }

    proptest! {
        #[test]
        fn every_line_is_one_order_wherever_it_stands(
            names in proptest::collection::vec("[a-c]", 0..30), moved in any::<proptest::sample::Index>()
        ) {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            let mut placed = ids(BATCH, &names);
            placed.sort();
            let mut turned = names.clone();
            if !names.is_empty() {
                turned.rotate_left(moved.index(names.len()));
            }
            let mut again = ids(BATCH, &turned);
            again.sort();
            prop_assert_eq!(&again, &placed);
            placed.dedup();
            prop_assert_eq!(placed.len(), names.len());
        }

        #[test]
        fn a_line_taken_out_or_added_leaves_the_others_theirs(
            names in proptest::collection::vec("[a-z]{2}", 1..30), at in any::<proptest::sample::Index>()
        ) {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            let mut fewer = names.clone();
            fewer.remove(at.index(names.len()));
            let all = ids(BATCH, &names);
            let kept = ids(BATCH, &fewer);
            prop_assert!(kept.iter().all(|id| all.contains(id)));
        }
    }
}
