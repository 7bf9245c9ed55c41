//! E-mail senders: whether SES sends from the addresses in the stacks' parameters, and what to do if it does not.
//!
//! A sender does not belong to a stage: an address exists once per region, and a teardown of one stage would remove it
//! for the others. So it is verified once, by hand, and a deploy ends with a notice until that is done.

use std::collections::BTreeSet;

use super::event::Outcome;
use super::graph::Work;
use super::notice::Notice;
use super::report::{NodeEnd, RunReport};
use super::run::Run;
use crate::aws::Region;
use crate::aws::mail::Standing;
use crate::failure::sentence;

/// Stacks with this parameter send mail from its value.
pub const PARAMETER: &str = "SenderAddress";

/// What to do about a sender from which SES does not send; `None` for one that is verified.
pub fn remedy(standing: Standing, sender: &str, region: &Region) -> Option<String> {
    match standing {
        Standing::Verified => None,
        Standing::Pending => Some(
            "open the link that SES has sent to the address, or finish the verification of its domain"
                .to_owned(),
        ),
        Standing::Unknown => Some(format!(
            "run `aws sesv2 create-email-identity --email-identity {sender} --region {region}`, then open the link that SES \
             sends to the address; or set {PARAMETER} to an address that is verified"
        )),
    }
}

/// One notice for each sender of a stack that this run has created or updated, unless SES sends from it. The emulator takes
/// mail from every sender.
pub async fn unverified(run: &Run<'_>, report: &RunReport) -> Vec<Notice> {
    if run.cloud.is_local() {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    let mut notices = Vec::new();
    for (stack, region, sender) in changed_senders(run, report) {
        if seen.insert((region.clone(), sender.clone())) {
            notices.extend(notice(run, stack, &region, &sender).await);
        }
    }
    notices
}

/// Stack, region and sender of every stack that was changed.
fn changed_senders(run: &Run<'_>, report: &RunReport) -> Vec<(String, Region, String)> {
    let changed =
        |end: &NodeEnd| matches!(end, NodeEnd::Done { outcome: Outcome::Created | Outcome::Updated });
    let nodes = run.graph.nodes.iter().zip(&report.nodes).filter(|(_, node)| changed(&node.end));
    let of = |work: &Work| {
        let Work::Stack(wanted) = work else { return None };
        let given = run.parameters(&wanted.inputs, &wanted.region).ok()?.ok()?;
        let sender = wanted.template.values(&given).remove(PARAMETER)?;
        Some((wanted.name.clone(), wanted.region.clone(), sender))
    };
    nodes.filter_map(|(node, _)| of(&node.work)).collect()
}

async fn notice(run: &Run<'_>, stack: String, region: &Region, sender: &str) -> Option<Notice> {
    let text = match run.cloud.mail(region).standing(sender).await {
        Err(error) => format!("whether SES sends from {sender} could not be checked: {}", sentence(&error)),
        Ok(standing) => {
            let remedy = remedy(standing, sender, region)?;
            format!(
                "SES in {region} sends no mail from {sender} until it is verified: {remedy}. `provision doctor` shows \
                 when it is done."
            )
        }
    };
    Some(Notice { stack, region: region.clone(), text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_that_is_pending_is_not_to_be_made_again() {
        let to_do = |standing| remedy(standing, "a@example.com", &Region::new("eu-west-1"));
        assert_eq!(to_do(Standing::Verified), None);
        assert!(to_do(Standing::Pending).unwrap().starts_with("open the link that SES has sent"));
        let unknown = to_do(Standing::Unknown).unwrap();
        assert!(unknown.contains("create-email-identity --email-identity a@example.com --region eu-west-1`"));
    }
}
