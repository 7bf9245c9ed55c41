//! What a client of an API may rely on, in addition to what API Gateway reads in the document.

use serde_json::{Map, Value, json};

use super::Server;

/// The methods that an operation for any method stands for.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];
/// API Gateway's key for such an operation.
const ANY_METHOD: &str = "x-amazon-apigateway-any-method";
/// Statuses with which API Gateway itself answers, whatever the API is.
const GATEWAY_STATUSES: [&str; 6] = ["403", "413", "429", "500", "502", "504"];
/// The name of the response that these statuses have.
const GATEWAY_ANSWER: &str = "ApiGatewayAnswer";
/// Extensions of our own: the schema by which a function checks a body, and a parameter that a function demands.
const BODY: &str = "x-provision-body";
const REQUIRED: &str = "x-provision-required";

/// Writes an operation for any method as one for each method that has none of its own.
pub(super) fn write_out_any_methods(document: &mut Value) {
    let Some(paths) = document["paths"].as_object_mut() else { return };
    for item in paths.values_mut().filter_map(Value::as_object_mut) {
        let Some(mut operation) = item.remove(ANY_METHOD) else { continue };
        if let Some(operation) = operation.as_object_mut() {
            // An id belongs to one operation.
            operation.remove("operationId");
        }
        for method in METHODS {
            item.entry(method).or_insert_with(|| operation.clone());
        }
    }
}

/// Puts the schemas and demands of the functions in place of API Gateway's wider ones.
pub(super) fn narrow(document: &mut Value) {
    let mut replaced = Vec::new();
    for item in path_items(document) {
        require(item);
        for operation in operations(item) {
            require(operation);
            let name = operation.as_object_mut().and_then(|operation| operation.remove(BODY));
            let Some(name) = name.as_ref().and_then(Value::as_str) else { continue };
            let bodies = operation["requestBody"]["content"].as_object_mut();
            for body in bodies.into_iter().flat_map(Map::values_mut) {
                replaced.extend(body["schema"]["$ref"].as_str().map(str::to_owned));
                body["schema"] = json!({"$ref": format!("#/components/schemas/{name}")});
            }
        }
    }
    for reference in replaced {
        let is_used = document.to_string().contains(&format!("\"{reference}\""));
        let name = reference.rsplit('/').next().unwrap_or_default();
        if let Some(schemas) = document["components"]["schemas"].as_object_mut().filter(|_| !is_used) {
            schemas.remove(name);
        }
    }
}

/// Marks the parameters as required that a function demands.
fn require(holder: &mut Value) {
    let parameters = holder.get_mut("parameters").and_then(Value::as_array_mut);
    for parameter in parameters.into_iter().flatten().filter_map(Value::as_object_mut) {
        if let Some(required) = parameter.remove(REQUIRED) {
            parameter.insert("required".to_owned(), required);
        }
    }
}

/// Adds the answers of API Gateway itself to every operation that does not have them.
pub(super) fn add_gateway_answers(document: &mut Value) {
    if document.get("openapi").is_none() {
        return;
    }
    let answer = json!({"$ref": format!("#/components/responses/{GATEWAY_ANSWER}")});
    for item in path_items(document) {
        for operation in operations(item) {
            let Some(responses) = operation["responses"].as_object_mut() else { continue };
            for status in GATEWAY_STATUSES {
                responses.entry(status).or_insert_with(|| answer.clone());
            }
        }
    }
    document["components"]["responses"][GATEWAY_ANSWER] = json!({
        "description": "The request did not reach the API's own code, or that did not answer: it is not signed or not allowed (403), too \
                        large (413), one too many (429), or can be sent again (500, 502, 504).",
        "content": {"application/json": {"schema": {
            "type": "object",
            "properties": {"message": {"type": "string"}, "Message": {"type": "string"}},
        }}},
    });
}

/// Names the address at which the API answers, as the document's version has it.
pub(super) fn set_server(document: &mut Value, server: &Server) {
    let Some(document) = document.as_object_mut() else { return };
    if document.contains_key("openapi") {
        let mut entry = json!({"url": server.url});
        if !server.variables.is_null() {
            entry["variables"] = server.variables.clone();
        }
        document.insert("servers".to_owned(), json!([entry]));
        return;
    }
    let (scheme, rest) = server.url.split_once("://").unwrap_or(("https", &server.url));
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    document.insert("schemes".to_owned(), json!([scheme]));
    document.insert("host".to_owned(), host.into());
    document.insert("basePath".to_owned(), if path.is_empty() { "/" } else { path }.into());
}

fn path_items(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    paths.into_iter().flat_map(Map::values_mut).filter(|item| item.is_object())
}

fn operations(item: &mut Value) -> impl Iterator<Item = &mut Value> {
    let methods = item.as_object_mut().into_iter().flatten();
    methods
        .filter(|(name, operation)| METHODS.contains(&name.as_str()) && operation.is_object())
        .map(|(_, one)| one)
}
