"""Checks that a change set lists what its execution does."""

import json

from checks import change_set, check
from emulator import settled, unique
from work_checks import eventually

TOPIC = {"Type": "AWS::SNS::Topic"}
TABLE = {"Type": "AWS::DynamoDB::Table", "Condition": "Kept", "Properties": {
    "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}}
KEPT = {"Kept": {"Fn::Equals": [{"Ref": "Keep"}, "true"]}}


def template(resources, conditions=None, **sections):
    """A template with a parameter for its conditions."""
    return json.dumps({"Parameters": {"Keep": {"Type": "String", "Default": "true"}, "Name": {"Type": "String", "Default": "one"}},
                       "Conditions": conditions or KEPT, "Resources": resources, **sections})


def given(**values):
    return [{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()]


def deployed(emulator, body, **values):
    """A client, and the ARN of a stack with this template."""
    cloud = emulator.client("cloudformation")
    made = cloud.create_stack(StackName=unique("stack"), TemplateBody=body, Parameters=given(**values),
                              Capabilities=["CAPABILITY_AUTO_EXPAND"])
    assert settled(cloud, made["StackId"])["StackStatus"] == "CREATE_COMPLETE", settled(cloud, made["StackId"])
    return cloud, made["StackId"]


def listed(cloud, stack, body, **values):
    """The changes that a change set lists, by logical id, and its own id."""
    found = change_set(cloud, stack, body, Parameters=given(**values), Capabilities=["CAPABILITY_AUTO_EXPAND"])
    changes = [one["ResourceChange"] for one in found["Changes"]]
    return {one["LogicalResourceId"]: one for one in changes}, found["ChangeSetId"]


def changed(emulator, before, after=None, **values):
    """What an update of a new stack would change."""
    cloud, stack = deployed(emulator, before)
    return listed(cloud, stack, after or before, **values)[0]


def replacement(emulator, kind, before, after):
    """Whether an update of the only resource would replace it."""
    one, other = (template({"One": {"Type": kind, "Properties": properties}}) for properties in (before, after))
    return changed(emulator, one, other)["One"]["Replacement"]


@check
def what_a_condition_removes_or_adds_is_listed(emulator):
    body = template({"Topic": TOPIC, "Table": TABLE, "Other": {**TOPIC, "Condition": "Lost"}},
                    {**KEPT, "Lost": {"Fn::Not": [{"Condition": "Kept"}]}})
    cloud, stack = deployed(emulator, body)
    table = cloud.describe_stack_resource(StackName=stack, LogicalResourceId="Table")["StackResourceDetail"]["PhysicalResourceId"]
    changes, made = listed(cloud, stack, body, Keep="false")
    assert {name: change["Action"] for name, change in changes.items()} == {"Table": "Remove", "Other": "Add"}, changes
    assert (changes["Table"]["PhysicalResourceId"], changes["Table"]["PolicyAction"]) == (table, "Delete"), changes
    cloud.execute_change_set(ChangeSetName=made)
    assert settled(cloud, stack)["StackStatus"] == "UPDATE_COMPLETE"
    assert table not in emulator.client("dynamodb").list_tables()["TableNames"]
    changes, _ = listed(cloud, stack, body, Keep="true")
    assert {name: change["Action"] for name, change in changes.items()} == {"Table": "Add", "Other": "Remove"}, changes


@check
def a_first_change_set_lists_only_what_is_made(emulator):
    cloud = emulator.client("cloudformation")
    body = template({"Topic": TOPIC, "Table": TABLE})
    made = cloud.create_change_set(StackName=unique("stack"), ChangeSetName="one", ChangeSetType="CREATE", TemplateBody=body,
                                   Parameters=given(Keep="false"))
    changes = cloud.describe_change_set(ChangeSetName=made["Id"])["Changes"]
    assert [one["ResourceChange"]["LogicalResourceId"] for one in changes] == ["Topic"], changes


# Each holds in us-east-1 as long as `Keep` is true.
CONDITIONS = {
    "Boolean": {"Fn::Equals": [{"Ref": "Keep"}, True]},
    "Mapping": {"Fn::Equals": [{"Fn::FindInMap": ["Stages", {"Ref": "Keep"}, "Tables"]}, "yes"]},
    "Region": {"Fn::And": [{"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}, {"Condition": "Mapping"}]},
    "Account": {"Fn::Or": [{"Fn::Equals": [{"Ref": "AWS::AccountId"}, "1"]}, {"Condition": "Region"}]},
    "Joined": {"Fn::Equals": [{"Fn::Join": ["-", ["keep", {"Ref": "Keep"}]]}, "keep-true"]},
    "Substituted": {"Fn::Equals": [{"Fn::Sub": "${AWS::Partition}-${Keep}"}, "aws-true"]},
    "Nested": {"Fn::Not": [{"Fn::Or": [{"Fn::Not": [{"Condition": "Account"}]}, {"Fn::Equals": [{"Ref": "Keep"}, "false"]}]}]},
}


@check
def conditions_know_mappings_and_pseudo_parameters(emulator):
    resources = {"Topic": TOPIC, **{f"Of{name}": {**TOPIC, "Condition": name} for name in CONDITIONS}}
    body = template(resources, CONDITIONS, Mappings={"Stages": {"true": {"Tables": "yes"}, "false": {"Tables": "no"}}})
    cloud, stack = deployed(emulator, body)
    made = {one["LogicalResourceId"] for one in cloud.describe_stack_resources(StackName=stack)["StackResources"]}
    assert made == set(resources), made
    changes, _ = listed(cloud, stack, body, Keep="false")
    assert {name: change["Action"] for name, change in changes.items()} == dict.fromkeys(resources.keys() - {"Topic"}, "Remove"), changes


@check
def a_parameter_that_changes_no_value_is_no_change(emulator):
    display = {"Fn::If": ["Kept", "same", {"Fn::Sub": "${Name}"}]}
    selected = {"Fn::Select": [0, ["same", {"Ref": "Name"}, {"Fn::Sub": "${Name}"}]]}
    body = template({"Topic": {**TOPIC, "Properties": {"DisplayName": display}},
                     "Other": {**TOPIC, "Properties": {"DisplayName": selected}},
                     "Third": {**TOPIC, "Properties": {"DisplayName": {"Ref": "Name"}}}})
    assert set(changed(emulator, body, Name="two")) == {"Third"}


@check
def another_resource_that_is_referred_to_is_a_change(emulator):
    def body(name):
        return template({"Topic": TOPIC, "Other": TOPIC, "Parameter": {"Type": "AWS::SSM::Parameter", "Properties": {
            "Type": "String", "Value": {"Fn::GetAtt": [name, "TopicArn"]}}}})

    assert set(changed(emulator, body("Topic"), body("Other"))) == {"Parameter"}


@check
def a_policy_may_depend_on_a_condition(emulator):
    topic = {**TOPIC, "DeletionPolicy": {"Fn::If": ["Kept", "Retain", "Delete"]}}
    before = template({"Topic": topic, "Other": TOPIC}, Transform="AWS::LanguageExtensions")
    after = template({"Other": TOPIC}, Transform="AWS::LanguageExtensions")
    assert changed(emulator, before, after)["Topic"]["PolicyAction"] == "Retain"


@check
def a_bucket_or_a_log_group_is_replaced_only_for_its_name(emulator):
    names = [unique("name") for _ in range(4)]
    for kind, name, changes in [
        ("AWS::S3::Bucket", "BucketName", [
            {"Tags": [{"Key": "a", "Value": "b"}]}, {"VersioningConfiguration": {"Status": "Enabled"}},
            {"LifecycleConfiguration": {"Rules": [{"Status": "Enabled", "ExpirationInDays": 1}]}}]),
        ("AWS::Logs::LogGroup", "LogGroupName", [{"RetentionInDays": 7}]),
    ]:
        for change in changes:
            assert replacement(emulator, kind, {}, change) == "False", change
        assert replacement(emulator, kind, {name: names.pop()}, {name: names.pop()}) == "True"


@check
def types_are_replaced_as_their_schemas_say(emulator):
    for kind, before, after, expected in [
        ("AWS::Kinesis::Stream", {"ShardCount": 1}, {"ShardCount": 2}, "False"),
        ("AWS::Kinesis::Stream", {"ShardCount": 1, "Name": unique("s")}, {"ShardCount": 1, "Name": unique("s")}, "True"),
        ("AWS::SecretsManager::Secret", {"SecretString": "a"}, {"SecretString": "b"}, "False"),
        ("AWS::KMS::Key", {"Description": "a"}, {"Description": "b"}, "False"),
        ("AWS::CloudWatch::Dashboard", {"DashboardBody": "{}"}, {"DashboardBody": '{"widgets": []}'}, "False"),
        ("AWS::Events::Rule", {"ScheduleExpression": "rate(1 day)"}, {"ScheduleExpression": "rate(2 days)"}, "False"),
        ("AWS::ApiGateway::RestApi", {"Name": "a"}, {"Name": "b"}, "False"),
    ]:
        assert replacement(emulator, kind, before, after) == expected, (kind, after)


def nested(emulator, resources):
    """A nested stack with these resources."""
    buckets, bucket = emulator.client("s3"), unique("templates")
    buckets.create_bucket(Bucket=bucket)
    buckets.put_object(Bucket=bucket, Key="inner.json", Body=json.dumps({"Resources": resources}).encode())
    url = f"https://s3.us-east-1.amazonaws.com/{bucket}/inner.json"
    return {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url}}


@check
def a_nested_stack_is_always_a_change(emulator):
    change = changed(emulator, template({"Nested": nested(emulator, {"Inner": TOPIC}), "Topic": TOPIC}))["Nested"]
    assert (change["Action"], change["Replacement"], change["Scope"]) == ("Modify", "False", ["Properties"]), change
    assert [one["ChangeSource"] for one in change["Details"]] == ["Automatic"], change


WAIT = {"Type": "AWS::CloudFormation::WaitCondition", "CreationPolicy": {"ResourceSignal": {"Count": 1, "Timeout": "PT30S"}}}


def cancelled(emulator, added):
    """Why the only added resource of an update failed, whose cancellation rolls it back."""
    cloud, stack = deployed(emulator, template({"Topic": TOPIC}))
    cloud.update_stack(StackName=stack, TemplateBody=template({"Topic": TOPIC, "Added": added}))

    def events(logical_id):
        found = cloud.describe_stack_events(StackName=stack)["StackEvents"]
        return {one["ResourceStatus"]: one.get("ResourceStatusReason") for one in found if one["LogicalResourceId"] == logical_id}

    eventually(emulator, lambda: "UPDATE_IN_PROGRESS" in events("Added"))
    cloud.cancel_update_stack(StackName=stack)
    eventually(emulator, lambda: settled(cloud, stack)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE")
    assert events(stack.split("/")[1])["UPDATE_ROLLBACK_IN_PROGRESS"] == "User Initiated"
    return events("Added")["UPDATE_FAILED"]


@check
def a_cancelled_update_does_not_wait(emulator):
    assert cancelled(emulator, WAIT) == "Resource update cancelled"


@check
def a_cancelled_update_does_not_wait_for_a_nested_stack(emulator):
    assert "Resource update cancelled" in cancelled(emulator, nested(emulator, {"Inner": WAIT}))


@check
def a_parameter_of_systems_manager_has_its_name_and_its_value(emulator):
    name = f"/{unique('partner')}"
    emulator.client("ssm").put_parameter(Name=name, Value="one & two", Type="String")
    kind = "AWS::SSM::Parameter::Value<String>"
    body = json.dumps({"Parameters": {"To": {"Type": kind}, "Plain": {"Type": "String", "Default": "one & two"}},
                       "Resources": {"Topic": {**TOPIC, "Properties": {"DisplayName": {"Ref": "To"}}}}})
    cloud, stack = deployed(emulator, body, To=name)
    found = {one["ParameterKey"]: one for one in cloud.describe_stacks(StackName=stack)["Stacks"][0]["Parameters"]}
    assert (found["To"]["ParameterValue"], found["To"]["ResolvedValue"]) == (name, "one & two"), found
    assert found["Plain"] == {"ParameterKey": "Plain", "ParameterValue": "one & two"}, found
