//! What is sent to CloudFormation, byte by byte.

mod generated;
mod table;

use super::*;
use crate::document::Source;

/// The output that is added, with the fingerprint `abc`.
fn fingerprint() -> String {
    output("abc")
}

pub fn read(text: &str) -> Template {
    Template::read(Source::new("t.yaml", text)).unwrap()
}

/// The text as it is sent for the stage `dev`.
pub fn send(template: &Template) -> String {
    let parameters = [("Stage".to_owned(), "dev".to_owned())].into();
    let names = Names {
        parameters: &parameters,
        region: "us-west-2",
        account: "123456789012",
        stack: "s",
        body: &Value::Null,
    };
    template.to_sent("abc", &names)
}

/// What is appended to the logical ids of deployments for the stage `dev`.
fn suffix(template: &Template) -> String {
    let values = [("Stage", "dev")].into_iter().filter(|(name, _)| template.is_plain(name)).collect();
    let names = deployment::names(template.root.as_ref().unwrap(), &template.body, &values);
    names.first().map(|(old, new)| new[old.len()..].to_owned()).unwrap_or_default()
}

const TOPIC: &str = "Resources: {T: {Type: AWS::SNS::Topic}}\n";

#[test]
fn the_fingerprint_follows_template_parameters_and_tags() {
    let template = read(TOPIC);
    let of = |template: &Template, parameters: &[(&str, &str)], tags: &[(&str, &str)]| {
        let owned = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
        };
        let (parameters, tags) = (owned(parameters), owned(tags));
        template.fingerprint(
            parameters.iter().map(|(key, value)| (key, value)),
            tags.iter().map(|(key, value)| (key, value)),
        )
    };
    let one = of(&template, &[("Stage", "dev")], &[]);
    assert_eq!(one, of(&template, &[("Stage", "dev")], &[]));
    assert_ne!(one, of(&template, &[("Stage", "prod")], &[]));
    assert_ne!(one, of(&template, &[], &[("Stage", "dev")]));
    assert_ne!(one, of(&read("Resources: {T: {Type: AWS::SQS::Queue}}"), &[("Stage", "dev")], &[]));
    assert_eq!(one, of(&read(&format!("# A comment\n{TOPIC}")), &[("Stage", "dev")], &[]));
}

/// Anyone who may read the stack could otherwise test guesses of the secret against the fingerprint.
#[test]
fn the_order_of_keys_is_no_difference() {
    let of = |resources: &str| read(&format!("Resources: {{{resources}}}\n")).fingerprint([], []);
    let one = of("B: {Type: 'AWS::S3::Bucket', DeletionPolicy: Retain}, A: {Type: 'AWS::SNS::Topic'}");
    assert_eq!(one, of("A: {Type: 'AWS::SNS::Topic'}, B: {DeletionPolicy: Retain, Type: 'AWS::S3::Bucket'}"));
}

#[test]
fn nothing_of_a_secret_is_sent_but_the_secret_itself() {
    let text = "Parameters:\n  Pin: {Type: String, NoEcho: true}\nResources:\n  B:\n    Type: AWS::S3::Bucket\n    DeletionPolicy: Retain\n    Properties: {BucketName: !Sub 'b-${Pin}'}\n";
    let template = read(text);
    let with = |pin: &str| [("Pin".to_owned(), pin.to_owned())].into();
    assert_eq!(template.fingerprint(&with("hunter2"), []), template.fingerprint(&with("other"), []));
    assert!(!template.can_be_skipped(), "so it must be weighed by CloudFormation each time");
    let parameters = template.values(&with("hunter2"));
    let names = Names { parameters: &parameters, region: "r", account: "1", stack: "s", body: &Value::Null };
    let sent = template.to_sent("abc", &names);
    assert!(!sent.contains("hunter2") && sent.contains("!Sub 'b-${Pin}'"), "{sent}");
}

#[test]
fn a_template_with_all_outputs_that_there_may_be_is_sent_unchanged_and_never_skipped() {
    let with = |count: usize| {
        let outputs: String = (0..count).map(|number| format!("  O{number}: {{Value: x}}\n")).collect();
        format!("{TOPIC}Outputs:\n{outputs}")
    };
    let full = with(200);
    assert_eq!(send(&read(&full)), full);
    assert!(!read(&full).can_be_skipped());
    let sent = send(&read(&with(199)));
    assert!(sent.contains(FINGERPRINT_OUTPUT) && read(&with(199)).can_be_skipped());
}

#[test]
fn an_unread_template_is_sent_as_it_is() {
    let text = "Resources: [not: {what} we: read";
    let template = Template::unread(Source::new("t.yaml", text));
    assert_eq!(send(&template), text);
    assert!(!template.can_be_skipped() && !template.is_read());
    assert_ne!(
        template.fingerprint([], []),
        Template::unread(Source::new("t.yaml", "x")).fingerprint([], [])
    );
}

proptest::proptest! {
    /// Equal exactly when parameters and tags are equal: no two sets of either run together.
    #[test]
    fn fingerprints_differ_for_every_difference(
        one in proptest::collection::btree_map("[a-c]{1,2}", "[a-c=,]{0,3}", 0..3),
        other in proptest::collection::btree_map("[a-c]{1,2}", "[a-c=,]{0,3}", 0..3),
        tags in proptest::collection::btree_map("[a-c]{1,2}", "[a-c]{0,2}", 0..2),
    ) {
        let template = read(TOPIC);
        let equal = template.fingerprint(&one, &tags) == template.fingerprint(&other, &tags);
        proptest::prop_assert_eq!(equal, one == other);
        let swapped = template.fingerprint(&tags, &one) == template.fingerprint(&one, &tags);
        proptest::prop_assert_eq!(swapped, one == tags);
    }
}
