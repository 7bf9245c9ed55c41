//! The last log lines of the function behind a failed step.

use std::time::Duration;

use anyhow::Result;
use serde::Serialize;
use tokio::time::sleep;

use super::progress::{Progress, Step};
use engine::aws::logs::{LogLine, Logs};
use engine::aws::timestamp::Timestamp;
use engine::aws::{Cloud, Region};

/// Lines that help; the whole log is one command away.
const MOST_LINES: usize = 10;
/// Logs arrive some seconds after the call; they are waited for no longer than this.
const LOOKS: u32 = 4;
const BETWEEN_LOOKS: Duration = Duration::from_millis(1500);
/// A failure older than this has its log in place.
const FRESH: Duration = Duration::from_secs(20);

/// What a function wrote while a step ran.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FunctionLog {
    /// Name of the state.
    pub state: String,
    /// Name of the function.
    pub function: String,
    /// The log group.
    pub group: String,
    /// The last lines of the log.
    pub lines: Vec<LogLine>,
}

/// The log of the function behind the step that failed last; `None` where there is no function behind it, or its log
/// group is deleted.
pub async fn of_failure(cloud: &Cloud, region: &Region, progress: &Progress) -> Result<Option<FunctionLog>> {
    let Some(step) = progress.troubled() else { return Ok(None) };
    let Some(function) = progress.definition().function(&step.state) else { return Ok(None) };
    let logs = Logs::new(cloud, region);
    let group = logs.group_of(cloud, function).await?;
    let Some(lines) = look(&logs, &group, step).await? else { return Ok(None) };
    let skipped = lines.len().saturating_sub(MOST_LINES);
    let lines = lines.into_iter().skip(skipped).collect();
    Ok(Some(FunctionLog { state: step.state.clone(), function: name_of(function).to_owned(), group, lines }))
}

async fn look(logs: &Logs, group: &str, step: &Step) -> Result<Option<Vec<LogLine>>> {
    let end = step.left.unwrap_or_else(Timestamp::now);
    let to = end.plus(Duration::from_secs(5));
    let is_fresh = Timestamp::now().since(end) < FRESH;
    for _ in 1..LOOKS {
        let Some(lines) = logs.between(group, step.entered, to).await? else { return Ok(None) };
        let lines: Vec<_> = lines.into_iter().filter(|line| !is_platform(&line.text)).collect();
        if !lines.is_empty() || !is_fresh {
            return Ok(Some(lines));
        }
        sleep(BETWEEN_LOOKS).await;
    }
    Ok(Some(Vec::new()))
}

/// The lines that Lambda adds around each call.
fn is_platform(line: &str) -> bool {
    let plain = ["INIT_START ", "START RequestId: ", "END RequestId: ", "REPORT RequestId: "];
    plain.iter().any(|beginning| line.starts_with(beginning)) || line.contains(r#""type":"platform."#)
}

/// The name in a function's ARN, without version or alias.
fn name_of(function: &str) -> &str {
    match function.split_once(":function:") {
        Some((_, name)) => name.split(':').next().unwrap_or(name),
        None => function,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_functions_name_is_the_last_part_of_its_arn() {
        assert_eq!(name_of("arn:aws:lambda:us-east-1:1:function:call:live"), "call");
        assert_eq!(name_of("call"), "call");
    }

    #[test]
    fn lambdas_own_lines_are_left_out() {
        assert!(is_platform("REPORT RequestId: 1 Duration: 2 ms"));
        assert!(is_platform(r#"{"time":"2026-01-01T00:00:00Z","type":"platform.start","record":{}}"#));
        assert!(!is_platform(r#"{"level":"ERROR","message":"no answer"}"#));
    }
}
