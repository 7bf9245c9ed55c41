"""Step Functions: a task needs the permissions of its machine's role, and fails as on AWS without them."""

import contextvars

from ministack.core.responses import get_account_id, get_region
from ministack.services import stepfunctions as machines

from provision_emulator import roles

# The role of the machine whose task this is. Task threads take it over with their context.
ROLE = contextvars.ContextVar("role", default=None)

ITEM_ACTIONS = {"getItem": "GetItem", "putItem": "PutItem", "updateItem": "UpdateItem", "deleteItem": "DeleteItem"}


def named(service, name, kind=""):
    """The ARN of the resource in the arguments, which may be an ARN already."""
    name = str(name or "")
    return name if name.startswith("arn:") else f"arn:aws:{service}:{get_region()}:{get_account_id()}:{kind}{name}"


def needed(resource, given):
    """Service, action, resource and error name of a task; None if no permission is checked.

    The errors are those of the clients that Step Functions uses, where a refusal mostly has no name of its own.
    """
    given = given if isinstance(given, dict) else {}
    what = resource.removesuffix(".waitForTaskToken").split(":::")[-1]
    service, _, action = what.partition(":")
    if what == "lambda:invoke":
        function = named("lambda", given.get("FunctionName"), "function:")
        return "lambda", "lambda:InvokeFunction", function, "Lambda.AWSLambdaException"
    if resource.split(":")[2:3] == ["lambda"]:
        return "lambda", "lambda:InvokeFunction", resource, "Lambda.AWSLambdaException"
    if service == "dynamodb" and action in ITEM_ACTIONS:
        table = named("dynamodb", given.get("TableName"), "table/")
        return "dynamodb", f"dynamodb:{ITEM_ACTIONS[action]}", table, "DynamoDB.AmazonDynamoDBException"
    if what == "sns:publish":
        return "sns", "sns:Publish", given.get("TopicArn") or "*", "SNS.AuthorizationErrorException"
    if what == "sqs:sendMessage":
        queue = named("sqs", str(given.get("QueueUrl") or "").rsplit("/", 1)[-1])
        return "sqs", "sqs:SendMessage", queue, "SQS.AmazonSQSException"
    return None


def check(resource, given):
    """Fails the task whose role lacks what it needs."""
    needs = ROLE.get() and needed(resource, given)
    if not needs:
        return
    service, action, target, error = needs
    why = roles.denied(ROLE.get(), service, action, target)
    if why:
        raise machines._ExecutionError(error, why)


def remember(machine_arn):
    """Records whose task runs in this context."""
    machine = machines._state_machines.get(machine_arn) if machine_arn else None
    ROLE.set(machine.get("roleArn") if machine else None)
