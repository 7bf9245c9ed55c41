//! The saga against a reference model that knows of each order only whether it is paid.
//!
//! Everything that may go wrong does so here, in any order: functions die between reading and writing or after writing,
//! steps are done again, late, or after their compensation; several executions compete for one order; a rescue undoes a
//! checkout that is still at work; stock and credit come and go meanwhile.

mod checks;
mod rivals;
mod table;

use self::table::{Table, id};
use super::{
    CheckoutInput, CheckoutOutcome, Claim, Decision, Holding, Id, Ledger, Maker, Order, OrderState,
    Reservation, ReservationState, Step, Taking, Write,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What a workflow's function does for it.
#[derive(Clone, Debug)]
enum Task {
    Take(Ledger, Claim),
    Return(Ledger, Id, u64),
}

/// A function at work. It can stop anywhere for any time.
struct Invocation {
    task: Task,
    /// What was decided on what was read, and is not written yet.
    decided: Option<Decision<Option<Taking>>>,
    /// Whose answer it is; an execution that has given up waiting takes none.
    execution: usize,
    call: usize,
}

/// Where an execution is.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Begin,
    GiveUp,
    TakeStock,
    TakePayment,
    MarkPaid,
    BeginUndo,
    ReturnPayment,
    ReturnStock,
    Reopen,
    Ended,
}

struct Execution {
    stage: Stage,
    order: Id,
    attempt: u64,
    undo: OrderState,
    input: Option<CheckoutInput>,
    reason: String,
    /// Counts its calls, so that the answer of one that it gave up is not taken for another's.
    call: usize,
    is_waiting: bool,
}

const USERS: usize = 2;
const ITEMS: usize = 2;
const ORDERS: usize = 3;

#[derive(Default)]
struct World {
    stock: Table,
    payment: Table,
    orders: Table,
    executions: Vec<Execution>,
    invocations: Vec<Invocation>,
    clock: u64,
}

impl World {
    fn new() -> Self {
        let mut world = World::default();
        for number in 0..ITEMS {
            let item = Ledger::Stock.create(&id(100 + number), Some(3), None);
            assert!(world.stock.write(&item.writes));
        }
        for number in 0..USERS {
            let user = Ledger::Payment.create(&id(200 + number), None, None);
            assert!(world.payment.write(&user.writes));
        }
        for number in 0..ORDERS {
            let mut order = Order::create(&id(number), &id(200 + number % USERS), None).answer.unwrap();
            for item in 0..=number % ITEMS {
                order.lines.insert(id(100 + item), super::Line { n: 2, price: 3 });
            }
            let insert =
                Write::Insert { key: Order::key(&id(number)), document: super::decision::document(&order) };
            assert!(world.orders.write(&[insert]));
        }
        world
    }

    fn order(&self, number: usize) -> Order {
        self.orders.read(Order::key(&id(number)).as_str()).unwrap()
    }

    fn table(&mut self, ledger: Ledger) -> &mut Table {
        match ledger {
            Ledger::Stock => &mut self.stock,
            Ledger::Payment => &mut self.payment,
        }
    }

    /// One thing happens, chosen by `choice`.
    fn happen(&mut self, choice: u16) {
        self.clock += 1;
        let (kind, which, fault) = (choice % 8, usize::from(choice / 8), choice / 64);
        match kind {
            0 => self.supply(which, fault),
            1 => self.check_out(which % ORDERS),
            2 => self.undo(which % ORDERS),
            3..=5 => self.advance_execution(which, fault % 4),
            _ => self.advance_invocation(which, fault % 5),
        }
        self.check_balances();
    }

    fn supply(&mut self, which: usize, amount: u16) {
        let (ledger, holder) = match which % 4 {
            0 | 1 => (Ledger::Stock, id(100 + which % ITEMS)),
            _ => (Ledger::Payment, id(200 + which % USERS)),
        };
        let amount = i64::from(amount % 9) - 2;
        let existing: Option<Holding> = self.table(ledger).read(ledger.key(&holder).as_str());
        let decision = ledger.supply(&holder, amount, existing.as_ref());
        assert!(self.table(ledger).write(&decision.writes));
    }

    fn check_out(&mut self, number: usize) {
        let run = id(5000 + self.executions.len());
        let Ok(input) = self.order(number).checkout(&run, &run, self.clock) else { return };
        self.executions.push(Execution {
            stage: Stage::Begin,
            order: input.order_id.clone(),
            attempt: input.attempt,
            undo: OrderState::CheckingOut,
            input: Some(input),
            reason: String::new(),
            call: 0,
            is_waiting: false,
        });
    }

    /// An operator cancels what is paid, or another request takes a running checkout for lost.
    fn undo(&mut self, number: usize) {
        let order = self.order(number);
        let undo = match order.state {
            OrderState::Paid => OrderState::Paid,
            _ => match order.rescue(u64::MAX) {
                Some(rescue) => rescue.undo,
                None => return,
            },
        };
        self.executions.push(Execution {
            stage: Stage::BeginUndo,
            order: order.order_id,
            attempt: order.attempt,
            undo,
            input: None,
            reason: "undone".to_owned(),
            call: 0,
            is_waiting: false,
        });
    }

    fn advance_execution(&mut self, which: usize, fault: u16) {
        if self.executions.is_empty() {
            return;
        }
        let index = which % self.executions.len();
        let execution = &mut self.executions[index];
        if execution.is_waiting {
            // A time-out: the step is tried again, or given up. What is given back is never given up.
            execution.call += 1;
            execution.is_waiting = false;
            if fault == 0 && matches!(execution.stage, Stage::TakeStock | Stage::TakePayment) {
                execution.reason = "gave up".to_owned();
                execution.stage = Stage::BeginUndo;
            }
            return;
        }
        match execution.stage {
            // It cannot write, or is stopped; a write of it may have been done all the same.
            Stage::Begin if fault == 3 => execution.stage = Stage::GiveUp,
            Stage::Begin | Stage::GiveUp | Stage::MarkPaid | Stage::BeginUndo | Stage::Reopen => {
                self.write_order(index, fault == 1)
            }
            Stage::Ended => {}
            _ => self.call(index),
        }
    }

    /// A step that the workflow does by itself. When its answer is lost it is done again.
    fn write_order(&mut self, index: usize, answer_is_lost: bool) {
        let execution = &mut self.executions[index];
        let key = Order::key(&execution.order);
        let mut order: Order = self.orders.read(key.as_str()).unwrap();
        let run = execution.input.as_ref().map(|input| &input.run);
        let maker = Maker { attempt: execution.attempt, run, undo: execution.undo };
        let (done, next, otherwise) = match execution.stage {
            Stage::Begin => (order.begin(execution.input.as_ref().unwrap()), Stage::TakeStock, Stage::Ended),
            Stage::GiveUp => {
                let input = execution.input.as_ref().unwrap();
                (order.give_up(input, "gave up"), Stage::Ended, Stage::BeginUndo)
            }
            Stage::MarkPaid => {
                (order.make(Step::MarkPaid, maker, None, self.clock), Stage::Ended, Stage::BeginUndo)
            }
            Stage::BeginUndo => {
                (order.make(Step::BeginUndo, maker, None, self.clock), Stage::ReturnPayment, Stage::Ended)
            }
            Stage::Reopen => {
                let reason = Some(execution.reason.as_str());
                (order.make(Step::Reopen, maker, reason, self.clock), Stage::Ended, Stage::Ended)
            }
            _ => unreachable!(),
        };
        self.orders.0.insert(key.as_str().to_owned(), super::decision::document(&order));
        if !answer_is_lost {
            execution.stage = if done { next } else { otherwise };
        }
    }

    fn call(&mut self, index: usize) {
        let execution = &mut self.executions[index];
        let (order_id, attempt) = (execution.order.clone(), execution.attempt);
        let task = match execution.stage {
            Stage::TakeStock => {
                let lines = execution.input.as_ref().unwrap().lines.clone();
                Task::Take(Ledger::Stock, Claim { order_id, attempt, lines })
            }
            Stage::TakePayment => {
                let input = execution.input.as_ref().unwrap();
                let lines = BTreeMap::from([(input.user_id.clone(), input.amount)]);
                Task::Take(Ledger::Payment, Claim { order_id, attempt, lines })
            }
            Stage::ReturnPayment => Task::Return(Ledger::Payment, order_id, attempt),
            _ => Task::Return(Ledger::Stock, order_id, attempt),
        };
        execution.is_waiting = true;
        let call = execution.call;
        self.invocations.push(Invocation { task, decided: None, execution: index, call });
    }

    /// A function reads and decides, or writes and answers, or dies.
    fn advance_invocation(&mut self, which: usize, fault: u16) {
        if self.invocations.is_empty() {
            return;
        }
        let index = which % self.invocations.len();
        let mut invocation = self.invocations.swap_remove(index);
        if fault == 0 {
            return; // Killed before its write.
        }
        let Some(decision) = invocation.decided.take() else {
            invocation.decided = Some(self.decide(&invocation.task));
            self.invocations.push(invocation);
            return;
        };
        let ledger = match &invocation.task {
            Task::Take(ledger, _) | Task::Return(ledger, ..) => *ledger,
        };
        if !self.table(ledger).write(&decision.writes) {
            self.invocations.push(invocation); // Overtaken: it reads again.
        } else if fault != 1 {
            self.answer(&invocation, decision.answer.unwrap());
        } // Else killed after its write.
    }

    fn decide(&mut self, task: &Task) -> Decision<Option<Taking>> {
        let (ledger, order) = match task {
            Task::Take(ledger, claim) => (*ledger, &claim.order_id),
            Task::Return(ledger, order, _) => (*ledger, order),
        };
        let table = self.table(ledger);
        let earlier: Option<Reservation> = table.read(super::Key::reservation(order).as_str());
        match task {
            Task::Take(_, claim) => {
                let holding = |holder: &Id| Some((holder.clone(), table.read(ledger.key(holder).as_str())?));
                let holdings = claim.lines.keys().filter_map(holding).collect();
                let decision = ledger.take(claim, &holdings, earlier.as_ref());
                Decision { answer: decision.answer.map(Some), writes: decision.writes }
            }
            Task::Return(_, order, attempt) => {
                let decision = ledger.give_back(order, *attempt, earlier.as_ref());
                Decision { answer: decision.answer.map(|()| None), writes: decision.writes }
            }
        }
    }

    fn answer(&mut self, invocation: &Invocation, answer: Option<Taking>) {
        let execution = &mut self.executions[invocation.execution];
        if !execution.is_waiting || execution.call != invocation.call {
            return;
        }
        execution.is_waiting = false;
        execution.call += 1;
        let taking = answer.unwrap_or_else(Taking::taken);
        if let Some(reason) = taking.reason {
            execution.reason = reason;
        }
        execution.stage = match (&execution.stage, taking.taken) {
            (Stage::TakeStock, true) => Stage::TakePayment,
            (Stage::TakeStock, false) => Stage::Reopen,
            (Stage::TakePayment, true) => Stage::MarkPaid,
            (Stage::TakePayment, false) | (Stage::ReturnPayment, _) => Stage::ReturnStock,
            _ => Stage::Reopen,
        };
    }

    /// Lets everything come to its end, late functions included, without any more faults.
    fn settle(&mut self) {
        for _ in 0..10_000 {
            self.invocations.retain(|invocation| self.executions.len() > invocation.execution);
            for index in (0..self.invocations.len()).rev() {
                self.advance_invocation(index, 2);
            }
            for index in 0..self.executions.len() {
                if !self.executions[index].is_waiting {
                    self.advance_execution(index, 2);
                } else if self.invocations.iter().all(|invocation| invocation.execution != index) {
                    self.advance_execution(index, 2); // Its function is dead: time-out.
                }
            }
            let is_over = self.executions.iter().all(|execution| execution.stage == Stage::Ended);
            if is_over && self.invocations.is_empty() {
                return;
            }
        }
        panic!("it never ends");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn money_taken_is_goods_sold_whatever_happens(choices in proptest::collection::vec(any::<u16>(), 0..300)) {
        let mut world = World::new();
        for choice in choices {
            world.happen(choice);
        }
        world.settle();
        world.check_balances();
        world.check_agreement();
    }

    /// A request that waits for a checkout gets an answer that remains true of that checkout.
    #[test]
    fn a_definite_answer_is_never_wrong(choices in proptest::collection::vec(any::<u16>(), 0..300)) {
        let mut world = World::new();
        for choice in choices {
            world.happen(choice);
            for execution in &world.executions {
                let Some(input) = &execution.input else { continue };
                let order: Order = world.orders.read(Order::key(&input.order_id).as_str()).unwrap();
                let held = |table: &Table| {
                    let of_it = |one: &Reservation| one.order_id == input.order_id && one.attempt == input.attempt;
                    world.reservations(table).any(|one| of_it(&one) && one.state == ReservationState::Taken)
                };
                match order.outcome(input.begun()) {
                    CheckoutOutcome::Paid => prop_assert_eq!(order.state, OrderState::Paid),
                    CheckoutOutcome::Refused(_) => prop_assert!(!held(&world.stock) && !held(&world.payment)),
                    CheckoutOutcome::Overtaken => prop_assert!(order.attempt < input.attempt),
                    CheckoutOutcome::Waiting => {}
                }
            }
        }
    }
}

/// Without this the properties above might hold because nothing ever happens.
#[test]
fn orders_are_paid_refused_and_undone_in_these_worlds() {
    let mut world = World::new();
    world.supply(0, 8); // 6 of item 0
    world.supply(2, 8); // 6 cents for user 0
    world.check_out(0);
    world.settle();
    assert_eq!(world.order(0).state, OrderState::Paid);
    world.check_out(1);
    world.settle();
    assert_eq!(world.order(1).reason.as_deref().map(|reason| reason.contains("a stock of")), Some(true));
    world.undo(0);
    world.settle();
    assert_eq!((world.order(0).state, world.order(0).attempt), (OrderState::Open, 1));
    world.check_agreement();
}
