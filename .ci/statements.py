"""Has parliament read every IAM policy of the templates' roles.

Usage: statements.py TEMPLATE...
It knows each action's resources and conditions, and so finds unknown actions, resources that an action never has, and
conditions that are never fulfilled. The policies of `docs/` are checked by `policies.py`, against newer definitions.
"""

import json
import pathlib
import re
import sys
import warnings

import yaml

# parliament finds its files by means of pkg_resources, hence also the pinned setuptools.
warnings.filterwarnings("ignore", message="pkg_resources is deprecated")
from parliament import analyze_policy_string  # noqa: E402

from state_machines import Loader  # noqa: E402

VALUES = {"AWS::Partition": "aws", "AWS::Region": "eu-central-1", "AWS::AccountId": "123456789012", "Stage": "dev"}
# A resource that CloudFormation makes and a parameter's ARN, by how its name or the parameter's name ends.
ARNS = {
    "TableArn": "dynamodb:eu-central-1:123456789012:table/t",
    "TableStreamArn": "dynamodb:eu-central-1:123456789012:table/t/stream/2026-01-01T00",
    "StreamArn": "dynamodb:eu-central-1:123456789012:table/t/stream/2026-01-01T00",
    "QueueArn": "sqs:eu-central-1:123456789012:q",
    "FunctionArn": "lambda:eu-central-1:123456789012:function:f",
    "StateMachineArn": "states:eu-central-1:123456789012:stateMachine:m",
    "Table.Arn": "dynamodb:eu-central-1:123456789012:table/t",
    "Stream.Arn": "kinesis:eu-central-1:123456789012:stream/s",
    "Bucket.Arn": "s3:::bucket",
    "Logs.Arn": "logs:eu-central-1:123456789012:log-group:g:*",
    "Function.Arn": "lambda:eu-central-1:123456789012:function:f",
    "Queue.Arn": "sqs:eu-central-1:123456789012:q",
    "FailedRecords.Arn": "sqs:eu-central-1:123456789012:q",
    "Workflow": "states:eu-central-1:123456789012:stateMachine:m",
    "Outcomes": "sns:eu-central-1:123456789012:topic",
}
# Actions that parliament takes for ones without a resource. DynamoDB's documentation grants the first on the streams of a table;
# the second is judged on the machine for tokens of functions, as requests to AWS have shown (aws/aws-cdk#8486).
ON_RESOURCES = {"dynamodb:ListStreams", "states:SendTaskSuccess"}


def named(name):
    """The value of a parameter, pseudo parameter or resource."""
    for end in sorted(ARNS, key=len, reverse=True):
        if name.endswith(end):
            return f"arn:aws:{ARNS[end]}"
    return VALUES.get(name, "placeholder")


def filled(value):
    """A policy whose references and texts are values; the loader has left `!Ref X` as X and `!Sub` as its text."""
    if isinstance(value, dict):
        return {key: filled(one) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one) for one in value]
    text = re.sub(r"\$\{([\w:.]+)\}", lambda found: named(found[1]), str(value))
    return text if text != value or ":" in text or text == "*" else named(text)


def resources_filled(document):
    """The document with the resources of its statements filled; actions and the like hold no references."""
    statements = [{**one, "Resource": filled(one["Resource"])} for one in document["Statement"]]
    return {**document, "Statement": statements}


def policies(path):
    """Name and document of all policies that the roles of a template have."""
    for name, resource in yaml.load(path.read_text(), Loader)["Resources"].items():
        if resource["Type"] == "AWS::IAM::Role":
            for policy in resource["Properties"].get("Policies", []):
                yield f"{path} {name} {policy['PolicyName']}", resources_filled(policy["PolicyDocument"])


def is_known(finding):
    """Whether a finding is only about actions of which parliament is mistaken."""
    if finding.issue != "RESOURCE_MISMATCH":
        return False
    return all(one["action"] in ON_RESOURCES and one["required_format"] == "*" for one in finding.detail)


def main():
    found = [one for path in map(pathlib.Path, sys.argv[1:]) for one in policies(path)]
    findings = [
        f"{name}: {finding.issue}: {finding.detail} {finding.location.get('string', '')}"
        for name, document in found for finding in analyze_policy_string(json.dumps(document)).findings
        if not is_known(finding)]
    print(*findings, sep="\n", end="\n" if findings else "")
    if findings:
        sys.exit(1)
    print(f"parliament finds nothing in {len(found)} policies")


if __name__ == "__main__":
    main()
