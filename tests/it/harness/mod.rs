//! What tests are written with. It knows the binary from outside only: words in, text and exit code out.
//!
//! - [`Sandbox`]: a home, a project folder and, once started, an emulator; gone without a trace when dropped.
//! - [`Invocation`], [`Running`], [`Output`]: a command line, its process, what it came to.
//! - [`Aws`]: the emulator asked directly, for what the program must not be asked to vouch for.
//! - [`Proxy`]: stands between program and emulator; counts calls, holds them, answers in their place.
//! - [`project`]: project files small enough to be read in a test.
//! - [`redacted`]: text without what differs from run to run.

mod aws;
mod command;
mod http;
mod identity;
pub mod project;
mod proxy;
mod redaction;
mod sandbox;

pub use self::aws::{Aws, tag};
pub use self::command::{Invocation, Output, Running};
pub use self::http::{Message, exchange};
pub use self::proxy::{Call, Proxy, Verdict, refusal};
pub use self::redaction::redacted;
pub use self::sandbox::{Sandbox, repository};
