"""CloudFormation: creating a resource with an existing name fails; the original replaces it with an empty one."""

from ministack.services import dynamodb, kinesis, sqs
from ministack.services.cloudformation import provisioners

from provision_emulator.patching import patch


def refuse(kind, name):
    """Fails the resource with the message of AWS's resource handlers."""
    raise ValueError(f"Resource handler returned message: \"Resource of type '{kind}' with identifier '{name}' already "
                     "exists.\" (HandlerErrorCode: AlreadyExists)")


@patch("cloudformation.provisioners", "_ddb_create")
def create_table(original, logical_id, props, stack_name):
    """Keeps the items of an existing table."""
    name = props.get("TableName")
    if name and dynamodb._tables.get(name):
        refuse("AWS::DynamoDB::Table", name)
    return original(logical_id, props, stack_name)


@patch("cloudformation.provisioners", "_kinesis_stream_create")
def create_stream(original, logical_id, props, stack_name):
    """Keeps the records of an existing stream."""
    name = props.get("Name")
    if name and kinesis._streams.get(name):
        refuse("AWS::Kinesis::Stream", name)
    return original(logical_id, props, stack_name)


@patch("cloudformation.provisioners", "_sqs_create")
def create_queue(original, logical_id, props, stack_name):
    """Keeps the messages of an existing queue."""
    name, _ = provisioners._sqs_queue_name(props, stack_name, logical_id)
    if props.get("QueueName") and sqs._queue_name_to_url.get(name):
        refuse("AWS::SQS::Queue", name)
    return original(logical_id, props, stack_name)
