//! Two hundred stacks, against what AWS takes of calls.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use crate::aws::fake::{Call, held};
use crate::engine::scene::{ONE_STACK, QUEUE, Scene};

const COUNT: usize = 200;

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
    let stack = |n: usize| format!("      queue-{n}: {{template: queue.yaml, region: home}}\n");
    let (head, _) = ONE_STACK.split_once("      queue:").unwrap();
    let project = head.to_owned() + &(0..COUNT).map(stack).collect::<String>();
    let scene = Scene::with_ceilings(&project, QUEUE, vec![Box::new(clock)]);
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
