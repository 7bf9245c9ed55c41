use super::*;

fn name(result: Result<Answer, Failure>) -> &'static str {
    result.unwrap_err().name
}

#[test]
fn the_simulator_fails_for_certain_names() {
    assert_eq!(name(simulate("xfail1x")), "external-failure");
    assert_eq!(name(simulate("fail2")), "OutsideSystemRejected");
    assert!(simulate("ann").unwrap().accepted);
}

#[test]
fn without_an_address_the_simulator_answers() {
    assert!(matches!(OutsideSystem::new(None), Ok(OutsideSystem::Simulator)));
    assert!(matches!(OutsideSystem::new(Some("https://example.com/x")), Ok(OutsideSystem::Real(_))));
    assert!(OutsideSystem::new(Some("http://example.com/")).is_err());
}

#[test]
fn trouble_has_the_name_that_the_workflow_matches_on() {
    assert_eq!(failure(Trouble::Passing(String::new())).name, "external-failure");
    assert_eq!(failure(Trouble::Rejected(String::new())).name, "OutsideSystemRejected");
}

#[test]
fn answers_are_judged_by_their_document() {
    let accepted = Answer { accepted: true, reason: String::new() };
    assert_eq!(judge(b"").unwrap(), accepted);
    assert_eq!(judge(b"{\"accepted\":true,\"reason\":\"fine\"}").unwrap(), accepted);
    assert_eq!(judge(b"{}").unwrap(), accepted);
    let refused = judge(b"{\"accepted\":false,\"reason\":\"no\\u0007 room\"}").unwrap();
    assert_eq!(refused, Answer { accepted: false, reason: "no room".to_owned() });
    assert!(!judge(b"{\"accepted\":\"yes\"}").unwrap().accepted);
    assert_eq!(name(judge(b"<html>")), "external-failure");
}
