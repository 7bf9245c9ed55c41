//! What following an execution needs from the state machine's definition: how long a state waits, how often it is
//! retried and which function it calls. The history shows none of this in advance.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Map, Value};

use engine::aws::timestamp::Timestamp;

/// The states of a definition by name, those of branches and iterations included.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    states: HashMap<String, State>,
}

#[derive(Clone, Debug, Default)]
struct State {
    wait: Option<WaitFor>,
    timeout: Option<Duration>,
    retriers: Vec<Retrier>,
    catchers: Vec<Catcher>,
    function: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
enum WaitFor {
    Span(Duration),
    Moment(Timestamp),
    /// Read from the state's input at this path.
    SecondsPath(String),
    TimestampPath(String),
}

#[derive(Clone, Debug)]
struct Retrier {
    errors: Vec<String>,
    interval: f64,
    most: u32,
    rate: f64,
    longest: Option<f64>,
}

#[derive(Clone, Debug)]
struct Catcher {
    errors: Vec<String>,
    next: String,
}

/// What a state machine does with an error of a task.
#[derive(Clone, Debug, PartialEq)]
pub enum Handling {
    /// Tries again after at most this long; `tries` counts this retrier's tries, the first one included.
    Retry { retrier: usize, pause: Duration, tries: u32 },
    /// Continues in another state.
    Catch { next: String },
    /// Ends the execution.
    Fail,
}

impl Definition {
    /// Reads a definition. What it does not understand it leaves out: a follower then shows less, not nothing.
    pub fn parse(text: &str) -> Self {
        let mut definition = Self::default();
        if let Ok(Value::Object(machine)) = serde_json::from_str(text) {
            definition.collect(&machine);
        }
        definition
    }

    fn collect(&mut self, machine: &Map<String, Value>) {
        let Some(Value::Object(states)) = machine.get("States") else { return };
        for (name, value) in states {
            let Value::Object(state) = value else { continue };
            self.states.insert(name.clone(), State::read(state));
            let branches = state.get("Branches").and_then(Value::as_array);
            let inner = ["ItemProcessor", "Iterator"].iter().filter_map(|key| state.get(*key));
            for machine in branches.into_iter().flatten().chain(inner).filter_map(Value::as_object) {
                self.collect(machine);
            }
        }
    }

    /// Whether waits depend on data, which must then be read from the history.
    pub fn needs_data(&self) -> bool {
        let by_path =
            |state: &State| matches!(state.wait, Some(WaitFor::SecondsPath(_) | WaitFor::TimestampPath(_)));
        self.states.values().any(by_path)
    }

    /// When a wait that began at `entered` ends; `None` for other states and where only the service knows.
    pub fn wait_until(&self, state: &str, entered: Timestamp, input: Option<&str>) -> Option<Timestamp> {
        let document = || serde_json::from_str::<Value>(input?).ok();
        match self.states.get(state)?.wait.as_ref()? {
            WaitFor::Span(span) => Some(entered.plus(*span)),
            WaitFor::Moment(moment) => Some(*moment),
            WaitFor::SecondsPath(path) => Some(entered.plus(span_of(at_path(&document()?, path)?)?)),
            WaitFor::TimestampPath(path) => Timestamp::parse(at_path(&document()?, path)?.as_str()?),
        }
    }

    /// How long a task of this state may take.
    pub fn timeout(&self, state: &str) -> Option<Duration> {
        self.states.get(state)?.timeout
    }

    /// The function that this state calls, as an ARN or a name.
    pub fn function(&self, state: &str) -> Option<&str> {
        self.states.get(state)?.function.as_deref()
    }

    /// What happens when a task of this state fails with `error`; `used` counts the retries per retrier so far.
    pub fn handling(&self, state: &str, error: &str, used: &HashMap<usize, u32>) -> Handling {
        let Some(state) = self.states.get(state) else { return Handling::Fail };
        // Only the first retrier that fits counts: one that has had its tries hands over to the catchers.
        let fitting = state.retriers.iter().enumerate().find(|(_, retrier)| fits(&retrier.errors, error));
        if let Some((index, retrier)) = fitting {
            let used = used.get(&index).copied().unwrap_or(0);
            if used < retrier.most {
                return Handling::Retry {
                    retrier: index,
                    pause: retrier.pause(used),
                    tries: retrier.most.saturating_add(1),
                };
            }
        }
        let catcher = state.catchers.iter().find(|catcher| fits(&catcher.errors, error));
        catcher.map_or(Handling::Fail, |catcher| Handling::Catch { next: catcher.next.clone() })
    }
}

impl State {
    fn read(state: &Map<String, Value>) -> Self {
        let list = |key: &str| state.get(key).and_then(Value::as_array).into_iter().flatten();
        let is_wait = state.get("Type").and_then(Value::as_str) == Some("Wait");
        Self {
            wait: if is_wait { WaitFor::read(state) } else { None },
            timeout: state.get("TimeoutSeconds").and_then(span_of),
            retriers: list("Retry").map(Retrier::read).collect(),
            catchers: list("Catch").filter_map(Catcher::read).collect(),
            function: function_of(state),
        }
    }
}

impl WaitFor {
    fn read(state: &Map<String, Value>) -> Option<Self> {
        let text = |key: &str| state.get(key).and_then(Value::as_str);
        if let Some(span) = state.get("Seconds").and_then(span_of) {
            return Some(Self::Span(span));
        }
        if let Some(moment) = text("Timestamp").and_then(Timestamp::parse) {
            return Some(Self::Moment(moment));
        }
        let span = text("SecondsPath").map(|path| Self::SecondsPath(path.to_owned()));
        span.or_else(|| text("TimestampPath").map(|path| Self::TimestampPath(path.to_owned())))
    }
}

impl Retrier {
    fn read(value: &Value) -> Self {
        let number = |key: &str| value.get(key).and_then(Value::as_f64);
        // The defaults are those of Amazon States Language.
        Self {
            errors: errors_of(value),
            interval: number("IntervalSeconds").unwrap_or(1.0),
            most: value
                .get("MaxAttempts")
                .and_then(Value::as_u64)
                .map_or(3, |most| u32::try_from(most).unwrap_or(u32::MAX)),
            rate: number("BackoffRate").unwrap_or(2.0),
            longest: number("MaxDelaySeconds"),
        }
    }

    fn pause(&self, used: u32) -> Duration {
        let exponent = i32::try_from(used).unwrap_or(i32::MAX);
        let seconds = (self.interval * self.rate.powi(exponent)).min(self.longest.unwrap_or(f64::INFINITY));
        Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
    }
}

impl Catcher {
    fn read(value: &Value) -> Option<Self> {
        Some(Self { errors: errors_of(value), next: value.get("Next")?.as_str()?.to_owned() })
    }
}

fn errors_of(value: &Value) -> Vec<String> {
    let errors = value.get("ErrorEquals").and_then(Value::as_array).into_iter().flatten();
    errors.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn fits(errors: &[String], error: &str) -> bool {
    errors.iter().any(|wanted| match wanted.as_str() {
        "States.ALL" => !matches!(error, "States.DataLimitExceeded" | "States.Runtime"),
        "States.TaskFailed" => error != "States.Timeout",
        wanted => wanted == error,
    })
}

fn function_of(state: &Map<String, Value>) -> Option<String> {
    let resource = state.get("Resource")?.as_str()?;
    if resource.contains(":lambda:") && resource.contains(":function:") {
        return Some(resource.to_owned());
    }
    if !resource.contains(":::lambda:invoke") {
        return None;
    }
    let arguments = state.get("Arguments").or_else(|| state.get("Parameters"))?;
    Some(arguments.get("FunctionName")?.as_str()?.to_owned())
}

fn span_of(value: &Value) -> Option<Duration> {
    Duration::try_from_secs_f64(value.as_f64()?).ok()
}

/// Follows a plain path such as `$.order.pause`; anything finer remains unknown.
fn at_path<'a>(document: &'a Value, path: &str) -> Option<&'a Value> {
    path.strip_prefix("$.")?.split('.').try_fold(document, |value, key| value.get(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MACHINE: &str = r#"{
      "StartAt": "Wait", "States": {
        "Wait": {"Type": "Wait", "Seconds": 5, "Next": "Call"},
        "Pause": {"Type": "Wait", "SecondsPath": "$.order.pause", "Next": "Call"},
        "Computed": {"Type": "Wait", "Seconds": "{% $pause %}", "Next": "Call"},
        "Call": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 30,
          "Arguments": {"FunctionName": "arn:aws:lambda:us-east-1:1:function:call"},
          "Retry": [
            {"ErrorEquals": ["external-failure"], "IntervalSeconds": 4, "MaxAttempts": 3, "BackoffRate": 2.5},
            {"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 5, "MaxAttempts": 2, "BackoffRate": 1.5}],
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Fail"}]},
        "Each": {"Type": "Map", "ItemProcessor": {"States": {"Inner": {"Type": "Wait", "Seconds": 1}}}}
      }}"#;

    #[test]
    fn waits_are_known_from_the_definition_or_the_input() {
        let definition = Definition::parse(MACHINE);
        let start = Timestamp::from_millis(0);
        let millis = |state, input| definition.wait_until(state, start, input).map(Timestamp::millis);
        assert_eq!(millis("Wait", None), Some(5_000));
        assert_eq!(millis("Pause", Some(r#"{"order":{"pause":7}}"#)), Some(7_000));
        assert_eq!(millis("Pause", None), None);
        assert_eq!(millis("Computed", None), None);
        assert_eq!(millis("Inner", None), Some(1_000));
        assert!(definition.needs_data());
    }

    #[test]
    fn the_first_fitting_retrier_counts_its_own_tries() {
        let definition = Definition::parse(MACHINE);
        let retry = |retrier, seconds, tries| Handling::Retry {
            retrier,
            pause: Duration::from_secs_f64(seconds),
            tries,
        };
        let none = HashMap::new();
        assert_eq!(definition.handling("Call", "external-failure", &none), retry(0, 4.0, 4));
        let twice = HashMap::from([(0, 2)]);
        assert_eq!(definition.handling("Call", "external-failure", &twice), retry(0, 25.0, 4));
        assert_eq!(definition.handling("Call", "other", &twice), retry(1, 5.0, 3));
        let used_up = HashMap::from([(0, 3)]);
        let caught = Handling::Catch { next: "Fail".to_owned() };
        assert_eq!(definition.handling("Call", "external-failure", &used_up), caught);
        assert_eq!(definition.handling("Call", "States.Timeout", &none), caught);
        assert_eq!(definition.handling("Call", "States.Runtime", &HashMap::from([(1, 2)])), Handling::Fail);
    }

    #[test]
    fn the_function_behind_a_state_is_found() {
        let definition = Definition::parse(MACHINE);
        assert_eq!(definition.function("Call"), Some("arn:aws:lambda:us-east-1:1:function:call"));
        assert_eq!(definition.function("Wait"), None);
        assert!(!Definition::parse("not JSON").needs_data());
    }
}
