//! The documents in `docs/openapi`, for client authors who have not deployed anything yet.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use serde_json::json;

use engine::document::to_yaml;
use engine::template::{ApiDocument, KEYS_FIRST, Names, Server, Template};

/// The documents of all shipped APIs by the file's name: that of the system, or of the stack where a system has
/// several. What is known only once an API is deployed is in braces.
fn documents() -> BTreeMap<String, String> {
    let project = super::project();
    let mut apis = Vec::new();
    for (system, stack, file) in project.file.stacks() {
        let template = &project.templates[&file.template.value];
        apis.extend(template.apis().map(|api| (system, stack, template, api)));
    }
    let parameters = BTreeMap::from([("Stage".to_owned(), "{stage}".to_owned())]);
    let document = |&(system, stack, template, api): &(&str, &str, &Rc<Template>, &str)| {
        let several = apis.iter().filter(|(other, ..)| *other == system).count() > 1;
        let name = if several { format!("{system}-{stack}") } else { system.to_owned() };
        let parameters = template.values(&parameters);
        let names = Names {
            parameters: &parameters,
            region: "{region}",
            account: "",
            stack: "",
            body: template.body(),
        };
        let server = Server {
            url: "https://{api}.execute-api.{region}.amazonaws.com/{stage}".to_owned(),
            variables: json!({
                "api": {"default": "a1b2c3d4e5", "description": format!("The API's id; `provision api {name}` prints the whole address.")},
                "region": {"default": "us-west-2", "description": "The home region."},
                "stage": {"default": "dev", "description": "The stage of the project file."},
            }),
        };
        let ApiDocument { content, .. } = template.api_document(api, &names, &server).unwrap();
        (format!("{name}.yaml"), to_yaml(&content, &KEYS_FIRST))
    };
    apis.iter().map(document).collect()
}

/// After a change of an API, regenerate them with `PROVISION_BLESS=1 cargo test generated`.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test's own switch, no setting of the program")]
fn generated_api_documents_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/openapi");
    let bless = std::env::var_os("PROVISION_BLESS").is_some();
    let documents = documents();
    for (name, text) in &documents {
        if bless {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(name), text).unwrap();
        }
        let kept = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            kept == *text,
            "docs/openapi/{name} is stale; regenerate it: PROVISION_BLESS=1 cargo test generated"
        );
        assert!(
            !text.contains("x-amazon") && !text.contains("x-provision"),
            "{name} has what is not for clients"
        );
    }
    let kept = std::fs::read_dir(&folder).unwrap();
    let kept: BTreeSet<_> = kept.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(kept, documents.into_keys().collect(), "a document for each API");
}

#[test]
fn every_page_of_the_documentation_has_a_title() {
    let pages: Vec<_> = crate::shipped::pages().collect();
    assert!(pages.len() > 7 && pages.iter().any(|(page, _)| *page == "install"), "{pages:?}");
    assert!(pages.iter().all(|(_, text)| text.starts_with("# ")));
}
