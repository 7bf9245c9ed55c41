//! `provision template`: the template of a stack as a deploy would send it.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueHint;
use serde::Serialize;

use super::build::origin;
use super::selection::{Override, Selection};
use crate::context::Context;
use crate::names::Names;
use crate::output::Report;
use engine::deploy::{Deploy, DeployOptions};
use engine::event::Event;
use engine::failure::Failure;
use engine::project::Project;
use engine::sent::SentTemplate;

/// Print the template of a stack as a deploy would send it
///
/// The text is the author's own, with the fingerprint output, the names of API deployments and of retained resources,
/// and references to packaged files filled in. Functions that the stack needs are built, because the template contains
/// their hashes; nothing is changed or uploaded. A stack in several regions is printed once for each region. With
/// --output json the values of the
/// parameters and the tags are printed too.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision template mailbox-api --local
  provision template mailbox-api --stage prod > mailbox-api.yaml
  provision template mailbox-table --output json")]
pub struct Args {
    /// Stack whose template is printed, as SYSTEM-STACK or by its name in the stage
    #[arg(value_name = "STACK", add = Names::Stacks)]
    stack: String,

    /// Value of a stack's parameter, instead of the one in the project file; may be repeated
    #[arg(long = "parameter", short = 'p', value_name = "STACK.NAME=VALUE", add = Names::Parameters)]
    parameters: Vec<Override>,

    /// Folder with artifacts written by provision build, to use instead of building
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    artifacts: Option<PathBuf>,
}

/// The templates of a stack, one for each region.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TemplateReport {
    templates: Vec<SentTemplate>,
}

impl Report for TemplateReport {
    /// One template as it is; several as a stream of documents, each with its region.
    fn text(&self) -> String {
        match &self.templates[..] {
            [one] => one.template.trim_end().to_owned(),
            several => {
                let document = |sent: &SentTemplate| {
                    format!("--- # {} in {}\n{}", sent.stack, sent.region, sent.template.trim_end())
                };
                several.iter().map(document).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// Prints the template.
pub async fn run(context: &Context, args: Args) -> Result<()> {
    let project = context.project()?;
    let suffix = format!("-{}", project.stage(context.settings.stage.as_deref())?);
    // Tables show the name of the stack in the stage.
    let id = args.stack.strip_suffix(&suffix).filter(|id| project.stack(id).is_some()).unwrap_or(&args.stack);
    let system = system_of(&project, id)?;
    let selection = Selection::new(context, &[system], &args.parameters)?;
    selection.check_values()?;
    selection.project.check_packages()?;
    let artifacts = origin(context, &selection, args.artifacts.as_deref())?;
    context.ui.note(&format!("reading {}", selection.place()));
    let cloud = selection.cloud(context, None).await?;
    let observe = |event: Event| context.ui.build_event(&event);
    let (views, account) = selection.look(&cloud, &observe, false).await?;
    context.ui.identity(&cloud);
    let options = DeployOptions { artifacts, ..DeployOptions::default() };
    let deploy = Deploy::new(&cloud, &selection.project, &selection.graph, views, account, options, &observe);
    let templates = deploy.sent(id).await?;
    context.ui.run_ended();
    for sent in templates.iter().filter(|sent| !sent.missing.is_empty()) {
        let (stack, missing) = (&sent.stack, sent.missing.join(", "));
        context.ui.note(&format!(
            "note: {stack} refers to outputs that do not exist yet ({missing}); its fingerprint and the names of API \
             deployments will change"
        ));
    }
    context.ui.page(&TemplateReport { templates })
}

/// The system of a stack.
fn system_of(project: &Project, id: &str) -> Result<String> {
    let found = project.node(id).filter(|_| project.stack(id).is_some());
    found.map(|node| node.system.to_owned()).ok_or_else(|| {
        let stacks: Vec<_> = project.stacks().map(|(node, _)| node.id).collect();
        Failure::usage(format!("{} has no stack '{id}'", project.source.name))
            .hint(format!("the stacks are: {}", stacks.join(", ")))
            .into()
    })
}
