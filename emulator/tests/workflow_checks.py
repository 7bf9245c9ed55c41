"""Checks of what workflows do directly: objects, items and messages, their errors and their permissions."""

import json

from checks import check
from emulator import unique
from integration_checks import role_for
from source_checks import QUEUE, make_function, make_queue
from work_checks import ended


def outcome(emulator, states, role="arn:aws:iam::000000000000:role/any-states", given="{}"):
    """What an execution of these JSONata states gives, or the name of the error it fails with."""
    client, start = emulator.client("stepfunctions"), next(iter(states))
    arn = client.create_state_machine(name=unique("machine"), roleArn=role, definition=json.dumps(
        {"QueryLanguage": "JSONata", "StartAt": start, "States": states}))["stateMachineArn"]
    found = ended(emulator, client.start_execution(stateMachineArn=arn, input=given)["executionArn"])
    return json.loads(found["output"]) if found["status"] == "SUCCEEDED" else found["error"]


def task(resource, arguments, **more):
    """A task that ends the workflow."""
    return {"Task": {"Type": "Task", "Resource": f"arn:aws:states:::{resource}", "Arguments": arguments, "End": True, **more}}


def caught(resource, arguments, name):
    """A task whose error of this name is tried again once and then caught."""
    one = task(resource, arguments, Retry=[{"ErrorEquals": [name], "IntervalSeconds": 1, "MaxAttempts": 1}],
               Catch=[{"ErrorEquals": [name], "Output": {"caught": "{% $states.errorOutput.Error %}"}, "Next": "Caught"}])
    return {**one, "Caught": {"Type": "Pass", "End": True}}


def make_table(emulator):
    tables, name = emulator.client("dynamodb"), unique("table")
    tables.create_table(TableName=name, BillingMode="PAY_PER_REQUEST",
                        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
    return name


def make_bucket(emulator):
    name = unique("bucket")
    emulator.client("s3").create_bucket(Bucket=name)
    return name


@check
def a_workflow_puts_an_object(emulator):
    s3, bucket = emulator.client("s3"), make_bucket(emulator)
    put = task("aws-sdk:s3:putObject", {
        "Bucket": bucket, "Key": "{% $states.input.id & '/invoice.json' %}", "ContentType": "application/json",
        "Body": {"total": "{% $states.input.total %}", "for": "Größe"}, "ServerSideEncryption": "AES256"})
    answer = outcome(emulator, put, given='{"id": "order 1/ü", "total": 7}')
    found = s3.get_object(Bucket=bucket, Key="order 1/ü/invoice.json")
    assert json.loads(found["Body"].read()) == {"total": 7, "for": "Größe"}
    assert (answer["ETag"], found["ContentType"]) == (found["ETag"], "application/json"), (answer, found)
    text = task("aws-sdk:s3:putObject", {"Bucket": bucket, "Key": "text", "Body": "<p>x</p>", "ContentType": "text/html"})
    assert "ETag" in outcome(emulator, text)


@check
def a_workflow_meets_the_error_names_of_storage(emulator):
    absent = {"Bucket": unique("absent"), "Key": "a", "Body": {}}
    assert outcome(emulator, caught("aws-sdk:s3:putObject", absent, "S3.NoSuchBucketException")) == {
        "caught": "S3.NoSuchBucketException"}
    # What the client has no class for is of the one class for all.
    bad = {"Bucket": make_bucket(emulator), "Key": "a", "Body": {}, "ContentMD5": "AAAAAAAAAAAAAAAAAAAAAA=="}
    assert outcome(emulator, task("aws-sdk:s3:putObject", bad)) == "S3.S3Exception"


@check
def a_workflow_meets_the_error_names_of_topics(emulator):
    absent = "arn:aws:sns:us-east-1:000000000000:absent"
    result = outcome(emulator, caught("sns:publish", {"TopicArn": absent, "Message": "m"}, "SNS.NotFoundException"))
    assert result == {"caught": "SNS.NotFoundException"}, result


@check
def a_task_may_do_what_the_role_of_its_machine_may(emulator):
    bucket, table, (url, queue) = make_bucket(emulator), make_table(emulator), make_queue(emulator)
    topic = emulator.client("sns").create_topic(Name=unique("topic"))["TopicArn"]
    name = make_function(emulator, QUEUE)
    function, item = f"arn:aws:lambda:us-east-1:000000000000:function:{name}", {"id": {"S": "a"}}
    own_table = f"arn:aws:dynamodb:us-east-1:000000000000:table/{table}"
    for resource, arguments, action, target, error in (
        ("aws-sdk:s3:putObject", {"Bucket": bucket, "Key": "a", "Body": {}}, "s3:PutObject", f"arn:aws:s3:::{bucket}/*",
         "S3.S3Exception"),
        ("dynamodb:putItem", {"TableName": table, "Item": item}, "dynamodb:PutItem", own_table, "DynamoDB.AmazonDynamoDBException"),
        ("dynamodb:deleteItem", {"TableName": table, "Key": item}, "dynamodb:DeleteItem", own_table,
         "DynamoDB.AmazonDynamoDBException"),
        ("sns:publish", {"TopicArn": topic, "Message": "m"}, "sns:Publish", topic, "SNS.AuthorizationErrorException"),
        ("sqs:sendMessage", {"QueueUrl": url, "MessageBody": "m"}, "sqs:SendMessage", queue, "SQS.AmazonSQSException"),
        ("lambda:invoke", {"FunctionName": function, "Payload": {"Records": []}}, "lambda:InvokeFunction", function,
         "Lambda.AWSLambdaException"),
    ):
        friend, stranger = (role_for(emulator, "states", action, place) for place in (target, target.rstrip("/*") + "x"))
        result = outcome(emulator, task(resource, arguments, TimeoutSeconds=30), friend)
        assert isinstance(result, dict), (resource, result)
        assert outcome(emulator, task(resource, arguments, TimeoutSeconds=30), stranger) == error, resource
