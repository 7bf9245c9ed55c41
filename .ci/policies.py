"""Checks that the policies for CloudFormation allow what the templates' resource types call, and nothing else.

Usage: policies.py TEMPLATE...
The actions come from the registry schemas that cfn-lint carries (`handlers.*.permissions` for create, read, update and
delete, and the tag actions, because stacks always carry tags), the resources on which IAM judges an action from cfn-lint's
`Policies.json`. Each action must be allowed on the ARN of every resource of the templates that it may concern. The files
`docs/cloudformation*-policy.json` must do without `docs/deploy-policy.json`: a service role may hold them alone.
"""

import fnmatch
import importlib.resources
import json
import pathlib
import re
import sys

import yaml

from state_machines import Loader

DATA = importlib.resources.files("cfnlint") / "data"
HANDLERS = ("create", "read", "update", "delete")
# Actions that a handler calls only for a property that no template sets, by that property. One that is set, or is not in the
# schema, and an action that no handler calls are errors: the table cannot outlive its reasons.
UNUSED = {
    "AWS::ApiGateway::RestApi": {
        "BodyS3Location": ["s3:GetObject"],
        "Policy": ["apigateway:UpdateRestApiPolicy"],
    },
    "AWS::DynamoDB::Table": {
        "ContributorInsightsSpecification": ["dynamodb:UpdateContributorInsights"],
        "ImportSourceSpecification": ["dynamodb:DescribeImport", "dynamodb:ImportTable", "logs:*", "s3:*"],
        "KinesisStreamSpecification": [
            "dynamodb:DisableKinesisStreamingDestination", "dynamodb:EnableKinesisStreamingDestination",
            "dynamodb:UpdateKinesisStreamingDestination", "kinesis:*"],
        "ResourcePolicy": ["dynamodb:DeleteResourcePolicy", "dynamodb:PutResourcePolicy"],
        "SSESpecification/KMSMasterKeyId": ["kms:*"],
    },
    "AWS::IAM::Role": {
        "ManagedPolicyArns": ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
        "PermissionsBoundary": ["iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"],
    },
    "AWS::Kinesis::Stream": {
        "DesiredShardLevelMetrics": ["kinesis:DisableEnhancedMonitoring", "kinesis:EnableEnhancedMonitoring"],
        "MaxRecordSizeInKiB": ["kinesis:UpdateMaxRecordSize"],
        "RecordDistributionStrategy": ["kinesis:UpdateStreamRecordDistributionStrategy"],
        "ShardCount": ["kinesis:UpdateShardCount"],
        "WarmThroughputMiBps": ["kinesis:UpdateStreamWarmThroughput"],
    },
    "AWS::Lambda::EventSourceMapping": {"KmsKeyArn": ["kms:*"]},
    "AWS::Lambda::Function": {
        "CapacityProviderConfig": [
            "lambda:PassCapacityProvider", "lambda:PublishVersion", "lambda:PutFunctionScalingConfig"],
        "Code/S3ObjectVersion": ["s3:GetObjectVersion"],
        "CodeSigningConfigArn": [
            "lambda:DeleteFunctionCodeSigningConfig", "lambda:GetCodeSigningConfig",
            "lambda:PutFunctionCodeSigningConfig"],
        "FileSystemConfigs": ["elasticfilesystem:*", "s3files:*"],
        "KmsKeyArn": ["kms:*"],
        "Layers": ["lambda:GetLayerVersion"],
        "RecursiveLoop": ["lambda:PutFunctionRecursionConfig"],
        "ReservedConcurrentExecutions": ["lambda:DeleteFunctionConcurrency", "lambda:PutFunctionConcurrency"],
        "RuntimeManagementConfig": ["lambda:PutRuntimeManagementConfig"],
        "VpcConfig": ["ec2:*"],
    },
    "AWS::Logs::LogGroup": {
        "BearerTokenAuthenticationEnabled": ["logs:PutBearerTokenAuthentication"],
        "DataProtectionPolicy": [
            "firehose:TagDeliveryStream", "logs:CreateLogDelivery", "logs:DeleteDataProtectionPolicy",
            "logs:PutDataProtectionPolicy"],
        "DeletionProtectionEnabled": ["logs:PutLogGroupDeletionProtection"],
        "FieldIndexPolicies": ["logs:DeleteIndexPolicy", "logs:PutIndexPolicy"],
        "KmsKeyId": ["logs:AssociateKmsKey", "logs:DisassociateKmsKey"],
        "ResourcePolicyDocument": ["logs:DeleteResourcePolicy", "logs:PutResourcePolicy"],
    },
    "AWS::S3::Bucket": {
        "AbacStatus": ["s3:PutBucketAbac"],
        "AccelerateConfiguration": ["s3:PutAccelerateConfiguration"],
        "AccessControl": ["s3:GetBucketAcl", "s3:PutBucketAcl", "s3:PutObjectAcl"],
        "AnalyticsConfigurations": ["s3:PutAnalyticsConfiguration"],
        "CorsConfiguration": ["s3:PutBucketCORS"],
        "IntelligentTieringConfigurations": ["s3:PutIntelligentTieringConfiguration"],
        "InventoryConfigurations": ["s3:PutInventoryConfiguration"],
        "LoggingConfiguration": ["s3:PutBucketLogging"],
        "MetadataTableConfiguration": ["s3:*MetadataTableConfiguration", "s3tables:*"],
        "MetadataConfiguration": ["s3:UpdateBucketMetadata*"],
        "MetricsConfigurations": ["s3:PutMetricsConfiguration"],
        "NotificationConfiguration": ["s3:PutBucketNotification"],
        "ObjectLockConfiguration": ["s3:PutBucketObjectLockConfiguration"],
        "ReplicationConfiguration": ["iam:PassRole", "s3:DeleteObject", "s3:PutReplicationConfiguration"],
        "WebsiteConfiguration": ["s3:DeleteBucketWebsite", "s3:PutBucketWebsite"],
    },
    "AWS::SES::EmailIdentity": {
        "ConfigurationSetAttributes": ["ses:PutEmailIdentityConfigurationSetAttributes"],
        "DkimAttributes": ["ses:PutEmailIdentityDkimAttributes"],
        "DkimSigningAttributes": ["ses:PutEmailIdentityDkimSigningAttributes"],
        "FeedbackAttributes": ["ses:PutEmailIdentityFeedbackAttributes"],
        "MailFromAttributes": ["ses:PutEmailIdentityMailFromAttributes"],
    },
    "AWS::SNS::Subscription": {"SubscriptionRoleArn": ["iam:GetRole", "iam:PassRole"]},
    "AWS::SNS::Topic": {
        "DataProtectionPolicy": ["sns:PutDataProtectionPolicy"],
        "DeliveryStatusLogging": ["iam:GetRole", "iam:PassRole"],
    },
    "AWS::StepFunctions::StateMachine": {
        "DefinitionS3Location": ["s3:GetObject", "s3:GetObjectVersion"],
        "EncryptionConfiguration": ["kms:*"],
    },
}
# Actions that a handler calls for a table that is itself a replica, which no property of the schema says.
FOR_REPLICAS = {"AWS::DynamoDB::Table": {"dynamodb:AssociateTableReplica", "iam:CreateServiceLinkedRole"}}
# Actions that are judged without a resource as IAM's documentation has it, with one as Policies.json has it.
WITHOUT_RESOURCE = {
    "cloudwatch:DescribeAlarms", "sns:GetSubscriptionAttributes", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"}
# Actions that no handler names: DynamoDB's calls on the caller's behalf for replicas, and the roles that DynamoDB and API Gateway, for its
# traces, have once in an account.
BESIDE_HANDLERS = {
    "dynamodb:BatchWriteItem", "dynamodb:CreateTableReplica", "dynamodb:DeleteItem", "dynamodb:DeleteTableReplica",
    "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem",
    "iam:CreateServiceLinkedRole"}
# The service to which a resource of a type passes its role, and the property that holds the role.
PASSES_TO = {
    "AWS::ApiGateway::Method": ("Integration/Credentials", "apigateway.amazonaws.com"),
    "AWS::ApiGateway::RestApi": ("Body", "apigateway.amazonaws.com"),
    "AWS::Events::Rule": ("RoleArn", "events.amazonaws.com"),
    "AWS::Lambda::Function": ("Role", "lambda.amazonaws.com"),
    "AWS::StepFunctions::StateMachine": ("RoleArn", "states.amazonaws.com"),
}
# By type: the service and resource under which IAM knows it, how its ARN continues, and the property with its name.
RESOURCES = {
    "AWS::ApiGateway::RestApi": ("apigateway", "restapis", "arn:aws:apigateway:REGION::/restapis", None),
    "AWS::CloudWatch::Alarm": ("cloudwatch", "alarm", "arn:aws:cloudwatch:REGION:ACCOUNT:alarm:", "AlarmName"),
    "AWS::CloudWatch::Dashboard": ("cloudwatch", "dashboard", "arn:aws:cloudwatch::ACCOUNT:dashboard/", "DashboardName"),
    "AWS::DynamoDB::Table": ("dynamodb", "table", "arn:aws:dynamodb:REGION:ACCOUNT:table/", "TableName"),
    "AWS::Events::Rule": ("events", "rule-on-default-event-bus", "arn:aws:events:REGION:ACCOUNT:rule/", "Name"),
    "AWS::IAM::Role": ("iam", "role", "arn:aws:iam::ACCOUNT:role/", "RoleName"),
    "AWS::Kinesis::Stream": ("kinesis", "stream", "arn:aws:kinesis:REGION:ACCOUNT:stream/", "Name"),
    "AWS::Lambda::EventSourceMapping": (
        "lambda", "eventsourcemapping", "arn:aws:lambda:REGION:ACCOUNT:event-source-mapping:", None),
    "AWS::Lambda::Function": ("lambda", "function", "arn:aws:lambda:REGION:ACCOUNT:function:", "FunctionName"),
    "AWS::Logs::LogGroup": ("logs", "log-group", "arn:aws:logs:REGION:ACCOUNT:log-group:", "LogGroupName"),
    "AWS::S3::Bucket": ("s3", "bucket", "arn:aws:s3:::", "BucketName"),
    "AWS::SES::EmailIdentity": ("ses", "identity", "arn:aws:ses:REGION:ACCOUNT:identity/", "EmailIdentity"),
    "AWS::SNS::Topic": ("sns", "topic", "arn:aws:sns:REGION:ACCOUNT:", "TopicName"),
    "AWS::SQS::Queue": ("sqs", "queue", "arn:aws:sqs:REGION:ACCOUNT:", "QueueName"),
    "AWS::StepFunctions::StateMachine": (
        "states", "statemachine", "arn:aws:states:REGION:ACCOUNT:stateMachine:", "StateMachineName"),
}
VALUES = {
    "REGION": "eu-central-1", "ACCOUNT": "123456789012", "Stage": "anystage", "AWS::AccountId": "123456789012",
    "AWS::Region": "eu-central-1", "SenderAddress": "orders@example.com"}


def filled(text):
    text = re.sub(r"\$\{([\w:]+)\}|\b(REGION|ACCOUNT)\b", lambda found: VALUES[found[1] or found[2]], text)
    return VALUES.get(text, text)


def at(properties, path):
    """A resource's value at a path such as Code/S3Key."""
    for name in path.split("/"):
        properties = properties.get(name) if isinstance(properties, dict) else None
    return properties


def read(folder):
    return json.loads((DATA / folder).read_text())


def resources_of(templates):
    """Stack's name, logical id, type and properties of all resources."""
    for path in map(pathlib.Path, templates):
        stack = f"{path.parent.name}-{path.stem}-anystage"
        for name, resource in yaml.load(path.read_text(), Loader)["Resources"].items():
            yield stack, name, resource["Type"], resource.get("Properties", {})


def arns_of(resources):
    """The ARNs of the templates' resources, by service and resource; those without a name of their own get CloudFormation's."""
    found = {
        ("s3", "object"): {"arn:aws:s3:::provision-artifacts-123456789012-eu-central-1/cake/0123.zip"},
        ("apigateway", "tags"): {filled("arn:aws:apigateway:REGION::/tags/arn%3Aaws%3Aapigateway")},
    }
    for stack, logical_id, kind, properties in resources:
        if kind in RESOURCES:
            service, resource, prefix, name = RESOURCES[kind]
            own = filled(properties[name]) if name in properties else f"{stack}-{logical_id}-1A2B3C4D5E6F"
            if kind == "AWS::ApiGateway::RestApi":
                own = "/a1b2c3/stages/anystage"
                found.setdefault((service, resource), set()).add(filled(prefix))
            found.setdefault((service, resource), set()).add(filled(prefix) + own)
    return found


def is_action(action, known):
    service, name = action.lower().split(":", 1)
    return name in known.get(service, {"Actions": {}})["Actions"]


def needed_of(kind, schema, instances, problems):
    """The actions that the handlers of a type call for these resources."""
    handlers = schema.get("handlers", {})
    actions = {action for handler in HANDLERS for action in handlers.get(handler, {}).get("permissions", [])}
    # `s3:DeleteBucketEncryption` and the like are no actions of IAM.
    called = set(actions)
    actions |= set(schema.get("tagging", {}).get("permissions", []))
    actions -= FOR_REPLICAS.get(kind, set())
    for path, patterns in UNUSED.get(kind, {}).items():
        if path.split("/")[0] not in schema["properties"]:
            problems.append(f"{kind}: there is no property {path}, which .ci/policies.py takes for unused")
        if any(at(properties, path) is not None for properties in instances):
            problems.append(f"{kind}: a template sets {path}, which .ci/policies.py takes for unused")
        for pattern in patterns:
            if not fnmatch.filter(called, pattern):
                problems.append(f"{kind}: no handler calls {pattern}, which .ci/policies.py takes for unused")
            actions -= set(fnmatch.filter(actions, pattern))
    return actions


def matches(pattern, text):
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), text) is not None


def listed(value):
    return value if isinstance(value, list) else [value]


def allows(statement, action, arn, context):
    """Whether a statement allows an action on a resource; a condition on what the context lacks is not fulfilled."""
    for operator, keys in statement.get("Condition", {}).items():
        assert operator in ("StringEquals", "ArnLike"), operator
        for key, values in keys.items():
            if not any(matches(value, context.get(key, "")) for value in listed(values)):
                return False
    return (any(matches(one.lower(), action.lower()) for one in listed(statement["Action"]))
            and any(matches(one, arn) for one in listed(statement["Resource"])))


def contexts_of(kind, action, instances, arns):
    """A request's condition keys; None if the request is not made."""
    if action == "iam:PassRole":
        path, service = PASSES_TO[kind]
        return [{"iam:PassedToService": service}] if any(at(one, path) for one in instances) else []
    if action.startswith("lambda:") and action.endswith("EventSourceMapping"):
        return [{"lambda:FunctionArn": arn} for arn in arns["lambda", "function"]]
    return [{}]


def targets_of(kind, action, arns, known):
    """The ARNs on which IAM judges an action."""
    service, name = action.lower().split(":", 1)
    resources = known[service]["Actions"][name].get("Resources", [])
    if action in WITHOUT_RESOURCE or not resources:
        return ["*"]
    if service == "apigateway":
        return sorted(arns["apigateway", "restapis"] | arns["apigateway", "tags"])
    own = {RESOURCES[kind][1]} if kind in RESOURCES and RESOURCES[kind][0] == service else set()
    names = own or {resource.lower() for resource in resources}
    return sorted(arn for resource in names for arn in arns.get((service, resource), ()))


def check_needed(needed, instances, arns, known, statements):
    """What is called and not allowed."""
    for kind, actions in sorted(needed.items()):
        for action in sorted(actions):
            targets = targets_of(kind, action, arns, known)
            if not targets:
                yield f"{kind}: {action} concerns no resource that .ci/policies.py knows"
            for context in contexts_of(kind, action, instances[kind], arns):
                missing = [arn for arn in targets if not any(allows(one, action, arn, context) for one in statements)]
                if missing:
                    yield f"{kind}: {action} is not allowed on {missing[0]} {context or ''}"


def check_surplus(needed, statements):
    """What is allowed and not called."""
    called = {action.lower() for actions in needed.values() for action in actions}
    called |= {action.lower() for action in BESIDE_HANDLERS}
    for statement in statements:
        for action in listed(statement["Action"]):
            if not any(matches(action.lower(), one) for one in called):
                yield f"{statement['Sid']}: {action} is allowed, and no resource type of the templates needs it"


def main():
    resources = list(resources_of(sys.argv[1:]))
    instances = {}
    for _, _, kind, properties in resources:
        instances.setdefault(kind, []).append(properties)
    known = read("AdditionalSpecs/Policies.json")
    schemas = {}
    for file in (DATA / "schemas" / "resources").iterdir():
        if file.name.endswith(".json"):
            schema = json.loads(file.read_text())
            schemas[schema["typeName"]] = schema
    problems = []
    needed = {}
    for kind, properties in instances.items():
        actions = needed_of(kind, schemas[kind], properties, problems)
        needed[kind] = {action for action in actions if is_action(action, known)}
    arns = arns_of(resources)
    files = sorted(pathlib.Path("docs").glob("cloudformation*-policy.json"))
    statements = [one for file in files for one in json.loads(file.read_text())["Statement"]]
    problems += check_needed(needed, instances, arns, known, statements)
    problems += check_surplus(needed, statements)
    print(*sorted(set(problems)), sep="\n", end="\n" if problems else "")
    if problems:
        sys.exit(1)
    count = sum(map(len, needed.values()))
    print(f"{len(files)} policies allow {count} actions of {len(needed)} resource types, and no other")


if __name__ == "__main__":
    main()
