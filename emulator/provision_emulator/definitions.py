"""API Gateway: an API written as an OpenAPI document (`Body`) is imported as AWS imports it, and changed in place.

The original keeps paths, integrations and security of a document and drops the rest; a changed document makes another API
with another address. Here models, validators, gateway responses, mapping templates and media types come from the document,
too, and what AWS's documentation lists as not supported is refused or ignored as it says there.
"""

import copy
import json

from ministack.services import apigateway_v1 as gateway

from provision_emulator.definition_schemas import models, of_media_types
from provision_emulator.patching import handler_message, patch

EXTENSION = "x-amazon-apigateway-"
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", EXTENSION + "any-method"}
PLACES = {"path": "path", "query": "querystring", "header": "header"}
# Stores keyed by the API's id that an import replaces completely.
STORES = ("_resources", "_models", "_request_validators", "_gateway_responses", "_authorizers_v1")


class Refused(Exception):
    """The document is rejected."""


class Import:
    """One import, which collects all errors and reports them together."""

    def __init__(self, api_id, document):
        self.api_id, self.document = api_id, document
        self.errors, self.warnings = [], []

    def call(self, reply, what):
        """The API's response to a call of the import; an error response is an error of the document."""
        status, _, body = reply
        if status >= 400:
            self.errors.append(f"{what}: {json.loads(body).get('message')}")
        return json.loads(body) if body else {}

    def run(self):
        if not str(self.document.get("openapi", self.document.get("swagger", ""))).startswith(("3.0", "2.0")):
            raise Refused("Invalid OpenAPI input.")
        self.settings()
        for name, model in models(self).items():
            self.model(name, model)
        self.validators = {
            name: self.call(gateway._create_request_validator(self.api_id, {"name": name, **flags}), name).get("id")
            for name, flags in (self.document.get(EXTENSION + "request-validators") or {}).items()}
        self.schemes = gateway._import_security_schemes(self.api_id, self.document)
        for path, item in (self.document.get("paths") or {}).items():
            self.path(path, item)
        for kind, response in (self.document.get(EXTENSION + "gateway-responses") or {}).items():
            self.call(gateway._put_gateway_response(self.api_id, kind, response), f"Unable to put gateway response {kind}")

    def model(self, name, model):
        self.call(gateway._create_model(self.api_id, {"name": name, **model}), f"Unable to create model for '{name}'")

    def settings(self):
        """Applies the document's settings of the API, which take precedence over the resource's properties."""
        api, info = gateway._rest_apis[self.api_id], self.document.get("info") or {}
        for field, value in (("name", info.get("title")), ("description", info.get("description")),
                             ("version", info.get("version")), ("policy", self.document.get(EXTENSION + "policy")),
                             ("apiKeySource", self.document.get(EXTENSION + "api-key-source"))):
            if value is not None:
                api[field] = value
        types = [*(api.get("binaryMediaTypes") or []), *(self.document.get(EXTENSION + "binary-media-types") or [])]
        api["binaryMediaTypes"] = list(dict.fromkeys(types))

    def resource(self, path):
        """The id of a path's resource, created with all its parents."""
        resources = gateway._resources[self.api_id]
        here = next(name for name, one in resources.items() if one["path"] == "/")
        for part in filter(None, path.split("/")):
            found = (name for name, one in resources.items() if (one["parentId"], one["pathPart"]) == (here, part))
            here = next(found, None) or self.call(
                gateway._create_resource(self.api_id, here, {"pathPart": part}), f"Unable to create resource at '{path}'")["id"]
        return here

    def path(self, path, item):
        if not path.startswith("/"):
            self.warnings.append(f"Parse issue: attribute paths.  Resource {path} should start with /")
            return
        resource = self.resource(path)
        for verb, operation in item.items():
            if verb in METHODS:
                shared = item.get("parameters") or []
                name = "ANY" if verb == EXTENSION + "any-method" else verb.upper()
                self.operation(resource, path, name, shared, operation)

    def operation(self, resource, path, verb, shared, operation):
        where = f"'{verb}' for resource at path '{path}'"
        place = self.api_id, resource, verb
        # Top-level security is ignored: an operation without its own is open.
        security = gateway._method_security(operation.get("security"), self.schemes)
        if (operation.get(EXTENSION + "auth") or {}).get("type"):
            security["authorizationType"] = operation[EXTENSION + "auth"]["type"].upper()
        bodies = (operation.get("requestBody") or {}).get("content")
        self.call(gateway._put_method(*place, {
            **security, "operationName": operation.get("operationId", ""),
            "requestValidatorId": self.validator(operation, where),
            "requestParameters": self.parameters([*shared, *(operation.get("parameters") or [])], where),
            "requestModels": of_media_types(self, bodies, where),
        }), f"Unable to put method {where}")
        for status, response in (operation.get("responses") or {}).items():
            self.response(place, str(status), response, where)
        self.integration(place, operation.get(EXTENSION + "integration"), where)

    def validator(self, operation, where):
        name = operation.get(EXTENSION + "request-validator", self.document.get(EXTENSION + "request-validator"))
        if name is not None and name not in self.validators:
            self.errors.append(f"Unable to put method {where}: Invalid request validator specified: {name}")
        return self.validators.get(name)

    def parameters(self, parameters, where):
        """The parameters, and whether each is required; nothing else about them is used."""
        found = {}
        for one in parameters:
            if "$ref" in one:
                self.errors.append(f"Unable to put method {where}: parameters are written out, not referred to")
            elif one["in"] in PLACES:
                found[f"method.request.{PLACES[one['in']]}.{one['name']}"] = bool(one.get("required"))
        return found

    def response(self, place, status, response, where):
        if status == "default":
            return
        if "$ref" in response or not status.isdigit():
            self.errors.append(f"Unable to put response {status} of {where}: it must be a status code with its response written out")
            return
        headers = {f"method.response.header.{name}": False for name in response.get("headers") or {}}
        self.call(gateway._put_method_response(*place, status, {
            "responseParameters": headers, "responseModels": of_media_types(self, response.get("content"), where)}), where)

    def integration(self, place, integration, where):
        if not integration:
            return
        fields = dict(integration)
        responses = fields.pop("responses", None) or {}
        for name in ("type", "passthroughBehavior", "contentHandling", "connectionType"):
            if isinstance(fields.get(name), str):
                fields[name] = fields[name].upper()
        self.call(gateway._put_integration(*place, fields), f"Unable to put integration on {where}")
        known = gateway._resources[place[0]][place[1]]["resourceMethods"][place[2]]["methodResponses"]
        for pattern, response in responses.items():
            status = str(response.get("statusCode"))
            if status not in known:
                self.errors.append(f"Unable to put integration response on {where}: Invalid Response status code specified: {status}")
                continue
            selected = "" if pattern == "default" else pattern
            self.call(gateway._put_integration_response(*place, status, {**response, "selectionPattern": selected}), where)


def emptied(api_id):
    """Removes everything of an API except its root resource."""
    root = next(one for one in gateway._resources[api_id].values() if one["path"] == "/")
    for store in STORES:
        getattr(gateway, store)[api_id] = {}
    gateway._resources[api_id][root["id"]] = {**root, "resourceMethods": {}}


def imported(api_id, document, fail_on_warnings):
    """Imports a document into an existing API; a rejected one changes nothing."""
    before = {store: copy.deepcopy(getattr(gateway, store).get(api_id, {})) for store in STORES}
    api = copy.deepcopy(gateway._rest_apis[api_id])
    work = Import(api_id, document)
    try:
        emptied(api_id)
        work.run()
        found = [("Errors", work.errors)] + [("Warnings", work.warnings)] * bool(fail_on_warnings)
        for kind, lines in found:
            if lines:
                raise Refused(f"{kind} found during import:\n\t" + "\n\t".join(lines))
    except Refused as refused:
        for store, content in before.items():
            getattr(gateway, store)[api_id] = content
        gateway._rest_apis[api_id] = api
        raise ValueError(handler_message(str(refused), "ApiGateway", 400, "InvalidRequest")) from None


def fails_on_warnings(props):
    return str(props.get("FailOnWarnings", "")).lower() == "true"


def without_body(props):
    return {name: value for name, value in props.items() if name != "Body"}


@patch("cloudformation.provisioners", "_apigw_rest_api_create")
def create(original, logical_id, props, stack_name):
    """Creates the API, then imports its document."""
    created = original(logical_id, without_body(props), stack_name)
    if isinstance(props.get("Body"), dict):
        try:
            imported(created[0], props["Body"], fails_on_warnings(props))
        except ValueError:
            gateway._delete_rest_api(created[0])
            raise
    return created


@patch("cloudformation.provisioners", "_apigw_rest_api_update")
def update(original, physical_id, old_props, new_props, stack_name, logical_id=None):
    """Updates the API in place, so its address is kept; the document takes precedence, as at its creation."""
    if isinstance(new_props.get("Body"), dict):
        imported(physical_id, new_props["Body"], fails_on_warnings(new_props))
    changed = original(physical_id, without_body(old_props), without_body(new_props), stack_name, logical_id)
    if isinstance(new_props.get("Body"), dict):
        Import(physical_id, new_props["Body"]).settings()
    return changed
