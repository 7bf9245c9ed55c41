//! The form in which a template is sent: JSON, with three changes that CloudFormation cannot make itself.
//!
//! - An API Gateway deployment is a snapshot: CloudFormation makes a new one only under a new logical id, so the id
//!   gets a hash of everything the snapshot holds.
//! - A stack carries the fingerprint of what was deployed in an output: outputs are shown by `DescribeStacks` and
//!   touch no resource, while a stack tag would spread to every resource and update them all.
//! - What outlives its stack is named in plain text: CloudFormation takes an existing resource into a new stack only
//!   where the template spells its name out, without `Ref` or `Sub`.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::names::{Names, resolve};
use super::{Resource, Template};

/// The output that carries a stack's fingerprint.
pub const FINGERPRINT_OUTPUT: &str = "ProvisionFingerprint";

const DEPLOYMENT: &str = "AWS::ApiGateway::Deployment";
/// What a deployment does not take a picture of.
const OUTSIDE_SNAPSHOT: [&str; 6] = [
    DEPLOYMENT,
    "AWS::ApiGateway::Stage",
    "AWS::ApiGateway::UsagePlan",
    "AWS::ApiGateway::UsagePlanKey",
    "AWS::ApiGateway::ApiKey",
    "AWS::ApiGateway::Account",
];

impl Template {
    /// The template as it is sent, with the fingerprint and the retained resources' names in it.
    pub fn to_sent(&self, fingerprint: &str, names: &Names<'_>) -> String {
        let mut body = self.body.clone();
        for (logical_id, resource) in self.retained() {
            spell_out(&mut body["Resources"][logical_id]["Properties"], resource, names);
        }
        body["Outputs"][FINGERPRINT_OUTPUT] = json!({
            "Description": "What was deployed, so that provision can tell when there is nothing to do",
            "Value": fingerprint,
        });
        body.to_string()
    }

    /// A hash of the template, the parameters and the tags: equal exactly when a deploy would send the same again.
    pub fn fingerprint<'a>(
        &self,
        parameters: impl IntoIterator<Item = (&'a String, &'a String)>,
        tags: impl IntoIterator<Item = (&'a String, &'a String)>,
    ) -> String {
        let parameters: Vec<_> = parameters.into_iter().collect();
        let tags: Vec<_> = tags.into_iter().collect();
        // Bump the number when what is sent changes in a way that this input does not show.
        digest(&json!([1, self.body, parameters, tags]))
    }
}

/// Replaces a resource's own name, such as `TableName`, by what it comes to; one that only CloudFormation can tell
/// is left alone.
fn spell_out(properties: &mut Value, resource: &Resource, names: &Names<'_>) {
    let noun = resource.kind.rsplit("::").next().unwrap_or_default();
    for key in [format!("{noun}Name"), "Name".to_owned()] {
        if let Some(name) = properties.get(&key).and_then(|name| resolve(name, names)) {
            properties[&key] = name.into();
        }
    }
}

fn digest(value: &Value) -> String {
    hex::encode(Sha256::digest(value.to_string()))
}

/// Gives every API deployment a logical id that changes with what it deploys.
pub fn with_named_deployments(mut body: Value) -> Value {
    let Some(resources) = body.get("Resources").and_then(Value::as_object) else { return body };
    let of_type = |value: &Value, kind: &str| value["Type"] == kind;
    let deployments: Vec<String> =
        resources.iter().filter(|(_, value)| of_type(value, DEPLOYMENT)).map(|(id, _)| id.clone()).collect();
    if deployments.is_empty() {
        return body;
    }
    let snapshot: Vec<_> = resources
        .iter()
        .filter(|(_, value)| {
            let kind = value["Type"].as_str().unwrap_or_default();
            kind.starts_with("AWS::ApiGateway::") && !OUTSIDE_SNAPSHOT.contains(&kind)
        })
        .collect();
    let suffix = digest(&json!(snapshot))[..10].to_owned();
    for old in deployments {
        let new = format!("{old}{suffix}");
        rename(&mut body, &old, &new);
        if let Some(resources) = body["Resources"].as_object_mut()
            && let Some(deployment) = resources.remove(&old)
        {
            resources.insert(new, deployment);
        }
    }
    body
}

/// Renames a logical id wherever the template refers to it.
fn rename(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, old, new)),
        Value::Object(entries) => {
            for (key, entry) in entries.iter_mut() {
                match key.as_str() {
                    "Ref" if entry == old => *entry = new.into(),
                    "Fn::GetAtt" if entry[0] == old => entry[0] = new.into(),
                    "DependsOn" => rename_dependency(entry, old, new),
                    "Fn::Sub" => rename_in_text(entry, old, new),
                    _ => rename(entry, old, new),
                }
            }
        }
        _ => {}
    }
}

fn rename_dependency(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rename_dependency(item, old, new)),
        name if name == old => *name = new.into(),
        _ => {}
    }
}

fn rename_in_text(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) => {
            *text = text
                .replace(&format!("${{{old}}}"), &format!("${{{new}}}"))
                .replace(&format!("${{{old}."), &format!("${{{new}."));
        }
        Value::Array(items) => {
            if let Some(text) = items.first_mut() {
                rename_in_text(text, old, new);
            }
            items.iter_mut().skip(1).for_each(|item| rename(item, old, new));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    fn api(path: &str) -> Template {
        let text = format!(
            "Resources:\n  Api: {{Type: 'AWS::ApiGateway::RestApi'}}\n  Path: {{Type: 'AWS::ApiGateway::Resource', Properties: {{PathPart: {path}}}}}\n  Deployment:\n    Type: AWS::ApiGateway::Deployment\n    DependsOn: [Path]\n  Stage:\n    Type: AWS::ApiGateway::Stage\n    DependsOn: Deployment\n    Properties: {{DeploymentId: !Ref Deployment, Description: !Sub 'of ${{Deployment}}'}}\n"
        );
        Template::read(Source::new("t.yaml", text)).unwrap()
    }

    fn deployment_id(template: &Template) -> String {
        template.resources.iter().find(|(_, resource)| resource.kind == DEPLOYMENT).unwrap().0.clone()
    }

    #[test]
    fn a_deployment_is_named_after_what_it_deploys_and_every_reference_follows() {
        let template = api("orders");
        let id = deployment_id(&template);
        assert_eq!(id.len(), "Deployment".len() + 10);
        let stage = &template.resources["Stage"].properties;
        assert_eq!(stage["DeploymentId"], json!({"Ref": id}));
        assert_eq!(stage["Description"], json!({"Fn::Sub": format!("of ${{{id}}}")}));
        assert_eq!(template.body["Resources"]["Stage"]["DependsOn"], json!(id));
        assert_eq!(id, deployment_id(&api("orders")));
        assert_ne!(id, deployment_id(&api("cakes")));
    }

    #[test]
    fn the_fingerprint_follows_template_parameters_and_tags() {
        let template = api("orders");
        let one = ("Stage".to_owned(), "dev".to_owned());
        let two = ("Stage".to_owned(), "prod".to_owned());
        let of = |parameter: &(String, String), tags: &[(String, String)]| {
            template.fingerprint([(&parameter.0, &parameter.1)], tags.iter().map(|(key, value)| (key, value)))
        };
        assert_eq!(of(&one, &[]), of(&one, &[]));
        assert_ne!(of(&one, &[]), of(&two, &[]));
        assert_ne!(of(&one, &[]), of(&one, std::slice::from_ref(&two)));
        assert_ne!(of(&one, &[]), api("cakes").fingerprint([(&one.0, &one.1)], []));
    }

    #[test]
    fn what_is_sent_carries_the_fingerprint_as_an_output() {
        let sent = sent(&api("orders"));
        assert_eq!(sent["Outputs"][FINGERPRINT_OUTPUT]["Value"], "abc");
    }

    proptest::proptest! {
        /// Equal exactly when parameters and tags are equal: no two sets of either run together.
        #[test]
        fn fingerprints_tell_every_difference(
            one in proptest::collection::btree_map("[a-c]{1,2}", "[a-c=,]{0,3}", 0..3),
            other in proptest::collection::btree_map("[a-c]{1,2}", "[a-c=,]{0,3}", 0..3),
            tags in proptest::collection::btree_map("[a-c]{1,2}", "[a-c]{0,2}", 0..2),
        ) {
            let template = api("orders");
            let equal = template.fingerprint(&one, &tags) == template.fingerprint(&other, &tags);
            proptest::prop_assert_eq!(equal, one == other);
            let swapped = template.fingerprint(&tags, &one) == template.fingerprint(&one, &tags);
            proptest::prop_assert_eq!(swapped, one == tags);
        }
    }

    #[test]
    fn what_outlives_its_stack_is_sent_with_its_name_spelled_out() {
        let text = "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    DeletionPolicy: RetainExceptOnCreate\n    Properties: {BucketName: !Sub 'b-${Stage}-${AWS::AccountId}-${AWS::Region}'}\n  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    Properties: {TableName: !Sub 't-${Stage}'}\n  U:\n    Type: AWS::DynamoDB::Table\n    Properties: {TableName: !Sub 'u-${Stage}'}\n";
        let sent = sent(&Template::read(Source::new("t.yaml", text)).unwrap());
        assert_eq!(sent["Resources"]["B"]["Properties"]["BucketName"], "b-dev-123456789012-us-west-2");
        assert_eq!(sent["Resources"]["T"]["Properties"]["TableName"], "t-dev");
        assert_eq!(sent["Resources"]["U"]["Properties"]["TableName"], json!({"Fn::Sub": "u-${Stage}"}));
    }

    fn sent(template: &Template) -> Value {
        let parameters = [("Stage".to_owned(), "dev".to_owned())].into();
        let names =
            Names { parameters: &parameters, region: "us-west-2", account: "123456789012", stack: "s" };
        serde_json::from_str(&template.to_sent("abc", &names)).unwrap()
    }
}
