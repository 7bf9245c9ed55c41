//! Links to the AWS Management Console.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Cloud, Region};

impl Cloud {
    /// The page of a stack in the console; `None` for what stands in for AWS, and in partitions without a public console.
    pub fn console_of_stack(&self, region: &Region, arn: &str) -> Option<String> {
        if self.endpoint().is_some() {
            return None;
        }
        stack_page(region, arn)
    }
}

fn stack_page(region: &Region, arn: &str) -> Option<String> {
    let host = region.partition().console?;
    let id = utf8_percent_encode(arn, NON_ALPHANUMERIC);
    Some(format!(
        "https://{region}.{host}/cloudformation/home?region={region}#/stacks/stackinfo?stackId={id}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_partition_has_its_own_console() {
        let page = |region: &str| stack_page(&Region::new(region), "arn:aws:x/a-b");
        let rest = |region: &str| {
            format!("cloudformation/home?region={region}#/stacks/stackinfo?stackId=arn%3Aaws%3Ax%2Fa%2Db")
        };
        for (region, host) in [
            ("us-west-2", "us-west-2.console.aws.amazon.com"),
            ("cn-north-1", "cn-north-1.console.amazonaws.cn"),
            ("us-gov-west-1", "us-gov-west-1.console.amazonaws-us-gov.com"),
            ("eusc-de-east-1", "eusc-de-east-1.console.amazonaws-eusc.eu"),
        ] {
            assert_eq!(page(region), Some(format!("https://{host}/{}", rest(region))));
        }
        assert_eq!(page("us-iso-east-1"), None);
    }
}
