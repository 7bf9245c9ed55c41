//! What the program knows of each shipped system: one folder per system, and [`kit`], which they share.
//!
//! A system's folder has its commands (`mod.rs`), their arguments (`args.rs`), a client of what is deployed (`client/`, which
//! knows no command line, terminal or environment) and the reports that it prints (`screen.rs`).

pub mod cake;
pub mod coffee;
pub mod kit;
pub mod mailbox;
pub mod shop;

use anyhow::Result;
use clap::Subcommand;

use crate::context::Context;
#[cfg(test)]
use crate::output::schema::Printed;

/// One variant per system, with the name of its command.
#[derive(Subcommand)]
pub enum SystemCommand {
    Coffee(coffee::Args),
    Mailbox(mailbox::Args),
    Order(cake::Args),
    Shop(shop::Args),
}

impl SystemCommand {
    /// Runs the command to its end.
    pub async fn run(self, context: &Context) -> Result<()> {
        match self {
            Self::Coffee(args) => coffee::run(context, args).await,
            Self::Mailbox(args) => mailbox::run(context, args).await,
            Self::Order(args) => cake::run(context, args).await,
            Self::Shop(args) => shop::run(context, args).await,
        }
    }
}

/// What the commands of all systems print.
#[cfg(test)]
pub fn printed() -> Printed {
    coffee::json::printed()
        .and(mailbox::json::printed())
        .and(cake::json::printed())
        .and(shop::json::printed())
}
