//! Prints the candidates for the next word of a command line for completion scripts, one per line.

use anyhow::Result;

use super::Ui;
use super::clean::is_steering;

/// Something that may come next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Candidate {
    /// A word with its description, which may be empty.
    Word { value: String, description: String },
    /// Any file, as the shell completes it.
    Files,
    /// Any folder.
    Folders,
}

impl Ui {
    /// Prints `VALUE<tab>DESCRIPTION` for each word, and `<tab>files` or `<tab>folders` for those of the shell. A word with a control
    /// character cannot be typed and is left out.
    pub fn candidates(&self, candidates: &[Candidate]) -> Result<()> {
        let lines: String = candidates.iter().filter_map(line).collect();
        self.raw(&lines)
    }
}

fn line(candidate: &Candidate) -> Option<String> {
    let (value, description) = match candidate {
        Candidate::Word { value, .. } if value.is_empty() || value.contains(is_steering) => return None,
        Candidate::Word { value, description } => (value.as_str(), description.as_str()),
        Candidate::Files => ("", "files"),
        Candidate::Folders => ("", "folders"),
    };
    let description: String =
        description.chars().map(|letter| if is_steering(letter) { ' ' } else { letter }).collect();
    Some(match description.as_str() {
        "" => format!("{value}\n"),
        description => format!("{value}\t{description}\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_could_steer_the_terminal_is_left_out_and_a_description_is_one_line() {
        let word = |value: &str, description: &str| {
            line(&Candidate::Word { value: value.to_owned(), description: description.to_owned() })
        };
        assert_eq!(word("dev", "").unwrap(), "dev\n");
        assert_eq!(word("dev", "a\tb\x1b[2J\nc").unwrap(), "dev\ta b [2J c\n");
        for wrong in ["", "a\nb", "a\tb", "a\x1b[2J", "a\u{202e}b"] {
            assert_eq!(word(wrong, ""), None, "{wrong:?}");
        }
        assert_eq!(line(&Candidate::Files).unwrap(), "\tfiles\n");
    }
}
