//! The words that pages, messages, comments and names avoid, each with what to write instead.
//!
//! To check another folder, add a line to [`PLACES`].

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex_lite::Regex;

use crate::harness::repository;

/// Files and folders that are checked, with the kind of their files. Other kinds in the same folder are not read.
const PLACES: &[(&str, Kind)] = &[
    ("README.md", Kind::Markdown),
    ("ARCHITECTURE.md", Kind::Markdown),
    ("CHANGELOG.md", Kind::Markdown),
    ("docs", Kind::Markdown),
    ("lambdas", Kind::Rust),
    ("crates", Kind::Rust),
    ("src", Kind::Rust),
    ("tests", Kind::RustComments),
    ("templates", Kind::Yaml),
    ("emulator", Kind::Python),
    (".ci", Kind::Python),
    ("benches", Kind::Python),
    ("packaging", Kind::Python),
    (".github", Kind::Python),
    ("provision.yaml", Kind::Yaml),
];

/// Words that are not used, separated by `|`, and what to write instead.
const WORDS: &[(&str, &str)] = &[
    ("tell|tells|told|telling", "report, notify, print, return, log; distinguish; show"),
    ("hear|hears|heard|hearing", "receive, is notified of"),
    ("mend|mends|mended|mending", "fix, recover, repair"),
    ("somebody|anybody", "the caller, another process, another request"),
    ("nobody", "no consumer, no client, no request"),
    ("whoever", "the caller, the client, the process that"),
    ("people", "users, readers"),
    ("goes", "is deleted, is sent, continues"),
    ("stays", "is kept, remains, waits"),
    ("errand|errands", "task, notification"),
    ("fate|fates", "result, action"),
    ("anew", "again"),
    ("shall the", "Confirm …"),
    ("the door to", "the connection to, the client of"),
    ("in the way|stands against", "problems found; prevents, blocks"),
    ("comes again|come again|came again", "is redelivered, is repeated"),
    ("takes in|took in", "adopted, imported"),
    ("what becomes of|what became of", "the result of, the outcome of"),
    ("is here to answer", "cannot prompt: stdin is not a terminal"),
];

/// How the prose of a file is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Everything but blocks of code.
    Markdown,
    /// Comments, string literals and names.
    Rust,
    /// Comments and names. The literals of whole-binary tests are input and expected output.
    RustComments,
    /// Comments, string literals, docstrings included, and names.
    Python,
    /// Everything, and the words of names.
    Yaml,
}

impl Kind {
    fn extension(self) -> &'static str {
        match self {
            Kind::Markdown => "md",
            Kind::Rust | Kind::RustComments => "rs",
            Kind::Python => "py",
            Kind::Yaml => "yaml",
        }
    }

    /// The prose of a text, line by line: everything else, and what stands in backticks or braces, is blank. Then its code, in the
    /// same way, with the words of names apart.
    fn read(self, text: &str) -> [String; 2] {
        let (prose, code) = match self {
            Kind::Markdown => (without_blocks(text), String::new()),
            Kind::Rust | Kind::RustComments | Kind::Python => Lexer::new(self, text).read(),
            Kind::Yaml => (text.to_owned(), text.to_owned()),
        };
        let quoted = Regex::new(r"`[^`\n]*(\n[^`\n]*)?`|\{[\w.:?#<>]*\}").unwrap();
        let prose = quoted.replace_all(&prose, |found: &regex_lite::Captures| blank(&found[0]));
        [prose.into_owned(), words_of_names(&code)]
    }
}

/// Spaces in place of a text, with its line breaks.
fn blank(text: &str) -> String {
    text.chars().map(|one| if one == '\n' { '\n' } else { ' ' }).collect()
}

/// A text in which the words of each name, such as `toldAt`, `told_at` or `told-at`, are apart.
fn words_of_names(code: &str) -> String {
    let ends = Regex::new(r"([a-z0-9])([A-Z])").unwrap();
    ends.replace_all(code, "$1 $2").replace(['_', '-', '.'], " ")
}

/// A page without fenced and indented blocks of code.
fn without_blocks(text: &str) -> String {
    let mut is_fenced = false;
    let mut prose = String::new();
    for line in text.lines() {
        let is_fence = line.trim_start().starts_with("```");
        is_fenced ^= is_fence;
        if !is_fence && !is_fenced && !line.starts_with("    ") {
            prose += line;
        }
        prose.push('\n');
    }
    prose
}

/// Separates comments and string literals from the code of a source.
struct Lexer<'t> {
    kind: Kind,
    /// What begins a comment or a literal in Rust.
    begins: Regex,
    rest: &'t str,
    prose: String,
    code: String,
}

impl<'t> Lexer<'t> {
    fn new(kind: Kind, text: &'t str) -> Self {
        let begins = Regex::new(r#"^(?:(//[/!]?)|b?r(#*)"|'(?:\\.[^']*|[^\\'])'|")"#).unwrap();
        Lexer { kind, begins, rest: text, prose: String::new(), code: String::new() }
    }

    fn read(mut self) -> (String, String) {
        while !self.rest.is_empty() {
            match self.kind {
                Kind::Python => self.python(),
                _ => self.rust(),
            }
        }
        (self.prose, self.code)
    }

    fn python(&mut self) {
        let triple = ["\"\"\"", "'''"].into_iter().find(|quote| self.rest.starts_with(quote));
        let single = ["\"", "'"].into_iter().find(|quote| self.rest.starts_with(quote));
        if self.rest.starts_with('#') {
            self.comment(1);
        } else if let Some(quote) = triple.or(single) {
            self.skip(quote.len());
            self.literal(quote, true);
        } else {
            self.skip(1);
        }
    }

    fn rust(&mut self) {
        if !self.rest.starts_with(['/', 'b', 'r', '\'', '"']) {
            return self.skip(1);
        }
        let Some(found) = self.begins.captures(self.rest) else { return self.skip(1) };
        let length = found[0].len();
        if found.get(1).is_some() {
            return self.comment(length);
        }
        self.skip(length);
        match found.get(2) {
            Some(hashes) => self.literal(&format!("\"{}", hashes.as_str()), false),
            None if length == 1 => self.literal("\"", true),
            None => {}
        }
    }

    /// A comment up to the end of its line, behind marks of this length.
    fn comment(&mut self, marks: usize) {
        self.skip(marks);
        let end = self.rest.find('\n').unwrap_or(self.rest.len());
        let (comment, rest) = self.rest.split_at(end);
        self.prose += comment;
        self.code += &blank(comment);
        self.rest = rest;
    }

    /// A literal up to its closing quote. Escaped characters are no prose, and neither is anything where comments alone count.
    fn literal(&mut self, quote: &str, has_escapes: bool) {
        while !self.rest.is_empty() {
            if self.rest.starts_with(quote) {
                return self.skip(quote.len());
            }
            let escaped = if has_escapes && self.rest.starts_with('\\') { 2 } else { 1 };
            let part = self.take(escaped);
            self.code += &blank(part);
            self.prose +=
                &if escaped == 2 || self.kind == Kind::RustComments { blank(part) } else { part.to_owned() };
        }
    }

    /// Passes over as many characters of code.
    fn skip(&mut self, characters: usize) {
        let code = self.take(characters);
        self.prose += &blank(code);
        self.code += code;
    }

    fn take(&mut self, characters: usize) -> &'t str {
        let end = self.rest.char_indices().nth(characters).map_or(self.rest.len(), |(end, _)| end);
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}

/// Each banned word of a text as `LINE: "WORD"; write …`.
fn banned(kind: Kind, text: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    for text in kind.read(text) {
        let lower = text.to_lowercase();
        for (words, instead) in WORDS.iter().filter(|(words, _)| may_contain(&lower, words)) {
            let pattern = format!(r"(?i)(?:^|[^\w.@-])({})(?:$|[^\w@-])", words.replace(' ', r"\s+"));
            for hit in Regex::new(&pattern).unwrap().captures_iter(&text) {
                let word = hit.get(1).unwrap();
                let line = text[..word.start()].matches('\n').count() + 1;
                let word = word.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                found.insert((line, format!("{line}: \"{word}\"; write: {instead}")));
            }
        }
    }
    found.into_iter().map(|(_, sentence)| sentence).collect()
}

/// Whether a text may have one of these words: a quick look that spares most texts the search by pattern.
fn may_contain(lower: &str, words: &str) -> bool {
    let longest = |one: &str| one.split(' ').max_by_key(|word| word.len()).unwrap_or_default().to_lowercase();
    words.split('|').any(|one| lower.contains(&longest(one)))
}

fn collect(path: &Path, extension: &str, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), extension, files);
        }
    } else if path.extension().is_some_and(|found| found == extension) {
        files.push(path.to_owned());
    }
}

#[test]
fn pages_messages_and_comments_use_the_terms_of_the_field() {
    let mut found = Vec::new();
    for (place, kind) in PLACES {
        let mut files = Vec::new();
        collect(&repository().join(place), kind.extension(), &mut files);
        assert!(!files.is_empty(), "{place} has no .{} file", kind.extension());
        files.sort();
        for file in files {
            let name = file.strip_prefix(repository()).unwrap().display().to_string();
            let hits = banned(*kind, &fs::read_to_string(&file).unwrap());
            found.extend(hits.into_iter().map(|hit| format!("{name}:{hit}")));
        }
    }
    assert!(found.is_empty(), "{} words to replace:\n{}", found.len(), found.join("\n"));
}

#[test]
fn banned_words_are_found_in_prose_and_in_names() {
    let page = "# Page\n\nNobody is `told`.\nWhat stands in the\nway is `tell\nNAME` shown.\n\n```sh\ntell somebody\n```\n\n    told\n";
    let words = |kind, text| -> Vec<String> {
        banned(kind, text).iter().map(|hit| hit.split(';').next().unwrap().to_owned()).collect()
    };
    assert_eq!(words(Kind::Markdown, page), ["3: \"Nobody\"", "4: \"in the way\""]);

    let rust = "/// Mends it.\nlet told = '\"'; // Whoever asks.\nlet text = \"a\\nfate of {told}\"; tell('a');\nlet raw = r#\"\"goes\"\"#;";
    let expected =
        ["1: \"Mends\"", "2: \"Whoever\"", "2: \"told\"", "3: \"fate\"", "3: \"tell\"", "4: \"goes\""];
    assert_eq!(words(Kind::Rust, rust), expected);
    let without_literals = ["1: \"Mends\"", "2: \"Whoever\"", "2: \"told\"", "3: \"tell\""];
    assert_eq!(words(Kind::RustComments, rust), without_literals);
    assert_eq!(words(Kind::Rust, "fn x() { self.told_at(GoesOn, in_the_way) }").len(), 3);

    let python = "told = 'it\\'s heard'  # It stays.\n\"\"\"Tells\nanybody.\"\"\"\nx = 'tell-partner toldAt nobody@example.com'\n";
    let expected = ["1: \"heard\"", "1: \"stays\"", "1: \"told\"", "2: \"Tells\"", "3: \"anybody\""];
    assert_eq!(words(Kind::Python, python), expected);

    let template = "# Mended.\nDescription: The topic that `tell` hears.\nName: tell-partner\n";
    assert_eq!(words(Kind::Yaml, template), ["1: \"Mended\"", "2: \"hears\"", "2: \"tell\"", "3: \"tell\""]);
}

#[test]
fn a_banned_word_is_reported_with_its_line_and_its_replacement() {
    let hits = banned(Kind::Markdown, "Fine.\nThe API tells the client.\n");
    assert_eq!(hits, ["2: \"tells\"; write: report, notify, print, return, log; distinguish; show"]);
}
