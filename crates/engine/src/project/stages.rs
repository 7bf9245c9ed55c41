//! Validates the stages of a project file: accounts, and the roles to assume in them.

use super::file::StageFile;
use crate::aws::role::{RoleArn, is_account};
use crate::document::Spanned;

/// Everything that is wrong with a stage, each with its line, in sentences.
pub fn problems(name: &str, stage: &StageFile) -> Vec<(u64, String)> {
    let mut problems = Vec::new();
    if let Some(account) = stage.account.as_ref().filter(|account| !is_account(&account.value)) {
        problems.push((account.line, format!("stage {name}: 'account' must have twelve digits")));
    }
    for (key, arn) in [("role", &stage.role), ("assume-role", &stage.assume_role)] {
        problems.extend(role(name, key, arn.as_ref(), stage.account()));
    }
    problems.extend(external_id(name, stage));
    problems
}

fn external_id(name: &str, stage: &StageFile) -> Option<(u64, String)> {
    let id = stage.external_id.as_ref()?;
    let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@:/-".contains(&byte);
    let reason = match () {
        () if stage.assume_role.is_none() => "needs 'assume-role', which is missing",
        () if !(2..=1224).contains(&id.value.len()) || !id.value.bytes().all(is_taken) => {
            "must be 2 to 1224 letters, digits and _+=,.@:/-"
        }
        () => return None,
    };
    Some((id.line, format!("stage {name}: 'external-id' {reason}")))
}

/// Why the role under a key cannot be used: it is none, or it is in another account than the stage.
fn role(
    stage: &str,
    key: &str,
    role: Option<&Spanned<String>>,
    account: Option<&str>,
) -> Option<(u64, String)> {
    let role = role?;
    let reason = match (role.value.parse::<RoleArn>(), account) {
        (Err(reason), _) => format!("'{}' {reason}", role.value.escape_debug()),
        (Ok(arn), Some(account)) if arn.account() != account => {
            format!("{arn} is in account {}, and the stage in {account}", arn.account())
        }
        (Ok(_), _) => return None,
    };
    Some((role.line, format!("stage {stage}: '{key}': {reason}")))
}

#[cfg(test)]
mod tests {
    use crate::project::testing::project;

    /// What is wrong with a project whose stage prod has these entries.
    fn prod(entries: &str) -> String {
        let file = format!(
            "version: 1\ndefault-stage: dev\nregions: {{home: us-west-2}}\nstages:\n  dev: {{}}\n  prod:\n{entries}systems: {{}}\n"
        );
        project(&[("provision.yaml", &file)]).map_or_else(|error| error.to_string(), |_| String::new())
    }

    #[test]
    fn a_stage_may_name_the_role_of_cloudformation() {
        assert_eq!(prod("    role: arn:aws:iam::123456789012:role/cloudformation\n"), "");
        assert_eq!(
            prod(
                "    account: '123456789012'\n    role: arn:aws-cn:iam::123456789012:role/ci/cloudformation\n"
            ),
            ""
        );
    }

    #[test]
    fn what_is_no_role_is_named_with_its_line() {
        let error = prod("    role: cloudformation\n");
        assert!(
            error.starts_with(
                "provision.yaml:7: stage prod: 'role': 'cloudformation' is not the ARN of an IAM role"
            ),
            "{error}"
        );
        assert!(error.contains("\n  7 |     role: cloudformation"), "{error}");
    }

    #[test]
    fn an_external_id_needs_a_role_to_assume() {
        let role = "    assume-role: arn:aws:iam::123456789012:role/deploy\n";
        assert_eq!(prod(&format!("{role}    external-id: team/7\n")), "");
        let error = prod("    external-id: team/7\n");
        assert!(
            error.starts_with("provision.yaml:7: stage prod: 'external-id' needs 'assume-role'"),
            "{error}"
        );
        let error = prod(&format!("{role}    external-id: a b\n"));
        assert!(
            error.starts_with("provision.yaml:8: stage prod: 'external-id' must be 2 to 1224"),
            "{error}"
        );
        let error = prod("    assume-role: arn:aws:iam::123456789012:user/deploy\n");
        assert!(error.starts_with("provision.yaml:7: stage prod: 'assume-role': "), "{error}");
    }

    #[test]
    fn a_role_of_another_account_than_the_stages_is_refused() {
        let error =
            prod("    account: '210987654321'\n    role: arn:aws:iam::123456789012:role/cloudformation\n");
        assert!(error.starts_with("provision.yaml:8: stage prod: 'role': "), "{error}");
        assert!(error.contains("is in account 123456789012, and the stage in 210987654321"), "{error}");
    }
}
