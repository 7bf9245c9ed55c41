//! Converts the parser's events to nodes.
//!
//! The parser is the lower layer of the YAML library: it reports structure and positions, and decides nothing about
//! types. With
//! the spaces that [`super::spaces`] adds, it accepts what PyYAML and SnakeYAML accept.

use std::collections::HashMap;

use serde_yaml::granit_parser::{self, Event, Options, ScalarStyle, ScanError, Span, StructureStyle, Tag};

use super::node::{Content, Node, Scalar};
use super::quoted;
use super::sentence::sentence;
use super::spaces::Spaced;

/// Nodes that a document may come to with its aliases followed: a handful of them could stand for billions.
const NODES: usize = 500_000;
/// Levels of lists and maps within each other, by block and by flow.
const DEPTH: usize = 200;

/// Why a text is refused.
enum Refusal {
    Syntax(ScanError),
    /// A line, and what is wrong there.
    Content(u64, String),
}

/// Reads the one document that a text holds; else the line with what is wrong there.
pub fn read(text: &str) -> Result<Node, (u64, String)> {
    let mut spaced = Spaced::new(text);
    loop {
        match document(text, &spaced) {
            Ok(node) => return Ok(node),
            Err(Refusal::Syntax(error)) if spaced.add(&error, options()) => {}
            Err(Refusal::Syntax(error)) => {
                let error = spaced.cause(error);
                return Err((line(error.marker().line()), sentence(&error.to_string())));
            }
            Err(Refusal::Content(line, message)) => return Err((line, message)),
        }
    }
}

fn document(text: &str, spaced: &Spaced<'_>) -> Result<Node, Refusal> {
    let events = spaced.events(options());
    Reader { text, spaced, events, anchors: HashMap::new(), nodes: 0 }.document()
}

fn options() -> Options {
    granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
        simple_key_max_lookahead: 4096,
    }
}

struct Reader<'t, P> {
    text: &'t str,
    spaced: &'t Spaced<'t>,
    events: P,
    anchors: HashMap<usize, Node>,
    nodes: usize,
}

type Parsed<'t> = Result<(Event<'t>, Span), ScanError>;

impl<'t, P: Iterator<Item = Parsed<'t>>> Reader<'t, P> {
    fn next(&mut self) -> Result<(Event<'t>, Span), Refusal> {
        match self.events.next() {
            Some(event) => event.map_err(Refusal::Syntax),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn document(&mut self) -> Result<Node, Refusal> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => {
                    return Ok(root.unwrap_or_else(|| nothing(&span, self.spaced.bytes(&span).start)));
                }
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                _ if root.is_some() => {
                    return Err(Refusal::Content(
                        line(span.start.line()),
                        "only one YAML document is read".to_owned(),
                    ));
                }
                event => root = Some(self.node(event, span)?),
            }
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span) -> Result<Node, Refusal> {
        self.count(1, &span)?;
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                // An empty value is announced as `~`, at a place without bytes.
                let bytes = self.spaced.bytes(&span);
                let is_plain = style == ScalarStyle::Plain;
                let mut text = if bytes.is_empty() && is_plain { String::new() } else { text.into_owned() };
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                if is_block && text.ends_with('\n') && self.is_cut_off(bytes.end) {
                    // The parser ends the last line of a file that has no line end.
                    text.pop();
                }
                let content = Scalar { text, is_plain };
                let mut node = self.finish(&span, tag.as_deref(), Content::Scalar(content), bytes.end);
                if is_block && node.tag.is_none() {
                    node.place.start = self.header(bytes.start);
                }
                Ok(self.anchored(anchor, node))
            }
            Event::SequenceStart(_, anchor, tag) => {
                let (items, end) = self.list(&span)?;
                let node = self.finish(&span, tag.as_deref(), Content::List(items), end);
                Ok(self.anchored(anchor, node))
            }
            Event::MappingStart(style, anchor, tag) => {
                let (entries, end) = self.map(&span)?;
                let content = Content::Map { entries, is_flow: style == StructureStyle::Flow };
                let node = self.finish(&span, tag.as_deref(), content, end);
                Ok(self.anchored(anchor, node))
            }
            Event::Alias(anchor) => self.alias(anchor, &span),
            _ => Err(Refusal::Content(line(span.start.line()), "a value is missing".to_owned())),
        }
    }

    /// Where the sign (`|` or `>`) stands that opens the block text with this content.
    fn header(&self, content: usize) -> usize {
        let before = &self.text[..content];
        let opens = |at: &usize| {
            let (line, rest) = before[at + 1..].split_once(['\n', '\r']).unwrap_or((&before[at + 1..], ""));
            let line =
                line.trim_start_matches(['+', '-']).trim_start_matches(|digit: char| digit.is_ascii_digit());
            let line = line.trim_start_matches(['+', '-']).trim();
            (line.is_empty() || line.starts_with('#')) && rest.trim().is_empty()
        };
        before.rmatch_indices(['|', '>']).map(|(at, _)| at).find(opens).unwrap_or(content)
    }

    /// Whether the text ends here, on a line that has no line end.
    fn is_cut_off(&self, end: usize) -> bool {
        let last = self.text.rsplit(['\n', '\r']).next().unwrap_or_default();
        end == self.text.len() && !last.trim().is_empty()
    }

    fn count(&mut self, nodes: usize, span: &Span) -> Result<(), Refusal> {
        self.nodes += nodes;
        if self.nodes > NODES {
            return Err(Refusal::Content(
                line(span.start.line()),
                format!("there are over {NODES} values, with all aliases followed"),
            ));
        }
        Ok(())
    }

    fn finish(&self, span: &Span, tag: Option<&Tag>, content: Content, end: usize) -> Node {
        let start = self.spaced.bytes(span).start;
        let from = span.tag_span().map_or(start, |tag| self.spaced.bytes(&tag).start.min(start));
        let end = from + self.text.get(from..end).unwrap_or_default().trim_end().len();
        Node {
            line: line(span.start.line()),
            tag: tag.map(|tag| format!("{}{}", tag.original_handle(), tag.suffix())),
            content,
            place: from..end.max(from),
            start,
            key: None,
            alias: None,
        }
    }

    fn anchored(&mut self, anchor: usize, node: Node) -> Node {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        node
    }

    fn alias(&mut self, anchor: usize, span: &Span) -> Result<Node, Refusal> {
        let at = line(span.start.line());
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            return Err(Refusal::Content(at, "an alias is inside the value that it names".to_owned()));
        };
        self.count(size(&node), span)?;
        Ok(Node { line: at, alias: Some(self.spaced.bytes(span)), key: None, ..node })
    }

    fn list(&mut self, start: &Span) -> Result<(Vec<Node>, usize), Refusal> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                let last = items.last().map(end_of);
                return Ok((items, self.end(start, &span, last)));
            }
            items.push(self.node(event, span)?);
        }
    }

    fn map(&mut self, start: &Span) -> Result<(Vec<(String, Node)>, usize), Refusal> {
        let mut entries: Vec<(String, Node)> = Vec::new();
        let (mut merged, mut last) = (Vec::new(), None);
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                add_merged(&mut entries, merged);
                return Ok((entries, self.end(start, &span, last)));
            }
            let key = self.node(event, span)?;
            let (event, span) = self.next()?;
            let mut value = self.node(event, span)?;
            last = Some(end_of(&value).max(end_of(&key)));
            value.key = Some(key.alias.clone().unwrap_or(key.place.clone()));
            let name = self.name(&key);
            if name == "<<" && matches!(&key.content, Content::Scalar(scalar) if scalar.is_plain) {
                merged.push(value);
            } else if entries.iter().any(|(other, _)| *other == name) {
                return Err(Refusal::Content(key.line, format!("the key {} is duplicated", quoted(&name))));
            } else {
                entries.push((name, value));
            }
        }
    }

    /// Where a list or map ends: at its bracket, or with its last value when it has none.
    fn end(&self, start: &Span, end: &Span, last: Option<usize>) -> usize {
        let start = self.spaced.bytes(start);
        if start.is_empty() { last.unwrap_or(start.end) } else { self.spaced.bytes(end).end }
    }

    /// A key that is no scalar is named as it is written.
    fn name(&self, key: &Node) -> String {
        match &key.content {
            Content::Scalar(scalar) => scalar.text.clone(),
            _ => self.text.get(key.place.clone()).unwrap_or_default().to_owned(),
        }
    }
}

/// Adds what merge keys bring: the keys of the map itself take precedence, then earlier merge keys.
fn add_merged(entries: &mut Vec<(String, Node)>, merged: Vec<Node>) {
    for value in merged {
        let maps = if value.items().is_empty() { std::slice::from_ref(&value) } else { value.items() };
        for (name, node) in maps.iter().flat_map(Node::entries) {
            if !entries.iter().any(|(other, _)| other == name) {
                entries.push((name.clone(), node.clone()));
            }
        }
    }
}

/// The end of a value as it stands here.
fn end_of(node: &Node) -> usize {
    node.alias.as_ref().unwrap_or(&node.place).end
}

fn size(node: &Node) -> usize {
    let entries = node.entries().iter().map(|(_, node)| size(node));
    1 + node.items().iter().map(size).sum::<usize>() + entries.sum::<usize>()
}

fn nothing(span: &Span, start: usize) -> Node {
    let content = Content::Scalar(Scalar { text: String::new(), is_plain: true });
    Node {
        line: line(span.start.line()),
        tag: None,
        content,
        place: start..start,
        start,
        key: None,
        alias: None,
    }
}

fn line(line: usize) -> u64 {
    u64::try_from(line.max(1)).unwrap_or(1)
}
