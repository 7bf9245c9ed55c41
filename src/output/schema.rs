//! JSON Schemas of what is printed, made from the types that are printed. Only tests need them: they write `docs/json`.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::ending::{Ending, ErrorReport, ResultType, Stamp};

/// What commands print, by command and by name.
#[derive(Default)]
pub struct Printed {
    /// The schema of each kind of line.
    pub lines: Vec<(&'static str, Schema)>,
    pub commands: Vec<Command>,
}

/// What one command prints.
pub struct Command {
    /// Its words, such as `mailbox create`.
    pub words: &'static str,
    /// Lines that may be the last one when the command has succeeded, or has something to report although it failed.
    pub last: &'static [&'static str],
    /// Lines that may come before it.
    pub events: &'static [&'static str],
}

impl Printed {
    /// Adds a kind of line.
    pub fn line(mut self, name: &'static str, schema: Schema) -> Self {
        self.lines.push((name, schema));
        self
    }

    /// Adds a command that prints only a last line, one of these.
    pub fn command(self, words: &'static str, last: &'static [&'static str]) -> Self {
        self.stream(words, last, &[])
    }

    /// Adds a command that prints events and a last line.
    pub fn stream(
        mut self,
        words: &'static str,
        last: &'static [&'static str],
        events: &'static [&'static str],
    ) -> Self {
        self.commands.push(Command { words, last, events });
        self
    }

    /// Adds all of another part of the program.
    pub fn and(mut self, other: Self) -> Self {
        self.lines.extend(other.lines);
        self.commands.extend(other.commands);
        self
    }
}

/// A report with the keys of a result.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct LastLine<R> {
    #[serde(flatten)]
    ending: Ending,
    #[serde(flatten)]
    report: R,
}

/// A report that has a `status` and an `error` of its own.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct OwnLine<R> {
    r#type: ResultType,
    #[serde(flatten)]
    report: R,
}

/// A report at the end of a stream of events.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct FinalLine<'a, R> {
    #[serde(flatten)]
    ending: Ending,
    /// The same as `timestamp`.
    time: String,
    event: ReportEvent,
    #[serde(flatten)]
    report: R,
    #[serde(flatten)]
    stamp: Stamp<'a>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "only its schema is used")]
enum ReportEvent {
    Report,
}

/// An event without a time of its own.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct EventLine<'a, E> {
    /// The same as `timestamp`.
    time: String,
    #[serde(flatten)]
    event: E,
    #[serde(flatten)]
    stamp: Stamp<'a>,
}

/// An event whose name is given beside it.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct NamedLine<'a, E> {
    /// The same as `timestamp`.
    time: String,
    /// What happened.
    event: String,
    #[serde(flatten)]
    rest: E,
    #[serde(flatten)]
    stamp: Stamp<'a>,
}

/// An event with a time of its own.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct StampedLine<'a, E> {
    #[serde(flatten)]
    stamp: Stamp<'a>,
    #[serde(flatten)]
    event: E,
}

/// The last line of `Ui::report`.
pub fn report<R: JsonSchema>() -> Schema {
    of::<LastLine<R>>(doc::<R>())
}

/// The same of a report that has a `status` and an `error` of its own.
pub fn own_report<R: JsonSchema>() -> Schema {
    of::<OwnLine<R>>(doc::<R>())
}

/// The last line of `Ui::final_report`.
pub fn final_report<R: JsonSchema>() -> Schema {
    of::<FinalLine<'_, R>>(doc::<R>())
}

/// The last line of a command without a report.
pub fn result() -> Schema {
    of::<Ending>(doc::<Ending>())
}

/// Why a command failed: `error` of the last line.
pub fn error() -> Schema {
    of::<ErrorReport>(doc::<ErrorReport>())
}

/// A line of `Ui::event`.
pub fn event<E: JsonSchema>() -> Schema {
    of::<EventLine<'_, E>>(doc::<E>())
}

/// A line of `Ui::happened`.
pub fn named_event<E: JsonSchema>() -> Schema {
    of::<NamedLine<'_, E>>(doc::<E>())
}

/// A line of `Ui::event_json`.
pub fn stamped_event<E: JsonSchema>() -> Schema {
    of::<StampedLine<'_, E>>(doc::<E>())
}

/// The description of the type itself, not of the line around it.
fn doc<T: JsonSchema>() -> Option<Value> {
    let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    schema.get("description").cloned()
}

fn of<T: JsonSchema>(description: Option<Value>) -> Schema {
    let mut schema =
        SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    schema.remove("title");
    schema.remove("description");
    if let Some(description) = description {
        schema.insert("description".to_owned(), description);
    }
    let mut value = schema.to_value();
    without_null(&mut value);
    Schema::try_from(value).expect("it was one")
}

/// Takes `null` from keys that are left out instead: a key of ours is either always there or never null.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let required = members.get("required").cloned().unwrap_or_else(|| json!([]));
            if let Some(Value::Object(properties)) = members.get_mut("properties") {
                let is_optional =
                    |name: &str| !required.as_array().is_some_and(|names| names.contains(&json!(name)));
                properties
                    .iter_mut()
                    .filter(|(name, _)| is_optional(name))
                    .for_each(|(_, value)| not_null(value));
            }
            members.values_mut().for_each(without_null);
        }
        Value::Array(items) => items.iter_mut().for_each(without_null),
        _ => {}
    }
}

fn not_null(schema: &mut Value) {
    let Value::Object(members) = schema else { return };
    if let Some(Value::Array(types)) = members.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            members.insert("type".to_owned(), only);
        }
    }
    let Some(Value::Array(choices)) = members.get_mut("anyOf") else { return };
    choices.retain(|choice| choice["type"] != "null");
    if let [Value::Object(only)] = &choices[..] {
        let only: Map<_, _> = only.clone();
        members.remove("anyOf");
        for (key, value) in only {
            members.entry(key).or_insert(value);
        }
    }
}
