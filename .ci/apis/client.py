"""Turns the requests of schemathesis into those of a client of a deployed API. Loaded by schemathesis.

Requests are signed with AWS Signature Version 4; the key and the region are those of the environment. Ids that are well-formed are
replaced by ids that exist (`EXISTING_IDS`), but for some, so that requests reach what lies behind "there is no such order".
"""

import json
import os
import re

import requests.auth
import schemathesis
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

EXISTING = json.loads(os.environ["EXISTING_IDS"])
UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
WORD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Signature(requests.auth.AuthBase):
    def __init__(self):
        key = Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
        self.signer = SigV4Auth(key, "execute-api", os.environ["AWS_REGION"])

    def __call__(self, request):
        # Signs only what no proxy changes: the host, the time and the content.
        signed = AWSRequest(request.method, request.url, data=request.body or b"")
        self.signer.add_auth(signed)
        request.headers.update(signed.headers)
        return request


def with_existing_ids(values):
    """The same values, with ids that exist in place of most well-formed ones; which ones depends on the value alone."""
    found = dict(values)
    for name, value in values.items():
        known = EXISTING.get(name)
        form = UUID if known and UUID.fullmatch(known) else WORD
        if known and isinstance(value, str) and form.fullmatch(value) and sum(value.encode()) % 4:
            found[name] = known
    return found


@schemathesis.hook
def before_call(context, case, kwargs):
    # An order that is placed has an id of its own.
    is_new = case.operation.label in ("POST /order", "POST /mailboxes")
    for part in ("path_parameters", "query"):
        values = getattr(case, part)
        if values:
            setattr(case, part, with_existing_ids(values))
    if case.meta is not None and case.meta.generation.mode.is_negative:
        return
    if case.query:
        # Only what the page before gave is a `next`.
        case.query = {name: value for name, value in case.query.items() if name != "next"}
    if isinstance(case.body, dict) and not is_new:
        case.body = with_existing_ids(case.body)


schemathesis.auth.set_from_requests(Signature())


@schemathesis.deserializer("text/html")
def page(context, response):
    return response.text
