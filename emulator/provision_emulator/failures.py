"""Lambda: what a stream's mapping sends to its destination about records that it gives up."""

import json
import time

from ministack.core.responses import new_uuid
from ministack.services import sns, sqs

# The only shard of the emulator's tables.
TABLE_SHARD = "shardId-00000000000000000000-00000000"


def moment(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(float(seconds)))


def batch_info(mapping, records):
    """The position of the records; their content is not included."""
    if "kinesis" in records[0]:
        name, shard = "KinesisBatchInfo", records[0]["eventID"].split(":")[0]
        ends = [(one["kinesis"]["sequenceNumber"], one["kinesis"]["approximateArrivalTimestamp"])
                for one in (records[0], records[-1])]
    else:
        name, shard = "DDBStreamBatchInfo", TABLE_SHARD
        ends = [(one["dynamodb"]["SequenceNumber"], one["dynamodb"].get("ApproximateCreationDateTime", time.time()))
                for one in (records[0], records[-1])]
    (start, first), (end, last) = ends
    return {name: {
        "shardId": shard, "startSequenceNumber": start, "endSequenceNumber": end,
        "approximateArrivalOfFirstRecord": moment(first), "approximateArrivalOfLastRecord": moment(last),
        "batchSize": len(records), "streamArn": mapping["EventSourceArn"]}}


def document(mapping, function, records, result, condition, calls):
    config = function.get("config") or function
    failed = {"functionError": result.get("function_error") or "Unhandled"} if result.get("error") else {}
    return {
        "requestContext": {
            "requestId": new_uuid(), "functionArn": config.get("FunctionArn", ""), "condition": condition,
            "approximateInvokeCount": calls},
        "responseContext": {"statusCode": 200, "executedVersion": config.get("Version") or "$LATEST", **failed},
        "version": "1.0", "timestamp": moment(time.time()), **batch_info(mapping, records)}


def hand_on(mapping, function, records, result, condition, calls):
    """Sends the document to the queue or topic of the mapping, if it has one."""
    target = ((mapping.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination") or ""
    text = json.dumps(document(mapping, function, records, result, condition, calls))
    service, name = target.split(":")[2:3], target.rsplit(":", 1)[-1]
    try:
        if service == ["sqs"]:
            url = sqs._queue_url(name)
            sqs._act_send_message({"QueueUrl": url, "MessageBody": text}, url)
        elif service == ["sns"]:
            sns._publish({"TopicArn": target, "Message": text})
    except sqs._Err as error:
        print(f"Lambda: records of {mapping['EventSourceArn']} are lost: {error.message}", flush=True)
