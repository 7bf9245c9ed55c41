//! Lines of functions' logs: time, level and message, whatever the format in which a function writes them.

use serde_json::{Map, Value};

use engine::aws::logs::LogLine;

/// Where loggers write the level, the message and what is already said by them or by the line's own time.
const LEVELS: [&str; 3] = ["level", "severity", "log.level"];
const MESSAGES: [&str; 3] = ["message", "msg", "errorMessage"];
const NESTED: &str = "fields";
const LEFT_OUT: [&str; 6] = ["timestamp", "time", "@timestamp", "target", "logger", "stackTrace"];

/// A line as `14:03:32 ERROR message key=value`. One that is not a JSON object is shown as the function wrote it.
pub fn rendered(line: &LogLine) -> String {
    let time = line.at.time_of_day();
    let time = time.trim_end_matches(" UTC");
    let text = line.text.trim_end();
    match serde_json::from_str(text) {
        Ok(Value::Object(fields)) => format!("{time} {}", structured(&fields)),
        _ => format!("{time} {text}"),
    }
}

fn structured(fields: &Map<String, Value>) -> String {
    // Some loggers keep everything but time and level in an object of its own.
    let inner = fields.get(NESTED).and_then(Value::as_object);
    let outer = fields.iter().filter(|(key, _)| inner.is_none() || *key != NESTED);
    let all: Vec<_> = outer.chain(inner.into_iter().flatten()).collect();
    let first = |names: &[&str]| all.iter().find(|(key, _)| names.contains(&key.as_str())).copied();
    let (level, message) = (first(&LEVELS), first(&MESSAGES));
    let others = all.iter().filter(|entry| {
        let (key, value) = entry;
        let is_shown = Some(**entry) == level || Some(**entry) == message;
        !is_shown && !value.is_null() && !LEFT_OUT.contains(&key.as_str())
    });
    let others = others.map(|(key, value)| format!("{key}={}", plain(value)));
    let level = level.map(|(_, level)| plain(level).to_ascii_uppercase());
    level
        .into_iter()
        .chain(message.map(|(_, message)| plain(message)))
        .chain(others)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text without quotes, anything else as JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::aws::timestamp::Timestamp;

    fn shown(text: &str) -> String {
        rendered(&LogLine {
            at: Timestamp::parse("2026-03-01T14:03:32.250Z").unwrap(),
            text: text.to_owned(),
        })
    }

    #[test]
    fn the_formats_of_several_runtimes_are_lines() {
        let rust = r#"{"timestamp":"2026-03-01T14:03:32.25Z","level":"ERROR","message":"the outside system said 503","function":"call-outside-system","milliseconds":12}"#;
        assert_eq!(
            shown(rust),
            "14:03:32 ERROR the outside system said 503 function=call-outside-system milliseconds=12"
        );
        let node = r#"{"timestamp":"x","level":"info","requestId":"r-1","message":{"order":7}}"#;
        assert_eq!(shown(node), r#"14:03:32 INFO {"order":7} requestId=r-1"#);
        let nested = r#"{"time":"x","severity":"warn","fields":{"msg":"slow","left":null}}"#;
        assert_eq!(shown(nested), "14:03:32 WARN slow");
        let error = r#"{"errorType":"KeyError","errorMessage":"'id'","stackTrace":["a","b"]}"#;
        assert_eq!(shown(error), "14:03:32 'id' errorType=KeyError");
    }

    #[test]
    fn any_other_line_is_as_it_was_written() {
        assert_eq!(shown("[ERROR] plain text\n"), "14:03:32 [ERROR] plain text");
        assert_eq!(shown("[1, 2]"), "14:03:32 [1, 2]");
        assert_eq!(shown("{broken"), "14:03:32 {broken");
    }
}
