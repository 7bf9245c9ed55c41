"""Lambda on DynamoDB streams: failed records are tried again, split off, and in the end handed to a destination."""

import json

from ministack.services import lambda_svc

from patching import patch

# What each mapping has yet to deliver of the records that the emulator takes to be its next batch.
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


def number(record):
    return int(record["dynamodb"]["SequenceNumber"])


def first_failure(part, result, mapping):
    """The index of the first record to try again; None when all went well."""
    if result.get("error"):
        return 0
    if "ReportBatchItemFailures" not in (mapping.get("FunctionResponseTypes") or []):
        return None
    body = result.get("body")
    body = json.loads(body) if isinstance(body, (str, bytes)) and body else body
    failed = {one["itemIdentifier"] for one in (body or {}).get("batchItemFailures") or []}
    failed_at = [index for index, record in enumerate(part) if record["dynamodb"]["SequenceNumber"] in failed]
    # A name that is no record's means the whole batch.
    return min(failed_at, default=0) if failed else None


def set_back(backlog, mapping, function, result, failed_at):
    """Keeps what failed for another try, or gives it up. True when there is to be another try."""
    if failed_at:
        backlog.parts[0] = backlog.parts[0][failed_at:]
        backlog.retries = 0
    part = backlog.parts[0]
    # A split does not count as a retry.
    if mapping.get("BisectBatchOnFunctionError") and len(part) > 1:
        half = len(part) // 2
        backlog.parts[:1] = [part[:half], part[half:]]
        return True
    most = mapping.get("MaximumRetryAttempts")
    if most is not None and 0 <= int(most) <= backlog.retries:
        lambda_svc._send_ddb_stream_failure_record(
            mapping, function, part, mapping["EventSourceArn"], result, "RetryAttemptsExhausted")
        backlog.drop()
        return False
    backlog.retries += 1
    return True


@patch("lambda_svc", "_apply_filter_criteria")
def choose(original, records, mapping):
    """Leaves on the records for which mapping they were chosen."""
    chosen = original(records, mapping)
    is_stream = ":dynamodb:" in mapping.get("EventSourceArn", "")
    return Batch(chosen, mapping) if is_stream and chosen else chosen


@patch("lambda_svc", "_execute_function")
def deliver(original, function, event):
    """Delivers a batch part by part. A failure told to the caller makes it come again with the same batch."""
    batch = event.get("Records") if isinstance(event, dict) else None
    if not isinstance(batch, Batch):
        return original(function, event)
    mapping = batch.mapping
    backlog = BACKLOGS.setdefault(mapping["UUID"], Backlog())
    backlog.take_in(batch)
    result = {}
    while backlog.parts:
        part = backlog.parts[0]
        result = original(function, {"Records": part})
        failed_at = first_failure(part, result, mapping)
        if failed_at is None:
            backlog.drop()
        elif set_back(backlog, mapping, function, result, failed_at):
            body = {"errorType": "records-failed", "errorMessage": f"from {backlog.parts[0][0]['dynamodb']['SequenceNumber']}"}
            return {**result, "error": True, "body": result.get("body") if result.get("error") else body}
    # What was given up is done with, too.
    return {**result, "error": None}
