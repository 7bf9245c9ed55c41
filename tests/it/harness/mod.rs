//! What tests are written with. It knows the binary from outside only: words in, text and exit code out.
//!
//! - [`Sandbox`]: a home, a project folder and, once started, an emulator; gone without a trace when dropped.
//!   `services` adds how a deployed system is asked beside the program, `permissions` who may do what there.
//! - [`Invocation`], [`Running`], [`Output`]: a command line, its process, what it came to. Every line that a test has printed
//!   with `--output json` is checked with the schemas in `docs/json` (`printed`, `schema`).
//! - [`Aws`]: the emulator asked directly, for what the program must not be asked to vouch for.
//! - [`Proxy`]: stands between program and emulator; counts calls, holds them, answers in their place.
//! - [`ForwardProxy`], [`Server`]: a proxy on the way to AWS that records and refuses; servers that answer wrongly or never.
//! - [`Partner`]: a server that a system calls; it answers, fails, hangs and recovers as a test says.
//! - [`Denials`]: takes every permission of a system's functions away in turn, each of which must be missed.
//! - [`project`]: project files small enough to be read in a test.
//! - [`redacted`]: text without what differs from run to run.

mod aws;
mod command;
mod denials;
mod forward;
mod functions;
mod http;
mod partner;
mod permissions;
mod printed;
pub mod project;
mod proxy;
mod redaction;
mod sandbox;
mod schema;
mod services;
mod signature;
mod waiting;

pub use self::aws::{Aws, tag};
pub use self::command::{Invocation, Output, Running};
pub use self::denials::Denials;
pub use self::forward::{ForwardProxy, Server};
pub use self::functions::kill_function;
pub use self::http::{Message, exchange};
pub use self::partner::{Partner, Reply};
pub use self::permissions::{POLICIES, policy, texts};
pub use self::printed::described_commands;
pub use self::proxy::{Call, Proxy, Verdict, refusal};
pub use self::redaction::redacted;
pub use self::sandbox::{Sandbox, repository};
pub use self::services::{machine_arn, text};
pub use self::signature::credential;
pub use self::waiting::{SOON, until};
