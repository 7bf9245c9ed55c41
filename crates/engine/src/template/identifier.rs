//! The properties by which CloudFormation identifies an existing resource.

/// One line per type: its name, and the properties of its primary identifier. Only types whose identifier a template can set
/// are there: the others have one that the service makes. Generated from the public resource schemas by `.ci/identifiers.py`.
const IDENTIFIERS: &str = include_str!("identifiers.txt");

/// The properties that identify a resource of a type; none when a template cannot set them.
pub fn identifier(kind: &str) -> impl Iterator<Item = &'static str> {
    let line = IDENTIFIERS.lines().find_map(|line| line.strip_prefix(kind)?.strip_prefix(' '));
    line.unwrap_or_default().split_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_identified_by_their_own_names() {
        let of = |kind| identifier(kind).collect::<Vec<_>>();
        assert_eq!(of("AWS::DynamoDB::Table"), ["TableName"]);
        assert_eq!(of("AWS::DynamoDB::GlobalTable"), ["TableName"]);
        assert_eq!(of("AWS::RDS::DBInstance"), ["DBInstanceIdentifier"]);
        assert_eq!(of("AWS::RDS::DBCluster"), ["DBClusterIdentifier"]);
        assert_eq!(of("AWS::Timestream::Table"), ["DatabaseName", "TableName"]);
        assert!(of("AWS::SQS::Queue").is_empty() && of("AWS::DynamoDB").is_empty() && of("").is_empty());
    }
}
