//! Client of the emulator's own endpoints: health, reset, sent e-mails.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::de::DeserializeOwned;

use super::home::{Home, Record};
use engine::aws::fetch::{Fetcher, Reply, Request};
use engine::failure::Failure;

const QUICK: Duration = Duration::from_secs(2);
/// Resetting ends the functions that run, and listing mail copies all of it.
const PATIENT: Duration = Duration::from_secs(30);
/// The header in which the launcher identifies itself.
const PID_HEADER: &str = "provision-emulator-pid";

/// A running emulator's own pages.
pub struct Client {
    home: Home,
    endpoint: String,
    pid: i32,
    fetcher: Fetcher,
}

impl Client {
    /// A client for the emulator of this folder, which wrote this record.
    pub fn new(home: &Home, record: &Record) -> Self {
        Self { home: home.clone(), endpoint: record.endpoint(), pid: record.pid, fetcher: Fetcher::plain() }
    }

    /// Whether the emulator is ready, and it is this one that answers and not a stranger on its port.
    pub async fn is_ready(&self) -> bool {
        // Asked without the key: it may be a stranger, or an emulator that is about to make its key.
        let url = format!("{}/_ministack/health", self.endpoint);
        let Ok(reply) = self.fetcher.fetch(Request::new("GET", &url, QUICK)).await else { return false };
        reply.status == 200 && reply.header(PID_HEADER) == Some(self.pid.to_string().as_str())
    }

    /// Wipes everything the emulator holds.
    pub async fn reset(&self) -> Result<()> {
        let reply = self.send("POST", "/_ministack/reset", PATIENT).await?;
        accepted(&reply, "reset")
    }

    /// The document that the emulator keeps about something.
    pub async fn read<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let reply = self.send("GET", path, PATIENT).await?;
        accepted(&reply, path)?;
        serde_json::from_slice(&reply.body)
            .with_context(|| format!("the emulator's response to {path} is not valid"))
    }

    /// The secret of the emulator's own key.
    pub fn secret(&self) -> Result<String> {
        self.home.secret()
    }

    async fn send(&self, method: &str, path: &str, timeout: Duration) -> Result<Reply> {
        let url = format!("{}{path}", self.endpoint);
        let request = Request::new(method, &url, timeout).signed(&self.secret()?)?;
        self.fetcher.fetch(request).await.context("calling the emulator")
    }
}

fn accepted(reply: &Reply, what: &str) -> Result<()> {
    if reply.status == 200 {
        return Ok(());
    }
    Err(Failure::failed(format!("the emulator rejected {what} with status {}", reply.status)).into())
}
