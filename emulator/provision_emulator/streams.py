"""Lambda on streams of DynamoDB and Kinesis: failed records are retried, split, and finally sent to the destination."""

import json
import time

from provision_emulator import failures
from provision_emulator.patching import patch

# The records of each mapping's next batch that are not delivered yet, by shard.
BACKLOGS = {}


class Batch(list):
    """Records with the mapping that delivers them."""

    def __init__(self, records, mapping):
        super().__init__(records)
        self.mapping = mapping


class Backlog:
    """The undelivered parts of a batch, oldest first, and the number of retries of the first."""

    def __init__(self):
        self.parts, self.retries, self.seen = [], 0, 0

    def take_in(self, batch):
        """Adds new records of a batch, and removes those that the emulator has dropped as too old."""
        if self.parts and number(self.parts[0][0]) < number(batch[0]):
            self.parts, self.retries = [], 0
        fresh = [record for record in batch if number(record) > self.seen]
        if fresh:
            self.parts.append(fresh)
            self.seen = number(fresh[-1])

    def drop(self):
        """Removes the first part, whether it was delivered or given up."""
        self.parts.pop(0)
        self.retries = 0


def sequence_number(record):
    return record["kinesis"]["sequenceNumber"] if "kinesis" in record else record["dynamodb"]["SequenceNumber"]


def number(record):
    return int(sequence_number(record))


def shard_of(record):
    """The shard that a record of Kinesis is from; the emulator's tables have only one."""
    return record["eventID"].split(":")[0] if "kinesis" in record else None


def failed_names(body):
    """The records that a function reports as failed; None if its response has the wrong form."""
    try:
        body = json.loads(body) if isinstance(body, (str, bytes)) and body else body
        names = [one["itemIdentifier"] for one in (body or {}).get("batchItemFailures") or []]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return names if all(isinstance(name, str) and name for name in names) else None


def first_failure(part, result, mapping):
    """The index of the first record to retry; None if all succeeded."""
    if result.get("error"):
        return 0
    if "ReportBatchItemFailures" not in (mapping.get("FunctionResponseTypes") or []):
        return None
    failed = failed_names(result.get("body"))
    if failed is None:
        return 0
    failed_at = [index for index, record in enumerate(part) if sequence_number(record) in failed]
    # An unknown identifier means the whole batch.
    return min(failed_at, default=0) if failed else None


def set_back(backlog, mapping, function, result, failed_at):
    """Keeps failed records for a retry, or gives them up. Returns whether there will be a retry."""
    if failed_at:
        backlog.parts[0] = backlog.parts[0][failed_at:]
        backlog.retries = 0
    part = backlog.parts[0]
    # A split does not count as a retry.
    if str(mapping.get("BisectBatchOnFunctionError")).lower() == "true" and len(part) > 1:
        half = len(part) // 2
        backlog.parts[:1] = [part[:half], part[half:]]
        return True
    most = mapping.get("MaximumRetryAttempts")
    if most is not None and 0 <= int(most) <= backlog.retries:
        failures.hand_on(mapping, function, part, result, "RetryAttemptsExhausted", backlog.retries + 1)
        backlog.drop()
        return False
    backlog.retries += 1
    return True


def shed_old(backlog, mapping, function, result):
    """Gives up records of Kinesis that are too old; the original does so for tables."""
    most = int(mapping.get("MaximumRecordAgeInSeconds") or -1)
    part = backlog.parts[0]
    if most < 0 or "kinesis" not in part[0]:
        return
    old = [record for record in part if time.time() - record["kinesis"]["approximateArrivalTimestamp"] > most]
    if not old:
        return
    failures.hand_on(mapping, function, old, result, "MaxRecordAgeExceeded", backlog.retries + 1)
    backlog.parts[0] = part[len(old):]
    if not backlog.parts[0]:
        backlog.drop()


@patch("lambda_svc", "_apply_filter_criteria")
def choose(original, records, mapping):
    """Marks records with the mapping for which they were selected."""
    chosen = original(records, mapping)
    is_stream = mapping.get("EventSourceArn", "").split(":")[2:3] in (["dynamodb"], ["kinesis"])
    return Batch(chosen, mapping) if is_stream and chosen else chosen


@patch("lambda_svc", "_execute_function")
def deliver(original, function, event):
    """Delivers a batch part by part. After a reported failure the caller repeats the same batch."""
    batch = event.get("Records") if isinstance(event, dict) else None
    if not isinstance(batch, Batch):
        return original(function, event)
    mapping = batch.mapping
    backlog = BACKLOGS.setdefault((mapping["UUID"], shard_of(batch[0])), Backlog())
    backlog.take_in(batch)
    result = {}
    while backlog.parts:
        part = backlog.parts[0]
        result = original(function, {"Records": part})
        failed_at = first_failure(part, result, mapping)
        if failed_at is None:
            backlog.drop()
        elif set_back(backlog, mapping, function, result, failed_at):
            shed_old(backlog, mapping, function, result)
            if backlog.parts:
                return again(result, backlog.parts[0][0])
    # Records that were given up are done as well.
    return {**result, "error": None}


def again(result, record):
    """The result that makes the caller retry."""
    body = {"errorType": "records-failed", "errorMessage": f"from {sequence_number(record)}"}
    return {**result, "error": True, "body": result.get("body") if result.get("error") else body}
