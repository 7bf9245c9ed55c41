//! Who may call the methods of an API: REST APIs, HTTP and WebSocket APIs, GraphQL APIs.
//!
//! Each method is held for itself: a new one is something new, and asks where every caller may call it.

use serde_json::Value;

use super::{Reader, Reported, Source, whole};
use crate::access::policy::{each_or, texts};
use crate::access::statement::{EVERYBODY, Set, Statement};
use crate::template::{begins_open, settled};

/// What is held for itself although it belongs to an API: `method ${Api} GET /items`.
pub const METHOD: &str = "method";
/// The same for one who lets callers in.
pub const AUTHORIZER: &str = "authorizer";
/// Resources of paths below each other that are followed.
const DEEPEST: usize = 64;

/// Properties of authorizers with whom they let in, in templates, in SAM and in OpenAPI documents.
const WHO: [&str; 8] = [
    "ProviderARNs",
    "providerARNs",
    "AuthorizerUri",
    "authorizerUri",
    "UserPoolArn",
    "FunctionArn",
    "UserPoolId",
    "Issuer",
];
/// Those with a condition.
const CONDITIONS: [&str; 4] =
    ["IdentityValidationExpression", "identityValidationExpression", "AppIdClientRegex", "ClientId"];

impl Reader<'_> {
    pub(super) fn api(&mut self, source: &Source<'_>) {
        let (properties, own) = (source.properties, source.own());
        match source.kind {
            "AWS::ApiGateway::Method" => self.rest_method(source),
            "AWS::ApiGatewayV2::Route" => self.route(source),
            "AWS::ApiGateway::RestApi" => self.document(source, &properties["Body"], &Value::Null),
            "AWS::ApiGatewayV2::Api" => {
                if !properties["Target"].is_null() {
                    let key = texts(&properties["RouteKey"]).pop().unwrap_or_else(|| "$default".to_owned());
                    self.method(source, &own, &key, vec![call(&key)]);
                }
                self.document(source, &properties["Body"], &Value::Null);
            }
            "AWS::ApiGateway::Authorizer" | "AWS::ApiGatewayV2::Authorizer" => {
                self.add(source, "resource", &own, vec![admission(properties)]);
            }
            _ => {}
        }
    }

    fn rest_method(&mut self, source: &Source<'_>) {
        let properties = source.properties;
        let text = |name: &str| texts(&properties[name]).concat();
        let verb = text("HttpMethod").to_uppercase();
        if is_preflight(&verb, &properties["Integration"]["Type"]) {
            return;
        }
        let operation = format!("{verb} {}", self.path(&text("ResourceId"), DEEPEST));
        self.method(source, &text("RestApiId"), &operation, authorized(&operation, properties));
    }

    fn route(&mut self, source: &Source<'_>) {
        let properties = source.properties;
        let (api, key) = (texts(&properties["ApiId"]).concat(), texts(&properties["RouteKey"]).concat());
        let protocol =
            self.referred(&api).map(|(_, api)| settled(&api.properties["ProtocolType"], self.view.names));
        let is_web_socket = match protocol {
            Some(protocol) => protocol == "WEBSOCKET",
            None => key != "$default" && !key.contains(' '),
        };
        // Only who connects to a WebSocket API is authorized; the other routes take what comes over its connection.
        if !is_web_socket || key == "$connect" {
            self.method(source, &api, &key, authorized(&key, properties));
        }
    }

    /// Adds who may call a method. Where the API has a policy or is private, it does not ask because the method is new: not every
    /// caller may call it.
    pub(super) fn method(&mut self, source: &Source<'_>, api: &str, operation: &str, calls: Vec<Statement>) {
        const LIMITS: [&str; 5] = [
            "\"PRIVATE\"",
            "\"Policy\":",
            "\"ResourcePolicy\":",
            "\"x-amazon-apigateway-policy\":",
            "\"vpcEndpointIds\":",
        ];
        let texts = self.referred(api).map(|(id, api)| {
            let document = self.view.documents.get(id).map(Value::to_string);
            [self.properties(api).to_string(), document.unwrap_or_default()]
        });
        let texts = texts.unwrap_or_default();
        let is_limited = LIMITS.iter().any(|limit| texts.iter().any(|text| text.contains(limit)));
        let reported = if is_limited { Reported::UnlessNew } else { Reported::Always };
        self.add_as(source, METHOD, &format!("{} {operation}", whole(api)), reported, calls);
    }

    /// The path of a resource of a REST API, as far as the template has it.
    fn path(&self, resource: &str, depth: usize) -> String {
        if resource.ends_with(".RootResourceId}") {
            return "/".to_owned();
        }
        let found = self.referred(resource).filter(|(_, one)| one.kind == "AWS::ApiGateway::Resource");
        let (Some((_, found)), Some(depth)) = (found, depth.checked_sub(1)) else {
            return resource.to_owned();
        };
        let properties = settled(&found.properties, self.view.names);
        let parent = self.path(&texts(&properties["ParentId"]).concat(), depth);
        format!("{}/{}", parent.trim_end_matches('/'), texts(&properties["PathPart"]).concat())
    }
}

/// A method that answers a browser by itself, whom it may call from elsewhere.
pub fn is_preflight(verb: &str, integration: &Value) -> bool {
    verb == "OPTIONS" && integration.as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("mock"))
}

/// That every caller may call a method.
pub fn call(operation: &str) -> Statement {
    Statement {
        principals: Some(Set::of([EVERYBODY])),
        resources: Set::of([operation]),
        ..Statement::allow("execute-api:Invoke")
    }
}

/// Who may call a method with these properties. A type of authorization that is known only during the run may be none.
fn authorized(operation: &str, properties: &Value) -> Vec<Statement> {
    each_or(&properties["AuthorizationType"], &Value::from("NONE"), &|kind| {
        let mut statement = call(operation);
        for kind in texts(kind).into_iter().filter(|kind| kind != "NONE" && !begins_open(kind)) {
            statement = statement.when("AuthorizationType", kind);
            for authorizer in texts(&properties["AuthorizerId"]) {
                statement = statement.when("AuthorizerId", authorizer);
            }
        }
        for scope in texts(&properties["AuthorizationScopes"]) {
            statement = statement.when("StringEquals AuthorizationScopes", scope);
        }
        each_or(&properties["ApiKeyRequired"], &Value::Bool(false), &|key| {
            let is_required = texts(key).concat().eq_ignore_ascii_case("true");
            vec![if is_required {
                statement.clone().when("ApiKeyRequired", "true")
            } else {
                statement.clone()
            }]
        })
    })
}

/// Whom an authorizer lets in: users of a pool or of an issuer with one of its audiences, or those that a function accepts.
pub fn admission(authorizer: &Value) -> Statement {
    let tokens = ["JwtConfiguration", "jwtConfiguration"].map(|name| &authorizer[name]);
    let mut who: Vec<_> = WHO.iter().flat_map(|name| texts(&authorizer[*name])).collect();
    who.extend(
        tokens.iter().flat_map(|token| ["Issuer", "issuer"].map(|name| texts(&token[name]))).flatten(),
    );
    let mut statement =
        Statement { principals: Some(Set::of(who)), ..Statement::allow("execute-api:Invoke") };
    for name in CONDITIONS {
        for value in texts(&authorizer[name]) {
            statement = statement.when(name, value);
        }
    }
    let audiences = tokens.iter().flat_map(|token| ["Audience", "audience"].map(|name| texts(&token[name])));
    audiences
        .flatten()
        .fold(statement, |statement, audience| statement.when("StringEquals Audience", audience))
}

/// Who may query a GraphQL API: one statement for each way to authenticate.
pub fn queries(properties: &Value) -> Vec<Statement> {
    let others = properties["AdditionalAuthenticationProviders"].as_array().into_iter().flatten();
    let of = |provider: &Value| {
        let configs = ["UserPoolConfig", "OpenIDConnectConfig", "LambdaAuthorizerConfig"];
        let who = configs.map(|name| admission(&provider[name]));
        let mut statement = Statement::allow("appsync:GraphQL");
        statement.conditions = who.iter().flat_map(|one| one.conditions.clone()).collect();
        let names = who.into_iter().filter_map(|one| one.principals).flat_map(|set| set.patterns);
        let names: Vec<_> = names.collect();
        statement.principals = Some(if names.is_empty() { Set::of([EVERYBODY]) } else { Set::of(names) });
        statement.when("AuthenticationType", texts(&provider["AuthenticationType"]).concat())
    };
    [properties]
        .into_iter()
        .chain(others)
        .filter(|one| !one["AuthenticationType"].is_null())
        .map(of)
        .collect()
}
