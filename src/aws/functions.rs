//! Lambda functions: which code they run.

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
}
