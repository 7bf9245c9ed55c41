"""Lambda on streams of DynamoDB and Kinesis: failed records are tried again, split off, and in the end handed on."""

import json
import time

from provision_emulator import failures
from provision_emulator.patching import patch

# What each mapping has yet to deliver, shard by shard, of the records that the emulator takes to be its next batch.
BACKLOGS = {}


class Batch(list):
    """Records with the mapping that delivers them."""

    def __init__(self, records, mapping):
        super().__init__(records)
        self.mapping = mapping


class Backlog:
    """The parts of a batch that are not delivered, oldest first, and how often the first was tried again."""

    def __init__(self):
        self.parts, self.retries, self.seen = [], 0, 0

    def take_in(self, batch):
        """Adds what is new in a batch, and forgets what the emulator has let go as too old."""
        if self.parts and number(self.parts[0][0]) < number(batch[0]):
            self.parts, self.retries = [], 0
        fresh = [record for record in batch if number(record) > self.seen]
        if fresh:
            self.parts.append(fresh)
            self.seen = number(fresh[-1])

    def drop(self):
        """Done with the first part, one way or the other."""
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
    """The records that a function names as failed; nothing where the answer is not of the form that Lambda takes."""
    try:
        body = json.loads(body) if isinstance(body, (str, bytes)) and body else body
        names = [one["itemIdentifier"] for one in (body or {}).get("batchItemFailures") or []]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return names if all(isinstance(name, str) and name for name in names) else None


def first_failure(part, result, mapping):
    """The index of the first record to try again; None when all went well."""
    if result.get("error"):
        return 0
    if "ReportBatchItemFailures" not in (mapping.get("FunctionResponseTypes") or []):
        return None
    failed = failed_names(result.get("body"))
    if failed is None:
        return 0
    failed_at = [index for index, record in enumerate(part) if sequence_number(record) in failed]
    # A name that is no record's means the whole batch.
    return min(failed_at, default=0) if failed else None


def set_back(backlog, mapping, function, result, failed_at):
    """Keeps what failed for another try, or gives it up. True when there is to be another try."""
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
    """Gives up what has become too old, of Kinesis; the original does so for tables."""
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
    """Leaves on the records for which mapping they were chosen."""
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
    # What was given up is done with, too.
    return {**result, "error": None}


def again(result, record):
    """The result that makes the caller retry."""
    body = {"errorType": "records-failed", "errorMessage": f"from {sequence_number(record)}"}
    return {**result, "error": True, "body": result.get("body") if result.get("error") else body}
