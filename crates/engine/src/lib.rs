//! The graph of stacks and steps, and how it is brought from what is there to what is wanted.
//!
//! Knows no system by name, no command line and no terminal: it is given options, emits [`event::Event`]s and
//! returns a report or a failure.

pub mod adoption;
pub mod aws;
pub mod build;
pub mod bundle;
pub mod change;
pub mod checkup;
pub mod data;
pub mod deploy;
pub mod document;
pub mod event;
pub mod failed;
pub mod failure;
pub mod leftovers;
pub mod notice;
pub mod overview;
pub mod pace;
mod packaged;
pub mod plan;
pub mod preview;
pub mod project;
pub mod replicas;
pub mod report;
pub mod resource_name;
pub mod run;
mod runners;
#[cfg(test)]
mod scene;
pub mod schedule;
mod secrets;
mod sender;
mod served;
pub mod snapshot;
pub mod stack;
pub mod stuck;
pub mod teardown;
pub mod template;
pub mod watch;
