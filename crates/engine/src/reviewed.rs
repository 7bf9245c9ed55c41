//! What a review of a deploy looks for, and what it was made with.

use std::collections::BTreeMap;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    pub access: bool,
    pub losses: Losses,
}

/// Which losses of data are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Losses {
    /// None: they are allowed.
    Allowed,
    /// Only those in nested stacks, which cost no change set.
    Nested,
    All,
}

/// What a stack was reviewed with.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The values of its parameters as far as they were known.
    pub parameters: BTreeMap<String, String>,
    /// Those that CloudFormation reads from Systems Manager.
    pub remote: BTreeMap<String, String>,
    pub scope: Scope,
}
