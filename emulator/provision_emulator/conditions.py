"""CloudFormation: conditions over mappings, pseudo parameters and functions; the original knows only parameters."""

from ministack.services.cloudformation import engine

from provision_emulator.patching import patch

COMBINED = {"Fn::And": all, "Fn::Or": any, "Fn::Not": lambda operands: not any(operands)}


class Conditions(dict):
    """The conditions of a template by name, each worked out when it is first asked for."""

    def __init__(self, template, parameters):
        super().__init__()
        self.definitions = template.get("Conditions") or {}
        self.mappings = template.get("Mappings") or {}
        self.parameters = parameters

    def __missing__(self, name):
        if name not in self.definitions:
            raise ValueError(f"Template format error: Unresolved condition dependency {name} in the Conditions block of the template")
        self[name] = self.holds(self.definitions[name])
        return self[name]

    def get(self, name, default=None):
        """What `engine._resolve_refs` asks for."""
        return self[name] if name in self.definitions else default

    def holds(self, expression):
        if not isinstance(expression, dict):
            return bool(expression)
        for name, combine in COMBINED.items():
            if name in expression:
                return combine(self.holds(operand) for operand in expression[name])
        if "Condition" in expression:
            return self[expression["Condition"]]
        if "Fn::Equals" in expression:
            left, right = expression["Fn::Equals"]
            return self.text(left) == self.text(right)
        return bool(self.value(expression))

    def text(self, operand):
        """A value as CloudFormation compares it: everything in a template is text."""
        value = self.value(operand)
        if isinstance(value, bool):
            return str(value).lower()
        return ",".join(map(str, value)) if isinstance(value, list) else str(value)

    def value(self, operand):
        # A condition is not given the stack's own name.
        return engine._resolve_refs(operand, {}, self.parameters, self, self.mappings, "AWS::StackName", "AWS::StackId")


@patch("cloudformation.engine", "_evaluate_conditions")
def evaluate(original, template, parameters):
    """Every condition by name."""
    conditions = Conditions(template, parameters)
    return {name: conditions[name] for name in conditions.definitions}
