//! The real binary, on the emulator: what a person sees, and what is there afterwards.
//!
//! A test reads like a terminal: `sandbox.run("deploy")`, then what was printed. Every sandbox has its own home, project
//! folder and emulator, so tests run side by side. `harness/` says what there is to use.

#![expect(clippy::unwrap_used, reason = "what a test cannot do without ends it")]

mod harness;

mod api;
mod approval;
mod architecture;
mod artifacts;
mod bad_input;
mod buckets;
mod builds;
mod cake;
mod coffee;
mod command_line;
mod completion;
mod deploy;
mod doctor;
mod executions;
mod exports;
mod foreign;
mod found_files;
mod function_file;
mod gates;
mod guards;
mod hotswap;
mod interrupt;
mod json;
mod leftovers;
mod life;
mod lint;
mod local;
mod losses;
mod lost_answers;
mod mailbox;
mod network;
mod order;
mod outputs;
mod packages;
mod plan;
mod policy;
mod profile;
mod progress;
mod proxies;
mod recovery;
mod screens;
mod service_role;
mod shipped;
mod shop;
mod shop_commands;
mod shop_lists;
mod sizes;
mod status;
mod teardown;
mod template;
mod throttling;
mod words;
