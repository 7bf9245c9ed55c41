//! Two hundred stacks, within AWS's limits of calls.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use crate::aws::fake::{Call, Reply, held};
use crate::testing::{ONE_STACK, QUEUE, Scene};

const COUNT: usize = 200;

/// A project of so many stacks, all of which can be made at once.
fn project() -> String {
    let stack = |n: usize| format!("      queue-{n}: {{template: queue.yaml, region: home}}\n");
    let (head, _) = ONE_STACK.split_once("      queue:").unwrap();
    head.to_owned() + &(0..COUNT).map(stack).collect::<String>()
}

/// The most calls in any span of this length.
fn most(times: &[Instant], span: Duration) -> usize {
    let until = |first: &Instant| times.partition_point(|time| *time < *first + span);
    times.iter().enumerate().map(|(index, first)| until(first) - index).max().unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn two_hundred_stacks_stay_below_the_ceilings_of_cloudformation_all_the_time() {
    let times: Arc<Mutex<Vec<Instant>>> = Arc::default();
    let seen = Arc::clone(&times);
    let clock = move |call: &Call| {
        assert_eq!(call.service, "cloudformation");
        held(&seen).push(Instant::now());
        None
    };
    let scene = Scene::with_ceilings(&project(), QUEUE, vec![Box::new(clock)]);
    let began = Instant::now();
    let (report, error) = scene.deploy().await;
    assert!(error.is_none() && report.nodes.len() == COUNT, "{error:?}");
    let times = held(&times);
    let (in_a_second, in_a_minute) =
        (most(&times, Duration::from_secs(1)), most(&times, Duration::from_secs(60)));
    println!(
        "{} calls in {:?}: at most {in_a_second} in a second and {in_a_minute} in a minute",
        times.len(),
        began.elapsed()
    );
    assert!(in_a_second <= 10 && in_a_minute <= 240);
    // Two calls for each stack, and the looks between, at three a second.
    assert!(began.elapsed() < Duration::from_secs(240));
}

#[tokio::test(start_paused = true)]
async fn two_hundred_stacks_get_through_a_limit_of_ten_calls_a_second() {
    let recent: Mutex<VecDeque<Instant>> = Mutex::default();
    let limit = move |_: &Call| {
        let (mut recent, now) = (recent.lock().unwrap(), Instant::now());
        recent.retain(|at| now - *at < Duration::from_secs(1));
        if recent.len() >= 10 {
            return Some(Reply::refused("Throttling", "Rate exceeded"));
        }
        recent.push_back(now);
        None
    };
    let scene = Scene::of(&project(), QUEUE, vec![Box::new(limit)]);
    let began = Instant::now();
    let (report, error) = scene.deploy().await;
    assert!(error.is_none() && report.nodes.len() == COUNT, "{error:?}");
    println!("{} calls in {:?}", scene.calls.all().len(), began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(120));
}
