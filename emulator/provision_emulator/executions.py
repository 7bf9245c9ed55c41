"""Step Functions: starting a running execution again returns the first response; invalid input is rejected."""

import json
import re

from ministack.core.responses import error_response_json, get_account_id, get_region, json_response
from ministack.services import stepfunctions as machines

from provision_emulator.patching import patch

# Characters that are invalid in a name: blanks, brackets, wildcards, special and control characters.
FORBIDDEN = re.compile(r"""[\s<>{}\[\]?*"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f]""")
MOST_BYTES = 262144


def refusal(data):
    """The error for a name or an input that Step Functions rejects; the original accepts everything."""
    name, given = data.get("name"), data.get("input", "{}")
    if name is not None and (not 1 <= len(name) <= 80 or FORBIDDEN.search(name)):
        return error_response_json("InvalidName", f"Invalid Name: '{name}'", 400)
    try:
        json.loads(given)
    except ValueError as error:
        return error_response_json("InvalidExecutionInput", f"Invalid State Machine Execution Input: '{error}'", 400)
    if len(given.encode()) > MOST_BYTES:
        return error_response_json("ValidationException", f"The input is larger than {MOST_BYTES} bytes", 400)
    return None


def running_twin(data):
    """The running execution of a standard machine that this request would start again."""
    arn = machines._resolve_state_machine_arn(data.get("stateMachineArn", "").split("#", 1)[0])
    machine = machines._state_machines.get(arn)
    if not data.get("name") or not machine or machine.get("type") == "EXPRESS":
        return None
    twin = machines._executions.get(
        f"arn:aws:states:{get_region()}:{get_account_id()}:execution:{machine['name']}:{data['name']}")
    if twin and twin["status"] == "RUNNING" and twin["input"] == data.get("input", "{}"):
        return twin
    return None


@patch("stepfunctions", "_start_execution")
def start_once(original, data):
    """Same name and input while it runs: 200 with the first reply. The original refuses every known name, which is
    right for another input and for an execution that has ended."""
    refused = refusal(data)
    if refused:
        return refused
    twin = running_twin(data)
    if twin:
        return json_response({"executionArn": twin["executionArn"], "startDate": twin["startDate"]})
    return original(data)
