//! Lambda functions: which code they run, and how many may run concurrently.

use anyhow::Result;
use aws_sdk_lambda::Client;
use aws_sdk_lambda::types::LastUpdateStatus;

use super::error::{explain, inspect};
use super::{Cloud, Region};

/// Lambda in one region.
pub struct Functions {
    client: Client,
    region: Region,
}

/// What a function runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// The SHA-256 of the zip, in base64 (`CodeSha256`).
    pub hash: String,
    pub update: Update,
}

/// The last update of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Update {
    Done,
    /// Calls are still answered by the code before it.
    InProgress,
    /// Lambda's reason.
    Failed(String),
}

impl Cloud {
    /// Lambda in a region.
    pub fn functions(&self, region: &Region) -> Functions {
        Functions { client: Client::new(&self.config(region)), region: region.clone() }
    }
}

impl Functions {
    /// The SHA-256 of the zip that a function runs, in base64 (`CodeSha256`); `None` where there is no such function.
    pub async fn code_hash(&self, name: &str) -> Result<Option<String>> {
        Ok(self.running(name).await?.map(|running| running.hash))
    }

    /// What a function runs; `None` where there is no such function.
    pub async fn running(&self, name: &str) -> Result<Option<Running>> {
        let call = self.client.get_function_configuration().function_name(name);
        let answer = match call.send().await {
            Ok(answer) => answer,
            Err(error) => {
                let error = inspect(error, "lambda:GetFunctionConfiguration", &self.region);
                return if error.is("ResourceNotFoundException") {
                    Ok(None)
                } else {
                    Err(error.into_error())
                };
            }
        };
        let update = match &answer.last_update_status {
            Some(LastUpdateStatus::InProgress) => Update::InProgress,
            Some(LastUpdateStatus::Failed) => {
                Update::Failed(answer.last_update_status_reason.unwrap_or_default())
            }
            _ => Update::Done,
        };
        Ok(Some(Running { hash: answer.code_sha256.unwrap_or_default(), update }))
    }

    /// Begins to give a function the code in an object; false while another update of it is in progress.
    pub async fn update_code(&self, name: &str, bucket: &str, key: &str) -> Result<bool> {
        let call = self.client.update_function_code().function_name(name).s3_bucket(bucket).s3_key(key);
        let Err(error) = call.send().await else { return Ok(true) };
        let error = inspect(error, "lambda:UpdateFunctionCode", &self.region);
        if error.is("ResourceConflictException") { Ok(false) } else { Err(error.into_error()) }
    }

    /// How many functions of the account may run at once in this region.
    pub async fn concurrency(&self) -> Result<i32> {
        let answer = self.client.get_account_settings().send().await;
        let settings = answer.map_err(|error| explain(error, "lambda:GetAccountSettings", &self.region))?;
        Ok(settings.account_limit.map_or(0, |limit| limit.concurrent_executions))
    }
}
