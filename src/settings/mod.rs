//! The user's settings: from flags, otherwise the environment, otherwise the project file, otherwise defaults.
//!
//! This folder alone reads the environment. Every variable has a constant here; `clap` reads those of the global
//! flags, [`Environment`] the rest. Nothing here calls AWS or prints.

mod early;
mod terminal;

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::PathBuf;

use clap::builder::{BoolishValueParser, NonEmptyStringValueParser as NonEmpty};
use clap::{ArgAction, Args, ValueEnum, ValueHint};

pub use self::early::Early;
pub use self::terminal::{ProgressArg, ProgressMode};
use crate::names::Names;
use engine::shell::option;

/// Which AWS-like place a run talks to, and how.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Settings {
    /// Stage to work on, one of those in the project file
    #[arg(long, global = true, env = "PROVISION_STAGE", add = Names::Stages, value_name = "NAME", value_parser = NonEmpty::new())]
    pub stage: Option<String>,

    /// Home region; if it is the only region option, everything is deployed there
    #[arg(long, global = true, env = "PROVISION_REGION", add = Names::Regions, value_name = "REGION", value_parser = NonEmpty::new())]
    pub region: Option<String>,

    /// Region of the workflows [default: the home region if --region is given, otherwise the project file's]
    #[arg(long, global = true, env = "PROVISION_WORKFLOW_REGION", add = Names::Regions, value_name = "REGION", value_parser = NonEmpty::new())]
    pub workflow_region: Option<String>,

    /// Additional region with a replica of the data; may be repeated (the variable takes a comma-separated list)
    #[arg(
        long,
        global = true,
        env = "PROVISION_REPLICA_REGION",
        value_name = "REGION",
        value_delimiter = ',',
        add = Names::Regions,
        value_parser = NonEmpty::new()
    )]
    pub replica_region: Vec<String>,

    /// Profile of the AWS configuration files
    #[arg(long, global = true, env = "PROVISION_PROFILE", add = Names::Profiles, value_name = "NAME", value_parser = NonEmpty::new())]
    pub profile: Option<String>,

    /// Endpoint to use for every AWS service
    #[arg(long, global = true, env = "PROVISION_ENDPOINT_URL", value_name = "URL", value_parser = NonEmpty::new())]
    pub endpoint_url: Option<String>,

    /// Use the emulator on this machine instead of AWS; it is started if needed
    #[arg(long, global = true, env = "PROVISION_LOCAL", value_parser = BoolishValueParser::new())]
    pub local: bool,

    /// Project file [default: provision.yaml in the working folder or one of its parents, otherwise the built-in file]
    #[arg(long, global = true, env = "PROVISION_CONFIG", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,

    /// Format of the result on standard output
    #[arg(long, global = true, env = "PROVISION_OUTPUT", value_name = "FORMAT", default_value = "table")]
    pub output: Format,

    /// Log on standard error what is done; given twice, also each AWS call with its duration and request id
    #[arg(long, short, global = true, action = ArgAction::Count)]
    pub verbose: u8,

    /// Print no progress and no notes, only the result and errors
    #[arg(long, short, global = true, env = "PROVISION_QUIET", value_parser = BoolishValueParser::new())]
    pub quiet: bool,

    /// Answer prompts with yes; does not lift protections
    #[arg(long, short, global = true, env = "PROVISION_YES", value_parser = BoolishValueParser::new())]
    pub yes: bool,

    /// Never prompt; a prompt without an answer is an error
    #[arg(long, global = true, env = "PROVISION_NO_INPUT", value_parser = BoolishValueParser::new())]
    pub no_input: bool,

    /// Print long results to the terminal directly instead of through the pager (PAGER)
    #[arg(long, global = true, env = "PROVISION_NO_PAGER", value_parser = BoolishValueParser::new())]
    pub no_pager: bool,

    /// When to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE are honoured
    #[arg(long, global = true, env = "PROVISION_COLOR", value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// Show every column of a table, even if its lines are wider than the terminal
    #[arg(long, global = true, env = "PROVISION_WIDE", value_parser = BoolishValueParser::new())]
    pub wide: bool,

    /// The global flags of this command line that decide where a command works, for commands that messages name.
    #[arg(skip)]
    pub place: Vec<Flag>,

    /// The other global flags of this command line, for a command that continues this one.
    #[arg(skip)]
    pub form: Vec<Flag>,
}

/// A global flag as it was given, such as `--stage prod`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// With its dashes.
    pub name: String,
    pub value: Option<String>,
}

impl fmt::Display for Flag {
    /// As a shell reads it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            None => formatter.write_str(&self.name),
            Some(value) => formatter.write_str(&option(&self.name, value)),
        }
    }
}

impl Settings {
    /// The flags of [`Settings::form`] by their ids.
    pub const FORM: [&str; 8] =
        ["output", "verbose", "quiet", "yes", "no_input", "no_pager", "color", "wide"];

    /// The global flags without a value by their ids.
    pub const SWITCHES: [&str; 6] = ["local", "quiet", "yes", "no_input", "no_pager", "wide"];

    /// The flags of [`Settings::place`] by their ids.
    pub const PLACE: [&str; 8] = [
        "local",
        "config",
        "profile",
        "endpoint_url",
        "stage",
        "region",
        "workflow_region",
        "replica_region",
    ];
}

/// The form of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text and tables for reading
    Table,
    /// For programs: one JSON document, or one JSON object a line where events come as they happen
    Json,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Whether text on a stream is coloured.
    pub fn is_used(self, environment: &Environment, is_terminal: bool) -> bool {
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !environment.no_color && (environment.force_color || is_terminal),
        }
    }
}

/// Folder in which the emulator keeps its installation, its state and its address.
pub const LOCAL_HOME: &str = "PROVISION_LOCAL_HOME";

/// How many processes the emulator's functions may have at once.
pub const FUNCTION_PROCESSES: &str = "PROVISION_FUNCTION_PROCESSES";

/// A variable of the environment, if it is set to something.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn variable(name: impl AsRef<OsStr>) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Whether a variable is set, but to nothing.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn is_set_to_nothing(name: impl AsRef<OsStr>) -> bool {
    std::env::var_os(name).is_some_and(|value| value.is_empty())
}

/// Beside the folder that holds this program's file, with links followed.
fn installed_artifacts() -> Option<PathBuf> {
    let program = std::env::current_exe().and_then(std::fs::canonicalize).ok()?;
    Some(program.parent()?.parent()?.join("share/provision/artifacts"))
}

/// Whether a variable is set to something that does not mean no.
fn is_on(name: &str) -> bool {
    variable(name).is_some_and(|value| value != "0" && !value.eq_ignore_ascii_case("false"))
}

/// A variable about proxies. As in the AWS CLI the name in lower case counts first, also where it is set to nothing, which
/// takes the other one back.
fn of_proxies(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    if is_set_to_nothing(&lower) {
        return None;
    }
    variable(&lower).or_else(|| variable(name)).and_then(|value| value.into_string().ok())
}

/// The variables that no global flag covers, read once.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `PROVISION_LOCAL_HOME`: the folder of the emulator; else below the user's data folder.
    pub local_home: Option<PathBuf>,
    /// `PROVISION_FUNCTION_PROCESSES`: the emulator's bound for its functions; else four for each core.
    pub function_processes: Option<String>,
    /// `XDG_DATA_HOME`, for files that are dear.
    pub data_home: Option<PathBuf>,
    /// `XDG_CACHE_HOME`, for files that can be made again.
    pub cache_home: Option<PathBuf>,
    /// `HOME`.
    pub home: Option<PathBuf>,
    /// `PATH`, as the emulator and the build commands see it.
    pub path: Option<String>,
    /// `AWS_REGION` or `AWS_DEFAULT_REGION`: the home region when neither a flag nor the project file names one.
    pub aws_region: Option<String>,
    /// `AWS_PROFILE`, used unless `--profile` is given.
    pub aws_profile: Option<String>,
    /// Whether `AWS_ACCESS_KEY_ID` is set. The SDK reads the keys themselves.
    pub has_access_key: bool,
    /// The key's id, which is no secret: it keeps what is cached of one account apart from another's.
    pub access_key: Option<String>,
    /// Whether `AWS_SECRET_ACCESS_KEY` is set, or the older name that the SDK takes too.
    pub has_secret_key: bool,
    /// `AWS_ENDPOINT_URL`, used unless `--endpoint-url` or `--local` is given.
    pub aws_endpoint_url: Option<String>,
    /// `AWS_CA_BUNDLE`: a PEM file of authorities to trust instead of the system's.
    pub aws_ca_bundle: Option<PathBuf>,
    /// `HTTP_PROXY` and `HTTPS_PROXY`: proxies on the way to `http://` and `https://` addresses.
    pub http_proxy: Option<String>,
    pub https_proxy: Option<String>,
    /// `NO_PROXY`: hosts that are reached without them.
    pub no_proxy: Option<String>,
    /// Where the artifacts lie that were installed with this program: `share/provision/artifacts` beside the folder of
    /// its file.
    pub installed_artifacts: Option<PathBuf>,
    /// `PROVISION_LOG`: what is said on standard error of the work, such as `debug` or `engine=debug`, before `--verbose`.
    pub log: Option<String>,
    /// `NO_COLOR` is set to something.
    pub no_color: bool,
    /// `FORCE_COLOR` or `CLICOLOR_FORCE` is set to something other than `0` or `false`.
    pub force_color: bool,
    /// `PAGER`: the command that shows what is longer than the terminal; empty where it is set to nothing.
    pub pager: Option<String>,
    /// `LESS`: options of less that the user has chosen.
    pub has_less_options: bool,
    /// `TERM` is `dumb`, or not set.
    pub dumb_terminal: bool,
    /// `CI` is set to something other than `0` or `false`.
    pub is_ci: bool,
    /// The locale (`LC_ALL`, else `LC_CTYPE`, else `LANG`) is one of UTF-8.
    pub has_unicode: bool,
}

impl Environment {
    /// Reads the process's environment.
    pub fn read() -> Self {
        let text = |name: &str| variable(name).and_then(|value| value.into_string().ok());
        let path = |name: &str| variable(name).map(PathBuf::from);
        Self {
            local_home: path(LOCAL_HOME),
            function_processes: text(FUNCTION_PROCESSES),
            data_home: path("XDG_DATA_HOME"),
            cache_home: path("XDG_CACHE_HOME"),
            home: path("HOME"),
            path: text("PATH"),
            aws_region: text("AWS_REGION").or_else(|| text("AWS_DEFAULT_REGION")),
            aws_profile: text("AWS_PROFILE"),
            has_access_key: variable("AWS_ACCESS_KEY_ID").is_some(),
            access_key: text("AWS_ACCESS_KEY_ID"),
            has_secret_key: variable("AWS_SECRET_ACCESS_KEY")
                .or_else(|| variable("SECRET_ACCESS_KEY"))
                .is_some(),
            aws_endpoint_url: text("AWS_ENDPOINT_URL"),
            aws_ca_bundle: path("AWS_CA_BUNDLE"),
            http_proxy: of_proxies("HTTP_PROXY"),
            https_proxy: of_proxies("HTTPS_PROXY"),
            no_proxy: of_proxies("NO_PROXY"),
            installed_artifacts: installed_artifacts(),
            log: text("PROVISION_LOG"),
            no_color: text("NO_COLOR").is_some(),
            force_color: is_on("FORCE_COLOR") || is_on("CLICOLOR_FORCE"),
            pager: if is_set_to_nothing("PAGER") { Some(String::new()) } else { text("PAGER") },
            has_less_options: variable("LESS").is_some(),
            ..Self::default()
        }
        .with_terminal()
    }

    /// `provision`'s own folder for data: `$XDG_DATA_HOME/provision`, else `~/.local/share/provision`.
    pub fn data_folder(&self) -> Option<PathBuf> {
        let base = self.data_home.clone().or_else(|| Some(self.home.as_ref()?.join(".local/share")))?;
        Some(base.join("provision"))
    }

    /// `provision`'s own cache folder: `$XDG_CACHE_HOME/provision`, else `~/.cache/provision`.
    pub fn cache_folder(&self) -> Option<PathBuf> {
        let base = self.cache_home.clone().or_else(|| Some(self.home.as_ref()?.join(".cache")))?;
        Some(base.join("provision"))
    }
}
