//! What `doctor` shows on terminals of several widths.

use insta::assert_snapshot;

use super::*;
use crate::output::color::painted;
use crate::output::table::fitted;
use crate::output::view::View;

fn finding(check: &'static str, place: &str, grade: Grade, text: &str, hint: Option<&str>) -> Finding {
    let hint = hint.map(str::to_owned);
    Finding { check, place: place.to_owned(), grade, text: text.to_owned(), hint }
}

fn report() -> DoctorReport {
    let stuck = "stack mailbox-api-dev in us-west-2 is in ROLLBACK_COMPLETE: it never came up and must be deleted before it can \
                 be created again; reason: Api (AWS::ApiGateway::RestApi): Access denied";
    let findings = vec![
        finding("region", "us-west-2", Grade::Well, "reachable; it has 5 stacks of the stage", None),
        finding(
            "quota",
            "us-west-2",
            Grade::Warning,
            "only 10 functions may run at once",
            Some("request an increase"),
        ),
        finding(
            "stack",
            "mailbox-api-dev",
            Grade::Problem,
            stuck,
            Some("`provision deploy --yes` repairs it"),
        ),
    ];
    DoctorReport { stage: "dev".to_owned(), findings, identity: None }
}

#[test]
fn sentences_are_wrapped_between_words() {
    assert_snapshot!(fitted(Some(140), || report().text()), @r"
    RESULT   CHECK   WHERE            FINDING
    ok       region  us-west-2        reachable; it has 5 stacks of the stage
    warning  quota   us-west-2        only 10 functions may run at once
    problem  stack   mailbox-api-dev  stack mailbox-api-dev in us-west-2 is in ROLLBACK_COMPLETE: it never came up and must be deleted before it
                                      can be created again; reason: Api (AWS::ApiGateway::RestApi): Access denied
    To do: request an increase (quota us-west-2)
    To do: `provision deploy --yes` repairs it (stack mailbox-api-dev)
    ");
    assert_snapshot!(fitted(Some(100), || report().text()), @r"
    RESULT   CHECK   WHERE            FINDING
    ok       region  us-west-2        reachable; it has 5 stacks of the stage
    warning  quota   us-west-2        only 10 functions may run at once
    problem  stack   mailbox-api-dev  stack mailbox-api-dev in us-west-2 is in ROLLBACK_COMPLETE: it
                                      never came up and must be deleted before it can be created again;
                                      reason: Api (AWS::ApiGateway::RestApi): Access denied
    To do: request an increase (quota us-west-2)
    To do: `provision deploy --yes` repairs it (stack mailbox-api-dev)
    ");
    assert_snapshot!(fitted(Some(80), || report().text()), @r"
    RESULT   CHECK   WHERE            FINDING
    ok       region  us-west-2        reachable; it has 5 stacks of the stage
    warning  quota   us-west-2        only 10 functions may run at once
    problem  stack   mailbox-api-dev  stack mailbox-api-dev in us-west-2 is in
                                      ROLLBACK_COMPLETE: it never came up and must
                                      be deleted before it can be created again;
                                      reason: Api (AWS::ApiGateway::RestApi): Access
                                      denied
    To do: request an increase (quota us-west-2)
    To do: `provision deploy --yes` repairs it (stack mailbox-api-dev)
    ");
    assert_snapshot!(fitted(Some(60), || report().text()), @r"
    RESULT   WHERE            FINDING
    ok       us-west-2        reachable; it has 5 stacks of the
                              stage
    warning  us-west-2        only 10 functions may run at once
    problem  mailbox-api-dev  stack mailbox-api-dev in us-west-2
                              is in ROLLBACK_COMPLETE: it never
                              came up and must be deleted before
                              it can be created again; reason:
                              Api (AWS::ApiGateway::RestApi):
                              Access denied
    To do: request an increase (quota us-west-2)
    To do: `provision deploy --yes` repairs it (stack mailbox-api-dev)

    Some columns do not fit; --wide shows them.
    ");
}

#[test]
fn with_colour_the_words_are_the_same() {
    let colored = painted(&View { color: true, ..View::PLAIN }.render(|| report().text()));
    assert_eq!(console::strip_ansi_codes(&colored), report().text());
    for word in ["\x1b[32mok\x1b[0m", "\x1b[33mwarning\x1b[0m", "\x1b[31mproblem\x1b[0m"] {
        assert!(colored.contains(word), "{colored}");
    }
}
