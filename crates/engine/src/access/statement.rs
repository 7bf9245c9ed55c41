//! One statement of a policy, and whether others grant as much.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::pattern::{contains, overlap, with_wildcards};
use super::ports;

/// Statements with more combinations of principal, action and resource than this are compared only as a whole.
const MOST: usize = 100_000;

/// The principal that stands for every caller.
pub const EVERYBODY: &str = "*";
/// Every caller with an account of AWS.
pub const EVERY_ACCOUNT: &str = "every AWS account";

/// Whether a statement grants or refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Allow,
    Deny,
}

/// What a set of patterns is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Principal,
    Action,
    Resource,
}

/// Patterns, or everything but them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// Whether it stands under `NotAction`, `NotResource` or `NotPrincipal`.
    pub is_negated: bool,
    pub patterns: BTreeSet<String>,
}

impl Set {
    /// These patterns.
    pub fn of<T: Into<String>>(patterns: impl IntoIterator<Item = T>) -> Self {
        Self { is_negated: false, patterns: patterns.into_iter().map(Into::into).collect() }
    }

    /// Everything.
    pub fn everything() -> Self {
        Self::of(["*"])
    }

    /// Whether it is everything, or everything but a few.
    pub fn is_open(&self) -> bool {
        self.is_negated || self.patterns.contains("*")
    }

    /// Its parts, each of which may be covered by another statement.
    fn parts(&self) -> Vec<Set> {
        match self.is_negated {
            true => vec![self.clone()],
            false => self.patterns.iter().map(|pattern| Set::of([pattern.clone()])).collect(),
        }
    }

    fn covers(&self, other: &Set, subject: Subject) -> bool {
        let any = |set: &Set, test: &dyn Fn(&str) -> bool| set.patterns.iter().any(|pattern| test(pattern));
        match (self.is_negated, other.is_negated) {
            (false, false) => {
                other.patterns.iter().all(|part| any(self, &|whole| subject.contains(whole, part)))
            }
            // It leaves out no more than the other.
            (true, true) => {
                self.patterns.iter().all(|part| any(other, &|whole| subject.contains(whole, part)))
            }
            (true, false) => {
                other.patterns.iter().all(|part| !any(self, &|excluded| subject.overlap(excluded, part)))
            }
            (false, true) => self.patterns.contains("*"),
        }
    }
}

impl Subject {
    fn contains(self, whole: &str, part: &str) -> bool {
        match self {
            Subject::Principal => whole == "*" || whole == part || ports::is_within(whole, part),
            // IAM reads actions in either case.
            Subject::Action => {
                ports::has_ports(whole, part) || contains(&whole.to_lowercase(), &part.to_lowercase())
            }
            Subject::Resource => contains(whole, part),
        }
    }

    fn overlap(self, one: &str, other: &str) -> bool {
        match self {
            Subject::Principal => {
                let is_any = |name: &str| with_wildcards(name).contains('*');
                one == other || is_any(one) || is_any(other)
            }
            Subject::Action => overlap(&one.to_lowercase(), &other.to_lowercase()),
            Subject::Resource => overlap(one, other),
        }
    }
}

/// A statement in the form in which it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub effect: Effect,
    /// Who is meant; `None` in the policy of a role, user or group, which is meant itself.
    pub principals: Option<Set>,
    pub actions: Set,
    pub resources: Set,
    /// Operator and key, such as `StringEquals aws:SourceArn`, with the values.
    pub conditions: BTreeMap<String, BTreeSet<String>>,
}

impl Statement {
    /// An unconditional permission for an action on everything.
    pub fn allow(action: impl Into<String>) -> Self {
        Self {
            effect: Effect::Allow,
            principals: None,
            actions: Set::of([action.into()]),
            resources: Set::everything(),
            conditions: BTreeMap::new(),
        }
    }

    /// The same on one more condition.
    pub fn when(mut self, condition: impl Into<String>, value: impl Into<String>) -> Self {
        self.conditions.entry(condition.into()).or_default().insert(value.into());
        self
    }

    /// Whether it may be what others grant together with nothing left: each of its parts is in one of them.
    pub fn is_covered_by(&self, others: &[&Statement]) -> bool {
        if others.iter().any(|other| other.covers(self)) {
            return true;
        }
        let principals = self
            .principals
            .as_ref()
            .map_or_else(|| vec![None], |set| set.parts().into_iter().map(Some).collect());
        let (actions, resources) = (self.actions.parts(), self.resources.parts());
        if principals.len() * actions.len() * resources.len() > MOST {
            return false;
        }
        principals.iter().all(|principals| {
            actions.iter().all(|actions| {
                resources.iter().all(|resources| {
                    others.iter().any(|other| {
                        other.includes(principals.as_ref(), actions, resources)
                            && other.applies_wherever(self)
                    })
                })
            })
        })
    }

    fn covers(&self, other: &Statement) -> bool {
        self.includes(other.principals.as_ref(), &other.actions, &other.resources)
            && self.applies_wherever(other)
    }

    fn includes(&self, principals: Option<&Set>, actions: &Set, resources: &Set) -> bool {
        let has_principals = match (&self.principals, principals) {
            (Some(own), Some(principals)) => own.covers(principals, Subject::Principal),
            (None, None) => true,
            _ => false,
        };
        has_principals
            && self.actions.covers(actions, Subject::Action)
            && self.resources.covers(resources, Subject::Resource)
    }

    /// Whether its conditions hold wherever those of the other do.
    fn applies_wherever(&self, other: &Statement) -> bool {
        self.conditions.iter().all(|(condition, values)| {
            other.conditions.get(condition).is_some_and(|narrower| is_implied(condition, values, narrower))
        })
    }

    /// How much it has in common with another, to show the two side by side.
    pub fn likeness(&self, other: &Statement) -> usize {
        let shared = |one: &Set, other: &Set| one.patterns.intersection(&other.patterns).count();
        let principals = self.principals.as_ref().zip(other.principals.as_ref());
        shared(&self.actions, &other.actions)
            + shared(&self.resources, &other.resources)
            + principals.map_or(0, |(one, other)| shared(one, other))
    }
}

/// Whether a condition with these values holds wherever the same condition with the narrower ones does. Of values under a
/// positive operator one must match, under a negated one all; of other operators, such as comparisons, only equal values
/// are known to mean the same.
fn is_implied(condition: &str, values: &BTreeSet<String>, narrower: &BTreeSet<String>) -> bool {
    let operator = condition.split(' ').next().unwrap_or_default().to_lowercase();
    let takes_patterns = operator.contains("like") || operator.contains("arn");
    let is_known = takes_patterns || operator.contains("string") || operator.contains("ipaddress");
    let has = |value: &String| {
        values.contains(value) || takes_patterns && values.iter().any(|whole| contains(whole, value))
    };
    match is_known {
        true if operator.contains("not") => values.is_subset(narrower),
        true => narrower.iter().all(has),
        false => values == narrower,
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |set: &Set| {
            let patterns: Vec<_> = set.patterns.iter().map(String::as_str).collect();
            format!("{}{}", if set.is_negated { "all but " } else { "" }, patterns.join(", "))
        };
        write!(formatter, "{:?} {} on {}", self.effect, words(&self.actions), words(&self.resources))?;
        if let Some(principals) = &self.principals {
            write!(formatter, " to {}", words(principals))?;
        }
        for (index, (condition, values)) in self.conditions.iter().enumerate() {
            let values: Vec<_> = values.iter().map(String::as_str).collect();
            let joint = if index == 0 { "if" } else { "and" };
            write!(formatter, " {joint} {condition} {}", values.join(", "))?;
        }
        Ok(())
    }
}
