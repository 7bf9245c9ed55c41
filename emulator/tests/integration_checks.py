"""Checks of API methods that hand over to Step Functions and DynamoDB without a function between."""

import json
import urllib.error
import urllib.request

from checks import check, machine
from emulator import create, refused, unique

ORDER = r"""#set($order = $util.escapeJavaScript($input.json('$')).replaceAll("\\'", "'"))
{"stateMachineArn": "$stageVariables.machine", "name": "$input.path('$.id')",
 "input": "{\"order\": $order, \"by\": \"$context.accountId\"}"}"""
REPLY = """{"execution": "$input.path('$.executionArn')", "request": "$context.requestId"}"""
REFUSED = """#set($kind = $input.path('$.__type'))
#if($kind.contains("ExecutionAlreadyExists"))#set($context.responseOverride.status = 409)#end
{"refused": "$kind"}"""


def method(machine_arn, role, **integration):
    """A POST that starts an execution."""
    return {"Type": "AWS::ApiGateway::Method", "Properties": {
        "RestApiId": {"Ref": "Api"}, "ResourceId": {"Fn::GetAtt": ["Api", "RootResourceId"]}, "HttpMethod": "POST",
        "AuthorizationType": "NONE", "RequestValidatorId": {"Ref": "Validator"},
        "RequestModels": {"application/json": {"Ref": "Model"}},
        "MethodResponses": [{"StatusCode": code} for code in ("202", "400")],
        "Integration": {
            "Type": "AWS", "IntegrationHttpMethod": "POST", "Credentials": role, "PassthroughBehavior": "NEVER",
            "Uri": "arn:aws:apigateway:us-east-1:states:action/StartExecution",
            "RequestTemplates": {"application/json": ORDER},
            "IntegrationResponses": [
                {"StatusCode": "202", "ResponseTemplates": {"application/json": REPLY},
                 "ResponseParameters": {"method.response.header.Location": "integration.response.body.executionArn"}},
                {"StatusCode": "400", "SelectionPattern": r"4\d{2}", "ResponseTemplates": {"application/json": REFUSED}}],
            **integration}}}


def role_for(emulator, service, action, resource, **trust_further):
    """A role that this service may take on to do this."""
    name = unique("role")
    emulator.make_role(name, service, **trust_further)
    emulator.allow(name, action, resource)
    return f"arn:aws:iam::000000000000:role/{name}"


def api(emulator, arn, role, **integration):
    """The id of a deployed API whose POST starts executions of this machine."""
    cloud = emulator.client("cloudformation")
    _, found = create(cloud, {
        "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": unique("api")}},
        "Model": {"Type": "AWS::ApiGateway::Model", "Properties": {
            "RestApiId": {"Ref": "Api"}, "ContentType": "application/json", "Name": "Order",
            "Schema": {"type": "object", "required": ["id"]}}},
        "Validator": {"Type": "AWS::ApiGateway::RequestValidator", "Properties": {
            "RestApiId": {"Ref": "Api"}, "ValidateRequestBody": True}},
        "Method": method(arn, role, **integration),
        "Deployment": {"Type": "AWS::ApiGateway::Deployment", "DependsOn": "Method",
                       "Properties": {"RestApiId": {"Ref": "Api"}}},
        "Stage": {"Type": "AWS::ApiGateway::Stage", "Properties": {
            "RestApiId": {"Ref": "Api"}, "DeploymentId": {"Ref": "Deployment"}, "StageName": "v1",
            "Variables": {"machine": arn}}},
    }, outputs={"Id": {"Value": {"Ref": "Api"}}})
    assert found["StackStatus"] == "CREATE_COMPLETE", found
    return found["Outputs"][0]["OutputValue"]


def post(emulator, api_id, body, media_type="application/json"):
    """Status, headers and document of the answer to a POST."""
    request = urllib.request.Request(
        f"{emulator.endpoint}/_aws/execute-api/{api_id}/v1/", data=body.encode(), headers={"Content-Type": media_type})
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, reply.headers, json.loads(reply.read())
    except urllib.error.HTTPError as error:
        return error.code, error.headers, json.loads(error.read())


def waiting(emulator):
    return machine(emulator, {"Wait": {"Type": "Wait", "Seconds": 600, "End": True}}, "Wait")


def starter(emulator, arn):
    return role_for(emulator, "apigateway", "states:StartExecution", arn)


@check
def a_method_starts_an_execution_with_the_order(emulator):
    arn = waiting(emulator)
    started = api(emulator, arn, starter(emulator, arn))
    order = {"id": unique("order"), "customer": "O'Neil \"the \\ cup\" Größe ☕ 😀\n", "note": "$x #if(1) </script>"}
    status, headers, body = post(emulator, started, json.dumps(order))
    assert status == 202, (status, body)
    states = emulator.client("stepfunctions")
    found = states.describe_execution(executionArn=body["execution"])
    assert json.loads(found["input"]) == {"order": order, "by": "000000000000"}, found["input"]
    assert headers["Location"] == body["execution"]
    assert headers["x-amzn-RequestId"] == body["request"] != ""


@check
def a_repeated_order_starts_nothing_and_another_of_that_name_is_refused(emulator):
    arn = waiting(emulator)
    started, name = api(emulator, arn, starter(emulator, arn)), unique("order")
    first, again, other = (post(emulator, started, json.dumps({"id": name, "n": n})) for n in (1, 1, 2))
    assert (first[0], again[0]) == (202, 202), (first, again)
    assert first[2]["execution"] == again[2]["execution"]
    # The mapping template of the refusal chooses the status.
    assert other[0] == 409 and "ExecutionAlreadyExists" in other[2]["refused"], other
    assert len(emulator.client("stepfunctions").list_executions(stateMachineArn=arn)["executions"]) == 1


@check
def an_integration_may_do_what_its_role_may(emulator):
    arn = waiting(emulator)
    order = json.dumps({"id": unique("order")})
    status, _, body = post(emulator, api(emulator, arn, starter(emulator, arn + "x")), order)
    assert status == 400 and "AccessDeniedException" in body["refused"], (status, body)
    # A role of another service is no role for API Gateway.
    for_states = role_for(emulator, "states", "states:StartExecution", arn)
    status, _, body = post(emulator, api(emulator, arn, for_states), order)
    assert (status, body) == (500, {"message": "Internal server error"}), (status, body)


@check
def an_integration_has_no_role_that_is_for_one_account_only(emulator):
    arn = waiting(emulator)
    of_account = {"StringEquals": {"aws:SourceAccount": "000000000000"}}
    role = role_for(emulator, "apigateway", "states:StartExecution", arn, Condition=of_account)
    status, _, body = post(emulator, api(emulator, arn, role), json.dumps({"id": unique("order")}))
    assert (status, body) == (500, {"message": "Internal server error"}), (status, body)
    optional = role_for(
        emulator, "apigateway", "states:StartExecution", arn,
        Condition={"StringEqualsIfExists": {"aws:SourceAccount": "000000000000"}})
    assert post(emulator, api(emulator, arn, optional), json.dumps({"id": unique("order")}))[0] == 202


@check
def what_has_no_template_is_refused_and_what_the_model_refuses_too(emulator):
    arn = waiting(emulator)
    started = api(emulator, arn, starter(emulator, arn))
    assert post(emulator, started, json.dumps({"id": unique("order")}))[0] == 202
    status, _, body = post(emulator, started, "{}")
    assert (status, body) == (400, {"message": "Invalid request body"}), (status, body)
    assert post(emulator, started, "{}", "text/plain")[0] == 415
    without = api(emulator, arn, starter(emulator, arn), RequestTemplates={})
    assert post(emulator, without, json.dumps({"id": "a"}))[0] == 415


@check
def a_failure_without_a_pattern_gets_the_default_answer(emulator):
    arn = waiting(emulator)
    started = api(emulator, arn, starter(emulator, arn), IntegrationResponses=[{"StatusCode": "202"}])
    status, _, body = post(emulator, started, json.dumps({"id": "a name with spaces"}))
    assert status == 202 and body["__type"].endswith("InvalidName"), (status, body)
    # A status that the method does not declare is an error of the API.
    unknown = api(emulator, arn, starter(emulator, arn), IntegrationResponses=[{"StatusCode": "201"}])
    assert post(emulator, unknown, json.dumps({"id": unique("order")}))[0] == 500


@check
def a_method_reads_an_item(emulator):
    tables, name = emulator.client("dynamodb"), unique("table")
    tables.create_table(TableName=name, BillingMode="PAY_PER_REQUEST",
                        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
    tables.put_item(TableName=name, Item={"id": {"S": "one"}, "tags": {"L": [{"S": "a"}, {"S": "b"}]}})
    table = f"arn:aws:dynamodb:us-east-1:000000000000:table/{name}"
    reading = api(
        emulator, name, role_for(emulator, "apigateway", "dynamodb:GetItem", table),
        Uri="arn:aws:apigateway:us-east-1:dynamodb:action/GetItem",
        RequestTemplates={"application/json": """{"TableName": "$stageVariables.machine",
            "Key": {"id": {"S": "$input.path('$.id')"}}}"""},
        IntegrationResponses=[{"StatusCode": "202", "ResponseTemplates": {"application/json": """
            #set($tags = $input.path('$.Item.tags.L'))
            {"tags": [#foreach($tag in $tags)"$tag.S"#if($foreach.hasNext), #end#end],
             "many": #if($tags.size() > 1 && !$input.path('$.Item.none'))true#{else}false#end}"""}}])
    status, _, body = post(emulator, reading, '{"id": "one"}')
    assert (status, body) == (202, {"tags": ["a", "b"], "many": True}), (status, body)


@check
def an_execution_needs_a_name_and_an_input_that_aws_takes(emulator):
    states, arn = emulator.client("stepfunctions"), waiting(emulator)
    for name in ("with space", "a/b", "b\u0085"):
        refused(lambda name=name: states.start_execution(stateMachineArn=arn, name=name), "InvalidName")
    refused(lambda: states.start_execution(stateMachineArn=arn, input="{'a': 1}"), "InvalidExecutionInput")
    refused(lambda: states.start_execution(stateMachineArn=arn, input=json.dumps("x" * 262144)), "ValidationException")
    states.start_execution(stateMachineArn=arn, name="Größe-1.x", input='"text"')
