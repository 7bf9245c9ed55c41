"""Roles that AWS services take on: credentials with which a call is made as the role."""

import hashlib
import json

from ministack import app
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.services import iam, sts


def role_of(arn):
    """The role's name, and the role; nothing where it is not there."""
    name = arn.rsplit("/", 1)[-1]
    return name, iam._roles.get_scoped(get_account_id(), None, name)


def trusts(role, service):
    """Whether the service may take on the role. Conditions of the trust are not looked at."""
    document = role.get("AssumeRolePolicyDocument") or {}
    document = json.loads(document) if isinstance(document, str) else document
    statements = document.get("Statement") or []
    return any(
        statement.get("Effect") == "Allow"
        and iam_evaluator._service_principal_matches(statement.get("Principal"), f"{service}.amazonaws.com")
        for statement in (statements if isinstance(statements, list) else [statements]))


def assumed(arn, service):
    """Key, secret and token of the service in this role; nothing where it may not take it on."""
    if not app.AUTH:
        return get_account_id(), "test", None
    name, role = role_of(arn)
    if not role or not trusts(role, service):
        return None
    # The same role always gives the same session, so that sessions do not pile up.
    digest = hashlib.sha256(f"{service}:{arn}:{get_account_id()}".encode()).hexdigest()
    key, secret, token = f"ASIA{digest[:16].upper()}", digest[16:48], digest[48:]
    sts.register_session(key, {
        "Arn": f"arn:aws:sts::{get_account_id()}:assumed-role/{name}/{service}", "UserId": f"{name}:{service}",
        "SecretAccessKey": secret, "SessionToken": token})
    return key, secret, token
