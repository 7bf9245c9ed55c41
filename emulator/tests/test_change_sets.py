"""What a change set says of the causes of a change, and that the table of replacing properties is whole."""

import pytest
from change_set_checks import TOPIC, changed, template
from ministack.services.cloudformation import provisioners
from survival import Survivor

from provision_emulator.replacements import recreation, schemas


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    one = Survivor(tmp_path_factory.mktemp("emulator"))
    one.start()
    yield one
    one.stop()


def topic(display):
    return template({"Topic": {**TOPIC, "Properties": {"DisplayName": display}}, "Other": TOPIC})


def causes(emulator, before, after=None, **values):
    """The causes of the only change, each with what it names."""
    changes = changed(emulator, before, after, **values)
    assert set(changes) == {"Topic"}, changes
    return [(one["ChangeSource"], one.get("CausingEntity")) for one in changes["Topic"]["Details"]]


@pytest.mark.parametrize("display", [
    {"Ref": "Name"}, {"Fn::Sub": "of-${Name}"}, {"Fn::Sub": ["of-${it}", {"it": {"Ref": "Name"}}]},
    {"Fn::Join": ["-", [{"Fn::GetAtt": ["Other", "TopicName"]}, {"Ref": "Name"}]]},
    {"Fn::If": ["Kept", {"Ref": "Name"}, "other"]}])
def test_a_changed_parameter_is_the_cause(emulator, display):
    assert causes(emulator, topic(display), Name="two") == [("DirectModification", None), ("ParameterReference", "Name")]


def test_a_changed_default_is_the_cause(emulator):
    before = topic({"Ref": "Name"})
    after = before.replace('"Default": "one"', '"Default": "two"')
    assert causes(emulator, before, after) == [("DirectModification", None), ("ParameterReference", "Name")]


def test_a_condition_changes_the_value_itself(emulator):
    assert causes(emulator, topic({"Fn::If": ["Kept", "one", "two"]}), Keep="false") == [("DirectModification", None)]


def test_a_property_without_a_value_is_none(emulator):
    def body(properties):
        return template({"Topic": {**TOPIC, "Properties": {"DisplayName": "one", **properties}}, "Other": TOPIC})

    absent = {"TopicName": {"Fn::If": ["Kept", {"Ref": "AWS::NoValue"}, "name"]}}
    changes = changed(emulator, body({}), body({**absent, "Tags": [{"Key": "new", "Value": "tag"}]}))
    assert [one["Target"]["Name"] for one in changes["Topic"]["Details"]] == ["Tags"], changes
    assert changed(emulator, body(absent), Keep="false")["Topic"]["Replacement"] == "True"


def test_a_change_propagates_to_what_refers_to_it(emulator):
    parameter = {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": {"Ref": "Topic"}}}
    body = template({"Topic": {**TOPIC, "Properties": {"TopicName": {"Fn::Sub": "of-${Name}"}}}, "Parameter": parameter})
    changes = changed(emulator, body, Name="two")
    assert {name: one["Replacement"] for name, one in changes.items()} == {"Topic": "True", "Parameter": "False"}, changes
    assert [(one["ChangeSource"], one["CausingEntity"]) for one in changes["Parameter"]["Details"]] == [("ResourceReference", "Topic")]


def test_every_type_of_the_emulator_has_its_replacing_properties():
    assert set(schemas()) == set(provisioners._RESOURCE_HANDLERS), "add the types to replacements.txt, then run .ci/replacements.py"


@pytest.mark.parametrize(("kind", "name", "expected"), [
    ("AWS::S3::Bucket", "BucketName", "Always"),
    ("AWS::S3::Bucket", "Tags", "Never"),
    ("AWS::DynamoDB::Table", "KeySchema", "Conditionally"),
    ("AWS::EFS::AccessPoint", "PosixUser", "Always"),  # the schema names each of its members
    ("AWS::Glue::Table", "TableInput", "Conditionally"),  # the schema names one of its members
    ("AWS::ElastiCache::CacheCluster", "NumCacheNodes", "Conditionally"),  # only the documentation says so
    ("Custom::Thing", "Any", "Conditionally"),
])
def test_a_property_replaces_as_the_schema_says_or_else_the_emulator(kind, name, expected):
    assert recreation(provisioners._property_recreation, kind, name) == expected
