//! What steps give to stacks, as far as it is known before the run.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use anyhow::Result;

use super::changed::{After, Comparison};
use crate::aws::{Cloud, Region};
use crate::event::Action;
use crate::failure::sentence;
use crate::graph::Input;
use crate::run::Run;
use crate::steps::{AnyStep, RegionalOutputs, Site, Step as _};

/// What a step gives, boxed since its own values depend on other outputs.
type Given<'s> = Pin<Box<dyn Future<Output = Result<Option<Rc<RegionalOutputs>>>> + 's>>;

/// A step before the run, with the values that it will be given.
struct Ahead<'r, 'a> {
    run: &'r Run<'a>,
    values: Vec<(&'r Input, Option<String>)>,
}

impl Site for Ahead<'_, '_> {
    fn cloud(&self) -> &Cloud {
        self.run.cloud
    }

    fn value(&self, input: &Input, _: &Region) -> Result<Option<String>> {
        Ok(self.values.iter().find(|(known, _)| *known == input).and_then(|(_, value)| value.clone()))
    }

    fn begin(&self, _: Action) {}

    fn show(&self, _: &str, _: &str, _: &str) {}
}

impl Comparison<'_, '_> {
    /// What a step will give, without what it makes only during the run; `None` where it cannot be read.
    pub(super) fn given<'s>(&'s self, node: usize, step: &'s AnyStep) -> Given<'s> {
        Box::pin(async move {
            let given = self.given[node].get_or_try_init(|| self.outputs_of(node, step)).await?;
            Ok(given.clone())
        })
    }

    async fn outputs_of(&self, node: usize, step: &AnyStep) -> Result<Option<Rc<RegionalOutputs>>> {
        let run = &self.deploy.run;
        let mut values = Vec::new();
        for input in step.inputs() {
            let value = match self.value(input, step.inputs_region()).await? {
                After::Known(value) => Some(value),
                After::Kept(_) | After::Open(_) => None,
            };
            values.push((input, value));
        }
        match step.known_outputs(&Ahead { run, values }).await {
            Ok(outputs) => Ok(Some(Rc::new(outputs))),
            Err(error) => {
                tracing::info!(
                    "{}: its outputs cannot be read: {}",
                    run.graph.nodes[node].name,
                    sentence(&error)
                );
                Ok(None)
            }
        }
    }
}
