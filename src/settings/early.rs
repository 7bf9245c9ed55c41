//! The options that decide how an error or a help text is shown, and those that its hints repeat. They are read from
//! the raw arguments, because a rejected command line has no settings.

use std::ffi::OsString;

use clap::ValueEnum;

use super::{Color, Flag, Format, Settings, is_on, variable};

/// How something is shown instead of running a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Early {
    pub output: Format,
    pub color: Color,
    pub no_pager: bool,
    /// As [`Settings::place`].
    pub place: Vec<Flag>,
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
            place: Settings::PLACE.iter().filter_map(|id| place(&options, id)).collect(),
        }
    }
}

/// The last value that a flag has among the words, else that of its variable.
fn value<T: ValueEnum>(options: &[&str], flag: &str, name: &str) -> Option<T> {
    let given = texts(options, flag).filter_map(|text| T::from_str(text, false).ok()).last();
    given.or_else(|| T::from_str(variable(name)?.to_str()?, false).ok())
}

/// All values that a flag has among the words.
fn texts<'w>(options: &'w [&'w str], flag: &'w str) -> impl Iterator<Item = &'w str> {
    options.iter().enumerate().filter_map(move |(index, word)| match word.strip_prefix(flag)? {
        "" => options.get(index + 1).copied(),
        rest => rest.strip_prefix('='),
    })
}

/// The flag with this id, if it is among the words.
fn place(options: &[&str], id: &str) -> Option<Flag> {
    let name = format!("--{}", id.replace('_', "-"));
    if id == "local" {
        let is_given = options.contains(&name.as_str());
        return is_given.then_some(Flag { name, value: None });
    }
    let values = texts(options, &name).collect::<Vec<_>>().join(",");
    (!values.is_empty()).then_some(Flag { name, value: Some(values) })
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
        let expected = Early { output: Format::Json, color: Color::Never, no_pager: true, place: Vec::new() };
        assert_eq!(all, expected);
        assert_eq!(early("provision --output table nope --output json").output, Format::Json);
        assert_eq!(early("provision nope -- --output json").output, Format::Table);
        assert_eq!(early("provision nope --output").output, Format::Table);
        assert_eq!(early("provision nope --output-dir json").output, Format::Table);
    }

    #[test]
    fn the_place_of_a_refused_command_line_is_read_too() {
        let flags =
            early("provision --local cancel --stage=prod --replica-region a --replica-region b").place;
        let flag =
            |name: &str, value: Option<&str>| Flag { name: name.to_owned(), value: value.map(str::to_owned) };
        assert_eq!(
            flags,
            [flag("--local", None), flag("--stage", Some("prod")), flag("--replica-region", Some("a,b"))]
        );
    }
}
