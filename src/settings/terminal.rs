//! How a run may use the terminal: what the user wants, what continuous integration implies, what the locale can show.

use clap::{Args, ValueEnum};

use super::{Environment, is_on, variable};

/// How the progress of a run is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ProgressMode {
    /// Moving lines on a terminal; plain lines elsewhere, and where CI is set
    #[default]
    Auto,
    /// One line for each change of state
    Plain,
    /// Plain lines, and one for each event of a resource
    Events,
}

/// The flag of the commands that run a graph.
#[derive(Args, Clone, Copy, Debug)]
pub struct ProgressArg {
    /// How progress is shown on standard error
    #[arg(long, value_enum, value_name = "HOW", default_value = "auto")]
    pub progress: ProgressMode,
}

impl Environment {
    /// Reads what the terminal can show, and whether anyone watches it.
    pub(super) fn with_terminal(self) -> Self {
        let text = |name: &str| variable(name).and_then(|value| value.into_string().ok());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(text);
        Self {
            is_ci: is_on("CI"),
            has_unicode: locale.is_some_and(|locale| is_unicode(&locale)),
            dumb_terminal: text("TERM").is_none_or(|name| name == "dumb"),
            ..self
        }
    }
}

/// Whether the locale's characters are encoded in UTF-8.
fn is_unicode(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_part_of_the_locale() {
        for locale in ["en_US.UTF-8", "C.utf8", "de_DE.UTF-8@euro", "UTF-8"] {
            assert!(is_unicode(locale), "{locale}");
        }
        for locale in ["C", "POSIX", "en_US", "de_DE.ISO-8859-1"] {
            assert!(!is_unicode(locale), "{locale}");
        }
    }
}
