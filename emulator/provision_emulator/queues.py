"""Lambda on SQS queues: what counts as a failure, and that no message is deleted with the wrong ones."""

import time

from ministack.services import lambda_svc, sqs

from provision_emulator.patching import handler_message, patch
from provision_emulator.streams import failed_names


def failed_of(mapping, result, batch):
    """The ids of the messages to redeliver; all of them if the function's report cannot be read."""
    everything = {message["id"] for message in batch}
    if result.get("error"):
        return everything
    if "ReportBatchItemFailures" not in (mapping.get("FunctionResponseTypes") or []):
        return set()
    names = failed_names(result.get("body"))
    # The original takes a report without known ids for success and deletes what failed.
    return everything if names is None or not everything.issuperset(names) else set(names)


@patch("lambda_svc", "_run_sqs_batch")
def run_batch(_original, mapping, function, event, batch, url, name):
    """Passes a batch to the function and deletes the successful messages, and at once those that the filter excludes."""
    chosen = {record["messageId"] for record in event["Records"]}
    sqs._delete_messages_for_esm(url, {message["receipt_handle"] for message in batch if message["id"] not in chosen})
    batch = [message for message in batch if message["id"] in chosen]
    result = lambda_svc._execute_function(function, event)
    failed = failed_of(mapping, result, batch)
    sqs._delete_messages_for_esm(url, {message["receipt_handle"] for message in batch if message["id"] not in failed})
    mapping["LastProcessingResult"] = f"OK - {len(batch) - len(failed)} records, {len(failed)} failures"
    print(f"Lambda {mapping['FunctionName']}: {len(batch)} messages of {name}, {len(failed)} failed\n{result.get('log', '')}",
          flush=True)
    if result.get("error"):
        lambda_svc._esm_backoff_until[mapping["UUID"]] = time.time() + lambda_svc._ESM_BACKOFF_SECONDS
    else:
        lambda_svc._esm_backoff_until.pop(mapping["UUID"], None)


def too_short(source, reference):
    """Why a queue cannot be a source: a message would be redelivered while the function still processes it."""
    if source.split(":")[2:3] != ["sqs"]:
        return None
    queue = sqs._queue_by_arn(source)
    _, config = lambda_svc._get_func_record_for_qualifier(lambda_svc._resolve_name(reference), None)
    if not queue or not config:
        return None
    visible, timeout = int(queue["attributes"].get("VisibilityTimeout", 30)), int(config.get("Timeout", 3))
    if visible >= timeout:
        return None
    return f"Queue visibility timeout: {visible} seconds is less than Function timeout: {timeout} seconds"


@patch("lambda_svc", "_create_esm")
def create_mapping(original, data):
    """Refuses the mapping of a queue whose messages show again before the function must be done."""
    wrong = too_short(data.get("EventSourceArn") or "", data.get("FunctionName") or "")
    return lambda_svc._invalid_parameter_value(wrong) if wrong else original(data)


@patch("cloudformation.provisioners", "_lambda_esm_create")
def create_resource(original, logical_id, props, stack_name):
    """The same for a stack's mapping, whose resource fails."""
    wrong = too_short(props.get("EventSourceArn") or "", props.get("FunctionName") or "")
    if wrong:
        raise ValueError(handler_message(wrong, "Lambda", 400, "InvalidRequest"))
    return original(logical_id, props, stack_name)
