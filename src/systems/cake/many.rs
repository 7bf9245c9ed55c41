//! `provision order place --from`: orders from a file or standard input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::Path;
use std::pin::pin;
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::sync::mpsc::Receiver;

use super::args::PlaceArgs;
use super::client::batch::{Done, Ended, Outcome, Reading, Stopped, Tally, place_all, read};
use super::client::identity::Batch;
use super::screen::{LineReport, ManyReport, OrderReport};
use super::{CAKE, Deployed, Orders, place_one};
use crate::context::Context;
use crate::output::meter::Progress;
use crate::signals::Signals;
use engine::counted::counted;
use engine::failure::{Failure, Kind};

/// What helps in any case.
const AGAIN: &str = "run the same command again: it places only what is missing";

/// Where orders come from, opened.
struct Source {
    reader: Box<dyn BufRead + Send>,
    /// As it is named in messages.
    name: String,
    /// How long it is, where that is known.
    bytes: Option<u64>,
}

/// Places the orders of a source.
pub async fn place(context: &Context, args: PlaceArgs) -> Result<()> {
    let from = args.from.as_deref().unwrap_or(Path::new("-"));
    let source = open(context, from)?;
    let deployed = Deployed::open(context).await?;
    let stage = deployed.stage();
    let batch = Batch {
        stage: stage.name,
        region: stage.regions.home.as_str(),
        name: args.batch.as_deref().unwrap_or_default(),
    };
    let orders = Orders::new(deployed.api(CAKE, "api").await?);
    let readings = read(source.reader, batch);
    if args.stay.follow {
        return follow_one(context, &orders, readings, &args).await;
    }
    let began = Instant::now();
    let mut screen = Screen { context, bytes: source.bytes, began, only: None, only_bad_input: true };
    let ended = place_until_interrupted(context, &orders, readings, &args, &mut screen).await?;
    if ended.tally.total() == 0 && ended.stopped.is_none() {
        context.ui.note(&format!("no orders in {}", source.name));
    }
    screen.report(&ended.tally)?;
    if ended.tally.existing > 0 && ended.tally.total() > 1 && args.batch.is_none() {
        context
            .ui
            .note("existing orders are not placed again; to place them as new orders, use --batch NAME");
    }
    screen.conclude(ended)
}

fn open(context: &Context, from: &Path) -> Result<Source> {
    if from == Path::new("-") {
        if io::stdin().is_terminal() {
            context
                .ui
                .note("reading orders from the terminal, one JSON object per line; Ctrl-D ends the input");
        }
        let reader = Box::new(BufReader::new(io::stdin()));
        return Ok(Source { reader, name: "standard input".to_owned(), bytes: None });
    }
    let name = from.display().to_string();
    let refused = |error: io::Error| Failure::usage(format!("--from {name} cannot be read: {error}"));
    let file = File::open(from).map_err(refused)?;
    let about = file.metadata().map_err(refused)?;
    if about.is_dir() {
        return Err(Failure::usage(format!("--from {name} is a folder")).into());
    }
    let bytes = about.is_file().then_some(about.len());
    Ok(Source { reader: Box::new(BufReader::new(file)), name, bytes })
}

/// There is one life to follow on a screen.
async fn follow_one(
    context: &Context,
    orders: &Orders,
    mut readings: Receiver<Result<Reading>>,
    args: &PlaceArgs,
) -> Result<()> {
    let first =
        readings.recv().await.transpose()?.ok_or_else(|| Failure::usage("there is no order to follow"))?;
    if readings.recv().await.is_some() {
        let text = "--follow works with a single order only";
        return Err(Failure::usage(text)
            .hint("leave it out, then run `provision order get ID --follow`")
            .into());
    }
    let line = first.line;
    let order = first.order.map_err(|problem| Failure::usage(format!("line {line}: {problem}")))?;
    place_one(context, orders, &order, &args.stay).await
}

/// The first signal lets the orders on their way arrive; the second leaves at once.
async fn place_until_interrupted(
    context: &Context,
    orders: &Orders,
    readings: Receiver<Result<Reading>>,
    args: &PlaceArgs,
    screen: &mut Screen<'_>,
) -> Result<Ended> {
    let mut first = Signals::listen()?;
    let mut second = Signals::listen()?;
    let stop = async {
        first.next().await;
        context.ui.note(
            "interrupted: no further order is sent; waiting for requests in flight; press \
        Ctrl-C again to exit immediately",
        );
    };
    let mut observe = |tally: &Tally, done: &Done| screen.show(tally, done);
    let work = pin!(place_all(orders, readings, args.concurrency, stop, &mut observe));
    let left = pin!(async {
        second.next().await;
        second.next().await;
    });
    tokio::select! {
        ended = work => ended,
        () = left => Err(interrupted().into()),
    }
}

/// What is reported while orders are placed, and at the end.
struct Screen<'a> {
    context: &'a Context,
    bytes: Option<u64>,
    began: Instant,
    /// The first line's end: where there is no other, it is reported like that of a single order.
    only: Option<Done>,
    /// Whether nothing was wrong but what was read.
    only_bad_input: bool,
}

impl Screen<'_> {
    fn show(&mut self, tally: &Tally, done: &Done) -> Result<()> {
        let ui = &self.context.ui;
        self.only_bad_input &= match &done.outcome {
            Outcome::Refused(failure) => failure.kind == Kind::Usage,
            Outcome::Failed(_) => false,
            Outcome::Placed(_) | Outcome::Existing(_) => true,
        };
        let report = LineReport::new(done);
        ui.happened("order", &report)?;
        if let Some(complaint) = report.complaint().filter(|_| !ui.is_json()) {
            ui.trouble(&complaint);
        }
        let words = ManyReport::line(tally, self.began.elapsed());
        ui.advance(&Progress { at: done.end, of: self.bytes, words });
        self.only = (tally.total() == 1).then(|| done.clone());
        Ok(())
    }

    fn report(&self, tally: &Tally) -> Result<()> {
        let ui = &self.context.ui;
        let seconds = rounded(self.began.elapsed());
        match self.only.as_ref().map(|done| &done.outcome) {
            Some(Outcome::Placed(order) | Outcome::Existing(order)) if !ui.is_json() => {
                ui.final_report(&OrderReport(order.clone()))
            }
            Some(_) if !ui.is_json() => Ok(()),
            _ => ui.final_report(&ManyReport { tally: *tally, seconds }),
        }
    }

    /// The exit code: nothing but bad input is 2, something placed and something not is 3.
    fn conclude(&self, ended: Ended) -> Result<()> {
        let Ended { tally, stopped } = ended;
        let missing = tally.refused + tally.failed;
        let failure = match stopped {
            None if missing == 0 => return Ok(()),
            None => {
                let text = format!("{missing} of {} were not placed", counted(tally.total(), "order"));
                let failure = if self.only_bad_input { Failure::usage(text) } else { Failure::failed(text) };
                failure.hint("fix that and run the same command again: it places only the missing orders")
            }
            Some(Stopped::Asked) => return Err(interrupted().into()),
            Some(Stopped::Unreadable(error)) if tally.total() == 0 => return Err(error),
            Some(Stopped::Unreadable(error)) => Failure::failed(format!("{error:#}")).hint(AGAIN),
            Some(Stopped::Trouble { hint }) => {
                let hint = hint.map(|hint| format!("{hint}; then {AGAIN}"));
                Failure::failed("the API accepts no orders at present; the remaining lines were not sent")
                    .hint(hint.unwrap_or(AGAIN.into()))
            }
        };
        let kind = if tally.there() > 0 { Kind::Partial } else { failure.kind };
        Err(Failure { kind, ..failure }.into())
    }
}

fn interrupted() -> Failure {
    Failure::interrupted("interrupted before every order was placed").hint(AGAIN)
}

/// Seconds with milliseconds.
fn rounded(spent: Duration) -> f64 {
    (spent.as_secs_f64() * 1000.0).round() / 1000.0
}
