//! Every state that a stack may be in, met by a deploy against CloudFormation's own rules.

mod change_sets;
mod lost;
mod many;
mod overtaken;
mod requests;
mod stale;
mod states;
mod validation;
