//! Creates a Python environment from a list of pinned packages: with uv if it is installed, otherwise with venv and
//! pip.
//!
//! Both inherit the user's environment, so a package index, proxy or certificate file that is set there is used.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::output::Ui;
use crate::output::meter::Progress;
use engine::failure::{Failure, sentence};

/// The oldest and the newest minor version of Python 3 that the packages are made for.
const OLDEST: u32 = 10;
const NEWEST: u32 = 14;
const DEADLINE: Duration = Duration::from_secs(600);
/// Settings of pip that would put the packages elsewhere.
const MISLEADING: [&str; 6] =
    ["PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_DRY_RUN", "PIP_NO_DEPS"];

/// A program of Python that is installed privately.
pub(super) struct Package {
    /// What messages call it.
    pub what: &'static str,
    pub name: &'static str,
    pub version: &'static str,
    /// Every package that it needs, pinned and hashed.
    pub requirements: &'static str,
    /// The command that installs it.
    pub command: &'static str,
}

/// Makes the environment `venv` with exactly the packages of `requirements`, every file checked by its hash and
/// none of them built here.
pub(super) async fn environment(venv: &Path, requirements: &Path, package: &Package, ui: &Ui) -> Result<()> {
    match with_uv(venv, requirements, package).await {
        Ok(true) => return Ok(()),
        Ok(false) => {}
        // uv may lack what pip is configured with (another index, a certificate): pip has the last word.
        Err(error) => ui.note(&format!("{}; trying python3 and pip", sentence(&error))),
    }
    let python = find(package).await?;
    let mut make = Command::new(&python);
    make.args(["-I", "-m", "venv", "--clear"]).arg(venv);
    succeed(make, "make a Python environment", package).await?;
    let mut install = Command::new(venv.join("bin/python"));
    install
        .args(["-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install"])
        .args([
            "--progress-bar",
            "off",
            "--no-deps",
            "--require-hashes",
            "--only-binary=:all:",
            "--requirement",
        ])
        .arg(requirements);
    for name in MISLEADING {
        install.env_remove(name);
    }
    let counted = Counted::new(package);
    let output = follow(install, |line| counted.note(line, ui)).await?;
    judge(output, &format!("install {} with pip", package.what), package)
}

/// How many packages are there already, according to pip's output.
struct Counted<'p> {
    package: &'p Package,
    done: Cell<u64>,
}

impl<'p> Counted<'p> {
    fn new(package: &'p Package) -> Self {
        Self { package, done: Cell::new(0) }
    }

    /// All packages that the requirements name; those for other systems are skipped.
    fn all(&self) -> u64 {
        self.package.requirements.lines().filter(|line| is_pin(line)).count() as u64
    }

    /// pip names each package once it begins to fetch it, and all of them when it unpacks them.
    fn note(&self, line: &str, ui: &Ui) {
        let words = match line.trim().strip_prefix("Collecting ") {
            Some(name) => format!("fetching {}", name.split(' ').next().unwrap_or_default()),
            None if line.starts_with("Installing collected packages") => "unpacking all of them".to_owned(),
            None => return,
        };
        ui.advance(&Progress { at: self.done.get(), of: Some(self.all()), words });
        self.done.set(self.done.get() + 1);
    }
}

/// Whether a line of requirements pins a package.
fn is_pin(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_alphanumeric()) && line.contains("==")
}

/// False when there is no uv.
async fn with_uv(venv: &Path, requirements: &Path, package: &Package) -> Result<bool> {
    let mut make = Command::new("uv");
    make.args(["venv", "--quiet", "--no-project", "--python"])
        .arg(format!(">=3.{OLDEST},<3.{}", NEWEST + 1))
        .arg(venv);
    let Some(output) = finish(make).await? else { return Ok(false) };
    if !output.status.success() {
        bail!("uv cannot make a Python environment: {}", last_line(&output));
    }
    let mut install = Command::new("uv");
    install
        .args(["pip", "install", "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:"])
        .args(["--compile-bytecode", "--python"])
        .arg(venv.join("bin/python"))
        .arg("--requirement")
        .arg(requirements);
    succeed(install, &format!("install {} with uv", package.what), package).await?;
    Ok(true)
}

/// An interpreter of a fitting version that can make environments.
async fn find(package: &Package) -> Result<PathBuf> {
    let names = std::iter::once("python3".to_owned())
        .chain((OLDEST..=NEWEST).rev().map(|minor| format!("python3.{minor}")));
    let mut verdict = None;
    for name in names {
        let Some(found) = look(&name).await else { continue };
        match found.verdict(package) {
            Ok(()) => return Ok(PathBuf::from(name)),
            // `python3` comes first and is the one that the user knows.
            Err(failure) => verdict = verdict.or(Some(failure)),
        }
    }
    Err(verdict
        .unwrap_or_else(|| {
            Failure::usage(format!(
                "{} needs Python 3.{OLDEST} to 3.{NEWEST}, and there is no python3 on the PATH",
                package.what
            ))
            .hint(format!("install Python 3 (with venv and pip) or uv, then run `{}`", package.command))
        })
        .into())
}

/// One interpreter, as it describes itself.
struct Found {
    name: String,
    minor: u32,
    patch: u32,
    missing: Vec<String>,
}

impl Found {
    fn verdict(&self, package: &Package) -> Result<(), Failure> {
        let version = format!("3.{}.{}", self.minor, self.patch);
        if !(OLDEST..=NEWEST).contains(&self.minor) {
            return Err(Failure::usage(format!(
                "{} needs Python 3.{OLDEST} to 3.{NEWEST}, and {} is {version}",
                package.what, self.name
            ))
            .hint(format!("install one of these versions or uv, then run `{}`", package.command)));
        }
        if self.missing.is_empty() {
            return Ok(());
        }
        Err(Failure::usage(format!(
            "{} {version} cannot make a Python environment: it lacks {}",
            self.name,
            self.missing.join(" and ")
        ))
        .hint(format!(
            "install it (Debian, Ubuntu: apt install python3-venv) or uv, then run `{}`",
            package.command
        )))
    }
}

/// Asks an interpreter for its version and for the modules it lacks; none if it does not run or is no Python 3.
async fn look(name: &str) -> Option<Found> {
    const QUESTION: &str = "import sys; from importlib.util import find_spec as f; \
         print(*sys.version_info[:3], *[m for m in ('venv', 'ensurepip') if not f(m)])";
    let mut command = Command::new(name);
    command.args(["-I", "-c", QUESTION]);
    let output = finish(command).await.ok()??;
    parse(name, &String::from_utf8_lossy(&output.stdout))
}

fn parse(name: &str, answer: &str) -> Option<Found> {
    let mut words = answer.split_whitespace();
    if words.next() != Some("3") {
        return None;
    }
    let minor = words.next()?.parse().ok()?;
    let patch = words.next()?.parse().ok()?;
    Some(Found { name: name.to_owned(), minor, patch, missing: words.map(str::to_owned).collect() })
}

/// Runs a command to its end; a failure quotes its last output.
async fn succeed(command: Command, what: &str, package: &Package) -> Result<()> {
    let output = finish(command).await?;
    judge(output, what, package)
}

/// A failure quotes the command's last output.
fn judge(output: Option<Output>, what: &str, package: &Package) -> Result<()> {
    let Some(output) = output else {
        bail!(Failure::failed(format!("cannot {what}: the program no longer exists")));
    };
    if output.status.success() {
        return Ok(());
    }
    bail!(Failure::failed(format!("cannot {what}: {}", last_line(&output))).hint(format!(
        "check the network and pip's settings (pip config list), then run `{}`",
        package.command
    )))
}

/// Runs a command with a deadline; none when there is no such program.
pub(super) async fn finish(command: Command) -> Result<Option<Output>> {
    follow(command, |_| ()).await
}

/// The same; each line of standard output is passed on as it comes.
async fn follow(mut command: Command, observe: impl Fn(&str)) -> Result<Option<Output>> {
    let name = command.as_std().get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let run = async {
        let mut child = command.spawn()?;
        let mut lines = child.stdout.take().map(|stream| BufReader::new(stream).split(b'\n'));
        let mut stdout = Vec::new();
        let reading = async {
            while let Some(line) = match &mut lines {
                Some(lines) => lines.next_segment().await?,
                None => None,
            } {
                observe(&String::from_utf8_lossy(&line));
                stdout.extend([line.as_slice(), b"\n"].concat());
            }
            Ok::<_, std::io::Error>(())
        };
        let (read, output) = tokio::join!(reading, child.wait_with_output());
        read.and(output.map(|output| Output { stdout, ..output }))
    };
    match tokio::time::timeout(DEADLINE, run).await {
        Err(_) => bail!(Failure::failed(format!("{name} did not finish within {} s", DEADLINE.as_secs()))),
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Ok(Err(error)) => bail!(Failure::failed(format!("cannot run {name}: {error}"))),
        Ok(Ok(output)) => Ok(Some(output)),
    }
}

/// The most informative line: pip's and uv's last error, else the last line.
pub(super) fn last_line(output: &Output) -> String {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let text = String::from_utf8_lossy(&text);
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let error = lines().rfind(|line| line.to_ascii_lowercase().starts_with("error"));
    error.or(lines().next_back()).unwrap_or("it gave no reason").to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::lint::CFN_LINT;
    use super::*;

    fn verdict(answer: &str) -> String {
        parse("python3", answer)
            .unwrap()
            .verdict(&CFN_LINT)
            .map_or_else(|failure| failure.message, |()| "fine".into())
    }

    #[tokio::test]
    async fn lines_are_passed_on_as_they_come_and_kept_for_the_failure() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo Collecting a==1; echo wrong >&2; printf last; exit 3"]);
        let lines = std::cell::RefCell::new(Vec::new());
        let output = follow(command, |line| lines.borrow_mut().push(line.to_owned())).await.unwrap().unwrap();
        assert_eq!(*lines.borrow(), ["Collecting a==1", "last"]);
        assert_eq!((output.status.code(), last_line(&output).as_str()), (Some(3), "wrong"));
        let failure = judge(Some(output), "install", &CFN_LINT).unwrap_err();
        assert_eq!(failure.to_string(), "cannot install: wrong");
        assert!(follow(Command::new("no-such-program"), |_| ()).await.unwrap().is_none());
        assert!(Counted::new(&CFN_LINT).all() > 10);
    }

    #[test]
    fn an_interpreter_is_judged_by_version_and_modules() {
        assert_eq!(verdict("3 11 7\n"), "fine");
        assert_eq!(verdict("3 8 10"), "cfn-lint needs Python 3.10 to 3.14, and python3 is 3.8.10");
        assert_eq!(
            verdict("3 12 3 ensurepip"),
            "python3 3.12.3 cannot make a Python environment: it lacks ensurepip"
        );
        assert!(parse("python3", "2 7 18").is_none());
        assert!(parse("python3", "").is_none());
    }
}
