"""Checks that a request is signed with a key of this emulator: the installation's, a user's or a role session's.

The emulator looks at signatures only with AUTH, and never at root's. This looks at all of them.
"""

import hashlib
import os
from urllib.parse import parse_qs, quote

from ministack.core import iam_evaluator, sigv4
from ministack.core.responses import _account_from_sts_session, get_account_id
from ministack.core.router import extract_access_key_id

NOT_SIGNED = "MissingAuthenticationToken", "The request is not signed"
FOREIGN = "InvalidClientTokenId", "The emulator does not know the access key"


def query_of(scope):
    return parse_qs(scope.get("query_string", b"").decode("utf-8", "replace"), keep_blank_values=True)


def headers_of(scope):
    """Header names in lower case; the values of one that is sent on several lines are joined as they are signed."""
    headers = {}
    for name, value in scope.get("headers", []):
        key, text = name.decode("latin-1").lower(), sigv4.decode_header_value(value)
        headers[key] = f"{headers[key]},{text}" if key in headers else text
    return headers


def secret_of(key, token):
    """The secret of an access key, or the error if the key is unknown."""
    if iam_evaluator.is_root_access_key(key):
        # Root of any account: a key of twelve digits means that account. Its secret is the installation's, with or without a token.
        return os.environ["AWS_SECRET_ACCESS_KEY"] if key else FOREIGN
    try:
        account = _account_from_sts_session(key) or iam_evaluator.find_iam_access_key_account(key)
    except iam_evaluator.AmbiguousAccessKeyError:
        return FOREIGN
    found = iam_evaluator.resolve_credential(key, account or get_account_id(), token)
    if isinstance(found, iam_evaluator.CredentialResolutionError):
        return found.code, found.message
    return found.secret_access_key


def is_signed_body(headers, body):
    """Whether the signed hash matches the body. S3 allows it to be omitted, and has constants for chunked bodies."""
    signed = headers.get("x-amz-content-sha256", "")
    if not signed or signed == sigv4.UNSIGNED_PAYLOAD or signed.startswith("STREAMING-"):
        return True
    return sigv4.signatures_match(hashlib.sha256(body).hexdigest(), signed.lower())


def expired(signature, query):
    """Why a presigned URL is not valid."""
    try:
        expires = sigv4._query_value(query, "X-Amz-Expires") or 900
        over = sigv4.presigned_request_is_expired(signature.amz_date, expires)
    except ValueError:
        return "AuthorizationQueryParametersError", "X-Amz-Date or X-Amz-Expires is not valid"
    return ("AccessDenied", "Request has expired") if over else None


def of_old_form(key, method, path, headers, query):
    """The error of a signature older than SigV4, which botocore uses for presigned S3 URLs; None if it is valid."""
    request = iam_evaluator.SignedRequest(key, method, path, query, headers, sigv2=True, auth_path=path)
    checked = iam_evaluator._sigv2_check(request, get_account_id())
    return (checked.code, checked.message) if isinstance(checked, iam_evaluator.AuthError) else None


def failure(scope, body):
    """Code and message of a signature error; None if the signature is valid."""
    headers, query = headers_of(scope), query_of(scope)
    method = scope.get("method", "GET")
    path = (scope.get("raw_path") or quote(scope["path"]).encode()).decode("latin-1")
    authorization = headers.get("authorization", "")
    if (not authorization and "AWSAccessKeyId" in query) or authorization.startswith("AWS "):
        return of_old_form(extract_access_key_id(headers, query), method, path, headers, query)
    in_address = not authorization and bool(sigv4._query_value(query, "X-Amz-Signature"))
    if not in_address and not authorization.startswith(("AWS4-HMAC-SHA256", sigv4.SIGV4A)):
        return NOT_SIGNED
    signature = sigv4.parse_query_signature(query) if in_address else sigv4.parse_header_signature(headers)
    if isinstance(signature, tuple):
        return signature
    token = sigv4._query_value(query, "X-Amz-Security-Token") if in_address else headers.get("x-amz-security-token", "")
    secret = secret_of(signature.access_key_id, token or None)
    if isinstance(secret, tuple):
        return secret
    late = expired(signature, query) if in_address else sigv4.request_time_failure(signature)
    wrong = late or sigv4.header_signature_failure(
        signature, secret, method, path, query, headers, body, presigned=in_address)
    if wrong or is_signed_body(headers, body):
        return wrong
    return "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed"
