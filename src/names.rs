//! Which kind of name an argument's value is, for completion, and the names that list commands cache for it.
//!
//! An argument declares its kind with `#[arg(add = Names::Systems)]`; `command_line/completion` finds the names.

pub mod cache;

use clap::builder::ArgExt;

/// What the value of an argument names.
#[derive(Clone, Copy, Debug)]
pub enum Names {
    /// Systems of the project file.
    Systems,
    /// Stacks of the project file.
    Stacks,
    /// Systems and stacks that have an API.
    Apis,
    /// Systems, stacks and their outputs, as `outputs` takes them.
    Outputs,
    /// Parameters of stacks, as `STACK.NAME=`.
    Parameters,
    /// Resources of stacks, as `STACK.LOGICAL-ID`.
    Resources,
    Stages,
    Regions,
    /// Profiles of the AWS configuration files.
    Profiles,
    /// Pages of the documentation.
    Pages,
    /// One of a fixed set of words.
    OneOf(fn() -> Vec<&'static str>),
    /// What only the deployed stage knows.
    Live(Live),
}

impl ArgExt for Names {}

/// Names that a list command prints and keeps.
#[derive(Clone, Copy, Debug)]
pub struct Live {
    /// What is named, such as `mailboxes`; the cache keeps each kind apart.
    pub kind: &'static str,
    /// The command that lists them, without options.
    pub list: &'static [&'static str],
}

/// Executions of all systems.
pub const EXECUTIONS: Live = Live { kind: "executions", list: &["execution", "list"] };
