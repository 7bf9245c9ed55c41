//! APIs that a template defines as OpenAPI documents, and the document for their clients: API Gateway's extensions are
//! left out, values are filled in, and API Gateway's own responses are added.

mod client;
mod filled;

use serde_json::{Value, json};

use self::filled::Filling;
use super::names::Names;
use super::{Resource, Template};

/// The type of REST APIs.
const API: &str = "AWS::ApiGateway::RestApi";
/// Marks a document that is for no client, such as that of a page which is only reached by links.
const INTERNAL: &str = "x-provision-internal";

/// The keys with which a document and its parts begin, where they are written.
pub const KEYS_FIRST: [&str; 24] = [
    "openapi",
    "swagger",
    "info",
    "servers",
    "host",
    "basePath",
    "schemes",
    "paths",
    "components",
    "name",
    "in",
    "type",
    "title",
    "version",
    "url",
    "operationId",
    "summary",
    "description",
    "security",
    "parameters",
    "required",
    "requestBody",
    "content",
    "properties",
];

/// Where an API answers.
pub struct Server {
    pub url: String,
    /// What stands for the parts of the address that are in braces; null where there are none.
    pub variables: Value,
}

/// An API's document for its clients.
#[derive(Debug)]
pub struct ApiDocument {
    pub content: Value,
    /// Places of values that only CloudFormation knows, and that are left out.
    pub left_out: Vec<String>,
}

impl Template {
    /// The REST APIs that are written as documents for clients in the template, by their logical ids.
    pub fn apis(&self) -> impl Iterator<Item = &str> {
        let is_api = |(_, resource): &(&String, &Resource)| {
            document(resource).is_some_and(|document| document[INTERNAL] != true)
        };
        self.resources.iter().filter(is_api).map(|(logical_id, _)| logical_id.as_str())
    }

    /// The document of one of these APIs for its clients.
    pub fn api_document(&self, logical_id: &str, names: &Names<'_>, server: &Server) -> Option<ApiDocument> {
        let mut content = document(self.resources.get(logical_id)?)?.clone();
        client::write_out_any_methods(&mut content);
        let mut filling = Filling::new(names);
        let mut content = filling.document(&content);
        client::narrow(&mut content);
        client::add_gateway_answers(&mut content);
        client::set_server(&mut content, server);
        Some(ApiDocument { content, left_out: filling.left_out })
    }

    /// The logical id of an API's stage, if the template has one.
    pub fn api_stage(&self, api: &str) -> Option<&str> {
        let is_stage = |resource: &Resource| {
            resource.kind == "AWS::ApiGateway::Stage"
                && resource.properties["RestApiId"] == json!({"Ref": api})
        };
        self.resources
            .iter()
            .find(|(_, resource)| is_stage(resource))
            .map(|(logical_id, _)| logical_id.as_str())
    }

    /// Whether the value of an output depends on a resource.
    pub fn output_names(&self, output: &str, logical_id: &str) -> bool {
        let value = self.outputs.get(output).map(Value::to_string).unwrap_or_default();
        value.contains(&format!("${{{logical_id}}}"))
            || value.contains(&json!({"Ref": logical_id}).to_string())
    }
}

fn document(resource: &Resource) -> Option<&Value> {
    Some(&resource.properties["Body"]).filter(|body| resource.kind == API && body["paths"].is_object())
}

#[cfg(test)]
mod tests;
