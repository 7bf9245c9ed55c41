//! Simple Email Service: whether e-mail can be sent from a region, and from an address.

use anyhow::Result;
use aws_sdk_sesv2::Client;

use super::error::explain;
use super::{Cloud, Region};

/// SES in one region.
pub struct Mail {
    client: Client,
    region: Region,
}

/// What SES knows of a sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The address or its domain is verified: mail is sent.
    Verified,
    /// The address or its domain is an identity whose verification is pending.
    Pending,
    /// Neither is an identity in this region.
    Unknown,
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
    pub async fn standing(&self, address: &str) -> Result<Standing> {
        let own = self.identity(address).await?;
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        if own == Standing::Verified || domain.is_empty() {
            return Ok(own);
        }
        Ok(match (own, self.identity(domain).await?) {
            (_, Standing::Verified) => Standing::Verified,
            (Standing::Unknown, of_domain) => of_domain,
            (own, _) => own,
        })
    }

    async fn identity(&self, name: &str) -> Result<Standing> {
        match self.client.get_email_identity().email_identity(name).send().await {
            Ok(found) if found.verified_for_sending_status => Ok(Standing::Verified),
            Ok(_) => Ok(Standing::Pending),
            Err(error) if error.as_service_error().is_some_and(|error| error.is_not_found_exception()) => {
                Ok(Standing::Unknown)
            }
            Err(error) => Err(explain(error, "ses:GetEmailIdentity", &self.region)),
        }
    }
}
