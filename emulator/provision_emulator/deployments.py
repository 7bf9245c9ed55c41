"""API Gateway: a stage serves the snapshot of its deployment, not the current state of the API.

The original serves the API as it is at the moment. The picture lies in the stores of resources, models and validators, under
an id of its own, so that it is kept over a restart with them.
"""

import contextvars
import copy
import json

from ministack.services import apigateway_v1 as gateway

from provision_emulator.patching import patch

PICTURED = ("_resources", "_models", "_request_validators")
# The API and the stage of the current request.
AT_HAND = contextvars.ContextVar("at_hand", default=(None, None))


def picture(api_id, deployment_id):
    return f"{api_id}@{deployment_id}"


def served(api_id):
    """The id under which the stores keep this API as the current stage serves it."""
    at_hand, stage_name = AT_HAND.get()
    stage = gateway._stages_v1.get(api_id, {}).get(stage_name) if at_hand == api_id else None
    found = picture(api_id, (stage or {}).get("deploymentId"))
    return found if found in gateway._resources else api_id


@patch("apigateway_v1", "_create_deployment")
def create_deployment(original, api_id, data):
    """Takes the snapshot."""
    reply = original(api_id, data)
    if reply[0] < 400:
        deployment_id = json.loads(reply[2])["id"]
        for store in PICTURED:
            taken = copy.deepcopy(getattr(gateway, store).get(api_id, {}))
            getattr(gateway, store)[picture(api_id, deployment_id)] = taken
    return reply


def forget(api_id, deployment_ids):
    for deployment_id in deployment_ids:
        for store in PICTURED:
            getattr(gateway, store).pop(picture(api_id, deployment_id), None)


@patch("apigateway_v1", "_delete_deployment")
def delete_deployment(original, api_id, deployment_id):
    forget(api_id, [deployment_id])
    return original(api_id, deployment_id)


@patch("apigateway_v1", "_delete_rest_api")
def delete_api(original, api_id):
    forget(api_id, list(gateway._deployments_v1.get(api_id, {})))
    return original(api_id)


@patch("apigateway_v1", "_handle_execute_in_scope")
async def execute(original, api_id, stage_name, *rest):
    AT_HAND.set((api_id, stage_name))
    return await original(api_id, stage_name, *rest)


@patch("apigateway_v1", "method_authorization_type")
def authorization_type(original, api_id, stage_name, *rest):
    token = AT_HAND.set((api_id, stage_name))
    try:
        return original(api_id, stage_name, *rest)
    finally:
        AT_HAND.reset(token)


@patch("apigateway_v1", "_match_resource_tree")
def match(original, api_id, segments):
    return original(served(api_id), segments)


@patch("apigateway_v1", "_match_greedy_fallback")
def match_greedy(original, api_id, *rest):
    return original(served(api_id), *rest)


@patch("apigateway_v1", "_model_schema")
def model_schema(original, api_id, name):
    return original(served(api_id), name)
