//! Change sets: made a second after they were asked for, executed once, gone with the first that is executed.

use std::collections::BTreeMap;

use tokio::time::Instant;

use super::wire::{self, change_set_page, result};
use super::{FakeStacks, invalid};
use crate::aws::fake::{ACCOUNT, Call, Reply};

/// What a change set comes to.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// Its changes, page by page: action, replacement and type of each.
    Ready(Vec<Vec<(&'static str, &'static str, &'static str)>>),
    Failed(&'static str),
    /// Its changes as CloudFormation writes them, with the values of properties and without. The first may lack some.
    Recorded {
        with_values: &'static str,
        without: &'static str,
    },
    /// Another run executes another one meanwhile.
    Overtaken,
}

/// One change set that was asked for.
#[derive(Clone)]
pub struct ChangeSet {
    pub arn: String,
    pub stack: String,
    pub made: Instant,
    pub verdict: Verdict,
    pub outputs: BTreeMap<String, String>,
}

impl FakeStacks {
    pub fn create_change_set(&mut self, call: &Call) -> Reply {
        let name = call.get("StackName");
        let found = self.find(name).map(|stack| (stack.arn.clone(), stack.status().to_owned()));
        let arn = match (call.get("ChangeSetType"), found) {
            ("CREATE", None) => self.make(name, Instant::now()),
            ("CREATE", Some((arn, status))) if status == "REVIEW_IN_PROGRESS" => arn,
            ("UPDATE", Some((arn, status))) if wire::is_at_rest(&status) => arn,
            ("UPDATE", None) => return invalid(&format!("Stack [{name}] does not exist")),
            ("UPDATE", Some((arn, status))) => {
                return invalid(&format!("Stack:{arn} is in {status} state and can not be updated."));
            }
            (kind, found) => panic!("change set {kind} for {found:?}"),
        };
        let id = call.get("ChangeSetName");
        let id = format!("arn:aws:cloudformation:us-west-2:{ACCOUNT}:changeSet/{id}/1");
        if self.change_sets.iter().any(|set| set.arn == id) {
            return Reply::refused("AlreadyExistsException", &format!("ChangeSet [{id}] already exists"));
        }
        let usual = Verdict::Ready(vec![vec![("Modify", "False", "AWS::SNS::Topic")]]);
        let verdict = self.verdicts.pop_front().unwrap_or(usual);
        if matches!(verdict, Verdict::Overtaken) {
            self.play(&arn.clone(), &["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"], None, wire::outputs(call));
        }
        let (made, outputs) = (Instant::now(), wire::outputs(call));
        let set = ChangeSet { arn: id.clone(), stack: arn.clone(), made, verdict, outputs };
        self.change_sets.push(set);
        result(&call.operation, &format!("<Id>{id}</Id><StackId>{arn}</StackId>"))
    }

    pub fn describe_change_set(&self, call: &Call) -> Reply {
        let id = call.get("ChangeSetName");
        let is_named = |set: &&ChangeSet| set.arn == id || set.arn.ends_with(&format!("changeSet/{id}/1"));
        match self.change_sets.iter().find(is_named) {
            Some(set) if !matches!(set.verdict, Verdict::Overtaken) => {
                let page = change_set_page(set.made, &set.verdict, call);
                let ids = format!("<ChangeSetId>{}</ChangeSetId><StackId>{}</StackId>", set.arn, set.stack);
                Reply { body: page.body.replacen("<Status>", &format!("{ids}<Status>"), 1), ..page }
            }
            _ => Reply::refused("ChangeSetNotFound", &format!("ChangeSet [{id}] does not exist")),
        }
    }

    pub fn execute(&mut self, call: &Call) -> Reply {
        let id = call.get("ChangeSetName").to_owned();
        let stack = call.get("StackName");
        if self.find(stack).is_none_or(|stack| stack.status() == "DELETE_COMPLETE") {
            return invalid(&format!("Stack [{stack}] does not exist"));
        }
        let Some(ChangeSet { stack: arn, outputs, .. }) =
            self.change_sets.iter().find(|set| set.arn == id).cloned()
        else {
            return Reply::refused("ChangeSetNotFound", &format!("ChangeSet [{id}] does not exist"));
        };
        self.run_change_set(&arn, outputs);
        result(&call.operation, "")
    }

    /// Another run executes its own change set of a stack for which this run has made one; the template is the same, or gives these
    /// outputs.
    pub fn overtake(&mut self, name: &str, outputs: Option<BTreeMap<String, String>>) {
        let arn = self.find(name).unwrap().arn.clone();
        let own = self.change_sets.iter().find(|set| set.stack == arn).unwrap().outputs.clone();
        self.run_change_set(&arn, outputs.unwrap_or(own));
    }

    fn run_change_set(&mut self, arn: &str, outputs: BTreeMap<String, String>) {
        self.change_sets.retain(|set| set.stack != arn);
        let usual: &'static [&'static str] = if self.stack_mut(arn).status() == "REVIEW_IN_PROGRESS" {
            &["CREATE_IN_PROGRESS", "CREATE_COMPLETE"]
        } else {
            &["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_COMPLETE"]
        };
        self.operate(arn, usual, outputs);
    }
}
