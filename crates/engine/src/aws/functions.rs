//! Lambda functions: which code they run, and how many at once.

use anyhow::Result;
use aws_sdk_lambda::Client;

use super::error::explain;
use super::{Cloud, Region};

/// Lambda in one region.
pub struct Functions {
    client: Client,
    region: Region,
}

impl Cloud {
    /// Lambda in a region.
    pub fn functions(&self, region: &Region) -> Functions {
        Functions { client: Client::new(&self.config(region)), region: region.clone() }
    }
}

impl Functions {
    /// The SHA-256 of the zip that a function runs, in base64 (`CodeSha256`).
    pub async fn code_hash(&self, name: &str) -> Result<String> {
        let call = self.client.get_function_configuration().function_name(name);
        let answer = call
            .send()
            .await
            .map_err(|error| explain(error, "lambda:GetFunctionConfiguration", &self.region))?;
        Ok(answer.code_sha256.unwrap_or_default())
    }

    /// How many functions of the account may run at once in this region.
    pub async fn concurrency(&self) -> Result<i32> {
        let answer = self.client.get_account_settings().send().await;
        let settings = answer.map_err(|error| explain(error, "lambda:GetAccountSettings", &self.region))?;
        Ok(settings.account_limit.map_or(0, |limit| limit.concurrent_executions))
    }
}
