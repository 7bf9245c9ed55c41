use super::*;
use insta::assert_snapshot;

fn stacks() -> Table {
    Table::new(["STACK", "REGION", "SECONDS", "REASON"])
        .right(2)
        .row(["mailbox-table-dev", "us-west-2", "1.2", ""])
        .row(["mailbox-api-dev", "us-west-2", "14.0", "Resource handler returned message: Access denied"])
}

#[test]
fn columns_are_aligned_without_frames() {
    assert_snapshot!(stacks().to_text(), @r"
    STACK              REGION     SECONDS  REASON
    mailbox-table-dev  us-west-2      1.2
    mailbox-api-dev    us-west-2     14.0  Resource handler returned message: Access denied
    ");
}

#[test]
fn a_narrow_terminal_breaks_long_cells() {
    assert_snapshot!(fitted(Some(66), || stacks().to_text()), @r"
    STACK              REGION     SECONDS  REASON
    mailbox-table-dev  us-west-2      1.2
    mailbox-api-dev    us-west-2     14.0  Resource handler returned
                                           message: Access denied
    ");
    assert_eq!(fitted(Some(10), || stacks().to_text()), stacks().to_text());
}

/// Stacks as `status` shows them, with names as long as they get.
fn regions() -> Table {
    let stack = |name: &str, region: &str, state: &str| {
        let arn = format!("arn:aws:cloudformation:{region}:123456789012:stack/{name}/a1b2c3d4");
        [name.to_owned(), region.to_owned(), state.to_owned(), "18 m".to_owned(), arn]
    };
    Table::new(["STACK", "REGION", "STATUS", "AGE", "ARN"])
        .right(3)
        .dropping([4, 3])
        .row(stack("mailbox-provisioning-staging", "ap-southeast-2", "UPDATE_ROLLBACK_COMPLETE"))
        .row(stack("cake-data-staging", "us-west-2", "CREATE_COMPLETE"))
}

#[test]
fn columns_are_dropped_in_the_order_that_the_table_names() {
    assert!(fitted(Some(180), || regions().to_text()).contains("ARN"));
    let text = fitted(Some(140), || regions().to_text());
    assert_snapshot!(text, @r"
    STACK                         REGION          STATUS                     AGE
    mailbox-provisioning-staging  ap-southeast-2  UPDATE_ROLLBACK_COMPLETE  18 m
    cake-data-staging             us-west-2       CREATE_COMPLETE           18 m

    Some columns do not fit; --wide shows them.
    ");
    assert_eq!(fitted(Some(80), || regions().to_text()), text);
    let text = fitted(Some(73), || regions().to_text());
    assert_snapshot!(text, @r"
    STACK                         REGION          STATUS
    mailbox-provisioning-staging  ap-southeast-2  UPDATE_ROLLBACK_COMPLETE
    cake-data-staging             us-west-2       CREATE_COMPLETE

    Some columns do not fit; --wide shows them.
    ");
    assert_snapshot!(fitted(Some(60), || regions().to_text()), @r"
    STACK                         REGION          STATUS                     AGE
    mailbox-provisioning-staging  ap-southeast-2  UPDATE_ROLLBACK_COMPLETE  18 m
    cake-data-staging             us-west-2       CREATE_COMPLETE           18 m

    Some columns do not fit; --wide shows them.
    ");
}

#[test]
fn columns_are_dropped_only_where_a_row_then_takes_fewer_lines() {
    let arn = "arn:aws:cloudformation:us-west-2:123456789012:stack/mailbox-api-dev/a1b2c3d4";
    let table = Table::new(["STACK", "AGE", "ARN"]).dropping([1]).row(["mailbox-api-dev", "18m", arn]);
    let whole = table.to_text();
    let width = whole.lines().map(measure).max().unwrap();
    for (width, is_whole) in
        [(40, true), (60, true), (width - 6, true), (width - 5, false), (width - 1, false), (width, true)]
    {
        let text = fitted(u16::try_from(width).ok(), || table.to_text());
        assert_eq!(text == whole, is_whole, "{width}\n{text}");
    }
}

/// Rows as lists have them: an id, an address or a name without spaces, and what can be dropped.
fn addresses() -> Table {
    let long = "augusta.ada.king-countess.of.lovelace@analytical-engines.example.com";
    Table::new(["NO", "TO", "SUBJECT", "SENT"])
        .right(0)
        .cutting([1, 2])
        .dropping([3])
        .row(["1", "ann@example.com", "Welcome", "2026-01-01T00:00:00Z"])
        .row(["2", long, "see https://example.com/mailboxes/91f0c2d4 now", "2026-01-01T00:00:00Z"])
}

#[test]
fn long_words_of_named_columns_are_cut_before_columns_are_dropped() {
    assert_snapshot!(fitted(Some(140), || addresses().to_text()), @r"
    NO  TO                                                                  SUBJECT                                         SENT
     1  ann@example.com                                                     Welcome                                         2026-01-01T00:00:00Z
     2  augusta.ada.king-countess.of.love…e@analytical-engines.example.com  see https://example.com/mailboxes/91f0c2d4 now  2026-01-01T00:00:00Z
    ");
    assert_snapshot!(fitted(Some(100), || addresses().to_text()), @r"
    NO  TO                                  SUBJECT                                 SENT
     1  ann@example.com                     Welcome                                 2026-01-01T00:00:00Z
     2  augusta.ada.king-…ines.example.com  see                                     2026-01-01T00:00:00Z
                                            https://example.com/mailboxes/91f0c2d4
                                            now
    ");
    assert_snapshot!(fitted(Some(80), || addresses().to_text()), @r"
    NO  TO                                    SUBJECT
     1  ann@example.com                       Welcome
     2  augusta.ada.king-c…gines.example.com  see
                                              https://example.com/mailboxes/91f0c2d4
                                              now

    Some columns do not fit; --wide shows them.
    ");
    assert_snapshot!(fitted(Some(60), || addresses().to_text()), @r"
    NO  TO                SUBJECT
     1  ann@example.com   Welcome
     2  augusta.…ple.com  see
                          https://example.com/mailboxes/91f0c2d4
                          now

    Some columns do not fit; --wide shows them.
    ");
    let ascii = View { width: Some(60), unicode: false, ..View::PLAIN }.render(|| addresses().to_text());
    assert!(ascii.is_ascii() && ascii.contains("..."), "{ascii}");
}

#[test]
fn a_word_is_never_broken() {
    let whole = "arn:aws:cloudformation:us-west-2:123456789012:stack/mailbox-api-dev/a1b2c3d4";
    for width in [40, 60, 80, 100, 140] {
        let table = Table::new(["STACK", "REASON"]).row(["mailbox-api-dev", &format!("see {whole} for it")]);
        let text = fitted(Some(width), || table.to_text());
        assert!(text.contains(whole) && text.contains("mailbox-api-dev"), "{width}\n{text}");
    }
}

#[test]
fn a_table_without_rows_is_empty() {
    assert_eq!(Table::new(["STACK"]).to_text(), "");
}

#[test]
fn a_cell_cannot_break_the_table() {
    let table =
        Table::new(["NAME", "VALUE"]).row(["a\nb", "\x1b[31mred"]).row(["short"]).row(["漢字", "wide"]);
    assert_snapshot!(table.to_text(), @r"
    NAME   VALUE
    a b    �[31mred
    short
    漢字   wide
    ");
}

#[test]
fn details_align_their_values() {
    let details = Details::new()
        .entry("Stack", "mailbox-api-dev")
        .maybe("Reason", Some("first\nsecond"))
        .maybe("Replica", None::<String>)
        .entry("Region", "us-west-2");
    assert_snapshot!(details.to_text(), @r"
    Stack   mailbox-api-dev
    Reason  first
            second
    Region  us-west-2
    ");
}
