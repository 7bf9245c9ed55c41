//! REST APIs of API Gateway: which deployment a stage serves.

use anyhow::Result;
use aws_sdk_apigateway::Client;

use super::error::inspect;
use super::{Cloud, Region};

/// API Gateway in one region.
pub struct Apis {
    client: Client,
    region: Region,
}

impl Cloud {
    /// API Gateway in a region.
    pub fn apis(&self, region: &Region) -> Apis {
        Apis { client: Client::new(&self.config(region)), region: region.clone() }
    }
}

impl Apis {
    /// The id of the deployment that a stage of an API serves (`GetStage`); `None` where there is no such stage.
    pub async fn deployment(&self, api: &str, stage: &str) -> Result<Option<String>> {
        let call = self.client.get_stage().rest_api_id(api).stage_name(stage);
        match call.send().await {
            Ok(answer) => Ok(Some(answer.deployment_id.unwrap_or_default())),
            Err(error) => {
                let error = inspect(error, "apigateway:GetStage", &self.region);
                if error.is("NotFoundException") { Ok(None) } else { Err(error.into_error()) }
            }
        }
    }
}
