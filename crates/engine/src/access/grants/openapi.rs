//! APIs that are written as OpenAPI documents, in the template or in a file: who may call each operation.

use std::collections::BTreeMap;

use serde_json::Value;

use super::api::{AUTHORIZER, admission, call, is_preflight};
use super::{Reader, Source};
use crate::access::View;
use crate::access::policy::{statements, texts};
use crate::access::statement::Statement;
use crate::template::{Template, settled};

/// Documents that a template has in S3, by the logical ids of their APIs.
pub type Documents = BTreeMap<String, Value>;

/// No documents.
pub static NO_DOCUMENTS: Documents = Documents::new();

const ANY: &str = "x-amazon-apigateway-any-method";
const VERBS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", ANY];
/// Types with a document in S3, and the property that names it.
const STORED: [(&str, &str); 4] = [
    ("AWS::ApiGateway::RestApi", "BodyS3Location"),
    ("AWS::ApiGatewayV2::Api", "BodyS3Location"),
    ("AWS::Serverless::Api", "DefinitionUri"),
    ("AWS::Serverless::HttpApi", "DefinitionUri"),
];

/// A document in S3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    pub logical_id: String,
    pub kind: String,
    pub bucket: String,
    pub key: String,
}

/// The documents that a template has in S3, of the APIs that are made.
pub fn locations(view: View<'_>) -> Vec<Location> {
    let of = |(id, resource): (&String, &crate::template::Resource)| {
        let (_, property) = STORED.iter().find(|(kind, _)| *kind == resource.kind)?;
        let is_made = view.template.is_made(resource, view.names) != Some(false);
        let properties = &resource.properties;
        let included = BODIES.iter().find_map(|name| included(&properties[*name]));
        let place = included.or_else(|| properties.get(*property)).filter(|_| is_made)?;
        let (bucket, key) = place_of(&settled(place, view.names));
        Some(Location { logical_id: id.clone(), kind: resource.kind.clone(), bucket, key })
    };
    view.template.resources.iter().filter_map(of).collect()
}

/// Properties with a document in the template.
const BODIES: [&str; 2] = ["Body", "DefinitionBody"];

/// Where the document is that a property includes as a whole.
fn included(body: &Value) -> Option<&Value> {
    let transform = body.get("Fn::Transform").filter(|transform| transform["Name"] == "AWS::Include")?;
    Some(&transform["Parameters"]["Location"])
}

/// A template without the documents that its APIs include, which are read.
pub fn without_documents(template: &Template) -> Value {
    let mut body = template.body().clone();
    let resources = body.get_mut("Resources").and_then(Value::as_object_mut);
    let is_api = |resource: &&mut Value| STORED.iter().any(|(kind, _)| resource["Type"] == *kind);
    for resource in resources.into_iter().flat_map(|all| all.values_mut()).filter(is_api) {
        for name in BODIES {
            if included(&resource["Properties"][name]).is_some() {
                resource["Properties"][name] = Value::Null;
            }
        }
    }
    body
}

/// Bucket and key of `s3://BUCKET/KEY` or of a map.
fn place_of(place: &Value) -> (String, String) {
    let address = place.as_str().and_then(|address| address.strip_prefix("s3://")?.split_once('/'));
    match address {
        Some((bucket, key)) => (bucket.to_owned(), key.to_owned()),
        None if place.is_object() => (texts(&place["Bucket"]).concat(), texts(&place["Key"]).concat()),
        None => (String::new(), texts(place).concat()),
    }
}

impl Reader<'_> {
    /// Reads the document of an API; `auth` is what SAM adds to operations that name nothing.
    pub(super) fn document(&mut self, source: &Source<'_>, body: &Value, auth: &Value) {
        let stored = self.view.documents.get(source.logical_id).map(|body| settled(body, self.view.names));
        let text = body.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        let document = stored.as_ref().or(text.as_ref()).unwrap_or(body);
        let own = source.own();
        let (paths, schemes) = (&document["paths"], schemes(document));
        for (path, item) in paths.as_object().into_iter().flatten() {
            for (verb, operation) in item.as_object().into_iter().flatten() {
                self.operation(source, &Operation { path, verb, operation, document, schemes, auth });
            }
        }
        for (name, scheme) in schemes.as_object().into_iter().flatten() {
            let authorizer = &scheme["x-amazon-apigateway-authorizer"];
            if !authorizer.is_null() {
                self.add(source, AUTHORIZER, &format!("{own} {name}"), vec![admission(authorizer)]);
            }
        }
        self.add(source, "resource", &own, statements(&document["x-amazon-apigateway-policy"]));
    }

    fn operation(&mut self, source: &Source<'_>, one: &Operation<'_>) {
        let verb = if one.verb == ANY { "ANY".to_owned() } else { one.verb.to_uppercase() };
        let integration = &one.operation["x-amazon-apigateway-integration"]["type"];
        if VERBS.contains(&one.verb) && !is_preflight(&verb, integration) {
            let name = format!("{verb} {}", one.path);
            let is_rest = source.kind.ends_with("RestApi") || source.kind == "AWS::Serverless::Api";
            let statement = one.authorized(call(&name), is_rest);
            self.method(source, &source.own(), &name, vec![statement]);
        }
    }
}

/// One operation of a document.
struct Operation<'v> {
    path: &'v str,
    verb: &'v str,
    operation: &'v Value,
    document: &'v Value,
    schemes: &'v Value,
    auth: &'v Value,
}

impl Operation<'_> {
    /// The statement with what a caller must bring. REST APIs take no security from the document's root. API Gateway requires a key
    /// and what an authorizer wants together, also where a document has them as alternatives.
    fn authorized(&self, mut statement: Statement, is_rest: bool) -> Statement {
        let kind = texts(&self.operation["x-amazon-apigateway-auth"]["type"]).concat().to_uppercase();
        if !kind.is_empty() && kind != "NONE" {
            statement = statement.when("AuthorizationType", kind.clone());
        }
        let security = match &self.operation["security"] {
            Value::Null if !is_rest => &self.document["security"],
            own => own,
        };
        if security.is_null() && kind.is_empty() {
            return default_auth(statement, self.auth);
        }
        for (name, scopes) in security.as_array().into_iter().flatten().filter_map(Value::as_object).flatten()
        {
            statement = self.required(statement, name, scopes);
        }
        statement
    }

    fn required(&self, statement: Statement, name: &str, scopes: &Value) -> Statement {
        let scheme = &self.schemes[name];
        let is_authorized = !scheme["x-amazon-apigateway-authorizer"].is_null();
        let is_signed =
            texts(&scheme["x-amazon-apigateway-authtype"]).concat().eq_ignore_ascii_case("awsSigv4");
        let is_key = scheme["type"] == "apiKey" && !is_authorized || name == "api_key";
        let statement = match name {
            _ if is_signed || name == "AWS_IAM" => statement.when("AuthorizationType", "AWS_IAM"),
            _ if is_key => statement.when("ApiKeyRequired", "true"),
            name => statement.when("AuthorizerId", name),
        };
        let scopes = texts(scopes).into_iter();
        scopes.fold(statement, |statement, scope| statement.when("StringEquals AuthorizationScopes", scope))
    }
}

/// What SAM requires of callers where a method names nothing itself.
pub fn default_auth(statement: Statement, auth: &Value) -> Statement {
    let statement = match texts(&auth["DefaultAuthorizer"]).concat().as_str() {
        "" | "NONE" => statement,
        name => authorizer(statement, name),
    };
    match texts(&auth["ApiKeyRequired"]).concat() == "true" {
        true => statement.when("ApiKeyRequired", "true"),
        false => statement,
    }
}

/// That callers need what one of SAM's authorizers wants.
fn authorizer(statement: Statement, name: &str) -> Statement {
    match name {
        "AWS_IAM" => statement.when("AuthorizationType", "AWS_IAM"),
        name => statement.when("AuthorizerId", name),
    }
}

/// The security schemes of a document, in the place that its version has for them.
fn schemes(document: &Value) -> &Value {
    match &document["components"]["securitySchemes"] {
        Value::Null => &document["securityDefinitions"],
        schemes => schemes,
    }
}
