"""One check for each thing that the launcher makes the emulator refuse or do."""

import io
import json
import urllib.error
import urllib.request
import zipfile

from emulator import create, failed_reason, refused, settled, unique, update

CHECKS = []


def check(function):
    """Lists a check; it raises when the emulator does not do as AWS."""
    CHECKS.append(function)
    return function


def zipped():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("bootstrap", "#!/bin/sh\n")
    return data.getvalue()


ROLE = "arn:aws:iam::000000000000:role/any-lambda"
NO_KEY = "Error occurred while GetObject. S3 Error Code: NoSuchKey."


def function(bucket, key):
    return {"Function": {"Type": "AWS::Lambda::Function", "Properties": {
        "Runtime": "provided.al2023", "Handler": "main", "Role": ROLE, "Code": {"S3Bucket": bucket, "S3Key": key}}}}


def bucket_with(emulator, *keys):
    s3, bucket = emulator.client("s3"), unique("bucket")
    s3.create_bucket(Bucket=bucket)
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=zipped())
    return bucket


@check
def a_stack_whose_function_has_no_zip_fails(emulator):
    cloud = emulator.client("cloudformation")
    stack, found = create(cloud, function(bucket_with(emulator, "other.zip"), "gone.zip"))
    assert found["StackStatus"] == "ROLLBACK_COMPLETE", found["StackStatus"]
    assert failed_reason(cloud, stack, "Function").startswith(f'Resource handler returned message: "{NO_KEY}')


@check
def a_stack_whose_function_has_no_bucket_fails(emulator):
    cloud = emulator.client("cloudformation")
    stack, found = create(cloud, function(unique("absent"), "gone.zip"))
    assert found["StackStatus"] == "ROLLBACK_COMPLETE", found["StackStatus"]
    assert "S3 Error Code: NoSuchBucket." in failed_reason(cloud, stack, "Function")


@check
def an_update_to_a_missing_zip_rolls_back_with_the_reason(emulator):
    cloud, bucket = emulator.client("cloudformation"), bucket_with(emulator, "good.zip")
    stack, found = create(cloud, function(bucket, "good.zip"))
    assert found["StackStatus"] == "CREATE_COMPLETE", found
    cloud.update_stack(StackName=stack, TemplateBody=json.dumps({"Resources": function(bucket, "gone.zip")}))
    assert settled(cloud, stack)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert failed_reason(cloud, stack, "Function").startswith(f'Resource handler returned message: "{NO_KEY}')


@check
def the_api_refuses_a_function_without_its_zip(emulator):
    functions, bucket = emulator.client("lambda"), bucket_with(emulator, "good.zip")
    refused(lambda: functions.create_function(
        FunctionName=unique("function"), Runtime="provided.al2023", Handler="main", Role=ROLE,
        Code={"S3Bucket": bucket, "S3Key": "gone.zip"}), "InvalidParameterValueException", NO_KEY)


@check
def the_api_refuses_an_update_to_a_missing_zip(emulator):
    functions, bucket, name = emulator.client("lambda"), bucket_with(emulator, "good.zip"), unique("function")
    functions.create_function(FunctionName=name, Runtime="provided.al2023", Handler="main", Role=ROLE,
                              Code={"S3Bucket": bucket, "S3Key": "good.zip"})
    refused(lambda: functions.update_function_code(FunctionName=name, S3Bucket=bucket, S3Key="gone.zip"),
            "InvalidParameterValueException", NO_KEY)


def api(validator, models):
    """An API with a POST that answers 200 by itself, checked by a validator with these flags."""
    return {
        "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": unique("api")}},
        "Model": {"Type": "AWS::ApiGateway::Model", "Properties": {
            "RestApiId": {"Ref": "Api"}, "ContentType": "application/json", "Name": "Order",
            "Schema": {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object",
                       "required": ["name"], "properties": {"name": {"type": "string", "minLength": 1}}}}},
        "Validator": {"Type": "AWS::ApiGateway::RequestValidator", "Properties": {
            "RestApiId": {"Ref": "Api"}, **validator}},
        "Method": {"Type": "AWS::ApiGateway::Method", "Properties": {
            "RestApiId": {"Ref": "Api"}, "ResourceId": {"Fn::GetAtt": ["Api", "RootResourceId"]},
            "HttpMethod": "POST", "AuthorizationType": "NONE", "RequestValidatorId": {"Ref": "Validator"},
            "RequestModels": models, "RequestParameters": {"method.request.querystring.vendor": True},
            "MethodResponses": [{"StatusCode": 200}],
            "Integration": {"Type": "MOCK", "PassthroughBehavior": "WHEN_NO_MATCH",
                            "RequestTemplates": {"application/json": '{"statusCode": 200}',
                                                 "text/plain": '{"statusCode": 200}'},
                            "IntegrationResponses": [{"StatusCode": 200}]}}},
        "Deployment": {"Type": "AWS::ApiGateway::Deployment", "DependsOn": "Method",
                       "Properties": {"RestApiId": {"Ref": "Api"}}},
        "Stage": {"Type": "AWS::ApiGateway::Stage", "Properties": {
            "RestApiId": {"Ref": "Api"}, "DeploymentId": {"Ref": "Deployment"}, "StageName": "v1"}},
    }


def post(emulator, api_id, body, query="", media_type="application/json"):
    """Status and body of a POST to the API's root."""
    request = urllib.request.Request(
        f"{emulator.endpoint}/_aws/execute-api/{api_id}/v1/{query}", data=body.encode(), method="POST",
        headers={"Content-Type": media_type})
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def deployed_api(emulator, validator):
    cloud = emulator.client("cloudformation")
    resources = api(validator, {"application/json": {"Ref": "Model"}})
    stack, found = create(cloud, resources, outputs={"Id": {"Value": {"Ref": "Api"}}})
    assert found["StackStatus"] == "CREATE_COMPLETE", found
    return cloud, stack, found["Outputs"][0]["OutputValue"], resources


@check
def a_body_that_the_model_refuses_is_refused(emulator):
    _, _, api_id, _ = deployed_api(emulator, {"ValidateRequestBody": True})
    assert post(emulator, api_id, '{"name": "x"}')[0] == 200
    for body in ("{}", '{"name": ""}', "not json", ""):
        status, text = post(emulator, api_id, body)
        assert (status, json.loads(text)) == (400, {"message": "Invalid request body"}), (body, status, text)


@check
def a_missing_parameter_is_refused(emulator):
    _, _, api_id, _ = deployed_api(emulator, {"ValidateRequestParameters": "true"})
    assert post(emulator, api_id, "{}", "?vendor=7")[0] == 200
    status, text = post(emulator, api_id, "{}")
    assert status == 400 and "Missing required request parameters: [vendor]" in text, (status, text)


@check
def a_validator_changes_in_place_and_is_deleted_with_its_resource(emulator):
    cloud, stack, api_id, resources = deployed_api(emulator, {"ValidateRequestBody": False})
    assert post(emulator, api_id, "{}")[0] == 200
    resources["Validator"]["Properties"]["ValidateRequestBody"] = True
    resources["Redeployed"] = resources.pop("Deployment")
    resources["Stage"]["Properties"]["DeploymentId"] = {"Ref": "Redeployed"}
    update(cloud, stack, resources)
    assert post(emulator, api_id, "{}")[0] == 400
    del resources["Validator"], resources["Method"]["Properties"]["RequestValidatorId"]
    update(cloud, stack, resources)
    assert emulator.client("apigateway").get_request_validators(restApiId=api_id)["items"] == []
    cloud.delete_stack(StackName=stack)
    assert settled(cloud, stack)["StackStatus"] == "DELETE_COMPLETE"


@check
def a_body_whose_type_has_no_model_is_not_validated(emulator):
    gateway = emulator.client("apigateway")
    rest = gateway.create_rest_api(name=unique("api"))["id"]
    root = gateway.get_resources(restApiId=rest)["items"][0]["id"]
    gateway.create_model(restApiId=rest, name="Order", contentType="application/json", schema='{"type": "object"}')
    validator = gateway.create_request_validator(restApiId=rest, name="body", validateRequestBody=True)["id"]
    gateway.put_method(restApiId=rest, resourceId=root, httpMethod="POST", authorizationType="NONE",
                       requestValidatorId=validator, requestModels={"application/json": "Order"})
    gateway.put_method_response(restApiId=rest, resourceId=root, httpMethod="POST", statusCode="200")
    gateway.put_integration(restApiId=rest, resourceId=root, httpMethod="POST", type="MOCK",
                            requestTemplates={"application/json": '{"statusCode": 200}',
                                              "text/plain": '{"statusCode": 200}'})
    gateway.put_integration_response(restApiId=rest, resourceId=root, httpMethod="POST", statusCode="200")
    gateway.create_deployment(restApiId=rest, stageName="v1")
    assert post(emulator, rest, "[]")[0] == 400
    status, text = post(emulator, rest, "no order", media_type="text/plain")
    assert status == 200, (status, text)


def machine(emulator, states, start):
    definition = {"StartAt": start, "States": states}
    return emulator.client("stepfunctions").create_state_machine(
        name=unique("machine"), definition=json.dumps(definition), roleArn="arn:aws:iam::000000000000:role/any-states")["stateMachineArn"]


@check
def a_repeated_start_is_answered_like_the_first(emulator):
    states = emulator.client("stepfunctions")
    waiting = machine(emulator, {"Wait": {"Type": "Wait", "Seconds": 600, "End": True}}, "Wait")
    first = states.start_execution(stateMachineArn=waiting, name="one", input='{"a": 1}')
    again = states.start_execution(stateMachineArn=waiting, name="one", input='{"a": 1}')
    assert (first["executionArn"], first["startDate"]) == (again["executionArn"], again["startDate"])
    assert len(states.list_executions(stateMachineArn=waiting)["executions"]) == 1
    refused(lambda: states.start_execution(stateMachineArn=waiting, name="one", input='{"a": 2}'),
            "ExecutionAlreadyExists")
    states.stop_execution(executionArn=first["executionArn"])
    refused(lambda: states.start_execution(stateMachineArn=waiting, name="one", input='{"a": 1}'),
            "ExecutionAlreadyExists")


TOPIC = {"Topic": {"Type": "AWS::SNS::Topic"}}


def ruin(cloud):
    """A stack in ROLLBACK_COMPLETE, by a wait condition without a signal."""
    name = unique("ruin")
    broken = {
        "Wait": {"Type": "AWS::CloudFormation::WaitCondition", "Properties": {
            "Handle": {"Ref": "Handle"}, "Timeout": "1"}},
        "Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}
    stack, found = create(cloud, broken, stack=name)
    assert found["StackStatus"] == "ROLLBACK_COMPLETE", found["StackStatus"]
    return name, stack


@check
def a_rolled_back_stack_cannot_be_created_again(emulator):
    cloud = emulator.client("cloudformation")
    name, _ = ruin(cloud)
    refused(lambda: cloud.create_stack(StackName=name, TemplateBody=json.dumps({"Resources": TOPIC})),
            "AlreadyExistsException", "already exists")


@check
def a_rolled_back_stack_takes_no_change_set(emulator):
    cloud = emulator.client("cloudformation")
    name, stack = ruin(cloud)
    ask = {"StackName": name, "ChangeSetName": "one", "TemplateBody": json.dumps({"Resources": TOPIC})}
    refused(lambda: cloud.create_change_set(ChangeSetType="CREATE", **ask), "AlreadyExistsException", "already exists")
    refused(lambda: cloud.create_change_set(ChangeSetType="UPDATE", **ask), "ValidationError",
            f"Stack:{stack} is in ROLLBACK_COMPLETE state and can not be updated.")


@check
def two_change_sets_for_a_new_stack_are_of_one_stack(emulator):
    cloud, stack = emulator.client("cloudformation"), unique("stack")
    body = json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})
    first, second = (cloud.create_change_set(StackName=stack, ChangeSetName=name, ChangeSetType="CREATE", TemplateBody=body)
                     for name in ("first", "second"))
    assert first["StackId"] == second["StackId"], (first, second)
    cloud.execute_change_set(ChangeSetName=first["Id"])
    assert settled(cloud, first["StackId"])["StackStatus"] == "CREATE_COMPLETE"
    refused(lambda: cloud.execute_change_set(ChangeSetName=second["Id"]), "ChangeSetNotFound", "does not exist")


@check
def a_rolled_back_stack_cannot_be_updated(emulator):
    cloud = emulator.client("cloudformation")
    name, stack = ruin(cloud)
    refused(lambda: cloud.update_stack(StackName=name, TemplateBody=json.dumps({"Resources": TOPIC})),
            "ValidationError", f"Stack:{stack} is in ROLLBACK_COMPLETE state and can not be updated.")


def with_outputs(shown, value, condition="yes"):
    """A topic that never changes, an output and one that depends on a condition."""
    return json.dumps({
        "Conditions": {"Shown": {"Fn::Equals": [shown, condition]}}, "Resources": TOPIC,
        "Outputs": {"Plain": {"Value": value}, "Sometimes": {"Value": "here", "Condition": "Shown"}}})


def change_set(cloud, stack, template, **options):
    """A change set that is made, as it is described."""
    made = cloud.create_change_set(StackName=stack, ChangeSetName=unique("set"), TemplateBody=template, **options)
    return cloud.describe_change_set(ChangeSetName=made["Id"])


@check
def a_change_of_outputs_or_conditions_alone_can_be_executed(emulator):
    cloud, stack = emulator.client("cloudformation"), unique("stack")
    cloud.create_stack(StackName=stack, TemplateBody=with_outputs("no", "one"))
    settled(cloud, stack)
    for template, expected in [
        (with_outputs("no", "two"), {"Plain": "two"}),
        (with_outputs("yes", "two"), {"Plain": "two", "Sometimes": "here"}),
        (with_outputs("yes", "two", "no"), {"Plain": "two"}),
    ]:
        found = change_set(cloud, stack, template)
        assert (found["Status"], found["ExecutionStatus"], found["Changes"]) == ("CREATE_COMPLETE", "AVAILABLE", []), found
        cloud.execute_change_set(ChangeSetName=found["ChangeSetId"])
        outputs = {one["OutputKey"]: one["OutputValue"] for one in settled(cloud, stack)["Outputs"]}
        assert outputs == expected, outputs
        # The same again is no change.
        found = change_set(cloud, stack, template)
        assert found["Status"] == "FAILED" and found["StatusReason"].startswith("The submitted information didn't"), found


@check
def an_unknown_parameter_is_refused(emulator):
    cloud = emulator.client("cloudformation")
    parameters = [{"ParameterKey": "Color", "ParameterValue": "red"}]
    text = "Parameters: [Color] do not exist in the template"
    refused(lambda: create(cloud, TOPIC, parameters), "ValidationError", text)
    refused(lambda: cloud.create_change_set(
        StackName=unique("stack"), ChangeSetName="one", ChangeSetType="CREATE", Parameters=parameters,
        TemplateBody=json.dumps({"Resources": TOPIC})), "ValidationError", text)


@check
def keys_that_yaml_reads_as_something_else_than_text_are_refused(emulator):
    cloud = emulator.client("cloudformation")
    for written, kind in [("On", "boolean [true]"), ("no", "boolean [false]"), ("~", "null [null]"), ("200", "numeric [200]")]:
        body = f"Parameters:\n  {written}: {{Type: String, Default: a}}\nResources: {json.dumps(TOPIC)}\n"
        refused(lambda body=body: cloud.create_stack(StackName=unique("stack"), TemplateBody=body), "ValidationError",
                f"Template format error: [/Parameters] map keys must be strings; received {kind} instead")
        stack, quoted = unique("stack"), body.replace(f"  {written}:", f"  '{written}':")
        cloud.create_stack(StackName=stack, TemplateBody=quoted)
        assert settled(cloud, stack)["Parameters"] == [{"ParameterKey": written, "ParameterValue": "a"}]


@check
def a_bucket_that_holds_something_is_not_deleted(emulator):
    cloud, s3, name = emulator.client("cloudformation"), emulator.client("s3"), unique("bucket")
    stack, _ = create(cloud, {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}}})
    s3.put_object(Bucket=name, Key="invoice", Body=b"1")
    cloud.delete_stack(StackName=stack)
    assert settled(cloud, stack)["StackStatus"] == "DELETE_FAILED"
    assert "The bucket you tried to delete is not empty" in failed_reason(cloud, stack, "Bucket")
    s3.delete_object(Bucket=name, Key="invoice")
    cloud.delete_stack(StackName=stack)
    assert settled(cloud, stack)["StackStatus"] == "DELETE_COMPLETE"


@check
def a_bucket_that_an_earlier_stack_kept_is_taken_in(emulator):
    cloud, s3, name = emulator.client("cloudformation"), emulator.client("s3"), unique("bucket")
    kept = {"Bucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain", "Properties": {"BucketName": name}}}
    stack, _ = create(cloud, kept)
    s3.put_object(Bucket=name, Key="invoice", Body=b"1")
    cloud.delete_stack(StackName=stack)
    assert settled(cloud, stack)["StackStatus"] == "DELETE_COMPLETE"
    made = cloud.create_change_set(
        StackName=unique("stack"), ChangeSetName="one", ChangeSetType="CREATE", ImportExistingResources=True,
        TemplateBody=json.dumps({"Resources": kept}))
    cloud.get_waiter("change_set_create_complete").wait(ChangeSetName=made["Id"])
    cloud.execute_change_set(ChangeSetName=made["Id"])
    assert settled(cloud, made["StackId"])["StackStatus"] == "CREATE_COMPLETE"
    assert s3.get_object(Bucket=name, Key="invoice")["Body"].read() == b"1"
    # A name that is taken still stops a stack that does not take it in.
    _, found = create(cloud, kept)
    assert found["StackStatus"] == "ROLLBACK_COMPLETE", found["StackStatus"]


@check
def a_protected_table_is_not_deleted(emulator):
    cloud, tables, name = emulator.client("cloudformation"), emulator.client("dynamodb"), unique("table")
    stack, _ = create(cloud, {"Table": {"Type": "AWS::DynamoDB::Table", "Properties": {
        "TableName": name, "BillingMode": "PAY_PER_REQUEST", "DeletionProtectionEnabled": True,
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}}})
    cloud.delete_stack(StackName=stack)
    assert settled(cloud, stack)["StackStatus"] == "DELETE_FAILED"
    assert "protected against deletion" in failed_reason(cloud, stack, "Table")
    tables.update_table(TableName=name, DeletionProtectionEnabled=False)
    cloud.delete_stack(StackName=stack)
    assert settled(cloud, stack)["StackStatus"] == "DELETE_COMPLETE"
