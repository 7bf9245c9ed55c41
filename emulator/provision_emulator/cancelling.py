"""CloudFormation: a cancelled update is rolled back at once; the original notices it only before its next resource."""

from ministack.services import cloudformation
from ministack.services.cloudformation import stacks, wait_conditions

from provision_emulator.patching import patch
from provision_emulator.stacks import stack_of

# The id of the signal that ends a wait.
CANCELLED = "cancelled"


@patch("cloudformation.handlers", "_cancel_update_stack")
def cancel_update(original, params):
    """Ends what the stack waits for."""
    answer = original(params)
    stack, _ = stack_of(params)
    if answer[0] < 400:
        with wait_conditions._changed:
            waiting = [waiter["token"] for (owner, _), waiter in wait_conditions._waiting.items() if owner == stack["StackId"]]
            for token in waiting:
                wait_conditions._handles[token]["signals"][CANCELLED] = {"Status": "FAILURE", "Reason": ""}
            wait_conditions._changed.notify_all()
    return answer


@patch("cloudformation.wait_conditions", "wait_for")
def wait_for(original, token, *arguments, **options):
    """Fails with AWS's reason when the update is cancelled."""
    try:
        return original(token, *arguments, **options)
    except RuntimeError as error:
        if not str(error).endswith(f"uniqueId: {CANCELLED}"):
            raise
        # The handle may be waited for again.
        wait_conditions._handles.get(token, {}).get("signals", {}).pop(CANCELLED, None)
        raise RuntimeError("Resource update cancelled") from None


@patch("cloudformation.stacks", "_resolve_stack_outputs")
def resolve_outputs(original, outputs, conditions, resources, values, mappings, stack_name, stack_id):
    """The last step of an update, which can still be cancelled."""
    if (cloudformation._stacks.get(stack_name) or {}).get("_cancel_requested"):
        raise ValueError("User Initiated")
    return original(outputs, conditions, resources, values, mappings, stack_name, stack_id)


@patch("cloudformation.stacks", "_roll_back_operation")
async def roll_back(original, stack_name, stack_id, stack, operation, *rest, **options):
    """The reason and the request are those of the cancellation."""
    if stack.pop("_cancel_requested", False):
        stacks.CLIENT_REQUEST_TOKEN.set(stack.pop("_cancel_token", ""))
        operation["cancelled"] = True
    return await original(stack_name, stack_id, stack, operation, *rest, **options)
