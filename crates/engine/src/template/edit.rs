//! Edits of spans in a text: every byte outside of them remains as its author wrote it.

use std::ops::Range;

/// Replacements of parts of one text.
#[derive(Debug, Default)]
pub struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts a text in the place of some bytes. The same edit twice counts once, since an alias leads to the place of its anchor.
    pub fn replace(&mut self, bytes: Range<usize>, text: impl Into<String>) {
        let edit = (bytes, text.into());
        if !self.0.contains(&edit) {
            self.0.push(edit);
        }
    }

    /// The text with all edits made. An edit within the place of another one is left out.
    pub fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(bytes, _)| (bytes.start, bytes.end));
        let mut result = String::with_capacity(text.len() + 256);
        let mut done = 0;
        for (bytes, replacement) in self.0 {
            let Some(before) = text.get(done..bytes.start) else { continue };
            result.push_str(before);
            result.push_str(&replacement);
            done = bytes.end;
        }
        result.push_str(text.get(done..).unwrap_or_default());
        result
    }
}

/// A text as a quoted scalar that both YAML and JSON read.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_at_their_places() {
        let mut edits = Edits::default();
        edits.replace(4..7, "x");
        edits.replace(4..7, "x");
        edits.replace(0..0, ">");
        edits.replace(5..6, "lost");
        assert_eq!(edits.apply("one two three"), ">one x three");
        assert_eq!(Edits::default().apply("as it was"), "as it was");
    }
}
