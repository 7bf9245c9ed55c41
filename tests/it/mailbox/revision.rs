//! Requests about one mailbox at the same moment, and one request that comes twice.

use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::{API, HOME, Mailboxes, WORKFLOW};
use crate::harness::{Message, credential, exchange, text};

const ROUNDS: u64 = 6;

/// Draws numbers from a seed (xorshift), so that a run can be repeated.
struct Dice(u64);

impl Dice {
    #[expect(clippy::print_stdout, reason = "a run that fails must be repeatable")]
    fn drawn() -> Self {
        let seed = u64::from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos()) | 1;
        println!("seed {seed}");
        Self(seed)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// A request to the mailbox API, ready to be sent.
fn request(mailboxes: &Mailboxes, method: &str, id: &str, headers: &[(&str, &str)], body: &Value) -> Message {
    let (aws, url) = (mailboxes.aws(), mailboxes.api(API));
    let (_, base) = url.split_once(aws.address()).unwrap();
    let signature = credential("execute-api", HOME);
    let ours = [("host", aws.address()), ("content-type", "application/json"), ("authorization", &signature)];
    let body = if body.is_null() { String::new() } else { body.to_string() };
    Message::new(format!("{method} {base}/mailboxes/{id} HTTP/1.1"), &[&ours, headers].concat(), body)
}

/// Status and document of an answer.
fn answer(message: &Message) -> (u16, Value) {
    let body = serde_json::from_slice(&message.body);
    (message.status(), body.unwrap_or_else(|error| panic!("{error}: {}", message.text())))
}

/// Sends all of them at the same moment.
fn race(mailboxes: &Mailboxes, requests: Vec<Message>) -> Vec<(u16, Value)> {
    let address = mailboxes.aws().address().to_owned();
    let start = |request: Message| {
        let address = address.clone();
        thread::spawn(move || answer(&exchange(&address, &request).unwrap()))
    };
    let started: Vec<_> = requests.into_iter().map(start).collect();
    started.into_iter().map(|one| one.join().unwrap()).collect()
}

fn send(
    mailboxes: &Mailboxes,
    method: &str,
    id: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> (u16, Value) {
    let address = mailboxes.aws().address().to_owned();
    answer(&exchange(&address, &request(mailboxes, method, id, headers, body)).unwrap())
}

/// Waits until the mailbox rests. A deletion is denied.
fn rest(mailboxes: &Mailboxes, id: &str, was_deletion: bool) {
    if was_deletion {
        mailboxes.until_status_is(id, "delete-confirmation-required");
        mailboxes.run(&format!("mailbox deny {id}")).ok();
        mailboxes.until_status_is(id, "delete-rejected");
    } else {
        mailboxes.until_status_is(id, "provisioning-completed");
    }
}

fn of_requests_at_the_same_moment_one_is_stored_and_the_others_see_it(mailboxes: &Mailboxes) {
    let mut dice = Dice::drawn();
    let id = mailboxes.provisioned("--username start --contact boss@contacts.example");
    for round in 0..ROUNDS {
        let callers = 2 + dice.below(7);
        let requests = (0..callers).map(|caller| match dice.below(4) {
            0 => request(mailboxes, "DELETE", &id, &[], &Value::Null),
            _ => request(mailboxes, "PUT", &id, &[], &json!({"username": format!("r{round}c{caller}")})),
        });
        let answers = race(mailboxes, requests.collect());
        let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|(status, _)| *status == 202);
        assert_eq!(won.len(), 1, "round {round}: {won:?} {lost:?}");
        let (_, winner) = &won[0];
        assert_eq!(winner["revision"], round + 2, "{winner}");
        for (status, body) in &lost {
            assert_eq!(*status, 409, "{body}");
            let current = &body["mailbox"];
            assert_eq!(
                (&current["username"], &current["revision"]),
                (&winner["username"], &winner["revision"])
            );
        }
        rest(mailboxes, &id, winner["mailboxStatus"] == "delete-requested");
        let (_, stored) = send(mailboxes, "GET", &id, &[], &Value::Null);
        assert_eq!((&stored["username"], &stored["revision"]), (&winner["username"], &winner["revision"]));
    }
    let runs = ["mailbox-provisioning-dev", "mailbox-deletion-dev"].map(|machine| {
        mailboxes.executions(machine, WORKFLOW).iter().filter(|run| run.starts_with(&id)).count()
    });
    assert_eq!(runs.iter().sum::<usize>(), usize::try_from(ROUNDS).unwrap() + 1);
}

fn a_request_that_comes_twice_under_its_key_is_carried_out_once(mailboxes: &Mailboxes) {
    let id = mailboxes.provisioned("--username ada");
    let key = [("idempotency-key", "0b9b3d9e-0000-4000-8000-00000000000a")];
    let put = |username: &str| send(mailboxes, "PUT", &id, &key, &json!({"username": username}));
    assert_eq!(put("eve").1["revision"], 2);
    rest(mailboxes, &id, false);
    // A late duplicate, after the workflow has ended.
    let (status, again) = put("eve");
    assert_eq!((status, &again["revision"]), (202, &json!(2)), "{again}");
    assert_eq!(again["mailboxStatus"], "provisioning-completed");
    // The same key for something else.
    for (status, body) in [put("bob"), send(mailboxes, "DELETE", &id, &key, &Value::Null)] {
        assert_eq!((status, text(&body["field"])), (409, "idempotency-key".to_owned()), "{body}");
    }
    let (status, body) = send(mailboxes, "PUT", &id, &[("idempotency-key", "1")], &json!({}));
    assert_eq!((status, text(&body["field"])), (400, "idempotency-key".to_owned()), "{body}");
    let runs = mailboxes.executions("mailbox-provisioning-dev", WORKFLOW);
    assert_eq!(runs.iter().filter(|run| run.starts_with(&id)).count(), 2, "{runs:?}");
}

fn a_revision_that_is_out_of_date_changes_nothing(mailboxes: &Mailboxes) {
    let id = mailboxes.provisioned("--username ada");
    let put =
        |revision: &str| send(mailboxes, "PUT", &id, &[("if-match", revision)], &json!({"username": "eve"}));
    for (status, body) in
        [put("\"7\""), send(mailboxes, "DELETE", &id, &[("if-match", "\"7\"")], &Value::Null)]
    {
        assert_eq!((status, text(&body["field"])), (409, "if-match".to_owned()), "{body}");
        assert_eq!((&body["mailbox"]["username"], &body["mailbox"]["revision"]), (&json!("ada"), &json!(1)));
    }
    for wrong in ["first", "1", "\"01\"", "W/\"1\""] {
        let (status, body) = put(wrong);
        assert_eq!((status, text(&body["field"])), (400, "if-match".to_owned()), "{wrong}: {body}");
    }
    assert_eq!(put("\"1\"").1["revision"], 2);
    rest(mailboxes, &id, false);
}

fn a_mailbox_from_before_revisions_takes_requests(mailboxes: &Mailboxes) {
    let id = mailboxes.provisioned("--username ada");
    let input = json!({
        "TableName": "mailbox-dev", "Key": {"id": {"S": id}}, "UpdateExpression": "REMOVE revision",
    });
    mailboxes.aws().dynamodb(HOME, "UpdateItem", &input).unwrap();
    assert_eq!(mailboxes.json(&format!("mailbox get {id}"))["revision"], 0);
    assert_eq!(send(mailboxes, "PUT", &id, &[("if-match", "\"1\"")], &json!({})).0, 409);
    assert_eq!(send(mailboxes, "PUT", &id, &[("if-match", "\"0\"")], &json!({})).1["revision"], 1);
    rest(mailboxes, &id, false);
    mailboxes.run(&format!("mailbox update {id} --username eve --follow")).ok().prints("eve@example.com");
}

#[test]
fn nothing_is_lost_when_requests_meet_and_nothing_is_done_twice() {
    let mailboxes = Mailboxes::deployed();
    of_requests_at_the_same_moment_one_is_stored_and_the_others_see_it(&mailboxes);
    a_request_that_comes_twice_under_its_key_is_carried_out_once(&mailboxes);
    a_revision_that_is_out_of_date_changes_nothing(&mailboxes);
    a_mailbox_from_before_revisions_takes_requests(&mailboxes);
}
