"""CloudFormation: operations that AWS rejects before they start are rejected."""

import json

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, engine, handlers
from ministack.services.cloudformation import stacks as operations
from ministack.services.cloudformation.helpers import _error, _p

from provision_emulator.change_sets import making
from provision_emulator.patching import patch

# A stack in one of these can be updated; CREATE_FAILED and UPDATE_FAILED are those of a run without rollback.
UPDATABLE = {
    "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE",
    "CREATE_FAILED", "UPDATE_FAILED",
}
# For an update these do not exist, which the original reports.
ABSENT = {None, "DELETE_COMPLETE"}


def stack_of(params):
    """The stack that a request names, and its status."""
    stack = handlers._resolve_stack(_p(params, "StackName"))
    return stack, stack.get("StackStatus") if stack else None


def refuse_update(params):
    """The error for an update in the wrong status, with AWS's message."""
    stack, status = stack_of(params)
    if status in UPDATABLE or status in ABSENT:
        return None
    return _error("ValidationError", f"Stack:{stack['StackId']} is in {status} state and can not be updated.")


def refuse_create(params):
    """The error for creating a stack that exists; the original overwrites a failed one and forgets its resources."""
    stack, status = stack_of(params)
    if status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED"):
        return _error("AlreadyExistsException", f"Stack [{stack['StackName']}] already exists")
    return None


@patch("cloudformation.handlers", "_create_stack")
def create_stack(original, params):
    """A stack in ROLLBACK_COMPLETE must be deleted first."""
    return refuse_create(params) or original(params)


@patch("cloudformation.handlers", "_update_stack")
def update_stack(original, params):
    """Rejects invalid updates with AWS's message; the original's differs."""
    return refuse_update(params) or original(params)


@patch("cloudformation.changesets", "_create_change_set")
def create_change_set(original, params):
    """Rejects change sets for stacks that can be neither created nor updated; the original accepts them."""
    kind = _p(params, "ChangeSetType", "UPDATE")
    refuse = {"CREATE": refuse_create, "UPDATE": refuse_update}.get(kind)
    if refusal := refuse and refuse(params):
        return refusal
    shell, status = stack_of(params)
    with making(kind):
        answer = original(params)
    if kind == "UPDATE":
        open_to_outputs(params)
    return keep_shell(shell, answer) if kind == "CREATE" and status == "REVIEW_IN_PROGRESS" else answer


def open_to_outputs(params):
    """Makes a change set executable that changes only outputs and lists no change; the original calls it empty."""
    stack, _ = stack_of(params)
    _, change_set = changesets._find_change_set(_p(params, "ChangeSetName"), stack["StackName"] if stack else "")
    is_empty = change_set and change_set["StatusReason"].startswith("The submitted information didn't contain changes.")
    if is_empty and outputs_after(change_set, stack) != stack.get("Outputs", []):
        change_set.update(Status="CREATE_COMPLETE", ExecutionStatus="AVAILABLE", StatusReason="")


def outputs_after(change_set, stack):
    """The outputs with the current resources; None if they cannot be evaluated."""
    template, values = change_set["_template"], change_set["_resolved_params"]
    with operations._stack_region_context(stack, stack["StackId"]):
        try:
            outputs, _ = operations._resolve_stack_outputs(
                template.get("Outputs") or {}, engine._evaluate_conditions(template, values), stack["_resources"],
                values, template.get("Mappings") or {}, stack["StackName"], stack["StackId"])
        except Exception:
            return None
    return outputs


def keep_shell(shell, answer):
    """A further change set for a stack under review is one of the same stack; the original creates the stack again."""
    status, headers, body = answer
    made = cloudformation._stacks.get(shell["StackName"])
    cloudformation._stacks[shell["StackName"]] = shell
    if made is None or made is shell:
        return answer
    old, new = shell["StackId"], made["StackId"]
    cloudformation._stack_events.pop(new, None)
    for change_set in cloudformation._change_sets.values():
        if change_set["StackId"] == new:
            change_set["StackId"] = old
    return status, headers, body.replace(new.encode(), old.encode())


@patch("cloudformation.engine", "_resolve_parameters")
def resolve_parameters(original, template, provided, *args, **kwargs):
    """Rejects parameters that the template does not have; the original drops them."""
    known = template.get("Parameters") or {}
    unknown = [given["Key"] for given in provided if "Key" in given and given["Key"] not in known]
    if unknown:
        raise ValueError(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    return original(template, provided, *args, **kwargs)


def foreign_key(value, path=""):
    """Where a map has a key that YAML 1.1 reads as something other than text, with AWS's name for its kind; else nothing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                kind = "boolean" if isinstance(key, bool) else "null" if key is None else "numeric"
                return f"[{path}] map keys must be strings; received {kind} [{json.dumps(key, default=str)}] instead"
            if found := foreign_key(inner, f"{path}/{key}"):
                return found
    if isinstance(value, list):
        return next(filter(None, (foreign_key(inner, f"{path}/{index}") for index, inner in enumerate(value))), None)
    return None


@patch("cloudformation.engine", "_parse_template")
def parse_template(original, body):
    """Rejects keys such as an unquoted `On` or `200`; the original keeps them, and then cannot describe the stack."""
    template = original(body)
    if found := foreign_key(template):
        raise ValueError(found)
    return template
