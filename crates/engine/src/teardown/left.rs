//! What is left after a teardown.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use anyhow::Result;
use futures_util::future::{join_all, try_join_all};
use serde::Serialize;

use super::Teardown;
use super::inventory::why_foreign;
use crate::aws::Region;
use crate::aws::cloudformation::StackResource;
use crate::event::Event;
use crate::retained::{self, Holding, Table};
use crate::snapshot;
use crate::template::Disposal;

/// What exists after the teardown.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Left {
    pub region: Region,
    pub stacks: Vec<String>,
    pub tables: Vec<String>,
    pub buckets: Vec<String>,
    /// Other resources that a stack has left behind, as CloudFormation lists them, each with its type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// Resources that only have an expected name, without proof that they are ours, each with the reason. They were not touched.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub foreign: Vec<String>,
}

impl Teardown<'_> {
    /// Looks again, region by region, at everything that might be left.
    pub async fn left(&self) -> Result<Vec<Left>> {
        let silent = |_: Event| {};
        let views = snapshot::look(self.run.cloud, self.run.graph, &silent, false).await?;
        let held = self.holdings.borrow().clone();
        let ours: BTreeSet<&Holding> =
            held.values().flat_map(|holdings| holdings.iter()).filter(|holding| holding.is_ours()).collect();
        let mut tables: BTreeSet<Table> = ours.iter().filter_map(|holding| holding.table()).collect();
        tables.extend(self.replicas.borrow().iter().cloned());
        let foreign = self.foreign().await?;
        let mut left = Vec::new();
        let regions: BTreeSet<_> = views.keys().chain(tables.iter().map(|table| &table.region)).collect();
        for region in regions {
            let here = tables.iter().filter(|table| table.region == *region);
            let looks = here.map(|table| async move {
                let state = retained::tables::look(self.run.cloud, table).await?;
                Ok::<_, anyhow::Error>(state.map(|state| state.name))
            });
            let buckets = ours.iter().filter(|one| one.is_bucket() && one.region == *region);
            let names = buckets.map(|bucket| bucket.id.as_str());
            let (tables, buckets) = tokio::join!(try_join_all(looks), self.left_buckets(region, names));
            let foreign = foreign.iter().filter(|(_, holding)| holding.region == *region);
            let (view, tables) = (views.get(region), tables?.into_iter().flatten().collect::<Vec<_>>());
            // A region that only replicas led to is named while there is one.
            if view.is_none() && tables.is_empty() {
                continue;
            }
            left.push(Left {
                region: region.clone(),
                stacks: view.map(|view| view.stacks.keys().cloned().collect()).unwrap_or_default(),
                tables,
                buckets,
                others: self.left_others(region, &held).await,
                foreign: foreign.map(|(_, holding)| foreign_line(holding)).collect(),
            });
        }
        Ok(left)
    }

    async fn left_buckets<'n>(&self, region: &Region, names: impl Iterator<Item = &'n str>) -> Vec<String> {
        let buckets = self.s3(region);
        let looks = names.map(|name| {
            let buckets = &buckets;
            async move {
                match buckets.has(name).await {
                    Ok(has) => has.then(|| name.to_owned()),
                    // What was done must be reported all the same.
                    Err(_) => Some(format!("{name} (not known)")),
                }
            }
        });
        join_all(looks).await.into_iter().flatten().collect()
    }

    /// What is neither table nor bucket and was left behind, as CloudFormation remembers it of the deleted stack.
    async fn left_others(&self, region: &Region, held: &BTreeMap<usize, Rc<Vec<Holding>>>) -> Vec<String> {
        let mut left = Vec::new();
        for (index, stack) in self.run.graph.stacks().filter(|(_, stack)| stack.region == *region) {
            let mut others =
                held.get(&index).into_iter().flat_map(|holdings| holdings.iter()).filter(|one| {
                    one.is_ours()
                        && one.table().is_none()
                        && !one.is_bucket()
                        && one.disposal != Disposal::Deleted
                });
            let Some(state) = retained::deployed(stack, &self.run.views) else {
                left.extend(others.map(|one| format!("{} {}", one.noun(), one.id)));
                continue;
            };
            let Some(first) = others.next() else { continue };
            let expected = || std::iter::once(first).chain(others);
            let cloudformation = self.run.cloud.cloudformation(region);
            match cloudformation.resources(&state.arn).await {
                Ok(resources) => left.extend(expected().filter_map(|one| {
                    let mut found = resources.iter().filter(|found| found.logical_id == one.logical_id);
                    found.any(StackResource::is_left_behind).then(|| format!("{} {}", one.noun(), one.id))
                })),
                Err(_) => left.extend(expected().map(|one| format!("{} {} (not known)", one.noun(), one.id))),
            }
        }
        left
    }
}

fn foreign_line(holding: &Holding) -> String {
    format!("{} {}: {}", holding.noun(), holding.id, why_foreign(holding))
}
