//! Values that are known only during a run, as they stand in texts: `${output STACK.OUTPUT}` and `${parameter NAME}`, and inside a
//! nested stack `${parent output STACK.OUTPUT}`.

const OUTPUT: &str = "output ";
const PARAMETER: &str = "parameter ";
const PARENT: &str = "parent ";

/// What stands for an output, as `STACK.OUTPUT`.
pub fn open_output(output: &str) -> String {
    format!("${{{OUTPUT}{output}}}")
}

/// What stands for a parameter of Systems Manager.
pub fn open_parameter(name: &str) -> String {
    format!("${{{PARAMETER}{name}}}")
}

/// A value as one that a nested stack is given: the nested template may have a resource of the same name.
pub fn of_parent(text: &str) -> String {
    text.replace("${", &format!("${{{PARENT}"))
}

/// Whether a text begins with such a value, and may therefore be anything.
pub fn begins_open(text: &str) -> bool {
    text.strip_prefix("${").is_some_and(names_open)
}

/// Whether such a value is part of a text.
pub fn is_open(text: &str) -> bool {
    text.split("${").skip(1).any(names_open)
}

fn names_open(rest: &str) -> bool {
    let rest = rest.trim_start_matches(PARENT);
    rest.starts_with(OUTPUT) || rest.starts_with(PARAMETER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_values_are_seen_at_any_depth_and_resources_are_none() {
        let (output, parameter) = (open_output("up.Topic"), open_parameter("/stage/role"));
        assert_eq!(output, "${output up.Topic}");
        let inner = of_parent(&of_parent(&parameter));
        assert_eq!(inner, "${parent parent parameter /stage/role}");
        for text in [&output, &parameter, &inner] {
            assert!(
                begins_open(text) && is_open(&format!("arn:{text}")) && !begins_open(&format!("arn:{text}"))
            );
        }
        assert!(!is_open("${Queue.Arn}/${parent Queue}/output up"));
    }
}
