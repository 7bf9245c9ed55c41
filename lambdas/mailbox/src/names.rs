//! The names of the system's failures, which templates and callers rely on.

/// The outside system is unavailable; a retry may help.
pub const EXTERNAL_FAILURE: &str = "external-failure";
/// The outside system rejects the request as invalid.
pub const OUTSIDE_SYSTEM_REJECTED: &str = "OutsideSystemRejected";
/// The e-mail could not be handed to SES.
pub const MAIL_NOT_SENT: &str = "mail-not-sent";

#[cfg(test)]
mod tests {
    use super::*;

    const PROVISIONING: &str = include_str!("../../../templates/mailbox/provisioning.yaml");
    const DELETION: &str = include_str!("../../../templates/mailbox/deletion.yaml");

    fn is_matched(template: &str, name: &str) -> bool {
        let quoted = format!("\"{name}\"");
        template.lines().any(|line| line.contains("\"ErrorEquals\"") && line.contains(&quoted))
    }

    #[test]
    fn the_workflows_match_on_the_names_that_the_functions_give() {
        assert!(is_matched(PROVISIONING, EXTERNAL_FAILURE));
        assert!(is_matched(DELETION, MAIL_NOT_SENT));
    }

    #[test]
    fn the_workflows_match_on_no_other_names_of_ours() {
        let known = [EXTERNAL_FAILURE, MAIL_NOT_SENT];
        let services = ["States.", "Lambda.", "DynamoDB."];
        for line in PROVISIONING.lines().chain(DELETION.lines()) {
            let Some((_, list)) = line.split_once("\"ErrorEquals\": [") else { continue };
            let names = list
                .split(']')
                .next()
                .unwrap_or_default()
                .split(',')
                .map(|name| name.trim().trim_matches('"'));
            for name in names {
                let is_service = services.iter().any(|service| name.starts_with(service));
                assert!(is_service || known.contains(&name), "{name} in {line}");
            }
        }
    }
}
