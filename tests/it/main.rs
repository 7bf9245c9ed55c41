//! The real binary, on the emulator: what a person sees, and what is there afterwards.
//!
//! A test reads like a terminal: `sandbox.run("deploy --local")`, then what was printed. Every sandbox has its own home,
//! project folder and emulator, so tests run side by side. `harness/` says what there is to use.

mod harness;
mod mailbox;
mod profile;
mod smoke;
