//! Text without what differs from run to run.

use regex_lite::Regex;

use super::Sandbox;

/// Replaces folders, addresses, ids, hashes, times and durations by their names in brackets.
pub fn redacted(sandbox: &Sandbox, text: &str) -> String {
    let folders =
        [("project", "[project]"), ("home", "[home]"), ("emulator", "[emulator]"), ("", "[sandbox]")];
    let mut text = text.to_owned();
    for (folder, name) in folders {
        text = text.replace(sandbox.path(folder).to_str().unwrap().trim_end_matches('/'), name);
    }
    let patterns = [
        (r"127\.0\.0\.1:\d+", "127.0.0.1:[port]"),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", "[time]"),
        (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "[id]"),
        (r"\b[0-9a-f]{64}\b", "[hash]"),
        (r"\bpid \d+", "pid [pid]"),
        (r"\b(\d+ h )?(\d+ m )?\d+(\.\d+)? (ms|s)\b", "[duration]"),
        (r"\b\d+[smhd]\b", "[age]"),
        // Columns are as wide as what they held.
        (r" {3,}", "  "),
    ];
    for (pattern, name) in patterns {
        text = Regex::new(pattern).unwrap().replace_all(&text, name).into_owned();
    }
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
