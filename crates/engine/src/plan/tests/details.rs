use std::collections::BTreeMap;

use super::*;
use crate::aws::changes::{Cause, Effect, Recreation};
use crate::document::Source as Text;
use crate::template::{Names, Template};

const OLD: &str = "
Parameters: {Pin: {Type: String, NoEcho: true}, Level: {Type: String, Default: low}}
Resources:
  F:
    Type: AWS::Lambda::Function
    DeletionPolicy: Delete
    Properties:
      Environment: {Variables: {LEVEL: !Ref Level, PIN: !Sub 'x-${Pin}', OPEN: one}}
      Layers: [!Ref Pin, a]
  U: {Type: AWS::Cognito::UserPool, Properties: {MasterPassword: one, Db: '{{resolve:secretsmanager:a}}'}}
";

fn bare(property: &str) -> PropertyChange {
    PropertyChange {
        attribute: "Properties".to_owned(),
        property: property.to_owned(),
        old: None,
        new: None,
        causes: Vec::new(),
        recreation: Recreation::Never,
    }
}

fn valued(property: &str, old: &str, new: &str) -> PropertyChange {
    PropertyChange { old: Some(old.to_owned()), new: Some(new.to_owned()), ..bare(property) }
}

/// What is shown of a change, where the wanted template has these words instead of others.
fn shown(id: &str, detail: PropertyChange, words: [&str; 2]) -> Vec<String> {
    let read = |text: &str| Template::read(Text::new("t.yaml", text)).unwrap();
    let (old, new) = (read(OLD), read(&OLD.replace(words[0], words[1])));
    let values = |template: &Template| template.values(&BTreeMap::new());
    let (before, after) = (values(&old), values(&new));
    let names = |template, parameters| Names {
        parameters,
        region: "us-west-2",
        account: "123456789012",
        stack: "s",
        body: Template::body(template),
    };
    let (old_names, new_names) = (names(&old, &before), names(&new, &after));
    let secrets = Secrets::new(["hunter2".to_owned()]);
    let details =
        Details { old: Some(View::of(&old, &old_names)), new: View::of(&new, &new_names), secrets: &secrets };
    let change = ResourceChange {
        effect: Effect::Modify,
        details: vec![detail],
        ..ResourceChange::added(id, "AWS::Lambda::Function")
    };
    let line = |detail: &PropertyChange| {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        format!("{}: {} → {}", detail.property, value(&detail.old), value(&detail.new))
    };
    details.of(change).details.iter().map(line).collect()
}

#[test]
fn values_that_cloudformation_does_not_give_come_from_the_templates() {
    let of = |detail, words| shown("F", detail, words);
    assert_eq!(
        of(bare("Environment"), ["Default: low", "Default: high"]),
        ["Environment.Variables.LEVEL: low → high"]
    );
    assert_eq!(
        of(bare("Environment"), ["OPEN: one", "NEW: two"]),
        ["Environment.Variables.OPEN: one → -", "Environment.Variables.NEW: - → two"]
    );
    assert_eq!(of(bare("Layers"), ["[!Ref Pin, a]", "!Ref AWS::NoValue"]), ["Layers: **** → -"]);
    // A reference to a resource that is replaced is written as before.
    assert_eq!(of(bare("Environment"), ["", ""]), ["Environment: - → -"]);
    let policy = PropertyChange { attribute: "DeletionPolicy".to_owned(), ..bare("DeletionPolicy") };
    assert_eq!(of(policy, ["Policy: Delete", "Policy: Retain"]), ["DeletionPolicy: Delete → Retain"]);
}

#[test]
fn maps_and_lists_are_taken_apart() {
    let document = |action: &str| format!(r#"{{"Statement":[{{"Action":"{action}","Effect":"Allow"}}]}}"#);
    let change = valued("PolicyDocument", &document("s3:Get*"), &document("*"));
    assert_eq!(shown("F", change, ["", ""]), ["PolicyDocument.Statement.0.Action: s3:Get* → *"]);
    assert_eq!(shown("F", valued("Roles", "[1]", "[1,2]"), ["", ""]), ["Roles: [1] → [1,2]"]);
    assert_eq!(shown("F", valued("Timeout", "3", "30"), ["", ""]), ["Timeout: 3 → 30"]);
}

#[test]
fn no_secret_is_shown() {
    let of = |id: &str, detail| shown(id, detail, ["", ""]);
    let pin = "Environment.Variables.PIN";
    assert_eq!(of("F", valued(pin, "x-old", "x-new")), [format!("{pin}: **** → ****")]);
    let open = "Environment.Variables.OPEN";
    assert_eq!(of("F", valued(open, "one", "two")), [format!("{open}: one → two")]);
    // An entry of a list may be another one than in the template.
    assert_eq!(of("F", valued("Layers.1", "a", "b")), ["Layers.1: **** → ****"]);
    assert_eq!(of("U", valued("MasterPassword", "one", "two")), ["MasterPassword: **** → ****"]);
    assert_eq!(of("U", valued("Db", "one", "two")), ["Db: **** → ****"]);
    assert_eq!(of("F", valued("Text", "a hunter2 b", "c")), ["Text: a **** b → c"]);
    let resolved = "{{resolve:ssm-secure:a}}";
    assert_eq!(of("F", valued("Text", resolved, "c")), ["Text: **** → c"]);
    let cause = Cause { source: Source::Parameter, entity: Some("Pin".to_owned()) };
    let caused = PropertyChange { causes: vec![cause], ..valued("Text", "a", "b") };
    assert_eq!(of("F", caused), ["Text: **** → ****"]);
    // The whole map, as the emulator reports it.
    let words = ["'x-${Pin}'", "'y-${Pin}'"];
    assert_eq!(shown("F", bare("Environment"), words), [format!("{pin}: **** → ****")]);
}
