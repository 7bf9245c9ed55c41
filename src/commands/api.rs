//! `provision api`.

use anyhow::Result;
use serde::Serialize;
use serde_json::Value;

use crate::context::Context;
use crate::names::Names;
use crate::output::Report;
use crate::systems::kit::deployed::Deployed;
use engine::document::to_yaml;
use engine::template::KEYS_FIRST;

/// Print the OpenAPI document of a deployed API, for its clients
///
/// The document comes from the stack's template, with the values it was deployed with and the address of the API.
/// Extensions that only API Gateway reads are left out; API Gateway's own responses are added.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision api mailbox > mailbox.yaml
  provision api shop-orders --stage prod
  provision api cake --local --output json")]
pub struct Args {
    /// System that has an API; if it has several, one of its stacks, as SYSTEM-STACK[.LOGICAL-ID]
    #[arg(value_name = "SYSTEM[-STACK]", add = Names::Apis)]
    name: String,
}

/// A document, printed as YAML or as JSON.
#[derive(Serialize)]
#[serde(transparent)]
struct DocumentReport(Value);

impl Report for DocumentReport {
    fn text(&self) -> String {
        to_yaml(&self.0, &KEYS_FIRST).trim_end().to_owned()
    }
}

/// Prints the document.
pub async fn run(context: &Context, args: &Args) -> Result<()> {
    let deployed = Deployed::open(context).await?;
    let document = deployed.api_document(&args.name).await?;
    for place in document.left_out {
        context.ui.note(&format!("note: left out, because only CloudFormation knows its value: {place}"));
    }
    context.ui.stands_alone();
    if context.ui.is_json() {
        return context.ui.json(&document.content);
    }
    context.ui.report(&DocumentReport(document.content))
}
