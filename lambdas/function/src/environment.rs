//! A function's environment variables. No other module reads them.

use std::collections::HashMap;
use std::{env, fmt};

const HANDLER: &str = "_HANDLER";
const ENDPOINT: &str = "AWS_ENDPOINT_URL";

/// A required variable that the template does not set.
#[derive(Debug)]
pub struct Missing(pub &'static str);

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the environment variable {} is not set", self.0)
    }
}

impl From<Missing> for String {
    fn from(missing: Missing) -> String {
        missing.to_string()
    }
}

/// The variables of the process. Empty variables count as absent.
pub struct Environment(HashMap<String, String>);

impl Environment {
    /// Reads it.
    pub fn read() -> Self {
        let text = env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Environment(text.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// An environment of these variables, for tests.
    pub fn of<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let set = variables.into_iter().filter(|(_, value)| !value.is_empty());
        Environment(set.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// Name of the function, as the template's `Handler`; empty outside of Lambda.
    pub fn handler(&self) -> &str {
        self.optional(HANDLER).unwrap_or_default()
    }

    /// Why the system has no function for the handler.
    pub fn no_function(&self) -> String {
        match self.handler() {
            "" => Missing(HANDLER).into(),
            other => format!("there is no function {}", other.escape_debug()),
        }
    }

    /// The endpoint of an emulator, if one is used instead of AWS.
    pub fn endpoint(&self) -> Option<&str> {
        self.optional(ENDPOINT)
    }

    /// The endpoints that single services have, by variables such as `AWS_ENDPOINT_URL_DYNAMODB`.
    pub fn endpoints(&self) -> HashMap<String, String> {
        let named = self.0.iter().filter(|(name, _)| name.starts_with(ENDPOINT));
        named.map(|(name, url)| (name.clone(), url.clone())).collect()
    }

    /// A required variable.
    pub fn required(&self, name: &'static str) -> Result<String, Missing> {
        self.optional(name).map(str::to_owned).ok_or(Missing(name))
    }

    /// An optional variable.
    pub fn optional(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_is_absent_and_reported_by_name() {
        let environment = Environment::of([("_HANDLER", "place-order"), ("TABLE_NAME", "")]);
        assert_eq!(environment.handler(), "place-order");
        assert_eq!(environment.endpoint(), None);
        let missing = environment.required("TABLE_NAME").unwrap_err();
        assert_eq!(missing.to_string(), "the environment variable TABLE_NAME is not set");
    }
}
