//! What changes an open order: items are added and taken out, and the order is removed.

use super::{Line, MOST_LINES, NewLine, Order, OrderState};
use crate::shop::decision::document;
use crate::shop::{Decision, Id, LARGEST_AMOUNT, LARGEST_SUM, Refused, Why, Write};
use std::borrow::Cow;

fn change(
    id: &Id,
    existing: Option<&Order>,
    change: impl FnOnce(&mut Order) -> Result<(), Refused>,
) -> Result<Decision<Order>, Refused> {
    let existing = existing.ok_or_else(|| Order::unknown(id))?;
    existing.must_be_open()?;
    let mut order = existing.clone();
    order.revision += 1;
    change(&mut order)?;
    let replace =
        Write::Replace { key: Order::key(id), revision: existing.revision, document: document(&order) };
    Ok(Decision::after(vec![replace], order))
}

impl Order {
    /// Adds pieces of an item to the order.
    pub fn add(id: &Id, new: &NewLine, existing: Option<&Order>) -> Decision<Order> {
        let changed = change(id, existing, |order| {
            let line = order.lines.entry(new.item_id.clone()).or_insert(Line { n: 0, price: new.price });
            line.n += new.n;
            if line.n > LARGEST_AMOUNT {
                return Err(Refused::conflict(format!(
                    "no more than {LARGEST_AMOUNT} of an item can be ordered"
                )));
            }
            if order.lines.len() > MOST_LINES {
                return Err(Refused::conflict(format!("an order has at most {MOST_LINES} different items")));
            }
            match order.cost() {
                Some(_) => Ok(()),
                None => Err(Refused::conflict(format!("an order costs at most {LARGEST_SUM}"))),
            }
        });
        changed.unwrap_or_else(Decision::refused)
    }

    /// Takes pieces of an item out of the order.
    pub fn take_out(id: &Id, item: &Id, n: u64, existing: Option<&Order>) -> Decision<Order> {
        let changed = change(id, existing, |order| {
            let Some(line) = order.lines.get_mut(item) else {
                let message = format!("there is no item {item} in order {id}");
                return Err(Refused { why: Why::Unknown, message, field: Some(Cow::Borrowed("item_id")) });
            };
            line.n = line.n.checked_sub(n).ok_or_else(|| {
                Refused::conflict(format!(
                    "order {id} has {} of item {item}, but {n} are to be removed",
                    line.n
                ))
            })?;
            order.lines.retain(|_, line| line.n > 0);
            Ok(())
        });
        changed.unwrap_or_else(Decision::refused)
    }

    /// Removes the order.
    pub fn remove(id: &Id, existing: Option<&Order>) -> Decision<Order> {
        let changed = change(id, existing, |order| {
            order.state = OrderState::Removed;
            Ok(())
        });
        changed.unwrap_or_else(Decision::refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u64) -> Id {
        Id::parse("id", &format!("{number:08x}-0000-4000-8000-000000000000")).unwrap()
    }

    fn order(lines: u64) -> Order {
        let mut order = Order::create(&id(1), &id(2), None).answer.unwrap();
        order.lines = (0..lines).map(|number| (id(100 + number), Line { n: 1, price: 1 })).collect();
        order
    }

    fn add(order: &Order, item: u64, n: u64, price: u64) -> Result<Order, Refused> {
        let decision = Order::add(&order.order_id, &NewLine { item_id: id(item), n, price }, Some(order));
        assert_eq!(decision.writes.is_empty(), decision.answer.is_err());
        decision.answer
    }

    #[test]
    fn an_order_remains_within_its_limits() {
        let full = order(u64::try_from(MOST_LINES).unwrap());
        assert_eq!(add(&full, 100, 1, 1).unwrap().lines[&id(100)].n, 2);
        assert!(add(&full, 500, 1, 1).unwrap_err().message.contains("at most 50 different items"));
        assert!(add(&full, 100, LARGEST_AMOUNT, 1).unwrap_err().message.contains("no more than"));
        assert!(
            add(&order(0), 1, LARGEST_AMOUNT, LARGEST_AMOUNT).unwrap_err().message.contains("costs at most")
        );
    }

    #[test]
    fn only_an_open_order_changes() {
        for state in OrderState::ALL {
            let mut order = order(1);
            order.state = state;
            assert_eq!(add(&order, 100, 1, 1).is_ok(), state == OrderState::Open, "{state}");
        }
    }
}
