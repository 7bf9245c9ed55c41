"""Checks of what functions are given from Kinesis streams and from queues, and of how failures are handled."""

import io
import json
import time
import zipfile

from checks import ROLE, check
from emulator import create, failed_reason, refused, unique
from work_checks import eventually

KINESIS = """
import base64, json, time
def handle(event, context):
    records = [(r["kinesis"]["sequenceNumber"], json.loads(base64.b64decode(r["kinesis"]["data"]))) for r in event["Records"]]
    print("SEEN", json.dumps([one["id"] for _, one in records]))
    if any(one["id"].startswith("poison") for _, one in records):
        raise RuntimeError("poison")
    return {"batchItemFailures": [{"itemIdentifier": number} for number, one in records if one["id"].startswith("bad")]}
"""
# Each message says how it is handled.
QUEUE = """
import json, os, time
def handle(event, context):
    asked = {r["messageId"]: json.loads(r["body"]) for r in event["Records"]}
    print("SEEN", json.dumps([one["id"] for one in asked.values()]))
    do = {one.get("do") for one in asked.values()}
    if "sleep" in do:
        time.sleep(20)
    if "crash" in do:
        os._exit(1)
    if "nonsense" in do:
        return {"batchItemFailures": [{"itemIdentifier": "unknown"}]}
    if "blank" in do:
        return {"batchItemFailures": [{"itemIdentifier": ""}]}
    return {"batchItemFailures": [{"itemIdentifier": name} for name, one in asked.items() if one.get("do") == "fail"]}
"""


def make_function(emulator, code, **options):
    name, data = unique("function"), io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("index.py", code)
    emulator.client("lambda").create_function(
        FunctionName=name, Runtime="python3.11", Handler="index.handle", Role=ROLE, Code={"ZipFile": data.getvalue()}, **options)
    return name


def make_queue(emulator, **attributes):
    queues = emulator.client("sqs")
    url = queues.create_queue(QueueName=unique("queue"), Attributes=attributes)["QueueUrl"]
    return url, queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def seen(emulator, name):
    """The ids of each call of the function, oldest first."""
    logs, group = emulator.client("logs"), f"/aws/lambda/{name}"
    try:
        events = logs.filter_log_events(logGroupName=group)["events"]
    except logs.exceptions.ResourceNotFoundException:
        return []
    return [json.loads(one["message"].split("SEEN ")[1]) for one in events if "SEEN " in one["message"]]


def taken(emulator, url, many):
    """The bodies of this many messages of a queue."""
    queues, bodies = emulator.client("sqs"), []
    while len(bodies) < many:
        for message in eventually(emulator, lambda: queues.receive_message(QueueUrl=url).get("Messages")):
            bodies.append(json.loads(message["Body"]))
            queues.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies


def streaming(emulator, ids, **options):
    """A function's name, the queue for what it fails, and the ARN of the stream, once these records are in the stream."""
    kinesis, name = emulator.client("kinesis"), make_function(emulator, KINESIS)
    kinesis.create_stream(StreamName=name, ShardCount=1)
    eventually(emulator, lambda: kinesis.describe_stream(StreamName=name)["StreamDescription"]["StreamStatus"] == "ACTIVE")
    stream = kinesis.describe_stream(StreamName=name)["StreamDescription"]["StreamARN"]
    kinesis.put_records(StreamName=name, Records=[
        {"Data": json.dumps({"id": one}).encode(), "PartitionKey": "one"} for one in ids])
    url, target = make_queue(emulator)
    emulator.client("lambda").create_event_source_mapping(
        FunctionName=name, EventSourceArn=stream, StartingPosition="TRIM_HORIZON", BatchSize=100,
        DestinationConfig={"OnFailure": {"Destination": target}}, **options)
    return name, url, stream


@check
def a_bad_kinesis_record_is_split_off_and_handed_on(emulator):
    name, url, stream = streaming(emulator, ["a", "b", "poison", "c"], MaximumRetryAttempts=1, BisectBatchOnFunctionError=True)
    record = taken(emulator, url, 1)[0]
    batch = record["KinesisBatchInfo"]
    assert record["requestContext"]["condition"] == "RetryAttemptsExhausted", record
    assert record["requestContext"]["approximateInvokeCount"] == 2, record
    assert (batch["batchSize"], batch["streamArn"]) == (1, stream), batch
    # The record can be found again with what the destination receives.
    kinesis = emulator.client("kinesis")
    iterator = kinesis.get_shard_iterator(
        StreamName=name, ShardId=batch["shardId"], ShardIteratorType="AT_SEQUENCE_NUMBER",
        StartingSequenceNumber=batch["startSequenceNumber"])["ShardIterator"]
    assert json.loads(kinesis.get_records(ShardIterator=iterator, Limit=1)["Records"][0]["Data"]) == {"id": "poison"}
    calls = eventually(emulator, lambda: (lambda found: found if ["c"] in found else None)(seen(emulator, name)))
    assert calls == [["a", "b", "poison", "c"], ["a", "b"], ["poison", "c"], ["poison"], ["poison"], ["c"]], calls


@check
def kinesis_records_from_the_lowest_failed_one_are_redelivered(emulator):
    name, url, _ = streaming(emulator, ["a", "bad", "b", "bad-2"], MaximumRetryAttempts=1,
                             FunctionResponseTypes=["ReportBatchItemFailures"])
    record = taken(emulator, url, 1)[0]
    assert record["KinesisBatchInfo"]["batchSize"] == 3, record
    # The call from the failed record on is the one retry of it. It is logged a little after its end.
    calls = eventually(emulator, lambda: (lambda found: found if len(found) > 1 else None)(seen(emulator, name)))
    assert calls == [["a", "bad", "b", "bad-2"], ["bad", "b", "bad-2"]], calls


@check
def kinesis_records_that_are_too_old_are_given_up(emulator):
    _, url, _ = streaming(emulator, ["poison"], MaximumRecordAgeInSeconds=60)
    # The emulator takes less than the sixty seconds that are the least on AWS.
    functions = emulator.client("lambda")
    mapping = functions.list_event_source_mappings()["EventSourceMappings"][-1]["UUID"]
    functions.update_event_source_mapping(UUID=mapping, MaximumRecordAgeInSeconds=2)
    record = taken(emulator, url, 1)[0]
    assert record["requestContext"]["condition"] == "MaxRecordAgeExceeded", record


def consuming(emulator, asks, timeout=3, most=2, **options):
    """A function's name, its queue and the dead-letter queue, with these messages in one batch."""
    queues = emulator.client("sqs")
    dead_url, dead = make_queue(emulator)
    url, queue = make_queue(emulator, VisibilityTimeout=str(timeout), RedrivePolicy=json.dumps(
        {"deadLetterTargetArn": dead, "maxReceiveCount": most}))
    name = make_function(emulator, QUEUE, Timeout=timeout)
    queues.send_message_batch(QueueUrl=url, Entries=[
        {"Id": str(index), "MessageBody": json.dumps(one)} for index, one in enumerate(asks)])
    emulator.client("lambda").create_event_source_mapping(
        FunctionName=name, EventSourceArn=queue, FunctionResponseTypes=["ReportBatchItemFailures"], **options)
    return name, url, dead_url


def left(emulator, url):
    queues = emulator.client("sqs")
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = queues.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)


@check
def a_report_that_names_no_record_fails_the_whole_batch(emulator):
    for wrong in ("nonsense", "blank"):
        name, url, dead = consuming(emulator, [{"id": "a"}, {"id": "b", "do": wrong}], timeout=1)
        assert sorted(one["id"] for one in taken(emulator, dead, 2)) == ["a", "b"]
        assert len(seen(emulator, name)) == 2 and left(emulator, url) == 0


@check
def a_message_that_the_filter_leaves_out_is_deleted_though_the_function_fails(emulator):
    chosen = {"Filters": [{"Pattern": json.dumps({"body": {"id": ["a"]}})}]}
    _, url, dead = consuming(emulator, [{"id": "a", "do": "crash"}, {"id": "z"}], timeout=20, most=5, FilterCriteria=chosen)
    eventually(emulator, lambda: left(emulator, url) == 1)
    # Only the failed one is left, hidden as long as the queue says, and nothing is dead.
    time.sleep(2)
    assert (left(emulator, url), left(emulator, dead)) == (1, 0)


@check
def a_queue_that_shows_its_messages_too_early_is_no_source(emulator):
    _, queue = make_queue(emulator, VisibilityTimeout="5")
    name, text = make_function(emulator, QUEUE, Timeout=10), "Queue visibility timeout: 5 seconds is less than Function timeout: 10 seconds"
    refused(lambda: emulator.client("lambda").create_event_source_mapping(FunctionName=name, EventSourceArn=queue),
            "InvalidParameterValueException", text)
    cloud = emulator.client("cloudformation")
    stack, _ = create(cloud, {"Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {
        "FunctionName": name, "EventSourceArn": queue}}})
    assert text in failed_reason(cloud, stack, "Mapping")
