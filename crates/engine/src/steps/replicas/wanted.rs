//! The step `table-replicas`: a table's copies in other regions.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde::Serialize;

use super::{Copies, GlobalTable};
use crate::aws::Region;
use crate::aws::tables::{ACTIVE, TableState};
use crate::event::{Action, Outcome};
use crate::failure::Failure;
use crate::graph::input::Input;
use crate::plan::step::Step as Planned;
use crate::project::TableReplicasFile;
use crate::schedule::Stop;
use crate::steps::{Deployed, Forecast, Lookup, Placing, RegionalOutputs, Removal, Site, Step, StepStatus};

/// A table's copies in other regions.
#[derive(Debug)]
pub struct Replicas {
    table: Input,
    source: Region,
    /// The regions that are to hold a copy, without the source.
    regions: Vec<Region>,
    /// Give the copies recovery and protection against deletion even where the table itself has none.
    protect: bool,
}

/// One table.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct TableStatus {
    pub table: String,
    pub region: Region,
    pub status: String,
    pub items: i64,
    pub replicas: Vec<ReplicaStatus>,
}

/// One copy of a table.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct ReplicaStatus {
    pub region: Region,
    pub status: String,
    pub ready: bool,
}

impl TableStatus {
    fn new(state: TableState, region: Region) -> Self {
        let replica =
            |(region, status): (Region, String)| ReplicaStatus { region, ready: status == ACTIVE, status };
        Self {
            table: state.name,
            region,
            status: state.status,
            items: state.items,
            replicas: state.replicas.into_iter().map(replica).collect(),
        }
    }
}

impl Replicas {
    /// Places the step in the regions of the target.
    pub fn place(file: &TableReplicasFile, placing: &mut impl Placing) -> Result<Self> {
        let source = placing.regions().of(file.source);
        let source = source.into_iter().next().context("a step's source is one region")?;
        let mut regions: Vec<Region> = Vec::new();
        for region in file.regions.iter().flat_map(|role| placing.regions().of(role.value)) {
            if region != source && !regions.contains(&region) {
                regions.push(region);
            }
        }
        let table = placing.input(&file.table, &source)?;
        Ok(Self { table, source, regions, protect: placing.is_protected() })
    }

    fn global_table<'s>(&self, name: String, site: &'s impl Site) -> GlobalTable<'s> {
        let tables = Box::new(|region: &Region| site.cloud().tables(region));
        GlobalTable { name, home: self.source.clone(), tables }
    }

    /// What the copies lack beside their home table, in words.
    async fn lacking(&self, table: &GlobalTable<'_>, copies: &Copies) -> Result<Option<String>> {
        let lacks = table.lacks(copies, self.protect).await?;
        let notes: Vec<_> = lacks.iter().map(|lack| format!("{} in {}", lack.words(), lack.region)).collect();
        Ok((!notes.is_empty()).then(|| notes.join("; ")))
    }
}

impl Step for Replicas {
    fn region(&self) -> Option<Region> {
        Some(self.source.clone())
    }

    fn regions(&self) -> BTreeSet<Region> {
        self.regions.iter().chain([&self.source]).cloned().collect()
    }

    fn inputs(&self) -> Vec<&Input> {
        vec![&self.table]
    }

    fn inputs_region(&self) -> &Region {
        &self.source
    }

    fn table(&self) -> Option<(&Input, &Region)> {
        Some((&self.table, &self.source))
    }

    async fn data_regions(&self, lookup: &impl Lookup) -> Result<Vec<Region>> {
        let state = lookup.table(&self.table, &self.source).await?;
        Ok(state.into_iter().flat_map(|state| state.replicas).map(|copy| copy.0).collect())
    }

    async fn known_outputs(&self, site: &impl Site) -> Result<RegionalOutputs> {
        let Some(name) = site.value(&self.table, &self.source)? else { return Ok(RegionalOutputs::new()) };
        let copies = self.global_table(name, site).look(&self.regions).await?;
        Ok(copies.known_outputs())
    }

    async fn plan(&self, site: &impl Site, needs_creation: bool) -> Result<Forecast> {
        let name = site.value(&self.table, &self.source)?.filter(|_| !needs_creation);
        let replicate = |note, outputs| Ok(Forecast { step: Planned::Replicate, note: Some(note), outputs });
        let to = |regions: &[Region]| {
            let names: Vec<_> = regions.iter().map(ToString::to_string).collect();
            format!("to {}", names.join(", "))
        };
        let unchanged = |outputs| Forecast { step: Planned::Unchanged, note: None, outputs };
        let Some(name) = name else {
            return if self.regions.is_empty() {
                Ok(unchanged(None))
            } else {
                replicate(to(&self.regions), None)
            };
        };
        let table = self.global_table(name, site);
        let copies = table.look(&self.regions).await?;
        let missing = copies.missing(&self.regions);
        if !missing.is_empty() {
            return replicate(to(&missing), Some(copies.known_outputs()));
        }
        let outputs = Some(copies.outputs()?);
        match self.lacking(&table, &copies).await? {
            Some(note) => replicate(note, outputs),
            None => Ok(unchanged(outputs)),
        }
    }

    async fn deploy(&self, site: &impl Site, _: &Stop) -> Result<Deployed> {
        let name = site.value(&self.table, &self.source)?;
        let name =
            name.ok_or_else(|| Failure::failed("the table's stack does not provide the name of its table"))?;
        let table = self.global_table(name, site);
        let mut copies = table.look(&self.regions).await?;
        let missing = copies.missing(&self.regions);
        let progress = |region: &Region, status: &str| site.show(region.as_str(), "replica", status);
        if !missing.is_empty() {
            site.begin(Action::Replicate);
            copies = table.add(copies, &self.regions, progress).await?;
        }
        let lacks = table.lacks(&copies, self.protect).await?;
        if !lacks.is_empty() {
            site.begin(Action::Replicate);
            copies = table.supply(&lacks, copies, progress).await?;
        }
        let is_unchanged = missing.is_empty() && lacks.is_empty();
        let outcome = if is_unchanged { Outcome::Unchanged } else { Outcome::Replicated };
        Ok(Deployed { outcome, outputs: Some(copies.outputs()?) })
    }

    async fn status(&self, _: &str, lookup: &impl Lookup) -> Result<Option<StepStatus>> {
        let state = lookup.table(&self.table, &self.source).await?;
        Ok(state.map(|state| StepStatus::Table(TableStatus::new(state, self.source.clone()))))
    }

    async fn tear_down(&self, removal: &impl Removal) -> Result<Outcome> {
        removal.remove_copies(&self.table, &self.source).await
    }
}
