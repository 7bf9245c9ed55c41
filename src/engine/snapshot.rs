//! What is there before a run begins: one look per region.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use futures_util::future::try_join_all;

use super::event::Observer;
use super::plan::Plan;
use super::watch::Watcher;
use crate::aws::stack::{Phase, StackState};
use crate::aws::{Cloud, Region};

/// One region during a run: its watcher, and the stacks found in it at the start.
pub struct RegionView<'a> {
    pub watcher: Watcher<'a>,
    pub stacks: BTreeMap<String, StackState>,
}

/// All regions of a plan.
pub type Views<'a> = BTreeMap<Region, RegionView<'a>>;

/// Looks at every region of the plan at once.
pub async fn look<'a>(
    cloud: &Cloud,
    plan: &Plan,
    observe: Observer<'a>,
    shows_resources: bool,
) -> Result<Views<'a>> {
    let looks = plan.regions().into_iter().map(|region| async move {
        let view = look_at(cloud, plan, &region, observe, shows_resources).await?;
        Ok::<_, anyhow::Error>((region, view))
    });
    Ok(try_join_all(looks).await?.into_iter().collect())
}

/// Looks at one region.
pub async fn look_at<'a>(
    cloud: &Cloud,
    plan: &Plan,
    region: &Region,
    observe: Observer<'a>,
    shows_resources: bool,
) -> Result<RegionView<'a>> {
    let watcher = Watcher::new(cloud.cloudformation(region), observe, shows_resources);
    let own = plan.stacks().filter(|(_, stack)| stack.region == *region);
    let wanted: BTreeSet<_> = own.map(|(_, stack)| stack.name.clone()).collect();
    let stacks = find(&watcher, &wanted).await?;
    Ok(RegionView { watcher, stacks })
}

/// One call by name where there is one stack to look for, else all stacks of the region.
async fn find(watcher: &Watcher<'_>, wanted: &BTreeSet<String>) -> Result<BTreeMap<String, StackState>> {
    let found = match wanted.first() {
        None => Vec::new(),
        Some(only) if wanted.len() == 1 => watcher.cloudformation.stack(only).await?.into_iter().collect(),
        Some(_) => {
            let (all, pages) = watcher.cloudformation.stacks().await?;
            watcher.set_pages(pages);
            all
        }
    };
    let present = found
        .into_iter()
        .filter(|stack| wanted.contains(&stack.name) && stack.status.phase() != Phase::Absent);
    Ok(present.map(|stack| (stack.name.clone(), stack)).collect())
}
