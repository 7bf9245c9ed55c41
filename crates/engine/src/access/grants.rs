//! What the resources of a template grant, and on whose behalf: a role, a queue, a key.

use std::collections::BTreeMap;

use serde_json::Value;

use super::ingress;
use super::policy::{each, of_list, statements, texts};
use super::statement::{Effect, Set, Statement};
use crate::template::{Names, Resource, Template, settled};

/// The principal that stands for every caller.
const EVERYBODY: &str = "*";

/// One statement and the resource of the template that makes it.
#[derive(Clone, Debug)]
pub struct Grant {
    pub logical_id: String,
    pub kind: String,
    pub statement: Statement,
}

/// All statements of a template by what they are attached to: `role ${Role}` where the template has it, else its own name.
pub type Grants = BTreeMap<String, Vec<Grant>>;

/// Resource types with a policy of what they name: type, property of the document, property with what it is attached to;
/// without the last one the policy is the resource's own.
const POLICIES: [(&str, &str, Option<&str>); 18] = [
    ("AWS::SQS::QueuePolicy", "PolicyDocument", Some("Queues")),
    ("AWS::SQS::QueueInlinePolicy", "PolicyDocument", Some("Queue")),
    ("AWS::SNS::TopicPolicy", "PolicyDocument", Some("Topics")),
    ("AWS::SNS::TopicInlinePolicy", "PolicyDocument", Some("TopicArn")),
    ("AWS::S3::BucketPolicy", "PolicyDocument", Some("Bucket")),
    ("AWS::S3::AccessPoint", "Policy", None),
    ("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", Some("SecretId")),
    ("AWS::Kinesis::ResourcePolicy", "ResourcePolicy", Some("ResourceArn")),
    ("AWS::Kinesis::Stream", "ResourcePolicy", None),
    ("AWS::DynamoDB::Table", "ResourcePolicy", None),
    ("AWS::Logs::ResourcePolicy", "PolicyDocument", None),
    ("AWS::KMS::Key", "KeyPolicy", None),
    ("AWS::KMS::ReplicaKey", "KeyPolicy", None),
    ("AWS::ApiGateway::RestApi", "Policy", None),
    ("AWS::ECR::Repository", "RepositoryPolicyText", None),
    ("AWS::EFS::FileSystem", "FileSystemPolicy", None),
    ("AWS::Backup::BackupVault", "AccessPolicy", None),
    ("AWS::Serverless::Api", "ResourcePolicy", None),
];

/// Whether resources of this type may grant something.
pub fn may_grant(kind: &str) -> bool {
    let others = [
        "AWS::Lambda::Permission",
        "AWS::Lambda::Url",
        "AWS::Lambda::LayerVersionPermission",
        "AWS::Events::EventBusPolicy",
        "AWS::EC2::SecurityGroup",
        "AWS::EC2::SecurityGroupIngress",
        "AWS::CloudFormation::Stack",
    ];
    kind.starts_with("AWS::IAM::")
        || kind.starts_with("AWS::Serverless::")
        || others.contains(&kind)
        || POLICIES.iter().any(|(of, _, _)| *of == kind)
}

/// Reads what a template grants with these parameters.
pub fn grants(template: &Template, names: &Names<'_>) -> Grants {
    let mut reader = Reader { grants: Grants::new(), aliases: aliases(template, names) };
    for (logical_id, resource) in template.resources.iter().filter(|(_, one)| may_grant(&one.kind)) {
        let is_made = template.is_made(resource, names);
        if is_made == Some(false) {
            continue;
        }
        let condition = resource.condition.as_ref().filter(|_| is_made.is_none());
        let condition = condition.map(|name| names.definition(name));
        let properties = settled(&resource.properties, names);
        reader.resource(&Source { logical_id, resource, properties: &properties, condition });
    }
    reader.grants
}

/// The logical ids of roles, users and groups by the names that the template gives them.
fn aliases(template: &Template, names: &Names<'_>) -> BTreeMap<String, String> {
    let name = |resource: &Resource| {
        let property = ["RoleName", "UserName", "GroupName"].into_iter();
        let mut given = property.filter_map(|property| resource.properties.get(property));
        settled(given.next()?, names).as_str().map(str::to_owned)
    };
    let of_iam = template.resources.iter().filter(|(_, resource)| resource.kind.starts_with("AWS::IAM::"));
    of_iam.filter_map(|(id, resource)| Some((name(resource)?, format!("${{{id}}}")))).collect()
}

struct Source<'t> {
    logical_id: &'t String,
    resource: &'t Resource,
    properties: &'t Value,
    /// The definition of the condition on which it is made, where it is not known.
    condition: Option<String>,
}

struct Reader {
    grants: Grants,
    aliases: BTreeMap<String, String>,
}

impl Reader {
    fn resource(&mut self, source: &Source<'_>) {
        let (kind, properties) = (source.resource.kind.as_str(), source.properties);
        let own = format!("${{{}}}", source.logical_id);
        if let Some((_, document, target)) = POLICIES.iter().find(|(of, _, _)| *of == kind) {
            let targets = target.map_or_else(|| vec![own.clone()], |target| texts(&properties[target]));
            let document = own_policy(kind, &properties[document], properties);
            for target in targets {
                self.add(source, "resource", &target, statements(document));
            }
        }
        match kind {
            "AWS::IAM::Role" | "AWS::IAM::User" | "AWS::IAM::Group" => self.identity(source, &own),
            "AWS::IAM::ManagedPolicy" => {
                self.add(source, "policy", &own, statements(&properties["PolicyDocument"]));
                self.attached(source, vec![attachment(&own)]);
            }
            "AWS::IAM::Policy" => self.attached(source, statements(&properties["PolicyDocument"])),
            "AWS::IAM::RolePolicy" | "AWS::IAM::UserPolicy" | "AWS::IAM::GroupPolicy" => {
                self.attached(source, statements(&properties["PolicyDocument"]));
            }
            "AWS::Events::EventBusPolicy" => {
                let bus = texts(&properties["EventBusName"]).pop().unwrap_or_else(|| "default".to_owned());
                self.add(source, "resource", &bus, of_list(&properties["Statement"]));
            }
            "AWS::Lambda::Permission" | "AWS::Lambda::LayerVersionPermission" => self.permission(source),
            "AWS::Lambda::Url" => {
                for target in texts(&properties["TargetFunctionArn"]) {
                    self.add(source, "resource", &target, address(properties));
                }
            }
            "AWS::EC2::SecurityGroup" => {
                let rules = rules(&properties["SecurityGroupIngress"]);
                self.add(source, "resource", &own, rules);
            }
            "AWS::EC2::SecurityGroupIngress" => {
                for target in texts(&properties["GroupId"]).iter().chain(&texts(&properties["GroupName"])) {
                    self.add(source, "resource", target, rules(properties));
                }
            }
            "AWS::Serverless::Function" | "AWS::Serverless::StateMachine" => self.serverless(source, &own),
            _ => {}
        }
    }

    /// Adds statements to what they are attached to.
    fn add(&mut self, source: &Source<'_>, noun: &str, target: &str, statements: Vec<Statement>) {
        let holder = format!("{noun} {}", self.aliases.get(target).cloned().unwrap_or_else(|| whole(target)));
        let held = self.grants.entry(holder).or_default();
        held.extend(statements.into_iter().map(|statement| Grant {
            logical_id: source.logical_id.clone(),
            kind: source.resource.kind.clone(),
            statement: match &source.condition {
                Some(definition) => statement.when(format!("template {definition}"), "true"),
                None => statement,
            },
        }));
    }

    fn identity(&mut self, source: &Source<'_>, own: &str) {
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
    fn attached(&mut self, source: &Source<'_>, statements: Vec<Statement>) {
        let properties = source.properties;
        for property in ["Roles", "Users", "Groups", "RoleName", "UserName", "GroupName"] {
            for target in texts(&properties[property]) {
                self.add(source, "identity", &target, statements.clone());
            }
        }
    }

    fn permission(&mut self, source: &Source<'_>) {
        let properties = source.properties;
        let mut statement = Statement {
            principals: Some(Set::of(texts(&properties["Principal"]))),
            ..Statement::allow(texts(&properties["Action"]).concat())
        };
        let conditions =
            ["SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken", "FunctionUrlAuthType"];
        for name in conditions.into_iter().chain(["OrganizationId", "InvokedViaFunctionUrl"]) {
            for value in texts(&properties[name]) {
                let operator = if name == "SourceArn" { "ArnLike" } else { "StringEquals" };
                statement = statement.when(format!("{operator} {name}"), value);
            }
        }
        for target in texts(&properties["FunctionName"]).iter().chain(&texts(&properties["LayerVersionArn"]))
        {
            self.add(source, "resource", target, vec![statement.clone()]);
        }
    }

    /// What SAM makes a role and an address of.
    fn serverless(&mut self, source: &Source<'_>, own: &str) {
        let properties = source.properties;
        let policies = each(&properties["Policies"], &|policies| match policies {
            Value::Array(items) => items.iter().flat_map(|item| each(item, &sam_policies)).collect(),
            policy => sam_policies(policy),
        });
        self.add(source, "identity", own, policies);
        self.add(source, "identity", own, boundary(properties));
        self.add(source, "trust", own, statements(&properties["AssumeRolePolicyDocument"]));
        self.add(source, "resource", own, address(&properties["FunctionUrlConfig"]));
    }
}

/// A resource whose attribute or name this is: `${Queue}` for `${Queue.Arn}`.
fn whole(target: &str) -> String {
    let inner = target.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    match inner.and_then(|inner| inner.split_once('.')) {
        Some((logical_id, _)) => format!("${{{logical_id}}}"),
        None => target.to_owned(),
    }
}

/// The document of a resource's own policy, which some types have one level deeper.
fn own_policy<'v>(kind: &str, document: &'v Value, properties: &'v Value) -> &'v Value {
    match kind {
        "AWS::Serverless::Api" => &properties["Auth"]["ResourcePolicy"]["CustomStatements"],
        "AWS::DynamoDB::Table" | "AWS::Kinesis::Stream" => match document.get("PolicyDocument") {
            Some(inner) => inner,
            None => document,
        },
        _ => document,
    }
}

fn attachment(policy: &str) -> Statement {
    Statement::allow(format!("policy:{policy}"))
}

fn attachments(policies: &Value) -> Vec<Statement> {
    each(policies, &|policies| match policies {
        Value::Array(items) => items.iter().flat_map(attachments).collect(),
        policy => texts(policy).iter().map(|policy| attachment(policy)).collect(),
    })
}

fn members(groups: &Value) -> Vec<Statement> {
    texts(groups).iter().map(|group| Statement::allow(format!("group:{group}"))).collect()
}

/// A boundary refuses what it does not allow.
fn boundary(properties: &Value) -> Vec<Statement> {
    each(&properties["PermissionsBoundary"], &|boundary| {
        let deny = |policy: &String| {
            let action = format!("what permissions boundary {policy} does not allow");
            Statement { effect: Effect::Deny, ..Statement::allow(action) }
        };
        texts(boundary).iter().map(deny).collect()
    })
}

/// An address of a function that every caller may invoke.
fn address(properties: &Value) -> Vec<Statement> {
    each(&properties["AuthType"], &|kind| match kind.as_str() {
        None | Some("AWS_IAM") => Vec::new(),
        Some(kind) => vec![Statement {
            principals: Some(Set::of([EVERYBODY])),
            ..Statement::allow(format!("lambda:InvokeFunctionUrl with AuthType {kind}"))
        }],
    })
}

fn rules(rules: &Value) -> Vec<Statement> {
    each(rules, &|rules| match rules {
        Value::Array(items) => items.iter().flat_map(self::rules).collect(),
        Value::Object(_) => vec![rule(rules)],
        Value::Null => Vec::new(),
        other => texts(other).iter().map(|text| Statement::allow(text.as_str())).collect(),
    })
}

fn rule(rule: &Value) -> Statement {
    let text = |name: &str| texts(&rule[name]).pop();
    let protocol = text("IpProtocol").unwrap_or_else(|| "-1".to_owned());
    let ports = text("FromPort").zip(text("ToPort"));
    let sources =
        ["CidrIp", "CidrIpv6", "SourceSecurityGroupId", "SourceSecurityGroupName", "SourcePrefixListId"];
    Statement {
        principals: Some(Set::of(sources.into_iter().filter_map(text))),
        ..Statement::allow(ingress::action(&protocol, ports.as_ref().map(|(a, b)| (a.as_str(), b.as_str()))))
    }
}

/// One entry of a SAM function's policies: a managed policy's name, a document, or one of SAM's own policy templates.
fn sam_policies(policy: &Value) -> Vec<Statement> {
    match policy {
        Value::Object(entries) if entries.contains_key("Statement") => statements(policy),
        Value::Object(entries) => {
            let own = |(name, values): (&String, &Value)| Statement {
                resources: Set::of([values.to_string()]),
                ..Statement::allow(format!("sam:{name}"))
            };
            entries.iter().map(own).collect()
        }
        Value::Null => Vec::new(),
        policy => attachments(policy),
    }
}
