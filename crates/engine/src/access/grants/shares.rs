//! What is shared by a resource of its own instead of a policy: permissions, addresses of functions, grants of data lakes, and
//! switches that open something to every caller.

use serde_json::Value;

use super::api::queries;
use super::{Reader, Reported, Source};
use crate::access::policy::{each, each_or, of_list, texts};
use crate::access::statement::{EVERYBODY, Set, Statement};

/// Switches that let every caller in: type, path, the value that does, and what is allowed then.
const SWITCHES: [(&str, &str, bool, &str); 6] = [
    ("AWS::Cognito::IdentityPool", "AllowUnauthenticatedIdentities", true, "cognito-identity:GetId"),
    ("AWS::Cognito::UserPool", "AdminCreateUserConfig.AllowAdminCreateUserOnly", false, "cognito-idp:SignUp"),
    ("AWS::RDS::DBInstance", "PubliclyAccessible", true, "rds: connect over the internet"),
    ("AWS::RDS::DBCluster", "PubliclyAccessible", true, "rds: connect over the internet"),
    ("AWS::Redshift::Cluster", "PubliclyAccessible", true, "redshift: connect over the internet"),
    ("AWS::RedshiftServerless::Workgroup", "PubliclyAccessible", true, "redshift: connect over the internet"),
];
const OTHERS: [&str; 14] = [
    "AWS::AppSync::GraphQLApi",
    "AWS::EC2::VPCEndpointServicePermissions",
    "AWS::EKS::AccessEntry",
    "AWS::Events::EventBusPolicy",
    "AWS::IoT::PolicyPrincipalAttachment",
    "AWS::LakeFormation::Permissions",
    "AWS::LakeFormation::PrincipalPermissions",
    "AWS::Lambda::LayerVersionPermission",
    "AWS::Lambda::Permission",
    "AWS::Lambda::Url",
    "AWS::OpenSearchServerless::AccessPolicy",
    "AWS::OpenSearchServerless::SecurityPolicy",
    "AWS::RAM::ResourceShare",
    "AWS::Signer::ProfilePermission",
];

/// Whether resources of this type share something.
pub fn is_share(kind: &str) -> bool {
    OTHERS.contains(&kind) || SWITCHES.iter().any(|(of, ..)| *of == kind)
}

impl Reader<'_> {
    pub(super) fn share(&mut self, source: &Source<'_>) {
        let (properties, own) = (source.properties, source.own());
        let text = |name: &str| texts(&properties[name]).concat();
        let (target, statements) = match source.kind {
            "AWS::Lambda::Permission" | "AWS::Lambda::LayerVersionPermission" => {
                return self.permission(source);
            }
            "AWS::Lambda::Url" => (text("TargetFunctionArn"), address(properties)),
            "AWS::Events::EventBusPolicy" => {
                let bus = texts(&properties["EventBusName"]).pop().unwrap_or_else(|| "default".to_owned());
                (bus, event_bus(properties))
            }
            "AWS::AppSync::GraphQLApi" => (own, queries(properties)),
            "AWS::EC2::VPCEndpointServicePermissions" => (
                text("ServiceId"),
                vec![to(&properties["AllowedPrincipals"], "ec2: connect to the endpoint")],
            ),
            "AWS::Signer::ProfilePermission" => {
                (text("ProfileName"), vec![to(&properties["Principal"], &text("Action"))])
            }
            "AWS::IoT::PolicyPrincipalAttachment" => {
                (text("Principal"), vec![Statement::allow(format!("policy:{}", text("PolicyName")))])
            }
            "AWS::EKS::AccessEntry" => (text("ClusterName"), cluster(properties)),
            "AWS::RAM::ResourceShare" => {
                let resources = Set::of(texts(&properties["ResourceArns"]));
                (own, vec![Statement { resources, ..to(&properties["Principals"], "ram: use") }])
            }
            kind if kind.starts_with("AWS::LakeFormation::") => ("data lake".to_owned(), lake(properties)),
            kind if kind.starts_with("AWS::OpenSearchServerless::") => (own, collections(properties)),
            kind => (own, switched(kind, properties)),
        };
        // That users may sign up is the default of pools.
        let reported =
            if source.kind == "AWS::Cognito::UserPool" { Reported::UnlessNew } else { Reported::Always };
        self.add_as(source, "resource", &target, reported, statements);
    }

    fn permission(&mut self, source: &Source<'_>) {
        let properties = source.properties;
        let mut statement = to(&properties["Principal"], &texts(&properties["Action"]).concat());
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
}

fn to(principals: &Value, action: &str) -> Statement {
    Statement { principals: Some(Set::of(texts(principals))), ..Statement::allow(action) }
}

/// An address of a function that every caller may invoke.
pub fn address(properties: &Value) -> Vec<Statement> {
    each(&properties["AuthType"], &|kind| match kind.as_str() {
        None | Some("AWS_IAM") => Vec::new(),
        Some(kind) => vec![Statement {
            principals: Some(Set::of([EVERYBODY])),
            ..Statement::allow(format!("lambda:InvokeFunctionUrl with AuthType {kind}"))
        }],
    })
}

/// The statement of an event bus, which may be written in parts.
fn event_bus(properties: &Value) -> Vec<Statement> {
    if !properties["Statement"].is_null() {
        return of_list(&properties["Statement"]);
    }
    let condition = &properties["Condition"];
    let name = |name: &str| texts(&condition[name]).concat();
    let statement = to(&properties["Principal"], &texts(&properties["Action"]).concat());
    vec![match condition.is_null() {
        true => statement,
        false => statement.when(format!("{} {}", name("Type"), name("Key")), name("Value")),
    }]
}

/// What a principal may do in a Kubernetes cluster.
fn cluster(properties: &Value) -> Vec<Statement> {
    let policies = properties["AccessPolicies"].as_array().into_iter().flatten().map(|policy| Statement {
        resources: Set::of([texts(&policy["AccessScope"]).concat()]),
        ..to(&properties["PrincipalArn"], &format!("policy:{}", texts(&policy["PolicyArn"]).concat()))
    });
    let group = |group: &String| to(&properties["PrincipalArn"], &format!("kubernetes group {group}"));
    policies.chain(texts(&properties["KubernetesGroups"]).iter().map(group)).collect()
}

/// Permissions for databases and tables, of which some may be passed on.
fn lake(properties: &Value) -> Vec<Statement> {
    let principal =
        ["Principal", "DataLakePrincipal"].map(|name| &properties[name]["DataLakePrincipalIdentifier"]);
    let resources = Set::of([properties["Resource"].to_string().replace('*', "∗")]);
    let of = |(property, end): (&str, &str)| {
        let actions = texts(&properties[property]);
        let actions = actions.iter().map(|action| format!("lakeformation:{action}{end}"));
        let principals = principal.iter().flat_map(|name| texts(name));
        Statement {
            principals: Some(Set::of(principals)),
            actions: Set::of(actions),
            resources: resources.clone(),
            ..Statement::allow("")
        }
    };
    let all = [("Permissions", ""), ("PermissionsWithGrantOption", " and to grant it")];
    all.map(of).into_iter().filter(|statement| !statement.actions.patterns.is_empty()).collect()
}

/// Who may use collections of OpenSearch Serverless, and from where.
fn collections(properties: &Value) -> Vec<Statement> {
    each(&properties["Policy"], &|policy| {
        let text = policy.as_str().unwrap_or_default();
        let Ok(policy) = serde_json::from_str::<Value>(text) else {
            return vec![Statement::allow(text.replace('*', "∗"))];
        };
        let entries = policy.as_array().into_iter().flatten();
        entries
            .flat_map(|entry| {
                entry["Rules"].as_array().into_iter().flatten().map(|rule| collection(entry, rule))
            })
            .collect()
    })
}

fn collection(entry: &Value, rule: &Value) -> Statement {
    let mut principals: Vec<_> =
        ["Principal", "SourceVPCEs", "SourceServices"].iter().flat_map(|name| texts(&entry[*name])).collect();
    principals.extend((entry["AllowFromPublic"] == true).then(|| EVERYBODY.to_owned()));
    let mut actions = texts(&rule["Permission"]);
    if actions.is_empty() {
        actions.push(format!("aoss: reach the {}", texts(&rule["ResourceType"]).concat()));
    }
    Statement {
        principals: Some(Set::of(principals)),
        actions: Set::of(actions),
        resources: Set::of(texts(&rule["Resource"])),
        ..Statement::allow("")
    }
}

/// What a switch opens.
fn switched(kind: &str, properties: &Value) -> Vec<Statement> {
    let Some((_, path, opening, action)) = SWITCHES.iter().find(|(of, ..)| *of == kind) else {
        return Vec::new();
    };
    let value = path.split('.').fold(properties, |value, name| &value[name]);
    each_or(value, &Value::Bool(false), &|value| {
        let is_open = texts(value).concat().eq_ignore_ascii_case("true") == *opening;
        let statement = Statement { principals: Some(Set::of([EVERYBODY])), ..Statement::allow(*action) };
        if is_open { vec![statement] } else { Vec::new() }
    })
}
