//! AWS's partitions: the one place that knows the prefix of ARNs and the domain of services, by region.

use super::Region;

/// A part of AWS with accounts of its own. Nothing in one can be reached from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// How ARNs begin after `arn:`, such as `aws-cn`.
    pub name: &'static str,
    /// The end of the services' host names (`AWS::URLSuffix`).
    pub suffix: &'static str,
    /// The end of the console's host names, which begin with the region; `None` where the console is not public.
    pub console: Option<&'static str>,
    /// How the names of its regions begin.
    start: &'static str,
}

/// The part in which regions are that no other claims.
const STANDARD: Partition =
    Partition { name: "aws", suffix: "amazonaws.com", console: Some("console.aws.amazon.com"), start: "" };

/// The others, as botocore's `partitions.json` of 2026 has them.
const OTHERS: [Partition; 7] = [
    Partition {
        name: "aws-cn",
        suffix: "amazonaws.com.cn",
        console: Some("console.amazonaws.cn"),
        start: "cn-",
    },
    Partition {
        name: "aws-us-gov",
        suffix: "amazonaws.com",
        console: Some("console.amazonaws-us-gov.com"),
        start: "us-gov-",
    },
    Partition {
        name: "aws-eusc",
        suffix: "amazonaws.eu",
        console: Some("console.amazonaws-eusc.eu"),
        start: "eusc-",
    },
    Partition { name: "aws-iso", suffix: "c2s.ic.gov", console: None, start: "us-iso-" },
    Partition { name: "aws-iso-b", suffix: "sc2s.sgov.gov", console: None, start: "us-isob-" },
    Partition { name: "aws-iso-e", suffix: "cloud.adc-e.uk", console: None, start: "eu-isoe-" },
    Partition { name: "aws-iso-f", suffix: "csp.hci.ic.gov", console: None, start: "us-isof-" },
];

impl Partition {
    /// The part that a region is in.
    pub fn of(region: &str) -> Self {
        OTHERS.into_iter().find(|partition| region.starts_with(partition.start)).unwrap_or(STANDARD)
    }
}

impl Region {
    /// The part of AWS that the region is in.
    pub fn partition(&self) -> Partition {
        Partition::of(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_belongs_to_one_part() {
        for (region, name, suffix) in [
            ("us-west-2", "aws", "amazonaws.com"),
            ("eu-west-1", "aws", "amazonaws.com"),
            ("cn-northwest-1", "aws-cn", "amazonaws.com.cn"),
            ("us-gov-east-1", "aws-us-gov", "amazonaws.com"),
            ("eusc-de-east-1", "aws-eusc", "amazonaws.eu"),
            ("us-iso-west-1", "aws-iso", "c2s.ic.gov"),
            ("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"),
        ] {
            let partition = Partition::of(region);
            assert_eq!((partition.name, partition.suffix), (name, suffix), "{region}");
            assert_eq!(Region::new(region).partition(), partition);
        }
    }
}
