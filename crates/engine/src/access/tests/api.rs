//! Who may call the methods of an API.

use super::{asks, changes, lines, one_way};

const API: &str = "Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: items}}
  Items: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: items}}
  Item: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !Ref Items, PathPart: '{id}'}}
";

/// A method of the API with these properties.
fn method(id: &str, verb: &str, more: &str) -> String {
    format!(
        "  {id}: {{Type: AWS::ApiGateway::Method, Properties: {{RestApiId: !Ref Api, ResourceId: !Ref Item, HttpMethod: {verb}, {more}}}}}\n"
    )
}

fn with(more: &str) -> String {
    format!("{API}{}", method("Get", "GET", more))
}

#[test]
fn a_method_without_authorization_is_wider_than_one_with_any() {
    for (narrow, wide) in [
        ("AuthorizationType: AWS_IAM", "AuthorizationType: NONE"),
        ("AuthorizationType: CUSTOM, AuthorizerId: !Ref Checker", "AuthorizationType: NONE"),
        ("AuthorizationType: COGNITO_USER_POOLS, AuthorizerId: !Ref Users", "OperationName: get"),
        ("AuthorizationType: NONE, ApiKeyRequired: true", "AuthorizationType: NONE, ApiKeyRequired: false"),
        ("AuthorizationType: NONE, ApiKeyRequired: 'true'", "AuthorizationType: NONE"),
        (
            "AuthorizationType: COGNITO_USER_POOLS, AuthorizerId: a, AuthorizationScopes: [items/read]",
            "AuthorizationType: COGNITO_USER_POOLS, AuthorizerId: a, AuthorizationScopes: [items/read, items/write]",
        ),
    ] {
        one_way(&with(narrow), &with(wide), "Get Widened");
    }
    let conditions = "Conditions: {IsOpen: !Equals [!ImportValue open, yes]}\n";
    let perhaps = with("AuthorizationType: !If [IsOpen, AWS_IAM, !Ref AWS::NoValue]");
    assert_eq!(asks(&with("AuthorizationType: AWS_IAM"), &format!("{conditions}{perhaps}")), ["Get Widened"]);
}

#[test]
fn a_method_is_shown_by_its_verb_and_path() {
    let found = changes(Some(&with("AuthorizationType: AWS_IAM")), &with("AuthorizationType: NONE"));
    assert_eq!(
        found[0].words(),
        "Allow execute-api:Invoke on GET /items/{id} to * if AuthorizationType AWS_IAM → \
         Allow execute-api:Invoke on GET /items/{id} to *"
    );
}

#[test]
fn another_authorizer_asks_in_both_directions() {
    let (one, other) = ("AuthorizationType: AWS_IAM", "AuthorizationType: CUSTOM, AuthorizerId: a");
    assert_eq!(asks(&with(one), &with(other)), ["Get Widened"]);
    assert_eq!(asks(&with(other), &with(one)), ["Get Widened"]);
}

#[test]
fn a_new_method_asks_only_where_every_caller_may_call_it() {
    let old = with("AuthorizationType: AWS_IAM");
    let add = |verb: &str, more: &str| asks(&old, &format!("{old}{}", method("New", verb, more)));
    assert_eq!(add("POST", "AuthorizationType: NONE"), ["New New"]);
    assert_eq!(add("POST", "AuthorizationType: AWS_IAM"), Vec::<String>::new());
    assert_eq!(add("POST", "ApiKeyRequired: true"), Vec::<String>::new());
    // Answers a browser by itself.
    assert_eq!(add("OPTIONS", "AuthorizationType: NONE, Integration: {Type: MOCK}"), Vec::<String>::new());
    assert_eq!(add("OPTIONS", "AuthorizationType: NONE, Integration: {Type: AWS_PROXY}"), ["New New"]);
    let private = |text: &str| {
        text.replace("{Name: items}", "{Name: items, EndpointConfiguration: {Types: [PRIVATE]}}")
    };
    let new = format!("{old}{}", method("New", "POST", "AuthorizationType: NONE"));
    assert_eq!(asks(&private(&old), &private(&new)), Vec::<String>::new());
}

#[test]
fn a_method_that_is_only_moved_or_renamed_widens_nothing() {
    let one = with("AuthorizationType: CUSTOM, AuthorizerId: !Ref Checker");
    let renamed =
        one.replace("Item:", "Thing:").replace("!Ref Item,", "!Ref Thing,").replace("Get:", "Read:");
    assert_eq!(lines(&one, &renamed), Vec::<String>::new());
}

/// A REST API with this policy.
fn rest(policy: &str) -> String {
    format!("Resources:\n  Api: {{Type: AWS::ApiGateway::RestApi, Properties: {{Name: x{policy}}}}}\n")
}

#[test]
fn an_api_without_a_policy_is_open_to_every_caller() {
    let policy = |statements: &str| rest(&format!(", Policy: {{Statement: [{statements}]}}"));
    let one = "{Effect: Allow, Principal: {AWS: '123456789012'}, Action: 'execute-api:Invoke', Resource: 'execute-api:/*'}";
    let all = "{Effect: Allow, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*'}";
    let deny = "{Effect: Deny, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*', Condition: {NotIpAddress: {'aws:SourceIp': [10.0.0.0/8]}}}";
    one_way(&policy(one), &policy(all), "Api Widened");
    one_way(&policy(one), &rest(""), "Api Widened");
    one_way(&policy(&format!("{all}, {deny}")), &rest(""), "Api LessDenied");
    assert_eq!(lines(&policy(all), &rest("")), Vec::<String>::new());
    let found = changes(Some(&policy(one)), &rest(""));
    assert!(found[0].words().ends_with("to * (it has no policy)"), "{}", found[0].words());
    assert_eq!(lines("Resources: {Q: {Type: AWS::SQS::Queue}}\n", &rest("")), Vec::<String>::new());
}

/// A REST API that is written as a document with this operation.
fn document(operation: &str) -> String {
    rest(&format!(
        ", Body: {{openapi: 3.0.1, paths: {{/items: {{get: {{{operation}}}}}}}, components: {{securitySchemes: {{
          signed: {{type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}},
          key: {{type: apiKey, name: x-api-key, in: header}},
          users: {{type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: cognito_user_pools,
            x-amazon-apigateway-authorizer: {{type: cognito_user_pools, providerARNs: [!GetAtt Users.Arn]}}}}}}}}}}"
    ))
}

#[test]
fn operations_of_a_document_are_compared() {
    for narrow in [
        "x-amazon-apigateway-auth: {type: aws_iam}",
        "security: [{signed: []}]",
        "security: [{key: []}]",
        "security: [{users: [items/read]}]",
        "security: [{key: []}, {users: []}]",
    ] {
        for wide in ["x-amazon-apigateway-auth: {type: NONE}", "security: []", "operationId: get"] {
            one_way(&document(narrow), &document(wide), "Api Widened");
        }
    }
    let (signed, same) = ("security: [{signed: []}]", "x-amazon-apigateway-auth: {type: AWS_IAM}");
    assert_eq!(lines(&document(signed), &document(same)), Vec::<String>::new());
    one_way(&document("security: [{key: []}, {signed: []}]"), &document(signed), "Api Widened");
    one_way(&document("security: [{users: [a]}]"), &document("security: [{users: [a, b]}]"), "Api Widened");
}

#[test]
fn an_authorizer_that_lets_in_others_is_wider() {
    let one = document("security: [{users: []}]");
    let more = one.replace("[!GetAtt Users.Arn]", "[!GetAtt Users.Arn, !GetAtt Guests.Arn]");
    one_way(&one, &more, "Api Widened");
    for (narrow, wide) in [
        (
            "AWS::ApiGateway::Authorizer, Properties: {Type: COGNITO_USER_POOLS, ProviderARNs: [!GetAtt A.Arn]}",
            "AWS::ApiGateway::Authorizer, Properties: {Type: COGNITO_USER_POOLS, ProviderARNs: [!GetAtt A.Arn, !GetAtt B.Arn]}",
        ),
        (
            "AWS::ApiGatewayV2::Authorizer, Properties: {AuthorizerType: JWT, JwtConfiguration: {Issuer: 'https://i', Audience: [a]}}",
            "AWS::ApiGatewayV2::Authorizer, Properties: {AuthorizerType: JWT, JwtConfiguration: {Issuer: 'https://i', Audience: [a, b]}}",
        ),
    ] {
        let text = |resource: &str| format!("Resources:\n  A: {{Type: {resource}}}\n");
        one_way(&text(narrow), &text(wide), "A Widened");
    }
}

#[test]
fn a_policy_in_the_document_is_the_policy_of_the_api() {
    let text = |principal: &str| {
        rest(&format!(
            ", Body: {{paths: {{}}, x-amazon-apigateway-policy: {{Statement: [{{Effect: Allow, Principal: {principal}, Action: 'execute-api:Invoke', Resource: 'execute-api:/*'}}]}}}}"
        ))
    };
    one_way(&text("{AWS: '123456789012'}"), &text("'*'"), "Api Widened");
    one_way(&text("{AWS: '123456789012'}"), &rest(""), "Api Widened");
}

fn route(protocol: &str, key: &str, more: &str) -> String {
    format!(
        "Resources:
  Api: {{Type: AWS::ApiGatewayV2::Api, Properties: {{Name: x, ProtocolType: {protocol}}}}}
  Route: {{Type: AWS::ApiGatewayV2::Route, Properties: {{ApiId: !Ref Api, RouteKey: {key}{more}}}}}
"
    )
}

#[test]
fn routes_of_http_and_web_socket_apis_are_compared() {
    let jwt = ", AuthorizationType: JWT, AuthorizerId: !Ref Tokens, AuthorizationScopes: [read]";
    for (protocol, key) in [("HTTP", "GET /items"), ("HTTP", "$default"), ("WEBSOCKET", "$connect")] {
        one_way(&route(protocol, key, jwt), &route(protocol, key, ""), "Route Widened");
        one_way(
            &route(protocol, key, ", AuthorizationType: AWS_IAM"),
            &route(protocol, key, ""),
            "Route Widened",
        );
    }
    let nothing = "Resources: {Q: {Type: AWS::SQS::Queue}}\n";
    assert_eq!(asks(nothing, &route("WEBSOCKET", "$connect", "")), ["Route New"]);
    // What comes over a connection was authorized with it.
    for key in ["$disconnect", "$default", "send"] {
        assert_eq!(lines(nothing, &route("WEBSOCKET", key, "")), Vec::<String>::new());
    }
}

#[test]
fn an_http_api_takes_security_from_the_root_of_its_document() {
    let text = |root: &str| {
        format!(
            "Resources:\n  Api: {{Type: AWS::ApiGatewayV2::Api, Properties: {{Body: {{openapi: 3.0.1, {root}paths: {{/items: {{x-amazon-apigateway-any-method: {{operationId: all}}}}}}}}}}}}\n"
        )
    };
    one_way(&text("security: [{tokens: []}], "), &text(""), "Api Widened");
}

#[test]
fn a_further_way_to_authenticate_at_a_graphql_api_is_wider() {
    let text = |others: &str| {
        format!(
            "Resources:\n  Api: {{Type: AWS::AppSync::GraphQLApi, Properties: {{Name: x, AuthenticationType: AMAZON_COGNITO_USER_POOLS, UserPoolConfig: {{UserPoolId: !Ref Users, DefaultAction: ALLOW}}{others}}}}}\n"
        )
    };
    one_way(
        &text(""),
        &text(", AdditionalAuthenticationProviders: [{AuthenticationType: API_KEY}]"),
        "Api Widened",
    );
}

#[test]
fn a_document_that_is_included_is_one_in_s3_and_no_macro() {
    let text = |key: &str, memory: u32| {
        format!(
            "Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: {{Body: {{'Fn::Transform': {{Name: AWS::Include, Parameters: {{Location: 's3://bucket/{key}'}}}}}}}}
  F: {{Type: AWS::Lambda::Function, Properties: {{MemorySize: {memory}}}}}
"
        )
    };
    assert_eq!(lines(&text("one", 128), &text("one", 256)), Vec::<String>::new());
    assert_eq!(asks(&text("one", 128), &text("two", 128)), ["Api Unknown"]);
}
