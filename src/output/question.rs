//! Questions on the terminal.

use std::cell::Cell;
use std::io::{self, BufRead, IsTerminal};

use anyhow::{Context, Result};

use super::{Ui, clean};
use engine::failure::Failure;

/// How often a question is asked when the answer is none of those that it takes.
const TRIES: usize = 3;

impl Ui {
    /// Asks a yes-or-no question. `--yes` answers yes; without a terminal or under `--no-input` it is an error
    /// that says how to answer.
    pub async fn confirm(&self, question: &str) -> Result<bool> {
        if self.yes {
            return Ok(true);
        }
        for _ in 0..TRIES {
            let answer = self.ask(&format!("{question} [y/N] "), "answer with --yes").await?;
            match answer.to_ascii_lowercase().as_str() {
                "y" | "yes" => return Ok(true),
                "n" | "no" | "" => return Ok(false),
                _ => self.error_line("Answer y or n."),
            }
        }
        Ok(false)
    }

    /// Asks for a word that must be typed as it is, again after a slip. No answer, and `no`, mean no.
    pub async fn ask_for(&self, word: &str, question: &str, how: &str) -> Result<bool> {
        for _ in 0..TRIES {
            let answer = self.ask(question, how).await?;
            match answer.as_str() {
                "" | "n" | "no" => return Ok(answer == word),
                answer if answer == word => return Ok(true),
                answer => {
                    let again =
                        format!("'{answer}' is not '{word}'. Press Enter to leave everything as it is.");
                    self.error_line(&clean::text(&again));
                }
            }
        }
        Ok(false)
    }

    /// Whether a choice may be offered that the command line does not make: on a terminal, without `--yes` and `--no-input`.
    pub fn may_offer(&self) -> bool {
        !self.yes && !self.no_input && io::stdin().is_terminal()
    }

    /// Asks for a line of text. `how` says how a script answers. What runs beside it continues, so that a signal ends the
    /// command. Dropping the future withdraws the question; the reader of the answer remains until the process ends.
    pub async fn ask(&self, question: &str, how: &str) -> Result<String> {
        self.open_question(question, how)?;
        let question = Question { ui: self, answered: Cell::new(false) };
        let answer = tokio::task::spawn_blocking(read_answer).await.context("reading the answer")?;
        question.answered.set(true);
        answer
    }

    fn open_question(&self, question: &str, how: &str) -> Result<()> {
        if self.no_input || !io::stdin().is_terminal() {
            let cause =
                if self.no_input { "--no-input is given" } else { "standard input is not a terminal" };
            let unanswered = format!("cannot prompt, because {cause}: {}", question.trim());
            return Err(Failure::usage(unanswered).hint(how).into());
        }
        self.show_question(question);
        Ok(())
    }

    /// Puts a question where the moving lines were.
    pub(super) fn show_question(&self, question: &str) {
        if let Some(screen) = &*self.screen.borrow() {
            screen.hide(true);
        }
        self.held.replace(Some(String::new()));
        self.streams.err(&self.shown(&clean::text(question)));
    }

    /// Brings back the moving lines, and the lines that waited for the answer.
    pub(super) fn close_question(&self) {
        self.streams.err(&self.held.take().unwrap_or_default());
        if let Some(screen) = &*self.screen.borrow() {
            screen.hide(false);
        }
    }
}

/// An open question, which hides the moving lines of a run.
struct Question<'a> {
    ui: &'a Ui,
    answered: Cell<bool>,
}

impl Drop for Question<'_> {
    fn drop(&mut self) {
        if !self.answered.get() {
            self.ui.streams.err("\n");
        }
        self.ui.close_question();
    }
}

fn read_answer() -> Result<String> {
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).context("reading the answer")?;
    Ok(answer.trim().to_owned())
}
