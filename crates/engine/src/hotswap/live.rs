//! What functions and state machines have now, and the calls that change it.

use std::time::Duration;

use anyhow::{Context, Result};
use tokio::time::{Instant, sleep};

use super::targets::{Content, Target};
use crate::aws::functions::{Functions, Update};
use crate::aws::stepfunctions::{MachineArn, StepFunctions};
use crate::aws::{Cloud, Region};
use crate::failure::Failure;
use crate::pace::next_look;

/// Time in which Lambda carries out any update of a function.
const DEADLINE: Duration = Duration::from_secs(5 * 60);

/// What a function or state machine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// What it should have.
    Current,
    /// Something else.
    Stale,
    /// It does not exist.
    Missing,
}

impl Look {
    /// By whether it has what it should have; `None` for what does not exist.
    fn of(is_current: Option<bool>) -> Self {
        match is_current {
            Some(true) => Look::Current,
            Some(false) => Look::Stale,
            None => Look::Missing,
        }
    }
}

/// The functions and state machines of one region.
pub struct Live {
    functions: Functions,
    machines: StepFunctions,
}

impl Live {
    /// Those of a region; makes no call.
    pub fn new(cloud: &Cloud, region: &Region) -> Self {
        Self { functions: cloud.functions(region), machines: StepFunctions::new(cloud, region) }
    }

    /// Compares what a resource has with what it should have.
    pub async fn look(&self, target: &Target) -> Result<Look> {
        match &target.content {
            Content::Code { hash, .. } => {
                let running = self.functions.running(&target.physical_id).await?;
                Ok(Look::of(running.map(|running| running.hash == *hash)))
            }
            Content::Definition(wanted) => {
                let machine = machine(&target.physical_id)?;
                let definition = self.machines.machine_definition(&machine).await?;
                Ok(Look::of(definition.map(|definition| is_same(&definition, wanted))))
            }
        }
    }

    /// The same once an update in progress has ended; one that failed left the earlier code.
    pub async fn settled_look(&self, target: &Target) -> Result<Look> {
        let Content::Code { hash, .. } = &target.content else { return self.look(target).await };
        let began = Instant::now();
        loop {
            let Some(running) = self.functions.running(&target.physical_id).await? else {
                return Ok(Look::Missing);
            };
            match running.update {
                Update::InProgress => pause(began, &target.physical_id).await?,
                Update::Done => return Ok(Look::of(Some(running.hash == *hash))),
                Update::Failed(_) => return Ok(Look::Stale),
            }
        }
    }

    /// Gives a resource what it should have, and waits until it has it.
    pub async fn update(&self, target: &Target) -> Result<()> {
        match &target.content {
            Content::Code { bucket, key, hash } => {
                self.update_code(&target.physical_id, bucket, key, hash).await
            }
            Content::Definition(definition) => {
                self.machines.update_definition(&machine(&target.physical_id)?, definition).await
            }
        }
    }

    /// Lambda accepts one update of a function at a time, so another client's is waited for.
    async fn update_code(&self, name: &str, bucket: &str, key: &str, hash: &str) -> Result<()> {
        let (began, mut is_accepted) = (Instant::now(), false);
        loop {
            if !is_accepted {
                is_accepted = self.functions.update_code(name, bucket, key).await?;
            }
            let running = self.functions.running(name).await?;
            let running = running.with_context(|| format!("function {name} does not exist"))?;
            match running.update {
                Update::Done if is_accepted && running.hash == hash => return Ok(()),
                // Another client's update came after it.
                Update::Done => is_accepted = false,
                Update::Failed(reason) if is_accepted => {
                    let message = format!("Lambda could not update the code of function {name}: {reason}");
                    return Err(Failure::failed(message).into());
                }
                Update::Failed(_) | Update::InProgress => {}
            }
            pause(began, name).await?;
        }
    }
}

/// Waits before the next look at a function that is being updated.
async fn pause(began: Instant, function: &str) -> Result<()> {
    if began.elapsed() < DEADLINE {
        sleep(next_look(began.elapsed())).await;
        return Ok(());
    }
    let minutes = DEADLINE.as_secs() / 60;
    let message = format!("the update of function {function} has not ended after {minutes} minutes");
    Err(Failure::partial(message).hint("run the command again").into())
}

fn machine(arn: &str) -> Result<MachineArn> {
    MachineArn::parse(arn).ok_or_else(|| anyhow::anyhow!("{arn} is not the ARN of a state machine"))
}

/// Whether two definitions are the same JSON.
fn is_same(one: &str, other: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    one == other || read(one).is_some_and(|one| Some(one) == read(other))
}
