"""Checks of what runs: tasks of workflows, mail, records of streams."""

import io
import json
import time
import zipfile

from checks import ROLE, check, machine
from emulator import refused, unique


def eventually(emulator, look):
    """What `look` gives once it gives anything."""
    deadline = time.monotonic() + emulator.patience
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it never came")


def ended(emulator, execution):
    states = emulator.client("stepfunctions")

    def look():
        found = states.describe_execution(executionArn=execution)
        return found if found["status"] != "RUNNING" else None

    return eventually(emulator, look)


def waiting_task(emulator):
    """A machine whose task puts its token into a queue, an execution of it, and the token."""
    states, queues = emulator.client("stepfunctions"), emulator.client("sqs")
    queue = queues.create_queue(QueueName=unique("queue"))["QueueUrl"]
    waits = machine(emulator, {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 60,
        "Parameters": {"QueueUrl": queue, "MessageBody": {"token.$": "$$.Task.Token"}}, "End": True}}, "Ask")
    execution = states.start_execution(stateMachineArn=waits, name="one")["executionArn"]
    message = eventually(emulator, lambda: queues.receive_message(QueueUrl=queue).get("Messages"))[0]
    return waits, execution, json.loads(message["Body"])["token"]


@check
def a_scheduled_task_shows_its_parameters(emulator):
    _, execution, token = waiting_task(emulator)
    events = emulator.client("stepfunctions").get_execution_history(executionArn=execution)["events"]
    scheduled = [event["taskScheduledEventDetails"] for event in events if event["type"] == "TaskScheduled"]
    assert json.loads(scheduled[0]["parameters"])["MessageBody"] == {"token": token}, scheduled


@check
def an_answer_to_a_task_needs_the_permission_on_its_machine(emulator):
    waits, execution, token = waiting_task(emulator)
    may = {"Action": "states:SendTask*", "Resource": waits}
    stranger = emulator.client("stepfunctions", emulator.user_with({**may, "Resource": waits + "x"}))
    refused(lambda: stranger.send_task_success(taskToken=token, output="{}"), "AccessDeniedException")
    friend = emulator.client("stepfunctions", emulator.user_with(may))
    friend.send_task_failure(taskToken=token, error="no", cause="because")
    assert ended(emulator, execution)["status"] == "FAILED"
    refused(lambda: friend.send_task_success(taskToken=token, output="{}"), "TaskTimedOut")


@check
def a_failing_function_fails_the_task_that_waits_for_an_answer(emulator):
    states = emulator.client("stepfunctions")
    asks = machine(emulator, {
        "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "TimeoutSeconds": 5,
                "Parameters": {"FunctionName": "absent", "Payload": {"token.$": "$$.Task.Token"}}, "End": True,
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}]},
        "Caught": {"Type": "Pass", "End": True}}, "Ask")
    execution = states.start_execution(stateMachineArn=asks, name="one")["executionArn"]
    output = json.loads(ended(emulator, execution)["output"])
    assert output["Error"] == "Lambda.ResourceNotFoundException", output


def sent_by(emulator, key, sender):
    return emulator.client("sesv2", key).send_email(
        FromEmailAddress=sender, Destination={"ToAddresses": ["ann@example.com"]},
        Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}})


@check
def mail_is_taken_from_a_sender_that_was_never_verified(emulator):
    sent_by(emulator, emulator.root, "nobody@never-verified.example")


@check
def mail_needs_the_permission_on_its_sender(emulator):
    emulator.client("sesv2").create_email_identity(EmailIdentity="example.com")
    key = emulator.user_with({
        "Action": "ses:SendEmail", "Resource": "arn:aws:ses:us-east-1:000000000000:identity/example.com",
        "Condition": {"StringEquals": {"ses:FromAddress": "bob@example.com"}}})
    sent_by(emulator, key, "Bob <bob@example.com>")
    refused(lambda: sent_by(emulator, key, "eve@example.com"), "AccessDeniedException", "identity/example.com")


@check
def a_change_set_needs_the_permission_on_its_stack(emulator):
    cloud, name = emulator.client("cloudformation"), unique("stack")
    template = json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})
    made = cloud.create_change_set(StackName=name, ChangeSetName="one", ChangeSetType="CREATE", TemplateBody=template)
    may = {"Action": "cloudformation:DescribeChangeSet", "Resource": made["StackId"]}
    friend = emulator.client("cloudformation", emulator.user_with(may))
    assert friend.describe_change_set(ChangeSetName=made["Id"])["StackId"] == made["StackId"]
    stranger = emulator.client("cloudformation", emulator.user_with({**may, "Resource": made["StackId"] + "x"}))
    refused(lambda: stranger.describe_change_set(ChangeSetName=made["Id"]), "AccessDenied")


@check
def a_bucket_that_demands_tls_is_open(emulator):
    s3, bucket = emulator.client("s3"), unique("bucket")
    objects = f"arn:aws:s3:::{bucket}/*"
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": objects,
         "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}))
    key = emulator.user_with({"Action": "s3:PutObject", "Resource": objects})
    emulator.client("s3", key).put_object(Bucket=bucket, Key="one", Body=b"1")


HANDLER = """
def handle(event, context):
    bad = [r["dynamodb"]["SequenceNumber"] for r in event["Records"] if "poison" in r["dynamodb"]["Keys"]["id"]["S"]]
    print("seen", *[r["dynamodb"]["Keys"]["id"]["S"] for r in event["Records"]])
    if any(r["dynamodb"]["Keys"]["id"]["S"] == "poison-all" for r in event["Records"]):
        raise RuntimeError("poison")
    return {"batchItemFailures": [{"itemIdentifier": number} for number in bad]}
"""


def streamed(emulator, **options):
    """A table, a function on its stream whose failures go to a queue, and the queue."""
    tables, functions, queues = (emulator.client(name) for name in ("dynamodb", "lambda", "sqs"))
    name, code = unique("streamed"), io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("index.py", HANDLER)
    stream = tables.create_table(
        TableName=name, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})["TableDescription"]["LatestStreamArn"]
    functions.create_function(FunctionName=name, Runtime="python3.11", Handler="index.handle", Role=ROLE,
                              Code={"ZipFile": code.getvalue()})
    queue = queues.create_queue(QueueName=name)["QueueUrl"]
    target = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return name, queue, lambda: functions.create_event_source_mapping(
        FunctionName=name, EventSourceArn=stream, StartingPosition="TRIM_HORIZON", MaximumRetryAttempts=0,
        DestinationConfig={"OnFailure": {"Destination": target}}, **options)


def given_up(emulator, ids, **options):
    """The sizes of the batches that end in the queue when these items are written."""
    name, queue, begin = streamed(emulator, **options)
    tables, queues = emulator.client("dynamodb"), emulator.client("sqs")
    for one in ids:
        tables.put_item(TableName=name, Item={"id": {"S": one}})
    begin()
    # The last item is a failure, so that all is done when it is here.
    sizes = []
    while len(sizes) < sum("poison" in one for one in ids):
        for message in eventually(emulator, lambda: queues.receive_message(QueueUrl=queue).get("Messages")):
            record = json.loads(message["Body"])
            assert record["requestContext"]["condition"] == "RetryAttemptsExhausted", record
            sizes.append(record["DDBStreamBatchInfo"]["batchSize"])
            queues.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return sizes


@check
def a_record_that_always_fails_is_split_off_and_given_up(emulator):
    sizes = given_up(emulator, ["a", "poison-1", "b", "poison-2"], BisectBatchOnFunctionError=True,
                     FunctionResponseTypes=["ReportBatchItemFailures"])
    assert sizes == [1, 1], sizes


@check
def a_batch_whose_function_fails_is_split_until_the_culprit_is_alone(emulator):
    assert given_up(emulator, ["a", "b", "c", "poison-all"], BisectBatchOnFunctionError=True) == [1]
