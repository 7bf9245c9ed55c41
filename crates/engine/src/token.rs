//! Names of change sets and tokens of requests.

use uuid::Uuid;

/// A name or token that was never used before and that CloudFormation accepts.
pub fn new_name() -> String {
    format!("provision-{}", Uuid::new_v4())
}
