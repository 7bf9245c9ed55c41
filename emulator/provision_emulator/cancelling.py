"""CloudFormation: a cancelled update is rolled back at once; the original notices it only before its next resource."""

from ministack.services import cloudformation
from ministack.services.cloudformation import stacks, wait_conditions

from provision_emulator.patching import patch

# The id of the signal that ends a wait.
CANCELLED = "cancelled"


@patch("cloudformation.handlers", "_cancel_update_stack")
def cancel_update(original, params):
    """Ends what the stack waits for."""
    answer = original(params)
    if answer[0] < 400:
        with wait_conditions._changed:
            end_waits()
    return answer


def end_waits():
    """Sends a failure to each wait of a cancelled stack."""
    cancelled = [one["StackId"] for one in cloudformation._stacks.values() if one.get("_cancel_requested")]
    ended = {stack_id for one in cancelled for stack_id in with_nested(one)}
    for (owner, _), waiter in wait_conditions._waiting.items():
        if owner in ended and waiter["token"] in wait_conditions._handles:
            wait_conditions._handles[waiter["token"]]["signals"][CANCELLED] = {"Status": "FAILURE", "Reason": ""}
    wait_conditions._changed.notify_all()


def with_nested(stack_id):
    """The ids of a stack and of all stacks below it."""
    found = [stack_id]
    for parent in found:
        found.extend(one["StackId"] for one in cloudformation._stacks.values() if one.get("ParentId") == parent)
    return found


@patch("cloudformation.wait_conditions", "wait_for")
def wait_for(original, token, stack_id, stack_name, logical_id, resource_type, *limits):
    """Fails with AWS's reason when the update is cancelled, also just before the wait."""
    with wait_conditions._changed:
        wait_conditions._waiting[stack_id, logical_id] = {"token": token, "stack_name": stack_name, "resource_type": resource_type}
        end_waits()
    try:
        return original(token, stack_id, stack_name, logical_id, resource_type, *limits)
    except RuntimeError as error:
        if not str(error).endswith(f"uniqueId: {CANCELLED}"):
            raise
        # The handle may be waited for again.
        wait_conditions._handles.get(token, {}).get("signals", {}).pop(CANCELLED, None)
        raise RuntimeError("Resource update cancelled") from None


@patch("cloudformation.stacks", "_roll_back_operation")
async def roll_back(original, stack_name, stack_id, stack, operation, *rest, **options):
    """The reason and the request are those of the cancellation."""
    if stack.pop("_cancel_requested", False):
        stacks.CLIENT_REQUEST_TOKEN.set(stack.pop("_cancel_token", ""))
        operation["cancelled"] = True
    return await original(stack_name, stack_id, stack, operation, *rest, **options)
