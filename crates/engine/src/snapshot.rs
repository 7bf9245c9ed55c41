//! The existing stacks before a run begins: one request per region.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use futures_util::future::try_join_all;

use super::event::Observer;
use super::graph::Graph;
use super::poller::{Poller, ResourceLooks};
use crate::aws::stack::{Phase, StackState};
use crate::aws::{Cloud, Region};

/// One region during a run: its watcher, and the stacks found in it at the start.
pub struct RegionView<'a> {
    pub poller: Poller<'a>,
    pub stacks: BTreeMap<String, StackState>,
    /// All other stacks of the region, where they were requested.
    pub others: Option<Vec<StackState>>,
}

/// What a snapshot of a region includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The plan's own stacks: one that is alone in its region is requested by name.
    Own,
    /// All stacks of the region, for those that the project file does not have any more.
    Whole,
}

/// All regions of a plan.
pub type Views<'a> = BTreeMap<Region, RegionView<'a>>;

/// Looks at every region of the plan at once.
pub async fn look<'a>(
    cloud: &Cloud,
    graph: &Graph,
    observe: Observer<'a>,
    resources: impl Into<ResourceLooks>,
) -> Result<Views<'a>> {
    look_over(cloud, graph, observe, resources, Extent::Own).await
}

/// Reads every region of the plan at once, as far as requested.
pub async fn look_over<'a>(
    cloud: &Cloud,
    graph: &Graph,
    observe: Observer<'a>,
    resources: impl Into<ResourceLooks>,
    extent: Extent,
) -> Result<Views<'a>> {
    let resources = resources.into();
    let looks = graph.regions().into_iter().map(|region| async move {
        let view = look_at(cloud, graph, &region, observe, resources, extent).await?;
        Ok::<_, anyhow::Error>((region, view))
    });
    Ok(try_join_all(looks).await?.into_iter().collect())
}

/// Looks at one region: by one call for a stack's name where that is all that is wanted, else by a list of all stacks.
pub async fn look_at<'a>(
    cloud: &Cloud,
    graph: &Graph,
    region: &Region,
    observe: Observer<'a>,
    resources: impl Into<ResourceLooks>,
    extent: Extent,
) -> Result<RegionView<'a>> {
    let poller = Poller::new(cloud.cloudformation(region), observe, resources);
    let own = graph.stacks().filter(|(_, stack)| stack.region == *region);
    let wanted: BTreeSet<_> = own.map(|(_, stack)| stack.name.clone()).collect();
    let named = wanted.first().filter(|_| wanted.len() == 1 && extent == Extent::Own);
    let found = match named {
        Some(only) => poller.cloudformation.stack(only).await?.into_iter().collect(),
        None if wanted.is_empty() && extent == Extent::Own => Vec::new(),
        None => {
            let (all, pages) = poller.cloudformation.stacks().await?;
            poller.set_pages(pages);
            all
        }
    };
    let present = found.into_iter().filter(|stack| stack.status.phase() != Phase::Absent);
    let (own, others): (Vec<_>, Vec<_>) = present.partition(|stack| wanted.contains(&stack.name));
    let stacks = own.into_iter().map(|stack| (stack.name.clone(), stack)).collect();
    Ok(RegionView { poller, stacks, others: (extent == Extent::Whole).then_some(others) })
}
