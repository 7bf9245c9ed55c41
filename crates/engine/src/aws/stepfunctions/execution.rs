//! An execution as a whole: its name, state machine, start and status.

use std::fmt;

use aws_sdk_sfn::operation::describe_execution::DescribeExecutionOutput;
use aws_sdk_sfn::types::{ExecutionListItem, ExecutionStatus as SdkStatus};
use serde::Serialize;

use super::{ExecutionArn, Trouble};
use crate::aws::timestamp::Timestamp;

/// The status of an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ExecutionStatus {
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
    /// A child of a map run that will be started again.
    PendingRedrive,
}

impl ExecutionStatus {
    /// Whether nothing more will happen in it.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Running | Self::PendingRedrive)
    }

    /// The word that AWS uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::TimedOut => "TIMED_OUT",
            Self::Aborted => "ABORTED",
            Self::PendingRedrive => "PENDING_REDRIVE",
        }
    }

    pub(super) fn to_sdk(self) -> SdkStatus {
        SdkStatus::from(self.word())
    }

    /// A status that AWS adds later is one that has not ended, as far as a follower knows.
    fn from_sdk(status: &SdkStatus) -> Self {
        match status {
            SdkStatus::Succeeded => Self::Succeeded,
            SdkStatus::Failed => Self::Failed,
            SdkStatus::TimedOut => Self::TimedOut,
            SdkStatus::Aborted => Self::Aborted,
            SdkStatus::PendingRedrive => Self::PendingRedrive,
            _ => Self::Running,
        }
    }
}

impl fmt::Display for ExecutionStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

/// One line of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ExecutionSummary {
    pub arn: ExecutionArn,
    pub status: ExecutionStatus,
    pub started: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Timestamp>,
}

impl ExecutionSummary {
    /// `None` for what is no execution of a standard machine.
    pub(super) fn from_item(item: &ExecutionListItem) -> Option<Self> {
        Some(Self {
            arn: ExecutionArn::parse(item.execution_arn())?,
            status: ExecutionStatus::from_sdk(item.status()),
            started: Timestamp::from(item.start_date()),
            stopped: item.stop_date().map(Timestamp::from),
        })
    }
}

/// One execution with what went in and what came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    pub summary: ExecutionSummary,
    pub input: Option<String>,
    pub output: Option<String>,
    /// Why it failed; empty while it has not.
    pub trouble: Trouble,
}

impl Execution {
    pub(super) fn from_output(output: &DescribeExecutionOutput) -> Option<Self> {
        Some(Self {
            summary: ExecutionSummary {
                arn: ExecutionArn::parse(output.execution_arn())?,
                status: ExecutionStatus::from_sdk(output.status()),
                started: Timestamp::from(output.start_date()),
                stopped: output.stop_date().map(Timestamp::from),
            },
            input: output.input().map(str::to_owned),
            output: output.output().map(str::to_owned),
            trouble: Trouble::new(output.error(), output.cause()),
        })
    }
}
