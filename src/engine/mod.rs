//! The graph of stacks and steps, and how it is brought from what is there to what is wanted.
//!
//! Knows no system by name, no command line and no terminal: it is given options, emits [`event::Event`]s and
//! returns a report or a failure.

pub mod event;
