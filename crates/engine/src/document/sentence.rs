//! The YAML parser's errors, reworded for authors of YAML.

/// What is wrong, by a part of the parser's own sentence. The first that fits counts.
const SENTENCES: [(&str, &str); 25] = [
    (
        "mapping values are not allowed",
        "a ':' is not allowed here; is the line indented too far, or does a text that contains ': ' lack quotes?",
    ),
    ("tabs disallowed", "a tab is used where YAML allows only spaces"),
    ("tab cannot be used", "a tab is used where YAML allows only spaces"),
    ("a BOM must not", "there is a byte order mark in the middle of the file; remove it"),
    ("found a tab", "a tab is used where YAML allows only spaces"),
    (
        "invalid indentation in multiline quoted",
        "a quoted text continues on a line that is not indented; is a quote not closed?",
    ),
    (
        "unknown escape character",
        "a text in double quotes contains an escape that YAML does not define; write \\\\ for a backslash",
    ),
    ("illegal placement of ':'", "a ':' is not allowed here; is a bracket not closed?"),
    ("parsing a flow mapping", "a ',' or '}' is missing"),
    ("parsing a flow sequence", "a ',' or ']' is missing"),
    ("unknown anchor", "an alias (*name) has no anchor (&name) above it"),
    ("scanning an anchor or alias", "'&' and '*' begin a name; a text that begins with one needs quotes"),
    ("recursion limit", "lists and maps are nested too deeply"),
    ("nesting", "lists and maps are nested too deeply"),
    ("simple key expected", "a key must be followed by a ':' on the same line"),
    ("parsing a block mapping", "a key is expected; is the line indented as those above it?"),
    (
        "parsing a block collection",
        "an item that begins with '-' is expected; is the line indented as those above it?",
    ),
    ("scanning a block scalar", "the text after '|' or '>' must begin on the next line"),
    ("verbatim tag", "a tag that begins with '!<' must end with '>'"),
    ("expected <document start>", "a line that begins with '%' must be followed by '---'"),
    ("document end marker before directive", "a text that begins with '%' needs quotes"),
    ("trailing content after", "something follows a closing quote; is a ':' or ',' missing?"),
    ("character: `@'", "a text that begins with '@' needs quotes"),
    ("character: ``'", "a text that begins with '`' needs quotes"),
    ("YAML major version", "this version of YAML is not known; remove the line %YAML"),
];
/// Sentences that are plain enough as they are.
const PLAIN: [&str; 3] = ["mismatched bracket", "unclosed bracket", "unclosed quote"];

/// The sentence for one of the parser's.
pub fn sentence(text: &str) -> String {
    // The parser ends its sentence with the place, which a problem shows in its own way.
    let text = text.split(" at char ").next().unwrap_or(text).trim_end_matches('.');
    if let Some((_, sentence)) = SENTENCES.iter().find(|(part, _)| text.contains(part)) {
        return (*sentence).to_owned();
    }
    if PLAIN.iter().any(|plain| text.starts_with(plain)) {
        return text.to_owned();
    }
    match text.split_once("unexpected character: `").and_then(|(_, rest)| rest.strip_suffix('\'')) {
        Some(character) => format!("the character {character} is not allowed here"),
        None => "this is not valid YAML".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Source;

    #[test]
    fn broken_files_are_explained_in_plain_words() {
        for (text, line, expected) in [
            ("a:\n\tb: 1\n", 2, "a tab is used where YAML allows only spaces"),
            ("a: 'x\nb: 2\n", 2, "is a quote not closed?"),
            ("a: 'x\nb: 'y'\nc: 1\n", 2, "is a quote not closed?"),
            ("a: 'x\n--- 'y\n", 2, "is a quote not closed?"),
            ("a: 'x\ny'\nb: @z\n", 3, "begins with '@' needs quotes"),
            ("a: 1\n\u{feff}b: 2\n", 2, "a byte order mark in the middle"),
            ("a: \"\\q\"\n", 1, "write \\\\ for a backslash"),
            ("a: [1, 2\nb: 3\n", 2, "is a bracket not closed?"),
            ("a: {b: 1\nc: 2\n", 2, "a ',' or '}' is missing"),
            ("a: [{b: c} d]\n", 1, "a ',' or ']' is missing"),
            ("a: *nope\n", 1, "an alias (*name) has no anchor"),
            ("a: &\nb: 1\n", 1, "'&' and '*' begin a name"),
            ("a: 1\0\n", 1, "the character \\u{0} is not allowed here"),
            ("a: 1\n  b: 2\n", 2, "is the line indented too far"),
            ("a:\n    b: 1\n  c: 2\n", 3, "is the line indented as those above it?"),
            ("a: 1\nhello\n", 2, "a key must be followed by a ':'"),
            ("a: |x\n b\n", 1, "must begin on the next line"),
            ("a: !<x b\n", 1, "must end with '>'"),
            ("%FOO x\na: 1\n", 2, "must be followed by '---'"),
            ("a: @x\n", 1, "begins with '@' needs quotes"),
            ("a: `x`\n", 1, "begins with '`' needs quotes"),
            ("{\"a\" 1}\n", 1, "something follows a closing quote"),
            ("{\"a\": 1}\n{\"b\"", 2, "unclosed bracket '{'"),
            ("%YAML 9.9\n---\na: 1\n", 1, "remove the line %YAML"),
        ] {
            let problem = Source::new("p.yaml", text).read().unwrap_err().to_string();
            assert!(problem.starts_with(&format!("p.yaml:{line}: ")), "{text:?}: {problem}");
            assert!(problem.contains(expected), "{text:?}: {problem}");
        }
        let deep = Source::new("p.yaml", "[".repeat(300_000)).read().unwrap_err().to_string();
        assert!(deep.starts_with("p.yaml:1: lists and maps are nested too deeply"), "{}", &deep[..100]);
    }
}
