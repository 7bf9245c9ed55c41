//! `provision order`: the cake system's commands as a person uses them, on the deployed system.

mod input;
mod life;
mod many;
mod redrive;

use std::collections::BTreeSet;
use std::ops::Deref;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::{Call, Sandbox};

/// How long something that is about to happen may take.
const SOON: Duration = Duration::from_secs(60);
const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

/// A sandbox in which the cake system is deployed.
struct Orders {
    sandbox: Sandbox,
}

impl Deref for Orders {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.sandbox
    }
}

impl Orders {
    fn deployed() -> Self {
        let sandbox = Sandbox::shipped("cake");
        sandbox.run("deploy cake").ok();
        Self { sandbox }
    }

    /// A new order; its id.
    #[track_caller]
    fn placed(&self) -> String {
        let order = self.json("order place --name Ada --address Mill_Lane --product sacher --quantity 2");
        assert_eq!(order["orderState"], "order_placed");
        text(&order["orderId"])
    }

    /// All orders, by what the list says; each of them once.
    #[track_caller]
    fn names(&self) -> Vec<String> {
        let list = self.json("order list --all");
        let orders = list["orders"].as_array().unwrap();
        let ids: BTreeSet<_> = orders.iter().map(|order| text(&order["orderId"])).collect();
        assert_eq!(ids.len(), orders.len());
        let mut names: Vec<_> = orders.iter().map(|order| text(&order["name"])).collect();
        names.sort();
        names
    }
}

/// Whether a call places an order.
fn places(call: &Call) -> bool {
    call.action.starts_with("POST ") && call.action.ends_with("/order")
}

/// Waits until this is `Ok`.
#[track_caller]
fn until<T>(look: impl Fn() -> Result<T, String>) -> T {
    let began = Instant::now();
    loop {
        match look() {
            Ok(found) => return found,
            Err(reason) => assert!(began.elapsed() < SOON, "{reason}"),
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// A JSON string as text.
#[track_caller]
fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
