//! The requests of one service in one region: the order and the rate in which they are sent.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use tokio::time::{Instant, sleep_until};

/// The gap between requests after the first refusal.
const FIRST_GAP: Duration = Duration::from_millis(20);
/// The longest gap: four requests a second, as long as anything else is left to the pauses of each request.
const LONGEST_GAP: Duration = Duration::from_millis(250);
/// A refusal makes the gap longer, an answer makes it shorter. The two cancel out when a third of the requests is refused; fewer
/// refusals than that, which any service has now and then, slow nothing down for long.
const GROWTH: f64 = 1.3;
const DECAY: f64 = 0.87;

/// Time after which a refusal says nothing any more; longer than any pause before another try, also the SDK's.
const FORGOTTEN: Duration = Duration::from_secs(30);

/// How many requests a service takes, from what is known of AWS, with a margin.
#[derive(Clone, Copy, Debug)]
pub struct Ceiling {
    /// Requests in any [`WINDOW`].
    at_once: usize,
    /// Requests that may come fast, and the time in which one more of them is saved up.
    saved: Option<(u32, Duration)>,
}

/// A second, and some time by which requests may come closer together on their way.
const WINDOW: Duration = Duration::from_millis(1100);

/// The ceiling of a service in each region: CloudFormation takes ten requests in a second and four a second over a minute, which are
/// 60 and another 180 in that minute; Lambda's control plane takes ten in a second.
pub fn ceiling(service: &str) -> Option<Ceiling> {
    match service {
        "cloudformation" => Some(Ceiling { at_once: 10, saved: Some((60, Duration::from_millis(334))) }),
        "lambda" => Some(Ceiling { at_once: 10, saved: None }),
        _ => None,
    }
}

/// Requests queue by what they do, and the two queues take turns: what looks at operations must not wait until all others have begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    Reads,
    Writes,
}

impl Queue {
    /// The queue of a request, by the operation that it names in one of AWS's protocols.
    pub fn of(request: &HttpRequest) -> Self {
        let target = request.headers().get("x-amz-target").and_then(|target| target.rsplit('.').next());
        let form = || {
            let body = std::str::from_utf8(request.body().bytes()?).ok()?;
            body.split('&').find_map(|field| field.strip_prefix("Action="))
        };
        let is_read = match target.or_else(form) {
            Some(action) => ["Describe", "Get", "List"].iter().any(|verb| action.starts_with(verb)),
            None => matches!(request.method(), "GET" | "HEAD"),
        };
        if is_read { Self::Reads } else { Self::Writes }
    }
}

/// Lets requests through one after the other.
pub struct Lane {
    /// Each is held by the request that is next of its queue: the others of it follow in the order in which they came.
    reads: tokio::sync::Mutex<()>,
    writes: tokio::sync::Mutex<()>,
    /// Held by the request that is next; the first of the other queue is the only one that may wait for it.
    schedule: tokio::sync::Mutex<Schedule>,
    pace: Mutex<Pace>,
}

/// What refusals have taught.
#[derive(Default)]
struct Pace {
    gap: Duration,
    /// The first and the last of the refusals since the last answer.
    refusals: Option<(Instant, Instant)>,
    /// When the user was last shown that requests are refused.
    announced: Option<Instant>,
}

impl Lane {
    pub fn new(ceiling: Option<Ceiling>) -> Self {
        Self {
            reads: tokio::sync::Mutex::default(),
            writes: tokio::sync::Mutex::default(),
            schedule: tokio::sync::Mutex::new(Schedule::new(ceiling)),
            pace: Mutex::default(),
        }
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until one more request may be sent.
    pub async fn turn(&self, queue: Queue) {
        let _first_of_its_queue = match queue {
            Queue::Reads => self.reads.lock().await,
            Queue::Writes => self.writes.lock().await,
        };
        let mut schedule = self.schedule.lock().await;
        let (now, gap) = (Instant::now(), self.pace().gap);
        let at = schedule.next(now, gap);
        if at > now {
            sleep_until(at).await;
        }
        schedule.sent(Instant::now());
    }

    /// Whether the user has not been shown for some time that requests are refused; from now on, this was done.
    pub fn is_news(&self) -> bool {
        let (mut pace, now) = (self.pace(), Instant::now());
        let is_news = pace.announced.is_none_or(|last| now - last >= FORGOTTEN);
        if is_news {
            pace.announced = Some(now);
        }
        is_news
    }

    /// Takes note of an answer.
    pub fn accepted(&self) {
        let mut pace = self.pace();
        pace.refusals = None;
        pace.gap = Some(pace.gap.mul_f64(DECAY)).filter(|gap| *gap >= FIRST_GAP).unwrap_or_default();
    }

    /// Takes note of a refusal; returns for how long there have been only refusals.
    pub fn refused(&self) -> Duration {
        let mut pace = self.pace();
        pace.gap = pace.gap.mul_f64(GROWTH).clamp(FIRST_GAP, LONGEST_GAP);
        let now = Instant::now();
        let first = pace.refusals.filter(|(_, last)| now - *last < FORGOTTEN).map_or(now, |(first, _)| first);
        pace.refusals = Some((first, now));
        now - first
    }
}

/// When requests were sent, and so when the next may be.
struct Schedule {
    ceiling: Option<Ceiling>,
    last: Option<Instant>,
    /// The requests of the last window, oldest first.
    recent: VecDeque<Instant>,
    /// When as many requests are saved up as can be.
    full: Option<Instant>,
}

impl Schedule {
    fn new(ceiling: Option<Ceiling>) -> Self {
        Self { ceiling, last: None, recent: VecDeque::new(), full: None }
    }

    /// The earliest time at which the next request may be sent.
    fn next(&self, now: Instant, gap: Duration) -> Instant {
        let after_last = self.last.map(|last| last + gap);
        let Some(Ceiling { at_once, saved }) = self.ceiling else {
            return now.max(after_last.unwrap_or(now));
        };
        let window_left = (self.recent.len() >= at_once).then(|| self.recent[0] + WINDOW);
        let has_saved =
            self.full.zip(saved).and_then(|(full, (most, each))| full.checked_sub(each * (most - 1)));
        [after_last, window_left, has_saved].into_iter().flatten().fold(now, Instant::max)
    }

    fn sent(&mut self, now: Instant) {
        self.last = Some(now);
        let Some(Ceiling { at_once, saved }) = self.ceiling else { return };
        self.recent.push_back(now);
        if self.recent.len() > at_once {
            self.recent.pop_front();
        }
        self.full = saved.map(|(_, each)| self.full.map_or(now, |full| full.max(now)) + each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sends a request at each of these times, in milliseconds, or as soon after it as may be; returns when they were sent.
    fn sent(ceiling: Option<Ceiling>, wanted: &[u64]) -> Vec<u64> {
        let (mut schedule, start) = (Schedule::new(ceiling), Instant::now());
        let mut now = start;
        let send = |wanted: &u64| {
            now = schedule.next(now.max(start + Duration::from_millis(*wanted)), Duration::ZERO);
            schedule.sent(now);
            u64::try_from((now - start).as_millis()).unwrap()
        };
        wanted.iter().map(send).collect()
    }

    /// The most requests in any span of this many milliseconds.
    fn most(times: &[u64], span: u64) -> usize {
        let until = |first: &u64| times.partition_point(|time| *time < first + span);
        times.iter().enumerate().map(|(index, first)| until(first) - index).max().unwrap_or_default()
    }

    proptest! {
        #[test]
        fn ceilings_hold_however_requests_come(pauses in proptest::collection::vec(0u64..2_000, 1..600), dense in 1u64..200) {
            let wanted: Vec<u64> = pauses.iter().scan(0, |at, pause| { *at += pause / dense; Some(*at) }).collect();
            let times = sent(ceiling("cloudformation"), &wanted);
            prop_assert!(most(&times, 1_000) <= 10);
            prop_assert!(most(&times, 60_000) <= 240);
            prop_assert!(most(&sent(ceiling("lambda"), &wanted), 1_000) <= 10);
            prop_assert_eq!(sent(ceiling("s3"), &wanted), wanted);
        }
    }

    #[test]
    fn a_small_run_does_not_wait_and_a_large_one_as_little_as_may_be() {
        assert_eq!(sent(ceiling("cloudformation"), &[0; 10]), [0; 10]);
        assert_eq!(sent(ceiling("lambda"), &[0; 30])[29], 2_200);
        let times = sent(ceiling("cloudformation"), &[0; 300]);
        assert!(times[59] < 7_000 && times[299] < 85_000, "{times:?}");
    }
}
