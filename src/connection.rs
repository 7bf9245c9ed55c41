//! The connection of a command to AWS, or to the emulator under `--local`.

use anyhow::Result;
use engine::aws::role::RoleArn;
use engine::aws::{AssumedRole, Cloud, Connection, ProxySettings, Region};
use engine::document::Spanned;
use engine::failure::Failure;
use engine::project::StageFile;
use futures_util::FutureExt;

use crate::context::Context;
use crate::settings::Environment;

impl Context {
    /// Connects to AWS for a stage whose home this is, or to the emulator under `--local`. Makes no call to AWS, but
    /// for a profile that needs the code of an MFA device; `--local` starts the emulator when it is not running.
    /// `stack_role` is passed before the stage's own.
    pub async fn cloud(
        &self,
        stage: &StageFile,
        home: &Region,
        stack_role: Option<&RoleArn>,
    ) -> Result<Cloud> {
        self.refuse_half_a_key()?;
        let stack_role = match stack_role {
            Some(role) => Some(role.clone()),
            None => role(stage.role.as_ref())?,
        };
        let assumed = role(stage.assume_role.as_ref().filter(|_| !self.settings.local))?;
        let external_id = stage.external_id.as_ref().map(|id| id.value.clone());
        let connection = Connection {
            stack_role,
            assumed: assumed.map(|arn| AssumedRole { arn, external_id }),
            home: Some(home.clone()),
            ..self.connection().await?
        };
        self.ui.is_working_on(stage.account(), home.as_str());
        let endpoint = connection.endpoint.as_deref().map(without_secrets).unwrap_or_default();
        let profile =
            connection.profile.as_deref().or(connection.ambient_profile.as_deref()).unwrap_or_default();
        tracing::info!(region = home.as_str(), profile, endpoint, "connecting to AWS");
        Cloud::connect(connection, &|serial| self.code_of(serial.to_owned()).boxed_local()).await
    }

    /// The SDK passes over a key without its secret, and would use other credentials, perhaps of another account.
    fn refuse_half_a_key(&self) -> Result<()> {
        let Environment { has_access_key, has_secret_key, .. } = self.environment;
        if self.settings.local || self.settings.profile.is_some() || has_access_key == has_secret_key {
            return Ok(());
        }
        let (set, missing) = match has_access_key {
            true => ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
            false => ("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
        };
        Err(Failure::usage(format!("{set} is set, but {missing} is not"))
            .hint("set both or neither, or name a profile with --profile")
            .into())
    }

    /// Asks for the code that an MFA device shows now.
    async fn code_of(&self, serial: String) -> Result<String> {
        let how = "run the command on a terminal, or use credentials that need no code, such as a \
        session of aws sts get-session-token";
        self.ui.ask(&format!("MFA code for {serial}: "), how).await
    }

    /// Logs which variables have no effect, because the emulator is chosen.
    fn log_ignored(&self) {
        let Self { settings, environment, .. } = self;
        let set = [
            ("PROVISION_PROFILE", settings.profile.is_some()),
            ("PROVISION_ENDPOINT_URL", settings.endpoint_url.is_some()),
            ("AWS_PROFILE", environment.aws_profile.is_some()),
            ("AWS_ENDPOINT_URL", environment.aws_endpoint_url.is_some()),
        ];
        for (name, _) in set.iter().filter(|(_, is_set)| *is_set) {
            tracing::info!("{name} has no effect with --local");
        }
    }

    async fn connection(&self) -> Result<Connection> {
        let settings = &self.settings;
        let environment = &self.environment;
        let (endpoint, local) = if settings.local {
            self.log_ignored();
            let door = crate::local::door(self).await?;
            (Some(door.endpoint), Some(door.secret))
        } else {
            (settings.endpoint_url.clone().or_else(|| environment.aws_endpoint_url.clone()), None)
        };
        Ok(Connection {
            profile: settings.profile.clone().filter(|_| !settings.local),
            ambient_profile: environment.aws_profile.clone().filter(|_| !settings.local),
            endpoint,
            local,
            ca_bundle: environment.aws_ca_bundle.clone(),
            proxies: ProxySettings {
                http: environment.http_proxy.clone(),
                https: environment.https_proxy.clone(),
                bypass: environment.no_proxy.clone(),
            },
            waits: (!settings.local).then(|| self.waits.clone()),
            ..Connection::default()
        })
    }
}

/// An address without the user and the query that it may hold.
fn without_secrets(address: &str) -> &str {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    address.rsplit_once('@').map_or(address, |(_, host)| host)
}

/// A role of the project file, which was checked when it was read.
fn role(text: Option<&Spanned<String>>) -> Result<Option<RoleArn>> {
    Ok(text.map(|text| text.value.parse()).transpose().map_err(Failure::usage)?)
}
