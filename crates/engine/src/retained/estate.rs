//! All resources that stacks have, or have left behind.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::Result;

use super::{
    GLOBAL_TABLE, Holding, NESTED_STACK, Owner, TABLE, Table, deployed, is_to_be_created, known, parameters,
    table_of, tables,
};
use crate::aws::changes::holds_data;
use crate::aws::cloudformation::{CloudFormation, StackResource};
use crate::aws::stack::{Phase, StackState};
use crate::aws::tables::TableState;
use crate::aws::{Cloud, Region};
use crate::document::Source;
use crate::failure::sentence;
use crate::graph::{Graph, Input, WantedStack};
use crate::snapshot::Views;
use crate::steps::Lookup;
use crate::template::{BUCKET, Disposal, Names, Resource, Template, identifier, resolve};

/// How far to look for what an earlier stack has left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// What has the name that the template gives.
    Named,
    /// Also what AWS has named: CloudFormation remembers deleted stacks for 90 days.
    Remembered,
}

/// What stacks hold, or have left behind.
pub struct Estate<'e, 'v> {
    pub cloud: &'e Cloud,
    pub graph: &'e Graph,
    pub views: &'e Views<'v>,
    account: &'e str,
    /// Deleted stacks by region, each requested once.
    deleted: RefCell<BTreeMap<Region, Rc<BTreeMap<String, String>>>>,
}

/// A resource that an earlier stack may have left behind.
struct Candidate {
    logical_id: String,
    kind: String,
    id: String,
}

/// What is known of the resources of a deployed stack; nothing when its template cannot be read.
struct Known {
    disposals: Option<BTreeMap<String, Disposal>>,
}

impl Known {
    fn find(&self, logical_id: &str) -> Option<Disposal> {
        self.disposals.as_ref()?.get(logical_id).copied()
    }

    fn disposal(&self, logical_id: &str) -> Disposal {
        self.find(logical_id).unwrap_or(Disposal::Undecided)
    }

    /// Whether a resource holds data or may outlive its stack.
    fn counts(&self, logical_id: &str, kind: &str) -> bool {
        holds_data(kind)
            || kind == NESTED_STACK
            || self.find(logical_id).is_some_and(|disposal| disposal != Disposal::Deleted)
    }
}

impl<'e, 'v> Estate<'e, 'v> {
    /// No call is made. The account may be empty where nothing that the plan names depends on it.
    pub fn new(cloud: &'e Cloud, graph: &'e Graph, views: &'e Views<'v>, account: &'e str) -> Self {
        Self { cloud, graph, views, account, deleted: RefCell::default() }
    }

    /// What the stack has, and what an earlier one has left behind under the names of its resources.
    pub async fn of(&self, stack: &WantedStack) -> Result<Vec<Holding>> {
        let mut holdings = match deployed(stack, self.views) {
            Some(state) if state.status.phase() != Phase::Shell => self.held(stack, state).await?,
            _ => Vec::new(),
        };
        for left in self.left_by(stack, Reach::Remembered).await? {
            if !holdings.iter().any(|holding| holding.is_same(&left)) {
                holdings.push(left);
            }
        }
        Ok(holdings)
    }

    /// What CloudFormation lists of a stack, as far as it holds data or outlives the stack. Asks only where the
    /// template with which the stack was deployed has something of the kind.
    async fn held(&self, stack: &WantedStack, state: &StackState) -> Result<Vec<Holding>> {
        let cloudformation = self.cloud.cloudformation(&stack.region);
        let fetched;
        let template = if is_as_planned(stack, state) {
            Some(&*stack.template)
        } else {
            fetched = fetch(&cloudformation, &state.arn).await;
            fetched.as_ref()
        };
        let known = Known { disposals: template.map(|template| disposals(template, stack, state)) };
        let mut all = template.into_iter().flat_map(|template| &template.resources);
        if template.is_some() && !all.any(|(id, resource)| known.counts(id, &resource.kind)) {
            return Ok(Vec::new());
        }
        let resources = cloudformation.resources(&state.arn).await?.into_iter();
        let own = resources.filter(|one| one.is_there() && known.counts(&one.logical_id, &one.kind));
        Ok(own
            .map(|StackResource { logical_id, physical_id, kind, .. }| Holding {
                disposal: known.disposal(&logical_id),
                logical_id,
                kind,
                id: physical_id,
                region: stack.region.clone(),
                owner: Owner::Stack,
            })
            .collect())
    }

    /// Tables and buckets that are there under the names of a stack's resources, whosever they are, without a look at
    /// what the stack itself has: where there is a stack, under those of its retained resources.
    pub async fn left_by(&self, stack: &WantedStack, reach: Reach) -> Result<Vec<Holding>> {
        let parameters = parameters(stack, self.graph, self.views, self.account);
        let names = names(&stack.template, &parameters, stack, self.account);
        let mut candidates = Vec::new();
        let mut is_unnamed = false;
        // A policy may have been removed from the template since. An existing stack would list its own resources.
        let takes_all = is_to_be_created(stack, self.views);
        let of_interest =
            |resource: &Resource| resource.may_be_retained() || takes_all && is_looked_at(&resource.kind);
        for (logical_id, resource) in stack.template.resources.iter().filter(|(_, one)| of_interest(one)) {
            match name_of(resource, &names) {
                Some(id) if is_looked_at(&resource.kind) => {
                    candidates.push(Candidate {
                        logical_id: logical_id.clone(),
                        kind: resource.kind.clone(),
                        id,
                    });
                }
                Some(_) => {}
                None => is_unnamed |= resource.may_be_retained(),
            }
        }
        if is_unnamed && reach == Reach::Remembered && takes_all {
            candidates
                .extend(self.remembered(stack).await?.into_iter().filter(|one| is_looked_at(&one.kind)));
        }
        let mut found: Vec<Holding> = Vec::new();
        for candidate in candidates {
            let disposal = stack.template.disposal(&candidate.logical_id, &names);
            let Some(holding) = self.look(stack, candidate, disposal).await? else { continue };
            if !found.iter().any(|known| known.is_same(&holding)) {
                found.push(holding);
            }
        }
        Ok(found)
    }

    /// What the last stack of this name that was deleted has left behind.
    async fn remembered(&self, stack: &WantedStack) -> Result<Vec<Candidate>> {
        let cloudformation = self.cloud.cloudformation(&stack.region);
        let known = self.deleted.borrow().get(&stack.region).cloned();
        let deleted = match known {
            Some(deleted) => deleted,
            None => Rc::new(cloudformation.deleted_stacks().await?),
        };
        self.deleted.borrow_mut().insert(stack.region.clone(), Rc::clone(&deleted));
        let Some(arn) = deleted.get(&stack.name) else { return Ok(Vec::new()) };
        let resources = cloudformation.resources(arn).await?.into_iter();
        let left = resources.filter(StackResource::is_left_behind);
        Ok(left
            .map(|StackResource { logical_id, physical_id: id, kind, .. }| Candidate { logical_id, kind, id })
            .collect())
    }

    /// Whether the last stack of this name that was deleted has left this behind.
    pub async fn remembers(&self, stack: &WantedStack, kind: &str, id: &str) -> Result<bool> {
        Ok(self.remembered(stack).await?.iter().any(|one| one.kind == kind && one.id == id))
    }

    /// Looks whether a resource is there, and whose it is.
    async fn look(
        &self,
        stack: &WantedStack,
        candidate: Candidate,
        disposal: Disposal,
    ) -> Result<Option<Holding>> {
        let Candidate { logical_id, kind, id } = candidate;
        let Some(owner) = self.owner(stack, &kind, &id).await? else { return Ok(None) };
        Ok(Some(Holding { logical_id, kind, id, region: stack.region.clone(), disposal, owner }))
    }

    /// The account of this run. STS is asked, once in a run, only where something has the name of a resource and
    /// nothing else needed the account.
    async fn account(&self, stack: &WantedStack) -> Result<String> {
        if self.account.is_empty() {
            return self.cloud.account(&stack.region).await;
        }
        Ok(self.account.to_owned())
    }

    /// Whose a table or a bucket of this name is; `None` when there is none.
    pub async fn owner(&self, stack: &WantedStack, kind: &str, id: &str) -> Result<Option<Owner>> {
        let tags = if kind == BUCKET {
            let buckets = self.cloud.buckets(self.account, &stack.region);
            match buckets.has(id).await {
                Ok(false) => return Ok(None),
                Ok(true) => buckets.tags(id).await,
                Err(error) => Err(error),
            }
        } else {
            let tables = self.cloud.tables(&stack.region);
            let Some(table) = tables.table(id).await? else { return Ok(None) };
            tables.tags(&table.arn).await
        };
        Ok(Some(match tags {
            Ok(tags) => Owner::by_tags(&tags, stack, &self.account(stack).await?),
            Err(error) => Owner::Foreign(format!("its tags cannot be read: {}", sentence(&error))),
        }))
    }
}

impl Lookup for Estate<'_, '_> {
    fn cloud(&self) -> &Cloud {
        self.cloud
    }

    fn value(&self, input: &Input, region: &Region) -> Option<String> {
        known(input, region, self.graph, self.views, self.account)
    }

    async fn table(&self, name: &Input, region: &Region) -> Result<Option<TableState>> {
        let Some(name) = table_of(name, self).await? else { return Ok(None) };
        tables::look(self.cloud, &Table { name, region: region.clone() }).await
    }
}

/// Whether the tags of a resource of this type say to which stack it belongs.
pub fn is_looked_at(kind: &str) -> bool {
    [TABLE, GLOBAL_TABLE, BUCKET].contains(&kind)
}

/// Whether a stack was deployed with the very template that the project has: then nothing needs to be asked. A template
/// that CloudFormation transforms is known only as it has left it.
fn is_as_planned(stack: &WantedStack, state: &StackState) -> bool {
    let is_whole = matches!(state.status.phase(), Phase::Complete | Phase::RolledBack);
    if !is_whole || state.fingerprint.is_none() || stack.template.is_transformed() {
        return false;
    }
    let given = state.parameters.iter().filter(|(name, _)| stack.inputs.contains_key(*name));
    state.fingerprint == Some(stack.template.fingerprint(given, &stack.tags))
}

/// The template of a deployed stack; `None` when it cannot be read, so that nothing in it is known.
async fn fetch(cloudformation: &CloudFormation, arn: &str) -> Option<Template> {
    let text = cloudformation.template(arn).await.ok()?;
    Template::read(Source::new("the deployed template", text.as_str())).ok()
}

/// The disposal of each resource of a deployed stack, by the values with which it was deployed.
fn disposals(template: &Template, stack: &WantedStack, state: &StackState) -> BTreeMap<String, Disposal> {
    let parameters = template.values(&state.parameters);
    let names = names(template, &parameters, stack, state.account());
    let of = |id: &String| (id.clone(), template.disposal(id, &names));
    template.resources.keys().map(of).collect()
}

fn names<'n>(
    template: &'n Template,
    parameters: &'n BTreeMap<String, String>,
    stack: &'n WantedStack,
    account: &'n str,
) -> Names<'n> {
    Names { parameters, region: stack.region.as_str(), account, stack: &stack.name, body: template.body() }
}

/// The name that a template gives to a resource, by which CloudFormation finds it again.
pub fn name_of(resource: &Resource, names: &Names<'_>) -> Option<String> {
    let mut properties = identifier(&resource.kind);
    let (first, further) = (properties.next()?, properties.next());
    further.is_none().then(|| resolve(&resource.properties[first], names)).flatten()
}
