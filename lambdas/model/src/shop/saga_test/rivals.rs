//! Checkouts of one order that were requested at the same time.

use super::{Stage, World};
use crate::shop::OrderState;

/// Both were asked for before one of them began, so they have the same number.
#[test]
fn a_checkout_that_could_not_begin_undoes_no_other_of_its_number() {
    let mut world = World::new();
    world.supply(0, 8);
    world.supply(2, 8);
    world.check_out(0);
    world.check_out(0);
    world.advance_execution(0, 2);
    for (fault, stage) in [(3, Stage::GiveUp), (2, Stage::BeginUndo), (2, Stage::Ended)] {
        world.advance_execution(1, fault);
        assert_eq!(world.executions[1].stage, stage);
    }
    assert_eq!(world.order(0).state, OrderState::CheckingOut);
    world.settle();
    assert_eq!(world.order(0).state, OrderState::Paid);
}
