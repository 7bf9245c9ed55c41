//! What SAM makes of a few words.

use super::{asks, lines, one_way};

const TRANSFORM: &str = "Transform: AWS::Serverless-2016-10-31\n";

/// A function with this event, and an API with these properties.
fn event(globals: &str, api: &str, kind: &str, event: &str) -> String {
    let id = if kind == "Api" { "RestApiId" } else { "ApiId" };
    format!(
        "{TRANSFORM}{globals}Resources:
  Api: {{Type: 'AWS::Serverless::{kind}', Properties: {{StageName: live{api}}}}}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Events: {{Get: {{Type: {kind}, Properties: {{{id}: !Ref Api, Path: /items, Method: get{event}}}}}}}
"
    )
}

const TOKENS: &str = ", Auth: {DefaultAuthorizer: Tokens, Authorizers: {Tokens: {JwtConfiguration: {issuer: 'https://i', audience: [a]}, IdentitySource: '$request.header.Authorization'}}}";

#[test]
fn events_have_the_authorizer_that_they_or_their_api_name() {
    for kind in ["Api", "HttpApi"] {
        let text = |api: &str, own: &str| event("", api, kind, own);
        one_way(&text(TOKENS, ""), &text(TOKENS, ", Auth: {Authorizer: NONE}"), "F Widened");
        one_way(&text("", ", Auth: {Authorizer: AWS_IAM}"), &text("", ""), "F Widened");
        let scopes = |scopes: &str| text(TOKENS, &format!(", Auth: {{AuthorizationScopes: [{scopes}]}}"));
        one_way(&scopes("read"), &scopes("read, write"), "F Widened");
        let globals = format!("Globals: {{{kind}: {{{}}}}}\n", &TOKENS[2..]);
        assert_eq!(lines(&event(&globals, "", kind, ""), &text(TOKENS, "")), Vec::<String>::new());
        one_way(
            &event(&globals, "", kind, ""),
            &text(&TOKENS.replace("DefaultAuthorizer: Tokens, ", ""), ""),
            "F Widened",
        );
        let more = TOKENS.replace("audience: [a]", "audience: [a, b]");
        one_way(&text(TOKENS, ""), &text(&more, ""), "Api Widened");
    }
    let key = |required: &str| event("", "", "Api", &format!(", Auth: {{ApiKeyRequired: {required}}}"));
    one_way(&key("true"), &key("false"), "F Widened");
}

#[test]
fn a_new_event_asks_only_where_every_caller_may_send_it() {
    let function = |events: &str| {
        format!(
            "{TRANSFORM}Resources:\n  F: {{Type: AWS::Serverless::Function, Properties: {{Events: {{{events}}}}}}}\n"
        )
    };
    let old = function("A: {Type: Schedule, Properties: {Schedule: rate(1 minute)}}");
    let api = "A: {Type: Api, Properties: {Path: /x, Method: post}}";
    assert_eq!(asks(&old, &function(api)), ["F New"]);
    let signed = api.replace("post}", "post, Auth: {Authorizer: AWS_IAM}}");
    assert_eq!(asks(&old, &function(&signed)), Vec::<String>::new());
}

#[test]
fn an_api_with_a_document_has_its_methods_there() {
    let text = |security: &str| {
        event(
            "",
            &format!(", DefinitionBody: {{openapi: 3.0.1, paths: {{/items: {{get: {{{security}}}}}}}}}"),
            "Api",
            "",
        )
    };
    one_way(&text("security: [{AWS_IAM: []}]"), &text("operationId: get"), "Api Widened");
    let default = |auth: &str| {
        event(
            "",
            &format!(
                ", Auth: {{{auth}}}, DefinitionBody: {{openapi: 3.0.1, paths: {{/items: {{get: {{operationId: get}}}}}}}}"
            ),
            "Api",
            "",
        )
    };
    one_way(&default("DefaultAuthorizer: AWS_IAM"), &default("InvokeRole: NONE"), "Api Widened");
}

#[test]
fn lists_of_an_apis_resource_policy_are_compared() {
    let text = |policy: &str| {
        event(
            "",
            &format!(", Auth: {{ResourcePolicy: {{{policy}}}}}"),
            "Api",
            ", Auth: {Authorizer: AWS_IAM}",
        )
    };
    for (narrow, wide, effect) in [
        ("AwsAccountWhitelist: ['1']", "AwsAccountWhitelist: ['1', '2']", "Widened"),
        ("AwsAccountWhitelist: ['1']", "", "Widened"),
        ("IpRangeWhitelist: [10.0.0.0/8]", "IpRangeWhitelist: [10.0.0.0/8, 11.0.0.0/8]", "LessDenied"),
        ("IpRangeWhitelist: [10.0.0.0/8]", "", "LessDenied"),
        ("IpRangeBlacklist: [10.0.0.0/8, 11.0.0.0/8]", "IpRangeBlacklist: [10.0.0.0/8]", "LessDenied"),
        ("IntrinsicVpceWhitelist: [a]", "IntrinsicVpceWhitelist: [a, b]", "LessDenied"),
        ("AwsAccountBlacklist: ['1', '2']", "AwsAccountBlacklist: ['1']", "LessDenied"),
    ] {
        one_way(&text(narrow), &text(wide), &format!("Api {effect}"));
    }
}

#[test]
fn addresses_connectors_and_globals_of_functions_are_compared() {
    let function = |globals: &str, properties: &str, rest: &str| {
        format!(
            "{TRANSFORM}Globals: {{Function: {{Timeout: 3{globals}}}}}\nResources:\n  T: {{Type: AWS::DynamoDB::Table}}\n  F: {{Type: AWS::Serverless::Function, Properties: {{Handler: h{properties}}}{rest}}}\n"
        )
    };
    let url = |kind: &str| {
        function("", &format!(", FunctionUrlConfig: {{AuthType: {kind}, Cors: {{AllowOrigins: ['*']}}}}"), "")
    };
    one_way(&url("AWS_IAM"), &url("NONE"), "F Widened");
    let connected = |permissions: &str| {
        function(
            "",
            "",
            &format!(
                ", Connectors: {{C: {{Properties: {{Destination: {{Id: T}}, Permissions: [{permissions}]}}}}}}"
            ),
        )
    };
    one_way(&connected("Read"), &connected("Read, Write"), "F Widened");
    one_way(&function("", "", ""), &connected("Read"), "F Widened");
    let boundary = ", PermissionsBoundary: arn:aws:iam::1:policy/edge";
    one_way(&function(boundary, "", ""), &function("", "", ""), "F LessDenied");
    assert_eq!(lines(&function(boundary, "", ""), &function("", boundary, "")), Vec::<String>::new());
    let role = |name: &str| function(&format!(", Role: arn:aws:iam::1:role/{name}"), "", "");
    assert_eq!(asks(&role("one"), &role("other")), ["F Widened"]);
}
