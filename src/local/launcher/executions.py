"""Step Functions: starting a running execution again is answered like the first time."""

from ministack.core.responses import get_account_id, get_region, json_response
from ministack.services import stepfunctions as machines

from patching import patch


def running_twin(data):
    """The running execution of a standard machine that this request asks for a second time."""
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
    twin = running_twin(data)
    if twin:
        return json_response({"executionArn": twin["executionArn"], "startDate": twin["startDate"]})
    return original(data)
