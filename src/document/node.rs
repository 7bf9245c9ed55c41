//! One value of a YAML file with its line and its tag, such as `!Ref`.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_yaml::{Spanned, Tagged};

/// A value, where it stands, and the tag before it.
#[derive(Clone, Debug)]
pub struct Node {
    pub line: u64,
    pub tag: Option<String>,
    pub content: Content,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Content {
    /// A string, number, boolean or null.
    Scalar(Value),
    List(Vec<Node>),
    /// Keys in the order of the file.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// The value under a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The entries, if this is a map; none otherwise.
    pub fn entries(&self) -> &[(String, Node)] {
        match &self.content {
            Content::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The text, if this is a string.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// The value as CloudFormation wants it: short tags become their long forms (`!Ref A` is `{"Ref": "A"}`).
    pub fn to_json(&self) -> Value {
        let value = match &self.content {
            Content::Scalar(value) => value.clone(),
            Content::List(items) => Value::Array(items.iter().map(Node::to_json).collect()),
            Content::Map(entries) => {
                Value::Object(entries.iter().map(|(key, node)| (key.clone(), node.to_json())).collect())
            }
        };
        match self.tag.as_deref().and_then(|tag| tag.strip_prefix('!')).filter(|tag| !tag.starts_with('!')) {
            Some(function) => long_form(function, value),
            None => value,
        }
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

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Tagged<Content>>::deserialize(deserializer)?;
        let Tagged(content, tag) = spanned.value;
        Ok(Self { line: spanned.referenced.line(), tag, content })
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContentVisitor)
    }
}

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Content, E> {
        Ok(Content::Scalar(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Content, E> {
        Ok(Content::Scalar(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Content, E> {
        Ok(Content::Scalar(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Content, E> {
        Ok(Content::Scalar(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Content, E> {
        Ok(Content::Scalar(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Content, E> {
        Ok(Content::Scalar(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Content, E> {
        Ok(Content::Scalar(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Content, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Content::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Content, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Content::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use serde_json::json;

    fn read(text: &str) -> Node {
        Source::new("t.yaml", text).parse().unwrap()
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
}
