//! Roles, users, groups and permission sets: their policies, what is attached to them, and what limits them.

use serde_json::Value;

use super::{Reader, Source};
use crate::access::policy::{each, statements, texts};
use crate::access::statement::{Effect, Set, Statement};

impl Reader<'_> {
    pub(super) fn identity(&mut self, source: &Source<'_>) {
        let (properties, own) = (source.properties, source.own());
        match source.kind {
            "AWS::IAM::Role" | "AWS::IAM::User" | "AWS::IAM::Group" => self.principal(source, &own),
            "AWS::IAM::ManagedPolicy" => {
                self.add(source, "policy", &own, statements(&properties["PolicyDocument"]));
                self.attached(source, &[attachment(&own)]);
            }
            "AWS::IAM::Policy"
            | "AWS::IAM::RolePolicy"
            | "AWS::IAM::UserPolicy"
            | "AWS::IAM::GroupPolicy" => {
                self.attached(source, &statements(&properties["PolicyDocument"]));
            }
            "AWS::IAM::UserToGroupAddition" => {
                for user in texts(&properties["Users"]) {
                    self.add(source, "identity", &user, members(&properties["GroupName"]));
                }
            }
            "AWS::IAM::OIDCProvider" => self.add(source, "resource", &own, vec![clients(properties)]),
            "AWS::SSO::PermissionSet" => self.permission_set(source, &own),
            "AWS::SSO::Assignment" => self.assignment(source),
            "AWS::SSO::InstanceAccessControlAttributeConfiguration" => self.attributes(source),
            _ => {}
        }
    }

    fn principal(&mut self, source: &Source<'_>, own: &str) {
        let properties = source.properties;
        self.add(source, "trust", own, statements(&properties["AssumeRolePolicyDocument"]));
        let inline = each(&properties["Policies"], &|policies| {
            let items = policies.as_array().into_iter().flatten();
            items.flat_map(|item| each(item, &|policy| statements(&policy["PolicyDocument"]))).collect()
        });
        self.add(source, "identity", own, inline);
        self.add(source, "identity", own, attachments(&properties["ManagedPolicyArns"]));
        self.add(source, "identity", own, boundary(properties));
        self.add(source, "identity", own, members(&properties["Groups"]));
    }

    /// Adds statements to each role, user and group that a policy names.
    fn attached(&mut self, source: &Source<'_>, statements: &[Statement]) {
        for property in ["Roles", "Users", "Groups", "RoleName", "UserName", "GroupName"] {
            for target in texts(&source.properties[property]) {
                self.add(source, "identity", &target, statements.to_vec());
            }
        }
    }

    fn permission_set(&mut self, source: &Source<'_>, own: &str) {
        let properties = source.properties;
        self.add(source, "identity", own, statements(&properties["InlinePolicy"]));
        self.add(source, "identity", own, attachments(&properties["ManagedPolicies"]));
        let named = |reference: &Value| attachment(&texts(reference).concat());
        let references = properties["CustomerManagedPolicyReferences"].as_array().into_iter().flatten();
        self.add(source, "identity", own, references.map(named).collect());
        self.add(source, "identity", own, boundary(properties));
    }

    /// A user or group of IAM Identity Center that gets a permission set in an account.
    fn assignment(&mut self, source: &Source<'_>) {
        let text = |name: &str| texts(&source.properties[name]).concat();
        let statement = Statement {
            principals: Some(Set::of([format!("{} {}", text("PrincipalType"), text("PrincipalId"))])),
            ..Statement::allow(format!("permission set {}", text("PermissionSetArn")))
        };
        self.add(source, "resource", &format!("account {}", text("TargetId")), vec![statement]);
    }

    /// Attributes of users by which IAM Identity Center's policies decide.
    fn attributes(&mut self, source: &Source<'_>) {
        let properties = source.properties;
        let nested = &properties["InstanceAccessControlAttributeConfiguration"]["AccessControlAttributes"];
        let lists = [&properties["AccessControlAttributes"], nested];
        let of = |attribute: &Value| {
            let (key, value) = (texts(&attribute["Key"]).concat(), texts(&attribute["Value"]["Source"]));
            Statement { resources: Set::of(value), ..Statement::allow(format!("attribute {key}")) }
        };
        let statements = lists.into_iter().filter_map(Value::as_array).flatten().map(of).collect();
        let instance = format!("instance {}", texts(&properties["InstanceArn"]).concat());
        self.add(source, "resource", &instance, statements);
    }
}

fn attachment(policy: &str) -> Statement {
    Statement::allow(format!("policy:{policy}"))
}

/// Managed policies, each as what it is called.
pub fn attachments(policies: &Value) -> Vec<Statement> {
    each(policies, &|policies| match policies {
        Value::Array(items) => items.iter().flat_map(attachments).collect(),
        policy => texts(policy).iter().map(|policy| attachment(policy)).collect(),
    })
}

fn members(groups: &Value) -> Vec<Statement> {
    texts(groups).iter().map(|group| Statement::allow(format!("group:{}", super::whole(group)))).collect()
}

/// Who may come with a token of an identity provider.
fn clients(provider: &Value) -> Statement {
    Statement {
        principals: Some(Set::of(texts(&provider["ClientIdList"]))),
        ..Statement::allow("sts:AssumeRoleWithWebIdentity")
    }
}

/// A boundary refuses what it does not allow.
pub fn boundary(properties: &Value) -> Vec<Statement> {
    each(&properties["PermissionsBoundary"], &|boundary| {
        let deny = |policy: &String| {
            let action = format!("what permissions boundary {policy} does not allow");
            Statement { effect: Effect::Deny, ..Statement::allow(action) }
        };
        texts(boundary).iter().map(deny).collect()
    })
}
