//! What a teardown shows before it asks.

use insta::assert_snapshot;

use super::*;
use crate::output::at_all_widths;
use crate::output::color::painted;
use crate::output::table::fitted;
use crate::output::view::View;
use engine::aws::Region;
use engine::retained::buckets::Content;
use engine::teardown::Held;

fn entry(kind: &str, name: &str, disposition: Disposition, detail: &str, held: Held) -> Entry {
    Entry {
        system: name.split('-').next().unwrap().to_owned(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        region: Region::new("us-west-2"),
        disposition,
        detail: detail.to_owned(),
        held,
        stops: false,
    }
}

fn inventory() -> Inventory {
    let content = Content { objects: 12, older: 3, bytes: 3_400_000, ..Content::default() };
    let table = |items, replicas| Held::Table { items, replicas };
    let entries = vec![
        entry("stack", "mailbox-table-staging", Disposition::Delete, "CREATE_COMPLETE", Held::Stack),
        entry(
            "stack",
            "coffee-files-staging",
            Disposition::Delete,
            "UPDATE_COMPLETE, protected",
            Held::Stack,
        ),
        entry(
            "table",
            "mailbox-staging",
            Disposition::Delete,
            "about 120 items, replicas in us-east-1",
            table(120, 1),
        ),
        entry("table", "coffee-orders-staging", Disposition::Keep, "about 30 items", table(30, 0)),
        entry(
            "bucket",
            "coffee-invoices-staging-123456789012-us-west-2",
            Disposition::Delete,
            "12 objects, 3 older versions, 3.4 MB",
            Held::Bucket { content: Some(content) },
        ),
        entry(
            "bucket",
            "coffee-logs-staging",
            Disposition::Delete,
            "its contents are unknown",
            Held::Bucket { content: None },
        ),
        entry(
            "queue",
            "mailbox-failed-staging",
            Disposition::Delete,
            "about 4 messages",
            Held::Queue { messages: Some(4) },
        ),
        entry("stream", "coffee-events-staging", Disposition::Undecided, "with what is in it", Held::Other),
        entry("table", "coffee-foreign", Disposition::Foreign, "it carries no tags", Held::Other),
    ];
    Inventory { stage: "staging".to_owned(), entries }
}

#[test]
fn totals_come_first() {
    assert_snapshot!(fitted(Some(140), || inventory().text()), @r"
    Delete data     1 table with about 120 items, and 1 replica
                    2 buckets with 12 objects, 3 older versions, 3.4 MB
                    1 queue with about 4 messages
                    not counted: the contents of 1 resource that cannot be read
    Keep or delete  1 stream
                    CloudFormation decides
    Keep            1 table with about 30 items
    Delete          2 stacks of coffee, mailbox
    Foreign         1 resource, not touched

    WHAT    NAME                                            REGION     ACTION                                STATE
    stack   mailbox-table-staging                           us-west-2  delete                                CREATE_COMPLETE
    stack   coffee-files-staging                            us-west-2  delete                                UPDATE_COMPLETE, protected
    table   mailbox-staging                                 us-west-2  delete                                about 120 items, replicas in
                                                                                                             us-east-1
    table   coffee-orders-staging                           us-west-2  keep                                  about 30 items
    bucket  coffee-invoices-staging-123456789012-us-west-2  us-west-2  delete                                12 objects, 3 older versions, 3.4
                                                                                                             MB
    bucket  coffee-logs-staging                             us-west-2  delete                                its contents are unknown
    queue   mailbox-failed-staging                          us-west-2  delete                                about 4 messages
    stream  coffee-events-staging                           us-west-2  keep or delete, as CloudFormation     with what is in it
                                                                       decides
    table   coffee-foreign                                  us-west-2  foreign                               it carries no tags
    ");
}

#[test]
fn a_narrow_terminal_shows_the_totals_and_what_fits() {
    assert_snapshot!(fitted(Some(100), || inventory().text()), @r"
    Delete data     1 table with about 120 items, and 1 replica
                    2 buckets with 12 objects, 3 older versions, 3.4 MB
                    1 queue with about 4 messages
                    not counted: the contents of 1 resource that cannot be read
    Keep or delete  1 stream
                    CloudFormation decides
    Keep            1 table with about 30 items
    Delete          2 stacks of coffee, mailbox
    Foreign         1 resource, not touched

    WHAT    NAME                                            REGION     ACTION           STATE
    stack   mailbox-table-staging                           us-west-2  delete           CREATE_COMPLETE
    stack   coffee-files-staging                            us-west-2  delete           UPDATE_COMPLETE,
                                                                                        protected
    table   mailbox-staging                                 us-west-2  delete           about 120 items,
                                                                                        replicas in
                                                                                        us-east-1
    table   coffee-orders-staging                           us-west-2  keep             about 30 items
    bucket  coffee-invoices-staging-123456789012-us-west-2  us-west-2  delete           12 objects, 3
                                                                                        older versions,
                                                                                        3.4 MB
    bucket  coffee-logs-staging                             us-west-2  delete           its contents are
                                                                                        unknown
    queue   mailbox-failed-staging                          us-west-2  delete           about 4 messages
    stream  coffee-events-staging                           us-west-2  keep or delete,  with what is in
                                                                       as               it
                                                                       CloudFormation
                                                                       decides
    table   coffee-foreign                                  us-west-2  foreign          it carries no
                                                                                        tags
    ");
    assert_snapshot!(fitted(Some(80), || inventory().text()), @r"
    Delete data     1 table with about 120 items, and 1 replica
                    2 buckets with 12 objects, 3 older versions, 3.4 MB
                    1 queue with about 4 messages
                    not counted: the contents of 1 resource that cannot be read
    Keep or delete  1 stream
                    CloudFormation decides
    Keep            1 table with about 30 items
    Delete          2 stacks of coffee, mailbox
    Foreign         1 resource, not touched

    WHAT    NAME                                            ACTION
    stack   mailbox-table-staging                           delete
    stack   coffee-files-staging                            delete
    table   mailbox-staging                                 delete
    table   coffee-orders-staging                           keep
    bucket  coffee-invoices-staging-123456789012-us-west-2  delete
    bucket  coffee-logs-staging                             delete
    queue   mailbox-failed-staging                          delete
    stream  coffee-events-staging                           keep or delete, as
                                                            CloudFormation decides
    table   coffee-foreign                                  foreign

    Some columns do not fit; --wide shows them.
    ");
    assert_snapshot!(fitted(Some(60), || inventory().text()), @r"
    Delete data     1 table with about 120 items, and 1 replica
                    2 buckets with 12 objects, 3 older versions, 3.4 MB
                    1 queue with about 4 messages
                    not counted: the contents of 1 resource that cannot be read
    Keep or delete  1 stream
                    CloudFormation decides
    Keep            1 table with about 30 items
    Delete          2 stacks of coffee, mailbox
    Foreign         1 resource, not touched

    WHAT    NAME                                            REGION     ACTION          STATE
    stack   mailbox-table-staging                           us-west-2  delete          CREATE_COMPLETE
    stack   coffee-files-staging                            us-west-2  delete          UPDATE_COMPLETE,
                                                                                       protected
    table   mailbox-staging                                 us-west-2  delete          about 120 items,
                                                                                       replicas in
                                                                                       us-east-1
    table   coffee-orders-staging                           us-west-2  keep            about 30 items
    bucket  coffee-invoices-staging-123456789012-us-west-2  us-west-2  delete          12 objects, 3
                                                                                       older versions,
                                                                                       3.4 MB
    bucket  coffee-logs-staging                             us-west-2  delete          its contents are
                                                                                       unknown
    queue   mailbox-failed-staging                          us-west-2  delete          about 4 messages
    stream  coffee-events-staging                           us-west-2  keep or         with what is in
                                                                       delete, as      it
                                                                       CloudFormation
                                                                       decides
    table   coffee-foreign                                  us-west-2  foreign         it carries no
                                                                                       tags
    ");
}

#[test]
fn with_colour_the_words_are_the_same() {
    let colored = painted(&View { color: true, ..View::PLAIN }.render(|| inventory().text()));
    assert_eq!(console::strip_ansi_codes(&colored), inventory().text());
    assert!(colored.contains("\x1b[31m1 table with about 120 items, and 1 replica\x1b[0m"), "{colored}");
    assert!(colored.contains("\x1b[32mkeep\x1b[0m"), "{colored}");
}

#[test]
fn a_teardown_that_deletes_no_data_says_so() {
    let mut inventory = inventory();
    inventory.entries.retain(|entry| entry.kind == "stack" || entry.disposition == Disposition::Keep);
    let text = inventory.text();
    let totals = text.split("\n\n").next().unwrap();
    assert_snapshot!(totals, @r"
    Delete data  none
    Keep         1 table with about 30 items
    Delete       2 stacks of coffee, mailbox
    ");
}

#[test]
fn one_item_and_one_message_are_no_plural() {
    let table = entry("table", "a-b", Disposition::Delete, "", Held::Table { items: 1, replicas: 2 });
    let queue = entry("queue", "a-c", Disposition::Delete, "", Held::Queue { messages: Some(1) });
    let policies = ["a-d", "a-e"].map(|name| entry("policy", name, Disposition::Delete, "", Held::Other));
    let entries = [table, queue].into_iter().chain(policies).collect();
    let text = Inventory { stage: "dev".to_owned(), entries }.text();
    assert_snapshot!(text.split("\n\n").next().unwrap(), @r"
    Delete data  1 table with about 1 item, and 2 replicas
                 1 queue with about 1 message
                 2 policies
    ");
}

#[test]
fn stacks_of_one_name_keep_their_regions() {
    let east = Entry {
        region: Region::new("ap-southeast-2"),
        ..entry("stack", "mailbox-replicas-staging", Disposition::Delete, "CREATE_COMPLETE", Held::Stack)
    };
    let west = Entry { region: Region::new("us-west-2"), ..east.clone() };
    let inventory = Inventory { stage: "staging".to_owned(), entries: vec![east, west] };
    assert_snapshot!(at_all_widths(&inventory), @r"
    -- 60
    Delete data  none
    Delete       2 stacks of mailbox

    WHAT   NAME                      REGION          ACTION
    stack  mailbox-replicas-staging  ap-southeast-2  delete
    stack  mailbox-replicas-staging  us-west-2       delete

    Some columns do not fit; --wide shows them.
    -- 80, 100, 140
    Delete data  none
    Delete       2 stacks of mailbox

    WHAT   NAME                      REGION          ACTION  STATE
    stack  mailbox-replicas-staging  ap-southeast-2  delete  CREATE_COMPLETE
    stack  mailbox-replicas-staging  us-west-2       delete  CREATE_COMPLETE
    -- 60 in colour
    Delete data  none
    Delete       2 stacks of mailbox

    WHAT   NAME                      REGION          ACTION
    stack  mailbox-replicas-staging  ap-southeast-2  ^[31mdelete^[0m
    stack  mailbox-replicas-staging  us-west-2       ^[31mdelete^[0m

    Some columns do not fit; --wide shows them.
    ");
}
