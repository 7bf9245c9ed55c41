//! What is refused, by the command before anything is sent and by the API for everybody else.

use std::ffi::OsStr;

use serde_json::Value;

use super::{API, Mailboxes, WORKFLOW};
use crate::harness::{Message, Sandbox, text};

const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

/// Invalid values, and what is wrong with each.
fn nonsense() -> Vec<(&'static str, String, &'static str)> {
    vec![
        ("--username", String::new(), "must not be empty"),
        ("--username", "a".repeat(65), "must not be longer than 64 bytes"),
        ("--username", "a\u{7}b".to_owned(), "must not contain"),
        ("--username", "a\nb".to_owned(), "must not contain"),
        ("--username", "a b".to_owned(), "must not contain spaces"),
        ("--domain", String::new(), "must not be empty"),
        ("--domain", format!("{}.com", "a".repeat(250)), "must not be longer than 253 bytes"),
        ("--domain", "exa\tmple.com".to_owned(), "must be a domain name"),
        ("--domain", "0".to_owned(), "must be a domain name"),
        ("--id", String::new(), "must be a UUID"),
        ("--id", "1".repeat(300), "must be a UUID"),
        ("--id", format!("{ID}\n"), "must be a UUID"),
        ("--contact", String::new(), "must not be empty"),
        ("--contact", format!("a@{}", "b".repeat(254)), "must not be longer than 254 bytes"),
        ("--contact", "zoe\u{1b}@example.com".to_owned(), "must be an e-mail address"),
    ]
}

fn nonsense_is_refused_with_the_options_name_and_nothing_is_sent(mailboxes: &Mailboxes) {
    let proxy = mailboxes.behind_proxy();
    for (option, value, problem) in nonsense() {
        let given = format!("{option}={value}");
        let mut words = vec!["mailbox", "create", "--username=ada", "--domain=example.com"];
        words.retain(|word| !word.starts_with(option));
        words.push(&given);
        let words: Vec<_> = words.into_iter().map(OsStr::new).collect();
        mailboxes.command_of(&words).run().code(2).says(option).says(problem).never_mentions("\u{7}");
    }
    for command in ["get", "update", "delete", "approve", "deny"] {
        mailboxes.run(&format!("mailbox {command} nonsense")).code(2).says("ID must be a UUID");
    }
    mailboxes
        .run(&format!("mailbox update {ID} --username {}", "a".repeat(65)))
        .code(2)
        .says("--username must not be");
    for words in ["--limit 1 --all", "--all --next x", "--limit 0"] {
        mailboxes.run(&format!("mailbox list {words}")).code(2).says("error:");
    }
    mailboxes.run("mailbox list --status asleep").code(2).says("the statuses are initial,");
    assert_eq!(proxy.take_calls(), []);
}

fn a_mailbox_that_is_not_there_is_named(mailboxes: &Mailboxes) {
    for command in ["get", "update", "delete", "approve", "deny"] {
        mailboxes
            .run(&format!("mailbox {command} {ID}"))
            .code(1)
            .says(&format!("no mailbox {ID}"))
            .says("hint: provision mailbox list");
    }
    mailboxes.run("mailbox list").ok().says("no mailboxes on stage dev");
    assert!(mailboxes.executions("mailbox-provisioning-dev", WORKFLOW).is_empty());
}

#[test]
fn a_stage_that_is_not_deployed_is_named_with_the_command_that_deploys_it() {
    let sandbox = Sandbox::started();
    let commands = [
        "mailbox create --username ada --domain example.com".to_owned(),
        "mailbox list".to_owned(),
        format!("mailbox get {ID}"),
        format!("mailbox delete {ID}"),
        "execution list mailbox".to_owned(),
    ];
    for command in commands {
        sandbox
            .run(&format!("{command} --stage prod"))
            .code(2)
            .says("mailbox is not deployed on stage prod: there is no stack mailbox-")
            .says("hint: provision deploy mailbox --stage prod");
    }
    sandbox
        .run(&format!("execution show {ID} --stage prod"))
        .code(2)
        .says("none of coffee, mailbox, shop is deployed on stage prod")
        .says("hint: provision deploy --stage prod");
    sandbox.run("mailbox list --stage nowhere").code(2).says("nowhere");
}

/// A refusal's status and the field that it names.
fn refused(answer: &Message) -> (u16, String) {
    let body: Value =
        serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()));
    assert!(body["message"].is_string() && body["field"].is_string(), "{body}");
    (answer.status(), text(&body["field"]))
}

fn the_api_names_the_field_that_is_wrong(mailboxes: &Mailboxes) {
    let post = |media_type: &str, body: &str| refused(&mailboxes.ask("POST", "/mailboxes", media_type, body));
    let good = r#"{"username": "ada", "domain": "example.com"}"#;
    let cases = [
        ("{", "body"),
        ("", "body"),
        ("[]", "body"),
        ("null", "body"),
        (r#"{"username": 7, "domain": "example.com"}"#, "body"),
        (r#"{"domain": "example.com"}"#, "username"),
        (r#"{"username": "", "domain": "example.com"}"#, "username"),
        (r#"{"username": "a\u0000b", "domain": "example.com"}"#, "username"),
        (r#"{"username": "ada", "domain": "-"}"#, "domain"),
        (r#"{"username": "ada", "domain": "0"}"#, "domain"),
        (r#"{"username": "ada", "domain": "127.0.0.1"}"#, "domain"),
        (r#"{"username": "ada", "domain": "example.com", "id": "1"}"#, "id"),
        (
            r#"{"username": "ada", "domain": "example.com", "deleteConfirmEmailContact": "x"}"#,
            "deleteConfirmEmailContact",
        ),
        (r#"{"username": "ada", "domain": "example.com", "quota": "1"}"#, "quota"),
    ];
    for (body, field) in cases {
        assert_eq!(post("application/json", body), (400, field.to_owned()), "{body}");
    }
    // Longer than the API's model lets through, and longer than the function reads.
    let long =
        |letters: usize| format!(r#"{{"username": "{}", "domain": "example.com"}}"#, "a".repeat(letters));
    assert_eq!(post("application/json", &long(2000)).0, 400);
    assert_eq!(post("application/json", &long(100_000)).0, 400);
    // Another content type bypasses the model; the function validates the body nevertheless.
    for (body, field) in
        [("{", "body"), (r#"{"username": 7, "domain": "e.com"}"#, "username"), (&long(5000), "body")]
    {
        assert_eq!(post("text/plain", body), (400, field.to_owned()), "{body}");
    }
    for path in ["/mailboxes?limit=0", "/mailboxes?limit=x", "/mailboxes?next=%00", "/mailboxes/1"] {
        assert_eq!(mailboxes.ask("GET", path, "application/json", "").status(), 400, "{path}");
    }
    for method in ["PUT", "DELETE"] {
        let answer = mailboxes.ask(method, "/mailboxes/%2e%2e", "application/json", "{}");
        assert_eq!(refused(&answer), (400, "id".to_owned()), "{method}");
    }
    assert!(mailboxes.json("mailbox list")["mailboxes"].as_array().unwrap().is_empty());

    // Unsigned requests are rejected, and so are other paths.
    let url = format!("{}/mailboxes", mailboxes.api(API));
    let unsigned = mailboxes.request("POST", &url, "application/json", good);
    assert_eq!(unsigned.status(), 403, "{}", unsigned.text());
    assert_eq!(mailboxes.ask("POST", "/other", "application/json", good).status(), 403);
    assert_eq!(mailboxes.ask("POST", "/mailboxes", "application/json", good).status(), 201);
}

#[test]
fn bad_input_is_refused_by_name() {
    let mailboxes = Mailboxes::deployed();
    a_mailbox_that_is_not_there_is_named(&mailboxes);
    the_api_names_the_field_that_is_wrong(&mailboxes);
    nonsense_is_refused_with_the_options_name_and_nothing_is_sent(&mailboxes);
}
