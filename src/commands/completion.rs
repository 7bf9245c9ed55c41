//! `provision completion`: the script with which a shell completes command lines.

use anyhow::Result;
use clap::{Arg, ArgAction, Command};
use clap_complete::{Shell, generate};

use crate::context::Context;

/// Print the completion script of a shell
///
/// The script is written to standard output; the examples show where each shell looks for it. Print it again after an
/// update of provision.
///
/// In bash, zsh and fish, names are completed too: systems, stacks, stages, regions and profiles, and ids of deployed
/// objects. Ids come from a cache that is at most ten minutes old and is refreshed in the background; completion waits
/// for AWS no longer than 150 ms. It neither starts the emulator nor runs a program for credentials.
#[derive(clap::Args, Debug)]
#[command(after_help = INSTALL)]
pub struct Args {
    /// Shell to complete in
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

const INSTALL: &str = "\
Examples:
  bash        provision completion bash > ~/.local/share/bash-completion/completions/provision
  zsh         provision completion zsh > ~/.zfunc/_provision
              (with `fpath+=~/.zfunc` before `compinit` in ~/.zshrc)
  fish        provision completion fish > ~/.config/fish/completions/provision.fish
  PowerShell  provision completion powershell >> $PROFILE
  elvish      provision completion elvish > ~/.config/elvish/lib/provision.elv
              (with `use provision` in ~/.config/elvish/rc.elv)";

/// Prints the script.
pub fn run(context: &Context, args: &Args, tree: Command) -> Result<()> {
    context.ui.stands_alone();
    context.ui.raw(&script(args.shell, tree))
}

/// The tree without hidden options, which scripts would offer. clap takes no option away, so their commands are built
/// again.
pub fn without_hidden(command: Command) -> Command {
    if !command.get_arguments().any(Arg::is_hide_set) {
        return command.mut_subcommands(without_hidden);
    }
    let rebuilt =
        Command::new(command.get_name().to_owned()).disable_help_flag(true).disable_help_subcommand(true);
    let rebuilt = rebuilt.bin_name(command.get_bin_name().unwrap_or_default().to_owned());
    let rebuilt = rebuilt.about(command.get_about().cloned().unwrap_or_default());
    let is_shown =
        |argument: &&Arg| !argument.is_hide_set() && !matches!(argument.get_action(), ArgAction::Version);
    rebuilt
        .args(command.get_arguments().filter(is_shown))
        .subcommands(command.get_subcommands().cloned().map(without_hidden))
}

/// The scripts that ask the program itself, which knows the names.
fn asking(shell: Shell) -> Option<&'static str> {
    match shell {
        Shell::Bash => Some(include_str!("../../completions/provision.bash")),
        Shell::Zsh => Some(include_str!("../../completions/_provision")),
        Shell::Fish => Some(include_str!("../../completions/provision.fish")),
        _ => None,
    }
}

fn script(shell: Shell, mut tree: Command) -> String {
    if let Some(script) = asking(shell) {
        return script.to_owned();
    }
    let mut script = Vec::new();
    // Only a built tree has the global options in each command.
    tree.build();
    generate(shell, &mut without_hidden(tree), "provision", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;
    use clap_complete::Generator;
    use std::fs;
    use std::path::Path;

    /// The files in `completions/` that are generated. After a change of a command or flag, regenerate them with
    /// `PROVISION_BLESS=1 cargo test generated`.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test's own switch, no setting of the program")]
    fn generated_completions_are_fresh() {
        let bless = std::env::var_os("PROVISION_BLESS").is_some();
        for shell in Shell::value_variants() {
            let name = shell.file_name("provision");
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions").join(&name);
            if bless {
                fs::write(&file, script(*shell, crate::command_line::command())).unwrap();
            }
            let committed = fs::read_to_string(&file).unwrap_or_default();
            assert!(
                committed == script(*shell, crate::command_line::command()),
                "completions/{name} is stale; refresh it: PROVISION_BLESS=1 cargo test generated"
            );
        }
    }
}
