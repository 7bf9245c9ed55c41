//! Leftovers: stacks that carry the tags of a system and a stage of this project but are no longer in the project file.
//!
//! A stack is never a leftover by its name or its tags alone: both must agree. A stack that may belong to another
//! project is listed, and removed only if the user names its system, or never.

mod removal;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use futures_util::StreamExt;
use futures_util::stream::iter;
use serde::Serialize;

pub use self::removal::plan_of;

use super::graph::{Graph, STAGE_TAG, SYSTEM_TAG, Target, Work};
use super::retained::Estate;
use super::snapshot::Views;
use super::steps::Step as _;
use crate::aws::error::AwsError;
use crate::aws::stack::{Phase, StackState};
use crate::aws::{Cloud, Region};
use crate::failure::sentence;
use crate::project::{Project, Regions, of_partition};

/// Regions that are looked at at once.
const LOOKS: usize = 10;
/// What AWS answers to good credentials in a region that the account has not enabled.
const NOT_ENABLED: [&str; 4] =
    ["UnrecognizedClientException", "InvalidClientTokenId", "OptInRequired", "SubscriptionRequiredException"];

/// What a search has found.
#[derive(Clone, Debug, Default, Serialize, schemars::JsonSchema)]
pub struct Leftovers {
    /// The stacks found.
    pub stacks: Vec<Leftover>,
    /// Regions that could not be searched.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unseen: Vec<Unseen>,
}

/// One stack that is not in the project file.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Leftover {
    /// The system that its tag names.
    pub system: String,
    /// Name of the stack.
    pub stack: String,
    pub region: Region,
    /// CloudFormation's status.
    pub status: String,
    /// Whether it is protected against deletion.
    pub protected: bool,
    pub owner: Owner,
    #[serde(skip)]
    pub state: StackState,
}

impl Leftover {
    /// What removes the stack, or why nothing does.
    pub fn note(&self) -> String {
        let system = &self.system;
        match self.owner {
            Owner::Project => "remove with: `provision teardown --leftovers`".to_owned(),
            Owner::UnknownSystem => {
                format!("if {system} was this project's: `provision teardown {system} --leftovers`")
            }
            Owner::Unproven => {
                "never removed: it may be another project's, since its tags differ from the project file's"
                    .to_owned()
            }
        }
    }
}

/// How far a leftover is known to be this project's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Owner {
    /// Of a system in the project file, with all tags of the project.
    Project,
    /// Of a system that is not in the project file: a removed one, or another project's.
    UnknownSystem,
    /// It lacks tags of the project file or has other values: it may be another project's.
    Unproven,
}

/// A region that could not be searched.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Unseen {
    pub region: Region,
    /// Why it was not searched.
    pub reason: String,
}

impl Leftovers {
    /// Those that `teardown --leftovers` removes: a system that the project file does not have must be named.
    pub fn removable(&self, named: &[String]) -> Vec<&Leftover> {
        let is_wanted = |leftover: &&Leftover| match leftover.owner {
            Owner::Project => named.is_empty() || named.contains(&leftover.system),
            Owner::UnknownSystem => named.contains(&leftover.system),
            Owner::Unproven => false,
        };
        self.stacks.iter().filter(is_wanted).collect()
    }
}

/// A search for leftovers.
pub struct Search<'a> {
    pub cloud: &'a Cloud,
    pub project: &'a Project,
    pub target: &'a Target,
    pub graph: &'a Graph,
    /// Look in every region of the partition, not only in the project's and those where its steps have data.
    pub everywhere: bool,
}

impl Search<'_> {
    /// Finds leftovers in the regions that were looked at, the project's, and those that hold data of steps now. A region that does
    /// not answer is part of what was found.
    pub async fn find(&self, views: &Views<'_>, account: &str) -> Leftovers {
        let (regions, unseen) = self.regions(views, account).await;
        let mut found = self.find_in(&regions, views).await;
        found.unseen.extend(unseen);
        found
    }

    /// The regions in which to look, and those whose tables could not be asked.
    pub async fn regions(&self, views: &Views<'_>, account: &str) -> (BTreeSet<Region>, Vec<Unseen>) {
        let mut regions = self.graph.regions();
        regions.extend(self.target.regions.all());
        regions.extend(Regions::of_file(&self.project.file.regions).iter().flat_map(Regions::all));
        if self.everywhere {
            regions.extend(of_partition(&self.target.regions.home));
        }
        let mut unseen = Vec::new();
        let estate = Estate::new(self.cloud, self.graph, views, account);
        for node in &self.graph.nodes {
            let Work::Step(step) = &node.work else { continue };
            match step.data_regions(&estate).await {
                Ok(found) => regions.extend(found),
                Err(error) => {
                    unseen.extend(step.region().map(|region| Unseen { region, reason: sentence(&error) }))
                }
            }
        }
        (regions, unseen)
    }

    /// Finds leftovers in these regions. What a view shows already costs no call.
    pub async fn find_in(&self, regions: &BTreeSet<Region>, views: &Views<'_>) -> Leftovers {
        let expected = self.expected();
        let mut found = Leftovers::default();
        let shown = |region: &Region| views.get(region).and_then(|view| view.others.as_ref());
        for region in regions {
            let others = shown(region).into_iter().flatten();
            found.stacks.extend(others.filter_map(|stack| self.leftover(stack, region, &expected)));
        }
        // What was looked at without success was reported by the look.
        let failed = self.graph.regions().into_iter().filter(|region| !views.contains_key(region));
        let failed: BTreeSet<_> = failed.collect();
        let unknown = regions.iter().filter(|region| shown(region).is_none() && !failed.contains(*region));
        let looks = iter(unknown.cloned().collect::<Vec<_>>())
            .map(|region| async move { (self.cloud.cloudformation(&region).stacks().await, region) });
        let mut looks = looks.buffered(LOOKS);
        while let Some((look, region)) = looks.next().await {
            match look {
                Ok((stacks, _)) => found
                    .stacks
                    .extend(stacks.iter().filter_map(|stack| self.leftover(stack, &region, &expected))),
                Err(error) => found.unseen.push(Unseen { region, reason: reason(&error) }),
            }
        }
        found.stacks.sort_by(|one, other| (&one.stack, &one.region).cmp(&(&other.stack, &other.region)));
        found
    }

    /// Looks again in the same regions.
    pub async fn find_again(&self, regions: &BTreeSet<Region>) -> Leftovers {
        // Nothing of the plan is shown, so that every region is asked.
        let nothing = Graph { stage: self.graph.stage.clone(), nodes: Vec::new(), notes: Vec::new() };
        Search { graph: &nothing, ..*self }.find_in(regions, &Views::new()).await
    }

    /// Every stack that the project file has, in the regions of this run and in those that the file names: a run with
    /// `--region` must not take what the file's own regions hold for a leftover.
    fn expected(&self) -> BTreeSet<(String, Region)> {
        let of_file = Regions::of_file(&self.project.file.regions);
        let stage = &self.target.stage;
        let mut expected = BTreeSet::new();
        for regions in of_file.iter().chain([&self.target.regions]) {
            for (node, stack) in self.project.stacks() {
                let places = regions.of(stack.region).into_iter();
                expected.extend(places.map(|region| (node.stack_name(stage), region)));
            }
        }
        expected
    }

    fn leftover(
        &self,
        state: &StackState,
        region: &Region,
        expected: &BTreeSet<(String, Region)>,
    ) -> Option<Leftover> {
        // A nested stack has the tags of its parent, with which it is deleted.
        if state.is_nested || state.status.phase() == Phase::Absent {
            return None;
        }
        let system = state.tags.get(SYSTEM_TAG)?;
        let stage = &self.target.stage;
        let name = state.name.strip_prefix(&format!("{system}-"))?.strip_suffix(&format!("-{stage}"))?;
        let is_tagged = state.tags.get(STAGE_TAG) == Some(stage) && !name.is_empty();
        if !is_tagged || expected.contains(&(state.name.clone(), region.clone())) {
            return None;
        }
        Some(Leftover {
            system: system.clone(),
            stack: state.name.clone(),
            region: region.clone(),
            status: state.status.to_string(),
            protected: state.is_protected,
            owner: self.owner(system, state)?,
            state: state.clone(),
        })
    }

    /// `None` for a system of the project file that is not selected, and for what is another project's for certain.
    fn owner(&self, system: &str, state: &StackState) -> Option<Owner> {
        let file = &self.project.file;
        let is_known = file.systems.contains_key(system);
        if is_known && !self.target.systems.iter().any(|selected| selected == system) {
            return None;
        }
        let carried = |key: &String| state.tags.get(key);
        let has_all = file.tags.iter().all(|(key, tag)| carried(key) == Some(&tag.value));
        let contradicts =
            file.tags.iter().any(|(key, tag)| carried(key).is_some_and(|has| *has != tag.value));
        match (is_known, has_all) {
            (true, true) => Some(Owner::Project),
            (false, true) => Some(Owner::UnknownSystem),
            (false, false) if contradicts => None,
            _ => Some(Owner::Unproven),
        }
    }
}

fn reason(error: &anyhow::Error) -> String {
    let code = error.downcast_ref::<AwsError>().and_then(|error| error.code.as_deref());
    match code {
        Some(code) if NOT_ENABLED.contains(&code) => "the account has not enabled this region".to_owned(),
        _ => sentence(error),
    }
}
