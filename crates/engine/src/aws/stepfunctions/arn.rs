//! The names of state machines and executions.

use std::fmt;

use serde::Serialize;

use crate::aws::Region;

/// A state machine's ARN: `arn:aws:states:REGION:ACCOUNT:stateMachine:NAME`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct MachineArn(String);

impl MachineArn {
    /// Takes the text if it is a state machine's ARN.
    pub fn parse(text: &str) -> Option<Self> {
        (parts(text, "stateMachine")?.len() == 7).then(|| Self(text.to_owned()))
    }

    /// The ARN as AWS writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The machine's name.
    pub fn name(&self) -> &str {
        part(&self.0, 6)
    }

    /// The region that the machine is in.
    pub fn region(&self) -> Region {
        Region::new(part(&self.0, 3))
    }

    /// The ARN that an execution of this machine with this name has.
    pub fn execution(&self, name: &str) -> ExecutionArn {
        ExecutionArn(format!("{}:{name}", self.0.replacen(":stateMachine:", ":execution:", 1)))
    }
}

impl fmt::Display for MachineArn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// An execution's ARN: `arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct ExecutionArn(String);

impl ExecutionArn {
    /// Takes the text if it is the ARN of an execution of a standard state machine.
    pub fn parse(text: &str) -> Option<Self> {
        (parts(text, "execution")?.len() == 8).then(|| Self(text.to_owned()))
    }

    /// The ARN as AWS writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The execution's name.
    pub fn name(&self) -> &str {
        part(&self.0, 7)
    }

    /// The name of its state machine.
    pub fn machine(&self) -> &str {
        part(&self.0, 6)
    }

    /// The region it runs in.
    pub fn region(&self) -> Region {
        Region::new(part(&self.0, 3))
    }
}

impl fmt::Display for ExecutionArn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn parts<'a>(text: &'a str, kind: &str) -> Option<Vec<&'a str>> {
    let parts: Vec<_> = text.split(':').collect();
    let fits = matches!(parts.as_slice(), ["arn", _, "states", region, _, found, ..]
        if *found == kind && !region.is_empty());
    (fits && parts.iter().skip(6).all(|part| !part.is_empty())).then_some(parts)
}

/// Only asked for parts that [`parts`] has counted.
fn part(text: &str, index: usize) -> &str {
    text.split(':').nth(index).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_names_its_executions() {
        let machine =
            MachineArn::parse("arn:aws:states:us-east-1:123456789012:stateMachine:provision").unwrap();
        let execution = machine.execution("run-1");
        assert_eq!(execution.as_str(), "arn:aws:states:us-east-1:123456789012:execution:provision:run-1");
        assert_eq!(ExecutionArn::parse(execution.as_str()), Some(execution.clone()));
        assert_eq!((execution.machine(), execution.name()), ("provision", "run-1"));
        assert_eq!(execution.region(), Region::new("us-east-1"));
    }

    #[test]
    fn other_words_are_no_arn() {
        for text in
            ["", "run-1", "arn:aws:states:us-east-1:1:stateMachine:m", "arn:aws:states::1:execution:m:e"]
        {
            assert_eq!(ExecutionArn::parse(text), None, "{text}");
        }
    }
}
