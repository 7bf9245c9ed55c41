//! Failures as users see them, each with its exit code.
//!
//! Errors travel as [`anyhow::Error`]: each outside call adds a sentence of context, and a [`Failure`] at the bottom
//! (or anywhere in the chain) fixes the exit code and the hint. Only `main` turns the chain into text and a code.

use std::fmt;

/// Everything was done.
pub const EXIT_DONE: u8 = 0;
/// Something failed.
pub const EXIT_FAILED: u8 = 1;
/// The command line, the project file or the machine's set-up is wrong, or the user declined; nothing was changed.
pub const EXIT_USAGE: u8 = 2;
/// Partly done or still in progress: run the command again, or check with `provision status`.
pub const EXIT_PARTIAL: u8 = 3;
/// Interrupted by Ctrl-C or SIGTERM.
pub const EXIT_INTERRUPTED: u8 = 130;

/// The kinds of failure, of which two have the same exit code: nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The work was tried and did not succeed.
    Failed,
    /// The request is invalid or not configured.
    Usage,
    /// The user declined at a prompt.
    Declined,
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
            Kind::Usage | Kind::Declined => EXIT_USAGE,
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
    /// What a deployed API answered, where that is why.
    pub answer: Option<Box<Answer>>,
}

/// Where an unsuccessful response of a deployed API came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub region: String,
    /// AWS's error code, else the HTTP status.
    pub code: String,
    pub request_id: Option<String>,
}

impl Failure {
    /// A failure without a hint.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None, answer: None }
    }

    /// The work failed: exit code 1.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Kind::Failed, message)
    }

    /// Usage or configuration is wrong: exit code 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// Declined at a prompt, before anything was changed: exit code 2.
    pub fn declined(message: impl Into<String>) -> Self {
        Self::new(Kind::Declined, message)
    }

    /// Partly done: exit code 3.
    pub fn partial(message: impl Into<String>) -> Self {
        Self::new(Kind::Partial, message)
    }

    /// Interrupted: exit code 130.
    pub fn interrupted(message: impl Into<String>) -> Self {
        Self::new(Kind::Interrupted, message)
    }

    /// Adds the next command or change to try.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the response that is the reason.
    pub fn answered(mut self, answer: Answer) -> Self {
        self.answer = Some(Box::new(answer));
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

/// The response of a deployed API that an error chain is about, if a [`Failure`] in it has one.
pub fn answer_of(error: &anyhow::Error) -> Option<&Answer> {
    let outermost = error.downcast_ref::<Failure>().into_iter();
    let mut all = outermost.chain(error.chain().filter_map(|cause| cause.downcast_ref::<Failure>()));
    all.find_map(|failure| failure.answer.as_deref())
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
    fn what_an_api_answered_is_found_below_context_and_below_another_failure() {
        let answer = Answer { region: "us-east-1".to_owned(), code: "400".to_owned(), request_id: None };
        let refused = || anyhow::Error::from(Failure::usage("no").answered(answer.clone()));
        assert_eq!(answer_of(&refused().context("listing orders")), Some(&answer));
        assert_eq!(answer_of(&refused().context(Failure::failed("half done"))), Some(&answer));
        assert_eq!(answer_of(&Failure::usage("no").into()), None);
    }

    #[test]
    fn what_is_declined_ends_like_what_is_wrong_before_anything_was_changed() {
        assert_eq!(Failure::declined("no").kind.exit_code(), EXIT_USAGE);
    }

    #[test]
    fn a_cause_is_not_printed_twice() {
        let error = anyhow::anyhow!("refused").context("connecting: refused");
        assert_eq!(sentence(&error), "connecting: refused");
    }
}
