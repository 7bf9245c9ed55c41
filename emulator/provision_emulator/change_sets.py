"""CloudFormation: what a change set lists, which is what its execution does.

The original lists resources that a condition leaves out, misses those that a condition adds or removes, and lets most types be
replaced by any change.
"""

import contextlib
import contextvars

from ministack.services import cloudformation
from ministack.services.cloudformation import engine

from provision_emulator.patching import patch
from provision_emulator.replacements import recreation

NESTED = "AWS::CloudFormation::Stack"
POLICIES = ("DeletionPolicy", "UpdateReplacePolicy")
# The kind of the change set that is being made.
KIND = contextvars.ContextVar("kind", default=None)


@contextlib.contextmanager
def making(kind):
    """While a change set of this kind is made."""
    token = KIND.set(kind)
    try:
        yield
    finally:
        KIND.reset(token)


@patch("cloudformation.provisioners", "_property_recreation")
def property_recreation(original, resource_type, name):
    """What a change set says of a property; how a resource is updated remains the original's decision."""
    return recreation(original, resource_type, name) if KIND.get() else original(resource_type, name)


@patch("cloudformation.changesets", "_resolve_props_for_diff")
def resolve(original, template, parameters, stack_name, stack_id):
    """The resources that a template makes, resolved with what the stack has; `References` has them unresolved."""
    if not template:
        return {}
    try:
        conditions = engine._evaluate_conditions(template, parameters)
    except ValueError:
        # Only of a stack that was deployed before its conditions were worked out in full.
        conditions = {}
    present = (cloudformation._stacks.get(stack_name) or {}).get("_resources") or {}
    scope = (present, parameters, conditions, template.get("Mappings") or {}, stack_name, stack_id)
    found = {"Resources": {}, "References": {}}
    for logical_id, resource in (template.get("Resources") or {}).items():
        if conditions.get(resource.get("Condition"), True):
            written = found["References"][logical_id] = chosen(resource, conditions)
            found["Resources"][logical_id] = {**written, **policies(written, scope), "Properties": properties(written, scope)}
    return found


def chosen(value, conditions):
    """A value with only the branch of each `Fn::If` that its condition chooses."""
    if isinstance(value, list):
        return [chosen(item, conditions) for item in value]
    if not isinstance(value, dict):
        return value
    branches = value.get("Fn::If")
    if isinstance(branches, list) and len(branches) == 3 and isinstance(branches[0], str):
        return chosen(branches[1 if conditions.get(branches[0], False) else 2], conditions)
    return {key: chosen(inner, conditions) for key, inner in value.items()}


def resolved(value, scope):
    """The value, or it itself where it cannot be known yet, such as a part of what a new resource returns."""
    try:
        return engine._resolve_refs(value, *scope)
    except Exception:
        return value


def properties(resource, scope):
    values = {name: resolved(value, scope) for name, value in (resource.get("Properties") or {}).items()}
    return {name: value for name, value in values.items() if value is not engine._NO_VALUE}


def policies(resource, scope):
    """The policies of a resource, which may depend on a parameter where the language extensions are in use."""
    return {name: resolved(resource[name], scope) for name in POLICIES if name in resource}


@patch("cloudformation.stacks", "_diff_resources")
def list_changes(original, old, new, resources=None, template=None, changed_parameters=(), retag=()):
    """The changes; a nested stack is always one of an update, because CloudFormation does not compare its template."""
    nested = nested_stacks(old, new) if KIND.get() == "UPDATE" else set()
    marked = {"Resources": {
        logical_id: {**resource, "Metadata": ...} if logical_id in nested else resource
        for logical_id, resource in old.get("Resources", {}).items()}}
    changes = original(marked, new, resources, {"Resources": references(old, new, changed_parameters)}, changed_parameters, retag)
    for change in (one["ResourceChange"] for one in changes):
        if change["LogicalResourceId"] in nested:
            unmark(change)
    return changes


def nested_stacks(old, new):
    both = old.get("Resources", {}).keys() & new.get("Resources", {}).keys()
    return {logical_id for logical_id in both if new["Resources"][logical_id].get("Type") == NESTED}


def unmark(change):
    """Replaces the mark of a nested stack by what AWS lists of it."""
    details = [detail for detail in change["Details"] if detail["Target"]["Attribute"] != "Metadata"]
    change["Details"] = details or [{
        "Target": {"Attribute": "Properties", "RequiresRecreation": "Never"}, "Evaluation": "Dynamic", "ChangeSource": "Automatic"}]
    change["Scope"] = list(dict.fromkeys(detail["Target"]["Attribute"] for detail in change["Details"]))


def references(old, new, parameters):
    """The new resources unresolved; a property whose value remains the same refers to none of these parameters."""
    found = {}
    for logical_id, resource in new.get("References", {}).items():
        written = resource.get("Properties") or {}
        before = old.get("Resources", {}).get(logical_id, {}).get("Properties", {})
        after = new["Resources"][logical_id]["Properties"]
        same = {name for name in before.keys() & after.keys() if before[name] == after[name] and after[name] is not written[name]}
        found[logical_id] = {**resource, "Properties": {
            name: without(value, parameters) if name in same else value for name, value in written.items()}}
    return found


def without(value, parameters):
    """A value that refers to none of these parameters."""
    if isinstance(value, list):
        return [without(item, parameters) for item in value]
    if isinstance(value, dict):
        is_one = any(value.get("Ref") == name for name in parameters)
        return "" if is_one else {key: without(inner, parameters) for key, inner in value.items()}
    if isinstance(value, str):
        for name in parameters:
            value = value.replace(f"${{{name}}}", "")
    return value
