//! The same order twice, and many orders for one place at once.

use std::thread;

use serde_json::{Value, json};

use super::{ADA, ANOTHER_ID, Coffee, ID, MACHINE, REGION, order};
use crate::harness::{exchange, text, until};

#[test]
fn the_same_order_sent_twice_is_placed_once_and_answered_alike() {
    let coffee = Coffee::deployed();
    let words = format!("coffee order {ADA} --item Latte --id {ID} --follow");
    let both = [coffee.start(&words), coffee.start(&words)];
    for one in both {
        one.end().ok().prints(ID);
    }
    coffee.run(&words).ok().prints("1 × Latte");

    // By the API alone, which compares nothing: the same response after the execution has ended, whatever was ordered.
    let first = coffee.post(&order(ANOTHER_ID, "Mocha"));
    let failed = coffee.message(ANOTHER_ID);
    assert_eq!(failed["error"], "order-active");
    let second = coffee.post(&order(ANOTHER_ID, "Mocha"));
    let third = coffee.post(&order(ID, "Mocha"));
    for answer in [first, second, third] {
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!((answer.status(), body), (202, json!({"status": "accepted"})));
    }
    assert_eq!(coffee.executions(MACHINE, REGION), [ID, ANOTHER_ID]);

    // The command compares.
    coffee
        .run(&format!("coffee order {ADA} --item Mocha --id {ID}"))
        .code(1)
        .says(&format!("order {ID} was already placed at"))
        .says("with other items")
        .says("hint: use another --id, or none");

    // Collected, it is not placed again either.
    coffee.run(&format!("coffee collect {ADA}")).ok();
    coffee.run(&words).ok().prints(ID);
    coffee.run(&words.replace("Latte", "Mocha")).code(1).says("with other items");
    assert_eq!(coffee.stored("ada", "corner"), None);
    assert_eq!(coffee.executions(MACHINE, REGION).len(), 2);
}

#[test]
fn of_many_orders_for_one_place_exactly_one_wins() {
    let coffee = Coffee::deployed();
    // Past the commands' own look: all at once to the API.
    let ids: Vec<_> =
        (0..20).map(|number| format!("3e2a1c9e-8f6b-4f0a-9d55-0000000000{number:02}")).collect();
    let requests: Vec<_> = ids.iter().map(|id| coffee.request_of(&order(id, "Latte"))).collect();
    let address = coffee.aws().address().to_owned();
    thread::scope(|scope| {
        for request in &requests {
            scope.spawn(|| assert_eq!(exchange(&address, request).unwrap().status(), 202));
        }
    });
    let messages = until(|| {
        let messages = coffee.all_messages();
        if messages.len() == ids.len() {
            Ok(messages)
        } else {
            Err(format!("{} of {} messages were received", messages.len(), ids.len()))
        }
    });
    let placed: Vec<_> = messages.iter().filter(|message| message["outcome"] == "placed").collect();
    assert_eq!(placed.len(), 1, "{messages:?}");
    let winner = text(&placed[0]["orderid"]);
    assert_eq!(coffee.stored("ada", "corner").unwrap()["orderid"]["S"], *winner);
    assert_eq!(coffee.objects().len(), 2);
    for message in messages.iter().filter(|message| message["outcome"] != "placed") {
        assert_eq!(message["error"], "order-active");
        assert_eq!(
            text(&message["reason"]),
            format!("order {winner} of account ada is active with vendor corner")
        );
    }
}

#[test]
fn commands_that_race_for_one_place_end_with_one_order() {
    let coffee = Coffee::deployed();
    let start = |name: &str| coffee.start(&format!("coffee order {ADA} --item {name} --follow"));
    let ends: Vec<_> =
        ["Latte", "Mocha", "Espresso"].map(start).into_iter().map(|command| command.end()).collect();
    let winner = text(&coffee.json(&format!("coffee get {ADA}"))["orderid"]);
    let (won, lost): (Vec<_>, Vec<_>) = ends.into_iter().partition(|end| end.code == Some(0));
    assert_eq!((won.len(), lost.len()), (1, 2));
    for end in lost {
        end.code(1).says(&winner);
    }
}
