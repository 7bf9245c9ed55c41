//! Clients of what is deployed: business objects behind a system's API, and the executions of its workflows.
//!
//! Takes options and returns reports or failures; what happens meanwhile goes to an observer. Knows no command line,
//! no terminal and no environment, and names no SDK type: those stay in `aws`.

pub mod api;
pub mod coffee;
pub mod deadline;
pub mod deployment;
pub mod execution;
pub mod id;
pub mod interrupt;
pub mod mailbox;
pub mod order;
pub mod pages;
pub mod shop;
