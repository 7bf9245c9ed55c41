"""Access control: programs on this machine that have the installation's key are accepted, pages in a browser are not.

A page of any site can send requests to 127.0.0.1. It cannot sign them, and its browser says where it is from; a name of
its own that leads to this machine shows in `Host`.
"""

import json
import os
import re

from ministack import app as emulator
from ministack.core.router import detect_service

from provision_emulator import signatures

HEALTH = "/_ministack/health"
# Names that always mean this machine. Any port is accepted, because a proxy may be in front.
OWN_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\]|([a-z0-9_$-]+\.)+localhost)(:\d+)?", re.IGNORECASE)
# The same without a subdomain, which may mean an API, a function, a load balancer or a bucket for any path.
PLAIN_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d+)?", re.IGNORECASE)
# Addresses that contain a token of their own, as presigned URLs of S3 do on AWS.
WITH_TOKEN = re.compile(r"/_ministack/cfn-(response|signal)/.+")
HINT = "take this emulator's key with `provision local env`"


def foreign(headers):
    """Why a request is not from a program on this machine; None if it is."""
    host, origin = headers.get("host", ""), headers.get("origin")
    if not OWN_HOST.fullmatch(host):
        return f"the host {host!r} is not this machine"
    if origin is not None and origin.lower() != f"http://{host}".lower():
        return f"the origin {origin!r} is not this emulator's"
    from_elsewhere = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    # A link in an e-mail is followed from another origin, and only the user sees the response.
    followed = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    if from_elsewhere and not followed:
        return "a page of another site asks"
    return None


def is_open(scope, headers):
    """Whether a request needs no key: it calls an open method of an API, or its address contains a token."""
    method, path = scope.get("method", "GET"), scope["path"]
    if not PLAIN_HOST.fullmatch(headers["host"]):
        # The emulator matches its own paths before it matches an API's name in the host.
        return False
    if method == "PUT" and WITH_TOKEN.fullmatch(path):
        return True
    called = emulator._parse_execute_api_url(headers["host"], path)
    if called is None or "@connections" in path:
        return False
    api, stage, path = called
    # API Gateway itself rejects unknown methods.
    return emulator._execute_api_authorization_type(api, stage, method, path) != "AWS_IAM"


async def read(receive):
    """The complete body, and a `receive` that replays it; None if the client has disconnected."""
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None, receive
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            break
    body, given = b"".join(parts), []

    async def again():
        if given:
            return await receive()
        given.append(True)
        return {"type": "http.request", "body": body, "more_body": False}

    return body, again


def worded(scope, headers, code, message):
    """The error in the form that the service's clients parse."""
    if emulator._parse_execute_api_url(headers["host"], scope["path"]):
        return "application/json", json.dumps({"message": message})
    if detect_service(scope["method"], scope["path"], headers, signatures.query_of(scope)) == "s3":
        text = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
        return "application/xml", text
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        text = (f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
                "</ErrorResponse>")
        return "text/xml", text
    return "application/json", json.dumps({"__type": code, "message": message})


async def answer(send, status, media_type, text):
    body = text.encode()
    await send({"type": "http.response.start", "status": status, "headers": [
        (b"content-type", media_type.encode()), (b"content-length", str(len(body)).encode()),
        (b"provision-emulator-pid", str(os.getpid()).encode())]})
    await send({"type": "http.response.body", "body": body})


def without_leave(send):
    """Removes the header with which the emulator allows pages of every site to read its responses."""

    async def send_closed(message):
        if message["type"] == "http.response.start":
            message["headers"] = [
                (name, value) for name, value in message.get("headers", [])
                if not (bytes(name).lower() == b"access-control-allow-origin" and bytes(value).strip() == b"*")]
        await send(message)

    return send_closed


def guarded(app):
    """The emulator behind these checks."""

    async def check(scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            return await app(scope, receive, send)
        headers = signatures.headers_of(scope)
        reason = foreign(headers)
        if scope["type"] == "websocket":
            if reason or signatures.failure(scope, b""):
                return await send({"type": "websocket.close", "code": 1008})
            return await app(scope, receive, send)
        if reason:
            return await answer(send, 403, "application/json", json.dumps({"message": f"refused: {reason}"}))
        if is_open(scope, headers):
            return await app(scope, receive, without_leave(send))
        body, again = await read(receive)
        if body is None:
            return None
        wrong = signatures.failure(scope, body)
        if wrong == signatures.NOT_SIGNED and scope["path"] == HEALTH:
            # Only the health check needs no key.
            return await answer(send, 200, "application/json", "{}")
        if wrong:
            code, message = wrong
            return await answer(send, 403, *worded(scope, headers, code, f"{message.rstrip('.')}; {HINT}"))
        return await app(scope, again, without_leave(send))

    return check
