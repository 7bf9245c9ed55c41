//! The options that decide how a refusal or a help text is shown, read off the words themselves: a command line that is
//! refused has no settings.

use std::ffi::OsString;

use clap::ValueEnum;

use super::{Color, Format, is_on, variable};

/// How something is shown instead of running a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Early {
    pub output: Format,
    pub color: Color,
    pub no_pager: bool,
}

impl Early {
    /// Reads the words, the program's name first, and the variables of these options.
    pub fn read(arguments: &[OsString]) -> Self {
        let words: Vec<_> = arguments.iter().skip(1).map(|word| word.to_string_lossy()).collect();
        let options: Vec<&str> = words.iter().map(AsRef::as_ref).take_while(|word| *word != "--").collect();
        Self {
            output: value(&options, "--output", "PROVISION_OUTPUT").unwrap_or(Format::Table),
            color: value(&options, "--color", "PROVISION_COLOR").unwrap_or(Color::Auto),
            no_pager: options.contains(&"--no-pager") || is_on("PROVISION_NO_PAGER"),
        }
    }
}

/// The last value that a flag has among the words, else that of its variable.
fn value<T: ValueEnum>(options: &[&str], flag: &str, name: &str) -> Option<T> {
    let mut given = options.iter().enumerate().filter_map(|(index, word)| {
        let text = match word.strip_prefix(flag)? {
            "" => options.get(index + 1)?,
            rest => rest.strip_prefix('=')?,
        };
        T::from_str(text, false).ok()
    });
    given.next_back().or_else(|| T::from_str(variable(name)?.to_str()?, false).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn early(words: &str) -> Early {
        Early::read(&words.split_whitespace().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_found_wherever_they_stand() {
        let all = early("provision --color never nope --output=json --no-pager");
        assert_eq!(all, Early { output: Format::Json, color: Color::Never, no_pager: true });
        assert_eq!(early("provision --output table nope --output json").output, Format::Json);
        assert_eq!(early("provision nope -- --output json").output, Format::Table);
        assert_eq!(early("provision nope --output").output, Format::Table);
        assert_eq!(early("provision nope --output-dir json").output, Format::Table);
    }
}
