//! Data as YAML text, which YAML 1.1 and 1.2 read in the same way.

use serde_json::Value;

/// Lists of plain values that are no longer than this are written on one line.
const LINE: usize = 100;

/// Words that some readers take for a boolean or for null.
const WORDS: [&str; 10] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"];

/// A value as a YAML document, with a newline at its end. In each map those keys come first that `first` names, in its
/// order; the others follow in alphabetical order.
pub fn to_yaml(value: &Value, first: &[&str]) -> String {
    let mut text = String::new();
    match value {
        Value::Object(_) | Value::Array(_) => Writer { first, text: &mut text }.block(value, 0),
        scalar => text.push_str(&self::scalar(scalar, false)),
    }
    text.trim_start().to_owned() + "\n"
}

struct Writer<'w> {
    first: &'w [&'w str],
    text: &'w mut String,
}

impl Writer<'_> {
    /// A map or list, each entry on lines of its own.
    fn block(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                let mut entries: Vec<_> = entries.iter().collect();
                entries.sort_by_key(|(key, _)| (self.rank(key), key.as_str()));
                for (key, value) in entries {
                    self.line(indent);
                    self.text.push_str(&format!("{}:", string(key, false)));
                    self.entry(value, indent + 2);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                for item in items {
                    self.line(indent);
                    self.text.push('-');
                    self.item(item, indent + 2);
                }
            }
            empty => self.text.push_str(&format!(" {}", flow(empty))),
        }
    }

    /// What stands behind a key.
    fn entry(&mut self, value: &Value, indent: usize) {
        match short(value) {
            Some(text) => self.text.push_str(&format!(" {text}")),
            None => self.block(value, indent),
        }
    }

    /// What stands behind the hyphen of a list: a map begins on the same line.
    fn item(&mut self, value: &Value, indent: usize) {
        match short(value) {
            Some(text) => self.text.push_str(&format!(" {text}")),
            None => {
                let start = self.text.len();
                self.block(value, indent);
                let margin = 1 + indent;
                self.text.replace_range(start..start + margin, " ");
            }
        }
    }

    fn line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.push_str(&" ".repeat(indent));
    }

    fn rank(&self, key: &str) -> usize {
        self.first.iter().position(|first| *first == key).unwrap_or(self.first.len())
    }
}

/// What fits on the line of its key: a scalar, a list of few scalars, or what is empty.
fn short(value: &Value) -> Option<String> {
    match value {
        Value::Object(entries) => entries.is_empty().then(|| flow(value)),
        Value::Array(items) => {
            let is_flat = items.iter().all(|item| !item.is_object() && !item.is_array());
            let is_empty = |item: &Value| item.as_object().is_some_and(serde_json::Map::is_empty);
            Some(flow(value)).filter(|text| {
                items.is_empty() || (is_flat || items.iter().all(is_empty)) && text.len() <= LINE
            })
        }
        scalar => Some(self::scalar(scalar, false)),
    }
}

fn flow(value: &Value) -> String {
    match value {
        Value::Object(_) => "{}".to_owned(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        scalar => self::scalar(scalar, true),
    }
}

fn scalar(value: &Value, in_flow: bool) -> String {
    match value {
        Value::String(text) => string(text, in_flow),
        other => other.to_string(),
    }
}

fn string(text: &str, in_flow: bool) -> String {
    if is_plain(text, in_flow) { text.to_owned() } else { quoted(text) }
}

/// Whether a text can stand without quotes and is still that text.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let begins =
        text.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '/' | '_' | '(' | '$'));
    let is_cut = text.ends_with(' ') || text.ends_with(':');
    let has_sign = text.contains(": ") || text.contains(" #");
    let is_word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    let is_split = in_flow && text.contains([',', '[', ']', '{', '}', ':']);
    begins && !is_cut && !has_sign && !is_word && !is_split && !text.contains(is_escaped)
}

/// A text in double quotes, with what is not printable in YAML escaped.
fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            escaped if is_escaped(escaped) => written.push_str(&format!("\\u{:04x}", u32::from(escaped))),
            other => written.push(other),
        }
    }
    written + "\""
}

/// Characters that are not printable or that end a line.
fn is_escaped(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::document::Source;

    #[test]
    fn maps_and_lists_are_written_in_blocks_and_short_lists_on_one_line() {
        let value = json!({
            "paths": {"/a": {"get": {"tags": ["a", "b"], "security": [{"sigv4": []}], "none": {}}}},
            "info": {"title": "yes", "version": "1", "x": 1, "y": true, "z": null},
            "list": [{"b": "it: is", "a": [1]}, [{"c": "#"}]],
        });
        insta::assert_snapshot!(to_yaml(&value, &["paths", "info", "b"]), @r##"
        paths:
          /a:
            get:
              none: {}
              security:
                - sigv4: []
              tags: [a, b]
        info:
          title: "yes"
          version: "1"
          x: 1
          "y": true
          z: null
        list:
          - b: "it: is"
            a: [1]
          - - c: "#"
        "##);
    }

    fn values() -> impl Strategy<Value = Value> {
        let text = "[a-z0-9 :#,.'\"{}\\[\\]\\\\\n\t\u{85}\u{2028}\u{feff}é~<>=&*!|%@`?^-]{0,12}";
        let words = prop::sample::select(WORDS.to_vec()).prop_map(|word| json!(word));
        let scalars = prop_oneof![text.prop_map(Value::from), any::<i32>().prop_map(Value::from), words];
        scalars.prop_recursive(4, 40, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(text, inner, 0..4)
                    .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_it_was(value in values()) {
            let text = to_yaml(&value, &["b", "a"]);
            let read = Source::new("t.yaml", text.as_str()).read().unwrap().to_json();
            prop_assert_eq!(read, value, "{}", text);
        }
    }
}
