//! A deploy of a stack in every possible state, under CloudFormation's own rules.

mod change_sets;
mod lost;
mod many;
mod overtaken;
mod requests;
mod stale;
mod states;
mod validation;
