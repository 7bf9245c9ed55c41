//! Calls to services of which one operation is used: signed and sent like requests to APIs, since a whole SDK crate for
//! one operation is not worth its size.

use anyhow::Result;

use super::error::{AwsError, Class, class_of_code};
use super::rate::Refusal;
use super::signed::{Method, Reply, Request, SignedHttp, TurnedAway};
use super::{Cloud, Region, skew};

/// One service in one region.
pub struct Direct<'c> {
    pub cloud: &'c Cloud,
    pub region: &'c Region,
    /// Its name in signatures and host names.
    pub service: &'static str,
}

impl Direct<'_> {
    /// Sends one call, named as in IAM, and returns the body of the answer.
    pub async fn call(
        &self,
        name: &'static str,
        headers: Vec<(&'static str, String)>,
        body: String,
    ) -> Result<String> {
        let http = SignedHttp::of_service(self.cloud, self.region, self.service)?;
        let request = Request { method: Method::Post, url: self.url(), body: Some(body), headers };
        let reply = http.send(&request).await?;
        match reply.status {
            200..300 => Ok(reply.body),
            _ => Err(self.refusal(name, &reply).into_error()),
        }
    }

    fn url(&self) -> String {
        let fips = if self.cloud.base.use_fips() == Some(true) { "-fips" } else { "" };
        match self.cloud.endpoint() {
            Some(endpoint) => format!("{}/", endpoint.trim_end_matches('/')),
            None => {
                format!("https://{}{fips}.{}.{}/", self.service, self.region, self.region.partition().suffix)
            }
        }
    }

    fn refusal(&self, call: &'static str, reply: &Reply) -> AwsError {
        let refusal = Refusal::of(&reply.body);
        let by_code = || class_of_code(refusal.code.as_deref().unwrap_or_default());
        let (class, hint) = match &reply.turned_away {
            Some(TurnedAway::Throttled) => (Class::Throttled, None),
            Some(TurnedAway::Clock(_)) => (Class::BadCredentials, Some(skew::REMEDY.to_owned())),
            Some(TurnedAway::Expired(renewal)) => (Class::BadCredentials, renewal.clone()),
            // The service itself failed, which passes.
            None if reply.status >= 500 => (Class::Unreachable, None),
            None => (by_code(), None),
        };
        AwsError {
            call,
            region: self.region.clone(),
            class,
            message: refusal.message.unwrap_or_else(|| format!("HTTP status {}", reply.status)),
            code: refusal.code,
            request_id: reply.request_id.clone(),
            hint,
        }
    }
}
