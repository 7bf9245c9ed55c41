//! A YAML file as data in which every value knows its line, so that a message can show where something is wrong.
//!
//! Plain text in, plain data out: no files, no network. `project` and `template` are read through it.

mod node;

use std::fmt;
use std::rc::Rc;

use serde::de::DeserializeOwned;

pub use node::{Content, Node};

/// A file's name, as messages show it, and its text.
#[derive(Debug)]
pub struct Source {
    pub name: String,
    pub text: String,
}

impl Source {
    /// Keeps the text for messages; shared because every problem found points back at it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Rc<Self> {
        Rc::new(Self { name: name.into(), text: text.into() })
    }

    /// A problem at a line (counted from 1; 0 where no line is to blame).
    pub fn problem(self: &Rc<Self>, line: u64, message: impl Into<String>) -> Problem {
        Problem { source: Some(Rc::clone(self)), line, message: message.into() }
    }

    /// Reads the text as YAML.
    pub fn parse<T: DeserializeOwned>(self: &Rc<Self>) -> Result<T, Problem> {
        serde_yaml::from_str(&self.text).map_err(|error| {
            let line = error.location().map_or(0, |location| location.line());
            let text = error.without_snippet().to_string();
            // The parser ends its sentence with the place, which a problem shows in its own way.
            let message = text.split(" at line ").next().unwrap_or(&text).trim_end_matches('.');
            self.problem(line, message)
        })
    }
}

/// Something wrong in a file: where, and what to do about it, in one sentence.
#[derive(Clone, Debug)]
pub struct Problem {
    source: Option<Rc<Source>>,
    line: u64,
    message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(source) = &self.source else { return formatter.write_str(&self.message) };
        if self.line == 0 {
            return write!(formatter, "{}: {}", source.name, self.message);
        }
        write!(formatter, "{}:{}: {}", source.name, self.line, self.message)?;
        let index = usize::try_from(self.line).unwrap_or(1) - 1;
        match source.text.lines().nth(index).map(str::trim_end) {
            Some(text) if !text.is_empty() => write!(formatter, "\n  {} | {text}", self.line),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_yaml_is_shown_with_its_line() {
        let source = Source::new("provision.yaml", "a: 1\nb: [\nc: }\n");
        let problem = source.parse::<Node>().unwrap_err().to_string();
        assert_eq!(problem, "provision.yaml:2: mismatched bracket '[' closed by '}'\n  2 | b: [");
    }

    proptest::proptest! {
        /// Whatever somebody writes, reading it ends, with a value or with a problem whose line is in the file.
        #[test]
        fn any_text_is_read_or_refused_with_its_line(text in "[a-z:{}\\[\\]\\-,!&*#'\" \n]{0,80}") {
            let source = Source::new("p.yaml", text.clone());
            if let Err(problem) = source.parse::<Node>() {
                let lines = u64::try_from(text.lines().count()).unwrap_or(0);
                proptest::prop_assert!(problem.line <= lines + 1, "{}", problem);
                proptest::prop_assert!(problem.to_string().starts_with("p.yaml"));
            }
        }
    }

    #[test]
    fn a_repeated_key_is_a_problem() {
        let problem = Source::new("p.yaml", "a: 1\na: 2\n").parse::<Node>().unwrap_err().to_string();
        assert!(problem.contains("p.yaml:2: duplicate mapping key: a"), "{problem}");
    }
}
