//! The resource types that hold data.

use super::Effect;

/// One line per type whose loss is a loss of data: its name, and the properties whose change replaces the resource; one with a
/// question mark may replace it. Log groups are left out: logs record the work of a system, and are not its data. The properties
/// are those of the public resource schemas, as `.ci/replacements.py` writes them.
const DATA: &str = include_str!("data.txt");

fn line(kind: &str) -> Option<&'static str> {
    DATA.lines()
        .find_map(|line| line.strip_prefix(kind).filter(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Whether a resource of this type holds data that is lost with it.
pub fn holds_data(kind: &str) -> bool {
    line(kind).is_some()
}

/// The properties whose change replaces, or may replace, a resource that holds data.
pub fn replacing(kind: &str) -> impl Iterator<Item = (&'static str, Effect)> {
    line(kind).unwrap_or_default().split_whitespace().map(|word| match word.strip_suffix('?') {
        Some(property) => (property, Effect::MayReplace),
        None => (word, Effect::Replace),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_with_data_are_known_by_their_whole_name() {
        for kind in
            ["AWS::DynamoDB::Table", "AWS::Cognito::UserPool", "AWS::EC2::Volume", "AWS::FSx::FileSystem"]
        {
            assert!(holds_data(kind), "{kind}");
        }
        for kind in ["AWS::SNS::Topic", "AWS::Logs::LogGroup", "AWS::DynamoDB", "AWS::DynamoDB::Tab", ""] {
            assert!(!holds_data(kind), "{kind}");
        }
    }

    #[test]
    fn a_change_of_a_replacing_property_replaces_or_may_replace() {
        let table: Vec<_> = replacing("AWS::DynamoDB::Table").collect();
        assert!(
            table.contains(&("TableName", Effect::Replace))
                && table.contains(&("KeySchema", Effect::MayReplace))
        );
        assert_eq!(
            replacing("AWS::SQS::Queue").map(|(name, _)| name).collect::<Vec<_>>(),
            ["FifoQueue", "QueueName"]
        );
        assert_eq!(replacing("AWS::KMS::Key").count(), 0);
    }
}
