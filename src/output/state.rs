//! States as reports show them: the word, in the colour of what it means. The colour repeats what the word says.

use std::fmt::Display;

use super::color::Paint;

/// What a state means for the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// As it should be; nothing more happens.
    Done,
    /// Work is in progress, or waits for an answer.
    InProgress,
    /// Failed; the user has something to do.
    Failed,
    /// Nothing happens: deleted, stopped, or not started.
    Idle,
}

impl Meaning {
    /// A word of a report in this meaning's colour.
    pub fn mark(self, word: &str) -> String {
        self.paint().mark(word)
    }

    pub(super) fn paint(self) -> Paint {
        match self {
            Meaning::Done => Paint::Green,
            Meaning::InProgress => Paint::Yellow,
            Meaning::Failed => Paint::Red,
            Meaning::Idle => Paint::Dim,
        }
    }
}

/// A state with a word of its own.
pub trait State: Display {
    /// What it means for the user.
    fn meaning(&self) -> Meaning;

    /// Its word in a report.
    fn shown(&self) -> String {
        self.meaning().mark(&self.to_string())
    }
}
