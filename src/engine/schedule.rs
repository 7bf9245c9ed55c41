//! Runs the nodes of a graph: each starts the moment its own needs are met, and a failure skips only what depends
//! on it. Knows nothing of what a node does.

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
    /// Not tried, because this node failed or was itself not tried.
    Skipped(usize),
    /// Not tried, because the run was told to start nothing new.
    Stopped,
}

/// Tells a run to start nothing new. What goes on is followed to its end.
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

/// A node's work; the future may borrow from the run.
pub type Task<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + 'a>>;

/// Runs every node. `needs[n]` lists what node `n` waits for; `start` begins its work; `ended` hears of each end at
/// once, before anything that depends on it is started. With `fail_fast` the first failure sets `stop`.
pub async fn schedule<'a, T>(
    needs: &[Vec<usize>],
    start: impl Fn(usize) -> Task<'a, T>,
    mut ended: impl FnMut(usize, &End<T>),
    stop: &Stop,
    fail_fast: bool,
) -> Vec<End<T>> {
    let mut ends: Vec<Option<End<T>>> = needs.iter().map(|_| None).collect();
    let mut waiting: Vec<usize> = (0..needs.len()).collect();
    let mut running = FuturesUnordered::new();
    loop {
        // Ends make further ends (skips), so go round until nothing more changes.
        loop {
            let before = waiting.len();
            waiting.retain(|&node| {
                match readiness(node, needs, &ends, stop) {
                    Readiness::Wait => return true,
                    Readiness::Start => {
                        let task = start(node);
                        running.push(async move { (node, task.await) });
                    }
                    Readiness::End(end) => {
                        ended(node, &end);
                        ends[node] = Some(end);
                    }
                }
                false
            });
            if waiting.len() == before {
                break;
            }
        }
        let Some((node, result)) = next(&mut running, stop).await else {
            if waiting.is_empty() || running.is_empty() && !stop.is_set() {
                break;
            }
            continue;
        };
        let end = result.map_or_else(End::Failed, End::Done);
        if fail_fast && matches!(end, End::Failed(_)) {
            stop.set();
        }
        ended(node, &end);
        ends[node] = Some(end);
    }
    ends.into_iter().map(|end| end.unwrap_or(End::Stopped)).collect()
}

/// The next end, or `None` when nothing runs or the run was just told to stop.
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

enum Readiness<T> {
    Wait,
    Start,
    End(End<T>),
}

fn readiness<T>(node: usize, needs: &[Vec<usize>], ends: &[Option<End<T>>], stop: &Stop) -> Readiness<T> {
    let failed =
        needs[node].iter().find(|need| matches!(ends[**need], Some(End::Failed(_) | End::Skipped(_))));
    if let Some(need) = failed {
        return Readiness::End(End::Skipped(*need));
    }
    if stop.is_set() {
        return Readiness::End(End::Stopped);
    }
    let ready = needs[node].iter().all(|need| matches!(ends[*need], Some(End::Done(_))));
    if ready { Readiness::Start } else { Readiness::Wait }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cell::RefCell;
    use std::time::Duration;
    use tokio::time::{Instant, sleep};

    fn block_on<F: Future>(future: F) -> F::Output {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(future)
    }

    /// Runs a graph whose nodes take `seconds[n]`, failing those in `fails`; returns ends and times of start.
    fn run(needs: &[Vec<usize>], seconds: &[u64], fails: &[usize]) -> (Vec<End<()>>, Vec<Option<u64>>, u64) {
        block_on(async {
            let begin = Instant::now();
            let started = RefCell::new(vec![None; needs.len()]);
            let start = |node: usize| -> Task<'_, ()> {
                started.borrow_mut()[node] = Some(begin.elapsed().as_secs());
                Box::pin(async move {
                    sleep(Duration::from_secs(seconds[node])).await;
                    if fails.contains(&node) { Err(anyhow::anyhow!("no")) } else { Ok(()) }
                })
            };
            let ends = schedule(needs, start, |_, _| (), &Stop::default(), false).await;
            (ends, started.take(), begin.elapsed().as_secs())
        })
    }

    #[test]
    fn a_node_starts_when_its_own_needs_are_met_not_when_a_layer_is_done() {
        // 0 (1 s) → 2; 1 (10 s) → 3.
        let (_, started, total) = run(&[vec![], vec![], vec![0], vec![1]], &[1, 10, 1, 1], &[]);
        assert_eq!(started, [Some(0), Some(0), Some(1), Some(10)]);
        assert_eq!(total, 11);
    }

    #[test]
    fn a_failure_skips_only_what_depends_on_it() {
        let (ends, started, _) = run(&[vec![], vec![0], vec![1], vec![]], &[1, 1, 1, 5], &[0]);
        assert!(matches!(ends[..], [End::Failed(_), End::Skipped(0), End::Skipped(1), End::Done(())]));
        assert_eq!(started, [Some(0), None, None, Some(0)]);
    }

    #[test]
    fn a_stopped_run_finishes_what_goes_on_and_starts_nothing_new() {
        block_on(async {
            let stop = Stop::default();
            let needs = [vec![], vec![0]];
            let start = |_| -> Task<'_, ()> {
                Box::pin(async {
                    sleep(Duration::from_secs(5)).await;
                    Ok(())
                })
            };
            let run = schedule(&needs, start, |_, _| (), &stop, false);
            let (ends, ()) = tokio::join!(run, async {
                sleep(Duration::from_secs(1)).await;
                stop.set();
            });
            assert!(matches!(ends[..], [End::Done(()), End::Stopped]));
        });
    }

    proptest! {
        /// Against the definition: every node starts exactly when the last of its needs ends, unless one of them
        /// failed; the run takes as long as its longest path.
        #[test]
        fn every_graph_runs_along_its_critical_path(
            edges in proptest::collection::vec((0usize..12, 0usize..12), 0..30),
            seconds in proptest::collection::vec(1u64..20, 12),
            fails in proptest::collection::vec(0usize..12, 0..3),
        ) {
            let mut needs = vec![Vec::new(); 12];
            for (one, other) in edges {
                if one < other && !needs[other].contains(&one) {
                    needs[other].push(one);
                }
            }
            let (ends, started, total) = run(&needs, &seconds, &fails);
            let mut ready: Vec<Option<u64>> = Vec::new();
            for before in &needs {
                let begins: Option<Vec<u64>> = before.iter()
                    .map(|&need| ready[need].filter(|_| !fails.contains(&need)).map(|time| time + seconds[need])).collect();
                ready.push(begins.map(|times| times.into_iter().max().unwrap_or(0)));
            }
            prop_assert_eq!(&started, &ready);
            let longest = (0..12).filter_map(|node| Some(ready[node]? + seconds[node])).max().unwrap_or(0);
            prop_assert_eq!(total, longest);
            for node in 0..12 {
                let right = match &ends[node] {
                    End::Done(()) => ready[node].is_some() && !fails.contains(&node),
                    End::Failed(_) => ready[node].is_some() && fails.contains(&node),
                    End::Skipped(_) => ready[node].is_none(),
                    End::Stopped => false,
                };
                prop_assert!(right);
            }
        }
    }
}
