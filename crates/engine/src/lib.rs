//! The graph of stacks and steps, and how it is brought from the existing state to the wanted one.
//!
//! Knows no system by name, no command line and no terminal: it takes options, emits [`event::Event`]s and returns a
//! report or a failure.

pub mod access;
pub mod adoption;
pub mod approval;
pub mod aws;
pub mod build;
pub mod bundle;
pub mod cause;
pub mod counted;
pub mod deploy;
pub mod doctor;
pub mod document;
mod drift;
pub mod event;
pub mod failed;
pub mod failure;
pub mod graph;
pub mod hotswap;
pub mod leftovers;
pub mod notice;
pub mod outputs;
pub mod pace;
mod packaged;
pub mod plan;
pub mod poller;
mod previous;
pub mod project;
pub mod report;
pub mod resource_name;
pub mod retained;
pub mod reviewed;
pub mod run;
mod runners;
pub mod schedule;
mod secrets;
mod sender;
pub mod sent;
pub mod shell;
pub mod snapshot;
pub mod stack;
pub mod status;
mod steps;
pub mod stuck;
pub mod teardown;
pub mod template;
#[cfg(test)]
mod testing;
mod token;
pub mod vanished;
