//! One value of a YAML file with its place and its tag, such as `!Ref`.

use std::ops::Range;

use serde_json::Value;

/// A value, where it stands, and the tag before it.
#[derive(Clone, Debug)]
pub struct Node {
    /// Counted from 1.
    pub line: u64,
    /// As written, such as `!Ref` or `!!str`.
    pub tag: Option<String>,
    pub content: Content,
    /// The bytes of the value with the tag before it, without an anchor before that and without trailing space.
    pub place: Range<usize>,
    /// Where the value itself begins, behind its tag and anchor. The content of block text begins on its first line.
    pub start: usize,
    /// The bytes of the key under which it stands, if it stands in a map.
    pub key: Option<Range<usize>>,
    /// The bytes of the alias that stands here instead of the value.
    pub alias: Option<Range<usize>>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Content {
    Scalar(Scalar),
    List(Vec<Node>),
    /// Keys in the order of the file; those that a merge key (`<<`) brings come last.
    Map {
        entries: Vec<(String, Node)>,
        is_flow: bool,
    },
}

/// A text, number, boolean or null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// What was written, without quotes and escapes. Never converted: `1.10` is `1.10`.
    pub text: String,
    /// Whether it is plain: neither quoted nor block text.
    pub is_plain: bool,
}

impl Node {
    /// The value under a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The entries, if this is a map; none otherwise.
    pub fn entries(&self) -> &[(String, Node)] {
        match &self.content {
            Content::Map { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The items, if this is a list; none otherwise.
    pub fn items(&self) -> &[Node] {
        match &self.content {
            Content::List(items) => items,
            _ => &[],
        }
    }

    /// What is written here, if this is a scalar that is not null. Numbers and booleans are as they were written.
    pub fn written(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar(scalar) if !self.is_null() => Some(&scalar.text),
            _ => None,
        }
    }

    /// The text, if this is a string: `n` and `0644` are, `5` and `yes` are not.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar(scalar) if matches!(self.value(), Value::String(_)) => Some(&scalar.text),
            _ => None,
        }
    }

    /// Whether there is nothing here, or a plain `null`.
    pub fn is_null(&self) -> bool {
        match &self.content {
            Content::Scalar(scalar) => self.tag.is_none() && scalar.is_plain && is_null(&scalar.text),
            _ => false,
        }
    }

    /// The name of the function that a short tag calls, such as `Ref` for `!Ref`.
    pub fn short_function(&self) -> Option<&str> {
        self.tag.as_deref()?.strip_prefix('!').filter(|tag| !tag.starts_with('!') && !tag.is_empty())
    }

    /// A scalar as CloudFormation reads it: `yes`, `no`, `on`, `off`, `true` and `false` are booleans, `y` and `n` are
    /// not; what would change when it is written as a number (`0644`, `1.10`, `1e3`) is text. Anything tagged or quoted
    /// is text, so an empty `!GetAZs` is the empty text. Null for lists and maps.
    pub fn value(&self) -> Value {
        match &self.content {
            Content::Scalar(scalar) if !scalar.is_plain || self.tag.is_some() => scalar.text.clone().into(),
            Content::Scalar(scalar) => plain(&scalar.text),
            _ => Value::Null,
        }
    }

    /// The value in long form: short tags become functions (`!Ref A` is `{"Ref": "A"}`).
    pub fn to_json(&self) -> Value {
        let value = match &self.content {
            Content::Scalar(_) => self.value(),
            Content::List(items) => Value::Array(items.iter().map(Node::to_json).collect()),
            Content::Map { entries, .. } => {
                Value::Object(entries.iter().map(|(key, node)| (key.clone(), node.to_json())).collect())
            }
        };
        match self.short_function() {
            Some(function) => long_form(function, value),
            None => value,
        }
    }
}

/// A boolean as CloudFormation reads it.
pub fn boolean(text: &str) -> Option<bool> {
    let all_of = |words: [&str; 3]| {
        words.iter().any(|word| {
            let capital = format!("{}{}", word[..1].to_uppercase(), &word[1..]);
            text == *word || text == capital || text == word.to_uppercase()
        })
    };
    match () {
        () if all_of(["true", "yes", "on"]) => Some(true),
        () if all_of(["false", "no", "off"]) => Some(false),
        () => None,
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// What a text without quotes and tag is.
pub fn plain(text: &str) -> Value {
    if is_null(text) {
        return Value::Null;
    }
    if let Some(boolean) = boolean(text) {
        return boolean.into();
    }
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => number.into(),
        _ => text.into(),
    }
}

fn long_form(function: &str, value: Value) -> Value {
    let (name, value) = match (function, value) {
        ("Ref" | "Condition", value) => (function.to_owned(), value),
        ("GetAtt", Value::String(path)) => {
            let (resource, attribute) = path.split_once('.').unwrap_or((&path, ""));
            ("Fn::GetAtt".to_owned(), Value::from(vec![resource, attribute]))
        }
        (_, value) => (format!("Fn::{function}"), value),
    };
    Value::Object([(name, value)].into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use serde_json::json;

    fn read(text: &str) -> Node {
        Source::new("t.yaml", text).read().unwrap()
    }

    #[test]
    fn short_tags_become_long_forms() {
        let node = read(
            "A: !Ref Table\nB: !GetAtt Table.StreamArn\nC: !Sub\n  - x-${Y}\n  - {Y: !Ref Z}\nD: !If [a, !Ref AWS::NoValue, 1]\n",
        );
        assert_eq!(
            node.to_json(),
            json!({
                "A": {"Ref": "Table"},
                "B": {"Fn::GetAtt": ["Table", "StreamArn"]},
                "C": {"Fn::Sub": ["x-${Y}", {"Y": {"Ref": "Z"}}]},
                "D": {"Fn::If": ["a", {"Ref": "AWS::NoValue"}, 1]},
            })
        );
    }

    #[test]
    fn values_keep_their_types_and_lines() {
        let node = read("a: 2012-10-17\nb:\n  c: '12'\n  d: 12\n  e: true\n");
        assert_eq!(node.to_json(), json!({"a": "2012-10-17", "b": {"c": "12", "d": 12, "e": true}}));
        assert_eq!(node.get("b").unwrap().get("e").unwrap().line, 5);
    }

    /// The words and numbers that a YAML library changes by its own taste.
    #[test]
    fn scalars_are_read_as_cloudformation_reads_them() {
        for (written, value) in [
            ("N", json!("N")),
            ("y", json!("y")),
            ("yes", json!(true)),
            ("No", json!(false)),
            ("ON", json!(true)),
            ("off", json!(false)),
            ("yEs", json!("yEs")),
            ("012345678901", json!("012345678901")),
            ("0644", json!("0644")),
            ("-0", json!("-0")),
            ("1.10", json!("1.10")),
            ("1e3", json!("1e3")),
            ("1234e567", json!("1234e567")),
            ("0x1F", json!("0x1F")),
            ("+49", json!("+49")),
            ("1_000", json!("1_000")),
            (".inf", json!(".inf")),
            ("190:20:30", json!("190:20:30")),
            ("123456789012345678901234567890", json!("123456789012345678901234567890")),
            ("-5", json!(-5)),
            ("~", json!(null)),
            ("", json!(null)),
            ("!GetAZs", json!({"Fn::GetAZs": ""})),
            ("!GetAZs ''", json!({"Fn::GetAZs": ""})),
            ("!Ref n", json!({"Ref": "n"})),
            ("!!str 012", json!("012")),
            ("\"abc\n  def\n\"", json!("abc def ")),
            ("'a\n\n b'", json!("a\nb")),
        ] {
            let node = read(&format!("a: {written}\nb: 1\n"));
            assert_eq!(node.to_json()["a"], value, "{written}");
            assert_eq!(node.to_json()["b"], json!(1), "{written}");
        }
    }

    /// What PyYAML and SnakeYAML read, and the parser refuses or reads otherwise.
    #[test]
    fn spaces_that_mean_nothing_may_be_missing() {
        for (text, value) in [
            ("a: \"one\ntwo\"\nb: 1\n", json!({"a": "one two", "b": 1})),
            (
                "a:\n  b: 'one\n two\n\nit''s'\n  c: 'x\ny'\nd: 1\n",
                json!({"a": {"b": "one two\nit's", "c": "x y"}, "d": 1}),
            ),
            ("- a: \"one \\\n\ttwo\\\"\n\"\n", json!([{"a": "one two\" "}])),
            ("a: 'one\r\ntwo'\r\nb: 1\r\n", json!({"a": "one two", "b": 1})),
            ("a: [1, #\n 2]# x\nb: 'c'# y\n", json!({"a": [1, 2], "b": "c"})),
            ("a:\n|-\n  one\nb: 1\n", json!({"a": "one", "b": 1})),
            ("a: [-, {b: -}, -1, '-', -]\n", json!({"a": ["-", {"b": "-"}, -1, "-", "-"]})),
            ("a: |\n  one", json!({"a": "one"})),
            ("a: >+\n  one ", json!({"a": "one "})),
            ("a: |\n  one\n  ", json!({"a": "one\n"})),
        ] {
            assert_eq!(read(text).to_json(), value, "{text:?}");
        }
    }

    #[test]
    fn places_are_those_of_the_authors_text() {
        let text = "a: 'one\ntwo'\nb: \"three\n four\n\tfive\"# c\nc: [é, -]# x\nd: !Ref e\n";
        let node = read(text);
        let written = |key: &str| &text[node.get(key).unwrap().place.clone()];
        assert_eq!(written("a"), "'one\ntwo'");
        assert_eq!(written("b"), "\"three\n four\n\tfive\"");
        assert_eq!(written("c"), "[é, -]");
        assert_eq!(written("d"), "!Ref e");
        assert_eq!(node.get("d").unwrap().line, 7);
    }

    #[test]
    fn json_is_read_with_its_own_escapes_and_tabs() {
        let node = read("{\n\t\"a\":\t[1,\t2],\n\t\"b\": \"\\ud83d\\ude00 \\/\\u0041\"\n}\n");
        assert_eq!(node.to_json(), json!({"a": [1, 2], "b": "😀 /A"}));
    }

    #[test]
    fn anchors_and_merge_keys_are_followed() {
        let node = read("a: &a {x: 1, y: 2}\nb: *a\nc:\n  <<: *a\n  y: 3\nd: {<<: [*a, {z: 4}]}\n");
        assert_eq!(
            node.to_json(),
            json!({"a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 2}, "c": {"x": 1, "y": 3}, "d": {"x": 1, "y": 2, "z": 4}})
        );
        assert_eq!(node.get("b").unwrap().line, 2);
    }
}
