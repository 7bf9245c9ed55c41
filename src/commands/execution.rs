//! `provision execution`: what runs in the workflows of the deployed systems.

use std::time::Duration;

use anyhow::Result;
use clap::builder::NonEmptyStringValueParser;
use clap::{Subcommand, ValueEnum};
use futures_util::future::join_all;
use serde::Serialize;

use crate::context::Context;
use crate::names::{EXECUTIONS, Names};
use crate::output::duration::elapsed;
use crate::output::execution::{ExecutionList, ExecutionReport, log_lines};
use crate::output::follow::Following;
use crate::settings::Flag;
use crate::systems::kit::deadline::{Deadline, Pace};
use crate::systems::kit::execution::follow::{Follower, Stop};
use crate::systems::kit::execution::function_log::{self, FunctionLog};
use crate::systems::kit::execution::progress::{Change, Progress};
use crate::systems::kit::execution::{Executions, Found, Listed, Machine, NotFound, begins_with_id};
use crate::systems::kit::interrupt::unless_interrupted;
use crate::systems::kit::paging::words_of;
use crate::systems::kit::stage::Stage;
use engine::aws::stepfunctions::{ExecutionArn, ExecutionStatus, Trouble};
use engine::aws::timestamp::Timestamp;
use engine::aws::{Cloud, Region};
use engine::failure::Failure;
use engine::shell::quoted;

/// Executions that are listed where the caller does not say how many.
const USUAL: u32 = 20;
/// How long a request that was just accepted may take to start its execution.
const START: Duration = Duration::from_secs(10);

/// Most executions of a listing.
const MOST_LISTED: u32 = 1000;

/// List, show and follow executions of the deployed workflows, in every region
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision execution list\n  provision execution tail 3e2a1c9e")]
pub struct Args {
    #[command(subcommand)]
    command: ExecutionCommand,
}

#[derive(Debug, Subcommand)]
enum ExecutionCommand {
    List(ListArgs),
    Show(ShowArgs),
    Tail(TailArgs),
}

/// List executions, newest first
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision execution list mailbox --status failed")]
struct ListArgs {
    /// Only the executions of this system
    #[arg(add = Names::Systems)]
    system: Option<String>,
    /// Only those with this status
    #[arg(long, value_name = "STATUS")]
    status: Option<StatusArg>,
    /// Maximum number of executions to list
    #[arg(long, value_name = "N", default_value_t = USUAL, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_LISTED)))]
    limit: u32,
}

/// Show one execution: its states, attempts, waits and errors
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision execution show 3e2a1c9e\n  \
                        provision execution show 3e2a1c9e --logs --output json")]
struct ShowArgs {
    /// Id that it was started for (or a prefix of it), the execution's name, or its ARN
    #[arg(value_parser = NonEmptyStringValueParser::new(), add = Names::Live(EXECUTIONS))]
    id: String,
    /// Show the last log lines of the function that failed
    #[arg(long)]
    logs: bool,
}

/// Follow executions until they end: states, attempts, waits and errors as they happen
///
/// Exits with 0 if all have succeeded and with 1 otherwise. Shows the last log lines of the function that made an
/// execution fail. With --output json every change is one JSON object on a line. Ctrl-C ends the command, not the
/// executions.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision execution tail 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")]
struct TailArgs {
    /// Ids that they were started for (or prefixes of them), names of executions, or ARNs
    #[arg(value_name = "ID", required = true, value_parser = NonEmptyStringValueParser::new(), add = Names::Live(EXECUTIONS))]
    ids: Vec<String>,
    /// Show the last log lines of a function that failed even if the execution continued
    #[arg(long)]
    logs: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum StatusArg {
    /// Still running
    Running,
    /// Ended without an error
    Succeeded,
    /// Ended with an error
    Failed,
    /// Exceeded its time limit
    TimedOut,
    /// Stopped on request
    Aborted,
}

impl From<StatusArg> for ExecutionStatus {
    fn from(status: StatusArg) -> Self {
        match status {
            StatusArg::Running => Self::Running,
            StatusArg::Succeeded => Self::Succeeded,
            StatusArg::Failed => Self::Failed,
            StatusArg::TimedOut => Self::TimedOut,
            StatusArg::Aborted => Self::Aborted,
        }
    }
}

/// One change on one JSON line.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TailLine<'a> {
    /// Name of the execution.
    execution: &'a str,
    /// Name of its state machine.
    machine: &'a str,
    /// The region that it runs in.
    region: &'a str,
    #[serde(flatten)]
    change: &'a Change,
}

/// The last log lines of a function, as one JSON line.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LogEvent<'a> {
    /// Name of the execution.
    execution: &'a str,
    /// Always `log`.
    event: &'static str,
    #[serde(flatten)]
    log: &'a FunctionLog,
}

/// Runs one of the commands.
pub async fn run(context: &Context, args: Args) -> Result<()> {
    match args.command {
        ExecutionCommand::List(args) => list(context, args).await,
        ExecutionCommand::Show(args) => show(context, args).await,
        ExecutionCommand::Tail(args) => tail(context, args).await,
    }
}

async fn list(context: &Context, args: ListArgs) -> Result<()> {
    let cloud = cloud_of_stage(context).await?;
    let machines = machines(context, &cloud, args.system.as_deref()).await?;
    let limit = usize::try_from(args.limit)?;
    let status = args.status.map(ExecutionStatus::from);
    let (executions, more) = Executions::new(&cloud, machines).list(status, limit).await?;
    if args.system.is_none() && status.is_none() && args.limit >= USUAL {
        let named = |listed: &Listed| (listed.name.clone(), listed.status.to_string());
        context.keep_names(&EXECUTIONS, executions.iter().map(named));
    }
    if executions.is_empty() {
        context.ui.note(&format!("no executions{}", args.filter()));
    }
    if more {
        context.ui.note(&args.older(&context.settings.form));
    }
    context.ui.report(&ExecutionList {
        executions,
        more,
        is_filtered: status.is_some(),
        now: Timestamp::now(),
    })
}

impl ListArgs {
    /// Which executions are listed, as a sentence names them.
    fn filter(&self) -> String {
        let system = self.system.iter().map(|system| format!(" of {system}"));
        let status = self.status.iter().filter_map(ValueEnum::to_possible_value);
        system.chain(status.map(|status| format!(" with status {}", status.get_name()))).collect()
    }

    /// The note that there are older executions, with the command that lists them too.
    fn older(&self, form: &[Flag]) -> String {
        if self.limit >= MOST_LISTED {
            return format!("there are older executions; {MOST_LISTED} are the most that are listed");
        }
        let system = self.system.iter().map(|system| format!(" {system}"));
        let status = self.status.iter().filter_map(ValueEnum::to_possible_value);
        let status = status.map(|status| format!(" --status {}", status.get_name()));
        let words: String = system.chain(status).collect();
        let limit = self.limit.saturating_mul(2).min(MOST_LISTED);
        let form = words_of(form);
        format!("there are older executions: `provision execution list{words} --limit {limit}{form}`")
    }
}

async fn show(context: &Context, args: ShowArgs) -> Result<()> {
    let cloud = cloud_of_stage(context).await?;
    let executions = open(context, &cloud, std::slice::from_ref(&args.id)).await?;
    let arn = find(context, &executions, &args.id).await?;
    let mut follower = Follower::new(executions.service(&arn.region()), arn.clone());
    follower.look().await?;
    let missing = || Failure::failed(format!("execution {arn} no longer exists"));
    let execution = executions.describe(&arn).await?.ok_or_else(missing)?;
    let progress = follower.progress().ok_or_else(missing)?;
    let log = if args.logs { function_log::of_failure(&cloud, &arn.region(), progress).await? } else { None };
    let report = ExecutionReport::new(execution, progress.steps().to_vec(), log, Timestamp::now());
    context.ui.report(&report)
}

async fn tail(context: &Context, args: TailArgs) -> Result<()> {
    let cloud = cloud_of_stage(context).await?;
    let executions = open(context, &cloud, &args.ids).await?;
    let mut arns = Vec::new();
    for id in &args.ids {
        let arn = find_soon(context, &executions, id).await?;
        if !arns.contains(&arn) {
            arns.push(arn);
        }
    }
    let several = arns.len() > 1;
    let following = Following::result(&context.ui);
    let tails = Tails { context, cloud: &cloud, executions: &executions, following: &following, several };
    let work =
        following.during(async { Ok(join_all(arns.iter().map(|arn| follow(&tails, arn, args.logs))).await) });
    let ids: Vec<_> = args.ids.iter().map(|id| quoted(id)).collect();
    let farewell = || {
        Failure::interrupted("interrupted; the executions are still running")
            .hint(format!("look again with: `provision execution tail {}`", ids.join(" ")))
    };
    let ends = unless_interrupted(work, farewell).await?;
    ends.into_iter().collect::<Result<Vec<_>>>().map(drop)
}

/// Executions that are followed together.
struct Tails<'a> {
    context: &'a Context,
    cloud: &'a Cloud,
    executions: &'a Executions<'a>,
    following: &'a Following<'a>,
    /// Whether they are several, so that each line needs a name.
    several: bool,
}

async fn follow(tails: &Tails<'_>, arn: &ExecutionArn, logs: bool) -> Result<()> {
    let Tails { context, cloud, executions, .. } = tails;
    let region = arn.region();
    let mut follower = Follower::new(executions.service(&region), arn.clone());
    if !context.ui.is_json() {
        context.ui.line(&format!("{} of {} in {region}", arn.name(), arn.machine()))?;
    }
    // A closed pipe ends the command with the next line.
    let observe = |change: &Change| print(tails, arn, change);
    let stop = follower.follow(None, &observe).await?;
    let end = follower.progress().and_then(Progress::end).cloned();
    let (Stop::Ended, Some((status, trouble)), Some(progress)) = (stop, end, follower.progress()) else {
        return Err(Failure::failed(format!("execution {arn} is not known in {region}")).into());
    };
    if logs || status != ExecutionStatus::Succeeded {
        match function_log::of_failure(cloud, &region, progress).await {
            Ok(Some(log)) => print_log(context, arn, &log)?,
            Ok(None) => {}
            Err(error) => context.ui.note(&format!("the function's log cannot be read: {error:#}")),
        }
    }
    verdict(context.ui.is_json(), arn, status, &trouble)
}

fn print(tails: &Tails<'_>, arn: &ExecutionArn, change: &Change) -> Result<()> {
    let context = tails.context;
    if context.ui.is_json() {
        let region = arn.region();
        let (execution, machine, region) = (arn.name(), arn.machine(), region.as_str());
        return context.ui.event_json(&TailLine { execution, machine, region, change });
    }
    tails.following.change(if tails.several { arn.name() } else { "" }, change)
}

fn print_log(context: &Context, arn: &ExecutionArn, log: &FunctionLog) -> Result<()> {
    if context.ui.is_json() {
        return context.ui.event_json(&LogEvent { execution: arn.name(), event: "log", log });
    }
    log_lines(log).iter().try_for_each(|line| context.ui.line(line))
}

fn verdict(is_json: bool, arn: &ExecutionArn, status: ExecutionStatus, trouble: &Trouble) -> Result<()> {
    if status == ExecutionStatus::Succeeded {
        return Ok(());
    }
    let text = format!("execution {} in {} is {status}", arn.name(), arn.region());
    // The lines above show the reason; the last line of JSON stands alone.
    let text = if is_json { format!("{text}: {}", trouble.sentence()) } else { text };
    Err(Failure::failed(text).hint(format!("`provision execution show {} --logs`", arn.name())).into())
}

/// A connection to the account of the selected stage.
async fn cloud_of_stage(context: &Context) -> Result<Cloud> {
    let project = context.project()?;
    let stage = project.stage(context.settings.stage.as_deref())?;
    let regions = context.regions(&project)?;
    context.ui.note(&format!("looking at {}", regions.of_stage(&stage)));
    context.cloud(project.stage_file(&stage), &regions.home, None).await
}

async fn find(context: &Context, executions: &Executions<'_>, text: &str) -> Result<ExecutionArn> {
    let Found { execution, older } = executions.find(text).await?;
    if older > 0 {
        let name = execution.arn.name();
        context.ui.note(&format!("'{text}' means {} executions; this is the newest, {name}", older + 1));
    }
    Ok(execution.arn)
}

/// Looks for a while: a request that was just accepted starts its execution within seconds. Only whole ids are worth
/// that, since what begins like one may be a slip.
async fn find_soon(context: &Context, executions: &Executions<'_>, text: &str) -> Result<ExecutionArn> {
    let deadline = Deadline::after(START);
    let mut pace = Pace::new();
    let mut is_announced = false;
    loop {
        match find(context, executions, text).await {
            Err(error) if error.is::<NotFound>() && begins_with_id(text) && !deadline.has_passed() => {
                if !is_announced {
                    context.ui.note(&format!("no execution for {text} yet, looking for {}", elapsed(START)));
                    is_announced = true;
                }
            }
            end => return end,
        }
        pace.pause(deadline.left()).await;
    }
}

/// An ARN contains its region, so that no stack is looked up.
async fn open<'a>(context: &Context, cloud: &'a Cloud, ids: &[String]) -> Result<Executions<'a>> {
    let all_arns = ids.iter().all(|id| ExecutionArn::parse(id).is_some());
    let machines = if all_arns { Vec::new() } else { machines(context, cloud, None).await? };
    Ok(Executions::new(cloud, machines))
}

/// The state machines that are deployed, of one system or of all.
async fn machines(context: &Context, cloud: &Cloud, system: Option<&str>) -> Result<Vec<Machine>> {
    let project = context.project()?;
    let stage = project.stage(context.settings.stage.as_deref())?;
    let regions = context.regions(&project)?;
    let systems = project.systems(&system.map(str::to_owned).into_iter().collect::<Vec<_>>())?;
    let stage = Stage { project: &project, regions: &regions, name: &stage };
    let resources_of =
        async |stack: &str, region: &Region| cloud.cloudformation(region).resources_if_there(stack).await;
    stage.machines(&systems, resources_of).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_names_its_filter_and_a_longer_one_keeps_it() {
        let list =
            |system: Option<&str>, status| ListArgs { system: system.map(str::to_owned), status, limit: 20 };
        assert_eq!(list(None, None).filter(), "");
        let filtered = list(Some("mailbox"), Some(StatusArg::TimedOut));
        assert_eq!(filtered.filter(), " of mailbox with status timed-out");
        let wide = Flag { name: "--wide".to_owned(), value: None };
        assert_eq!(
            filtered.older(&[wide]),
            "there are older executions: `provision execution list mailbox --status timed-out --limit 40 --wide`"
        );
    }
}
