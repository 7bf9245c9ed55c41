//! `provision order redrive`: messages in the dead-letter queues.

use anyhow::Result;
use futures_util::future::try_join_all;

use super::args::{QueueWord, RedriveArgs};
use super::client::dead_letters::{DeadLetters, QueueName};
use super::screen::{QueueReport, RedriveReport};
use super::{CAKE, Deployed};
use crate::context::Context;
use crate::systems::kit::interrupt::unless_interrupted;
use engine::counted::counted;
use engine::failure::Failure;

/// Shows the messages; puts them back if the user agrees.
pub async fn run(context: &Context, args: &RedriveArgs) -> Result<()> {
    let ui = &context.ui;
    let queues = open(context, args).await?;
    let looks = queues.iter().map(|queue| queue.look(usize::from(args.limit)));
    let waiting = try_join_all(looks).await?;
    let mut report = RedriveReport { queues: waiting.into_iter().map(QueueReport::new).collect() };
    let count: u64 = report.queues.iter().map(|queue| queue.waiting.count).sum();
    if count == 0 || args.dry_run {
        return ui.report(&report);
    }
    if !ui.is_json() {
        ui.report(&report)?;
    }
    if !ui.confirm(&format!("Move {} back to the queues?", counted(count, "message"))).await? {
        if ui.is_json() {
            ui.report(&report)?;
        }
        return Err(Failure::declined("the redrive was not confirmed: nothing was moved").into());
    }
    for (queue, reported) in queues.iter().zip(&mut report.queues) {
        reported.redriven = Some(unless_interrupted(queue.redrive(), left).await?);
    }
    ui.report(&report)?;
    let returned: u64 = report.queues.iter().filter_map(|queue| Some(queue.redriven?.returned)).sum();
    if returned == 0 {
        return Ok(());
    }
    let returned = counted(returned, "message");
    let text = format!("{returned} failed again at once and returned to the dead-letter queue");
    Err(Failure::partial(text).hint("`provision order redrive --dry-run` shows why").into())
}

async fn open(context: &Context, args: &RedriveArgs) -> Result<Vec<DeadLetters>> {
    let deployed = Deployed::open(context).await?;
    let workers = deployed.outputs(CAKE, "workers").await?;
    let wanted = match args.queue {
        None => QueueName::ALL.to_vec(),
        Some(QueueWord::Delivery) => vec![QueueName::Delivery],
        Some(QueueWord::Review) => vec![QueueName::Review],
        Some(QueueWord::Event) => vec![QueueName::Event],
    };
    wanted.into_iter().map(|name| DeadLetters::new(&deployed.cloud, &workers, name)).collect()
}

fn left() -> Failure {
    Failure::interrupted("interrupted; messages that were not moved back remain in the dead-letter queue")
        .hint("run the same command again: no notification about an order is sent twice")
}
