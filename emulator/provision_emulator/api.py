"""API Gateway: request validators from a template are applied, as those made through the API are."""

import json

from ministack.services import apigateway_v1 as gateway

from provision_emulator.deployments import served
from provision_emulator.patching import patch


def flag(value):
    """A boolean of a template, which may be text."""
    return str(value).lower() == "true"


def accepted(reply, what):
    """The document in the API's reply; an error fails the resource."""
    status, _, body = reply
    if status >= 400:
        raise ValueError(f"AWS::ApiGateway::{what} failed: {body.decode()}")
    return json.loads(body)


@patch("cloudformation.provisioners", "_apigw_request_validator_create")
def create_validator(_original, logical_id, props, _stack_name):
    """Creates a validator; the original only returns an id."""
    validator = accepted(gateway._create_request_validator(props.get("RestApiId", ""), {
        "name": props.get("Name") or logical_id,
        "validateRequestBody": flag(props.get("ValidateRequestBody")),
        "validateRequestParameters": flag(props.get("ValidateRequestParameters")),
    }), "RequestValidator")
    return validator["id"], {"RequestValidatorId": validator["id"]}


@patch("cloudformation.provisioners", "_apigw_request_validator_update")
def update_validator(_original, physical_id, old_props, new_props, stack_name):
    """Changes the flags in place, or replaces the validator where its API or name changes."""
    if any(old_props.get(key) != new_props.get(key) for key in ("RestApiId", "Name")):
        created = create_validator(None, physical_id, new_props, stack_name)
        delete_validator(None, physical_id, old_props)
        return created
    flags = ("validateRequestBody", "ValidateRequestBody"), ("validateRequestParameters", "ValidateRequestParameters")
    accepted(gateway._update_request_validator(new_props.get("RestApiId", ""), physical_id, {
        "patchOperations": [
            {"op": "replace", "path": f"/{field}", "value": str(flag(new_props.get(prop)))} for field, prop in flags
        ],
    }), "RequestValidator")
    return physical_id, {"RequestValidatorId": physical_id}


@patch("cloudformation.provisioners", "_apigw_request_validator_delete")
def delete_validator(_original, physical_id, props):
    """Deletes the validator; one deleted with its API is ignored."""
    gateway._delete_request_validator(props.get("RestApiId", ""), physical_id)


@patch("cloudformation.provisioners", "_apigw_method_create")
def create_method(original, logical_id, props, stack_name):
    """Sets the method's validator, which the original ignores. Updates of methods use this function too."""
    created = original(logical_id, props, stack_name)
    if props.get("RequestValidatorId"):
        place = props.get("RestApiId", ""), props.get("ResourceId", ""), props.get("HttpMethod", "ANY")
        accepted(gateway._update_method(*place, {
            "patchOperations": [
                {"op": "replace", "path": "/requestValidatorId", "value": props["RequestValidatorId"]},
            ],
        }), "Method")
    return created


@patch("apigateway_v1", "_check_request_validation")
def check_request(original, method, api_id, request, headers, body, query_params):
    """Does not validate a body whose content type has no model; the original uses the JSON model.

    On AWS such a body reaches the integration, so a function that relies on the model alone has a hole that a
    test must be able to find.
    """
    models = method.get("requestModels") or {}
    given = next((value for name, value in headers.items() if name.lower() == "content-type"), "application/json")
    media_type = given.split(";", 1)[0].strip()
    if media_type not in models:
        method = {**method, "requestModels": {}}
    return original(method, served(api_id), request, headers, body, query_params)
