//! The dependencies of a command: settings, environment and screen; `connection` adds the connection to AWS.

use std::convert::Infallible;
use std::future::pending;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use engine::aws::{WaitCause, Waiting};

use crate::output::Ui;
use crate::settings::{Environment, Settings};

/// Made once in `main` and handed to the command.
pub struct Context {
    pub settings: Settings,
    pub environment: Environment,
    pub ui: Ui,
    /// Takes what is waited for, for [`Context::show_waits`].
    pub waits: UnboundedSender<Waiting>,
}

impl Context {
    /// Shows what is waited for, for as long as a command runs.
    pub async fn show_waits(&self, mut waits: UnboundedReceiver<Waiting>) -> Infallible {
        while let Some(Waiting { service, region, host, cause }) = waits.recv().await {
            let place = service.zip(region).map(|(service, region)| format!("{service} in {region}"));
            self.ui.note(&match (place, cause) {
                (Some(place), WaitCause::Silence) => {
                    format!("waiting for {place}: no answer from {host} yet")
                }
                (None, WaitCause::Silence) => format!("waiting for {host}: no answer yet"),
                (place, WaitCause::Throttling) => {
                    let place = place.unwrap_or(host);
                    format!("waiting for {place}: it is throttling requests, which are retried")
                }
            });
        }
        pending().await
    }
}
