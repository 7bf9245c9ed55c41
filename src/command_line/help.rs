//! The long help of the whole program, `provision --help`.

use std::fmt::Write as _;

use clap::Command;

use super::fit::{SOLID, wrapped};
use engine::failure::{EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_PARTIAL, EXIT_USAGE};

/// What it is, before the lists of commands and options.
pub const LONG_ABOUT: &str = "\
Deploys, operates and removes serverless systems that span several CloudFormation stacks and AWS regions.

A system is a set of templates and functions, listed in provision.yaml with the regions that they are deployed to. \
provision builds the functions, deploys all stacks in the order of their dependencies, as many at once as possible, \
and operates the deployed systems. It keeps no state of its own: running a command again does what is left. With \
--local everything runs on an emulator on this machine, without an AWS account.";

const EXAMPLES: &str = "\
Examples:
  Deploy all systems on this machine:
      provision deploy --local

  Create a mailbox and watch until it is provisioned:
      provision mailbox create --local --username ada --domain example.com --follow

  Remove everything again; tables and buckets are kept unless --delete-data is given:
      provision teardown --local";

const VARIABLES: &str = "\
Environment variables:
  A flag takes precedence over its variable, a variable over the project file. An empty variable counts as not set.
  Switches take 1, true, 0 or false.

  PROVISION_STAGE               as --stage
  PROVISION_REGION              as --region
  PROVISION_WORKFLOW_REGION     as --workflow-region
  PROVISION_REPLICA_REGION      as --replica-region, a comma-separated list
  PROVISION_PROFILE             as --profile
  PROVISION_ENDPOINT_URL        as --endpoint-url
  PROVISION_LOCAL               as --local
  PROVISION_CONFIG              as --config
  PROVISION_OUTPUT              as --output
  PROVISION_QUIET               as --quiet
  PROVISION_WIDE                as --wide
  PROVISION_YES                 as --yes
  PROVISION_NO_INPUT            as --no-input
  PROVISION_COLOR               as --color
  PROVISION_NO_PAGER            as --no-pager
  PROVISION_LOG                 filter of the log, such as debug; takes precedence over --verbose
  PROVISION_LOCAL_HOME          folder of the emulator and its state
  PROVISION_FUNCTION_PROCESSES  function processes of the emulator
  AWS_REGION                    home region, if neither a flag nor the project file names one
  AWS_PROFILE and AWS's other variables have the same meaning as for the AWS CLI
  NO_COLOR                      no colour
  FORCE_COLOR, CLICOLOR_FORCE   colour even without a terminal
  CI                            progress as plain lines even on a terminal
  LC_ALL, LC_CTYPE, LANG        progress is shown in ASCII unless the first of them that is set names UTF-8
  PAGER                         program that shows text longer than the terminal [default: less]";

/// The groups in which the program's help lists its commands.
const GROUPS: [(&str, &[&str]); 4] = [
    ("Deploy", &["deploy", "plan", "teardown", "build", "template", "validate"]),
    ("Operate", &["status", "outputs", "doctor", "execution", "api"]),
    (SYSTEMS, &[]),
    (SET_UP, &["local", "completion", "docs", "help"]),
];
/// Commands with commands of their own that no other group names.
const SYSTEMS: &str = "Systems";
/// Other commands that no group names.
const SET_UP: &str = "Set-up";

/// Lists the commands in groups instead of in one list, with descriptions that are broken at this width.
pub fn in_groups(command: Command, width: usize) -> Command {
    let style = command.get_styles().clone();
    let (header, literal) = (style.get_header(), style.get_literal());
    let mut list = String::new();
    for (group, order) in GROUPS {
        let _ = writeln!(list, "{header}{group}:{header:#}");
        let all = command.get_subcommands().filter(|each| !each.is_hide_set() && group_of(each) == group);
        let mut all: Vec<_> = all.map(|each| (each.get_name().to_owned(), described(each))).collect();
        if group == SET_UP {
            all.push(("help".to_owned(), "Print the help of a command".to_owned()));
        }
        all.sort_by_key(|(name, _)| order.iter().position(|known| known == name).unwrap_or(order.len()));
        for (name, about) in all {
            let about = wrapped(&about, width.saturating_sub(INDENT)).join(&format!("\n{:INDENT$}", ""));
            let _ = writeln!(list, "  {literal}{name:<width$}{literal:#}{about}", width = INDENT - 2);
        }
        list.push('\n');
    }
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{list}{header}Options:{header:#}\n{{options}}{{after-help}}"
    ))
}

/// The column in which the descriptions of commands begin.
const INDENT: usize = 14;

fn group_of(command: &Command) -> &'static str {
    let named = GROUPS.iter().find(|(_, names)| names.contains(&command.get_name()));
    match named {
        Some((group, _)) => group,
        None if command.has_subcommands() => SYSTEMS,
        None => SET_UP,
    }
}

/// What a command does, with its other names.
fn described(command: &Command) -> String {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let aliases: Vec<_> = command.get_visible_aliases().collect();
    if aliases.is_empty() {
        return about;
    }
    format!("{about} {}", format!("[alias: {}]", aliases.join(", ")).replace(' ', &SOLID.to_string()))
}

/// Where the global options are, in the short help, which does not list them.
const ABOUT_GLOBAL: &str = "Global options, such as --output and --quiet, are listed by --help.";

/// Gives each command's short help a line about the global options; its long help keeps its own last words.
pub fn short_of_global_options(command: Command) -> Command {
    let last = command.get_after_help().cloned();
    let long = command.get_after_long_help().cloned().or_else(|| last.clone()).unwrap_or_default();
    let short = match last {
        Some(last) => format!("{}\n\n{ABOUT_GLOBAL}", last.ansi()),
        None => ABOUT_GLOBAL.to_owned(),
    };
    command.after_help(short).after_long_help(long).mut_subcommands(short_of_global_options)
}

/// Examples, exit codes and variables, after the lists of commands and options.
pub fn after_long_help() -> String {
    let codes = [
        (EXIT_DONE, "done"),
        (EXIT_FAILED, "failed"),
        (
            EXIT_USAGE,
            "invalid command line, project file or configuration, or a question was answered with no; nothing was \
             changed",
        ),
        (EXIT_PARTIAL, "partly done or still in progress: run the command again, or follow it"),
        (EXIT_INTERRUPTED, "interrupted"),
    ];
    let codes = codes.map(|(code, meaning)| format!("  {code:<4} {meaning}")).join("\n");
    format!("{EXAMPLES}\n\nExit codes:\n{codes}\n\n{VARIABLES}")
}
