//! What the three services report about one order, user or item, and where they contradict each other. Plain data and
//! arithmetic: facts that are equal in two readings did not change in between.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use model::shop::LOST_AFTER_SECONDS;
use uuid::Uuid;

/// The prices of items, from the stock service.
pub type Prices = HashMap<Uuid, u64>;

/// Pieces of an item.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Line {
    pub item: Uuid,
    pub pieces: u64,
}

/// How far an order is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// Not paid: nothing may be charged for it.
    Open,
    /// A checkout is under way; anything may be taken or given back.
    InFlight,
    /// A checkout has not moved for so long that nothing carries it on.
    Stuck,
    /// Its money and its goods must be taken.
    Paid,
}

/// An order as the order service returns it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Order {
    pub id: Uuid,
    pub user: Uuid,
    pub stage: Stage,
    /// How many checkouts have begun.
    pub attempt: u64,
    pub total: u64,
    pub lines: Box<[Line]>,
}

/// Money that the payment service has taken for an order.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Payment {
    pub user: Uuid,
    pub amount: u64,
    /// The checkout that took it: taken, given back and taken again is not the same.
    pub attempt: u64,
}

/// Goods that the stock service has taken for an order.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Goods {
    pub lines: Box<[Line]>,
    /// The checkout that took them.
    pub attempt: u64,
}

/// All that is known of one order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OrderFacts {
    pub id: Uuid,
    /// `None` when the order service knows none.
    pub order: Option<Order>,
    pub payment: Option<Payment>,
    pub goods: Option<Goods>,
}

impl OrderFacts {
    /// Whether its checkout is under way.
    pub fn is_in_flight(&self) -> bool {
        self.order.as_ref().is_some_and(|order| matches!(order.stage, Stage::InFlight | Stage::Stuck))
    }

    /// Where the services contradict each other, each in a sentence. Of an order in flight nothing can be
    /// said, unless it is stuck.
    pub fn disagreements(&self, prices: &Prices) -> Vec<String> {
        match &self.order {
            None => self.taken(&format!("there is no order {}", self.id)),
            Some(order) => match order.stage {
                Stage::InFlight => Vec::new(),
                Stage::Stuck => {
                    let minutes = LOST_AFTER_SECONDS / 60;
                    self.taken(&format!(
                        "the checkout of order {} has not moved for {minutes} minutes",
                        self.id
                    ))
                }
                Stage::Open => self.taken(&format!("order {} is not paid", self.id)),
                Stage::Paid => self.of_paid(order, prices),
            },
        }
    }

    /// What the goods that are taken cost.
    pub fn goods_worth(&self, prices: &Prices) -> u128 {
        worth(self.goods(), prices).unwrap_or_default()
    }

    fn goods(&self) -> &[Line] {
        self.goods.as_ref().map_or(&[], |goods| &goods.lines)
    }

    /// What is taken although nothing may be.
    fn taken(&self, because: &str) -> Vec<String> {
        let money = self.payment.map(|Payment { user, amount, .. }| {
            format!("{because}, but {amount} of user {user}'s credit is taken for it")
        });
        let goods = self
            .goods()
            .iter()
            .map(|line| format!("{because}, but {} of item {} is taken for it", line.pieces, line.item));
        money.into_iter().chain(goods).collect()
    }

    fn of_paid(&self, order: &Order, prices: &Prices) -> Vec<String> {
        let paid = format!("order {} is paid", self.id);
        let mut found: Vec<_> = self.of_money(order, &paid).into_iter().collect();
        found.extend(self.of_goods(order, &paid));
        found.extend(self.of_another_checkout(order, &paid));
        let worth = worth(&order.lines, prices);
        if worth != Some(u128::from(order.total)) {
            let worth = worth.map_or("an item that has no price".to_owned(), |worth| worth.to_string());
            found.push(format!(
                "{paid} with a total of {}, but its items at their prices cost {worth}",
                order.total
            ));
        }
        found
    }

    fn of_money(&self, order: &Order, paid: &str) -> Option<String> {
        let Some(payment) = self.payment else {
            return Some(format!("{paid}, but no money of user {} is taken for it", order.user));
        };
        if payment.user != order.user {
            return Some(format!("{paid} by user {}, but belongs to user {}", payment.user, order.user));
        }
        (payment.amount != order.total).then(|| {
            format!(
                "{paid}, but {} of user {}'s credit is taken instead of {}",
                payment.amount, order.user, order.total
            )
        })
    }

    /// What was taken belongs to a checkout that should have given it back.
    fn of_another_checkout(&self, order: &Order, paid: &str) -> Vec<String> {
        let money = self.payment.map(|payment| ("money", payment.attempt));
        let goods = self.goods.as_ref().map(|goods| ("goods", goods.attempt));
        let taken = money.into_iter().chain(goods).filter(|(_, attempt)| *attempt != order.attempt);
        taken
            .map(|(what, by)| {
                format!("{paid} by checkout {}, but checkout {by} took its {what}", order.attempt)
            })
            .collect()
    }

    fn of_goods(&self, order: &Order, paid: &str) -> Vec<String> {
        let pieces = |lines: &[Line], item: Uuid| -> u64 {
            let of_item = lines.iter().filter(|line| line.item == item);
            of_item.fold(0, |sum, line| sum.saturating_add(line.pieces))
        };
        let mut items: Vec<_> = order.lines.iter().chain(self.goods()).map(|line| line.item).collect();
        items.sort_unstable();
        items.dedup();
        let compared =
            items.into_iter().map(|item| (item, pieces(&order.lines, item), pieces(self.goods(), item)));
        compared
            .filter(|(_, ordered, taken)| ordered != taken)
            .map(|(item, ordered, taken)| {
                format!("{paid}, but {taken} of item {item} is taken instead of {ordered}")
            })
            .collect()
    }
}

/// What is known of a user's credit or an item's stock.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct HoldingFacts {
    /// `None` when its service knows none.
    pub record: Option<Holding>,
    /// What orders have taken of it.
    pub held: Tally,
}

/// A balance, and what was brought in so far other than by orders.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Holding {
    pub balance: u64,
    pub supplied: u64,
}

impl HoldingFacts {
    /// Where the balance contradicts what orders have taken. `words` names the two in a sentence.
    pub fn disagreement(&self, words: &HoldingWords, id: Uuid) -> Option<String> {
        let HoldingWords { noun, balance: called, taken } = words;
        let held = self.held.sum;
        let Some(Holding { balance, supplied }) = self.record else {
            return (held > 0)
                .then(|| format!("there is no {noun} {id}, but orders have taken {held} of its {called}"));
        };
        let missing = i128::from(supplied) - i128::from(balance);
        let agrees = i128::try_from(held).is_ok_and(|held| held == missing);
        (!agrees).then(|| {
            format!(
                "{noun} {id} was given {supplied} and has a {called} of {balance}, so {missing} should be taken by \
                 orders, but their {taken} add up to {held}"
            )
        })
    }
}

/// How a kind of holding is spoken of.
#[derive(Clone, Copy, Debug)]
pub struct HoldingWords {
    noun: &'static str,
    balance: &'static str,
    taken: &'static str,
}

/// Users and what they can spend.
pub const USER: HoldingWords = HoldingWords { noun: "user", balance: "credit", taken: "payments" };
/// Items and how many are left.
pub const ITEM: HoldingWords = HoldingWords { noun: "item", balance: "stock", taken: "pieces" };

/// What lines cost; `None` when an item is unknown.
pub fn worth(lines: &[Line], prices: &Prices) -> Option<u128> {
    let costs = lines.iter().map(|line| Some(u128::from(*prices.get(&line.item)?) * u128::from(line.pieces)));
    costs.sum()
}

/// A sum that also knows whether it is made of the same parts as another, in any order.
///
/// Parts that add nothing count too: what was taken and given back in between leaves the same sum and another part.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Tally {
    pub sum: u128,
    digest: u64,
}

impl Tally {
    /// Adds a part, known by what is hashed.
    pub fn add(&mut self, amount: u64, part: impl Hash) {
        let mut hasher = DefaultHasher::new();
        (amount, part).hash(&mut hasher);
        self.sum += u128::from(amount);
        self.digest = self.digest.wrapping_add(hasher.finish());
    }
}
