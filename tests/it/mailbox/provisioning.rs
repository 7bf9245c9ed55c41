//! Mailboxes are provisioned, fail, and are provisioned again.

use super::Mailboxes;

const STATES: [&str; 7] = [
    "WaitBeforeBeginning",
    "BeginProvisioning",
    "WaitBeforeCalling",
    "MarkCalling",
    "CallOutsideSystem",
    "WaitBeforeChoosing",
    "CompleteProvisioning",
];

/// The states in the order in which the lines of a following name them first.
fn states_in(printed: &str) -> Vec<&str> {
    let mut states: Vec<&str> = Vec::new();
    for word in printed.lines().filter_map(|line| line.split_whitespace().nth(2)) {
        let state = word.trim_end_matches(':');
        if !states.contains(&state) {
            states.push(state);
        }
    }
    states
}

fn a_mailbox_lives_through_the_documented_states(mailboxes: &Mailboxes) {
    let output = mailboxes.run("mailbox create --username ada --domain example.com --follow").ok();
    let printed: Vec<_> =
        states_in(&output.stderr).into_iter().filter(|word| STATES.contains(word)).collect();
    assert_eq!(printed, STATES, "{output}");
    let output = output.prints("ada@example.com").prints("provisioning-completed").says("SUCCEEDED");
    let id = output.stdout.lines().find_map(|line| line.strip_prefix("Id ")).unwrap().trim().to_owned();

    let mailbox = mailboxes.json(&format!("mailbox update {id} --username lovelace --follow"));
    assert_eq!(
        (&mailbox["username"], &mailbox["mailboxStatus"]),
        (&"lovelace".into(), &"provisioning-completed".into())
    );
    let runs = mailboxes.executions("mailbox-provisioning-dev", super::WORKFLOW);
    assert_eq!(runs.len(), 2, "{runs:?}");
    assert!(
        runs[0].starts_with(&format!("{id}_create_")) && runs[1].starts_with(&format!("{id}_update_")),
        "{runs:?}"
    );

    // Nothing to change: provisioned again all the same.
    mailboxes.run(&format!("mailbox update {id} --follow")).ok().prints("lovelace@example.com");
    assert_eq!(mailboxes.executions("mailbox-provisioning-dev", super::WORKFLOW).len(), 3);

    mailboxes.run(&format!("mailbox delete {id} --follow")).ok().prints("is removed");
    mailboxes.run(&format!("mailbox get {id}")).code(1).says(&format!("no mailbox {id}"));
}

fn an_outside_system_that_is_out_of_order_is_asked_four_times(mailboxes: &Mailboxes) {
    let output = mailboxes.run("mailbox create --username fail1 --domain example.com --follow").code(1);
    for attempt in 1..=3 {
        let printed = format!("attempt {attempt} of 4 failed, next in");
        assert!(output.stderr.contains(&printed), "'{printed}' is not said by {output}");
    }
    let output = output
        .says("attempt 4 failed, continues in ExplainFailure: external-failure")
        .says("last lines of mailbox-provisioning-dev-CallOutsideSystemFunction")
        .says("hint: provision execution show")
        .prints("provisioning-failed")
        .prints("external-failure: the simulator is unavailable for names with fail1");

    // The repaired one is provisioned under the same id.
    let id = output.stdout.lines().find_map(|line| line.strip_prefix("Id ")).unwrap().trim().to_owned();
    mailboxes.run(&format!("mailbox update {id} --username mended --follow")).ok().never_mentions("Reason");
}

fn another_failure_is_tried_three_times(mailboxes: &Mailboxes) {
    let output = mailboxes.run("mailbox create --username fail2 --domain example.com --follow").code(1);
    output
        .says("attempt 1 of 3 failed, next in 5 s: OutsideSystemRejected")
        .says("attempt 2 of 3 failed, next in 7.5 s")
        .says("attempt 3 failed, continues in ExplainFailure")
        .never_mentions("attempt 4")
        .prints("provisioning-failed")
        .prints("OutsideSystemRejected: the simulator rejects names with fail2");

    let listed = mailboxes.json("mailbox list --status provisioning-failed");
    assert_eq!(listed["mailboxes"].as_array().unwrap().len(), 1);
    mailboxes.run("mailbox list").ok().prints("fail2@example.com");

    // The beginning of its id stands for it.
    let id = listed["mailboxes"][0]["id"].as_str().unwrap();
    mailboxes.run(&format!("mailbox get {}", &id[..8])).ok().prints("fail2@example.com").prints(id);
    mailboxes.run(&format!("mailbox delete {} --follow", id[..13].to_uppercase())).ok().prints("is removed");
    mailboxes.run(&format!("mailbox get {}", &id[..8])).code(1).says("no mailbox has an id that begins with");
}

#[test]
fn mailboxes_are_provisioned_or_fail_as_documented() {
    let mailboxes = Mailboxes::deployed();
    a_mailbox_lives_through_the_documented_states(&mailboxes);
    an_outside_system_that_is_out_of_order_is_asked_four_times(&mailboxes);
    another_failure_is_tried_three_times(&mailboxes);
}
