use std::cell::RefCell;
use std::time::Duration;

use proptest::prelude::*;
use tokio::time::{Instant, sleep};

use super::*;

/// How many nodes a random graph has.
const NODES: usize = 12;

fn block_on<F: Future>(future: F) -> F::Output {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(future)
}

/// What a run of a graph is made of: node `n` takes `seconds[n]` and then fails if it is in `fails`.
#[derive(Default)]
struct Scenario<'s> {
    needs: &'s [Vec<usize>],
    seconds: &'s [u64],
    fails: &'s [usize],
    fail_fast: bool,
    /// When the run is asked to stop, in milliseconds.
    stop_after: Option<u64>,
}

struct Outcome {
    ends: Vec<End<()>>,
    /// In which second each node started.
    started: Vec<Option<u64>>,
    /// What `ended` received, in its order.
    reported: Vec<(usize, String)>,
    total: u64,
}

impl Scenario<'_> {
    fn run(&self) -> Outcome {
        block_on(async {
            let begin = Instant::now();
            let started = RefCell::new(vec![None; self.needs.len()]);
            let mut reported = Vec::new();
            let mut ends: Vec<_> = self.needs.iter().map(|_| None).collect();
            let start = |node: usize| -> Task<'_, ()> {
                started.borrow_mut()[node] = Some(begin.elapsed().as_secs());
                Box::pin(async move {
                    sleep(Duration::from_secs(self.seconds[node])).await;
                    if self.fails.contains(&node) { Err(anyhow::anyhow!("no")) } else { Ok(()) }
                })
            };
            let ended = |node: usize, end: End<()>| {
                reported.push((node, format!("{end:?}")));
                ends[node] = Some(end);
            };
            let stop = Stop::default();
            let stopping = async {
                if let Some(millis) = self.stop_after {
                    sleep(Duration::from_millis(millis)).await;
                    stop.set();
                }
                std::future::pending::<()>().await;
            };
            tokio::select! {
                () = schedule(self.needs, start, ended, &stop, self.fail_fast) => {}
                () = stopping => unreachable!(),
            }
            let ends = ends.into_iter().map(Option::unwrap).collect();
            let total = begin.elapsed().as_secs();
            Outcome { ends, started: started.take(), reported, total }
        })
    }
}

/// A graph whose edges all lead from a lower to a higher node, or backwards as a teardown walks it.
fn graph(edges: &[(usize, usize)], reversed: bool) -> Vec<Vec<usize>> {
    let mut needs = vec![Vec::new(); NODES];
    for &(one, other) in edges.iter().filter(|(one, other)| one < other) {
        let (before, after) = if reversed { (other, one) } else { (one, other) };
        if !needs[after].contains(&before) {
            needs[after].push(before);
        }
    }
    needs
}

/// Whether `node` waits for `other`, itself or through others.
fn reaches(needs: &[Vec<usize>], node: usize, other: usize) -> bool {
    needs[node].iter().any(|&need| need == other || reaches(needs, need, other))
}

fn edges() -> impl Strategy<Value = Vec<(usize, usize)>> {
    proptest::collection::vec((0..NODES, 0..NODES), 0..30)
}

fn seconds() -> impl Strategy<Value = Vec<u64>> {
    proptest::collection::vec(1u64..20, NODES)
}

fn fails() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(0..NODES, 0..4)
}

#[test]
fn a_node_starts_when_its_own_needs_are_met_not_when_a_layer_is_done() {
    // 0 (1 s) → 2; 1 (10 s) → 3.
    let needs = [vec![], vec![], vec![0], vec![1]];
    let outcome = Scenario { needs: &needs, seconds: &[1, 10, 1, 1], ..Scenario::default() }.run();
    assert_eq!(outcome.started, [Some(0), Some(0), Some(1), Some(10)]);
    assert_eq!(outcome.total, 11);
}

#[test]
fn a_failure_skips_only_what_depends_on_it() {
    let needs = [vec![], vec![0], vec![1], vec![]];
    let scenario = Scenario { needs: &needs, seconds: &[1, 1, 1, 5], fails: &[0], ..Scenario::default() };
    let Outcome { ends, started, .. } = scenario.run();
    assert!(
        matches!(ends[..], [End::Failed(_), End::Skipped(0), End::Skipped(0), End::Done(())]),
        "{ends:?}"
    );
    assert_eq!(started, [Some(0), None, None, Some(0)]);
}

#[test]
fn a_skip_names_the_need_that_failed_and_not_the_first_one() {
    // 3 needs 0, 1 and 2, of which 1 fails; 4 needs 0 and 3.
    let needs = [vec![], vec![], vec![], vec![0, 1, 2], vec![0, 3]];
    let scenario = Scenario { needs: &needs, seconds: &[1, 2, 1, 1, 1], fails: &[1], ..Scenario::default() };
    let Outcome { ends, .. } = scenario.run();
    assert!(matches!(ends[3..], [End::Skipped(1), End::Skipped(1)]), "{ends:?}");
}

#[test]
fn under_fail_fast_the_first_failure_skips_everything_that_has_not_started() {
    let needs = [vec![], vec![], vec![1]];
    let scenario =
        Scenario { needs: &needs, seconds: &[1, 5, 1], fails: &[0], fail_fast: true, ..Scenario::default() };
    let Outcome { ends, .. } = scenario.run();
    assert!(matches!(ends[..], [End::Failed(_), End::Done(()), End::Skipped(0)]), "{ends:?}");
}

#[test]
fn a_stopped_run_finishes_what_is_in_progress_and_starts_nothing_new() {
    let needs = [vec![], vec![0]];
    let scenario =
        Scenario { needs: &needs, seconds: &[5, 5], stop_after: Some(1000), ..Scenario::default() };
    let Outcome { ends, total, .. } = scenario.run();
    assert!(matches!(ends[..], [End::Done(()), End::Stopped]), "{ends:?}");
    assert_eq!(total, 5);
}

#[test]
fn a_run_stopped_in_its_last_layer_follows_what_runs_to_its_end() {
    let needs = [vec![], vec![0], vec![0]];
    let scenario = Scenario {
        needs: &needs,
        seconds: &[1, 5, 9],
        fails: &[2],
        stop_after: Some(2000),
        ..Scenario::default()
    };
    let Outcome { ends, total, .. } = scenario.run();
    assert!(matches!(ends[..], [End::Done(()), End::Done(()), End::Failed(_)]), "{ends:?}");
    assert_eq!(total, 10);
}

proptest! {
    /// Against the definition: every node starts exactly when the last of its needs ends, unless one of them
    /// failed; the run takes as long as its longest path.
    #[test]
    fn every_graph_runs_along_its_critical_path(edges in edges(), seconds in seconds(), fails in fails()) {
        let needs = graph(&edges, false);
        let scenario = Scenario { needs: &needs, seconds: &seconds, fails: &fails, ..Scenario::default() };
        let Outcome { ends, started, total, .. } = scenario.run();
        let mut ready: Vec<Option<u64>> = Vec::new();
        for before in &needs {
            let begins: Option<Vec<u64>> = before.iter()
                .map(|&need| ready[need].filter(|_| !fails.contains(&need)).map(|time| time + seconds[need])).collect();
            ready.push(begins.map(|times| times.into_iter().max().unwrap_or(0)));
        }
        prop_assert_eq!(&started, &ready);
        let longest = (0..NODES).filter_map(|node| Some(ready[node]? + seconds[node])).max().unwrap_or(0);
        prop_assert_eq!(total, longest);
        for node in 0..NODES {
            let right = match &ends[node] {
                End::Done(()) => ready[node].is_some() && !fails.contains(&node),
                End::Failed(_) => ready[node].is_some() && fails.contains(&node),
                End::Skipped(_) => ready[node].is_none(),
                End::Stopped => false,
            };
            prop_assert!(right);
        }
    }

    /// A stop at any moment, also one in which nothing waits any more: what has started is followed to its end and
    /// reported once, and nothing starts afterwards.
    #[test]
    fn whatever_has_started_ends_by_itself_whenever_the_run_is_stopped(
        edges in edges(), seconds in seconds(), fails in fails(), reversed in any::<bool>(),
        fail_fast in any::<bool>(), stop_after in 0u64..120_000,
    ) {
        let needs = graph(&edges, reversed);
        let stop = Some(stop_after);
        let scenario =
            Scenario { needs: &needs, seconds: &seconds, fails: &fails, fail_fast, stop_after: stop };
        let Outcome { ends, started, reported, .. } = scenario.run();
        for node in 0..NODES {
            let ran = matches!(ends[node], End::Done(()) | End::Failed(_));
            prop_assert_eq!(ran, started[node].is_some(), "node {} ended as {:?}", node, &ends[node]);
            prop_assert_eq!(matches!(ends[node], End::Failed(_)), ran && fails.contains(&node));
            prop_assert!(started[node].is_none_or(|second| second * 1000 <= stop_after));
            let reports: Vec<_> = reported.iter().filter(|(of, _)| *of == node).map(|(_, end)| end).collect();
            prop_assert_eq!(reports, [&format!("{:?}", ends[node])]);
        }
    }

    /// A skip names a node that ran and failed, and that the skipped one waits for.
    #[test]
    fn every_skip_names_a_node_that_failed_among_those_it_waits_for(
        edges in edges(), seconds in seconds(), fails in fails(), reversed in any::<bool>(),
        stop_after in proptest::option::of(0u64..120_000),
    ) {
        let needs = graph(&edges, reversed);
        let scenario = Scenario { needs: &needs, seconds: &seconds, fails: &fails, fail_fast: false, stop_after };
        let Outcome { ends, .. } = scenario.run();
        for node in 0..NODES {
            let End::Skipped(root) = ends[node] else { continue };
            prop_assert!(matches!(ends[root], End::Failed(_)), "{} blames {}: {:?}", node, root, &ends[root]);
            prop_assert!(reaches(&needs, node, root), "{} does not wait for {}", node, root);
        }
    }
}
