//! The progress of a run's nodes, derived from its events. Draws nothing.

use std::time::Duration;

use engine::event::{Action, Event, NodeName};

/// The nodes of a run, in the order in which the run got to know them.
#[derive(Debug, Default)]
pub struct RunState {
    pub began: Duration,
    /// Whether the nodes are known from the start. A command that only builds shows them as they begin.
    pub is_planned: bool,
    pub nodes: Vec<Node>,
}

/// One node.
#[derive(Debug)]
pub struct Node {
    pub name: NodeName,
    pub state: State,
    needs: Vec<usize>,
    /// The length of the longest chain of nodes before it.
    depth: usize,
}

/// How far a node is.
#[derive(Debug)]
pub enum State {
    /// Other nodes must end first.
    Waiting,
    /// It finds out whether there is something to do.
    Checking {
        since: Duration,
    },
    Working(Work),
    Done,
    Failed,
    Skipped,
}

/// A node that changes something.
#[derive(Debug)]
pub struct Work {
    pub action: Action,
    pub since: Duration,
    /// Resources in progress, the newest last.
    resources: Vec<Resource>,
    /// The last line that its build command printed.
    line: String,
}

#[derive(Debug)]
struct Resource {
    id: String,
    kind: String,
    status: String,
}

/// How many nodes there are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub done: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl RunState {
    /// A run that begins now.
    pub fn new(now: Duration) -> Self {
        Self { began: now, ..Self::default() }
    }

    /// Records an event.
    pub fn take(&mut self, event: &Event, now: Duration) {
        match event {
            Event::Planned { nodes, needs } => self.planned(nodes, needs, now),
            Event::Started { node, action } => self.started(node, *action, now),
            Event::Resource { node, logical_id, resource_type, status } => {
                if let Some(work) = self.work_of(node) {
                    work.resource(logical_id, resource_type, status);
                }
            }
            Event::BuildLine { node, line } | Event::StillBuilding { node, line, .. } => {
                if let Some(work) = self.work_of(node) {
                    line.clone_into(&mut work.line);
                }
            }
            Event::Finished { node, .. } => self.ended(node, State::Done, now),
            Event::Failed { node, .. } => self.ended(node, State::Failed, now),
            Event::Skipped { node, .. } => self.ended(node, State::Skipped, now),
            Event::Notice { .. } => {}
        }
    }

    fn planned(&mut self, names: &[NodeName], needs: &[Vec<usize>], now: Duration) {
        *self = Self { is_planned: true, ..Self::new(now) };
        for (index, name) in names.iter().enumerate() {
            let needs = needs.get(index).cloned().unwrap_or_default();
            self.nodes.push(Node { name: name.clone(), state: State::Waiting, needs, depth: 0 });
        }
        self.set_depths();
        self.release(now);
    }

    /// Works for graphs in either direction: a teardown's nodes come before those that they wait for.
    fn set_depths(&mut self) {
        for _ in 0..self.nodes.len() {
            let depth =
                |node: &Node| node.needs.iter().map(|need| self.nodes[*need].depth + 1).max().unwrap_or(0);
            let depths: Vec<_> = self.nodes.iter().map(depth).collect();
            if self.nodes.iter().map(|node| node.depth).eq(depths.iter().copied()) {
                return;
            }
            self.nodes.iter_mut().zip(depths).for_each(|(node, depth)| node.depth = depth);
        }
    }

    /// Nodes whose needs have all ended are begun.
    fn release(&mut self, now: Duration) {
        let is_ready = |node: &Node| {
            matches!(node.state, State::Waiting) && self.unfinished_needs(node).next().is_none()
        };
        let ready: Vec<_> = self.nodes.iter().map(is_ready).collect();
        for (node, _) in self.nodes.iter_mut().zip(ready).filter(|(_, is_ready)| *is_ready) {
            node.state = State::Checking { since: now };
        }
    }

    fn started(&mut self, name: &NodeName, action: Action, now: Duration) {
        let node = self.node(name);
        let since = node.state.since().unwrap_or(now);
        node.state = State::Working(Work { action, since, resources: Vec::new(), line: String::new() });
    }

    fn ended(&mut self, name: &NodeName, state: State, now: Duration) {
        self.node(name).state = state;
        self.release(now);
    }

    fn node(&mut self, name: &NodeName) -> &mut Node {
        let index = self.nodes.iter().position(|node| node.name == *name).unwrap_or_else(|| {
            let name = name.clone();
            self.nodes.push(Node { name, state: State::Waiting, needs: Vec::new(), depth: 0 });
            self.nodes.len() - 1
        });
        &mut self.nodes[index]
    }

    fn work_of(&mut self, name: &NodeName) -> Option<&mut Work> {
        match &mut self.nodes.iter_mut().find(|node| node.name == *name)?.state {
            State::Working(work) => Some(work),
            _ => None,
        }
    }

    /// The nodes in progress, the oldest first.
    pub fn in_progress(&self) -> Vec<&Node> {
        let mut nodes: Vec<_> = self.nodes.iter().filter(|node| node.state.since().is_some()).collect();
        nodes.sort_by_key(|node| node.state.since());
        nodes
    }

    /// The nodes that wait for others, the next ones first.
    pub fn waiting(&self) -> Vec<&Node> {
        let is_waiting = |node: &&Node| matches!(node.state, State::Waiting);
        let mut nodes: Vec<_> = self.nodes.iter().filter(is_waiting).collect();
        nodes.sort_by_key(|node| node.depth);
        nodes
    }

    /// What a node still waits for.
    pub fn unfinished_needs(&self, node: &Node) -> impl Iterator<Item = &NodeName> {
        node.needs
            .iter()
            .map(|need| &self.nodes[*need])
            .filter(|need| !need.state.is_end())
            .map(|need| &need.name)
    }

    /// How many nodes have ended, and how.
    pub fn counts(&self) -> Counts {
        self.nodes.iter().fold(Counts::default(), |mut counts, node| {
            match node.state {
                State::Done => counts.done += 1,
                State::Failed => counts.failed += 1,
                State::Skipped => counts.skipped += 1,
                State::Waiting | State::Checking { .. } | State::Working(_) => {}
            }
            counts
        })
    }
}

impl State {
    fn is_end(&self) -> bool {
        matches!(self, State::Done | State::Failed | State::Skipped)
    }

    /// When a node in progress began.
    pub fn since(&self) -> Option<Duration> {
        match self {
            State::Checking { since } => Some(*since),
            State::Working(work) => Some(work.since),
            _ => None,
        }
    }

    /// What a node in progress does, in a word.
    pub fn doing(&self) -> &'static str {
        match self {
            State::Working(work) if work.action == Action::AwaitBuild => "waiting",
            State::Working(work) => work.action.doing(),
            _ => "checking",
        }
    }

    /// The resource or the line of a build that is in progress; empty when nothing is known of it.
    pub fn detail(&self) -> String {
        match self {
            State::Working(work) => work.detail(),
            _ => String::new(),
        }
    }
}

impl Work {
    fn resource(&mut self, id: &str, kind: &str, status: &str) {
        self.resources.retain(|resource| resource.id != id);
        // Statuses of other kinds are sentences, such as how many objects of a bucket are deleted.
        let is_at_rest =
            if kind.starts_with("AWS::") { !status.ends_with("_IN_PROGRESS") } else { status == "ACTIVE" };
        if !is_at_rest {
            self.resources.push(Resource {
                id: id.to_owned(),
                kind: kind.to_owned(),
                status: status.to_owned(),
            });
        }
    }

    fn detail(&self) -> String {
        let Some(Resource { id, kind, status }) = self.resources.last() else {
            return match self.action {
                Action::AwaitBuild if self.line.is_empty() => "for another build".to_owned(),
                _ => self.line.clone(),
            };
        };
        let newest = match kind.strip_prefix("AWS::") {
            Some(kind) => format!("{id} {status} ({kind})"),
            None => format!("{status} ({kind} {id})"),
        };
        match self.resources.len() - 1 {
            0 => newest,
            others => format!("{newest}, {others} more"),
        }
    }
}
