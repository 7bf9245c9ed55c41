//! What a command is given: the settings, the environment, the screen and, when it asks, the door to AWS.

use anyhow::Result;

use crate::aws::{Cloud, Connection};
use crate::output::Ui;
use crate::settings::{Environment, Settings};

/// Made once in `main` and handed to the command.
pub struct Context {
    pub settings: Settings,
    pub environment: Environment,
    pub ui: Ui,
}

impl Context {
    /// Opens the door to AWS, or to the emulator under `--local`. Makes no call to AWS; `--local` starts the
    /// emulator when it is not running.
    pub async fn cloud(&self) -> Result<Cloud> {
        Cloud::connect(self.connection().await?).await
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
        })
    }
}
