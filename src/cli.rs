//! The command tree and the global flags; nothing else belongs here.

use clap::{Parser, Subcommand};

use crate::commands::local::Local;
use crate::commands::{
    api, build, completion, deploy, docs, doctor, execution, outputs, plan, status, teardown, template,
    validate,
};
use crate::settings::Settings;
use crate::systems::SystemCommand;

/// Deploys, operates and removes serverless systems that span several CloudFormation stacks and AWS regions.
#[derive(Parser)]
#[command(name = "provision", version, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub settings: Settings,

    #[command(subcommand)]
    pub command: Command,
}

/// One variant per command; its words are the `Args` in `commands/`.
#[derive(Subcommand)]
pub enum Command {
    Deploy(deploy::DeployArgs),
    #[command(visible_alias = "diff")]
    Plan(plan::PlanArgs),
    Template(template::Args),
    Build(build::Args),
    Doctor(doctor::Args),
    #[command(visible_alias = "list")]
    Status(status::StatusArgs),
    Outputs(outputs::OutputsArgs),
    Api(api::Args),
    #[command(visible_alias = "destroy")]
    Teardown(teardown::Args),
    Validate(validate::Args),
    Completion(completion::Args),
    Docs(docs::Args),
    #[command(flatten)]
    System(SystemCommand),
    Execution(execution::Args),
    Local(Local),
}
