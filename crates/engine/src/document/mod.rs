//! A YAML or JSON file as data in which every value has its line and its byte range, so that a message can show where
//! something is wrong and an edit can be made in the author's own text.
//!
//! Plain text in, plain data out: no files, no network. `project` and `template` are read through it. Values are read
//! as CloudFormation reads them, which is YAML 1.1 with a few exceptions, listed at [`Node::value`].

mod decode;
mod near;
mod needs;
mod node;
mod read;
mod sentence;
mod spaces;
mod span;
mod write;

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use serde::de::DeserializeOwned;

pub use decode::Spanned;
pub use near::{distance, near};
pub use needs::Needs;
pub use node::{Content, Node, Scalar, plain};
pub use span::parse_span;
pub use write::to_yaml;

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
        Problem {
            source: Some(Rc::clone(self)),
            line,
            message: without_long_words(&message.into()),
            shows_text: true,
        }
    }

    /// The line of the key under which a value stands; that of the value where it has none.
    pub fn key_line(&self, node: &Node) -> u64 {
        let Some(before) = node.key.as_ref().and_then(|key| self.text.get(..key.start)) else {
            return node.line;
        };
        u64::try_from(before.bytes().filter(|byte| *byte == b'\n').count() + 1).unwrap_or(node.line)
    }

    /// Reads the text as one YAML document; JSON is YAML.
    pub fn read(self: &Rc<Self>) -> Result<Node, Problem> {
        read::read(&self.text).map_err(|(line, message)| self.problem(line, message))
    }

    /// Reads the text as a value of a type. A line that is not YAML, or does not fit the type, is named and not shown: what it
    /// holds is not known, and may be a secret.
    pub fn parse<T: DeserializeOwned>(self: &Rc<Self>) -> Result<T, Problem> {
        let node = self.read().map_err(Problem::without_text)?;
        if node.is_null() {
            return Err(self.problem(0, "the file is empty"));
        }
        decode::decode(&node).map_err(|error| self.problem(error.line, error.message).without_text())
    }
}

/// Something wrong in a file: where, and what to do about it, in one sentence.
#[derive(Clone, Debug)]
pub struct Problem {
    source: Option<Rc<Source>>,
    line: u64,
    message: String,
    shows_text: bool,
}

/// Longest part of a file's text that a message shows, in characters.
const SHOWN: usize = 200;

impl Problem {
    /// The same with what else to say about it.
    pub fn and(self, more: &str) -> Self {
        Self { message: format!("{}; {more}", self.message), ..self }
    }

    /// The same without the line's text, which may hold a secret.
    pub fn without_text(self) -> Self {
        Self { shows_text: false, ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(source) = &self.source else { return formatter.write_str(&self.message) };
        if self.line == 0 {
            return write!(formatter, "{}: {}", source.name, self.message);
        }
        write!(formatter, "{}:{}: {}", source.name, self.line, self.message)?;
        let index = usize::try_from(self.line).unwrap_or(1) - 1;
        match line(&source.text, index).map(|text| without_parameters(text.trim_end())) {
            Some(text) if self.shows_text && !text.is_empty() => {
                write!(formatter, "\n  {} | {}", self.line, shortened(&text))
            }
            _ => Ok(()),
        }
    }
}

/// A line, counted from 0. A carriage return alone ends one too.
fn line(text: &str, index: usize) -> Option<&str> {
    let mut rest = text;
    for _ in 0..index {
        let end = rest.find(['\n', '\r'])?;
        rest = rest[end..].strip_prefix("\r\n").unwrap_or(&rest[end + 1..]);
    }
    rest.split(['\n', '\r']).next()
}

/// A line without the values of parameters, which may be secrets.
fn without_parameters(text: &str) -> Cow<'_, str> {
    const KEY: &str = "parameters";
    let values = text.find(KEY).map(|start| text.split_at(start + KEY.len()));
    match values {
        Some((before, after)) if !matches!(after.trim(), "" | ":") => format!("{before}…").into(),
        _ => text.into(),
    }
}

/// A text from a file in quotation marks, as a message shows it.
pub fn quoted(text: &str) -> String {
    format!("'{}'", shortened(text))
}

/// A message in which no name or value from a file is longer than what may be shown.
fn without_long_words(message: &str) -> String {
    let words: Vec<_> = message.split(' ').map(shortened).collect();
    words.join(" ")
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_yaml_is_shown_with_its_line() {
        let source = Source::new("provision.yaml", "a: 1\nb: [\nc: }\n");
        let problem = source.read().unwrap_err().to_string();
        assert_eq!(problem, "provision.yaml:2: mismatched bracket '[' closed by '}'\n  2 | b: [");
    }

    #[test]
    fn a_repeated_key_is_a_problem() {
        let problem = Source::new("p.yaml", "a: 1\na: 2\n").read().unwrap_err().to_string();
        assert_eq!(problem, "p.yaml:2: the key 'a' is duplicated\n  2 | a: 2");
    }

    #[test]
    fn values_of_parameters_are_not_shown() {
        for (text, shown) in [
            ("d: {template: t.yaml, parameters: {Pin: hunter2}}", "d: {template: t.yaml, parameters…"),
            ("parameters: {Pin: hunter2}", "parameters…"),
            ("parameters:", "parameters:"),
            ("region: home", "region: home"),
        ] {
            let problem = Source::new("p.yaml", format!("a: 1\r{text}\rb: hunter2")).problem(2, "no");
            assert_eq!(problem.to_string(), format!("p.yaml:2: no\n  2 | {shown}"));
        }
    }

    #[test]
    fn a_value_under_an_unknown_key_is_not_shown() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Empty {}
        let problem = Source::new("p.yaml", "parametrs: hunter2\n").parse::<Empty>().unwrap_err().to_string();
        assert!(problem.starts_with("p.yaml:1: unknown field `parametrs`"), "{problem}");
        assert!(!problem.contains("hunter2"), "{problem}");
    }

    #[test]
    fn a_long_line_is_not_shown_whole() {
        let source = Source::new("p.yaml", format!("a: {}\n", "x".repeat(5000)));
        let problem = source.problem(1, "no").to_string();
        assert!(problem.chars().count() < 230, "{problem}");
    }

    #[test]
    fn a_long_name_is_not_shown_whole() {
        let source = Source::new("p.yaml", format!("{0}: 1\n", "k".repeat(900)));
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Empty {}
        let problem = source.parse::<Empty>().unwrap_err().to_string();
        assert!(problem.lines().all(|line| line.chars().count() < 300), "{problem}");
        assert!(problem.contains("unknown field `kkk"), "{problem}");
    }

    #[test]
    fn an_empty_file_is_called_empty() {
        for text in ["", "\n\n", "# nothing\n", "---\n"] {
            let problem = Source::new("p.yaml", text).parse::<Vec<String>>().unwrap_err().to_string();
            assert_eq!(problem, "p.yaml: the file is empty");
        }
    }

    proptest::proptest! {
        /// Whatever a file holds, reading it ends, with a value or with a problem whose line is in the file.
        #[test]
        fn any_text_is_read_or_refused_with_its_line(text in "[a-z:{}\\[\\]\\-,!&*#'\"|>%@`?<~ \t\r\n]{0,80}") {
            let source = Source::new("p.yaml", text.clone());
            if let Err(problem) = source.read() {
                let lines = u64::try_from(text.split(['\n', '\r']).count()).unwrap_or(0);
                proptest::prop_assert!(problem.line <= lines + 1, "{}", problem);
                proptest::prop_assert!(problem.to_string().starts_with("p.yaml"));
            }
        }
    }
}
