//! Values that templates read from Systems Manager: CloudFormation shows the one with which a stack was deployed, and Systems
//! Manager has the one with which it would be deployed now.

use std::collections::BTreeMap;

use crate::aws::Region;
use crate::aws::parameters::Found;
use crate::deploy::Deploy;
use crate::failure::sentence;
use crate::graph::WantedStack;
use crate::template::{is_open, open_parameter};

impl Deploy<'_> {
    /// The values of a stack's parameters that CloudFormation would read from Systems Manager now, where `given` has what names
    /// them there. One that cannot be read stands for any.
    pub(super) async fn remote(
        &self,
        stack: &WantedStack,
        given: &BTreeMap<String, String>,
    ) -> BTreeMap<String, String> {
        let template = &stack.template;
        let mut values = BTreeMap::new();
        for (name, parameter) in template.parameters.iter().filter(|(name, _)| template.is_remote(name)) {
            let Some(path) = given.get(name).or(parameter.default.as_ref()) else { continue };
            let value = if is_open(path) { None } else { self.read(path, &stack.region).await };
            values.insert(name.clone(), value.unwrap_or_else(|| open_parameter(path)));
        }
        values
    }

    async fn read(&self, path: &str, region: &Region) -> Option<String> {
        match self.run.cloud.parameter(path, region).await {
            Ok(Some(Found::Plain(value))) => Some(value),
            Ok(Some(Found::Secret) | None) => None,
            Err(error) => {
                tracing::info!("parameter {path} in {region} cannot be read: {}", sentence(&error));
                None
            }
        }
    }
}
