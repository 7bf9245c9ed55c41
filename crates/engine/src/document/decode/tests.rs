use super::*;
use crate::document::Source;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    version: Spanned<u32>,
    #[serde(default)]
    is_on: bool,
    account: Option<String>,
    #[serde(default)]
    tags: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    values: BTreeMap<String, Node>,
    #[serde(default)]
    role: Option<Role>,
    #[serde(default)]
    list: Vec<String>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Role {
    Home,
    Workflow,
}

fn read(text: &str) -> Result<File, String> {
    Source::new("p.yaml", text).parse().map_err(|problem| problem.to_string())
}

#[test]
fn every_kind_of_field_is_filled() {
    let file = read(
        "version: 1\nis-on: yes\naccount: 012345678901\ntags:\n  a: 1.10\n  b: 'x'\nvalues: {v: {output: a.b}}\nrole: home\nlist: [1, 0x1F]\n",
    )
    .unwrap();
    assert_eq!(file.version, Spanned { value: 1, line: 1 });
    assert!(file.is_on);
    assert_eq!(file.account.as_deref(), Some("012345678901"));
    assert_eq!(file.tags["a"], Spanned { value: "1.10".to_owned(), line: 5 });
    assert_eq!(file.values["v"].get("output").unwrap().text(), Some("a.b"));
    assert_eq!(file.role, Some(Role::Home));
    assert_eq!(file.list, ["1", "0x1F"]);
    assert_eq!(read("version: 1\naccount:\n").unwrap().account, None);
}

#[test]
fn what_does_not_fit_is_blamed_on_its_line() {
    for (text, expected) in [
        ("version: 1\nisOn: true\n", "p.yaml:2: unknown field `isOn`"),
        ("version: one\n", "p.yaml:1: found 'one' instead of a whole number"),
        ("version: 1\nis-on: maybe\n", "p.yaml:2: found 'maybe' instead of true or false"),
        ("version: 1\naccount: [1]\n", "p.yaml:2: found a list instead of text"),
        ("version: 1\ntags: x\n", "p.yaml:2: found a plain value instead of a map"),
        ("version: 1\nlist: {a: b}\n", "p.yaml:2: found a map instead of a list"),
        ("version: 1\nrole: moon\n", "p.yaml:2: unknown variant `moon`"),
        ("is-on: true\n", "p.yaml:1: missing field `version`"),
        ("- 1\n", "p.yaml:1: found a list instead of a map"),
        ("version: 1\naccount: !Ref x\n", "p.yaml:2: found a template's function instead of text"),
    ] {
        let problem = read(text).unwrap_err();
        assert!(problem.starts_with(expected), "{text}: {problem}");
    }
}
