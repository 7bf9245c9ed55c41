//! The systems' data: nouns, legal steps, validation, and the shapes they have on the wire and in a table.
//!
//! Everything here is plain synchronous code without a clock, a network or an SDK, because three parties must agree on
//! it: the functions, the command line and the tests.

mod body;
pub mod cake;
pub mod coffee;
mod damaged;
pub mod mailbox;
mod named;
mod public_url;
pub mod shop;
mod timestamp;
mod validation;

pub use damaged::Damaged;
pub use named::UnknownName;
pub use public_url::public_url;
pub use timestamp::rfc3339;
pub use validation::{Invalid, domain, email, username, uuid, whole_number};
