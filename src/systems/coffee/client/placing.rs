//! Places an order and finds out its result: by the order itself, or step by step by its workflow.

use anyhow::Result;
use model::coffee::{NewOrder, Order};

use super::{CoffeeOrders, Place};
use crate::systems::kit::deadline::{Deadline, Pace};
use crate::systems::kit::execution::follow::{Follower, Stop};
use crate::systems::kit::execution::progress::Change;
use engine::aws::stepfunctions::{ExecutionStatus, StepFunctions};
use engine::failure::Failure;

/// The workflow's name for the failure that another order is active.
const ORDER_ACTIVE: &str = "order-active";

/// How the placing of an order ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is active, or was collected since.
    Placed(Order),
    /// It is placed and has its invoice, but its workflow failed after that; why.
    Unannounced(Order, String),
    /// It was not placed and nothing is left of it; why.
    Failed(String),
    /// The deadline came first; the work continues.
    InProgress,
}

/// Hands an order to its workflow, unless a conflict can be seen before: another active order, or other items
/// under the same id.
pub async fn place(orders: &CoffeeOrders, new: &NewOrder) -> Result<()> {
    let place = place_of(new);
    if let Some(active) = orders.find(&place).await? {
        check(new, &active)?;
    }
    orders.hand_over(new).await
}

/// Waits until the order is written, or another one is seen in its place.
pub async fn until_written(orders: &CoffeeOrders, new: &NewOrder, deadline: Deadline) -> Result<Outcome> {
    let (place, mut pace) = (place_of(new), Pace::new());
    loop {
        if let Some(active) = orders.find(&place).await? {
            check(new, &active)?;
            return Ok(Outcome::Placed(active));
        }
        if deadline.has_passed() {
            return Ok(Outcome::InProgress);
        }
        pace.pause(deadline.left()).await;
    }
}

/// Follows the workflow until it is over or the deadline has passed. Its result is read from the invoice, or from
/// the conflicting order.
pub async fn until_placed(
    orders: &CoffeeOrders,
    service: StepFunctions,
    new: &NewOrder,
    deadline: Deadline,
    observe: &dyn Fn(&Change),
) -> Result<(Outcome, Follower)> {
    let mut follower = Follower::new(service, orders.execution(&new.orderid));
    let observe = |change: &Change| {
        observe(change);
        Ok(())
    };
    let outcome = match follower.follow(Some(deadline), &observe).await? {
        Stop::DeadlinePassed => Outcome::InProgress,
        Stop::Absent => Outcome::Failed("its workflow has not begun".to_owned()),
        Stop::Ended => ended(orders, new, &follower).await?,
    };
    Ok((outcome, follower))
}

async fn ended(orders: &CoffeeOrders, new: &NewOrder, follower: &Follower) -> Result<Outcome> {
    let place = place_of(new);
    let end = follower.progress().and_then(|progress| progress.end());
    let Some((status, trouble)) = end.filter(|(status, _)| *status != ExecutionStatus::Succeeded) else {
        return Ok(match orders.invoiced(&place, Some(&new.orderid)).await? {
            Some(order) => {
                check(new, &order)?;
                Outcome::Placed(order)
            }
            None => Outcome::Failed("its workflow succeeded, but there is no invoice".to_owned()),
        });
    };
    if trouble.error == ORDER_ACTIVE {
        // The conflicting order may have been collected since; then the workflow's own message is used.
        if let Some(active) = orders.find(&place).await? {
            check(new, &active)?;
        }
        return Ok(Outcome::Failed(trouble.cause.clone()));
    }
    let reason = format!("the workflow is {status}: {}", trouble.sentence());
    // Failures that the workflow names itself come after the order was taken back. Those of AWS, which have a dot in
    // their names, may come after the invoice, which is written last of all that makes an order.
    if trouble.error.contains('.')
        && let Some(order) = orders.invoiced(&place, Some(&new.orderid)).await?
        && order.fulfils(new)
    {
        return Ok(Outcome::Unannounced(order, reason));
    }
    Ok(Outcome::Failed(reason))
}

fn place_of(new: &NewOrder) -> Place {
    Place { account: new.accountid.clone(), vendor: new.vendorid.clone() }
}

/// Refuses what is not this order.
fn check(new: &NewOrder, found: &Order) -> Result<(), Failure> {
    if found.fulfils(new) {
        return Ok(());
    }
    let Order { orderid, accountid, vendorid, placedat, .. } = found;
    if *orderid == new.orderid {
        let text = format!("order {orderid} was already placed at {placedat}, with other items");
        return Err(Failure::failed(text).hint("use another --id, or none"));
    }
    let text = format!(
        "account {accountid} already has an active order with vendor {vendorid}: order {orderid}, placed \
        at {placedat}"
    );
    let words = Place { account: accountid.clone(), vendor: vendorid.clone() }.words();
    Err(Failure::failed(text).hint(format!("once it is collected: `provision coffee collect {words}`")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::failure::kind_of;
    use model::coffee::{AccountId, Item, OrderId, VendorId};

    fn new(last: char, quantity: u8) -> NewOrder {
        NewOrder {
            orderid: OrderId::parse(&format!("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5{last}")).unwrap(),
            accountid: AccountId::parse("ada").unwrap(),
            vendorid: VendorId::parse("corner").unwrap(),
            items: vec![Item { name: "Latte".to_owned(), quantity }],
        }
    }

    #[test]
    fn only_the_same_order_is_no_obstacle() {
        let active = new('a', 1).into_order("2026-10-09T10:11:12.013Z");
        assert!(check(&new('a', 1), &active).is_ok());
        let other_items = check(&new('a', 2), &active).unwrap_err();
        assert!(other_items.message.ends_with("with other items"), "{other_items}");
        let other_order = check(&new('b', 1), &active).unwrap_err();
        assert!(other_order.message.contains(": order 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5a"));
        assert_eq!(kind_of(&other_order.into()).exit_code(), 1);
    }
}
