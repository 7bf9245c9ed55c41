//! What a gate checks, and the result of one check.

use std::fmt;
use std::time::Duration;

use anyhow::Result;
use tokio::time::timeout;

use crate::aws::error::{Class, find};
use crate::aws::parameters::Found;
use crate::aws::probe::ProbeUrl;
use crate::aws::{Cloud, Region};
use crate::failure::{Failure, Kind, kind_of, sentence};
use crate::shell::quoted;

/// The longest time that one look may take.
const LOOK: Duration = Duration::from_secs(15);

/// What opens a gate, with all values known.
#[derive(Debug)]
pub enum Target {
    Url(ProbeUrl),
    Alarm { name: String, region: Region },
    Parameter { name: String, equals: Option<String>, region: Region },
}

/// What one look shows.
#[derive(Debug)]
pub struct Look {
    pub is_open: bool,
    /// The state in words; never a parameter's value.
    pub state: String,
}

impl Look {
    /// A gate that is not open.
    pub fn closed(state: impl Into<String>) -> Self {
        Self { is_open: false, state: state.into() }
    }
}

impl Target {
    /// A URL that must answer.
    pub fn url(text: &str) -> Result<Self> {
        let url = text.parse::<ProbeUrl>();
        Ok(Self::Url(url.map_err(|reason| Failure::usage(format!("the URL that is waited for {reason}")))?))
    }

    /// An alarm, by its name or its ARN. An ARN says itself in which region the alarm is.
    pub fn alarm(text: &str, region: &Region) -> Self {
        let (name, region) = named(text, "cloudwatch", "alarm:", region);
        Self::Alarm { name, region }
    }

    /// A parameter, by its name or its ARN.
    pub fn parameter(text: &str, equals: Option<String>, region: &Region) -> Self {
        let (_, region) = named(text, "ssm", "parameter/", region);
        Self::Parameter { name: text.to_owned(), equals, region }
    }

    /// The name that progress shows.
    pub fn name(&self) -> String {
        match self {
            Target::Url(url) => url.to_string(),
            Target::Alarm { name, .. } | Target::Parameter { name, .. } => name.clone(),
        }
    }

    /// What it is, in a word.
    pub fn kind(&self) -> &'static str {
        match self {
            Target::Url(_) => "url",
            Target::Alarm { .. } => "alarm",
            Target::Parameter { .. } => "parameter",
        }
    }

    /// What may help when it takes too long.
    pub fn remedy(&self) -> String {
        match self {
            Target::Url(_) => "check what answers at this address".to_owned(),
            Target::Alarm { name, region } => {
                format!("see aws cloudwatch describe-alarms --alarm-names {} --region {region}", quoted(name))
            }
            Target::Parameter { name, region, .. } => {
                format!("see aws ssm get-parameter --name {} --region {region}", quoted(name))
            }
        }
    }

    /// Looks once. What the next look may show otherwise is a state; a refusal that no wait can change is an error.
    pub async fn look(&self, cloud: &Cloud) -> Result<Look> {
        let look = match timeout(LOOK, self.ask(cloud)).await {
            Ok(look) => look,
            Err(_) => return Ok(Look::closed(format!("no answer within {} s", LOOK.as_secs()))),
        };
        look.or_else(|error| {
            if is_final(&error) {
                return Err(error.context(format!("waiting for {self}")));
            }
            Ok(Look::closed(sentence(&error)))
        })
    }

    async fn ask(&self, cloud: &Cloud) -> Result<Look> {
        Ok(match self {
            Target::Url(url) => match cloud.probe(url).await {
                Ok(status) => {
                    Look { is_open: (200..300).contains(&status), state: format!("HTTP status {status}") }
                }
                Err(reason) => Look::closed(reason),
            },
            Target::Alarm { name, region } => match cloud.alarm_state(name, region).await? {
                Some(state) => Look { is_open: state == "OK", state },
                None => Look::closed("there is no such alarm"),
            },
            Target::Parameter { name, equals, region } => {
                let found = cloud.parameter(name, region).await?;
                compare(found, equals.as_deref()).map_err(|reason| {
                    Failure::failed(format!("parameter {name} in {region} {reason}"))
                        .hint("leave 'equals' out, or use a parameter of type String")
                })?
            }
        })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Url(url) => write!(formatter, "{url} to answer with a 2xx status"),
            Target::Alarm { name, region } => write!(formatter, "alarm {name} in {region} to be OK"),
            Target::Parameter { name, equals: None, region } => {
                write!(formatter, "parameter {name} in {region} to have a value")
            }
            Target::Parameter { name, region, .. } => {
                write!(formatter, "parameter {name} in {region} to have the value that 'equals' gives")
            }
        }
    }
}

/// Whether a parameter is as it should be; the error says why that can never be known.
fn compare(found: Option<Found>, equals: Option<&str>) -> Result<Look, &'static str> {
    Ok(match (found, equals) {
        (None, _) => Look::closed("there is no such parameter"),
        (Some(_), None) => Look { is_open: true, state: "it has a value".to_owned() },
        (Some(Found::Secret), Some(_)) => {
            return Err("is a SecureString, which is not decrypted and so cannot be compared");
        }
        (Some(Found::Plain(value)), Some(wanted)) if value == wanted => {
            Look { is_open: true, state: "it has the value".to_owned() }
        }
        (Some(Found::Plain(_)), Some(_)) => Look::closed("it has another value"),
    })
}

/// The name and the region of what an ARN `arn:PARTITION:SERVICE:REGION:ACCOUNT:PREFIX…` or a plain name means.
fn named(text: &str, service: &str, prefix: &str, region: &Region) -> (String, Region) {
    let parts: Vec<_> = text.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", _, of, there, _, resource] if *of == service => {
            let name = resource.strip_prefix(prefix).unwrap_or(resource);
            (name.to_owned(), Region::new(*there))
        }
        _ => (text.to_owned(), region.clone()),
    }
}

/// Whether looking again cannot help: the caller or the request is wrong.
fn is_final(error: &anyhow::Error) -> bool {
    match find(error) {
        Some(refusal) => !matches!(refusal.class, Class::Throttled | Class::Unreachable),
        // What our own client says of a lost connection may pass.
        None => kind_of(error) == Kind::Usage || !error.is::<crate::aws::signed::Unreachable>(),
    }
}
