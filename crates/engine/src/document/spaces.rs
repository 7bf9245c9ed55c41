//! Adds spaces and quotes that the parser requires and YAML 1.1 readers, such as CloudFormation's, do not.
//!
//! A text that the parser rejects because they are missing is parsed again with them added, only where they do not
//! change the meaning:
//! spaces in front of a line within quotes, of a comment, and of the sign that begins a block text, and quotes around a `-`
//! that is an item of its own in brackets, as in `!Join [-, [a, b]]`. Every position refers to the author's text.

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::granit_parser::{ErrorKind, Event, Options, Parser, ScanError, Span};

/// Bytes that are parsed for one text at most: each place that lacks spaces costs two more looks at the text.
const WORK: usize = 256 * 1024 * 1024;

/// A text as the parser is given it.
pub struct Spaced<'t> {
    original: &'t str,
    text: Cow<'t, str>,
    added: Vec<Added>,
    work: usize,
    /// Behind the last place that lacked spaces, in the original text.
    reached: usize,
    /// What the parser said of the last quoted text that was given spaces, and the line on which that text ends.
    quote: Option<(ScanError, usize)>,
}

/// What was added.
struct Added {
    /// Where, in the original text.
    original: usize,
    /// Where they begin, in the text with all spaces.
    start: usize,
    text: Missing,
}

/// Spaces, or a quote around a `-` in brackets.
type Missing = Cow<'static, str>;

impl<'t> Spaced<'t> {
    /// The text as its author wrote it.
    pub fn new(text: &'t str) -> Self {
        Self {
            original: text,
            text: Cow::Borrowed(text),
            added: Vec::new(),
            work: 0,
            reached: 0,
            quote: None,
        }
    }

    /// What the parser makes of it.
    pub fn events(&self, options: Options) -> impl Iterator<Item = Result<(Event<'_>, Span), ScanError>> {
        Parser::new_from_str_with_options(&self.text, options)
    }

    /// The bytes of the author's text that a span covers.
    pub fn bytes(&self, span: &Span) -> Range<usize> {
        let start = span.start.byte_offset().unwrap_or_default();
        let end = span.end.byte_offset().unwrap_or(start).max(start);
        self.original(start)..self.original(end)
    }

    fn original(&self, at: usize) -> usize {
        let before = self.added.partition_point(|added| added.start < at);
        match before.checked_sub(1).and_then(|last| self.added.get(last)) {
            Some(added) => added.original + (at - added.start).saturating_sub(added.text.len()),
            None => at,
        }
    }

    /// Adds the spaces that the parser missed; false when it refused the text for something else.
    pub fn add(&mut self, error: &ScanError, options: Options) -> bool {
        self.work += 2 * self.text.len();
        let Some(at) = error.marker().byte_offset().filter(|_| self.work <= WORK) else { return false };
        // Spaces that have not brought the parser further do not help.
        let reached = self.original(at) + 1;
        if reached <= self.reached {
            return false;
        }
        self.reached = reached;
        let missing = match error.kind() {
            ErrorKind::CommentNotSeparated => vec![(at, " ".into())],
            ErrorKind::SimpleKeyExpected if self.text[at..].starts_with(['|', '>']) => vec![(at, " ".into())],
            ErrorKind::InvalidQuotedScalarIndent | ErrorKind::TabInIndentation => {
                self.lines_in_quotes(at, error, options).unwrap_or_default()
            }
            ErrorKind::PlainScalarStartsWithDashFlowIndicator
                if ["-,", "-]", "-}"].iter().any(|dash| self.text[at..].starts_with(dash)) =>
            {
                vec![(at, "'".into()), (at + 1, "'".into())]
            }
            _ => Vec::new(),
        };
        let is_known = !missing.is_empty();
        self.insert(missing);
        is_known
    }

    /// The lines of the quoted text around a place, each with the spaces that bring it behind the opening quote.
    fn lines_in_quotes(
        &mut self,
        at: usize,
        error: &ScanError,
        options: Options,
    ) -> Option<Vec<(usize, Missing)>> {
        let text = &*self.text;
        let open = unclosed_quote(text[..line_start(text, at)].trim_end().trim_end_matches('\\'), options)?;
        let inside = open + 1..open + 1 + closing_quote(&text[open..])?;
        let column = text[line_start(text, open)..open].chars().count();
        let breaks = text[inside.clone()].match_indices(['\n', '\r']).map(|(at, _)| inside.start + at + 1);
        let lines: Vec<_> = breaks.filter(|start| !text[*start..].starts_with(['\n', '\r'])).collect();
        // A mark of a document's begin or end is none any more behind spaces, and must be one.
        let is_mark = |start: &usize| ["---", "..."].iter().any(|mark| text[*start..].starts_with(mark));
        if lines.iter().any(is_mark) {
            return None;
        }
        let end = error.marker().line() + text[at..inside.end.max(at)].lines().count().saturating_sub(1);
        self.quote = Some((error.clone(), end));
        let spaces = " ".repeat(column);
        Some(lines.into_iter().map(|start| (start, spaces.clone().into())).collect())
    }

    /// What to report when spaces do not help. An error on the line on which they let a quote end means that this quote begins
    /// another text, and that the one before is not closed.
    pub fn cause(&mut self, error: ScanError) -> ScanError {
        match self.quote.take() {
            Some((quote, line)) if error.marker().line() <= line => quote,
            _ => error,
        }
    }

    fn insert(&mut self, missing: Vec<(usize, Missing)>) {
        let missing: Vec<_> = missing.into_iter().map(|(at, text)| (self.original(at), text)).collect();
        let mut all: Vec<_> = self.added.drain(..).map(|added| (added.original, added.text)).collect();
        all.extend(missing);
        all.sort_unstable_by_key(|(original, _)| *original);
        let mut spaced = String::with_capacity(self.text.len() + 1024);
        let mut done = 0;
        for (original, text) in all {
            spaced.push_str(&self.original[done..original]);
            let start = spaced.len();
            spaced.push_str(&text);
            self.added.push(Added { original, start, text });
            done = original;
        }
        spaced.push_str(&self.original[done..]);
        self.text = spaced.into();
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// Where the quote stands that is open at the end of a text.
fn unclosed_quote(text: &str, options: Options) -> Option<usize> {
    let error = Parser::new_from_str_with_options(text, options).find_map(Result::err)?;
    error.marker().byte_offset().filter(|_| *error.kind() == ErrorKind::UnclosedQuotedScalar)
}

/// How many bytes stand between the quote that a text begins with and the one that closes it.
fn closing_quote(text: &str) -> Option<usize> {
    let mut characters = text.char_indices().peekable();
    let (_, quote) = characters.next()?;
    while let Some((at, character)) = characters.next() {
        let is_escaped = |(_, next): &(usize, char)| *next == '\'';
        if character == '\\' && quote == '"' {
            characters.next();
        } else if character == quote && (quote == '"' || characters.next_if(is_escaped).is_none()) {
            return Some(at - 1);
        }
    }
    None
}
