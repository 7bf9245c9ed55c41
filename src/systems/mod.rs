//! What the program knows of each shipped system: a folder for one, and [`kit`], which they share.
//!
//! A system's folder has its commands (`mod.rs`), their arguments (`args.rs`), a client of what is deployed (`client/`, which
//! knows no command line, terminal or environment) and the reports that it prints (`screen.rs`).

pub mod cake;
pub mod coffee;
pub mod kit;
pub mod mailbox;
pub mod shop;
