//! The few colours. They repeat what the words already say.

/// A colour of a word on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// An error, or something that failed.
    Red,
    /// A warning.
    Yellow,
    /// A hint.
    Cyan,
}

impl Paint {
    /// The text in this colour, or as it is where colour may not be used.
    pub fn on(self, text: &str, color: bool) -> String {
        if !color {
            return text.to_owned();
        }
        let code = match self {
            Paint::Red => 31,
            Paint::Yellow => 33,
            Paint::Cyan => 36,
        };
        format!("\x1b[1;{code}m{text}\x1b[0m")
    }
}
