//! Runs the nodes of a graph: each starts as soon as its needs are met, and a failure skips only the nodes that depend
//! on it. Does not know what a node does.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use anyhow::{Error, Result};
use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::sync::Notify;

/// How a node ended.
#[derive(Debug)]
pub enum End<T> {
    Done(T),
    Failed(Error),
    /// Not tried, because this node failed. It is the root: skips carry it along as they spread, so it is never a node
    /// that was itself not tried.
    Skipped(usize),
    /// Not tried, because the run was asked to start nothing new.
    Stopped,
}

/// Stops a run from starting anything new. Operations in progress are followed to their end.
#[derive(Default)]
pub struct Stop {
    is_set: Cell<bool>,
    changed: Notify,
}

impl Stop {
    /// Starts nothing new from now on.
    pub fn set(&self) {
        self.is_set.set(true);
        self.changed.notify_waiters();
    }

    /// Whether it was set.
    pub fn is_set(&self) -> bool {
        self.is_set.get()
    }
}

impl Stop {
    /// Waits until it is set.
    pub async fn requested(&self) {
        while !self.is_set() {
            self.changed.notified().await;
        }
    }
}

/// A node's work; the future may borrow from the run.
pub type Task<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + 'a>>;

/// Runs every node. `needs[n]` lists what node `n` waits for; `start` begins its work; `ended` receives the end of every
/// node once, before anything that depends on it is started. A node that was started is always followed to its end.
/// With `fail_fast` the first failure skips everything that has not started.
pub async fn schedule<'a, T>(
    needs: &[Vec<usize>],
    start: impl Fn(usize) -> Task<'a, T>,
    mut ended: impl FnMut(usize, End<T>),
    stop: &Stop,
    fail_fast: bool,
) {
    let mut progress = Progress {
        needs,
        ends: vec![None; needs.len()],
        waiting: (0..needs.len()).collect(),
        first_failed: None,
    };
    let mut running = FuturesUnordered::new();
    loop {
        for node in progress.take_ready(stop, &mut ended) {
            let task = start(node);
            running.push(async move { (node, task.await) });
        }
        // Everything that waits now waits for something that runs.
        if running.is_empty() {
            break;
        }
        let Some((node, result)) = next(&mut running, stop).await else { continue };
        let end = result.map_or_else(End::Failed, End::Done);
        if fail_fast && matches!(end, End::Failed(_)) {
            progress.first_failed.get_or_insert(node);
        }
        progress.end(node, end, &mut ended);
    }
    for node in std::mem::take(&mut progress.waiting) {
        progress.end(node, End::Stopped, &mut ended);
    }
}

/// The next end; `None` when the run has just been asked to stop, so that what waits is looked at again.
async fn next<F: Future>(running: &mut FuturesUnordered<F>, stop: &Stop) -> Option<F::Output> {
    if stop.is_set() {
        return running.next().await;
    }
    tokio::select! {
        biased;
        end = running.next() => end,
        () = stop.changed.notified() => None,
    }
}

/// What an end means for the nodes that wait for it.
#[derive(Clone, Copy)]
enum Effect {
    Release,
    /// They are skipped because of this node.
    Skip(usize),
    Stop,
}

/// How far the nodes are.
struct Progress<'n> {
    needs: &'n [Vec<usize>],
    ends: Vec<Option<Effect>>,
    /// Neither started nor ended.
    waiting: Vec<usize>,
    /// Set under `fail_fast` only.
    first_failed: Option<usize>,
}

enum Readiness<T> {
    Wait,
    Start,
    End(End<T>),
}

impl Progress<'_> {
    fn end<T>(&mut self, node: usize, end: End<T>, ended: &mut impl FnMut(usize, End<T>)) {
        self.ends[node] = Some(match &end {
            End::Done(_) => Effect::Release,
            End::Failed(_) => Effect::Skip(node),
            End::Skipped(root) => Effect::Skip(*root),
            End::Stopped => Effect::Stop,
        });
        ended(node, end);
    }

    /// Ends what will not be started any more, and returns what can be started now.
    fn take_ready<T>(&mut self, stop: &Stop, ended: &mut impl FnMut(usize, End<T>)) -> Vec<usize> {
        let mut ready = Vec::new();
        loop {
            let before = self.waiting.len();
            for node in std::mem::take(&mut self.waiting) {
                match self.readiness(node, stop) {
                    Readiness::Wait => self.waiting.push(node),
                    Readiness::Start => ready.push(node),
                    Readiness::End(end) => self.end(node, end, ended),
                }
            }
            // A skip makes further skips, so repeat until nothing changes.
            if self.waiting.len() == before {
                return ready;
            }
        }
    }

    fn readiness<T>(&self, node: usize, stop: &Stop) -> Readiness<T> {
        let needs = &self.needs[node];
        let failed = needs.iter().find_map(|&need| match self.ends[need] {
            Some(Effect::Skip(root)) => Some(root),
            _ => None,
        });
        if let Some(root) = failed.or(self.first_failed) {
            return Readiness::End(End::Skipped(root));
        }
        if stop.is_set() {
            return Readiness::End(End::Stopped);
        }
        let ready = needs.iter().all(|need| matches!(self.ends[*need], Some(Effect::Release)));
        if ready { Readiness::Start } else { Readiness::Wait }
    }
}

#[cfg(test)]
mod tests;
