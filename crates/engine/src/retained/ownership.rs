//! The owner of a table or bucket that no stack lists, according to its tags.
//!
//! CloudFormation tags what it creates with the name and the ARN of the stack, and with the stack's own tags, which
//! name the system and the stage. The tags are kept when the stack is deleted, and no caller can write those of
//! CloudFormation.

use std::collections::BTreeMap;

use crate::graph::WantedStack;

const STACK_NAME: &str = "aws:cloudformation:stack-name";
const STACK_ID: &str = "aws:cloudformation:stack-id";
/// The tags of each stack that say to which system and stage it belongs.
const OWN: [&str; 2] = ["provision:system", "provision:stage"];

/// Whose a resource is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The stack's, which lists it.
    Stack,
    /// An earlier stack's of the same name, as its tags say.
    EarlierStack,
    /// Not proven ours, for this reason.
    Foreign(String),
}

impl Owner {
    /// Of something with these tags that has the name of a resource of the stack in this account.
    pub fn by_tags(tags: &BTreeMap<String, String>, stack: &WantedStack, account: &str) -> Self {
        let Some(name) = tags.get(STACK_NAME) else {
            return Self::Foreign("it has no tags of a stack".to_owned());
        };
        if *name != stack.name {
            return Self::Foreign(format!("its tags name the stack {name}"));
        }
        let mut id = tags.get(STACK_ID).map(String::as_str).unwrap_or_default().split(':');
        if id.nth(3) != Some(stack.region.as_str()) {
            return Self::Foreign(format!("its tags name no stack in {}", stack.region));
        }
        if id.next() != Some(account) {
            return Self::Foreign(format!("its tags name no stack in account {account}"));
        }
        if !id.next().is_some_and(|resource| resource.starts_with(&format!("stack/{}/", stack.name))) {
            return Self::Foreign("the ARN in its tags names another stack".to_owned());
        }
        for key in OWN {
            let wanted = stack.tags.get(key).map(String::as_str);
            match tags.get(key).map(String::as_str) {
                found if found == wanted => {}
                Some(found) => return Self::Foreign(format!("its tag {key} is {found}")),
                None => return Self::Foreign(format!("it has no tag {key}")),
            }
        }
        Self::EarlierStack
    }
}
