//! Help texts, fitted to the terminal's width.
//!
//! clap breaks a line between any two words. In the text after the options that would break commands, which could then not be
//! pasted, and the columns of lists. This text is therefore laid out here, and clap is kept from breaking it.

use clap::Command;
use clap::builder::StyledStr;

/// Stands for a space at which clap must not break a line.
pub const SOLID: char = '\u{e000}';
/// What stands between a command, or a name, and its description: more than one space.
const GAP: &str = "  ";
/// How much farther to the right a description begins that has a line of its own.
const BELOW: usize = 4;
/// The narrowest column of descriptions beside names.
const NARROWEST: usize = 24;

/// The tree whose help has lines of at most this width, except for commands: those are never broken.
pub fn fitted(command: Command, width: usize) -> Command {
    with_fitted_ends(command, width).term_width(width)
}

/// A help text of a fitted tree, as it is shown.
pub fn shown(help: &StyledStr) -> StyledStr {
    StyledStr::from(help.ansi().to_string().replace(SOLID, " "))
}

fn with_fitted_ends(mut command: Command, width: usize) -> Command {
    let solid = |end: &StyledStr| laid_out(&end.to_string(), width).replace(' ', &SOLID.to_string());
    if let Some(end) = command.get_after_help().map(solid) {
        command = command.after_help(end);
    }
    if let Some(end) = command.get_after_long_help().map(solid) {
        command = command.after_long_help(end);
    }
    command.mut_subcommands(|each| with_fitted_ends(each, width))
}

/// The text with its lines broken where they are too long; each part begins with a line that is not indented.
fn laid_out(text: &str, width: usize) -> String {
    let mut parts: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        let is_inside = line.is_empty() || line.starts_with(' ');
        match parts.last_mut().filter(|_| is_inside) {
            Some(part) => part.push(line),
            None => parts.push(vec![line]),
        }
    }
    let lines = parts.iter().flat_map(|part| match part[0].starts_with("Example") {
        true => examples(part, width),
        false => part.iter().flat_map(|line| entry(line, width)).collect(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Commands with their descriptions beside them, or all below them where one does not fit.
fn examples(lines: &[&str], width: usize) -> Vec<String> {
    let fits = |line: &&str| line.chars().count() <= width;
    let all_fit = lines.iter().filter(|line| described(line).is_some()).all(fits);
    let is_prose = |line: &str| line.ends_with(':') || line.trim_start().starts_with('(');
    let example = |line: &&str| match described(line) {
        _ if is_prose(line) => broken(indent(line), line, width),
        // The name of what a command is for stands before it.
        Some((name, command)) if !all_fit && command.starts_with("provision ") => {
            vec![name.to_owned(), format!("{:1$}{command}", "", indent(line) + BELOW)]
        }
        Some((command, description)) if !all_fit => {
            let mut lines = vec![command.to_owned()];
            lines.extend(broken(indent(line) + BELOW, description, width));
            lines
        }
        _ => vec![(*line).to_owned()],
    };
    lines.iter().flat_map(example).collect()
}

/// A line of prose, or a name with its description.
fn entry(line: &str, width: usize) -> Vec<String> {
    if line.chars().count() <= width {
        return vec![line.to_owned()];
    }
    let Some((name, description)) = described(line) else { return broken(indent(line), line, width) };
    let column = line.len() - description.len();
    if column + NARROWEST <= width {
        let mut lines = broken(column, description, width);
        lines[0].replace_range(..column, &line[..column]);
        return lines;
    }
    let mut lines = vec![name.to_owned()];
    lines.extend(broken(indent(line) + BELOW, description, width));
    lines
}

/// The words of a text in lines of at most this width; a longer word has a line of its own.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// What stands before and behind the gap of a line.
fn described(line: &str) -> Option<(&str, &str)> {
    let begin = indent(line);
    let (name, description) = line[begin..].split_once(GAP)?;
    Some((&line[..begin + name.len()], description.trim_start()))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The words in lines that begin this far to the right.
fn broken(indent: usize, text: &str, width: usize) -> Vec<String> {
    let lines = wrapped(text, width.saturating_sub(indent)).into_iter();
    lines.map(|line| format!("{:indent$}{line}", "").trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command_line::command_of_width;
    use insta::assert_snapshot;

    const ENDS: &str = "\
Examples:
  provision deploy --local                 everything, on this machine
  eval \"$(provision outputs mailbox-api --format env)\"
  provision teardown --retain cake-data.Table    after a deletion that failed at it

Exit codes:
  2    the command line, the project file or the set-up is wrong; nothing was changed
  PROVISION_FUNCTION_PROCESSES  function processes of the emulator

Global options, such as --output and --quiet, are listed by --help.";

    #[test]
    fn prose_and_lists_are_broken_and_commands_are_not() {
        assert_snapshot!(laid_out(ENDS, 46), @r#"
        Examples:
          provision deploy --local
              everything, on this machine
          eval "$(provision outputs mailbox-api --format env)"
          provision teardown --retain cake-data.Table
              after a deletion that failed at it

        Exit codes:
          2    the command line, the project file or
               the set-up is wrong; nothing was
               changed
          PROVISION_FUNCTION_PROCESSES
              function processes of the emulator

        Global options, such as --output and --quiet,
        are listed by --help.
        "#);
        assert_eq!(laid_out(ENDS, 90), ENDS, "what fits is left as it is");
    }

    /// Checks the help of a command and of those below it, and counts the examples.
    fn check(command: &mut Command, width: usize, checked: &mut usize) {
        let examples: Vec<_> = raw_examples(command);
        for help in [command.render_help(), command.render_long_help()] {
            let help = shown(&help).to_string();
            let lines: Vec<_> = help.lines().collect();
            // The short help of the program has no examples.
            for example in examples.iter().filter(|_| help.contains("\nExample")) {
                assert!(lines.iter().any(|line| line.contains(example.as_str())), "{example}:\n{help}");
                *checked += 1;
            }
            let is_free = |line: &&str| {
                line.starts_with("Usage:") || examples.iter().any(|example| line.trim() == example)
            };
            let too_long = lines.iter().find(|line| line.chars().count() > width && !is_free(line));
            assert_eq!(too_long, None, "at {width}:\n{help}");
        }
        for each in command.get_subcommands_mut().filter(|each| each.get_name() != "help") {
            check(each, width, checked);
        }
    }

    fn raw_examples(fitted: &Command) -> Vec<String> {
        let end = fitted.get_after_long_help().unwrap().to_string().replace(SOLID, " ");
        let lines = end.lines().map(str::trim);
        let commands = lines.filter(|line| line.contains("provision ") && !line.ends_with(':'));
        let commands = commands.filter_map(|line| line.split(GAP).find(|part| part.contains("provision ")));
        commands.map(|command| command.trim_start().to_owned()).collect()
    }

    #[test]
    fn no_command_of_an_example_is_broken_at_any_width() {
        for width in [60, 80, 110] {
            let mut tree = command_of_width(width);
            tree.build();
            let mut checked = 0;
            check(&mut tree, width, &mut checked);
            assert!(checked > 100, "{checked}");
        }
    }
}
