//! The few colours. They repeat what the words already say.

/// A colour of a word on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// An error, or something that failed.
    Red,
    /// A warning.
    Yellow,
    /// A hint, or something in progress.
    Cyan,
    /// Something that succeeded.
    Green,
    /// Something that waits or was skipped.
    Dim,
}

impl Paint {
    /// The text in this colour, or as it is where colour may not be used.
    pub fn on(self, text: &str, color: bool) -> String {
        if !color || text.is_empty() {
            return text.to_owned();
        }
        let code = match self {
            Paint::Red => "1;31",
            Paint::Yellow => "1;33",
            Paint::Cyan => "1;36",
            Paint::Green => "1;32",
            Paint::Dim => "2",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

/// What a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    pub color: bool,
    /// Characters beyond ASCII.
    pub unicode: bool,
}
