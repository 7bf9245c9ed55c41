//! An emulator that checks permissions: who runs the commands, and which roles a system's functions have.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::{Output, Sandbox, repository, tag, text};

/// What an identity needs that deploys and uses the shipped systems: for the program's own calls, and for what
/// CloudFormation does in its name.
pub const POLICIES: [&str; 3] = ["deploy", "cloudformation", "cloudformation-data"];

/// A function's role.
#[derive(Clone, Debug)]
pub struct Role {
    /// The function's name in its template; its role there is `<name>Role`.
    pub function: String,
    pub name: String,
}

impl Sandbox {
    /// An emulator that checks permissions, and the shipped project file. All commands run in the name of a user who
    /// has the policies of `docs/` and nothing else.
    pub fn with_permissions() -> Self {
        let sandbox = Self::new();
        sandbox.set("PROVISION_CONFIG", repository().join("provision.yaml"));
        sandbox.run("local up --auth").ok();
        let [(id_name, id), (secret_name, secret)] = sandbox.new_user("deployer");
        for name in POLICIES {
            // A user's own policy may have 2,048 characters, a managed one 6,144.
            let document = policy(name).to_string();
            let managed = [("PolicyName", name), ("PolicyDocument", document.as_str())];
            let arn = element(&sandbox.iam("CreatePolicy", &managed), "Arn");
            sandbox.iam("AttachUserPolicy", &[("UserName", "deployer"), ("PolicyArn", &arn)]);
        }
        sandbox.set("PROVISION_ENDPOINT_URL", format!("http://{}", sandbox.aws().address()));
        sandbox.set(id_name, id);
        sandbox.set(secret_name, secret);
        sandbox
    }

    /// Runs a command as a user without permissions.
    pub fn run_as_stranger(&self, words: &str) -> Output {
        let key = self.new_user("stranger");
        let command = key.iter().fold(self.command(words), |command, (name, value)| command.env(name, value));
        command.run()
    }

    /// Makes a user without any permission; the variables that hold the new key.
    fn new_user(&self, name: &str) -> [(&'static str, String); 2] {
        self.iam("CreateUser", &[("UserName", name)]);
        let key = self.iam("CreateAccessKey", &[("UserName", name)]);
        let [id, secret] = ["AccessKeyId", "SecretAccessKey"].map(|part| element(&key, part));
        [("AWS_ACCESS_KEY_ID", id), ("AWS_SECRET_ACCESS_KEY", secret)]
    }

    /// A call of IAM as the account's root.
    #[track_caller]
    pub fn iam(&self, action: &str, fields: &[(&str, &str)]) -> String {
        let (status, text) = self.aws().query("iam", "us-east-1", action, fields);
        assert_eq!(status, 200, "{action}: {text}");
        text
    }

    /// The roles of all functions in these stacks, each given by name and region.
    pub fn function_roles(&self, stacks: &[(&str, &str)]) -> Vec<Role> {
        let of = |(stack, region): &(&str, &str)| {
            let listed = self.aws().cloudformation(region, "ListStackResources", &[("StackName", stack)]);
            let roles = listed.split("</member>").filter(|one| one.contains(">AWS::IAM::Role<"));
            roles
                .map(|one| ["LogicalResourceId", "PhysicalResourceId"].map(|tag| element(one, tag)))
                .collect()
        };
        let roles = stacks.iter().flat_map(|stack| -> Vec<_> { of(stack) });
        roles
            .filter(|[_, name]| self.is_for_functions(name))
            .map(|[logical_id, name]| Role { function: logical_id.trim_end_matches("Role").to_owned(), name })
            .collect()
    }

    /// Whether functions may take on a role; others are for workflows and APIs.
    fn is_for_functions(&self, role: &str) -> bool {
        let answer = self.iam("GetRole", &[("RoleName", role)]);
        decoded(&element(&answer, "AssumeRolePolicyDocument")).contains("lambda.amazonaws.com")
    }

    /// What the role's own policy says, which our templates call `work`.
    pub fn policy_of(&self, role: &str) -> Value {
        let text = self.iam("GetRolePolicy", &[("RoleName", role), ("PolicyName", "work")]);
        serde_json::from_str(&decoded(&element(&text, "PolicyDocument"))).unwrap()
    }

    /// Takes an action away from a role.
    pub fn forbid(&self, role: &str, action: &str, resource: &str) {
        let deny = json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Deny", "Action": action, "Resource": resource}]});
        let named = [("RoleName", role), ("PolicyName", "denied"), ("PolicyDocument", &deny.to_string())];
        self.iam("PutRolePolicy", &named);
    }

    /// Gives it back.
    pub fn permit(&self, role: &str) {
        self.iam("DeleteRolePolicy", &[("RoleName", role), ("PolicyName", "denied")]);
    }
}

/// The policy `docs/NAME-policy.json`.
pub fn policy(name: &str) -> Value {
    let text = fs::read_to_string(repository().join(format!("docs/{name}-policy.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// All actions that a policy allows; it must not do anything else.
pub fn allowed(policy: &Value) -> BTreeSet<String> {
    let statements = policy["Statement"].as_array().unwrap().iter();
    statements
        .inspect(|one| assert_eq!(one["Effect"], "Allow"))
        .flat_map(|one| texts(&one["Action"]))
        .collect()
}

/// A text or a list of texts, as policies have them.
pub fn texts(value: &Value) -> BTreeSet<String> {
    match value {
        Value::String(text) => BTreeSet::from([text.clone()]),
        Value::Array(several) => several.iter().map(text).collect(),
        other => panic!("{other} is no text and no list"),
    }
}

/// The text of the first element of this name.
#[track_caller]
fn element(text: &str, name: &str) -> String {
    let found = tag(text, name).unwrap_or_else(|| panic!("no {name} in {text}"));
    found.replace("&quot;", "\"").replace("&amp;", "&")
}

/// Undoes the encoding that IAM gives to documents.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}
