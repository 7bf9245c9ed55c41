"""Step Functions: tasks show their arguments and fail with their function; tokens are remembered with their machine."""

import json
import re
import threading

from ministack.core.responses import error_response_json
from ministack.services import stepfunctions as machines

from provision_emulator import changes, workflow_roles
from provision_emulator.patching import patch

# An execution runs in threads of its own, each with one task at a time: the thread's current task.
AT_WORK = threading.local()
# Token to machine. Tokens are kept after their task, because a late response is checked on the machine too.
MACHINE_OF_TOKEN = {}
# Tokens of activities that were answered; they have no machine.
ANSWERED = set()
# Serialises responses and the closing of tasks.
ANSWERING = threading.Lock()


@patch("stepfunctions", "_apply_parameters")
@patch("stepfunctions", "_apply_jsonata_arguments")
def resolve_arguments(original, *args):
    """Remembers the arguments, which the task's event does not contain."""
    AT_WORK.arguments = original(*args)
    return AT_WORK.arguments


@patch("stepfunctions", "_add_event")
def add_event(original, execution, event_type, details=None):
    """A scheduled task shows its parameters, where operators find its token."""
    changes.touch()
    if event_type == "TaskScheduled":
        scheduled = {**details["taskScheduledEventDetails"], "parameters": json.dumps(AT_WORK.arguments)}
        details = {**details, "taskScheduledEventDetails": scheduled}
    return original(execution, event_type, details)


@patch("stepfunctions", "_execute_task")
def execute_task(original, state, given, execution, context):
    """Remembers whose task it is."""
    AT_WORK.machine = (execution or {}).get("stateMachineArn")
    workflow_roles.remember(AT_WORK.machine)
    return original(state, given, execution, context)


@patch("stepfunctions", "_invoke_with_callback")
def invoke_with_callback(original, resource, arguments, token, state):
    """Records the token's machine, and the token for which the function is called."""
    workflow_roles.check(resource, arguments)
    if AT_WORK.machine:
        MACHINE_OF_TOKEN[token] = AT_WORK.machine
    AT_WORK.token = token
    try:
        return original(resource, arguments, token, state)
    finally:
        AT_WORK.token = None


@patch("stepfunctions", "_invoke_resource")
def invoke_resource(original, resource, arguments):
    """Fails without the permission of the machine's role, which the original does not check."""
    workflow_roles.check(resource, arguments)
    return original(resource, arguments)


@patch("stepfunctions", "_invoke_sns_publish")
def publish(original, resource, arguments):
    """Uses the error names of Step Functions; the original has one for all errors."""
    try:
        return original(resource, arguments)
    except machines._ExecutionError as error:
        code = re.search(r"<Code>(\w+?)(Exception)?</Code>", error.cause)
        text = re.search(r"<Message>(.*?)</Message>", error.cause, re.DOTALL)
        if not code:
            raise
        raise machines._ExecutionError(f"SNS.{code[1]}Exception", text[1] if text else error.cause) from None


@patch("stepfunctions", "_call_lambda")
def call_function(original, function, event):
    """Fails the task of a failed function; the original waits for a response until the timeout."""
    try:
        return original(function, event)
    except machines._ExecutionError as error:
        task = machines._task_tokens.get(getattr(AT_WORK, "token", None))
        with ANSWERING:
            # A response sent before the function failed counts.
            if task and not task["event"].is_set():
                task["error"] = {"Error": error.error, "Cause": error.cause}
                task["event"].set()
        raise


def closed(token):
    """The error for a response to a task that already has one, has ended, or never existed."""
    if token in MACHINE_OF_TOKEN or token in ANSWERED:
        return error_response_json("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'", 400)
    return error_response_json("InvalidToken", "Invalid Token: 'Invalid token'", 400)


def is_open(token):
    task = machines._task_tokens.get(token)
    return task is not None and not task["event"].is_set()


@patch("stepfunctions", "_send_task_success")
@patch("stepfunctions", "_send_task_failure")
def answer_once(original, data):
    """Closes the task with the first response; the original accepts further ones until the workflow has noticed it."""
    token = data.get("taskToken")
    with ANSWERING:
        if not is_open(token):
            return closed(token)
        ANSWERED.add(token)
        return original(data)


@patch("stepfunctions", "_send_task_heartbeat")
def beat(original, data):
    """Rejects heartbeats of tasks that have a response."""
    return original(data) if is_open(data.get("taskToken")) else closed(data.get("taskToken"))
