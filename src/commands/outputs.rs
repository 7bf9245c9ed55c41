//! `provision outputs`.

mod env;

use anyhow::Result;
use clap::ValueEnum;
use serde::Serialize;

use self::env::Variables;
use super::selection::Selection;
use crate::context::Context;
use crate::names::Names;
use engine::aws::Region;
use engine::event::Event;
use engine::failure::Failure;
use engine::graph::WantedStack;
use engine::outputs::{Outputs, StackOutputs};
use engine::project::stack_name;
use engine::status;

/// Print the outputs of the deployed stacks
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision outputs
  provision outputs mailbox                of one system
  provision outputs mailbox-api.ApiUrl     one value, for scripts
  eval \"$(provision outputs mailbox-api --format env)\"
  provision outputs --output json")]
pub struct OutputsArgs {
    /// System or stack whose outputs are printed; or one output, as STACK.OUTPUT, whose value alone is printed
    ///
    /// Of a stack in several replica regions, --replica-region chooses the one whose value is printed.
    #[arg(value_name = "SYSTEM|STACK[.OUTPUT]", add = Names::Outputs)]
    name: Option<String>,

    /// Format of the text [default: table]; cannot be combined with --output json
    #[arg(long, value_name = "FORM")]
    format: Option<OutputsFormat>,
}

/// The form in which outputs are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputsFormat {
    /// A table
    Table,
    /// Shell assignments, STACK_OUTPUT='value'; STACK_REGION_OUTPUT for a stack in several regions, and stack__Output where two
    /// outputs would have the same name
    Env,
}

/// Prints all outputs, or one.
pub async fn outputs(context: &Context, args: OutputsArgs) -> Result<()> {
    check_format(context, args.format)?;
    let selection = Selection::new(context, &[], &[])?;
    let parts =
        |name| str::split_once(name, '.').map_or((name, None), |(stack, output)| (stack, Some(output)));
    let named = args.name.as_deref().map(parts);
    let meant = named.map(|(name, _)| stacks_of(&selection, name)).transpose()?;
    context.ui.note(&format!("looking at {}", selection.place()));
    let cloud = selection.cloud(context, None).await?;
    let silent = |_: Event| {};
    let views = selection.glance(&cloud, &silent).await?;
    let mut report = status::outputs(&selection.graph, &views);
    for value in report.values_mut() {
        *value = model::public_url(value, cloud.endpoint());
    }
    let variables = Variables::of(&report, &selection.target.stage);
    report.retain_stacks(|stack| meant.as_ref().is_none_or(|names| names.contains(&stack.stack)));
    if report.is_empty() && named.is_none_or(|(_, output)| output.is_none()) {
        context.ui.note(&no_outputs(&selection));
    }
    let is_env = args.format == Some(OutputsFormat::Env);
    if let Some((stack, Some(output))) = named {
        if !is_env {
            return one_output(context, &selection, &report, stack, output);
        }
        report.retain(|_, name| name == output);
    }
    if !is_env {
        return context.ui.report(&report);
    }
    variables.shared(&report).iter().for_each(|sentence| context.ui.warning(sentence));
    context.ui.line(&variables.assignments(&report))
}

/// Refuses a format of text together with JSON.
fn check_format(context: &Context, format: Option<OutputsFormat>) -> Result<()> {
    let Some(format) = format.filter(|_| context.ui.is_json()) else { return Ok(()) };
    let word = match format {
        OutputsFormat::Table => "table",
        OutputsFormat::Env => "env",
    };
    Err(Failure::usage(format!("--format {word} cannot be combined with --output json"))
        .hint("leave out one of them; PROVISION_OUTPUT=json counts as --output json")
        .into())
}

/// Why there is nothing to print.
fn no_outputs(selection: &Selection) -> String {
    match selection.graph.stacks().next() {
        None => "no outputs: the project file has no stacks".to_owned(),
        Some(_) => {
            format!(
                "no outputs in stage {}; `provision status` shows what is deployed",
                selection.target.stage
            )
        }
    }
}

/// One output, for programs.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OutputReport<'a> {
    /// Name of the stack.
    stack: &'a str,
    /// Region of the stack.
    region: &'a Region,
    /// Name of the output.
    output: &'a str,
    /// Its value.
    value: &'a str,
}

/// Prints one value: bare, or in an object.
fn one_output(
    context: &Context,
    selection: &Selection,
    report: &Outputs,
    stack: &str,
    output: &str,
) -> Result<()> {
    let with_value = |stack| -> Option<(&StackOutputs, &String)> { Some((stack, stack.values.get(output)?)) };
    let found: Vec<_> = report.iter().filter_map(with_value).collect();
    match &found[..] {
        [] => {
            let stage = &selection.target.stage;
            Err(Failure::failed(format!("there is no output '{stack}.{output}' in stage {stage}"))
                .hint("`provision outputs` lists the existing ones; `provision deploy` creates them")
                .into())
        }
        [(stack, value)] if context.ui.is_json() => {
            let StackOutputs { stack, region, .. } = stack;
            context.ui.report_json(&OutputReport { stack, region, output, value })
        }
        [(_, value)] => context.ui.line(value),
        several => Err(ambiguous(several, stack, output).into()),
    }
}

/// The failure for one output of a stack that is in several regions.
fn ambiguous(found: &[(&StackOutputs, &String)], stack: &str, output: &str) -> Failure {
    let regions: Vec<_> = found.iter().map(|(stack, _)| stack.region.to_string()).collect();
    Failure::usage(format!("'{stack}.{output}' is an output in several regions: {}", regions.join(", ")))
        .hint(format!(
            "choose one with --replica-region {}, or print all of them with `provision outputs {stack}`",
            regions[0]
        ))
}

/// The names of the stacks that a name means: those of a system, or the stack itself.
fn stacks_of(selection: &Selection, name: &str) -> Result<Vec<String>> {
    let full = stack_name(name, &selection.target.stage);
    let is_meant = |stack: &&WantedStack| stack.system == name || stack.name == full || stack.name == name;
    let meant = selection.graph.stacks().map(|(_, stack)| stack).filter(is_meant);
    let names: Vec<_> = meant.map(|stack| stack.name.clone()).collect();
    if !names.is_empty() {
        return Ok(names);
    }
    let file = &selection.project.source.name;
    let systems = selection.target.systems.join(", ");
    Err(Failure::usage(format!("{file} has no system or stack '{name}'"))
        .hint(format!("the systems are: {systems}; `provision outputs` lists all deployed stacks"))
        .into())
}
