//! What a command is given: the settings, the environment, the screen and, when it asks, the door to AWS.

use anyhow::Result;

use crate::aws::role::RoleArn;
use crate::aws::{Cloud, Connection};
use crate::failure::Failure;
use crate::output::Ui;
use crate::project::StageFile;
use crate::settings::{Environment, Settings};

/// Made once in `main` and handed to the command.
pub struct Context {
    pub settings: Settings,
    pub environment: Environment,
    pub ui: Ui,
}

impl Context {
    /// Opens the door to AWS for a stage, or to the emulator under `--local`. Makes no call to AWS; `--local` starts the
    /// emulator when it is not running. `stack_role` goes before the stage's own.
    pub async fn cloud(&self, stage: &StageFile, stack_role: Option<&RoleArn>) -> Result<Cloud> {
        let mut connection = self.connection().await?;
        connection.stack_role = match stack_role {
            Some(role) => Some(role.clone()),
            None => role(stage.role.as_ref().map(|role| role.value.as_str()))?,
        };
        Cloud::connect(connection).await
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
            stack_role: None,
        })
    }
}

/// A role of the project file, which was checked when it was read.
fn role(text: Option<&str>) -> Result<Option<RoleArn>> {
    Ok(text.map(str::parse).transpose().map_err(Failure::usage)?)
}
