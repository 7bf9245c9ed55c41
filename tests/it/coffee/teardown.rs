//! What outlives the system: orders and invoices, unless --delete-data is given.

use super::{ADA, BUCKET, Coffee, REGION};
use crate::harness::text;

#[test]
fn orders_and_invoices_outlive_the_stacks_until_their_deletion_is_asked_for() {
    let coffee = Coffee::deployed();
    let id = text(&coffee.placed(&format!("{ADA} --item Latte"))["orderid"]);
    let objects = coffee.objects();

    coffee.run("teardown coffee --confirm coffee").ok().prints(BUCKET);
    assert!(coffee.aws().stacks(REGION).is_empty());
    assert_eq!(coffee.objects(), objects);

    // The next deploy takes both in again.
    coffee.run("deploy coffee").ok();
    assert_eq!(coffee.json(&format!("coffee invoice {ADA}"))["orderid"], *id);
    coffee.run(&format!("coffee collect {ADA}")).ok().prints(&id);
    coffee.run("deploy coffee").ok().prints("Nothing changed");

    coffee.run("teardown coffee --confirm coffee --delete-data").ok();
    assert!(coffee.aws().stacks(REGION).is_empty() && coffee.aws().tables(REGION).is_empty());
    assert!(!coffee.aws().buckets().contains(&BUCKET.to_owned()));
}
