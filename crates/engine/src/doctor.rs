//! Checks for problems that prevent, or may prevent, the deployment of a stage: credentials, regions, tools, stacks,
//! mail, quotas.
//!
//! Nothing is changed. A check that cannot be made is a finding like any other, so that one missing permission hides
//! nothing else.

use std::collections::BTreeSet;
use std::process::Stdio;

use anyhow::Result;
use futures_util::future::join_all;
use serde::Serialize;
use tokio::process::Command;

use super::failed::StackFailed;
use super::graph::{Graph, Target, Work};
use super::leftovers::Search;
use super::notice::{Notice, notices};
use super::sender;
use super::snapshot::{Extent, RegionView, Views, look_at};
use super::status::outputs;
use super::stuck::{Stuck, reasons, stuck};
use crate::aws::mail::Standing;
use crate::aws::{Cloud, Identity, Region};
use crate::counted::counted;
use crate::failure::{hint_of, sentence};
use crate::project::{Project, StageFile};

/// A new account may run ten functions at once; one deployed system alone can need more.
const FEW_FUNCTIONS: i32 = 100;

/// The results of all checks.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct DoctorReport {
    pub stage: String,
    pub findings: Vec<Finding>,
    /// Whose credentials were used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
}

impl DoctorReport {
    /// How many findings are of this grade.
    pub fn count(&self, grade: Grade) -> usize {
        self.findings.iter().filter(|finding| finding.grade == grade).count()
    }
}

/// The result of one check.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Finding {
    pub check: &'static str,
    /// The region, stack or artifact that was checked.
    pub place: String,
    pub grade: Grade,
    pub text: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    Well,
    /// It works, though perhaps not as intended.
    Warning,
    /// A deploy, or what is deployed, fails because of it.
    Problem,
}

impl Finding {
    fn new(check: &'static str, place: impl ToString, grade: Grade, text: impl Into<String>) -> Self {
        Self { check, place: place.to_string(), grade, text: text.into(), hint: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    fn failed(check: &'static str, place: impl ToString, error: &anyhow::Error) -> Self {
        let finding = Self::new(check, place, Grade::Problem, sentence(error));
        Self { hint: hint_of(error).map(str::to_owned), ..finding }
    }
}

/// A stage that is looked at.
pub struct Doctor<'a> {
    pub cloud: &'a Cloud,
    pub project: &'a Project,
    pub graph: &'a Graph,
    /// The region in which the identity is looked up.
    pub home: Region,
    pub target: &'a Target,
    /// Look for leftovers in every region.
    pub everywhere: bool,
}

impl Doctor<'_> {
    /// Makes every check. Never fails itself.
    pub async fn make(&self) -> DoctorReport {
        let mut findings = self.tools().await;
        findings.push(self.identity().await);
        let silent = |_| {};
        let mut views = Views::new();
        let regions: Vec<_> = self.graph.regions().into_iter().collect();
        let looks = join_all(
            regions
                .iter()
                .map(|region| look_at(self.cloud, self.graph, region, &silent, false, Extent::Whole)),
        )
        .await;
        for (region, look) in regions.into_iter().zip(looks) {
            findings.push(seen(&region, &look));
            if let Ok(view) = look {
                findings.push(self.concurrency(&region).await);
                views.insert(region, view);
            }
        }
        findings.extend(self.stacks(&views).await);
        findings.extend(self.kept_roles(&views));
        findings.extend(self.mail(&views).await);
        findings.extend(self.leftovers(&views).await);
        let identity = self.cloud.known_identity().cloned();
        DoctorReport { stage: self.graph.stage.clone(), findings, identity }
    }

    /// Whether the programs that build artifacts are installed. A clone of the sources is where they are needed.
    async fn tools(&self) -> Vec<Finding> {
        let artifacts = self.graph.nodes.iter().filter_map(|node| match &node.work {
            Work::Build { artifact } => self.project.file.artifacts.get(artifact.as_str()),
            _ => None,
        });
        let programs: BTreeSet<_> =
            artifacts.filter_map(|artifact| artifact.value.build.first().map(String::as_str)).collect();
        join_all(programs.into_iter().map(tool)).await
    }

    async fn identity(&self) -> Finding {
        let stage = self.project.file.stages.get(&self.graph.stage);
        let wanted = stage.and_then(StageFile::account);
        match (self.cloud.identity(&self.home).await, wanted) {
            (Err(error), _) => Finding::failed("identity", &self.home, &error),
            (Ok(identity), Some(wanted)) if identity.account != wanted => {
                let text = format!(
                    "stage {} belongs to account {wanted}, and the credentials are of {identity}",
                    self.graph.stage
                );
                Finding::new("identity", &self.home, Grade::Problem, text)
                    .hint("choose other credentials with --profile")
            }
            (Ok(identity), _) => Finding::new("identity", &self.home, Grade::Well, identity.to_string()),
        }
    }

    async fn concurrency(&self, region: &Region) -> Finding {
        match self.cloud.functions(region).concurrency().await {
            Err(error) => Finding::failed("quota", region, &error),
            Ok(most) if most < FEW_FUNCTIONS => {
                let text = format!("only {} may run at once", counted(most, "function"));
                Finding::new("quota", region, Grade::Warning, text)
                    .hint("request an increase in Service Quotas: AWS Lambda, concurrent executions")
            }
            Ok(most) => Finding::new(
                "quota",
                region,
                Grade::Well,
                format!("{} may run at once", counted(most, "function")),
            ),
        }
    }

    async fn stacks(&self, views: &Views<'_>) -> Vec<Finding> {
        let stuck = stuck(self.graph, views);
        let broken = reasons(self.graph, views).await.into_iter().map(|failed| {
            let is_same = |stuck: &&Stuck| stuck.stack == failed.stack && stuck.region == failed.region;
            match stuck.iter().find(is_same) {
                Some(stuck) => {
                    let text = format!("{stuck}; reason: {}", failed.cause());
                    Finding::new("stack", &failed.stack, Grade::Problem, text)
                        .hint("`provision deploy --yes` repairs it")
                }
                None => {
                    let StackFailed { stack, region, .. } = &failed;
                    let text = format!(
                        "the last update of stack {stack} in {region} was rolled back: {}",
                        failed.cause()
                    );
                    Finding::new("stack", stack, Grade::Warning, text)
                        .hint("it has its previous version; `provision plan` shows what differs")
                }
            }
        });
        let notices = notices(&outputs(self.graph, views));
        let finding =
            |notice: &Notice| Finding::new("notice", notice.place(&notices), Grade::Warning, &notice.text);
        broken.chain(notices.iter().map(finding)).collect()
    }

    /// Service roles that stacks keep from earlier deploys although the stage names none any more.
    fn kept_roles(&self, views: &Views<'_>) -> Vec<Finding> {
        if self.cloud.stack_role().is_some() {
            return Vec::new();
        }
        let stacks = views.values().flat_map(|view| view.stacks.values());
        let kept = stacks.filter_map(|stack| Some((stack, stack.role.as_ref()?)));
        kept.map(|(stack, role)| {
            let text = format!("CloudFormation still uses {role} for it, which an earlier deploy set");
            Finding::new("role", &stack.name, Grade::Warning, text)
                .hint("name it as the role of the stage, and keep it until the stack is deleted")
        })
        .collect()
    }

    async fn leftovers(&self, views: &Views<'_>) -> Vec<Finding> {
        let Self { cloud, project, target, graph, everywhere, .. } = *self;
        let account = cloud.account(&self.home).await.unwrap_or_default();
        let found = Search { cloud, project, target, graph, everywhere }.find(views, &account).await;
        let stacks = found.stacks.into_iter().map(|leftover| {
            let text = format!("in {} and not in the project file ({})", leftover.region, leftover.status);
            let note = leftover.note();
            Finding::new("leftover", leftover.stack, Grade::Warning, text).hint(note)
        });
        let unseen = found.unseen.into_iter().map(|unseen| {
            let text = format!("was not searched for leftovers: {}", unseen.reason);
            Finding::new("leftover", unseen.region, Grade::Warning, text)
        });
        stacks.chain(unseen).collect()
    }

    /// Looks at the senders of the stacks that are deployed.
    async fn mail(&self, views: &Views<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        // The emulator keeps mail from every sender and sends none.
        if self.cloud.is_local() {
            return findings;
        }
        for (region, view) in views {
            let senders = view.stacks.values().filter_map(|stack| stack.parameters.get(sender::PARAMETER));
            let senders: BTreeSet<_> = senders.collect();
            if !senders.is_empty() {
                findings.push(self.sandbox(region).await);
            }
            for sender in senders {
                findings.push(self.sender(region, sender).await);
            }
        }
        findings
    }

    async fn sandbox(&self, region: &Region) -> Finding {
        match self.cloud.mail(region).is_sandbox().await {
            Err(error) => Finding::failed("mail", region, &error),
            Ok(true) => Finding::new(
                "mail",
                region,
                Grade::Warning,
                "SES is in its sandbox: it sends to verified addresses only",
            )
            .hint("request production access in the SES console, or verify the recipients"),
            Ok(false) => Finding::new("mail", region, Grade::Well, "SES sends to all addresses"),
        }
    }

    async fn sender(&self, region: &Region, sender: &str) -> Finding {
        match self.cloud.mail(region).standing(sender).await {
            Err(error) => Finding::failed("mail", region, &error),
            Ok(Standing::Verified) => {
                Finding::new("mail", region, Grade::Well, format!("{sender} is verified"))
            }
            Ok(standing) => {
                let text = format!("{sender} is not verified, so no e-mail is sent");
                let hint = sender::remedy(standing, sender, region);
                Finding { hint, ..Finding::new("mail", region, Grade::Problem, text) }
            }
        }
    }
}

fn seen(region: &Region, look: &Result<RegionView<'_>>) -> Finding {
    match look {
        Ok(view) => {
            let text = format!("reachable; it has {} of the stage", counted(view.stacks.len(), "stack"));
            Finding::new("region", region, Grade::Well, text)
        }
        Err(error) => Finding::failed("region", region, error),
    }
}

async fn tool(program: &str) -> Finding {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.status().await {
        Ok(_) => Finding::new("tool", program, Grade::Well, "is installed"),
        Err(error) => Finding::new("tool", program, Grade::Problem, format!("cannot be started: {error}"))
            .hint("install it, or put it on the PATH: it builds the functions"),
    }
}

#[cfg(test)]
mod tests {
    use super::Grade;
    use crate::aws::fake::stacks::Reaction;
    use crate::aws::fake::{Call, Reply, held};
    use crate::testing::{ONE_STACK, QUEUE, Scene};

    const ROLE: &str = "arn:aws:iam::123456789012:role/cloudformation";

    /// The other services that an examination asks.
    fn others(call: &Call) -> Option<Reply> {
        match call.service.as_str() {
            "sts" => {
                let identity = "<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/me</Arn>";
                let result = format!("<GetCallerIdentityResult>{identity}</GetCallerIdentityResult>");
                Some(Reply::ok(format!("<GetCallerIdentityResponse>{result}</GetCallerIdentityResponse>")))
            }
            "lambda" => Some(Reply::ok(r#"{"AccountLimit": {"ConcurrentExecutions": 1000}}"#)),
            _ => None,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_role_that_a_stack_keeps_is_named_once_the_stage_names_none() {
        let mut scene = Scene::of(ONE_STACK, QUEUE, vec![Box::new(others)]);
        scene.cloud.give_stack_role(ROLE);
        assert!(scene.deploy().await.1.is_none());
        let roles = |report: super::DoctorReport| {
            let found = report.findings.into_iter().filter(|finding| finding.check == "role");
            found.map(|finding| (finding.place, finding.text)).collect::<Vec<_>>()
        };
        let report = scene.doctor().await;
        assert_eq!(report.identity.as_ref().unwrap().arn, "arn:aws:iam::123456789012:user/me");
        assert_eq!(roles(report), []);
        scene.cloud.give_stack_role("");
        let text = format!("CloudFormation still uses {ROLE} for it, which an earlier deploy set");
        assert_eq!(roles(scene.doctor().await), [("mail-queue-dev".to_owned(), text)]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_broken_stack_is_found_with_the_reason_that_cloudformation_gave() {
        let found = async |path: &'static [&'static str]| {
            let scene = Scene::of(ONE_STACK, QUEUE, vec![Box::new(others)]);
            held(&scene.stacks).reactions.push_back(Reaction::Statuses(path, Some("Name is taken")));
            assert!(scene.deploy().await.1.is_some());
            let findings = scene.doctor().await.findings.into_iter();
            let found = findings.filter(|finding| finding.check == "stack");
            found.map(|finding| (finding.grade, finding.text)).collect::<Vec<_>>()
        };
        let text = "stack mail-queue-dev in us-west-2 is in ROLLBACK_COMPLETE: it never came up and must be deleted before it \
                    can be created again; reason: Queue (AWS::SQS::Queue): Name is taken";
        let path = &["CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"];
        assert_eq!(found(path).await, [(Grade::Problem, text.to_owned())]);
        let text = "the last update of stack mail-queue-dev in us-west-2 was rolled back: Queue (AWS::SQS::Queue): Name is taken";
        let path = &["UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"];
        assert_eq!(found(path).await, [(Grade::Warning, text.to_owned())]);
    }
}
