//! CloudWatch alarms: their states.

use anyhow::Result;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::direct::Direct;
use super::{Cloud, Region};

/// What is asked besides the name: alarms on metrics and alarms on other alarms.
const TYPES: &str = "AlarmTypes.member.1=MetricAlarm&AlarmTypes.member.2=CompositeAlarm";

impl Cloud {
    /// The state of an alarm, such as `OK`; `None` when the region has none of that name.
    pub async fn alarm_state(&self, name: &str, region: &Region) -> Result<Option<String>> {
        let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
        let form = format!("Action=DescribeAlarms&Version=2010-08-01&AlarmNames.member.1={name}&{TYPES}");
        let form_type = ("content-type", "application/x-www-form-urlencoded; charset=utf-8".to_owned());
        let service = Direct { cloud: self, region, service: "monitoring" };
        let answer = service.call("cloudwatch:DescribeAlarms", vec![form_type], form).await?;
        Ok(state(&answer).map(str::to_owned))
    }
}

/// The state in the answer, which holds one alarm at most. Texts in it are escaped, so that no other `<` is there.
fn state(answer: &str) -> Option<&str> {
    let (_, rest) = answer.split_once("<StateValue>")?;
    rest.split_once('<').map(|(state, _)| state.trim())
}
