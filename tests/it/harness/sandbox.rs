//! A home, a project folder and an emulator of a test's own.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use tempfile::TempDir;

use super::{Aws, Invocation, Output, Proxy, Running};

/// Variables of the machine that a command needs to reach its package index or compiler. Nothing of AWS or of
/// `provision` is among them.
const PASSED: [&str; 16] = [
    "PIP_",
    "UV_",
    "SSL_",
    "REQUESTS_CA",
    "CURL_CA",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "PYENV_",
    "RUSTUP_",
    "CARGO_HOME",
    "CARGO_NET_",
    "CARGO_HTTP_",
    "CARGO_REGISTRIES_",
    "CARGO_SOURCE_",
];

/// The shipped systems whose functions are built. Who needs one first builds it; others wait for that rather than for
/// cargo's lock.
static BUILT: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// The folder of this repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An own little world. Dropping it stops its emulator and proves that it is gone.
pub struct Sandbox {
    folder: TempDir,
    environment: RefCell<Vec<(OsString, OsString)>>,
    emulator: RefCell<Option<Aws>>,
}

impl Sandbox {
    /// A home and an empty project folder. An emulator is started only by a command that needs one.
    pub fn new() -> Self {
        let folder = TempDir::with_prefix("provision-it-").unwrap();
        fs::create_dir(folder.path().join("home")).unwrap();
        fs::create_dir(folder.path().join("project")).unwrap();
        let sandbox = Self { environment: RefCell::new(passed()), emulator: RefCell::default(), folder };
        sandbox.set("HOME", sandbox.path("home"));
        sandbox.set("LC_ALL", "C.UTF-8");
        sandbox.set("PROVISION_LOCAL_HOME", sandbox.path("emulator"));
        // One installation for all sandboxes; it is made by the first of them.
        sandbox.set("XDG_CACHE_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache"));
        sandbox.set("AWS_EC2_METADATA_DISABLED", "true");
        sandbox
    }

    /// A sandbox with an emulator that runs, in which every command works on it.
    pub fn started() -> Self {
        let sandbox = Self::new();
        sandbox.set("PROVISION_LOCAL", "true");
        sandbox.aws();
        sandbox
    }

    /// The same with the project file that this program ships with, the functions of one of its systems built.
    pub fn shipped(system: &str) -> Self {
        let sandbox = Self::started();
        sandbox.set("PROVISION_CONFIG", repository().join("provision.yaml"));
        let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
        if !built.contains(system) {
            sandbox.run(&format!("plan {system}")).ok();
            built.insert(system.to_owned());
        }
        drop(built);
        sandbox
    }

    /// Puts a proxy between the program and the emulator: from now on commands see an endpoint and credentials, as on
    /// AWS, and no `--local`.
    pub fn behind_proxy(&self) -> Proxy {
        let proxy = Proxy::before(&self.aws());
        self.unset("PROVISION_LOCAL");
        self.set("PROVISION_ENDPOINT_URL", proxy.endpoint());
        self.set("AWS_ACCESS_KEY_ID", "test");
        self.set("AWS_SECRET_ACCESS_KEY", self.aws().secret());
        proxy
    }

    /// The emulator, started when it does not run yet.
    pub fn aws(&self) -> Aws {
        let known = self.emulator.borrow().clone();
        known.unwrap_or_else(|| {
            let status = self.run("local up --output json").ok().json();
            let aws = Aws::new(status["endpoint"].as_str().unwrap(), &self.secret());
            *self.emulator.borrow_mut() = Some(aws.clone());
            aws
        })
    }

    /// The secret of the key of this sandbox's emulator.
    pub fn secret(&self) -> String {
        fs::read_to_string(self.path("emulator/key")).unwrap().trim().to_owned()
    }

    /// A command on a terminal of so many columns, at which these lines are typed; `None` on a machine without `script`.
    pub fn on_terminal(&self, words: &str, columns: u16, typed: &str) -> Option<Output> {
        self.in_terminal([200, columns], &format!("\\\"\\$PROGRAM\\\" {words}"), typed)
    }

    /// Sets a variable for all further commands.
    pub fn set(&self, name: &str, value: impl AsRef<OsStr>) {
        self.unset(name);
        self.environment.borrow_mut().push((name.into(), value.as_ref().to_owned()));
    }

    /// Leaves a variable out of all further commands.
    pub fn unset(&self, name: &str) {
        self.environment.borrow_mut().retain(|(key, _)| key != name);
    }

    /// A path in the sandbox: `home`, `project`, `emulator` or what a test makes.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the project folder.
    pub fn write(&self, name: &str, text: &str) -> &Self {
        let path = self.path("project").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// `provision` with these words, which no space can be part of, in the project folder.
    pub fn command(&self, words: &str) -> Invocation {
        let words: Vec<_> = words.split_whitespace().map(OsStr::new).collect();
        self.command_of(&words)
    }

    /// `provision` with these words, whatever they are.
    pub fn command_of(&self, words: &[&OsStr]) -> Invocation {
        Invocation::new(words, &self.path("project"), &self.environment.borrow())
    }

    /// Runs a line of shell in which `provision` is a command.
    pub fn shell(&self, line: &str) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_provision"));
        Invocation::of_shell(line, program, &self.path("project"), &self.environment.borrow()).run()
    }

    /// Runs a line of shell on a terminal of 24 lines and so many columns on which this is typed, by `script`, which not every
    /// machine has. Both streams come as one.
    pub fn on_a_terminal(&self, columns: u16, line: &str, typed: &str) -> Option<Output> {
        self.in_terminal([24, columns], line, typed)
    }

    /// The same on a terminal of so many lines and columns.
    pub fn on_terminal_of(&self, size: [u16; 2], line: &str) -> Option<Output> {
        self.in_terminal(size, line, "")
    }

    fn in_terminal(&self, [rows, columns]: [u16; 2], line: &str, typed: &str) -> Option<Output> {
        let has_script = self.shell("command -v script").code == Some(0);
        let typed = if typed.is_empty() { String::new() } else { format!("printf '{typed}' | ") };
        let terminal =
            format!("script -qec \"stty rows {rows} cols {columns}; TERM=xterm {line}\" /dev/null");
        has_script.then(|| self.shell(&format!("{typed}{terminal}")))
    }

    /// Runs `provision` with these words to its end.
    pub fn run(&self, words: &str) -> Output {
        self.command(words).run()
    }

    /// Starts `provision` with these words.
    pub fn start(&self, words: &str) -> Running {
        self.command(words).start()
    }

    /// The JSON result of a command that ends well.
    #[track_caller]
    pub fn json(&self, words: &str) -> Value {
        self.run(&format!("{words} --output json")).ok().json()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if !self.path("emulator").exists() {
            return;
        }
        self.unset("PROVISION_LOCAL");
        let down = self.command("local down --delete-state --output json").run();
        let status = self.command("local status --output json").run();
        if std::thread::panicking() {
            return;
        }
        assert_eq!(down.ok().json()["state_deleted"], true);
        assert_eq!(status.ok().json()["running"], false);
        if let Some(aws) = &*self.emulator.borrow() {
            assert!(!aws.answers(), "the emulator still answers");
        }
    }
}

/// The part of the machine's environment that commands get.
fn passed() -> Vec<(OsString, OsString)> {
    let is_passed = |name: &str| {
        let upper = name.to_ascii_uppercase();
        upper == "PATH" || PASSED.iter().any(|prefix| upper.starts_with(prefix))
    };
    let all = || std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    let mut passed: Vec<_> =
        all().filter(|(name, _)| is_passed(name)).map(|(name, value)| (name.into(), value)).collect();
    // Programs look for these in the home folder, which commands do not see.
    if let Some((_, home)) = all().find(|(name, _)| name == "HOME") {
        let home = PathBuf::from(home);
        let places = [
            ("CARGO_HOME", ".cargo"),
            ("RUSTUP_HOME", ".rustup"),
            ("PIP_CONFIG_FILE", ".config/pip/pip.conf"),
            ("PIP_CONFIG_FILE", ".pip/pip.conf"),
        ];
        for (name, place) in places {
            let path = home.join(place);
            if path.exists() && !passed.iter().any(|(known, _)| known == name) {
                passed.push((name.into(), path.into()));
            }
        }
    }
    passed
}
