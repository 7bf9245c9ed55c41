//! What SAM makes of a few words: roles, addresses, methods of APIs and who may call them.

use serde_json::{Map, Value};

use super::api::{AUTHORIZER, admission, call};
use super::identity::{attachments, boundary};
use super::openapi::default_auth;
use super::roles::run;
use super::shares::address;
use super::{Reader, Source};
use crate::access::View;
use crate::access::policy::{each, of_list, statements, texts};
use crate::access::statement::{Effect, Set, Statement};
use crate::template::settled;

/// A condition's operator and key.
type Test = (&'static str, &'static str);

/// Lists of an API's resource policy: property, effect and condition; without one the values are principals.
const LISTS: [(&str, Effect, Option<Test>); 11] = [
    ("AwsAccountWhitelist", Effect::Allow, None),
    ("AwsAccountBlacklist", Effect::Deny, None),
    ("IpRangeWhitelist", Effect::Deny, Some(("NotIpAddress", "aws:SourceIp"))),
    ("IpRangeBlacklist", Effect::Deny, Some(("IpAddress", "aws:SourceIp"))),
    ("SourceVpcWhitelist", Effect::Deny, Some(("StringNotEquals", "aws:SourceVpc"))),
    ("SourceVpcBlacklist", Effect::Deny, Some(("StringEquals", "aws:SourceVpc"))),
    ("IntrinsicVpcWhitelist", Effect::Deny, Some(("StringNotEquals", "aws:SourceVpc"))),
    ("IntrinsicVpcBlacklist", Effect::Deny, Some(("StringEquals", "aws:SourceVpc"))),
    ("IntrinsicVpceWhitelist", Effect::Deny, Some(("StringNotEquals", "aws:SourceVpce"))),
    ("IntrinsicVpceBlacklist", Effect::Deny, Some(("StringEquals", "aws:SourceVpce"))),
    ("CustomStatements", Effect::Allow, None),
];

/// The properties of a resource with those that the section `Globals` has for its kind: maps are merged, lists appended, other
/// values replaced.
pub fn with_globals(view: View<'_>, kind: &str, own: Value) -> Value {
    merged(settled(&view.template.body()["Globals"][kind], view.names), own)
}

fn merged(global: Value, own: Value) -> Value {
    match (global, own) {
        (global, Value::Null) => global,
        (Value::Object(mut all), Value::Object(own)) if !is_choice(&all) && !is_choice(&own) => {
            for (key, value) in own {
                let global = all.remove(&key).unwrap_or_default();
                all.insert(key, merged(global, value));
            }
            Value::Object(all)
        }
        (Value::Array(mut all), Value::Array(own)) => {
            all.extend(own);
            Value::Array(all)
        }
        (_, own) => own,
    }
}

fn is_choice(entries: &Map<String, Value>) -> bool {
    entries.contains_key("Fn::If")
}

impl Reader<'_> {
    pub(super) fn serverless(&mut self, source: &Source<'_>) {
        let (properties, own) = (source.properties, source.own());
        match source.kind {
            "AWS::Serverless::Function" | "AWS::Serverless::StateMachine" => {
                self.own_role(source, &own);
                self.add(source, "resource", &own, address(&properties["FunctionUrlConfig"]));
                self.events(source);
            }
            "AWS::Serverless::Api" | "AWS::Serverless::HttpApi" => self.sam_api(source, &own),
            "AWS::Serverless::GraphQLApi" => {
                self.add(source, "resource", &own, super::api::queries(&graph_auth(&properties["Auth"])));
            }
            "AWS::Serverless::Connector" => {
                let from = texts(&properties["Source"]["Id"]).concat();
                self.connected(source, &format!("${{{from}}}"), properties);
            }
            _ => {}
        }
        let connectors = &self.view.template.body()["Resources"][source.logical_id]["Connectors"];
        for connector in connectors.as_object().into_iter().flat_map(Map::values) {
            self.connected(source, &own, &settled(&connector["Properties"], self.view.names));
        }
    }

    /// The role that SAM makes of a function's policies, unless the function names one.
    fn own_role(&mut self, source: &Source<'_>, own: &str) {
        let properties = source.properties;
        if !properties["Role"].is_null() {
            return;
        }
        let policies = each(&properties["Policies"], &|policies| match policies {
            Value::Array(items) => items.iter().flat_map(|item| each(item, &policy)).collect(),
            one => policy(one),
        });
        self.add(source, "identity", own, policies);
        self.add(source, "identity", own, boundary(properties));
        self.add(source, "trust", own, statements(&properties["AssumeRolePolicyDocument"]));
        self.runs_as(source, run("Role", own));
    }

    /// What a connector lets its source do with its destinations.
    fn connected(&mut self, source: &Source<'_>, from: &str, properties: &Value) {
        let destinations = match &properties["Destination"] {
            Value::Array(items) => items.iter().collect(),
            one => vec![one],
        };
        let name =
            |to: &Value| texts(&to["Id"]).pop().map_or_else(|| to.to_string(), |id| format!("${{{id}}}"));
        let names: Vec<_> = destinations.into_iter().map(name).collect();
        let of = |permission: &String| Statement {
            resources: Set::of(names.clone()),
            ..Statement::allow(format!("sam connector: {permission}"))
        };
        let allowed: Vec<_> = texts(&properties["Permissions"]).iter().map(of).collect();
        let given = self.referred(from).map(|(_, resource)| texts(&self.properties(resource)["Role"]));
        let role = given.unwrap_or_default().pop().unwrap_or_else(|| from.to_owned());
        self.add(source, "identity", &role, allowed);
    }

    fn events(&mut self, source: &Source<'_>) {
        let events = source.properties["Events"].as_object().into_iter().flat_map(Map::values);
        for event in events {
            match event["Type"].as_str() {
                Some("Api") => self.event(source, &event["Properties"], "Api", "RestApiId"),
                Some("HttpApi") => self.event(source, &event["Properties"], "HttpApi", "ApiId"),
                _ => {}
            }
        }
    }

    /// A method of an API that an event makes. An API with a document has its methods there.
    fn event(&mut self, source: &Source<'_>, event: &Value, kind: &str, id: &str) {
        let implicit = if kind == "Api" { "${ServerlessRestApi}" } else { "${ServerlessHttpApi}" };
        let api = texts(&event[id]).pop().unwrap_or_else(|| implicit.to_owned());
        let properties = match self.referred(&api) {
            Some((_, api)) => self.properties(api),
            None => with_globals(self.view, kind, Value::Null),
        };
        if !properties["DefinitionBody"].is_null() || !properties["DefinitionUri"].is_null() {
            return;
        }
        let text = |name: &str| texts(&event[name]).pop();
        let operation = match (text("Method"), text("Path")) {
            (Some(verb), Some(path)) => format!("{} {path}", verb.to_uppercase().replace('*', "ANY")),
            _ => "$default".to_owned(),
        };
        let statement = event_auth(call(&operation), &event["Auth"], &properties["Auth"]);
        self.method(source, &api, &operation, vec![statement]);
    }

    fn sam_api(&mut self, source: &Source<'_>, own: &str) {
        let (properties, auth) = (source.properties, &source.properties["Auth"]);
        self.document(source, &properties["DefinitionBody"], auth);
        for (name, authorizer) in auth["Authorizers"].as_object().into_iter().flatten() {
            self.add(source, AUTHORIZER, &format!("{own} {name}"), vec![admission(authorizer)]);
        }
        if source.kind == "AWS::Serverless::Api" {
            let policy = &auth["ResourcePolicy"];
            self.add(source, "resource", own, LISTS.iter().flat_map(|list| listed(policy, list)).collect());
            if policy["AwsAccountWhitelist"].is_null() && policy["CustomStatements"].is_null() {
                self.without_policy(source, Some(Set::everything()), &|statement| vec![statement.clone()]);
            }
        }
    }
}

/// What a caller must bring for the method of an event: what the event names, else what the API does.
fn event_auth(statement: Statement, own: &Value, api: &Value) -> Statement {
    let first = |name: &str, other: &str| match &own[name] {
        Value::Null => api[other].clone(),
        value => value.clone(),
    };
    let name = texts(&first("Authorizer", "DefaultAuthorizer")).concat();
    let mut statement = default_auth(
        statement,
        &serde_json::json!({
            "DefaultAuthorizer": name,
            "ApiKeyRequired": first("ApiKeyRequired", "ApiKeyRequired"),
        }),
    );
    let scopes = match &own["AuthorizationScopes"] {
        Value::Null => &api["Authorizers"][&name]["AuthorizationScopes"],
        scopes => scopes,
    };
    for scope in texts(scopes) {
        statement = statement.when("StringEquals AuthorizationScopes", scope);
    }
    statement
}

/// What one list of a resource policy allows or refuses.
fn listed(policy: &Value, (name, effect, key): &(&str, Effect, Option<(&str, &str)>)) -> Vec<Statement> {
    let values = &policy[*name];
    if *name == "CustomStatements" {
        return if values.is_null() { Vec::new() } else { of_list(values) };
    }
    let values = texts(values);
    let mut statement = Statement {
        effect: *effect,
        principals: Some(Set::everything()),
        ..Statement::allow("execute-api:Invoke")
    };
    match key {
        _ if values.is_empty() => return Vec::new(),
        Some((operator, key)) => {
            statement =
                values.into_iter().fold(statement, |one, value| one.when(format!("{operator} {key}"), value));
        }
        None => statement.principals = Some(Set::of(values)),
    }
    vec![statement]
}

/// The ways to authenticate of a GraphQL API, in the form that AppSync has for them.
fn graph_auth(auth: &Value) -> Value {
    let of = |one: &Value| {
        let mut provider = one.clone();
        provider["AuthenticationType"] = one["Type"].clone();
        provider["UserPoolConfig"] = one["UserPool"].clone();
        provider["OpenIDConnectConfig"] = one["OpenIDConnect"].clone();
        provider["LambdaAuthorizerConfig"] = one["LambdaAuthorizer"].clone();
        provider
    };
    if !auth.is_object() {
        return Value::Null;
    }
    let mut first = of(auth);
    first["AdditionalAuthenticationProviders"] =
        auth["Additional"].as_array().into_iter().flatten().filter(|one| one.is_object()).map(of).collect();
    first
}

/// One entry of a function's policies: a managed policy's name, a document, or one of SAM's own policy templates.
fn policy(policy: &Value) -> Vec<Statement> {
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
