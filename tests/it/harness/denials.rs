//! Proof that roles have what they need and nothing else: each granted action is taken away and must be missed.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::permissions::{Role, allowed};
use super::{Sandbox, machine_arn, text};

/// Granted to every function, and not checked by the emulator, which writes the logs itself and no traces.
const LOGGING: [&str; 4] =
    ["logs:CreateLogStream", "logs:PutLogEvents", "xray:PutTelemetryRecords", "xray:PutTraceSegments"];
/// What a workflow that logs and is traced must be allowed, whatever it does.
const LOG_DELIVERY: [&str; 12] = [
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
];

/// Takes actions away from a system's functions and notes what was missed.
pub struct Denials<'a> {
    sandbox: &'a Sandbox,
    roles: Vec<Role>,
    missed: BTreeSet<(String, String)>,
}

impl<'a> Denials<'a> {
    /// For the functions of these stacks, each given by name and region.
    pub fn of(sandbox: &'a Sandbox, stacks: &[(&str, &str)]) -> Self {
        Self { sandbox, roles: sandbox.function_roles(stacks), missed: BTreeSet::new() }
    }

    /// Runs `probe`, which must fail unless it sees the failure, while the function may not do this.
    #[track_caller]
    pub fn deny(&mut self, function: &str, action: &str, resource: &str, probe: impl FnOnce()) {
        let role = self.role(function);
        self.sandbox.forbid(role, action, resource);
        probe();
        self.sandbox.permit(role);
        self.note(function, action);
    }

    /// Runs several commands side by side, each of which must end with exit code 1 and these words while its function
    /// may not do the action beside it. A function may be named once. This saves the time in which commands try again.
    #[track_caller]
    pub fn deny_commands(&mut self, commands: &[(&str, &str, String)], says: &str) {
        let start = |(function, action, words): &(&str, &str, String)| {
            self.sandbox.forbid(self.role(function), action, "*");
            self.sandbox.start(words)
        };
        let started: Vec<_> = commands.iter().map(start).collect();
        for ((function, action, _), command) in commands.iter().zip(started) {
            command.end().code(1).says(says);
            self.sandbox.permit(self.role(function));
            self.note(function, action);
        }
    }

    /// Nothing that a function is granted was left out, but logging and what is exempt: by function and actions, for
    /// what event source mappings do in a function's name, which the emulator does not check.
    #[track_caller]
    pub fn were_all(self, exempt: &[(&str, &[&str])]) {
        let mut granted = BTreeSet::new();
        for Role { function, name } in &self.roles {
            let mut actions = allowed(&self.sandbox.policy_of(name));
            let exempt = exempt.iter().filter(|(of, _)| of == function).flat_map(|(_, actions)| *actions);
            for action in LOGGING.iter().chain(exempt) {
                assert!(actions.remove(*action), "{function} lacks {action}");
            }
            granted.extend(actions.into_iter().map(|action| (function.clone(), action)));
        }
        assert_eq!(self.missed, granted);
    }

    #[track_caller]
    fn role(&self, function: &str) -> &str {
        let role = self.roles.iter().find(|role| role.function == function);
        &role.unwrap_or_else(|| panic!("{function} has no role")).name
    }

    fn note(&mut self, function: &str, action: &str) {
        self.missed.insert((function.to_owned(), action.to_owned()));
    }
}

impl Sandbox {
    /// The emulator does not check workflows' roles, so that each is compared with the steps of its definition.
    #[track_caller]
    pub fn compare_workflow(&self, machine: &str, region: &str) {
        let input = json!({"stateMachineArn": machine_arn(machine, region)});
        let answer = self.call("states", region, "AWSStepFunctions.DescribeStateMachine", &input);
        let definition: Value = serde_json::from_str(&text(&answer["definition"])).unwrap();
        let mut needed = BTreeSet::from(LOG_DELIVERY.map(str::to_owned));
        collect_actions(&definition, &mut needed);
        let arn = text(&answer["roleArn"]);
        let role = arn.rsplit('/').next().unwrap();
        assert_eq!(allowed(&self.policy_of(role)), needed, "{machine}");
    }
}

/// The actions of all steps, also of those inside others.
fn collect_actions(definition: &Value, actions: &mut BTreeSet<String>) {
    match definition {
        Value::Object(members) => {
            actions.extend(members.get("Resource").and_then(Value::as_str).and_then(action_of));
            members.values().for_each(|member| collect_actions(member, actions));
        }
        Value::Array(several) => several.iter().for_each(|one| collect_actions(one, actions)),
        _ => {}
    }
}

/// The action that a step needs: for `arn:aws:states:::dynamodb:getItem` it is `dynamodb:GetItem`. `None` when this is
/// no step, but a value that has the same name.
fn action_of(resource: &str) -> Option<String> {
    let call = resource.strip_prefix("arn:aws:states:::")?;
    let mut parts = call.trim_start_matches("aws-sdk:").split([':', '.']);
    let (service, call) = (parts.next()?, parts.next()?);
    if (service, call) == ("lambda", "invoke") {
        return Some("lambda:InvokeFunction".to_owned());
    }
    Some(format!("{service}:{}{}", call[..1].to_uppercase(), &call[1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_actions_of_all_steps_are_found_and_nothing_else() {
        let definition = json!({"States": {
            "Take": {"Type": "Map", "ItemProcessor": {"States": {
                "One": {"Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken"}}}},
            "Both": {"Type": "Parallel", "Branches": [
                {"States": {"Put": {"Resource": "arn:aws:states:::aws-sdk:s3:putObject"}}},
                {"States": {"Notify": {"Resource": "arn:aws:states:::sns:publish", "Arguments": {"Resource": "x"}}}}]},
            "End": {"Type": "Succeed"}}});
        let mut actions = BTreeSet::new();
        collect_actions(&definition, &mut actions);
        assert_eq!(
            actions.into_iter().collect::<Vec<_>>(),
            ["lambda:InvokeFunction", "s3:PutObject", "sns:Publish"]
        );
    }
}
