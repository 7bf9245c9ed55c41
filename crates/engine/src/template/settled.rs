//! Values that are evaluated as far as possible, so that two templates can be compared however they are written.
//!
//! What only CloudFormation knows remains in the text as `${…}`: `!GetAtt Queue.Arn`, `!Sub "${Queue.Arn}"` and a join of
//! the same parts all come to `${Queue.Arn}`.

use serde_json::{Map, Value, json};

use super::names::{DEEPEST, Names, resolve};

const IF: &str = "Fn::If";
const CONDITION_FUNCTIONS: [&str; 4] = ["Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not"];
/// How deep the definitions of conditions that name others are followed.
const DEEPEST_CONDITION: usize = 5;
const NO_VALUE: &str = "${AWS::NoValue}";

/// The value without functions, but for an `Fn::If` whose condition is not known: it holds the condition's definition
/// instead of its name. `AWS::NoValue` is left out.
pub fn settled(value: &Value, names: &Names<'_>) -> Value {
    match value {
        Value::Array(items) => {
            items.iter().map(|item| settled(item, names)).filter(|item| item != NO_VALUE).collect()
        }
        Value::Object(entries) => match function(entries) {
            Some((IF, argument)) => branch(argument, names),
            Some((function, argument)) => {
                list(function, argument, names).unwrap_or_else(|| text(value, names).into())
            }
            None => {
                let entries = entries.iter().map(|(key, value)| (key.clone(), settled(value, names)));
                entries.filter(|(_, value)| value != NO_VALUE).collect()
            }
        },
        value => value.clone(),
    }
}

/// The conditions that decide between two values where they are not known: what is in both branches of a settled `Fn::If`,
/// each with the condition on which it applies.
pub fn alternatives(value: &Value) -> Vec<(Option<(String, bool)>, &Value)> {
    match value.get(IF).and_then(Value::as_array).map(Vec::as_slice) {
        Some([condition, holds, fails]) => {
            let condition = condition.as_str().unwrap_or_default();
            let of = |value, holds| (Some((condition.to_owned(), holds)), value);
            [(holds, true), (fails, false)]
                .into_iter()
                .filter(|(value, _)| *value != NO_VALUE)
                .map(|(value, holds)| of(value, holds))
                .collect()
        }
        _ => vec![(None, value)],
    }
}

impl Names<'_> {
    /// The definition of a condition as text, with those of the conditions that it names, by which two templates' conditions are
    /// compared.
    pub fn definition(&self, condition: &str) -> String {
        self.defined(condition, DEEPEST_CONDITION)
    }

    fn defined(&self, condition: &str, depth: usize) -> String {
        let definition = self.body.get("Conditions").and_then(|conditions| conditions.get(condition));
        match (definition, depth.checked_sub(1)) {
            (Some(definition), Some(depth)) => self.described(definition, depth),
            _ => condition.to_owned(),
        }
    }

    /// A part of a definition, in the form of YAML's short functions.
    fn described(&self, part: &Value, depth: usize) -> String {
        match part.as_object().and_then(|entries| entries.iter().next()) {
            Some((function, Value::String(name))) if function == "Condition" => self.defined(name, depth),
            Some((function, Value::Array(parts))) if CONDITION_FUNCTIONS.contains(&function.as_str()) => {
                let parts: Vec<_> = parts.iter().map(|part| self.described(part, depth)).collect();
                format!("{} [{}]", function.replace("Fn::", "!"), parts.join(", "))
            }
            _ => match settled(part, self) {
                Value::String(text) => text,
                value => value.to_string(),
            },
        }
    }
}

/// The items of a parameter that is a list, and of a list in a mapping.
fn list(function: &str, argument: &Value, names: &Names<'_>) -> Option<Value> {
    match function {
        "Ref" => {
            let name = argument.as_str()?;
            let kind = names.body["Parameters"][name]["Type"].as_str()?;
            // Also one that is read from Systems Manager: `AWS::SSM::Parameter::Value<List<String>>`.
            let is_list = kind.contains("CommaDelimitedList") || kind.contains("List<");
            let text = names.parameters.get(name).filter(|_| is_list)?;
            Some(text.split(',').map(str::trim).collect())
        }
        "Fn::FindInMap" => {
            let entry = names.entry(argument, DEEPEST).filter(|entry| entry.is_array())?;
            Some(settled(entry, names))
        }
        _ => None,
    }
}

fn branch(argument: &Value, names: &Names<'_>) -> Value {
    if let Some(branch) = names.branch(argument, DEEPEST) {
        return settled(branch, names);
    }
    let condition = argument[0].as_str().map(|name| names.definition(name)).unwrap_or_default();
    json!({ IF: [condition, settled(&argument[1], names), settled(&argument[2], names)] })
}

/// A function call: a map of one entry.
fn function(entries: &Map<String, Value>) -> Option<(&str, &Value)> {
    let (name, argument) = entries.iter().next().filter(|_| entries.len() == 1)?;
    (name == "Ref" || name.starts_with("Fn::")).then_some((name.as_str(), argument))
}

/// The text of a value, with `${…}` for each part of it that is not known.
fn text(value: &Value, names: &Names<'_>) -> String {
    if let Some(text) = resolve(value, names) {
        return text;
    }
    let Some((name, argument)) = value.as_object().and_then(function) else {
        return match value {
            Value::String(text) => text.clone(),
            value => settled(value, names).to_string(),
        };
    };
    let known = match (name, argument) {
        ("Ref", Value::String(name)) => Some(format!("${{{name}}}")),
        ("Fn::GetAtt", Value::String(path)) => Some(format!("${{{path}}}")),
        ("Fn::GetAtt", Value::Array(path)) => attribute(path),
        ("Fn::Sub", Value::String(text)) => Some(substituted(text, None, names)),
        ("Fn::Sub", Value::Array(both)) => {
            both.first().and_then(Value::as_str).map(|text| substituted(text, both.get(1), names))
        }
        ("Fn::Join", Value::Array(parts)) => joined(parts, names),
        (IF, argument) => Some(chosen(argument, names)),
        _ => None,
    };
    known.unwrap_or_else(|| opaque(name, argument, names))
}

/// The text of the branch that applies; where that is not known, of both with the condition's definition.
fn chosen(argument: &Value, names: &Names<'_>) -> String {
    match names.branch(argument, DEEPEST) {
        Some(branch) => text(branch, names),
        None => opaque(IF, &branch(argument, names)[IF], names),
    }
}

fn attribute(path: &[Value]) -> Option<String> {
    let parts: Option<Vec<_>> = path.iter().map(Value::as_str).collect();
    Some(format!("${{{}}}", parts?.join(".")))
}

fn joined(parts: &[Value], names: &Names<'_>) -> Option<String> {
    let [Value::String(separator), Value::Array(items)] = parts else { return None };
    Some(items.iter().map(|item| text(item, names)).collect::<Vec<_>>().join(separator))
}

/// A function that is not worked out. Its text matches nothing but itself, so that it must not hold wildcards.
fn opaque(name: &str, argument: &Value, names: &Names<'_>) -> String {
    let argument = settled(argument, names).to_string().replace('*', "∗").replace('?', "？");
    format!("${{{name} {argument}}}")
}

fn substituted(text: &str, own: Option<&Value>, names: &Names<'_>) -> String {
    let (mut result, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, after)) = after.split_once('}') else { break };
        result.push_str(before);
        let name = name.trim();
        match (name.strip_prefix('!'), own.and_then(|own| own.get(name))) {
            (Some(literal), _) => result.push_str(&format!("${{{literal}}}")),
            (None, Some(value)) => result.push_str(&self::text(value, names)),
            (None, None) => result.push_str(&self::text(&json!({"Ref": name}), names)),
        }
        rest = after;
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn of(value: Value) -> Value {
        let parameters = BTreeMap::from([("Stage".to_owned(), "dev".to_owned())]);
        let body = json!({"Conditions": {
            "IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
            "IsOpen": {"Fn::Equals": [{"Fn::ImportValue": "open"}, "yes"]},
        }});
        let names = Names {
            parameters: &parameters,
            region: "us-west-2",
            account: "123456789012",
            stack: "s",
            body: &body,
        };
        settled(&value, &names)
    }

    #[test]
    fn the_same_value_written_in_several_ways_comes_to_one_text() {
        let ways = [
            json!({"Fn::Sub": "${Queue.Arn}/${Stage}"}),
            json!({"Fn::Join": ["/", [{"Fn::GetAtt": ["Queue", "Arn"]}, {"Ref": "Stage"}]]}),
            json!({"Fn::Join": ["", [{"Fn::GetAtt": "Queue.Arn"}, "/dev"]]}),
            json!({"Fn::Sub": ["${Q}/${S}", {"Q": {"Fn::GetAtt": ["Queue", "Arn"]}, "S": "dev"}]}),
        ];
        for way in ways {
            assert_eq!(of(way), json!("${Queue.Arn}/dev"));
        }
        assert_eq!(of(json!({"Fn::Sub": "${!aws:username}/${Other}"})), json!("${aws:username}/${Other}"));
    }

    #[test]
    fn branches_are_taken_where_their_condition_is_known_and_kept_where_it_is_not() {
        let value = json!([{"Fn::If": ["IsProd", "a", {"Ref": "AWS::NoValue"}]}, "b"]);
        assert_eq!(of(value), json!(["b"]));
        let open = of(json!({"Fn::If": ["IsOpen", "a", {"Ref": "AWS::NoValue"}]}));
        let found = alternatives(&open);
        assert_eq!(found.len(), 1);
        let (condition, value) = &found[0];
        assert_eq!(*value, "a");
        let (definition, holds) = condition.clone().unwrap();
        assert!(holds && definition.contains("Fn::ImportValue"), "{definition}");
    }

    #[test]
    fn a_branch_inside_a_text_is_taken_where_its_condition_is_known() {
        let join = |condition: &str| json!({"Fn::Join": ["", ["x-", {"Fn::If": [condition, "a", {"Fn::GetAtt": "Q.Arn"}]}]]});
        assert_eq!(of(join("IsProd")), json!("x-${Q.Arn}"));
        let open = of(join("IsOpen"));
        assert!(open.as_str().unwrap().contains("Fn::ImportValue"), "{open}");
    }

    #[test]
    fn lists_of_parameters_and_mappings_are_lists() {
        let body = json!({
            "Parameters": {"Actions": {"Type": "CommaDelimitedList"}},
            "Mappings": {"Rights": {"dev": {"Actions": ["s3:Get*", "s3:List*"]}}},
        });
        let parameters = BTreeMap::from([
            ("Actions".to_owned(), "s3:Get*, iam:*".to_owned()),
            ("Stage".to_owned(), "${output up.Stage}".to_owned()),
        ]);
        let (region, account, stack) = ("us-west-2", "123456789012", "s");
        let names = Names { parameters: &parameters, region, account, stack, body: &body };
        assert_eq!(settled(&json!({"Ref": "Actions"}), &names), json!(["s3:Get*", "iam:*"]));
        let rights = json!({"Fn::FindInMap": ["Rights", "dev", "Actions"]});
        assert_eq!(settled(&rights, &names), json!(["s3:Get*", "s3:List*"]));
        // The default applies only where the key is known to be none of the map.
        let later = json!({"Fn::FindInMap": ["Rights", {"Ref": "Stage"}, "Actions", {"DefaultValue": "x"}]});
        assert_ne!(settled(&later, &names), json!("x"));
        let missing = json!({"Fn::FindInMap": ["Rights", "prod", "Actions", {"DefaultValue": "x"}]});
        assert_eq!(settled(&missing, &names), json!("x"));
    }

    #[test]
    fn a_definition_holds_those_of_the_conditions_that_it_names() {
        let definition = |of: &str| {
            let body = json!({"Conditions": {
                "Outer": {"Fn::Not": [{"Condition": "Inner"}]},
                "Inner": {"Fn::Equals": [{"Fn::ImportValue": of}, "yes"]},
                "Endless": {"Fn::Not": [{"Condition": "Endless"}]},
            }});
            let parameters = BTreeMap::new();
            let (region, account, stack) = ("us-west-2", "123456789012", "s");
            let names = Names { parameters: &parameters, region, account, stack, body: &body };
            assert!(names.definition("Endless").starts_with("!Not [!Not ["));
            names.definition("Outer")
        };
        assert_ne!(definition("one"), definition("two"));
        assert_eq!(definition("one"), r#"!Not [!Equals [${Fn::ImportValue "one"}, yes]]"#);
    }

    #[test]
    fn a_wildcard_inside_a_function_is_none() {
        let text = of(json!({"Fn::Select": [0, ["*", {"Ref": "List"}]]}));
        assert!(!text.as_str().unwrap().contains('*'), "{text}");
    }
}
