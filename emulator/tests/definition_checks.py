"""Checks of APIs that are written as an OpenAPI document."""

import json
import urllib.error
import urllib.request

from checks import api, check
from emulator import create, failed_reason, settled, unique, update

ORDER = {"type": "object", "required": ["name"], "additionalProperties": False, "properties": {
    "name": {"type": "string", "minLength": 1}, "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Line"}}}}
REFUSAL = {"BAD_REQUEST_BODY": {"statusCode": 400, "responseTemplates": {"application/json": '{"message": "no order"}'}}}


def operation(**more):
    """A POST that answers 201 by itself, with the order's name."""
    return {
        "operationId": "place", "parameters": [{"name": "vendor", "in": "query", "required": True, "schema": {"type": "string"}}],
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
        "responses": {"201": {
            "description": "Placed.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Line"}}}}},
        "x-amazon-apigateway-integration": {
            "type": "mock", "passthroughBehavior": "never", "requestTemplates": {"application/json": '{"statusCode": 201}'},
            "responses": {"default": {"statusCode": "201", "responseTemplates": {"application/json": '{"placed": true}'}}}},
        **more}


def document(paths, **more):
    return {
        "openapi": "3.0.1", "info": {"title": unique("titled"), "version": "1"}, "paths": paths,
        "components": {"schemas": {"Order": ORDER, "Line": {"type": "object", "properties": {"n": {"type": "integer"}}}},
                       "securitySchemes": {"sigv4": {"type": "apiKey", "name": "Authorization", "in": "header",
                                                     "x-amazon-apigateway-authtype": "awsSigv4"}}},
        "x-amazon-apigateway-request-validators": {"all": {"validateRequestBody": True, "validateRequestParameters": True}},
        "x-amazon-apigateway-request-validator": "all", "x-amazon-apigateway-gateway-responses": REFUSAL, **more}


def resources(body, deployment="Deployment"):
    return {
        "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "named", "FailOnWarnings": True, "Body": body}},
        deployment: {"Type": "AWS::ApiGateway::Deployment", "Properties": {"RestApiId": {"Ref": "Api"}}},
        "Stage": {"Type": "AWS::ApiGateway::Stage", "Properties": {
            "RestApiId": {"Ref": "Api"}, "DeploymentId": {"Ref": deployment}, "StageName": "v1"}}}


def deployed(emulator, body):
    """CloudFormation, the stack and the API's id."""
    cloud = emulator.client("cloudformation")
    stack, found = create(cloud, resources(body), outputs={"Id": {"Value": {"Ref": "Api"}}})
    assert found["StackStatus"] == "CREATE_COMPLETE", failed_reason(cloud, stack, "Api")
    return cloud, stack, found["Outputs"][0]["OutputValue"]


def post(emulator, api_id, path, body, media_type="application/json"):
    """Status and document of the answer to a POST."""
    request = urllib.request.Request(f"{emulator.endpoint}/_aws/execute-api/{api_id}/v1{path}", data=json.dumps(body).encode(),
                                     method="POST", headers={"Content-Type": media_type})
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, json.loads(reply.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


@check
def a_document_brings_its_validators_models_templates_and_gateway_responses(emulator):
    _, _, api_id = deployed(emulator, document({"/shop/{id}/orders": {"post": operation()}}))
    order = "/shop/1/orders?vendor=v"
    assert post(emulator, api_id, order, {"name": "x", "lines": [{"n": 1}]}) == (201, {"placed": True})
    for wrong in ({}, {"name": ""}, {"name": "x", "more": 1}, [], {"name": "x", "lines": [{"n": "1"}]}):
        assert post(emulator, api_id, order, wrong) == (400, {"message": "no order"}), wrong
    assert post(emulator, api_id, "/shop/1/orders", {"name": "x"})[0] == 400
    assert post(emulator, api_id, order, {"name": "x"}, "text/plain")[0] == 415
    # As AWS's notes say: after an import the number of items is not looked at.
    assert post(emulator, api_id, order, {"name": "x", "lines": []})[0] == 201


@check
def only_an_operations_own_security_is_looked_at(emulator):
    signed = [{"sigv4": []}]
    paths = {"/open": {"post": operation()}, "/closed": {"post": operation(operationId="closed", security=signed)}}
    _, _, api_id = deployed(emulator, document(paths, security=signed))
    assert post(emulator, api_id, "/open?vendor=v", {"name": "x"})[0] == 201
    assert post(emulator, api_id, "/closed?vendor=v", {"name": "x"})[0] == 403


@check
def a_changed_document_keeps_the_apis_address_and_replaces_all_else(emulator):
    cloud, stack, api_id = deployed(emulator, document({"/old": {"post": operation()}}))
    body = document({"/new": {"post": operation()}}, **{"x-amazon-apigateway-gateway-responses": {}})
    body["components"]["schemas"]["Order"] = {"type": "object", "maxProperties": 1}
    update(cloud, stack, resources(body, "Another"))
    assert post(emulator, api_id, "/new?vendor=v", {"anything": 1})[0] == 201
    assert post(emulator, api_id, "/new?vendor=v", {"a": 1, "b": 2}) == (400, {"message": "Invalid request body"})
    assert post(emulator, api_id, "/old?vendor=v", {"name": "x"})[0] == 403
    assert emulator.client("apigateway").get_rest_api(restApiId=api_id)["name"] == body["info"]["title"]


@check
def a_changed_document_is_served_once_it_is_deployed(emulator):
    cloud, stack, api_id = deployed(emulator, document({"/old": {"post": operation()}}))
    body = document({"/new": {"post": operation()}}, **{"x-amazon-apigateway-gateway-responses": {}})
    body["components"]["schemas"]["Order"] = {"type": "object"}
    update(cloud, stack, resources(body))
    assert post(emulator, api_id, "/new?vendor=v", {"name": "x"})[0] == 403
    assert post(emulator, api_id, "/old?vendor=v", {"name": "x"}) == (201, {"placed": True})
    assert post(emulator, api_id, "/old?vendor=v", {"lines": [{"n": "1"}]}) == (400, {"message": "no order"})
    update(cloud, stack, resources(body, "Another"))
    assert post(emulator, api_id, "/new?vendor=v", {"lines": [{"n": "1"}]})[0] == 201
    assert post(emulator, api_id, "/old?vendor=v", {"name": "x"})[0] == 403


@check
def a_document_takes_the_place_of_resources_and_methods(emulator):
    cloud = emulator.client("cloudformation")
    chain = api({"ValidateRequestBody": True}, {"application/json": {"Ref": "Model"}})
    # Not as a model of the document: the old one is deleted by its name.
    chain["Model"]["Properties"]["Name"] = "Before"
    chain["Order"] = {"Type": "AWS::ApiGateway::Resource", "Properties": {
        "RestApiId": {"Ref": "Api"}, "ParentId": {"Fn::GetAtt": ["Api", "RootResourceId"]}, "PathPart": "order"}}
    stack, found = create(cloud, chain, outputs={"Id": {"Value": {"Ref": "Api"}}})
    assert found["StackStatus"] == "CREATE_COMPLETE", found
    update(cloud, stack, resources(document({"/order": {"post": operation()}}), "Another"))
    api_id = found["Outputs"][0]["OutputValue"]
    assert post(emulator, api_id, "/order?vendor=v", {"name": "x"}) == (201, {"placed": True})
    assert post(emulator, api_id, "/order?vendor=v", {}) == (400, {"message": "no order"})


def refused_documents():
    """What AWS does not import, each with what it says."""
    for schema, reason_part in (
            ({"type": "object", "example": {}}, 'Unsupported keyword(s): ["example"]'),
            ({"type": "string", "nullable": True}, 'Unsupported keyword(s): ["nullable"]'),
            ({"type": "object", "properties": {"a": {"type": "integer", "default": 1}}}, 'Unsupported keyword(s): ["default"]'),
            ({"type": ["string", "null"]}, "Invalid model schema specified"),
            ({"oneOf": [{"$ref": "#/components/schemas/Line"}]}, "Invalid model schema specified"),
            ({"type": "array", "items": {"$ref": "#/components/schemas/Gone"}}, "Reference to model 'Gone' not found")):
        body = document({"/x": {"post": operation()}})
        body["components"]["schemas"]["Wrong"] = schema
        yield body, reason_part
    named = document({"/x": {"post": operation()}})
    named["components"]["schemas"]["not_a_name"] = {"type": "object"}
    yield named, "Model name must be alphanumeric: not_a_name"
    for more, reason_part in (
            ({"x-amazon-apigateway-request-validator": "none"}, "Invalid request validator specified: none"),
            ({"responses": {"200": {"description": "Another."}}}, "Invalid Response status code specified: 201"),
            ({"responses": {"2XX": {"description": "Any."}}}, "it must be a status code")):
        yield document({"/x": {"post": operation(**more)}}), reason_part
    yield document({"x": {"post": operation()}}), "Resource x should start with /"


@check
def a_document_that_aws_does_not_import_fails_the_stack(emulator):
    cloud = emulator.client("cloudformation")
    for body, reason_part in refused_documents():
        stack, found = create(cloud, resources(body))
        assert found["StackStatus"] == "ROLLBACK_COMPLETE", reason_part
        reason = failed_reason(cloud, stack, "Api")
        assert "found during import:" in reason and reason_part in reason, reason


@check
def a_change_that_is_not_imported_leaves_the_api_as_it_was(emulator):
    cloud, stack, api_id = deployed(emulator, document({"/old": {"post": operation()}}))
    body, _ = next(refused_documents())
    cloud.update_stack(StackName=stack, TemplateBody=json.dumps({"Resources": resources(body)}))
    assert settled(cloud, stack)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert post(emulator, api_id, "/old?vendor=v", {"name": "x"}) == (201, {"placed": True})
    assert post(emulator, api_id, "/old?vendor=v", {}) == (400, {"message": "no order"})
