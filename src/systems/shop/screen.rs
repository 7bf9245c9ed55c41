//! Rendering of the shop's users, items and orders, and of its audit, for users.

mod list;

use model::shop::{Id, ItemView, OrderState, OrderView, UserView};
use serde::Serialize;

pub use self::list::{ItemList, OrderList, UserList};
use super::client::audit::report::AuditReport;
use crate::output::state::{Meaning, State};
use crate::output::{Details, Report, Table};
use engine::counted::counted;

impl State for OrderState {
    fn meaning(&self) -> Meaning {
        match self {
            OrderState::Paid => Meaning::Done,
            OrderState::CheckingOut | OrderState::Undoing => Meaning::InProgress,
            OrderState::Open | OrderState::Removed => Meaning::Idle,
        }
    }
}

/// A user. In JSON it is as the API returns it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct UserReport(pub UserView);

/// An item. In JSON it is as the API returns it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ItemReport(pub ItemView);

/// An order. In JSON it is as the API returns it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct OrderReport(pub OrderView);

/// An order that was deleted.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DeletedOrder {
    order_id: Id,
    /// Always `removed`.
    state: &'static str,
}

impl DeletedOrder {
    /// Reports that this order was deleted.
    pub fn new(order_id: Id) -> Self {
        Self { order_id, state: "removed" }
    }
}

impl Report for UserReport {
    fn text(&self) -> String {
        let UserView { user_id, credit } = &self.0;
        Details::new().entry("User", user_id.to_string()).entry("Credit", credit.to_string()).to_text()
    }
}

impl Report for ItemReport {
    fn text(&self) -> String {
        let ItemView { item_id, stock, price } = &self.0;
        let details = Details::new().entry("Item", item_id.to_string()).entry("Price", price.to_string());
        details.entry("Stock", stock.to_string()).to_text()
    }
}

impl Report for OrderReport {
    fn text(&self) -> String {
        let order = &self.0;
        let details = Details::new()
            .entry("Order", order.order_id.to_string())
            .entry("User", order.user_id.to_string())
            .entry("State", order.state.shown())
            .maybe("Reason", order.reason.as_deref())
            .entry("Total", order.total_cost.to_string());
        let lines = order.items.iter().map(|line| {
            let cost = u128::from(line.n) * u128::from(line.price);
            [line.item_id.to_string(), line.n.to_string(), line.price.to_string(), cost.to_string()]
        });
        let lines =
            Table::new(["ITEM", "N", "PRICE", "COST"]).right(1).right(2).right(3).ids([0]).rows(lines);
        with_table(details.to_text(), &lines)
    }
}

impl Report for DeletedOrder {
    fn text(&self) -> String {
        format!("order {} is deleted", self.order_id)
    }
}

impl Report for AuditReport {
    fn text(&self) -> String {
        let sums = &self.sums;
        let (paid, open, in_flight) = (sums.paid_orders, sums.open_orders, self.in_flight.len());
        let details = Details::new()
            .entry("Orders", format!("{paid} paid, {open} open, {in_flight} being checked out"))
            .entry("Money taken", format!("{}, of {}", sums.money_taken, counted(sums.users, "user")))
            .entry("Goods sold", format!("{}, of {}", sums.goods_sold, counted(sums.items, "item")))
            .entry("Result", self.result());
        let mut text = with_table(details.to_text(), &self.table_of_those_in_flight());
        for (title, found) in
            [("These disagree:", &self.disagreements), ("These kept changing:", &self.unsettled)]
        {
            text += &listed(title, found.iter().map(|one| one.message.clone()));
        }
        let unreadable = self.unreadable.iter();
        text + &listed(
            "These documents cannot be read:",
            unreadable.map(|one| format!("{} of {}: {}", one.key, one.service, one.problem)),
        )
    }
}

impl AuditReport {
    fn result(&self) -> String {
        let (found, unreadable) = (self.disagreements.len(), self.unreadable.len());
        match (found, unreadable, self.unsettled.len()) {
            (0, 0, 0) => "every order, user and item agrees".to_owned(),
            (0, 0, unsettled) => format!("{unsettled} not known"),
            (found, 0, _) => counted(found, "disagreement"),
            (0, unreadable, _) => counted(unreadable, "unreadable document"),
            _ => {
                format!("{}, {}", counted(found, "disagreement"), counted(unreadable, "unreadable document"))
            }
        }
    }

    fn table_of_those_in_flight(&self) -> Table {
        let rows = self.in_flight.iter().map(|order| {
            [
                order.order_id.to_string(),
                order.state.shown(),
                order.total_cost.to_string(),
                order.money_taken.to_string(),
                order.goods_taken.to_string(),
            ]
        });
        let table = Table::new(["ORDER", "STATE", "TOTAL", "MONEY TAKEN", "GOODS TAKEN"]);
        table.right(2).right(3).right(4).ids([0]).dropping([2]).rows(rows)
    }
}

fn with_table(text: String, table: &Table) -> String {
    if table.is_empty() { text } else { format!("{text}\n\n{}", table.to_text()) }
}

fn listed(title: &str, found: impl Iterator<Item = String>) -> String {
    let lines: String = found.map(|one| format!("\n  {one}")).collect();
    if lines.is_empty() { lines } else { format!("\n\n{title}{lines}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systems::shop::client::audit::report::{Disagreement, Subject, UnreadableDocument};
    use crate::systems::shop::client::audit::sums::{InFlight, Sums};
    use insta::assert_snapshot;
    use model::shop::{OrderLine, OrderState};
    use uuid::Uuid;

    fn id() -> Id {
        Id::parse("id", "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap()
    }

    fn audit() -> AuditReport {
        let sums =
            Sums { users: 3, items: 1, open_orders: 2, paid_orders: 1, money_taken: 250, goods_sold: 250 };
        AuditReport { consistent: true, sums, ..AuditReport::default() }
    }

    #[test]
    fn an_order_shows_what_it_costs() {
        let line = OrderLine { item_id: id(), n: 3, price: 250 };
        let order = OrderView {
            order_id: id(),
            paid: false,
            items: vec![line],
            user_id: id(),
            total_cost: 750,
            state: OrderState::Open,
            reason: Some("user has a credit of 1".to_owned()),
        };
        assert_snapshot!(OrderReport(order).text(), @r"
        Order   3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f
        User    3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f
        State   open
        Reason  user has a credit of 1
        Total   750

        ITEM                                  N  PRICE  COST
        3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f  3    250   750
        ");
    }

    #[test]
    fn an_audit_without_findings_is_four_lines() {
        assert_snapshot!(audit().text(), @r"
        Orders       1 paid, 2 open, 0 being checked out
        Money taken  250, of 3 users
        Goods sold   250, of 1 item
        Result       every order, user and item agrees
        ");
    }

    #[test]
    fn an_audit_names_what_is_in_flight_and_what_disagrees() {
        let order_id = Uuid::parse_str(id().as_str()).unwrap();
        let in_flight = InFlight {
            order_id,
            user_id: order_id,
            state: OrderState::CheckingOut,
            total_cost: 250,
            money_taken: 0,
            goods_taken: 250,
        };
        let message = "order X is paid, but no money of user Y is taken for it".to_owned();
        let found = Disagreement { about: Subject::Order, id: order_id, message };
        let report = AuditReport {
            consistent: false,
            in_flight: vec![in_flight],
            disagreements: vec![found],
            unreadable: vec![UnreadableDocument {
                service: "orders",
                key: "order#1".to_owned(),
                problem: "missing field `state`".to_owned(),
            }],
            ..audit()
        };
        assert_snapshot!(report.text(), @r"
        Orders       1 paid, 2 open, 1 being checked out
        Money taken  250, of 3 users
        Goods sold   250, of 1 item
        Result       1 disagreement, 1 unreadable document

        ORDER                                 STATE         TOTAL  MONEY TAKEN  GOODS TAKEN
        3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f  checking_out    250            0          250

        These disagree:
          order X is paid, but no money of user Y is taken for it

        These documents cannot be read:
          order#1 of orders: missing field `state`
        ");
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!((&json["paid_orders"], &json["in_flight"][0]["goods_taken"]), (&1.into(), &250.into()));
        assert_eq!(json["disagreements"][0]["about"], "order");
    }
}
