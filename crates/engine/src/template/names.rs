//! The names that a template gives its resources, as far as they are known without asking AWS.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::aws::partition::Partition;

/// What `Ref` and `Sub` may name.
pub struct Names<'a> {
    /// Also outputs of nested stacks that are known, by their attributes such as `Inner.Outputs.Name`.
    pub parameters: &'a BTreeMap<String, String>,
    pub region: &'a str,
    pub account: &'a str,
    pub stack: &'a str,
    /// The whole template in long form, for its conditions and mappings.
    pub body: &'a Value,
}

impl Names<'_> {
    fn lookup(&self, name: &str) -> Option<String> {
        match name {
            "AWS::Region" => Some(self.region.to_owned()),
            // Empty where it was not requested.
            "AWS::AccountId" => Some(self.account.to_owned()).filter(|account| !account.is_empty()),
            "AWS::StackName" => Some(self.stack.to_owned()),
            "AWS::Partition" => Some(Partition::of(self.region).name.to_owned()),
            "AWS::URLSuffix" => Some(Partition::of(self.region).suffix.to_owned()),
            _ => self.parameters.get(name).cloned(),
        }
    }

    /// The entry of a mapping of the template, else the default value that the function names. `None` where a key is not known:
    /// `${…}` in it stands for any text.
    pub(super) fn entry<'v>(&'v self, argument: &'v Value, depth: usize) -> Option<&'v Value> {
        let key = |index: usize| {
            resolve_within(argument.get(index)?, self, depth).filter(|key| !key.contains("${"))
        };
        let (map, first, second) = (key(0)?, key(1)?, key(2)?);
        let maps = self.body.get("Mappings")?;
        let found = maps.get(&map).and_then(|map| map.get(&first)).and_then(|entry| entry.get(&second));
        found.or_else(|| argument.get(3)?.get("DefaultValue"))
    }
}

/// Conditions and values may refer to each other, in a faulty template for ever.
pub(super) const DEEPEST: usize = 64;

/// The text a property comes to: a literal, a `Ref` or a `Sub` over parameters and pseudo parameters, a `Join` of such, or the
/// branch of an `If` or the entry of a mapping that applies. `None` for anything that only CloudFormation knows.
pub fn resolve(value: &Value, names: &Names<'_>) -> Option<String> {
    resolve_within(value, names, DEEPEST)
}

/// The attribute that `Fn::GetAtt` names, in either form.
fn attribute(argument: &Value) -> Option<String> {
    match argument {
        Value::Array(path) => Some(path.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?.join(".")),
        path => path.as_str().map(str::to_owned),
    }
}

pub(super) fn resolve_within(value: &Value, names: &Names<'_>, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(entries) if entries.len() == 1 => {
            let (function, argument) = entries.iter().next()?;
            match function.as_str() {
                "Ref" => names.lookup(argument.as_str()?),
                "Fn::GetAtt" => names.parameters.get(&attribute(argument)?).cloned(),
                "Fn::Sub" => substitute(argument, names, depth),
                "Fn::Join" => {
                    let parts = argument.get(1)?.as_array()?.iter();
                    let parts: Option<Vec<_>> =
                        parts.map(|part| resolve_within(part, names, depth)).collect();
                    Some(parts?.join(argument[0].as_str()?))
                }
                "Fn::If" => resolve_within(names.branch(argument, depth)?, names, depth),
                "Fn::FindInMap" => find_in_map(argument, names, depth),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The text of an entry of a mapping.
fn find_in_map(argument: &Value, names: &Names<'_>, depth: usize) -> Option<String> {
    resolve_within(names.entry(argument, depth)?, names, depth)
}

/// `Fn::Sub` takes a text, or a text and further names that hold for it alone.
fn substitute(argument: &Value, names: &Names<'_>, depth: usize) -> Option<String> {
    let (text, own) = match argument {
        Value::String(text) => (text.as_str(), None),
        Value::Array(both) => (both.first()?.as_str()?, both.get(1)),
        _ => return None,
    };
    let lookup = |name: &str| match own.and_then(|own| own.get(name)) {
        Some(value) => resolve_within(value, names, depth),
        None => names.lookup(name),
    };
    let mut result = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let end = start + rest[start..].find('}')?;
        result.push_str(&rest[..start]);
        match &rest[start + 2..end] {
            literal if literal.starts_with('!') => result.push_str(&format!("${{{}}}", &literal[1..])),
            name => result.push_str(&lookup(name.trim())?),
        }
        rest = &rest[end + 1..];
    }
    Some(result + rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_follow_parameters_and_pseudo_parameters() {
        let parameters = BTreeMap::from([("Stage".to_owned(), "dev".to_owned())]);
        let names = Names {
            parameters: &parameters,
            region: "us-west-2",
            account: "123456789012",
            stack: "s",
            body: &Value::Null,
        };
        let of = |value| resolve(&value, &names);
        assert_eq!(of(json!("fixed")).unwrap(), "fixed");
        assert_eq!(
            of(json!({"Fn::Sub": "mailbox-${Stage}-${AWS::Region}${!x}"})).unwrap(),
            "mailbox-dev-us-west-2${x}"
        );
        assert_eq!(of(json!({"Fn::Join": ["-", ["a", {"Ref": "Stage"}]]})).unwrap(), "a-dev");
        assert_eq!(
            of(json!({"Fn::Sub": "kept-${Stage}-${AWS::AccountId}-${AWS::Region}"})).unwrap(),
            "kept-dev-123456789012-us-west-2"
        );
        assert_eq!(
            of(json!({"Fn::Sub": ["a-${S}-${Stage}", {"S": {"Ref": "Stage"}}]})).unwrap(),
            "a-dev-dev"
        );
        assert_eq!(of(json!({"Fn::Sub": "x-${Other.Arn}"})), None);
        assert_eq!(of(json!({"Fn::GetAtt": ["A", "Arn"]})), None);
    }

    #[test]
    fn a_name_waits_for_the_account_and_follows_the_part_of_aws() {
        let parameters = BTreeMap::new();
        let of = |region, account, text: &str| {
            resolve(
                &json!({"Fn::Sub": text}),
                &Names { parameters: &parameters, region, account, stack: "s", body: &Value::Null },
            )
        };
        assert_eq!(of("us-west-2", "", "kept-${AWS::AccountId}"), None);
        for (region, names) in [
            ("cn-north-1", "aws-cn amazonaws.com.cn"),
            ("us-gov-west-1", "aws-us-gov amazonaws.com"),
            ("eusc-de-east-1", "aws-eusc amazonaws.eu"),
            ("eu-west-1", "aws amazonaws.com"),
        ] {
            assert_eq!(of(region, "", "${AWS::Partition} ${AWS::URLSuffix}").unwrap(), names);
        }
    }
}
