//! The build command of an artifact: one child process, whose output is shown as it comes and kept for its failure.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::io::PipeReader;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::io::{AsyncBufRead, AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::{Instant, sleep, timeout};

use super::BuildEvent;
use crate::failure::Failure;

/// Lines of a failed build that are shown.
const SHOWN_LINES: usize = 40;
/// A longer line is taken as several, so that output without line ends does not fill the memory.
const LINE_LIMIT: usize = 4096;
/// How often a running build shows its last line.
const HEARTBEAT: Duration = Duration::from_secs(30);
/// How long output is read after the command has ended. Processes that it left in the background may hold the pipe.
const LATE_OUTPUT: Duration = Duration::from_secs(1);

/// Runs an artifact's build command in the project's folder. `observe` is called for each line.
pub async fn build(
    name: &str,
    command: &[String],
    folder: &Path,
    observe: &impl Fn(BuildEvent<'_>),
) -> Result<()> {
    let shown = command.join(" ");
    let (mut child, output) = start(name, command, folder)?;
    observe(BuildEvent::Started);
    let tail = RefCell::new(Tail::default());
    let reading = read(BufReader::new(output), |line| {
        if !line.text().trim().is_empty() {
            observe(BuildEvent::Line(line.text().trim()));
        }
        tail.borrow_mut().add(line);
    });
    let status = tokio::select! {
        status = end(&mut child, reading) => status.with_context(|| format!("waiting for '{shown}'"))?,
        never = beat(&tail, observe) => match never {},
    };
    if status.success() {
        return Ok(());
    }
    let message =
        format!("building artifact {name} with '{shown}' failed ({status}){}", tail.into_inner().text());
    Err(Failure::failed(message).hint("fix the sources, then run the same command again").into())
}

/// Starts the command with both output streams on one pipe, which keeps the order of what is written to them.
fn start(name: &str, command: &[String], folder: &Path) -> Result<(Child, ChildStdout)> {
    let (program, arguments) = command.split_first().context("an empty build command")?;
    let (reader, writer) = std::io::pipe().context("making a pipe for the build's output")?;
    let child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(writer.try_clone().context("making a pipe for the build's output")?)
        .stderr(writer)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| {
            Failure::usage(format!(
                "cannot start the build of artifact {name}, '{}': {error}",
                command.join(" ")
            ))
            .hint(format!("install {program}, or run where the project's sources are"))
        })?;
    Ok((child, asynchronous(reader)?))
}

fn asynchronous(reader: PipeReader) -> Result<ChildStdout> {
    let stdout = std::process::ChildStdout::from(OwnedFd::from(reader));
    ChildStdout::from_std(stdout).context("reading the build's output")
}

/// Waits for the command and for what it has printed.
async fn end(child: &mut Child, reading: impl Future<Output = ()>) -> std::io::Result<ExitStatus> {
    let mut reading = std::pin::pin!(reading);
    tokio::select! {
        () = &mut reading => child.wait().await,
        status = child.wait() => {
            let _ = timeout(LATE_OUTPUT, reading).await;
            status
        }
    }
}

/// A line of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line<'a> {
    /// One that ended.
    Whole(&'a str),
    /// One that will be drawn over, as progress is.
    Drawn(&'a str),
}

impl<'a> Line<'a> {
    /// What is shown of it: of progress what follows the bar, which is too wide beside a node's name.
    fn text(self) -> &'a str {
        match self {
            Self::Whole(text) => text,
            Self::Drawn(text) => text.rsplit("] ").next().unwrap_or(text),
        }
    }
}

/// Calls for each line until the other side has closed the pipe.
async fn read(mut output: impl AsyncBufRead + Unpin, mut each: impl FnMut(Line<'_>)) {
    let mut line = Vec::new();
    let mut is_drawn = false;
    while let Ok(byte) = output.read_u8().await {
        match byte {
            b'\n' => {
                each(Line::Whole(String::from_utf8_lossy(&line).trim_end()));
                line.clear();
            }
            b'\r' if !line.is_empty() => each(Line::Drawn(String::from_utf8_lossy(&line).trim_end())),
            b'\r' => {}
            _ => {
                // Windows' line ends are line ends; after any other return the line is drawn over.
                if is_drawn {
                    line.clear();
                }
                line.push(byte);
                if line.len() == LINE_LIMIT {
                    each(Line::Whole(&String::from_utf8_lossy(&line)));
                    line.clear();
                }
            }
        }
        is_drawn = byte == b'\r';
    }
    if !line.is_empty() {
        each(Line::Whole(String::from_utf8_lossy(&line).trim_end()));
    }
}

/// Shows from time to time that a build is running, with its last line.
async fn beat(tail: &RefCell<Tail>, observe: &impl Fn(BuildEvent<'_>)) -> Infallible {
    let began = Instant::now();
    loop {
        sleep(HEARTBEAT).await;
        let line = tail.borrow().last.clone();
        observe(BuildEvent::StillRunning { elapsed: began.elapsed(), line: line.trim() });
    }
}

/// The last lines of an output.
#[derive(Debug, Default)]
struct Tail {
    lines: VecDeque<String>,
    /// The last line that is not empty, or the progress drawn after it.
    last: String,
}

impl Tail {
    fn add(&mut self, line: Line<'_>) {
        if !line.text().trim().is_empty() {
            line.text().clone_into(&mut self.last);
        }
        let Line::Whole(line) = line else { return };
        if self.lines.len() == SHOWN_LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(line.to_owned());
    }

    /// What follows the sentence about a failed build.
    fn text(self) -> String {
        if self.last.is_empty() {
            return " and printed nothing".to_owned();
        }
        let lines = Vec::from(self.lines).join("\n");
        format!(":\n{}", lines.trim_matches('\n'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a shell command's build says: events and error.
    async fn run(script: &str) -> (Vec<String>, Result<()>) {
        let lines = RefCell::new(Vec::new());
        let observe = |event: BuildEvent<'_>| {
            if let BuildEvent::Line(line) = event {
                lines.borrow_mut().push(line.to_owned());
            }
        };
        let command = ["sh", "-c", script].map(str::to_owned);
        let result = build("p", &command, Path::new("."), &observe).await;
        (lines.into_inner(), result)
    }

    #[tokio::test]
    async fn a_failed_build_shows_both_streams_in_their_order() {
        let script = "echo one; echo two >&2; echo; echo '  three'; printf 'four\\n  ^ here' >&2; exit 3";
        let (lines, result) = run(script).await;
        assert_eq!(lines, ["one", "two", "three", "four", "^ here"]);
        let error = result.unwrap_err().to_string();
        let expected = format!(
            "building artifact p with 'sh -c {script}' failed (exit status: 3):\n\
             one\ntwo\n\n  three\nfour\n  ^ here"
        );
        assert_eq!(error, expected);
    }

    #[tokio::test]
    async fn of_much_output_the_last_lines_are_shown() {
        let (lines, result) = run("seq 1 5000 >&2; seq 5001 10000; exit 1").await;
        assert_eq!(lines.len(), 10_000);
        let error = result.unwrap_err().to_string();
        assert!(error.ends_with("\n9999\n10000") && error.contains("):\n9961\n"), "{error}");
    }

    #[tokio::test]
    async fn a_build_that_fails_in_silence_says_so() {
        let error = run("exit 7").await.1.unwrap_err().to_string();
        assert_eq!(
            error,
            "building artifact p with 'sh -c exit 7' failed (exit status: 7) and printed nothing"
        );
    }

    #[tokio::test]
    async fn a_process_left_behind_does_not_hold_the_build() {
        // The sleeper has the pipe for as long as it lives; it ends when the test has seen the build's end.
        let folder = tempfile::tempdir().unwrap();
        let gate = folder.path().join("gate");
        let script = format!(
            "while [ -d {0} ] && [ ! -e {1} ]; do sleep 0.1; done & echo done",
            folder.path().display(),
            gate.display()
        );
        let (lines, result) = run(&script).await;
        std::fs::write(gate, "").unwrap();
        result.unwrap();
        assert_eq!(lines, ["done"]);
    }

    #[tokio::test]
    async fn output_without_line_ends_is_cut_and_redrawn_lines_are_one() {
        let mut lines = Vec::new();
        let text = format!("{}\nred\rredder\r\n\u{fffd}", "x".repeat(5000));
        read(text.as_bytes(), |line| {
            if let Line::Whole(line) = line {
                lines.push(line.to_owned());
            }
        })
        .await;
        assert_eq!(lines, ["x".repeat(4096).as_str(), &"x".repeat(904), "redder", "\u{fffd}"]);
    }

    #[tokio::test]
    async fn progress_is_shown_as_it_is_drawn_and_not_kept() {
        let script =
            "printf ' Building [=>  ] 1/9: one\\r Building [==> ] 2/9: two, three\\r'; echo failed; exit 1";
        let (lines, result) = run(script).await;
        assert_eq!(lines, ["1/9: one", "2/9: two, three", "failed"]);
        assert!(result.unwrap_err().to_string().ends_with("(exit status: 1):\nfailed"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_long_build_shows_its_last_line_every_half_minute() {
        let tail = RefCell::new(Tail::default());
        let shown = RefCell::new(Vec::new());
        let observe = |event: BuildEvent<'_>| {
            if let BuildEvent::StillRunning { elapsed, line } = event {
                shown.borrow_mut().push((elapsed.as_secs(), line.to_owned()));
            }
        };
        let prints = async {
            sleep(Duration::from_secs(40)).await;
            tail.borrow_mut().add(Line::Whole("  Compiling one"));
            tail.borrow_mut().add(Line::Whole(""));
            sleep(Duration::from_secs(55)).await;
        };
        tokio::select! {
            () = prints => {}
            never = beat(&tail, &observe) => match never {},
        }
        let line = "Compiling one".to_owned();
        assert_eq!(shown.into_inner(), [(30, String::new()), (60, line.clone()), (90, line)]);
    }
}
