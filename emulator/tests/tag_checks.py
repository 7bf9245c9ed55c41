"""Checks of the tags by which it is known whose a table or a bucket is."""

import json

from checks import check
from emulator import create, settled, unique
from workflow_checks import make_table

TABLE = {"BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
         "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}


def retained(kind, properties):
    return {"Kept": {"Type": kind, "DeletionPolicy": "Retain", "Properties": properties}}


def adopted(cloud, resources):
    """The ARN of a new stack that adopts existing resources."""
    stack = unique("stack")
    made = cloud.create_change_set(
        StackName=stack, ChangeSetName="adopt", ChangeSetType="CREATE", ImportExistingResources=True,
        TemplateBody=json.dumps({"Resources": resources}), Tags=[{"Key": "provision:stage", "Value": "dev"}])
    cloud.execute_change_set(ChangeSetName=made["Id"])
    found = settled(cloud, made["StackId"])
    assert found["StackStatus"] in ("CREATE_COMPLETE", "IMPORT_COMPLETE"), found
    return made["StackId"]


def are_of(stack, tags, stage=None):
    found = {tag["Key"]: tag["Value"] for tag in tags}
    assert found["aws:cloudformation:stack-id"] == stack, found
    assert found["aws:cloudformation:stack-name"] == stack.split("/")[1], found
    assert found["aws:cloudformation:logical-id"] == "Kept", found
    assert found.get("provision:stage") == stage, found


@check
def a_bucket_carries_the_tags_of_its_stack(emulator):
    cloud, buckets, name = emulator.client("cloudformation"), emulator.client("s3"), unique("bucket")
    own = [{"Key": "own", "Value": "yes"}]
    stack, _ = create(cloud, retained("AWS::S3::Bucket", {"BucketName": name, "Tags": own}))
    tags = buckets.get_bucket_tagging(Bucket=name)["TagSet"]
    are_of(stack, tags)
    assert own[0] in tags, tags
    cloud.delete_stack(StackName=stack)
    settled(cloud, stack)
    are_of(stack, buckets.get_bucket_tagging(Bucket=name)["TagSet"])


@check
def a_bucket_that_is_taken_in_gets_the_tags_of_the_stack(emulator):
    buckets, name = emulator.client("s3"), unique("bucket")
    buckets.create_bucket(Bucket=name)
    buckets.put_bucket_tagging(Bucket=name, Tagging={"TagSet": [{"Key": "own", "Value": "yes"}]})
    stack = adopted(emulator.client("cloudformation"), retained("AWS::S3::Bucket", {"BucketName": name}))
    tags = buckets.get_bucket_tagging(Bucket=name)["TagSet"]
    are_of(stack, tags, "dev")
    assert {"Key": "own", "Value": "yes"} in tags, tags


@check
def a_table_that_is_taken_in_gets_the_tags_of_the_stack(emulator):
    tables, name = emulator.client("dynamodb"), make_table(emulator)
    arn = tables.describe_table(TableName=name)["Table"]["TableArn"]
    tables.tag_resource(ResourceArn=arn, Tags=[{"Key": "own", "Value": "yes"}])
    stack = adopted(emulator.client("cloudformation"), retained("AWS::DynamoDB::Table", {"TableName": name, **TABLE}))
    tags = tables.list_tags_of_resource(ResourceArn=arn)["Tags"]
    are_of(stack, tags, "dev")
    assert {"Key": "own", "Value": "yes"} in tags, tags


@check
def a_deleted_stack_lists_what_it_left_behind(emulator):
    cloud, topic = emulator.client("cloudformation"), {"Type": "AWS::SNS::Topic"}
    stack, _ = create(cloud, {"Kept": {**topic, "DeletionPolicy": "Retain"}, "Gone": topic})
    cloud.delete_stack(StackName=stack)
    settled(cloud, stack)
    listed = cloud.list_stack_resources(StackName=stack)["StackResourceSummaries"]
    statuses = {one["LogicalResourceId"]: one["ResourceStatus"] for one in listed}
    assert statuses == {"Kept": "DELETE_SKIPPED", "Gone": "DELETE_COMPLETE"}, statuses
