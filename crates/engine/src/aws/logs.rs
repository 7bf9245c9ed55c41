//! CloudWatch Logs: the last log lines of a function.

use anyhow::Result;
use aws_sdk_cloudwatchlogs::Client;
use aws_sdk_cloudwatchlogs::error::ProvideErrorMetadata;
use serde::Serialize;

use super::error::Class;
use super::timestamp::Timestamp;
use super::{Cloud, Region, error};

/// Pages that one reading follows at most; a window of seconds rarely fills one.
const MOST_PAGES: usize = 5;

/// One line of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct LogLine {
    /// When the function wrote it.
    pub at: Timestamp,
    /// The line as it was written.
    pub text: String,
}

/// CloudWatch Logs in one region.
#[derive(Clone)]
pub struct Logs {
    client: Client,
    region: Region,
}

impl Logs {
    /// The service in this region; makes no call.
    pub fn new(cloud: &Cloud, region: &Region) -> Self {
        Self { client: Client::new(&cloud.config(region)), region: region.clone() }
    }

    /// The group that a function, named or by ARN, writes to. Without the permission to ask it is the one that Lambda
    /// takes by default.
    pub async fn group_of(&self, cloud: &Cloud, function: &str) -> Result<String> {
        let client = aws_sdk_lambda::Client::new(&cloud.config(&self.region));
        let configured = match client.get_function_configuration().function_name(function).send().await {
            Ok(reply) => reply.logging_config().and_then(|logging| logging.log_group()).map(str::to_owned),
            Err(error) => {
                let error = error::inspect(error, "lambda:GetFunctionConfiguration", &self.region);
                if error.class != Class::Denied && !error.is("ResourceNotFoundException") {
                    return Err(error.into_error());
                }
                None
            }
        };
        let name = function.split_once(":function:").map_or(function, |(_, name)| name);
        Ok(configured.unwrap_or_else(|| format!("/aws/lambda/{}", name.split(':').next().unwrap_or(name))))
    }

    /// The lines of a log group between two moments, oldest first; `None` when there is no such group.
    pub async fn between(&self, group: &str, from: Timestamp, to: Timestamp) -> Result<Option<Vec<LogLine>>> {
        let mut lines = Vec::new();
        let mut pages = self
            .client
            .filter_log_events()
            .log_group_name(group)
            .start_time(from.millis())
            .end_time(to.millis())
            .into_paginator()
            .send();
        for _ in 0..MOST_PAGES {
            let page = match pages.next().await {
                None => break,
                Some(Ok(page)) => page,
                Some(Err(error)) if error.code() == Some("ResourceNotFoundException") => return Ok(None),
                Some(Err(error)) => return Err(error::explain(error, "logs:FilterLogEvents", &self.region)),
            };
            lines.extend(page.events().iter().filter_map(|event| {
                let text = event.message()?.trim_end().to_owned();
                Some(LogLine { at: Timestamp::from_millis(event.timestamp()?), text })
            }));
        }
        lines.sort_by_key(|line| line.at);
        Ok(Some(lines))
    }
}
