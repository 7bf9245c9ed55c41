//! Resources of a stack that were deleted by hand. CloudFormation compares templates, so that no deploy creates them again.

use crate::failure::Failure;
use crate::graph::WantedStack;

/// A resource that a stack lists and AWS does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vanished {
    pub logical_id: String,
    /// Type and name, such as `function worker-dev`.
    pub name: String,
}

impl Vanished {
    /// A resource of a stack.
    pub fn new(logical_id: &str, noun: &str, physical_id: &str) -> Self {
        Self { logical_id: logical_id.to_owned(), name: format!("{noun} {physical_id}") }
    }
}

/// What is missing, in a clause.
pub fn words(vanished: &[Vanished]) -> String {
    let names: Vec<_> = vanished.iter().map(|one| one.name.as_str()).collect();
    let verb = if names.len() == 1 { "does" } else { "do" };
    format!(
        "{} {verb} not exist: deleted by hand, which CloudFormation does not see and a deploy cannot repair",
        names.join(", ")
    )
}

/// How the resources are created again.
pub fn remedy(vanished: &[Vanished]) -> String {
    let ids: Vec<_> = vanished.iter().map(|one| one.logical_id.as_str()).collect();
    let (ids, them) = (ids.join(", "), if ids.len() == 1 { "it" } else { "them" });
    format!(
        "remove {ids} and what refers to {them} from the template, deploy, put {them} back, and deploy again; or tear the system \
         down and deploy it again"
    )
}

/// The failure of a deploy that meets a stack without some of its resources.
pub fn failure(stack: &WantedStack, vanished: &[Vanished]) -> Failure {
    let (name, region) = (&stack.name, &stack.region);
    Failure::failed(format!("stack {name} in {region}: {}", words(vanished))).hint(remedy(vanished))
}
