//! CloudFormation as it moves stacks: operations take time, reads lag behind, and each status refuses what it refuses on AWS.

mod change_sets;
mod stack;
mod wire;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use self::change_sets::ChangeSet;
pub use self::change_sets::Verdict;
use self::stack::{FakeStack, State};
use self::wire::{described, events_page, listed, result};
use super::{ACCOUNT, Call, Reply, Service};

/// The outcome of the next operation.
#[derive(Clone, Debug, PartialEq)]
pub enum Reaction {
    /// The statuses that the stack passes through, ending with the last; with the reason of a resource that fails.
    Statuses(&'static [&'static str], Option<&'static str>),
    /// The call is accepted and nothing happens.
    Nothing,
}

/// CloudFormation in one region.
pub struct FakeStacks {
    stacks: Vec<FakeStack>,
    change_sets: Vec<ChangeSet>,
    pub reactions: VecDeque<Reaction>,
    pub verdicts: VecDeque<Verdict>,
    /// How long each state of an operation lasts.
    pub takes: Duration,
    /// The same for stacks of these names.
    pub each_takes: BTreeMap<String, Duration>,
    /// By how much reads lag behind.
    pub lag: Duration,
    /// What every stack has in it: logical id, physical id, type and status.
    pub resources: Vec<[&'static str; 4]>,
    /// What a deleted stack has left behind, in the same form.
    pub left_behind: Vec<[&'static str; 4]>,
    /// With which template every stack was deployed, and with which parameters.
    pub template: String,
    /// The templates of nested stacks, by their ARNs.
    pub nested: BTreeMap<&'static str, String>,
    pub parameters: Vec<[&'static str; 2]>,
    /// What the validation before a deployment finds: logical id, type, path, reason and the validation's name.
    pub findings: Vec<[&'static str; 5]>,
    /// How many stacks or events one page holds.
    pub page: usize,
    /// Answers that come before anything else, for as long as there are any.
    pub refusals: VecDeque<Reply>,
    /// Only one stack can be deleted in this time; others fail for this reason.
    pub one_deletion_in: Option<(Duration, &'static str)>,
    last_deletion: Option<Instant>,
    /// Operations that are carried out once, and whose answer is lost.
    pub lost: Vec<&'static str>,
    /// The token of the call that is answered.
    token: String,
    made: u64,
}

impl Default for FakeStacks {
    fn default() -> Self {
        Self {
            stacks: Vec::new(),
            change_sets: Vec::new(),
            reactions: VecDeque::new(),
            verdicts: VecDeque::new(),
            takes: Duration::from_secs(20),
            each_takes: BTreeMap::new(),
            lag: Duration::ZERO,
            resources: Vec::new(),
            left_behind: Vec::new(),
            template: String::new(),
            nested: BTreeMap::new(),
            parameters: Vec::new(),
            findings: Vec::new(),
            page: 100,
            refusals: VecDeque::new(),
            one_deletion_in: None,
            last_deletion: None,
            lost: Vec::new(),
            token: String::new(),
            made: 0,
        }
    }
}

impl FakeStacks {
    /// A stack that has been in this status for long.
    pub fn has(&mut self, name: &str, status: &str) -> &mut FakeStack {
        let arn = self.make(name, Instant::now() - self.lag);
        let stack = self.stack_mut(&arn);
        stack.states[0].status = status.to_owned();
        stack
    }

    /// The status of a stack of this name now.
    pub fn status(&self, name: &str) -> Option<&str> {
        self.stacks.iter().rev().find(|stack| stack.name == name).map(FakeStack::status)
    }

    /// Another client begins an operation.
    pub fn begin(&mut self, name: &str, statuses: &[&str]) {
        let arn = self.stacks.iter().rev().find(|stack| stack.name == name).unwrap().arn.clone();
        self.play(&arn, statuses, None, BTreeMap::new());
    }

    /// What a stack gives now.
    pub fn outputs(&self, name: &str) -> BTreeMap<String, String> {
        let state = self.find(name).and_then(|stack| stack.at(Instant::now()));
        state.map(|state| state.outputs.clone()).unwrap_or_default()
    }

    /// Another operation has just come to this end.
    pub fn end(&mut self, name: &str, status: &str, outputs: BTreeMap<String, String>) {
        let arn = self.find(name).unwrap().arn.clone();
        self.play(&arn, &[status], None, outputs);
    }

    /// Switches termination protection on.
    pub fn protect(&mut self, name: &str) {
        self.stacks.iter_mut().filter(|stack| stack.name == name).for_each(|stack| stack.is_protected = true);
    }

    /// Something happens to a resource now.
    pub fn report(&mut self, name: &str, logical_id: &str, status: &str, reason: &str) {
        let stack = self.stacks.iter_mut().rev().find(|stack| stack.name == name).unwrap();
        stack.event(Instant::now(), logical_id, status, reason, false);
    }

    fn make(&mut self, name: &str, at: Instant) -> String {
        self.made += 1;
        let arn = format!("arn:aws:cloudformation:us-west-2:{ACCOUNT}:stack/{name}/{}", self.made);
        let status = "REVIEW_IN_PROGRESS".to_owned();
        let states = vec![State { since: at, status, made: self.made, outputs: BTreeMap::new() }];
        let stack = FakeStack {
            name: name.to_owned(),
            arn: arn.clone(),
            states,
            events: Vec::new(),
            is_protected: false,
            tags: BTreeMap::new(),
            role: String::new(),
            parent: None,
        };
        self.stacks.push(stack);
        arn
    }

    fn stack_mut(&mut self, arn: &str) -> &mut FakeStack {
        self.stacks.iter_mut().find(|stack| stack.arn == arn).unwrap()
    }

    fn find(&self, name: &str) -> Option<&FakeStack> {
        let alive = |stack: &&FakeStack| stack.name == name && stack.status() != "DELETE_COMPLETE";
        self.stacks.iter().find(|stack| stack.arn == name).or_else(|| self.stacks.iter().find(alive))
    }

    /// Runs an operation through its statuses.
    fn play(
        &mut self,
        arn: &str,
        statuses: &[&str],
        reason: Option<&str>,
        outputs: BTreeMap<String, String>,
    ) {
        self.made += 1;
        let (made, each, usual, token) = (self.made, self.each_takes.clone(), self.takes, self.token.clone());
        let stack = self.stack_mut(arn);
        let takes = each.get(&stack.name).copied().unwrap_or(usual);
        let before = stack.states.last().map(|state| state.outputs.clone()).unwrap_or_default();
        for (index, status) in statuses.iter().enumerate() {
            let at = Instant::now() + takes * u32::try_from(index).unwrap();
            let keeps = status.contains("ROLLBACK") || status.contains("FAILED");
            let outputs = if keeps { before.clone() } else { outputs.clone() };
            stack.states.push(State { since: at, status: (*status).to_owned(), made, outputs });
            stack.event(at, &stack.name.clone(), status, "", true);
            stack.events.last_mut().unwrap().token = token.clone();
            if let Some(reason) = reason.filter(|_| index == 0) {
                let failed = format!("{}_FAILED", status.split('_').next().unwrap());
                let at = at + takes / 2;
                stack.event(at, "Queue", &failed, reason, false);
                stack.event(at, "Topic", &failed, "Resource creation cancelled", false);
            }
        }
    }

    fn operate(&mut self, arn: &str, usual: &'static [&'static str], outputs: BTreeMap<String, String>) {
        match self.reactions.pop_front().unwrap_or(Reaction::Statuses(usual, None)) {
            Reaction::Statuses(statuses, reason) => self.play(arn, statuses, reason, outputs),
            Reaction::Nothing => {}
        }
    }

    fn create(&mut self, call: &Call) -> Reply {
        let name = call.get("StackName");
        if self.find(name).is_some() {
            return Reply::refused("AlreadyExistsException", &format!("Stack [{name}] already exists"));
        }
        let arn = self.make(name, Instant::now());
        let stack = self.stack_mut(&arn);
        stack.states.clear();
        stack.is_protected = call.get("EnableTerminationProtection") == "true";
        stack.role = call.get("RoleARN").to_owned();
        stack.tags = wire::tags(call);
        self.operate(&arn, &["CREATE_IN_PROGRESS", "CREATE_COMPLETE"], wire::outputs(call));
        result(&call.operation, &format!("<StackId>{arn}</StackId>"))
    }

    fn delete(&mut self, call: &Call) -> Reply {
        let name = call.get("StackName");
        let Some(stack) = self.find(name).cloned() else { return result(&call.operation, "") };
        if stack.is_protected {
            return invalid(&format!(
                "Stack [{}] cannot be deleted while TerminationProtection is enabled",
                stack.name
            ));
        }
        if stack.status().ends_with("_IN_PROGRESS") && stack.status() != "REVIEW_IN_PROGRESS" {
            let status = stack.status();
            return invalid(&format!("Stack [{}] cannot be deleted while in status {status}", stack.name));
        }
        if let Some((span, reason)) = self.one_deletion_in {
            if self.last_deletion.is_some_and(|last| last.elapsed() < span) {
                self.play(
                    &stack.arn,
                    &["DELETE_IN_PROGRESS", "DELETE_FAILED"],
                    Some(reason),
                    BTreeMap::new(),
                );
                return result(&call.operation, "");
            }
            self.last_deletion = Some(Instant::now());
        }
        self.operate(&stack.arn, &["DELETE_IN_PROGRESS", "DELETE_COMPLETE"], BTreeMap::new());
        result(&call.operation, "")
    }

    /// ContinueUpdateRollback, CancelUpdateStack and RollbackStack, each from its own states only.
    fn roll_back(&mut self, call: &Call, from: &[&str], usual: &'static [&'static str]) -> Reply {
        let stack = self.find(call.get("StackName")).unwrap().clone();
        if !from.contains(&stack.status()) {
            return invalid(&format!("Stack:{} is in {} state", stack.arn, stack.status()));
        }
        self.operate(&stack.arn, usual, BTreeMap::new());
        result(&call.operation, "")
    }

    fn describe(&self, call: &Call) -> Reply {
        let seen = Instant::now() - self.lag;
        let name = call.get("StackName");
        if name.is_empty() {
            let alive = self.stacks.iter().filter_map(|stack| Some((stack, stack.at(seen)?)));
            let alive = alive.filter(|(_, state)| state.status != "DELETE_COMPLETE");
            let all: Vec<String> =
                alive.map(|(stack, state)| described(stack, state, &self.parameters)).collect();
            return wire::page(&call.operation, "Stacks", &all, self.page, call.get("NextToken"));
        }
        let found = self.find(name).and_then(|stack| Some((stack, stack.at(seen)?)));
        match found {
            None => invalid(&format!("Stack with id {name} does not exist")),
            Some((stack, state)) => {
                let stacks = format!("<Stacks>{}</Stacks>", described(stack, state, &self.parameters));
                result(&call.operation, &stacks)
            }
        }
    }

    fn list(&self, call: &Call) -> Reply {
        let wanted: Vec<&str> = (1..30)
            .map(|n| call.get(&format!("StackStatusFilter.member.{n}")))
            .filter(|s| !s.is_empty())
            .collect();
        let stacks = self.stacks.iter().filter(|stack| wanted.contains(&stack.status()));
        let all: Vec<String> = stacks.map(listed).collect();
        wire::page(&call.operation, "StackSummaries", &all, self.page, call.get("NextToken"))
    }

    /// What validation found, for as long as the change set or the operation of which it is asked is there.
    fn failed_events(&self, call: &Call) -> Reply {
        let (id, operation) = (call.get("ChangeSetName"), call.get("OperationId"));
        let is_of = |event: &stack::Event| wire::operation_id(event) == operation;
        let is_there = match self.find(call.get("StackName")) {
            Some(stack) if id.is_empty() => stack.events.iter().any(is_of),
            stack => stack.is_some() && self.change_sets.iter().any(|set| set.arn == id),
        };
        if !is_there {
            return invalid(&format!("{id}{operation} does not exist"));
        }
        let all: Vec<String> = self.findings.iter().map(wire::finding).collect();
        wire::page(&call.operation, "OperationEvents", &all, self.page, call.get("NextToken"))
    }

    fn events(&self, call: &Call) -> Reply {
        let seen = Instant::now() - self.lag;
        match self.find(call.get("StackName")) {
            None => invalid(&format!("Stack [{}] does not exist", call.get("StackName"))),
            Some(stack) => events_page(stack, seen, self.page, call.get("NextToken")),
        }
    }
}

fn invalid(message: &str) -> Reply {
    Reply::refused("ValidationError", message)
}

impl Service for FakeStacks {
    fn answer(&mut self, call: &Call) -> Option<Reply> {
        if call.service != "cloudformation" {
            return None;
        }
        if let Some(reply) = self.refusals.pop_front() {
            return Some(reply);
        }
        call.get("ClientRequestToken").clone_into(&mut self.token);
        let reply = self.carry_out(call);
        self.token.clear();
        let is_lost = self.lost.iter().position(|operation| *operation == call.operation);
        Some(match is_lost {
            Some(index) => {
                self.lost.remove(index);
                Reply { status: 503, body: String::new() }
            }
            None => reply,
        })
    }
}

impl FakeStacks {
    fn carry_out(&mut self, call: &Call) -> Reply {
        match call.operation.as_str() {
            "CreateStack" => self.create(call),
            "CreateChangeSet" => self.create_change_set(call),
            "DescribeChangeSet" => self.describe_change_set(call),
            "ExecuteChangeSet" => self.execute(call),
            "DeleteChangeSet" => {
                self.change_sets.retain(|set| set.arn != call.get("ChangeSetName"));
                result(&call.operation, "")
            }
            "DeleteStack" => self.delete(call),
            "ContinueUpdateRollback" => self.roll_back(
                call,
                &["UPDATE_ROLLBACK_FAILED"],
                &["UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"],
            ),
            "CancelUpdateStack" => self.roll_back(
                call,
                &["UPDATE_IN_PROGRESS"],
                &["UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"],
            ),
            "RollbackStack" => self.roll_back(
                call,
                &["CREATE_FAILED", "UPDATE_FAILED"],
                &["UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"],
            ),
            "UpdateTerminationProtection" => {
                let arn = self.find(call.get("StackName")).unwrap().arn.clone();
                self.stack_mut(&arn).is_protected = call.get("EnableTerminationProtection") == "true";
                result(&call.operation, "")
            }
            "DescribeStacks" => self.describe(call),
            "ListStacks" => self.list(call),
            "GetTemplate" => {
                let template = self.nested.get(call.get("StackName")).unwrap_or(&self.template);
                let escaped = template.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                result(&call.operation, &format!("<TemplateBody>{escaped}</TemplateBody>"))
            }
            "ListStackResources" => {
                let stack = self.find(call.get("StackName"));
                let is_gone = stack.is_some_and(|stack| stack.status() == "DELETE_COMPLETE");
                let resources = if is_gone { &self.left_behind } else { &self.resources };
                let all: Vec<String> = resources.iter().map(wire::resource).collect();
                wire::page(&call.operation, "StackResourceSummaries", &all, self.page, call.get("NextToken"))
            }
            "DescribeStackEvents" => self.events(call),
            "DescribeEvents" => self.failed_events(call),
            other => panic!("{other}"),
        }
    }
}
