"""SES, with permissions checked: who may send is decided on the sender's identity and address."""

import json
from email.utils import parseaddr

from ministack import app
from ministack.core.responses import get_account_id
from ministack.services import ses, ses_v2

from patching import patch


def sender_of(body):
    """The address that a request sends from."""
    try:
        return parseaddr(json.loads(body or b"{}").get("FromEmailAddress") or "")[1]
    except (ValueError, AttributeError):
        return ""


def identity_of(sender):
    """What was verified: the address itself, or else its domain."""
    domain = sender.rpartition("@")[2]
    known = [*ses._identities, *ses_v2._identities]
    return domain if sender not in known and domain in known else sender


@patch("app", "_enforce_ses_v2", package="ministack")
def enforce(original, method, path, headers, body, query, request_id):
    """The original asks for the permission on `*` and knows no ses:FromAddress."""
    if not app.AUTH or method != "POST" or not path.rstrip("/").endswith("/outbound-emails"):
        return original(method, path, headers, body, query, request_id)
    sender, region = sender_of(body), app.extract_region(headers, query)
    identity = f"arn:aws:ses:{region}:{get_account_id()}:identity/{identity_of(sender)}"
    return app._enforce_data_plane(
        "sesv2", "ses:SendEmail", headers, query, request_id, resource_arn=identity, named_resource=identity,
        service_context={"ses:FromAddress": sender})
