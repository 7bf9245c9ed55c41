//! Simple Email Service: whether mail can be sent from a region, and from an address.

use anyhow::Result;
use aws_sdk_sesv2::Client;

use super::error::explain;
use super::{Cloud, Region};

/// SES in one region.
pub struct Mail {
    client: Client,
    region: Region,
}

impl Cloud {
    /// SES in a region.
    pub fn mail(&self, region: &Region) -> Mail {
        Mail { client: Client::new(&self.config(region)), region: region.clone() }
    }
}

impl Mail {
    /// Whether the account is in the sandbox here: recipients, too, must then be verified.
    pub async fn is_sandbox(&self) -> Result<bool> {
        let answer = self.client.get_account().send().await;
        let account = answer.map_err(|error| explain(error, "ses:GetAccount", &self.region))?;
        Ok(!account.production_access_enabled)
    }

    /// Whether SES sends mail from this address: it, or its domain, is verified.
    pub async fn may_send_from(&self, address: &str) -> Result<bool> {
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        Ok(self.is_verified(address).await? || !domain.is_empty() && self.is_verified(domain).await?)
    }

    async fn is_verified(&self, identity: &str) -> Result<bool> {
        match self.client.get_email_identity().email_identity(identity).send().await {
            Ok(found) => Ok(found.verified_for_sending_status),
            Err(error) if error.as_service_error().is_some_and(|error| error.is_not_found_exception()) => {
                Ok(false)
            }
            Err(error) => Err(explain(error, "ses:GetEmailIdentity", &self.region)),
        }
    }
}
