"""API Gateway: methods that call an action of another service, such as StartExecution of Step Functions.

The call is sent to the emulator again, signed as the integration's role, so that permissions, errors and everything
else are those of any other caller.
"""

import json
import os
import urllib.error
import urllib.request

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import UnknownServiceError
from ministack.core.concurrency import run_reentrant
from ministack.services import apigateway_v1 as gateway

from provision_emulator import roles
from provision_emulator.mapping import Request
from provision_emulator.patching import patch
from provision_emulator.velocity_expressions import TemplateError

SESSION = botocore.session.Session()
# The service's name in the integration's address, if it differs from that of its API.
APIS = {"states": "stepfunctions"}


class Misconfigured(Exception):
    """The integration is misconfigured; the caller gets API Gateway's own error."""


def operation(uri):
    """Region, service model and action of `arn:aws:apigateway:REGION:SERVICE:action/NAME`; None for another address."""
    region, service, verb, action = gateway._parse_service_integration_uri(uri) or (None,) * 4
    if verb != "action":
        return None
    try:
        model = SESSION.get_service_model(APIS.get(service, service))
    except UnknownServiceError:
        return None
    # Services with other protocols are left to the original.
    return (region, model, action) if model.metadata["protocol"] == "json" else None


def media_type(headers):
    given = gateway._header_ci(headers, "content-type") or "application/json"
    return given.split(";", 1)[0].strip().lower()


def of_type(templates, wanted):
    """The template for this media type."""
    return next((text for name, text in (templates or {}).items() if name.split(";", 1)[0].strip().lower() == wanted), None)


def call(region, model, action, credentials, body):
    """Status and body of the service's answer."""
    data = model.metadata
    request = AWSRequest("POST", f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}/", data=body.encode(), headers={
        "Content-Type": f"application/x-amz-json-{data['jsonVersion']}", "X-Amz-Target": f"{data['targetPrefix']}.{action}"})
    SigV4Auth(Credentials(*credentials), data.get("signingName", data["endpointPrefix"]), region).add_auth(request)
    ready = request.prepare()
    plain = urllib.request.Request(ready.url, ready.body, dict(ready.headers), method="POST")
    try:
        with urllib.request.urlopen(plain, timeout=29) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def header(source, reply_body, context):
    """The value of a response header; None if its source is absent or unsupported."""
    if len(source) > 1 and source[0] == source[-1] == "'":
        return source[1:-1]
    if source == "integration.response.body":
        return reply_body
    if source.startswith("integration.response.body."):
        try:
            found = gateway._vtl_json_path(reply_body, "$" + source.removeprefix("integration.response.body"))
        except ValueError:
            return None
        return found if isinstance(found, str) else json.dumps(found)
    if source.startswith("context."):
        for name in source.split(".")[1:]:
            context = context.get(name) if isinstance(context, dict) else None
        return context if isinstance(context, str) else None
    return None


def answer(integration, method, request, accept, status, body):
    """The integration response for the service's status: its status, headers and mapped body."""
    chosen = gateway._select_service_integration_response(integration, status)
    if chosen is None:
        raise Misconfigured("no integration response for this status")
    code = str(chosen["statusCode"])
    if code not in (method.get("methodResponses") or {}):
        raise Misconfigured(f"no method response for {code}")
    templates = chosen.get("responseTemplates") or {}
    template = of_type(templates, accept) or of_type(templates, "application/json")
    mapped = body if template is None else request.mapped(template, body)
    headers = {"Content-Type": "application/json", "x-amzn-RequestId": request.context["requestId"]}
    for target, source in (chosen.get("responseParameters") or {}).items():
        value = header(source, body, request.context)
        if target.startswith("method.response.header.") and value is not None:
            headers[target.removeprefix("method.response.header.")] = value
    override = request.context["responseOverride"]
    headers.update({name: str(value) for name, value in override["header"].items()})
    return int(override.get("status") or code), headers, mapped.encode()


async def hand_over(target, integration, method, request, headers, body):
    """Maps the request, calls the service and maps its answer."""
    credentials = roles.assumed(integration.get("credentials") or "", "apigateway")
    if not integration.get("credentials") or not credentials:
        raise Misconfigured("API Gateway does not have permission to assume the provided role")
    text = body.decode(errors="replace") if body else ""
    template = of_type(integration.get("requestTemplates"), media_type(headers))
    sent = text if template is None else request.mapped(template, text)
    status, reply = await run_reentrant(call, *target, credentials, sent, thread_name="apigateway-action")
    accept = (gateway._header_ci(headers, "accept") or "application/json").split(",", 1)[0].split(";", 1)[0].strip().lower()
    return answer(integration, method, request, accept, status, reply)


@patch("apigateway_v1", "_invoke_lambda_custom_v1")
async def invoke(original, integration, api_id, stage_name, stage, resource, path, verb, headers, body, query, path_params,
                 **rest):
    """Calls the action; the original treats every service as Lambda."""
    target = operation(integration.get("uri", ""))
    if target is None:
        return await original(integration, api_id, stage_name, stage, resource, path, verb, headers, body, query,
                              path_params, **rest)
    event = gateway._build_lambda_event_v1(
        api_id, stage_name, stage, resource, path, verb, headers, body, query, path_params,
        authorizer_context=rest.get("authorizer_context"), caller_identity=rest.get("caller_identity"))
    method = resource["resourceMethods"].get(verb) or resource["resourceMethods"]["ANY"]
    try:
        return await hand_over(target, integration, method, Request(event), headers, body)
    except TemplateError as error:
        print(f"API Gateway {api_id}: {verb} {path}: mapping template: {error}", flush=True)
        return gateway._gw_error("DEFAULT_5XX", "Internal server error")
    except Misconfigured as error:
        print(f"API Gateway {api_id}: {verb} {path}: {error}", flush=True)
        return gateway._gw_error("API_CONFIGURATION_ERROR", "Internal server error")


@patch("apigateway_v1", "_check_passthrough_behavior")
def check_media_type(original, integration, headers):
    """Applies the passthrough behaviour: NEVER rejects bodies without a template, WHEN_NO_TEMPLATES only if there are templates."""
    templates = integration.get("requestTemplates") or {}
    behavior = integration.get("passthroughBehavior")
    lacking = not templates if behavior == "NEVER" else templates and of_type(templates, media_type(headers)) is None
    if integration.get("type") == "AWS" and behavior in ("NEVER", "WHEN_NO_TEMPLATES") and lacking:
        return gateway._gw_error("UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type")
    return original(integration, headers)
