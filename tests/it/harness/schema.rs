//! A line of JSON against its schema.
//!
//! It is stricter than the standard: a key that the schema does not name is an error. The published schemas allow it, since
//! later versions may add keys. `.ci/schemas.py` checks the same schemas with another implementation.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Keywords that describe and demand nothing.
const NOTES: [&str; 8] =
    ["$schema", "$defs", "title", "description", "default", "format", "deprecated", "examples"];

/// What is wrong with a value; `Ok` if nothing is.
pub fn check(schema: &Value, value: &Value) -> Result<(), String> {
    Checker { root: schema }.at(schema, value, "").map(drop)
}

struct Checker<'a> {
    root: &'a Value,
}

/// The keys of an object that some part of its schema names.
type Named = BTreeSet<String>;

impl Checker<'_> {
    /// Checks a value with all that holds for it; every key must be named.
    fn at(&self, schema: &Value, value: &Value, place: &str) -> Result<(), String> {
        let named = self.part(schema, value, place)?;
        let Value::Object(members) = value else { return Ok(()) };
        match members.keys().find(|key| !named.contains(*key)) {
            None => Ok(()),
            Some(key) => Err(format!("{place}/{key}: the schema has no such key")),
        }
    }

    /// Checks a value with one schema of several that may hold for it.
    fn part(&self, schema: &Value, value: &Value, place: &str) -> Result<Named, String> {
        let rules = match schema {
            Value::Bool(true) => return Ok(keys(value).cloned().collect()),
            Value::Object(rules) => rules,
            other => return Err(format!("{place}: {other} allows nothing")),
        };
        let mut named = Named::new();
        for (keyword, rule) in rules {
            match keyword.as_str() {
                "$ref" => named.extend(self.part(self.definition(rule), value, place)?),
                "allOf" => {
                    for part in list(rule) {
                        named.extend(self.part(part, value, place)?);
                    }
                }
                "anyOf" | "oneOf" => named.extend(self.choice(keyword, rule, value, place)?),
                "properties" => named.extend(self.properties(rule, value, place)?),
                "additionalProperties" => named.extend(self.others(rules, rule, value, place)?),
                "items" => self.items(rule, value, place)?,
                keyword => plain(keyword, rule, value).map_err(|problem| format!("{place}: {problem}"))?,
            }
        }
        Ok(named)
    }

    fn definition(&self, reference: &Value) -> &Value {
        let pointer = reference.as_str().and_then(|text| text.strip_prefix('#'));
        let found = pointer.and_then(|pointer| self.root.pointer(pointer));
        found.unwrap_or_else(|| panic!("{reference} leads nowhere"))
    }

    fn choice(&self, keyword: &str, rule: &Value, value: &Value, place: &str) -> Result<Named, String> {
        let results: Vec<_> = list(rule).iter().map(|part| self.part(part, value, place)).collect();
        let fitting: Vec<_> = results.iter().filter_map(|result| result.as_ref().ok()).collect();
        match fitting.len() {
            0 => {
                let reasons: Vec<_> = results.into_iter().filter_map(Result::err).collect();
                Err(format!("{place}: none of {keyword} fits: {}", reasons.join("; ")))
            }
            number if number > 1 && keyword == "oneOf" => Err(format!("{place}: {number} of oneOf fit")),
            _ => Ok(fitting.into_iter().flatten().cloned().collect()),
        }
    }

    fn properties(&self, rule: &Value, value: &Value, place: &str) -> Result<Named, String> {
        let Value::Object(members) = value else { return Ok(Named::new()) };
        let known = rule.as_object().unwrap();
        for (key, schema) in known {
            if let Some(member) = members.get(key) {
                self.at(schema, member, &format!("{place}/{key}"))?;
            }
        }
        Ok(known.keys().cloned().collect())
    }

    /// The members that `properties` beside this keyword does not name.
    fn others(
        &self,
        rules: &Map<String, Value>,
        rule: &Value,
        value: &Value,
        place: &str,
    ) -> Result<Named, String> {
        let is_known = |key: &str| rules.get("properties").is_some_and(|known| known.get(key).is_some());
        let Value::Object(members) = value else { return Ok(Named::new()) };
        for (key, member) in members.iter().filter(|(key, _)| !is_known(key)) {
            self.at(rule, member, &format!("{place}/{key}"))?;
        }
        Ok(members.keys().cloned().collect())
    }

    fn items(&self, rule: &Value, value: &Value, place: &str) -> Result<(), String> {
        let Value::Array(items) = value else { return Ok(()) };
        let mut items = items.iter().enumerate();
        items.try_for_each(|(index, item)| self.at(rule, item, &format!("{place}/{index}")))
    }
}

/// The keywords that need no other schema.
fn plain(keyword: &str, rule: &Value, value: &Value) -> Result<(), String> {
    let holds = match keyword {
        "type" => match rule {
            Value::Array(types) => types.iter().any(|name| is_of(name, value)),
            name => is_of(name, value),
        },
        "const" => rule == value,
        "enum" => list(rule).contains(value),
        "required" => {
            let has = |key: &Value| value.get(key.as_str().unwrap()).is_some();
            !value.is_object() || list(rule).iter().all(has)
        }
        "uniqueItems" => {
            let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
            !items.iter().enumerate().any(|(index, item)| items[..index].contains(item))
        }
        "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
        note if NOTES.contains(&note) => true,
        other => panic!("the test does not know the keyword {other}"),
    };
    if holds { Ok(()) } else { Err(format!("{value} is not {keyword} {rule}")) }
}

fn is_of(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type"),
    }
}

fn keys(value: &Value) -> impl Iterator<Item = &String> {
    value.as_object().into_iter().flat_map(Map::keys)
}

fn list(rule: &Value) -> &[Value] {
    rule.as_array().unwrap()
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::json;

    #[test]
    fn a_value_that_does_not_fit_is_found() {
        let schema = json!({
            "type": "object",
            "properties": {"a": {"$ref": "#/$defs/A"}, "b": {"type": ["string", "null"]}},
            "required": ["b"],
            "oneOf": [{"properties": {"c": {"const": 1}}, "required": ["c"]}, {"properties": {"d": true}, "required": ["d"]}],
            "$defs": {"A": {"type": "array", "items": {"type": "integer", "minimum": 0}}},
        });
        for good in [json!({"b": null, "c": 1}), json!({"a": [0, 1], "b": "", "d": {"e": [1]}})] {
            assert_eq!(check(&schema, &good), Ok(()), "{good}");
        }
        for bad in [
            json!({"c": 1}),
            json!({"b": null}),
            json!({"b": null, "c": 2}),
            json!({"b": 1, "c": 1}),
            json!({"b": null, "c": 1, "d": 1}),
            json!({"b": null, "c": 1, "x": 1}),
            json!({"a": [-1], "b": null, "c": 1}),
            json!([]),
        ] {
            assert!(check(&schema, &bad).is_err(), "{bad}");
        }
        let map = json!({"type": "object", "properties": {"a": {"const": 1}}, "additionalProperties": {"type": "string"}});
        assert_eq!(check(&map, &json!({"a": 1, "b": ""})), Ok(()));
        assert!(check(&map, &json!({"b": 1})).is_err());
    }
}
