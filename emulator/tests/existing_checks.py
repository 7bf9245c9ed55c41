"""Checks that a stack takes nothing away that is there under the name of one of its resources."""

from checks import check
from emulator import create, failed_reason, unique
from work_checks import eventually
from workflow_checks import make_table


def fails_on(emulator, kind, properties):
    """A stack with only this resource fails, and says why."""
    cloud = emulator.client("cloudformation")
    stack, found = create(cloud, {"Taken": {"Type": kind, "Properties": properties}})
    assert found["StackStatus"] == "ROLLBACK_COMPLETE", found["StackStatus"]
    assert "already exists" in failed_reason(cloud, stack, "Taken")
    cloud.delete_stack(StackName=stack)


@check
def a_table_that_is_there_is_not_created_again(emulator):
    tables, name = emulator.client("dynamodb"), make_table(emulator)
    tables.put_item(TableName=name, Item={"id": {"S": "kept"}})
    fails_on(emulator, "AWS::DynamoDB::Table", {
        "TableName": name, "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]})
    assert tables.scan(TableName=name)["Items"] == [{"id": {"S": "kept"}}]


@check
def a_queue_that_is_there_is_not_created_again(emulator):
    queues, name = emulator.client("sqs"), unique("queue")
    url = queues.create_queue(QueueName=name)["QueueUrl"]
    queues.send_message(QueueUrl=url, MessageBody="kept")
    fails_on(emulator, "AWS::SQS::Queue", {"QueueName": name})
    assert queues.receive_message(QueueUrl=url)["Messages"][0]["Body"] == "kept"


@check
def a_kinesis_stream_that_is_there_is_not_created_again(emulator):
    kinesis, name = emulator.client("kinesis"), unique("stream")
    kinesis.create_stream(StreamName=name, ShardCount=1)
    eventually(emulator, lambda: kinesis.describe_stream(StreamName=name)["StreamDescription"]["StreamStatus"] == "ACTIVE")
    kinesis.put_record(StreamName=name, Data=b"kept", PartitionKey="one")
    fails_on(emulator, "AWS::Kinesis::Stream", {"Name": name, "ShardCount": 1})
    shard = kinesis.describe_stream(StreamName=name)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = kinesis.get_shard_iterator(StreamName=name, ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    assert kinesis.get_records(ShardIterator=iterator)["Records"][0]["Data"] == b"kept"
