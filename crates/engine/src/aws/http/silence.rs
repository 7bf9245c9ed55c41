//! Hosts that do not respond: the user is shown what the command waits for, and after a limit the call fails.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::pending;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::time::{Instant, sleep_until};

/// After this time without an answer, or with refusals only, the user is shown what is waited for.
pub const NOTED: Duration = Duration::from_secs(3);
/// After this time without any answer a host is given up, all tries together.
const GIVEN_UP: Duration = Duration::from_secs(55);
/// How long a host that was given up is waited for in later calls, until it answers again.
const RETRIED: Duration = Duration::from_secs(5);

/// What is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The service as signatures name it, such as `cloudformation`; unknown for a request that is not signed.
    pub service: Option<String>,
    pub region: Option<String>,
    /// Host, and port where the address names one.
    pub host: String,
    pub cause: WaitCause,
}

/// Why it is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitCause {
    /// The host has not answered.
    Silence,
    /// The service asks for fewer requests.
    Throttling,
}

/// The hosts that have been asked and have not answered since.
#[derive(Debug, Default)]
pub struct Silence {
    hosts: Mutex<HashMap<String, Streak>>,
    /// Where waits are announced.
    announce: Option<UnboundedSender<Waiting>>,
}

/// A time in which a host has answered nothing.
#[derive(Clone, Debug)]
struct Streak {
    began: Instant,
    /// How long the host is waited for from then on.
    patience: Duration,
    /// What was announced. One host may be the endpoint of all services and regions.
    noted: Vec<Waiting>,
}

impl Streak {
    fn new(began: Instant) -> Self {
        Self { began, patience: GIVEN_UP, noted: Vec::new() }
    }
}

impl Silence {
    /// Announces waits here; a receiver that is gone is no error.
    pub fn announced(announce: Option<UnboundedSender<Waiting>>) -> Self {
        Self { hosts: Mutex::default(), announce }
    }

    /// Waits for one exchange with a host; fails with the time waited once the host is given up. `more` is what the request
    /// itself may take.
    pub async fn watch<T, E>(
        &self,
        target: &Waiting,
        more: Duration,
        exchange: impl Future<Output = Result<T, E>>,
    ) -> Result<Result<T, E>, Duration> {
        let (began, patience) = self.streak(&target.host);
        let noting = async {
            sleep_until(began + NOTED).await;
            self.note(target, began);
            pending::<Infallible>().await
        };
        let result = tokio::select! {
            biased;
            result = exchange => Ok(result),
            never = noting => match never {},
            () = sleep_until(began + patience + more) => Err(patience + more),
        };
        match &result {
            Ok(Ok(_)) => _ = self.hosts().remove(&target.host),
            // The next try of the same call continues the wait.
            Ok(Err(_)) => {}
            Err(_) => {
                if let Some(streak) = self.hosts().get_mut(&target.host) {
                    streak.patience = RETRIED;
                }
            }
        }
        result
    }

    /// When the host's silence began and how long it may last: now, unless an earlier try found it silent and it is waited
    /// for still.
    fn streak(&self, host: &str) -> (Instant, Duration) {
        let now = Instant::now();
        let mut hosts = self.hosts();
        let streak = hosts.entry(host.to_owned()).or_insert(Streak::new(now));
        if now >= streak.began + streak.patience {
            streak.began = now;
        }
        (streak.began, streak.patience)
    }

    /// Announces a wait. The host may have answered another request meanwhile, as a host of several services does.
    fn note(&self, target: &Waiting, began: Instant) {
        let mut hosts = self.hosts();
        let streak = hosts.entry(target.host.clone()).or_insert(Streak::new(began));
        if streak.noted.contains(target) {
            return;
        }
        streak.noted.push(target.clone());
        if let Some(announce) = &self.announce {
            let _ = announce.send(target.clone());
        }
    }

    fn hosts(&self) -> std::sync::MutexGuard<'_, HashMap<String, Streak>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::mpsc::unbounded_channel;
    use tokio::time::sleep;

    fn target(host: &str) -> Waiting {
        let named = |name: &str| Some(name.to_owned());
        Waiting {
            service: named("sts"),
            region: named("us-west-2"),
            host: host.to_owned(),
            cause: WaitCause::Silence,
        }
    }

    const NOTHING: Duration = Duration::ZERO;

    #[tokio::test(start_paused = true)]
    async fn a_slow_answer_is_noted_although_the_host_answers_others() {
        let (sender, mut receiver) = unbounded_channel();
        let silence = Silence::announced(Some(sender));
        let host = target("h");
        let after = async |seconds| {
            sleep(Duration::from_secs(seconds)).await;
            Ok::<_, ()>(())
        };
        let (slow, quick) =
            tokio::join!(silence.watch(&host, NOTHING, after(5)), silence.watch(&host, NOTHING, after(1)));
        assert_eq!((slow, quick), (Ok(Ok(())), Ok(Ok(()))));
        assert_eq!(receiver.try_recv().unwrap(), host);
        assert!(receiver.try_recv().is_err(), "noted once");
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_is_noted_once_and_given_up_over_all_tries() {
        let (sender, mut receiver) = unbounded_channel();
        let silence = Silence::announced(Some(sender));
        let began = Instant::now();
        let failing = async {
            sleep(Duration::from_secs(20)).await;
            Err::<(), _>(())
        };
        assert_eq!(silence.watch(&target("h"), NOTHING, failing).await, Ok(Err(())));
        assert_eq!(receiver.try_recv().unwrap(), target("h"));
        sleep(Duration::from_secs(5)).await;
        let host = target("h");
        let never = || silence.watch::<(), ()>(&host, NOTHING, pending());
        assert_eq!(never().await, Err(GIVEN_UP));
        assert_eq!(began.elapsed(), GIVEN_UP);
        assert!(receiver.try_recv().is_err(), "noted once");
        // Later calls do not wait as long again, until the host has answered.
        assert_eq!(never().await, Err(RETRIED));
        assert_eq!(never().await, Err(RETRIED));
        assert_eq!(began.elapsed(), GIVEN_UP + RETRIED * 2);
        assert!(receiver.try_recv().is_err(), "noted once");
        assert_eq!(silence.watch(&target("h"), NOTHING, async { Ok::<_, ()>(1) }).await, Ok(Ok(1)));
        assert_eq!(never().await, Err(GIVEN_UP));
        assert!(receiver.try_recv().is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_ends_the_silence() {
        let (sender, mut receiver) = unbounded_channel();
        let silence = Silence::announced(Some(sender));
        for _ in 0..30 {
            let slow = async {
                sleep(Duration::from_millis(2900)).await;
                Ok::<_, ()>(1)
            };
            assert_eq!(silence.watch(&target("h"), NOTHING, slow).await, Ok(Ok(1)));
        }
        assert!(receiver.try_recv().is_err());
        let other = async {
            sleep(Duration::from_secs(60)).await;
            Ok::<_, ()>(1)
        };
        assert_eq!(silence.watch(&target("i"), Duration::from_secs(10), other).await, Ok(Ok(1)));
        assert_eq!(receiver.try_recv().unwrap().host, "i");
    }
}
