//! What a command is given: the settings, the environment, the screen and, when it asks, the door to AWS.

use std::convert::Infallible;
use std::future::pending;

use anyhow::Result;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use crate::aws::{Cloud, Connection, ProxySettings, Waiting};
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
    /// Opens the door to AWS, or to the emulator under `--local`. Makes no call to AWS; `--local` starts the
    /// emulator when it is not running.
    pub async fn cloud(&self) -> Result<Cloud> {
        Cloud::connect(self.connection().await?).await
    }

    /// Shows what is waited for, for as long as a command runs.
    pub async fn show_waits(&self, mut waits: UnboundedReceiver<Waiting>) -> Infallible {
        while let Some(Waiting { service, region, host }) = waits.recv().await {
            self.ui.note(&match (service, region) {
                (Some(service), Some(region)) => {
                    format!("waiting for {service} in {region}: no answer from {host} yet")
                }
                _ => format!("waiting for {host}: no answer yet"),
            });
        }
        pending().await
    }

    async fn connection(&self) -> Result<Connection> {
        let settings = &self.settings;
        let environment = &self.environment;
        let endpoint = if settings.local {
            Some(crate::local::endpoint(self).await?)
        } else {
            settings.endpoint_url.clone().or_else(|| environment.aws_endpoint_url.clone())
        };
        Ok(Connection {
            profile: settings.profile.clone().filter(|_| !settings.local),
            ambient_profile: environment.aws_profile.clone().filter(|_| !settings.local),
            endpoint,
            local: settings.local,
            ca_bundle: environment.aws_ca_bundle.clone(),
            proxies: ProxySettings {
                http: environment.http_proxy.clone(),
                https: environment.https_proxy.clone(),
                bypass: environment.no_proxy.clone(),
            },
            waits: (!settings.local).then(|| self.waits.clone()),
        })
    }
}
