"""Lambda: accepted asynchronous invocations survive a kill of the emulator."""

import weakref

from ministack.core.responses import get_account_id, get_region, new_uuid, request_scope
from ministack.services import lambda_svc

from provision_emulator import callers
from provision_emulator.patching import patch

# Accepted invocations that are not done, retries included: the function, its event, and the account and region.
PENDING = {}


class Invocation(dict):
    """A function's record, as the thread that sees to its invocation holds it. When the thread lets it go, it is done."""


@patch("lambda_svc", "invoke_async_with_retry")
def invoke(original, function, event):
    """Remembers the invocation until it has succeeded or was given up. Nothing waits for it, so it waits its turn."""
    config = function.get("config") or function
    number, held = new_uuid(), Invocation(function)
    PENDING[number] = {"function": config.get("FunctionArn"), "event": event,
                       "account": get_account_id(), "region": get_region()}
    weakref.finalize(held, PENDING.pop, number, None)
    with callers.at_depth(0):
        return original(held, event)


def resume():
    """Repeats the invocations that were pending when the emulator ended; returns their number."""
    waiting = list(PENDING.values())
    PENDING.clear()
    for one in waiting:
        with request_scope(one["account"], one["region"]):
            record, config, _ = lambda_svc._get_func_record_for_ref(one["function"])
            if record and config:
                lambda_svc.invoke_async_with_retry(lambda_svc._execution_record_for_config(record, config), one["event"])
    return len(waiting)
