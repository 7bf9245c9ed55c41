//! What a plan shows, on terminals of several widths.

use insta::assert_snapshot;

use super::*;
use crate::output::table::fitted;
use crate::output::view::View;
use engine::access::AccessEffect;
use engine::approval::StackAccess;
use engine::aws::Region;
use engine::event::NodeKind;

fn node(name: &str, region: &str, step: Step, changes: Vec<ResourceChange>) -> NodePlan {
    let node = NodeName { name: name.to_owned(), region: Some(Region::new(region)), kind: NodeKind::Stack };
    NodePlan { node, step, changes, note: None, reason: None }
}

fn change(effect: Effect, id: &str, kind: &str, details: Vec<PropertyChange>) -> ResourceChange {
    ResourceChange { effect, details, ..ResourceChange::added(id, kind) }
}

fn detail(property: &str, values: [&str; 2], recreation: Recreation, causes: Vec<Cause>) -> PropertyChange {
    let [old, new] = values.map(|value| Some(value.to_owned()).filter(|value| !value.is_empty()));
    PropertyChange {
        attribute: "Properties".to_owned(),
        property: property.to_owned(),
        old,
        new,
        causes,
        recreation,
    }
}

fn because(source: Source, entity: &str) -> Vec<Cause> {
    vec![Cause { source, entity: Some(entity.to_owned()) }]
}

fn data() -> NodePlan {
    let key =
        [r#"[{"AttributeName":"id","KeyType":"HASH"}]"#, r#"[{"AttributeName":"number","KeyType":"HASH"}]"#];
    let key = detail("KeySchema", key, Recreation::Always, because(Source::Parameter, "Key"));
    let table = ResourceChange {
        physical_id: Some("mailbox-mailboxes-staging".to_owned()),
        retained: true,
        ..change(Effect::Replace, "MailboxTable", "AWS::DynamoDB::Table", vec![key])
    };
    let level = detail("Environment.Variables.LEVEL", ["info", "debug"], Recreation::Never, Vec::new());
    let password = detail(
        "Environment.Variables.PIN",
        ["****", "****"],
        Recreation::Never,
        because(Source::Parameter, "Pin"),
    );
    let table_name = ["mailbox-mailboxes-staging", KNOWN_LATER];
    let table_name = detail(
        "Environment.Variables.TABLE",
        table_name,
        Recreation::Never,
        because(Source::Resource, "MailboxTable"),
    );
    let function =
        change(Effect::Modify, "RequestFunction", "AWS::Lambda::Function", vec![level, password, table_name]);
    let stream =
        vec![detail("Topic", ["", ""], Recreation::Conditionally, because(Source::Attribute, "Topic.Arn"))];
    let stream = change(Effect::MayReplace, "Mapping", "AWS::Lambda::EventSourceMapping", stream);
    let old = change(Effect::Remove, "OldAlarm", "AWS::CloudWatch::Alarm", Vec::new());
    node("mailbox-table-staging", "ap-southeast-2", Step::Update, vec![table, stream, function, old])
}

fn access() -> StackAccess {
    let change = AccessChange {
        logical_id: "RequestRole".to_owned(),
        kind: "AWS::IAM::Role".to_owned(),
        effect: AccessEffect::Widened,
        old: Some("Allow dynamodb:GetItem, dynamodb:PutItem on ${MailboxTable.Arn}".to_owned()),
        new: Some("Allow dynamodb:* on *".to_owned()),
        needs_approval: true,
    };
    let narrow = AccessChange { needs_approval: false, logical_id: "Other".to_owned(), ..change.clone() };
    StackAccess { node: data().node, changes: vec![change, narrow] }
}

fn plan() -> PlanReport {
    let add = |kind: &str| change(Effect::Add, "X", kind, Vec::new());
    let functions = ["AWS::Lambda::Function", "AWS::IAM::Role", "AWS::Lambda::Function"].map(add).to_vec();
    let stuck = NodePlan {
        note: Some("in ROLLBACK_COMPLETE: it never came up and must be deleted before it can be created again".to_owned()),
        reason: Some("Table (AWS::DynamoDB::Table): Resource of type 'AWS::DynamoDB::Table' with identifier 'cake' already exists.".to_owned()),
        ..node("cake-data-staging", "us-west-2", Step::Recover, Vec::new())
    };
    let same = || node("shop-data-staging", "us-west-2", Step::Unchanged, Vec::new());
    let new = node("mailbox-api-staging", "ap-southeast-2", Step::Create, functions);
    PlanReport::new("staging".to_owned(), vec![same(), data(), new, stuck, same()], vec![access()])
}

fn at(width: u16) -> String {
    fitted(Some(width), || plan().text())
}

#[test]
fn what_does_harm_comes_first_and_the_rest_stack_by_stack() {
    assert_snapshot!(plan().text(), @r#"
    Data may be lost:
      mailbox-table-staging in ap-southeast-2: replace MailboxTable (AWS::DynamoDB::Table)
        mailbox-mailboxes-staging: replaced by an empty one; the old one is retained
        KeySchema: [{"AttributeName":"id","KeyType":"HASH"}] → [{"AttributeName":"number","KeyType":"HASH"}] (requires replacement; parameter Key)
      A deploy asks first; without a terminal it needs --allow-data-loss.

    Access widens:
      mailbox-table-staging in ap-southeast-2: RequestRole (AWS::IAM::Role)
        Allow dynamodb:GetItem, dynamodb:PutItem on ${MailboxTable.Arn} → Allow dynamodb:* on *
      A deploy asks first; without a terminal it needs --approve never.

    Replacements:
      mailbox-table-staging in ap-southeast-2: may replace Mapping (AWS::Lambda::EventSourceMapping)
        Topic (may require replacement; Topic.Arn)

    Changes:
      update mailbox-table-staging in ap-southeast-2
        modify RequestFunction (AWS::Lambda::Function)
          Environment.Variables.LEVEL: info → debug
          Environment.Variables.PIN: **** → **** (parameter Pin)
          Environment.Variables.TABLE: mailbox-mailboxes-staging → (known after the deploy) (resource MailboxTable)
        remove OldAlarm (AWS::CloudWatch::Alarm)
      create mailbox-api-staging in ap-southeast-2: 3 resources: AWS::IAM::Role, 2 AWS::Lambda::Function
      recover cake-data-staging in us-west-2: in ROLLBACK_COMPLETE: it never came up and must be deleted before it can be created again
        reason: Table (AWS::DynamoDB::Table): Resource of type 'AWS::DynamoDB::Table' with identifier 'cake' already exists.

    1 to create, 1 to update, 1 to recover, 2 unchanged
    "#);
}

#[test]
fn lines_are_broken_between_words_at_60_columns() {
    assert_snapshot!(at(60), @r#"
    Data may be lost:
      mailbox-table-staging in ap-southeast-2: replace
          MailboxTable (AWS::DynamoDB::Table)
        mailbox-mailboxes-staging: replaced by an empty one; the
            old one is retained
        KeySchema: [{"AttributeName":"id","KeyType":"HASH"}] →
            [{"AttributeName":"number","KeyType":"HASH"}]
            (requires replacement; parameter Key)
      A deploy asks first; without a terminal it needs
          --allow-data-loss.

    Access widens:
      mailbox-table-staging in ap-southeast-2: RequestRole
          (AWS::IAM::Role)
        Allow dynamodb:GetItem, dynamodb:PutItem on
            ${MailboxTable.Arn} → Allow dynamodb:* on *
      A deploy asks first; without a terminal it needs --approve
          never.

    Replacements:
      mailbox-table-staging in ap-southeast-2: may replace
          Mapping (AWS::Lambda::EventSourceMapping)
        Topic (may require replacement; Topic.Arn)

    Changes:
      update mailbox-table-staging in ap-southeast-2
        modify RequestFunction (AWS::Lambda::Function)
          Environment.Variables.LEVEL: info → debug
          Environment.Variables.PIN: **** → **** (parameter Pin)
          Environment.Variables.TABLE: mailbox-mailboxes-staging
              → (known after the deploy) (resource MailboxTable)
        remove OldAlarm (AWS::CloudWatch::Alarm)
      create mailbox-api-staging in ap-southeast-2: 3 resources:
          AWS::IAM::Role, 2 AWS::Lambda::Function
      recover cake-data-staging in us-west-2: in
          ROLLBACK_COMPLETE: it never came up and must be
          deleted before it can be created again
        reason: Table (AWS::DynamoDB::Table): Resource of type
            'AWS::DynamoDB::Table' with identifier 'cake'
            already exists.

    1 to create, 1 to update, 1 to recover, 2 unchanged
    "#);
}

#[test]
fn lines_are_broken_between_words_at_80_columns() {
    assert_snapshot!(at(80), @r#"
    Data may be lost:
      mailbox-table-staging in ap-southeast-2: replace MailboxTable
          (AWS::DynamoDB::Table)
        mailbox-mailboxes-staging: replaced by an empty one; the old one is retained
        KeySchema: [{"AttributeName":"id","KeyType":"HASH"}] →
            [{"AttributeName":"number","KeyType":"HASH"}] (requires replacement;
            parameter Key)
      A deploy asks first; without a terminal it needs --allow-data-loss.

    Access widens:
      mailbox-table-staging in ap-southeast-2: RequestRole (AWS::IAM::Role)
        Allow dynamodb:GetItem, dynamodb:PutItem on ${MailboxTable.Arn} → Allow
            dynamodb:* on *
      A deploy asks first; without a terminal it needs --approve never.

    Replacements:
      mailbox-table-staging in ap-southeast-2: may replace Mapping
          (AWS::Lambda::EventSourceMapping)
        Topic (may require replacement; Topic.Arn)

    Changes:
      update mailbox-table-staging in ap-southeast-2
        modify RequestFunction (AWS::Lambda::Function)
          Environment.Variables.LEVEL: info → debug
          Environment.Variables.PIN: **** → **** (parameter Pin)
          Environment.Variables.TABLE: mailbox-mailboxes-staging → (known after the
              deploy) (resource MailboxTable)
        remove OldAlarm (AWS::CloudWatch::Alarm)
      create mailbox-api-staging in ap-southeast-2: 3 resources: AWS::IAM::Role, 2
          AWS::Lambda::Function
      recover cake-data-staging in us-west-2: in ROLLBACK_COMPLETE: it never came up
          and must be deleted before it can be created again
        reason: Table (AWS::DynamoDB::Table): Resource of type
            'AWS::DynamoDB::Table' with identifier 'cake' already exists.

    1 to create, 1 to update, 1 to recover, 2 unchanged
    "#);
}

#[test]
fn lines_are_broken_between_words_at_100_columns() {
    assert_snapshot!(at(100), @r#"
    Data may be lost:
      mailbox-table-staging in ap-southeast-2: replace MailboxTable (AWS::DynamoDB::Table)
        mailbox-mailboxes-staging: replaced by an empty one; the old one is retained
        KeySchema: [{"AttributeName":"id","KeyType":"HASH"}] →
            [{"AttributeName":"number","KeyType":"HASH"}] (requires replacement; parameter Key)
      A deploy asks first; without a terminal it needs --allow-data-loss.

    Access widens:
      mailbox-table-staging in ap-southeast-2: RequestRole (AWS::IAM::Role)
        Allow dynamodb:GetItem, dynamodb:PutItem on ${MailboxTable.Arn} → Allow dynamodb:* on *
      A deploy asks first; without a terminal it needs --approve never.

    Replacements:
      mailbox-table-staging in ap-southeast-2: may replace Mapping (AWS::Lambda::EventSourceMapping)
        Topic (may require replacement; Topic.Arn)

    Changes:
      update mailbox-table-staging in ap-southeast-2
        modify RequestFunction (AWS::Lambda::Function)
          Environment.Variables.LEVEL: info → debug
          Environment.Variables.PIN: **** → **** (parameter Pin)
          Environment.Variables.TABLE: mailbox-mailboxes-staging → (known after the deploy) (resource
              MailboxTable)
        remove OldAlarm (AWS::CloudWatch::Alarm)
      create mailbox-api-staging in ap-southeast-2: 3 resources: AWS::IAM::Role, 2 AWS::Lambda::Function
      recover cake-data-staging in us-west-2: in ROLLBACK_COMPLETE: it never came up and must be deleted
          before it can be created again
        reason: Table (AWS::DynamoDB::Table): Resource of type 'AWS::DynamoDB::Table' with identifier
            'cake' already exists.

    1 to create, 1 to update, 1 to recover, 2 unchanged
    "#);
}

#[test]
fn lines_are_broken_between_words_at_140_columns() {
    assert_snapshot!(at(140), @r#"
    Data may be lost:
      mailbox-table-staging in ap-southeast-2: replace MailboxTable (AWS::DynamoDB::Table)
        mailbox-mailboxes-staging: replaced by an empty one; the old one is retained
        KeySchema: [{"AttributeName":"id","KeyType":"HASH"}] → [{"AttributeName":"number","KeyType":"HASH"}] (requires replacement; parameter
            Key)
      A deploy asks first; without a terminal it needs --allow-data-loss.

    Access widens:
      mailbox-table-staging in ap-southeast-2: RequestRole (AWS::IAM::Role)
        Allow dynamodb:GetItem, dynamodb:PutItem on ${MailboxTable.Arn} → Allow dynamodb:* on *
      A deploy asks first; without a terminal it needs --approve never.

    Replacements:
      mailbox-table-staging in ap-southeast-2: may replace Mapping (AWS::Lambda::EventSourceMapping)
        Topic (may require replacement; Topic.Arn)

    Changes:
      update mailbox-table-staging in ap-southeast-2
        modify RequestFunction (AWS::Lambda::Function)
          Environment.Variables.LEVEL: info → debug
          Environment.Variables.PIN: **** → **** (parameter Pin)
          Environment.Variables.TABLE: mailbox-mailboxes-staging → (known after the deploy) (resource MailboxTable)
        remove OldAlarm (AWS::CloudWatch::Alarm)
      create mailbox-api-staging in ap-southeast-2: 3 resources: AWS::IAM::Role, 2 AWS::Lambda::Function
      recover cake-data-staging in us-west-2: in ROLLBACK_COMPLETE: it never came up and must be deleted before it can be created again
        reason: Table (AWS::DynamoDB::Table): Resource of type 'AWS::DynamoDB::Table' with identifier 'cake' already exists.

    1 to create, 1 to update, 1 to recover, 2 unchanged
    "#);
}

#[test]
fn a_stack_that_adopts_names_what_it_adopts_and_counts_the_rest() {
    let table = ResourceChange::imported("Table", "AWS::DynamoDB::Table", "cake-orders-dev");
    let role = change(Effect::Add, "Role", "AWS::IAM::Role", Vec::new());
    let whole = node("cake-data-dev", "us-west-2", Step::Adopt, vec![table.clone(), role]);
    let alone = node("shop-stock-dev", "us-east-1", Step::Adopt, vec![table]);
    let plan = PlanReport::new("dev".to_owned(), vec![whole, alone], Vec::new());
    assert_snapshot!(plan.text(), @"
    Changes:
      adopt cake-data-dev in us-west-2
        import Table (AWS::DynamoDB::Table): cake-orders-dev
        add 1 resource: AWS::IAM::Role
      adopt shop-stock-dev in us-east-1
        import Table (AWS::DynamoDB::Table): cake-orders-dev

    2 to adopt
    ");
}

#[test]
fn a_plan_without_changes_is_one_sentence_and_a_number() {
    let same = node("shop-data-staging", "us-west-2", Step::Unchanged, Vec::new());
    let plan = PlanReport::new("staging".to_owned(), vec![same.clone(), same], Vec::new());
    assert_snapshot!(plan.text(), @"
    Nothing to do in stage staging.

    2 unchanged
    ");
}

#[test]
fn long_lists_and_values_are_shortened() {
    let detail = |index: usize| {
        detail(&format!("Body.{index}"), ["", &"long ".repeat(100)], Recreation::Never, Vec::new())
    };
    let api = change(Effect::Modify, "Api", "AWS::ApiGateway::RestApi", (0..23).map(detail).collect());
    let node = node("a", "us-west-2", Step::Update, vec![api]);
    let text = PlanReport::new("dev".to_owned(), vec![node], Vec::new()).text();
    assert!(text.contains("\n      and 3 more; --output json lists them\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 240), "{text}");
}

#[test]
fn two_long_values_are_shown_from_where_they_differ() {
    let definition = |seconds: u8| {
        let states = r#""First": {"Type": "Pass", "Next": "Wait"}, "#.repeat(9);
        format!(
            "{{\n  \"StartAt\": \"First\",\n  \"States\": {{{states}\n  \"Seconds\": {seconds},\n{states}}}}}"
        )
    };
    let text =
        property(&detail("Definition", [&definition(5), &definition(1)], Recreation::Never, Vec::new()));
    let expected = r#"Definition: …e": "Pass", "Next": "Wait"}, "Seconds": 5, "First": "#;
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains(r#"… → …e": "Pass", "Next": "Wait"}, "Seconds": 1, "First""#), "{text}");
    assert!(text.chars().count() < 2 * LONGEST + 30, "{text}");
    let short = property(&detail("Level", ["info", "debug"], Recreation::Never, Vec::new()));
    assert_eq!(short, "Level: info → debug");
}

#[test]
fn a_project_without_stacks_has_nothing_to_do() {
    let plan = PlanReport::new("dev".to_owned(), Vec::new(), Vec::new());
    assert_eq!(plan.text(), "Nothing to do in stage dev: the project file has no stacks.");
}

#[test]
fn values_are_compared_in_ascii_where_the_locale_has_no_utf_8() {
    let view = View { unicode: false, width: Some(60), ..View::PLAIN };
    let text = view.render(|| plan().text());
    assert!(text.is_ascii() && text.contains("info -> debug"), "{text}");
    let too_wide = text.lines().find(|line| line.len() > 60 && line.trim().contains(' '));
    assert_eq!(too_wide, None, "the signs were replaced before lines were broken");
}
