//! What a stack says about what it made.

use std::collections::BTreeMap;

use anyhow::Result;
use aws_sdk_cloudformation::Client;
use aws_sdk_cloudformation::error::ProvideErrorMetadata;

use super::{Cloud, Region, error};

/// The outputs of a stack; `None` when there is no stack of this name in the region, or only the shell of one that
/// was never made.
pub async fn stack_outputs(
    cloud: &Cloud,
    region: &Region,
    stack_name: &str,
) -> Result<Option<BTreeMap<String, String>>> {
    let reply = Client::new(&cloud.config(region)).describe_stacks().stack_name(stack_name).send().await;
    let output = match reply {
        Ok(output) => output,
        // AWS has no error of its own for a stack that is not there.
        Err(error)
            if error.code() == Some("ValidationError")
                && error.message().is_some_and(|message| message.contains("does not exist")) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(error::explain(error, "cloudformation:DescribeStacks", region)),
    };
    let made = output.stacks().iter().find(|stack| {
        let status = stack.stack_status().map_or("", |status| status.as_str());
        !matches!(status, "REVIEW_IN_PROGRESS" | "DELETE_COMPLETE")
    });
    Ok(made.map(|stack| {
        let outputs = stack.outputs().iter();
        let pairs = outputs.filter_map(|output| Some((output.output_key()?, output.output_value()?)));
        pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    }))
}
