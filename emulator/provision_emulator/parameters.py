"""CloudFormation: parameters that are read from Systems Manager.

AWS shows the name in Systems Manager as the parameter's value and what it read there as `ResolvedValue`; the original shows what it
read as the value.
"""

from ministack.services import cloudformation
from ministack.services.cloudformation.helpers import _esc

from provision_emulator.patching import patch


@patch("cloudformation.handlers", "_describe_stacks")
def describe_stacks(original, params):
    """The stacks with both values of each such parameter."""
    status, headers, body = original(params)
    text = body.decode()
    for stack in cloudformation._stacks.values():
        text = with_both_values(text, stack)
    return status, headers, text.encode()


def with_both_values(text, stack):
    """An answer in which a stack's parameters have the values that AWS shows; they follow its ARN."""
    before, arn, rest = text.partition(f"<StackId>{_esc(stack['StackId'])}</StackId>")
    own, end, others = rest.partition("</Parameters>")
    for name, parameter in (stack.get("_resolved_params") or {}).items():
        if "SsmName" in parameter:
            key, value = f"<ParameterKey>{_esc(name)}</ParameterKey>", _esc(str(parameter["Value"]))
            own = own.replace(
                f"{key}<ParameterValue>{value}</ParameterValue>",
                f"{key}<ParameterValue>{_esc(parameter['SsmName'])}</ParameterValue><ResolvedValue>{value}</ResolvedValue>")
    return before + arn + own + end + others
