//! Generated templates in random forms: the edits are made, and nothing else changes.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;

/// A source of choices, from a seed that the test runner draws.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn one<'c>(&mut self, choices: &[&'c str]) -> &'c str {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap()]
    }
}

const PLAIN: [&str; 12] = [
    "D",
    "N",
    "0644",
    "1.10",
    "text",
    "two words",
    "D.Id",
    "012345678901",
    "yes",
    "2012-10-17",
    "it's",
    "ünï",
];

/// A property: text, functions that name the deployment `D` or something else, and lists and maps of such.
fn property(dice: &mut Dice, depth: u64) -> Value {
    match dice.below(if depth == 0 { 7 } else { 10 }) {
        0 | 1 => json!(dice.one(&PLAIN)),
        2 => json!({"Ref": dice.one(&["D", "DD", "Stage"])}),
        3 => json!({"Fn::GetAtt": [dice.one(&["D", "T"]), "Id"]}),
        4 => json!({"Fn::GetAtt": dice.one(&["D.Id", "T.Arn"])}),
        5 => json!({"Fn::Sub": dice.one(&["${D}", "a-${D.Id}-${!D}-${DD}", "${AWS::Region} $D", "plain"])}),
        6 => json!({"Fn::Sub": ["${D} ${own}", {"own": property(dice, 0)}]}),
        7 => json!({"Fn::If": ["C", property(dice, depth - 1), property(dice, depth - 1)]}),
        8 => Value::Array((0..dice.below(4)).map(|_| property(dice, depth - 1)).collect()),
        _ => (0..dice.below(4))
            .map(|number| (format!("K{number}"), property(dice, depth - 1)))
            .collect::<Map<_, _>>()
            .into(),
    }
}

fn template(dice: &mut Dice) -> Value {
    let mut resources = Map::new();
    resources.insert("D".into(), json!({"Type": "AWS::ApiGateway::Deployment"}));
    for number in 0..dice.below(4) {
        let depends = dice.one(&["D", "T"]);
        let depends = if dice.below(2) == 0 { json!(depends) } else { json!([depends, "D"]) };
        resources.insert(
            format!("R{number}"),
            json!({"Type": "A::B::C", "DependsOn": depends, "Properties": {"P": property(dice, 3)}}),
        );
    }
    let name = match dice.below(3) {
        0 => json!({"Fn::Sub": "t-${Stage}"}),
        1 => json!({"Fn::Join": ["-", ["t", {"Ref": "Stage"}]]}),
        _ => json!("t-dev"),
    };
    resources.insert("T".into(), json!({"Type": "AWS::DynamoDB::Table", "DeletionPolicy": "Retain", "Properties": {"TableName": name}}));
    let mut template = json!({"Resources": resources});
    match dice.below(4) {
        0 => {}
        1 => template["Outputs"] = json!({}),
        2 => template["Outputs"] = Value::Null,
        _ => template["Outputs"] = json!({"O": {"Value": property(dice, 2)}}),
    }
    template
}

/// Writes a value as YAML in forms that the dice choose.
struct Writer<'d> {
    dice: &'d mut Dice,
    text: String,
    step: usize,
    is_json: bool,
}

impl Writer<'_> {
    /// A value behind `key:` or `-`, in block form where it may be.
    fn value(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Object(map) if !map.is_empty() && self.dice.below(3) > 0 => {
                if let Some((tag, argument)) = self.short(map) {
                    self.text.push_str(&format!(" {tag}"));
                    return self.value(&argument, indent);
                }
                self.text.push('\n');
                self.map(map, indent + self.step);
            }
            Value::Array(items) if !items.is_empty() && self.dice.below(3) > 0 => {
                self.text.push('\n');
                for item in items {
                    self.text.push_str(&format!("{}-", " ".repeat(indent + self.step)));
                    self.value(item, indent + self.step + 1);
                }
            }
            Value::String(text) if self.dice.below(6) == 0 && !text.is_empty() => {
                let padding = " ".repeat(indent + self.step);
                self.text.push_str(&format!(" |-\n{padding}{text}\n"));
            }
            value => {
                self.text.push(' ');
                self.flow(value);
                let comment = self.dice.one(&["", "", " # comment", " # ${D} !Ref D"]);
                self.text.push_str(&format!("{comment}\n"));
            }
        }
    }

    fn map(&mut self, map: &Map<String, Value>, indent: usize) {
        for (key, value) in map {
            if self.dice.below(8) == 0 {
                self.text.push_str(self.dice.one(&["\n", "# D\n"]));
            }
            self.text.push_str(&format!("{}{key}:", " ".repeat(indent)));
            self.value(value, indent);
        }
    }

    fn short(&mut self, map: &Map<String, Value>) -> Option<(String, Value)> {
        let (function, argument) = map.iter().next().filter(|_| map.len() == 1 && !self.is_json)?;
        let name = function.strip_prefix("Fn::").or_else(|| (function == "Ref").then_some("Ref"))?;
        let argument = match argument {
            Value::Array(path) if name == "GetAtt" => {
                json!(path.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("."))
            }
            // In short form a text stands for the list.
            Value::String(_) if name == "GetAtt" => return None,
            other => other.clone(),
        };
        (self.dice.below(2) == 0).then(|| (format!("!{name}"), argument))
    }

    fn flow(&mut self, value: &Value) {
        match value {
            Value::Object(map) => {
                if let Some((tag, argument)) = self.short(map) {
                    self.text.push_str(&format!("{tag} "));
                    return self.flow(&argument);
                }
                self.text.push('{');
                for (number, (key, value)) in map.iter().enumerate() {
                    self.text.push_str(if number > 0 { ", " } else { "" });
                    self.text.push_str(&format!("{}: ", quoted(key)));
                    self.flow(value);
                }
                self.text.push('}');
            }
            Value::Array(items) => {
                self.text.push('[');
                for (number, item) in items.iter().enumerate() {
                    self.text.push_str(if number > 0 { ", " } else { "" });
                    self.flow(item);
                }
                self.text.push(']');
            }
            Value::String(text) => {
                let form = if self.is_json { 0 } else { self.dice.below(2) };
                let text = if form == 0 { quoted(text) } else { format!("'{}'", text.replace('\'', "''")) };
                self.text.push_str(&text);
            }
            other => self.text.push_str(&other.to_string()),
        }
    }
}

fn write(value: &Value, dice: &mut Dice) -> String {
    let is_json = dice.below(4) == 0;
    let step = usize::try_from(1 + dice.below(4)).unwrap();
    let is_flow = is_json || dice.below(5) == 0;
    let mut writer = Writer { dice, text: String::new(), step, is_json };
    match value {
        Value::Object(map) if !is_flow => writer.map(map, 0),
        value => writer.flow(value),
    }
    let mut text = writer.text;
    if dice.below(3) == 0 {
        text = text.replace('\n', "\r\n");
    }
    if dice.below(4) == 0 {
        text = format!("\u{feff}{text}");
    }
    if dice.below(3) == 0 { text.trim_end().to_owned() } else { text }
}

/// Renames the deployment in data, as the definition of every function says.
fn rename(value: &mut Value, new: &str) {
    let variables =
        |text: &str| text.replace("${D}", &format!("${{{new}}}")).replace("${D.", &format!("${{{new}."));
    if let Value::Object(map) = value
        && map.len() == 1
    {
        let (function, argument) = map.iter_mut().next().unwrap();
        match (function.as_str(), argument) {
            ("Ref", argument) if argument == "D" => *argument = json!(new),
            ("Fn::GetAtt", Value::String(path)) if path.starts_with("D.") => {
                *path = format!("{new}.{}", &path[2..])
            }
            ("Fn::GetAtt", Value::Array(path)) if path[0] == "D" => path[0] = json!(new),
            ("Fn::Sub", Value::String(text)) => *text = variables(text),
            ("Fn::Sub", Value::Array(both)) => both[0] = json!(variables(both[0].as_str().unwrap())),
            _ => {}
        }
    }
    match value {
        Value::Object(map) => map.values_mut().for_each(|value| rename(value, new)),
        Value::Array(items) => items.iter_mut().for_each(|value| rename(value, new)),
        _ => {}
    }
}

/// The source's data with all edits made.
fn edited(mut value: Value, new: &str) -> Value {
    rename(&mut value, new);
    for (_, resource) in value["Resources"].as_object_mut().unwrap() {
        match &mut resource["DependsOn"] {
            Value::Array(all) => all.iter_mut().filter(|one| **one == "D").for_each(|one| *one = json!(new)),
            one if one == "D" => *one = json!(new),
            _ => {}
        }
        if resource["DependsOn"].is_null() {
            resource.as_object_mut().unwrap().remove("DependsOn");
        }
    }
    let deployment = value["Resources"].as_object_mut().unwrap().remove("D").unwrap();
    value["Resources"][new] = deployment;
    value["Resources"]["T"]["Properties"]["TableName"] = json!("t-dev");
    let added: Value = serde_json::from_str(&format!("{{{}}}", fingerprint())).unwrap();
    value["Outputs"][FINGERPRINT_OUTPUT] = added[FINGERPRINT_OUTPUT].clone();
    value
}

/// What may stand around the added output, in front of it and behind it.
const AROUND: [(&str, &str); 9] = [
    ("", ", "),
    ("", ""),
    ("{", "}"),
    (" {", "}"),
    ("\"Outputs\": {", "}, "),
    ("Outputs: {", "}\n"),
    ("Outputs: {", "}\r\n"),
    ("\nOutputs: {", "}"),
    ("\r\nOutputs: {", "}"),
];

/// Whether what is sent, with the output taken out again, is this text byte by byte. An empty section may give way to it.
fn is_with_output(sent: &str, text: &str) -> bool {
    let (before, after) = sent.split_once(&fingerprint()).unwrap();
    let on_a_line = ["\n", "\r\n"].map(|end| (&before[before.trim_end_matches(' ').len()..], end));
    AROUND.into_iter().chain(on_a_line).any(|(front, back)| {
        let (Some(before), Some(after)) = (before.strip_suffix(front), after.strip_prefix(back)) else {
            return false;
        };
        ["", " null", "null"].iter().any(|gone| format!("{before}{gone}{after}") == text)
    })
}

/// The source with the table's name spelled out where the function stood.
fn with_name(source: &str) -> String {
    let root = Source::new("t.yaml", source).read().unwrap();
    let table = root.get("Resources").and_then(|all| all.get("T")).unwrap();
    let place = table.get("Properties").and_then(|all| all.get("TableName")).unwrap().place.clone();
    match source.contains("t-dev") {
        true => source.to_owned(),
        false => format!("{}\"t-dev\"{}", &source[..place.start], &source[place.end..]),
    }
}

proptest! {
    #[test]
    fn what_is_sent_is_the_source_plus_its_edits(seed in 1u64..) {
        let mut dice = Dice(seed);
        let value = template(&mut dice);
        let source = write(&value, &mut dice);
        let template = Template::read(Source::new("t.yaml", source.as_str())).map_err(|problem| TestCaseError::fail(format!("{problem}\n{source}")))?;
        let new = format!("D{}", suffix(&template));
        let sent = send(&template);
        let read_again = Source::new("t.yaml", sent.as_str()).read().map_err(|problem| TestCaseError::fail(format!("{problem}\n{sent}")))?;
        // What the source says, read by the same reader: the writer chooses forms, not meanings.
        let meant = Source::new("t.yaml", source.as_str()).read().unwrap().to_json();
        prop_assert_eq!(read_again.to_json(), edited(meant, &new), "{}\n---\n{}", &source, &sent);
        prop_assert!(is_with_output(&sent.replace(&new, "D"), &with_name(&source)), "{}\n---\n{}", &source, &sent);
    }
}
