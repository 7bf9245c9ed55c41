//! Reads JSON objects from a text one at a time, one per line or spread over several lines.
//!
//! A line that cannot be read affects only itself; reading continues at the next line. At most one object is held in
//! memory, however long the text is.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use anyhow::{Context, Result};
use serde::de::IgnoredAny;

use engine::failure::Failure;

/// Longest object that is read, its line breaks included. The longest legal order has less than half.
const MOST_BYTES: usize = 16 * 1024;
/// Most lines of one object; an order has five fields.
const MOST_LINES: usize = 64;
/// What some editors write before the first character.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What is at a place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The line on which it begins, counted from 1.
    pub line: u64,
    /// The object's text, or what is wrong with the line, to be read after its number.
    pub text: Result<String, String>,
    /// How many bytes of the text have been read so far.
    pub end: u64,
}

/// Reads records; blank lines are none. An error ends it.
pub struct Records<R> {
    source: R,
    /// Lines that were read ahead, in vain.
    ahead: VecDeque<Line>,
    /// Lines that were read.
    read: u64,
    /// Bytes that were read.
    consumed: u64,
    has_begun: bool,
}

#[derive(Clone, Debug)]
struct Line {
    number: u64,
    /// `None` when it is longer than anything that is read.
    bytes: Option<Vec<u8>>,
}

impl<R: BufRead> Records<R> {
    /// Begins at the start of a text.
    pub fn new(source: R) -> Self {
        Self { source, ahead: VecDeque::new(), read: 0, consumed: 0, has_begun: false }
    }

    fn record(&mut self) -> Result<Option<Record>> {
        let Some(first) = self.next_line().context("reading orders")? else { return Ok(None) };
        if !std::mem::replace(&mut self.has_begun, true) && is_list(&first) {
            return Err(list().into());
        }
        let text = self.whole(&first).context("reading orders")?;
        Ok(Some(Record { line: first.number, text, end: self.consumed }))
    }

    /// The object that begins on a line, or what is wrong with that line.
    fn whole(&mut self, first: &Line) -> io::Result<Result<String, String>> {
        let mut text = match text_of(first) {
            Ok(text) => text,
            Err(problem) => return Ok(Err(problem)),
        };
        let mut further = Vec::new();
        while let Err(error) = serde_json::from_str::<IgnoredAny>(&text) {
            let is_cut_off = error.is_eof() && further.len() < MOST_LINES;
            let next = if is_cut_off { self.next_line()? } else { None };
            let more = next.as_ref().and_then(|next| text_of(next).ok());
            further.extend(next);
            match more.filter(|more| text.len() + more.len() < MOST_BYTES) {
                Some(more) => text = format!("{text}\n{more}"),
                None => {
                    // What was read in the hope of an end are lines of their own.
                    further.into_iter().rev().for_each(|line| self.ahead.push_front(line));
                    return Ok(Err(problem(first)));
                }
            }
        }
        Ok(Ok(text))
    }

    /// The next line that is not blank.
    fn next_line(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        loop {
            let Some(bytes) = self.raw_line()? else { return Ok(None) };
            self.read += 1;
            let is_blank = bytes.as_ref().is_some_and(|bytes| bytes.trim_ascii().is_empty());
            if !is_blank {
                return Ok(Some(Line { number: self.read, bytes }));
            }
        }
    }

    /// The bytes up to the next line break. Of a line that is too long none are kept.
    fn raw_line(&mut self) -> io::Result<Option<Option<Vec<u8>>>> {
        let mut line = Some(Vec::new());
        let mut is_end = true;
        loop {
            let available = self.source.fill_buf()?;
            if available.is_empty() {
                return Ok(if is_end { None } else { Some(line) });
            }
            is_end = false;
            let end = available.iter().position(|byte| *byte == b'\n');
            let part = &available[..end.unwrap_or(available.len())];
            line = line.filter(|line| line.len() + part.len() <= MOST_BYTES);
            if let Some(line) = &mut line {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.source.consume(used);
            self.consumed += used as u64;
            if end.is_some() {
                return Ok(Some(line));
            }
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Result<Record>> {
        self.record().transpose()
    }
}

fn text_of(line: &Line) -> Result<String, String> {
    let Some(bytes) = &line.bytes else { return Err(format!("is longer than {MOST_BYTES} bytes")) };
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).filter(|_| line.number == 1).unwrap_or(bytes);
    let text = str::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    Ok(text.trim().to_owned())
}

/// What is wrong with a line, by itself: further lines did not help.
fn problem(line: &Line) -> String {
    let text = text_of(line).unwrap_or_default();
    match serde_json::from_str::<IgnoredAny>(&text) {
        Ok(_) => "is not a JSON object".to_owned(),
        Err(error) => {
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or_default();
            format!("is not a JSON object: {said} at column {}", error.column())
        }
    }
}

fn is_list(line: &Line) -> bool {
    text_of(line).is_ok_and(|text| text.starts_with('['))
}

fn list() -> Failure {
    Failure::usage("the orders are a JSON list; they must be one JSON object per line")
        .hint("jq -c '.[]' FILE | `provision order place --from -`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: impl AsRef<[u8]>) -> Vec<(u64, Result<String, String>)> {
        let records = Records::new(text.as_ref()).map(|record| record.unwrap());
        records.map(|record| (record.line, record.text)).collect()
    }

    fn object(line: u64, text: &str) -> (u64, Result<String, String>) {
        (line, Ok(text.to_owned()))
    }

    fn bad(line: u64, problem: &str) -> (u64, Result<String, String>) {
        (line, Err(problem.to_owned()))
    }

    #[test]
    fn each_line_is_an_object() {
        let wanted = vec![object(1, r#"{"a":1}"#), object(3, r#"{"b":2}"#), object(4, r#"{"c":3}"#)];
        assert_eq!(read("{\"a\":1}\n\n{\"b\":2}\r\n  {\"c\":3}"), wanted);
        assert_eq!(read("\u{feff}{\"a\":1}\n \n{\"b\":2}\n{\"c\":3}\n\n"), wanted);
        assert_eq!(read(""), []);
        assert_eq!(read("\n \n"), []);
    }

    #[test]
    fn an_object_may_take_several_lines() {
        assert_eq!(
            read("{\n  \"a\": 1,\n\n  \"b\": 2\n}\n{\"c\":3}\n"),
            [object(1, "{\n\"a\": 1,\n\"b\": 2\n}"), object(6, r#"{"c":3}"#)]
        );
    }

    #[test]
    fn a_line_that_is_cut_off_spoils_no_other() {
        let eof = "is not a JSON object: EOF while parsing an object at column 7";
        assert_eq!(
            read("{\"a\":1}\n{\"b\":2\n{\"c\":3}\n{\"d\":\"4\n{\"e\":5}"),
            [
                object(1, r#"{"a":1}"#),
                bad(2, &eof.replace('7', "6")),
                object(3, r#"{"c":3}"#),
                bad(4, "is not a JSON object: EOF while parsing a string at column 7"),
                object(5, r#"{"e":5}"#),
            ]
        );
    }

    #[test]
    fn what_is_not_json_is_named_with_its_column() {
        assert_eq!(
            read("{\"a\" 1}\nhello\n{\"b\":2},\n"),
            [
                bad(1, "is not a JSON object: expected `:` at column 6"),
                bad(2, "is not a JSON object: expected value at column 1"),
                bad(3, "is not a JSON object: trailing characters at column 8"),
            ]
        );
        assert_eq!(read(b"\xff{}\n{}"), [bad(1, "is not UTF-8"), object(2, "{}")]);
    }

    #[test]
    fn a_line_without_end_is_not_kept() {
        let long = format!("{{\"a\":\"{}\"}}\n{{}}", "x".repeat(10 * MOST_BYTES));
        assert_eq!(read(&long), [bad(1, "is longer than 16384 bytes"), object(2, "{}")]);
        let open = "{\"a\":\n".repeat(2000);
        let records = read(&open);
        assert_eq!(records.len(), 2000);
        assert!(records.iter().all(|(_, text)| text.is_err()));
    }

    #[test]
    fn a_list_is_refused_as_a_whole() {
        for list in ["[{\"a\":1}]", "[\n {\"a\":1},\n {\"b\":2}\n]"] {
            let error = Records::new(list.as_bytes()).next().unwrap().unwrap_err();
            assert_eq!(
                error.to_string(),
                "the orders are a JSON list; they must be one JSON object per line"
            );
        }
    }

    proptest! {
        /// Whatever is between them, lines that are objects are found, each once, with their numbers.
        #[test]
        fn good_lines_are_found_among_bad_ones(lines in proptest::collection::vec(prop_oneof![
            Just("{\"a\":1}".to_owned()), Just(String::new()), Just("{\"b\":\"".to_owned()), Just("}{".to_owned()),
            "[a-z}\" ]{0,8}", Just("{\"n\":[{}".to_owned()),
        ], 0..20)) {
            let good: Vec<_> = lines.iter().zip(1..).filter(|(line, _)| *line == "{\"a\":1}").map(|(_, n)| n).collect();
            let found: Vec<_> = read(lines.join("\n")).into_iter().filter(|(_, text)| text.as_deref() == Ok("{\"a\":1}"))
                .map(|(line, _)| line).collect();
            prop_assert_eq!(found, good);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            Records::new(bytes.as_slice()).take(1000).for_each(drop);
        }
    }
}
