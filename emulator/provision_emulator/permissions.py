"""Resources and conditions for permission checks."""

import json
from email.utils import parseaddr

from ministack import app
from ministack.core import iam_actions
from ministack.core.responses import get_account_id
from ministack.services import cloudformation, ses, ses_v2

from provision_emulator.patching import patch
from provision_emulator.tasks import MACHINE_OF_TOKEN


def field(body, name):
    """A string of a JSON body; empty if there is none."""
    try:
        return json.loads(body or b"{}").get(name) or ""
    except (ValueError, AttributeError):
        return ""


@patch("iam_actions", "extract_resource_arn", package="ministack.core")
def resource_of(original, service, method, path, headers, body, query, *rest):
    """An answer to a task is checked on its machine, a change set on its stack, and the tags of a table on the table; the
    original says everything."""
    if service == "states" and field(body, "taskToken") in MACHINE_OF_TOKEN:
        return MACHINE_OF_TOKEN[field(body, "taskToken")]
    if service == "dynamodb" and field(body, "ResourceArn"):
        return field(body, "ResourceArn")
    if service == "cloudformation":
        change_set = cloudformation._change_sets.get(iam_actions._query_param(query, "ChangeSetName"))
        if change_set:
            return change_set["StackId"]
    return original(service, method, path, headers, body, query, *rest)


@patch("iam_evaluator", "pin_request_origin", package="ministack.core")
def pin_origin(original, source, _is_secure):
    """The loopback counts as TLS, which clients of AWS use: a bucket that requires it remains open to them."""
    return original(source, True)


def identity_of(sender):
    """The verified identity: the address itself, or else its domain."""
    domain = sender.rpartition("@")[2]
    known = [*ses._identities, *ses_v2._identities]
    return domain if sender not in known and domain in known else sender


@patch("app", "_enforce_ses_v2", package="ministack")
def enforce_sending(original, method, path, headers, body, query, request_id):
    """Checks the sender's identity and address; the original checks `*` and lacks ses:FromAddress."""
    if not app.AUTH or method != "POST" or not path.rstrip("/").endswith("/outbound-emails"):
        return original(method, path, headers, body, query, request_id)
    sender, region = parseaddr(field(body, "FromEmailAddress"))[1], app.extract_region(headers, query)
    identity = f"arn:aws:ses:{region}:{get_account_id()}:identity/{identity_of(sender)}"
    return app._enforce_data_plane(
        "sesv2", "ses:SendEmail", headers, query, request_id, resource_arn=identity, named_resource=identity,
        service_context={"ses:FromAddress": sender})
