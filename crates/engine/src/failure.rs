//! Failures as users see them, each with its exit code.
//!
//! Errors travel as [`anyhow::Error`]: each outside call adds a sentence of context, and a [`Failure`] at the bottom
//! (or anywhere in the chain) fixes the exit code and the hint. Only `main` turns the chain into text and a code.

use std::fmt;

/// Everything was done.
pub const EXIT_DONE: u8 = 0;
/// Something failed.
pub const EXIT_FAILED: u8 = 1;
/// The command line, the project file or the machine's set-up is wrong; nothing was changed.
pub const EXIT_USAGE: u8 = 2;
/// Partly done or still in progress: run the command again, or check with `provision status`.
pub const EXIT_PARTIAL: u8 = 3;
/// Interrupted by Ctrl-C or SIGTERM.
pub const EXIT_INTERRUPTED: u8 = 130;

/// The kinds of failure, one for each exit code above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The work was tried and did not succeed.
    Failed,
    /// The request is invalid or not configured.
    Usage,
    /// Some of the work is done and the rest is still in progress.
    Partial,
    /// The user interrupted the run.
    Interrupted,
}

impl Kind {
    /// The process exit code of this kind.
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Failed => EXIT_FAILED,
            Kind::Usage => EXIT_USAGE,
            Kind::Partial => EXIT_PARTIAL,
            Kind::Interrupted => EXIT_INTERRUPTED,
        }
    }
}

/// One sentence for the user, with the next thing to try.
#[derive(Clone, Debug)]
pub struct Failure {
    pub kind: Kind,
    pub message: String,
    pub hint: Option<String>,
}

impl Failure {
    /// The work failed: exit code 1.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { kind: Kind::Failed, message: message.into(), hint: None }
    }

    /// Usage or configuration is wrong: exit code 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { kind: Kind::Usage, message: message.into(), hint: None }
    }

    /// Partly done: exit code 3.
    pub fn partial(message: impl Into<String>) -> Self {
        Self { kind: Kind::Partial, message: message.into(), hint: None }
    }

    /// Interrupted: exit code 130.
    pub fn interrupted(message: impl Into<String>) -> Self {
        Self { kind: Kind::Interrupted, message: message.into(), hint: None }
    }

    /// Adds the next command or change to try.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// The kind of an error chain: that of the first [`Failure`] in it, otherwise [`Kind::Failed`].
pub fn kind_of(error: &anyhow::Error) -> Kind {
    error.downcast_ref::<Failure>().map_or(Kind::Failed, |failure| failure.kind)
}

/// The hint of an error chain, if a [`Failure`] in it has one.
pub fn hint_of(error: &anyhow::Error) -> Option<&str> {
    error.downcast_ref::<Failure>().and_then(|failure| failure.hint.as_deref())
}

/// The chain as one sentence, `what we tried: why: why`, without repeating a cause that is already in the text.
pub fn sentence(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn a_failure_keeps_its_code_and_hint_under_context() {
        let error = Err::<(), _>(Failure::usage("no stage 'x'").hint("use dev"))
            .context("reading the project file")
            .unwrap_err();
        assert_eq!(kind_of(&error).exit_code(), EXIT_USAGE);
        assert_eq!(hint_of(&error), Some("use dev"));
        assert_eq!(sentence(&error), "reading the project file: no stage 'x'");
    }

    #[test]
    fn a_cause_already_told_is_not_told_twice() {
        let error = anyhow::anyhow!("refused").context("connecting: refused");
        assert_eq!(sentence(&error), "connecting: refused");
    }
}
