use std::time::Duration;

use proptest::prelude::*;

use super::{ALONE, Durations, FAST, FIRST, SLOWEST, TOGETHER, next_look, wait};
use crate::testing::graph::{Graph, Scale};

/// The result of following a graph.
struct Followed {
    wall: Duration,
    looks: u32,
    /// How long after its end each operation was seen to be over.
    late: Vec<Duration>,
}

/// Follows a graph of operations on a simulated clock. A look takes no time, and what depends on an operation begins
/// the moment it is seen to be over. `wait` is given the ages of the operations in progress and the durations of those
/// that ended just now.
fn follow(graph: &Graph, mut wait: impl FnMut(&[Duration], &[Duration]) -> Duration) -> Followed {
    let count = graph.lengths.len();
    let (mut now, mut begun, mut over) = (Duration::ZERO, vec![None; count], vec![false; count]);
    let mut followed = Followed { wall: now, looks: 0, late: Vec::new() };
    let mut ended = Vec::new();
    while over.contains(&false) {
        for (began, needs) in begun.iter_mut().zip(&graph.needs) {
            if needs.iter().all(|need| over[*need]) {
                began.get_or_insert(now);
            }
        }
        let in_progress = |index: &usize| begun[*index].is_some() && !over[*index];
        let running: Vec<usize> = (0..count).filter(in_progress).collect();
        let ages: Vec<Duration> = running.iter().map(|index| now - begun[*index].unwrap()).collect();
        now += wait(&ages, &std::mem::take(&mut ended));
        followed.looks += 1;
        for index in running {
            let age = now - begun[index].unwrap();
            if age >= graph.lengths[index] {
                over[index] = true;
                followed.late.push(age - graph.lengths[index]);
                ended.push(age);
            }
        }
    }
    followed.wall = now;
    followed
}

fn follow_at_pace(graph: &Graph) -> Followed {
    let mut durations = Durations::default();
    follow(graph, |ages, ended| {
        ended.iter().for_each(|duration| durations.add(*duration));
        durations.next_look(ages)
    })
}

/// Follows a graph of this scale; returns its time as a multiple of its critical path, and looks a second.
fn measure(seed: u64, scale: &Scale) -> (f64, f64) {
    let graph = Graph::draw(seed, scale);
    let Followed { wall, looks, .. } = follow_at_pace(&graph);
    let seconds = wall.as_secs_f64();
    (seconds / graph.critical_path().as_secs_f64(), f64::from(looks) / seconds)
}

proptest! {
    #[test]
    fn twenty_stacks_of_seconds_take_little_longer_than_their_critical_path(seed: u64) {
        let (multiple, looks) = measure(seed, &Scale { stacks: 20, layers: 5, seconds: 0.5..3.5 });
        prop_assert!(multiple <= 1.05, "{multiple}");
        prop_assert!(looks <= 14.0, "{looks}");
    }

    #[test]
    fn an_operation_is_seen_to_be_over_within_a_share_of_the_usual_or_of_its_own_time(
        lengths in proptest::collection::vec(1u64..600_000, 1..20)
    ) {
        // One after the other, so that each follows one of any other length.
        let mut durations = Durations::default();
        for length in lengths.into_iter().map(Duration::from_millis) {
            let mut age = Duration::ZERO;
            while age < length {
                age += durations.next_look(&[age]);
            }
            let usual = durations.mean().unwrap_or_default();
            prop_assert!(age - length <= wait(usual.max(length), TOGETHER));
            durations.add(age);
        }
    }

    #[test]
    fn what_is_looked_at_by_itself_is_seen_within_a_share_of_its_age(length in 1u64..600_000) {
        let length = Duration::from_millis(length);
        let (mut age, mut looks) = (Duration::ZERO, 0);
        while age < length {
            age += next_look(age);
            looks += 1;
        }
        prop_assert!(age - length <= length.mul_f64(ALONE).max(FAST).min(SLOWEST));
        prop_assert!(looks < 170, "{looks}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn two_hundred_stacks_need_few_looks_and_lose_little(seed: u64) {
        let (multiple, looks) = measure(seed, &Scale { stacks: 200, layers: 8, seconds: 2.0..10.0 });
        prop_assert!(multiple <= 1.02, "{multiple}");
        prop_assert!(looks <= 10.0, "{looks}");
    }

    #[test]
    fn two_hundred_stacks_of_minutes_are_looked_at_about_once_a_second(seed: u64) {
        let scale = Scale { stacks: 200, layers: 8, seconds: 15.0..120.0 };
        let (mut late, mut looks, mut seconds) = (Vec::new(), 0.0, 0.0);
        for number in 0..4 {
            let followed = follow_at_pace(&Graph::draw(seed.wrapping_add(number), &scale));
            late.extend(followed.late);
            looks += f64::from(followed.looks);
            seconds += followed.wall.as_secs_f64();
        }
        let delay = late.iter().sum::<Duration>().as_secs_f64() / late.len() as f64;
        prop_assert!(delay <= 1.0, "{delay}");
        prop_assert!(looks / seconds <= 1.2, "{looks} in {seconds} s");
    }
}

#[test]
fn one_stack_that_takes_ten_minutes_does_not_slow_down_the_looks_at_short_ones() {
    let mut durations: Durations = [600, 5, 6, 4].into_iter().map(Duration::from_secs).collect();
    assert!(durations.next_look(&[Duration::ZERO]) < Duration::from_millis(600));
    durations.add(Duration::ZERO);
    assert!(durations.next_look(&[Duration::ZERO]) > FAST);
}

#[test]
fn an_operation_of_milliseconds_is_seen_at_once() {
    assert_eq!(Durations::default().next_look(&[Duration::ZERO]), FIRST);
}

#[test]
fn nothing_in_progress_is_looked_at_seldom() {
    assert_eq!(Durations::default().next_look(&[]), SLOWEST);
}
