//! A command line, its process, and what it came to.

use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::SOON;
use super::printed::check_printed;

/// No command of a test takes this long; the first one on a machine installs the emulator and builds functions.
const DEADLINE: Duration = Duration::from_secs(600);

/// A command line that is not run yet.
pub struct Invocation {
    command: Command,
    shown: String,
    /// The words for `provision`; none of a line of shell.
    words: Option<Vec<String>>,
}

impl Invocation {
    /// `provision` with these words, in a folder, with this environment and nothing else.
    pub fn new(words: &[&OsStr], folder: &Path, environment: &[(OsString, OsString)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_provision"));
        command.args(words);
        let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
        let shown = format!("provision {}", words.join(" "));
        let words = Some(words.iter().map(ToString::to_string).collect());
        Self { words, ..Self::of(command, shown, folder, environment) }
    }

    /// A line of shell in which `provision` stands for the program.
    pub fn of_shell(line: &str, program: &Path, folder: &Path, environment: &[(OsString, OsString)]) -> Self {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("provision() {{ \"$PROGRAM\" \"$@\"; }}; {line}"));
        Self::of(command, line.to_owned(), folder, environment).env("PROGRAM", program)
    }

    fn of(mut command: Command, shown: String, folder: &Path, environment: &[(OsString, OsString)]) -> Self {
        command.current_dir(folder).env_clear().envs(environment.iter().cloned());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self { command, shown, words: None }
    }

    /// Sets a variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Leaves a variable out.
    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs it in another folder.
    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Gives it something else as standard output, such as a pipe whose reader has gone.
    pub fn stdout(mut self, stdout: impl Into<Stdio>) -> Self {
        self.command.stdout(stdout);
        self
    }

    /// Starts it and does not wait.
    pub fn start(mut self) -> Running {
        let mut child = self.command.spawn().unwrap_or_else(|error| panic!("{}: {error}", self.shown));
        let is_piped = child.stdout.is_some();
        let stdout = child.stdout.take().map(Stream::read).unwrap_or_default();
        let stderr = child.stderr.take().map(Stream::read).unwrap_or_default();
        let words = if is_piped && self.is_json() { self.words } else { None };
        Running { child, stdout, stderr, shown: self.shown, words }
    }

    /// Whether results are JSON, by a flag or a variable.
    fn is_json(&self) -> bool {
        let words = self.words.as_deref().unwrap_or_default();
        let is_flag = |word: &String| word == "--output=json";
        words.iter().any(is_flag)
            || words.windows(2).any(|pair| pair == ["--output", "json"])
            || self
                .command
                .get_envs()
                .any(|(name, value)| name == "PROVISION_OUTPUT" && value == Some(OsStr::new("json")))
    }

    /// Gives it a pipe as standard output whose reader has gone, as after `| head -1`.
    pub fn with_a_closed_pipe(self) -> Self {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        self.stdout(writer)
    }

    /// Runs it to its end.
    pub fn run(self) -> Output {
        self.start().end()
    }
}

/// A process that runs beside the test. It is killed when dropped.
pub struct Running {
    child: Child,
    stdout: Stream,
    stderr: Stream,
    shown: String,
    /// The words of a command that prints JSON.
    words: Option<Vec<String>>,
}

impl Running {
    /// Waits until it has said this, on either stream.
    pub fn until(&self, text: &str) -> &Self {
        let said = || self.stdout.text().contains(text) || self.stderr.text().contains(text);
        let began = Instant::now();
        while !said() {
            // Whichever stream it comes on: the wait on one is short enough to look at the other often.
            self.stderr.changed(Duration::from_millis(20));
            let ended = self.stdout.is_closed() && self.stderr.is_closed();
            if (ended && !said()) || began.elapsed() > SOON {
                panic!("{} never said '{text}':\n{}{}", self.shown, self.stdout.text(), self.stderr.text());
            }
        }
        self
    }

    /// Sends a signal to this process and no other.
    pub fn signal(&self, signal: Signal) -> &Self {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, signal).unwrap_or_else(|error| panic!("{}: {error}", self.shown));
        self
    }

    /// Ends it as `kill -9` does; nothing is asked of it any more.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for its end. Its output must be readable for users, whatever it did.
    pub fn end(mut self) -> Output {
        let began = Instant::now();
        for stream in [&self.stdout, &self.stderr] {
            while !stream.is_closed() {
                stream.changed(Duration::from_secs(1));
                assert!(began.elapsed() < DEADLINE, "{} hangs:\n{}", self.shown, self.stderr.text());
            }
        }
        let status = self.child.wait().unwrap();
        let output = Output {
            code: status.code(),
            stdout: self.stdout.text(),
            stderr: self.stderr.text(),
            shown: self.shown.clone(),
        };
        output.is_for_readers();
        if let (Some(words), Some(code)) = (&self.words, output.code) {
            check_printed(words, code, &output.stdout, &output.stderr)
                .unwrap_or_else(|problem| panic!("{problem}\nin {output}"));
        }
        output
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has mostly ended already, and then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What has come out of a stream so far.
#[derive(Clone)]
struct Stream(Arc<(Mutex<Received>, Condvar)>);

#[derive(Default)]
struct Received {
    bytes: Vec<u8>,
    closed: bool,
}

impl Default for Stream {
    /// A stream without a reader.
    fn default() -> Self {
        Self(Arc::new((Mutex::new(Received { bytes: Vec::new(), closed: true }), Condvar::new())))
    }
}

impl Stream {
    fn read(mut source: impl Read + Send + 'static) -> Self {
        let stream = Self(Arc::default());
        let shared = Arc::clone(&stream.0);
        thread::spawn(move || {
            let mut buffer = [0; 8192];
            loop {
                let count = source.read(&mut buffer).unwrap_or(0);
                let mut received = shared.0.lock().unwrap();
                received.bytes.extend_from_slice(&buffer[..count]);
                received.closed = count == 0;
                shared.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        stream
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.0.lock().unwrap().bytes).into_owned()
    }

    fn is_closed(&self) -> bool {
        self.0.0.lock().unwrap().closed
    }

    fn changed(&self, at_most: Duration) {
        let received = self.0.0.lock().unwrap();
        if !received.closed {
            drop(self.0.1.wait_timeout(received, at_most).unwrap());
        } else {
            drop(received);
            thread::sleep(at_most.min(Duration::from_millis(5)));
        }
    }
}

/// What a process came to.
#[derive(Clone, Debug)]
pub struct Output {
    /// `None` when a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    shown: String,
}

impl Output {
    /// It ended with this code.
    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// It ended well.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.code(0)
    }

    /// Standard output, the result, holds this.
    #[track_caller]
    pub fn prints(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "'{text}' is not in the result of {self}");
        self
    }

    /// Standard error holds this.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "'{text}' is not said by {self}");
        self
    }

    /// Neither stream holds this.
    #[track_caller]
    pub fn never_mentions(self, text: &str) -> Self {
        assert!(!self.stdout.contains(text) && !self.stderr.contains(text), "'{text}' is in {self}");
        self
    }

    /// The result as one JSON document.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self}"))
    }

    /// The result as one JSON object a line: the events of a run, and the report.
    #[track_caller]
    pub fn events(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {self}"));
        self.stdout.lines().map(parse).collect()
    }

    /// Neither a panic nor what only a programmer reads.
    fn is_for_readers(&self) {
        for sign in ["panicked", "RUST_BACKTRACE", "SdkError", "Unhandled(", "ServiceError", "Some(", "Os {"]
        {
            assert!(!self.stderr.contains(sign), "'{sign}' is in {self}");
        }
    }
}

impl std::fmt::Display for Output {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { code, stdout, stderr, shown } = self;
        write!(formatter, "`{shown}`, exit {code:?}\n-- stdout\n{stdout}\n-- stderr\n{stderr}")
    }
}
