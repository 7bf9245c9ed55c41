//! Work that is not a stack: one file or folder for each kind, behind one trait.
//!
//! A step knows neither the graph nor the run: [`Placing`] provides its place, [`Site`] the run, [`Lookup`] the
//! deployed state, and [`Removal`] a teardown. A new kind is a file here, a variant of [`AnyStep`], and its form in
//! `project/steps.rs`.

mod replicas;
mod wait_for;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

pub use self::replicas::{GlobalTable, TableStatus};
pub use self::wait_for::GateStatus;

use self::replicas::Replicas;
use self::wait_for::WaitFor;
use crate::aws::tables::TableState;
use crate::aws::{Cloud, Region};
use crate::document::Node;
use crate::event::{Action, Outcome};
use crate::graph::input::Input;
use crate::plan::step::Step as Planned;
use crate::project::{Regions, StepKind};
use crate::schedule::Stop;

/// What a step offers to stacks, by region.
pub type RegionalOutputs = BTreeMap<Region, BTreeMap<String, String>>;

/// One kind of step, placed in the graph.
pub trait Step {
    /// The region that its name is shown with.
    fn region(&self) -> Option<Region>;
    /// The regions in which it does or makes something.
    fn regions(&self) -> BTreeSet<Region>;
    /// The values that it is given.
    fn inputs(&self) -> Vec<&Input>;
    /// The region as seen from which these values hold.
    fn inputs_region(&self) -> &Region;
    /// The table whose copies in other regions it makes, and that table's own region.
    fn table(&self) -> Option<(&Input, &Region)>;
    /// The regions in which its data is found now, wherever the project file wants it.
    async fn data_regions(&self, lookup: &impl Lookup) -> Result<Vec<Region>>;
    /// The outputs that it has and keeps in a deploy; those that it makes only then are left out.
    async fn known_outputs(&self, site: &impl Site) -> Result<RegionalOutputs>;
    /// What [`Step::deploy`] would do, from one look. `needs_creation` where something that it needs is yet to be created.
    async fn plan(&self, site: &impl Site, needs_creation: bool) -> Result<Forecast>;
    /// Does the work; what is done already is left alone. A step that only waits ends with an error when the run is to stop.
    async fn deploy(&self, site: &impl Site, stop: &Stop) -> Result<Deployed>;
    /// Its state now, under its id in the project file; `None` where there is nothing to show.
    async fn status(&self, id: &str, lookup: &impl Lookup) -> Result<Option<StepStatus>>;
    /// Removes what it made.
    async fn tear_down(&self, removal: &impl Removal) -> Result<Outcome>;
}

/// The graph as a step sees it while it is placed.
pub trait Placing {
    /// The regions of the target.
    fn regions(&self) -> &Regions;
    /// Whether the stage is protected.
    fn is_protected(&self) -> bool;
    /// Where a value comes from; the step needs what gives it.
    fn input(&mut self, node: &Node, region: &Region) -> Result<Input>;
}

/// A run as a step sees it.
pub trait Site {
    /// The connection to AWS.
    fn cloud(&self) -> &Cloud;
    /// A value as seen from a region; `None` for an output that is not there yet.
    fn value(&self, input: &Input, region: &Region) -> Result<Option<String>>;
    /// Reports that something begins.
    fn begin(&self, action: Action);
    /// Reports how far something is.
    fn show(&self, name: &str, kind: &str, status: &str);
}

/// What is deployed, outside of a run.
pub trait Lookup {
    /// The connection to AWS.
    fn cloud(&self) -> &Cloud;
    /// A value as seen from a region; `None` while nothing gives it.
    fn value(&self, input: &Input, region: &Region) -> Option<String>;
    /// A table, also one that its stack left behind.
    async fn table(&self, name: &Input, region: &Region) -> Result<Option<TableState>>;
}

/// A teardown as a step sees it.
pub trait Removal {
    /// Removes the copies of a table in other regions, as far as its data may be deleted.
    async fn remove_copies(&self, table: &Input, home: &Region) -> Result<Outcome>;
}

/// What a deploy would do to a step.
pub struct Forecast {
    pub step: Planned,
    pub note: Option<String>,
    pub outputs: Option<RegionalOutputs>,
}

/// What a deploy did.
pub struct Deployed {
    pub outcome: Outcome,
    pub outputs: Option<RegionalOutputs>,
}

/// The state of a step.
pub enum StepStatus {
    Table(TableStatus),
    Gate(GateStatus),
}

/// A step of any kind.
#[derive(Debug)]
pub enum AnyStep {
    Replicas(Replicas),
    WaitFor(WaitFor),
}

impl AnyStep {
    /// Places a step of the project file.
    pub fn place(kind: &StepKind, placing: &mut impl Placing) -> Result<Self> {
        Ok(match kind {
            StepKind::TableReplicas(file) => Self::Replicas(Replicas::place(file, placing)?),
            StepKind::WaitFor(file) => Self::WaitFor(WaitFor::place(file, placing)?),
        })
    }
}

/// The same call on whatever kind it is.
macro_rules! each {
    ($step:expr, $kind:ident => $call:expr) => {
        match $step {
            AnyStep::Replicas($kind) => $call,
            AnyStep::WaitFor($kind) => $call,
        }
    };
}

impl Step for AnyStep {
    fn region(&self) -> Option<Region> {
        each!(self, step => step.region())
    }

    fn regions(&self) -> BTreeSet<Region> {
        each!(self, step => step.regions())
    }

    fn inputs(&self) -> Vec<&Input> {
        each!(self, step => step.inputs())
    }

    fn inputs_region(&self) -> &Region {
        each!(self, step => step.inputs_region())
    }

    fn table(&self) -> Option<(&Input, &Region)> {
        each!(self, step => step.table())
    }

    async fn data_regions(&self, lookup: &impl Lookup) -> Result<Vec<Region>> {
        each!(self, step => step.data_regions(lookup).await)
    }

    async fn known_outputs(&self, site: &impl Site) -> Result<RegionalOutputs> {
        each!(self, step => step.known_outputs(site).await)
    }

    async fn plan(&self, site: &impl Site, needs_creation: bool) -> Result<Forecast> {
        each!(self, step => step.plan(site, needs_creation).await)
    }

    async fn deploy(&self, site: &impl Site, stop: &Stop) -> Result<Deployed> {
        each!(self, step => step.deploy(site, stop).await)
    }

    async fn status(&self, id: &str, lookup: &impl Lookup) -> Result<Option<StepStatus>> {
        each!(self, step => step.status(id, lookup).await)
    }

    async fn tear_down(&self, removal: &impl Removal) -> Result<Outcome> {
        each!(self, step => step.tear_down(removal).await)
    }
}
