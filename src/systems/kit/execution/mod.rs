//! Executions of the workflows of all systems and regions: finds them by business id, lists and follows them.

pub mod definition;
pub mod follow;
pub mod function_log;
pub mod progress;

use std::fmt;

use anyhow::Result;
use futures_util::future::try_join_all;
use serde::Serialize;

use crate::systems::kit::id::{SHORTEST, ambiguous};
use engine::aws::stepfunctions::{
    Execution, ExecutionArn, ExecutionStatus, ExecutionSummary, MachineArn, StepFunctions,
};
use engine::aws::timestamp::Timestamp;
use engine::aws::{Cloud, Region};
use engine::failure::Failure;

/// Executions of one machine that a search by business id looks through.
const MOST_SEARCHED: usize = 1000;

/// A state machine that belongs to a deployed system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    pub system: String,
    pub arn: MachineArn,
}

/// One line of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Listed {
    /// The system of its state machine.
    pub system: String,
    /// Name of its state machine.
    pub machine: String,
    pub region: Region,
    /// Name of the execution.
    pub name: String,
    pub status: ExecutionStatus,
    /// When it started.
    pub started: Timestamp,
    /// When it ended; absent while it is running.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Timestamp>,
    pub arn: ExecutionArn,
}

/// The execution that a text means.
#[derive(Clone, Debug)]
pub struct Found {
    pub execution: ExecutionSummary,
    /// How many older ones it means as well.
    pub older: usize,
}

/// The cause, below the failure that reports it, when nothing of a name is there.
#[derive(Clone, Copy, Debug)]
pub struct NotFound;

impl fmt::Display for NotFound {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no execution")
    }
}

impl std::error::Error for NotFound {}

/// The executions of known machines, in all their regions.
pub struct Executions<'a> {
    cloud: &'a Cloud,
    machines: Vec<Machine>,
}

impl<'a> Executions<'a> {
    /// Looks only at these machines, and by ARN at any other too.
    pub fn new(cloud: &'a Cloud, machines: Vec<Machine>) -> Self {
        Self { cloud, machines }
    }

    /// The service in a region.
    pub fn service(&self, region: &Region) -> StepFunctions {
        StepFunctions::new(self.cloud, region)
    }

    /// The newest executions of all machines, newest first, and whether there are older ones.
    pub async fn list(&self, status: Option<ExecutionStatus>, limit: usize) -> Result<(Vec<Listed>, bool)> {
        let mut listed = self.search(status, limit + 1, &|_| true).await?;
        listed.sort_by_key(|entry| std::cmp::Reverse(entry.started));
        let more = listed.len() > limit;
        listed.truncate(limit);
        Ok((listed, more))
    }

    /// The execution that an ARN, a name or the beginning of a name means; of several of one business object the
    /// newest. Nothing of that name is a failure, the beginning of several objects' names is bad usage.
    pub async fn find(&self, text: &str) -> Result<Found> {
        if let Some(arn) = ExecutionArn::parse(text) {
            let execution = self.describe(&arn).await?.ok_or_else(|| no_execution(text, &self.machines))?;
            return Ok(Found { execution: execution.summary, older: 0 });
        }
        if let Some(execution) = self.by_name(text).await? {
            return Ok(Found { execution: execution.summary, older: 0 });
        }
        if text.chars().count() < SHORTEST {
            let text = format!(
                "'{text}' is not the name of an execution, and a prefix of an id needs its first \
                {SHORTEST} characters or more"
            );
            return Err(Failure::usage(text).hint("`provision execution list`").into());
        }
        let begins = |summary: &ExecutionSummary| summary.arn.name().starts_with(text);
        let mut listed = self.search(None, MOST_SEARCHED, &begins).await?;
        listed.sort_by_key(|entry| std::cmp::Reverse(entry.started));
        one_object(text, &listed)?;
        let older = listed.len().saturating_sub(1);
        let newest = listed.into_iter().next().ok_or_else(|| no_execution(text, &self.machines))?;
        let Listed { arn, status, started, stopped, .. } = newest;
        Ok(Found { execution: ExecutionSummary { arn, status, started, stopped }, older })
    }

    /// One execution; `None` when AWS knows none of this ARN.
    pub async fn describe(&self, arn: &ExecutionArn) -> Result<Option<Execution>> {
        self.service(&arn.region()).describe(arn).await
    }

    /// A whole name costs one call per machine, a search through the listings up to ten.
    async fn by_name(&self, name: &str) -> Result<Option<Execution>> {
        if !could_be_name(name) {
            return Ok(None);
        }
        let looks = self.machines.iter().map(|machine| async move {
            let arn = machine.arn.execution(name);
            self.describe(&arn).await
        });
        let found = try_join_all(looks).await?.into_iter().flatten();
        Ok(found.max_by_key(|execution| execution.summary.started))
    }

    async fn search(
        &self,
        status: Option<ExecutionStatus>,
        limit: usize,
        wanted: &dyn Fn(&ExecutionSummary) -> bool,
    ) -> Result<Vec<Listed>> {
        let looks = self.machines.iter().map(|machine| async move {
            let service = self.service(&machine.arn.region());
            let found = service.list(&machine.arn, status, limit, wanted).await?;
            anyhow::Ok(found.into_iter().map(|summary| Listed::of(machine, summary)).collect::<Vec<_>>())
        });
        Ok(try_join_all(looks).await?.into_iter().flatten().collect())
    }
}

impl Listed {
    fn of(machine: &Machine, summary: ExecutionSummary) -> Self {
        Self {
            system: machine.system.clone(),
            machine: machine.arn.name().to_owned(),
            region: machine.arn.region(),
            name: summary.arn.name().to_owned(),
            status: summary.status,
            started: summary.started,
            stopped: summary.stopped,
            arn: summary.arn,
        }
    }
}

/// Names of executions have at most 80 characters, and none of these.
fn could_be_name(text: &str) -> bool {
    let is_legal = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    !text.is_empty() && text.len() <= 80 && text.chars().all(is_legal)
}

/// Whether a text is a whole id of a business object, or the name of an execution that works on one.
pub fn begins_with_id(text: &str) -> bool {
    text.get(..36).is_some_and(|id| uuid::Uuid::try_parse(id).is_ok())
}

/// The id of the business object that an execution works on: the UUID at the beginning of its name, else the name.
fn business_id(name: &str) -> &str {
    match name.get(..36) {
        Some(id) if begins_with_id(id) => id,
        _ => name,
    }
}

fn one_object(text: &str, listed: &[Listed]) -> Result<()> {
    let mut ids: Vec<_> = listed.iter().map(|entry| business_id(&entry.name)).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 {
        return Ok(());
    }
    Err(ambiguous(text, &ids).into())
}

fn no_execution(text: &str, machines: &[Machine]) -> anyhow::Error {
    let mut places: Vec<_> = machines
        .iter()
        .map(|machine| format!("{} in {}", machine.arn.name(), machine.arn.region()))
        .collect();
    places.dedup();
    let searched = if ExecutionArn::parse(text).is_some() || places.is_empty() {
        String::new()
    } else {
        format!(" among those of {}", places.join(" and "))
    };
    let failure =
        Failure::failed(format!("no execution '{text}'{searched}")).hint("`provision execution list`");
    anyhow::Error::new(NotFound).context(failure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(name: &str) -> Listed {
        let arn = MachineArn::parse("arn:aws:states:us-east-1:1:stateMachine:m").unwrap();
        let summary = ExecutionSummary {
            arn: arn.execution(name),
            status: ExecutionStatus::Running,
            started: Timestamp::from_millis(0),
            stopped: None,
        };
        Listed::of(&Machine { system: "mailbox".to_owned(), arn }, summary)
    }

    #[test]
    fn the_executions_of_one_object_are_not_ambiguous() {
        let id = "0b9d2a52-6c0b-4f0e-8a35-3a4f2f3c9d11";
        let same = [listed(&format!("{id}-1")), listed(&format!("{id}-2"))];
        assert!(one_object("0b9d", &same).is_ok());
        let other = [listed(&format!("{id}-1")), listed("0b9d2a53-6c0b-4f0e-8a35-3a4f2f3c9d11-1")];
        let error = one_object("0b9d", &other).unwrap_err();
        assert!(error.to_string().contains("is a prefix of 2 ids: 0b9d2a52-"), "{error}");
    }
}
