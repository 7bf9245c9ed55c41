//! Where the values of parameters of stacks and steps come from.

/// The placeholder of the account's number.
pub const ACCOUNT: &str = "account";
/// The placeholder of the artifact bucket's name, which the account's number is part of.
pub const ARTIFACT_BUCKET: &str = "artifacts.bucket";

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Text in which `${account}` and `${artifacts.bucket}` may still stand.
    Text(String),
    /// An output of another node.
    Output { node: usize, output: String },
    /// The key of an artifact in its bucket.
    ArtifactKey { artifact: String, build: usize },
}

impl Input {
    /// Whether it can be filled only once the account is known.
    pub fn depends_on_account(&self) -> bool {
        matches!(self, Input::Text(text) if depends_on_account(text))
    }
}

/// Whether a text can be filled only once the account is known.
pub fn depends_on_account(text: &str) -> bool {
    [ACCOUNT, ARTIFACT_BUCKET].iter().any(|name| text.contains(&format!("${{{name}}}")))
}
