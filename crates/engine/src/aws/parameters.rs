//! Parameters of Systems Manager.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::direct::Direct;
use super::error::find;
use super::{Cloud, Region};

/// A parameter that is there.
#[derive(Debug)]
pub enum Found {
    Plain(String),
    /// A SecureString, which is not decrypted.
    Secret,
}

impl Cloud {
    /// A parameter, by its name or ARN; `None` when the region has none.
    pub async fn parameter(&self, name: &str, region: &Region) -> Result<Option<Found>> {
        let body = json!({"Name": name, "WithDecryption": false}).to_string();
        let headers = vec![
            ("content-type", "application/x-amz-json-1.1".to_owned()),
            ("x-amz-target", "AmazonSSM.GetParameter".to_owned()),
        ];
        let service = Direct { cloud: self, region, service: "ssm" };
        let answer = match service.call("ssm:GetParameter", headers, body).await {
            Ok(answer) => answer,
            Err(error) => {
                let is_missing = find(&error).is_some_and(|error| error.is("ParameterNotFound"));
                return if is_missing { Ok(None) } else { Err(error) };
            }
        };
        let answer: Value = serde_json::from_str(&answer).context("reading the answer of Systems Manager")?;
        let parameter = &answer["Parameter"];
        if parameter["Type"] == "SecureString" {
            return Ok(Some(Found::Secret));
        }
        Ok(parameter["Value"].as_str().map(|value| Found::Plain(value.to_owned())))
    }
}
