"""Roles that AWS services assume: credentials for calls as the role."""

import hashlib
import json
import os

from ministack import app
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam, sts


def role_of(arn):
    """The role's name, and the role; None if it does not exist."""
    name = arn.rsplit("/", 1)[-1]
    return name, iam._roles.get_scoped(get_account_id(), None, name)


# Services that send neither the account nor the resource for which they assume a role.
WITHOUT_SOURCE = {"apigateway"}


def demands_source(statement):
    """Whether a trust policy requires an account or a resource from the service."""
    return any(
        key.lower() in ("aws:sourceaccount", "aws:sourcearn") and not operator.endswith("IfExists")
        for operator, keys in (statement.get("Condition") or {}).items() for key in keys)


def trusts(role, service):
    """Whether the service may assume the role. Only conditions that it cannot fulfil are checked."""
    document = role.get("AssumeRolePolicyDocument") or {}
    document = json.loads(document) if isinstance(document, str) else document
    statements = document.get("Statement") or []
    return any(
        statement.get("Effect") == "Allow"
        and iam_evaluator._service_principal_matches(statement.get("Principal"), f"{service}.amazonaws.com")
        and not (service in WITHOUT_SOURCE and demands_source(statement))
        for statement in (statements if isinstance(statements, list) else [statements]))


def assumed(arn, service):
    """Key, secret and token of the service in this role; None if it may not assume it."""
    if not app.AUTH:
        return get_account_id(), os.environ["AWS_SECRET_ACCESS_KEY"], None
    name, role = role_of(arn)
    if not role or not trusts(role, service):
        return None
    # One session per role, so that sessions do not accumulate.
    digest = hashlib.sha256(f"{service}:{arn}:{get_account_id()}".encode()).hexdigest()
    key, secret, token = f"ASIA{digest[:16].upper()}", digest[16:48], digest[48:]
    sts.register_session(key, {
        "Arn": f"arn:aws:sts::{get_account_id()}:assumed-role/{name}/{service}", "UserId": f"{name}:{service}",
        "SecretAccessKey": secret, "SessionToken": token})
    return key, secret, token


def denied(arn, service, action, resource):
    """Why a role may not do this; None if it may. The resource's own policy counts as on AWS."""
    if not app.AUTH:
        return None
    name, role = role_of(arn)
    account = get_account_id()
    caller = f"arn:aws:sts::{account}:assumed-role/{name}/states"
    context = iam_evaluator.EvalContext(
        principal_arn=caller, principal_type="AssumedRole", principal_account=account, action=action,
        resource_arn=resource, region=get_region(), source_ip="127.0.0.1", secure_transport=True)
    limits = iam_evaluator._permissions_boundary(iam._roles, name, account)
    verdict = iam_evaluator.evaluate(context, iam_evaluator._gather_role_policies(name, account), *limits)
    policy = iam_evaluator._resource_policy(service, resource)
    if policy:
        verdict = iam_evaluator.combine_resource_policy(verdict, context, *policy, limits=limits)
    if role and verdict.decision == "Allow":
        return None
    return (f"User: {caller} is not authorized to perform: {action} on resource: {resource} because no identity-based "
            f"policy allows the {action} action")
