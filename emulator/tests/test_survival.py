"""What a killed emulator had confirmed is there after the next start, or is reported.

`KILLS=30 pytest emulator/tests/test_survival.py` kills thirty times; the gate kills five times. The moments are drawn
at run time, and `SEED=…` repeats those of a failure.
"""

import errno
import glob
import json
import os
import random
import secrets
import threading
import time

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from survival import ACCOUNT, until

from provision_emulator import snapshots

KILLS = int(os.environ.get("KILLS", "5"))
REGIONS = ("us-east-1", "eu-west-1", "us-west-2")
# What is confirmed this long before the kill must be there.
SAFE_SECONDS = 1.0


def table_of(name):
    return {"TableName": name, "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}


class Load:
    """Writers that note what was confirmed, and when."""

    def __init__(self, survivor, number):
        self.survivor, self.number, self.noted, self.stopped = survivor, number, [], threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(work, region))
                        for work in (self.put_items, self.make_buckets, self.send_messages, self.make_stacks)
                        for region in REGIONS[:2]]
        for thread in self.threads:
            thread.start()

    def write(self, work, region):
        for turn in range(100_000):
            if self.stopped.is_set():
                return
            try:
                self.noted.append((*work(region, f"{self.number}-{region}-{turn}"), region, time.time()))
            except (BotoCoreError, ClientError, OSError):
                # Killed in the middle: not confirmed.
                time.sleep(0.05)

    def put_items(self, region, name):
        self.survivor.client("dynamodb", region).put_item(TableName="kept", Item={"id": {"S": name}, "in": {"S": region}})
        return "item", name

    def make_buckets(self, region, name):
        s3, name = self.survivor.client("s3", region), f"bucket-{name}"
        where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        s3.create_bucket(Bucket=name, **where)
        s3.put_object(Bucket=name, Key="a/key", Body=name.encode() * 100, ContentType="text/x")
        time.sleep(0.05)
        return "bucket", name

    def send_messages(self, region, name):
        queues = self.survivor.client("sqs", region)
        queues.send_message(QueueUrl=queues.get_queue_url(QueueName="kept")["QueueUrl"], MessageBody=name)
        return "message", name

    def make_stacks(self, region, name):
        cloud, name = self.survivor.client("cloudformation", region), f"stack-{name}"
        cloud.create_stack(StackName=name, TemplateBody=json.dumps(stack_of(name)))
        until(lambda: cloud.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE", 5)
        time.sleep(0.1)
        return "stack", name

    def end(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join()


def stack_of(name):
    return {"Resources": {
        "Table": {"Type": "AWS::DynamoDB::Table", "Properties": table_of(f"{name}-table")},
        "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": f"{name}-bucket"}},
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": f"{name}-queue"}}}}


def present(survivor, region):
    """Everything of a region, as the load notes it."""
    tables, s3, queues = (survivor.client(service, region) for service in ("dynamodb", "s3", "sqs"))
    pages = tables.get_paginator("scan").paginate(TableName="kept")
    found = {("item", item["id"]["S"]) for page in pages for item in page["Items"] if item["in"]["S"] == region}
    for bucket in s3.list_buckets()["Buckets"]:
        where = s3.get_bucket_location(Bucket=bucket["Name"]).get("LocationConstraint") or "us-east-1"
        if where == region and bucket["Name"].startswith("bucket-"):
            found.add(("bucket", bucket["Name"]))
    url = queues.get_queue_url(QueueName="kept")["QueueUrl"]
    while (messages := queues.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages")):
        for message in messages:
            found.add(("message", message["Body"]))
            queues.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    cloud = survivor.client("cloudformation", region)
    for page in cloud.get_paginator("describe_stacks").paginate():
        found.update(("stack", one["StackName"]) for one in page["Stacks"] if one["StackStatus"] == "CREATE_COMPLETE")
    return found


def check_objects(survivor, buckets):
    s3 = survivor.client("s3")
    for name in buckets:
        try:
            found = s3.get_object(Bucket=name, Key="a/key")
        except s3.exceptions.NoSuchKey:
            continue
        assert found["Body"].read() == name.encode() * 100, name
        assert s3.head_object(Bucket=name, Key="a/key")["ContentType"] == "text/x"


def repair(survivor, region):
    """What a deploy does: takes up every stack that is not whole, and makes it whole."""
    cloud = survivor.client("cloudformation", region)
    for page in cloud.get_paginator("describe_stacks").paginate():
        for stack in page["Stacks"]:
            assert not stack["StackStatus"].endswith("_IN_PROGRESS"), stack
            if stack["StackStatus"] != "CREATE_COMPLETE":
                make_again(cloud, stack["StackName"])


def make_again(cloud, name):
    cloud.delete_stack(StackName=name)
    until(lambda: all(one["StackName"] != name or one["StackStatus"] == "DELETE_COMPLETE"
                      for one in cloud.describe_stacks()["Stacks"]))
    cloud.create_stack(StackName=name, TemplateBody=json.dumps(stack_of(name)))
    until(lambda: cloud.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE")


def test_what_was_confirmed_a_second_before_a_kill_is_there_after_it(survivor):
    seed = int(os.environ.get("SEED", secrets.randbits(32)))
    print(f"SEED={seed} KILLS={KILLS}")
    moments, expected = random.Random(seed), {region: set() for region in REGIONS}
    assert survivor.start() == []
    for region in REGIONS[:2]:
        survivor.client("dynamodb", region).create_table(**table_of("kept"))
        survivor.client("sqs", region).create_queue(QueueName="kept")
    time.sleep(SAFE_SECONDS)
    for number in range(KILLS):
        load = Load(survivor, number)
        time.sleep(moments.uniform(0.2, 3))
        killed = time.time()
        survivor.kill()
        load.end()
        reports = survivor.start()
        lost = 0
        for region in REGIONS[:2]:
            noted = [one for one in load.noted if one[2] == region]
            found = set(present(survivor, region))
            safe = {one[:2] for one in noted if one[3] < killed - SAFE_SECONDS}
            assert not safe - found, f"SEED={seed}, kill {number}: {region} has lost {sorted(safe - found)[:5]}"
            assert not (missing := expected[region] - found), f"SEED={seed}, kill {number}: {region} lost {sorted(missing)[:5]} later"
            lost += len({one[:2] for one in noted} - found)
            check_objects(survivor, [name for kind, name in found if kind == "bucket"])
            repair(survivor, region)
            expected[region] = {one for one in found if one[0] != "message"}
        assert not lost or any("are lost" in one for one in reports), (seed, lost, reports)
        time.sleep(SAFE_SECONDS)


def newest(survivor):
    return sorted(glob.glob(os.path.join(survivor.home, "state", "snapshots", "snapshot-" + "[0-9]" * 12)))


def test_a_damaged_snapshot_is_reported_and_the_one_before_is_used(survivor):
    survivor.start()
    for name in ("kept", "lost"):
        survivor.client("sqs").create_queue(QueueName=name)
        time.sleep(1.5)
    survivor.kill()
    path = newest(survivor)[-1]
    with open(path, "r+b") as file:
        file.truncate(os.path.getsize(path) - 7)
    reports = survivor.start()
    assert "cannot be read" in reports[0] and f"{path}.unreadable" in reports[0], reports
    assert os.path.exists(f"{path}.unreadable")
    assert survivor.client("sqs").get_queue_url(QueueName="kept")
    survivor.kill()
    assert not any("cannot be read" in one for one in survivor.start())


@pytest.mark.parametrize("damage", [b"", b"provision snapshot 1\n{", b"\0" * 5000], ids=["empty", "torn", "zeros"])
def test_without_a_readable_snapshot_it_starts_empty_and_says_what_to_do(survivor, damage):
    survivor.start()
    survivor.client("s3", "eu-west-1").create_bucket(
        Bucket="kept", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    survivor.client("s3").put_object(Bucket="kept", Key="k", Body=b"dear")
    time.sleep(1.5)
    survivor.kill()
    for path in newest(survivor):
        with open(path, "wb") as file:
            file.write(damage)
    reports = survivor.start()
    assert any("starts empty" in one and "provision deploy" in one for one in reports), reports
    assert survivor.client("s3").list_buckets()["Buckets"] == []
    assert glob.glob(os.path.join(survivor.home, "state", "s3-unreadable-*", ACCOUNT, "kept", "k"))
    survivor.client("s3").create_bucket(Bucket="kept")
    time.sleep(1.2)
    survivor.kill()
    assert survivor.start() == []
    assert survivor.client("s3").head_bucket(Bucket="kept")


def test_an_object_whose_description_is_older_than_its_data_gets_a_new_one(survivor):
    survivor.start()
    s3 = survivor.client("s3")
    s3.create_bucket(Bucket="kept")
    s3.put_object(Bucket="kept", Key="k", Body=b"old", ContentType="text/x")
    time.sleep(1.2)
    survivor.kill()
    with open(os.path.join(survivor.home, "state", "s3", ACCOUNT, "kept", "k"), "wb") as file:
        file.write(b"newer")
    survivor.start()
    found = s3.get_object(Bucket="kept", Key="k")
    assert (found["Body"].read(), found["ContentLength"], found["ContentType"]) == (b"newer", 5, "text/x")


@pytest.mark.parametrize("damage", ["", '{"size":', "[]"], ids=["empty", "torn", "other"])
def test_an_object_whose_description_is_damaged_keeps_its_data_and_is_reported(survivor, damage):
    survivor.start()
    s3 = survivor.client("s3")
    s3.create_bucket(Bucket="kept")
    s3.put_object(Bucket="kept", Key="k", Body=b"dear")
    time.sleep(1.2)
    survivor.kill()
    path = os.path.join(survivor.home, "state", "s3", ACCOUNT, "kept", "k")
    with open(f"{path}.meta.json", "w") as file:
        file.write(damage)
    os.utime(f"{path}.meta.json", (0, 0))
    reports = survivor.start()
    assert any("descriptions of 1 object" in one and "kept/k" in one for one in reports), reports
    assert s3.get_object(Bucket="kept", Key="k")["Body"].read() == b"dear"
    survivor.kill()
    assert not any("descriptions" in one for one in survivor.start())


def test_a_snapshot_that_lacks_a_part_of_its_description_is_damaged(survivor):
    survivor.start()
    survivor.client("sqs").create_queue(QueueName="kept")
    time.sleep(1.5)
    survivor.kill()
    for path in newest(survivor):
        with open(path, "rb") as file:
            magic, header, body = file.read().split(b"\n", 2)
        with open(path, "wb") as file:
            file.write(b"\n".join([magic, header.replace(b'"changes"', b'"chances"'), body]))
    reports = survivor.start()
    assert any("starts empty" in one for one in reports), reports


def test_a_snapshot_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        snapshots.write(str(tmp_path), {"generation": 1}, {})
    assert os.listdir(tmp_path) == []


def test_a_damaged_key_is_named_with_what_to_do(survivor):
    with open(os.path.join(survivor.home, "key"), "wb") as file:
        file.write(b"\x8e\xff")
    with pytest.raises(AssertionError, match="is damaged: delete the file") as failed:
        survivor.start()
    assert "Traceback" not in str(failed.value)


def test_an_orderly_end_loses_and_reports_nothing(survivor):
    survivor.start()
    for number in range(20):
        survivor.client("sqs").create_queue(QueueName=f"kept-{number}")
    survivor.stop()
    assert survivor.start() == []
    assert len(survivor.client("sqs").list_queues()["QueueUrls"]) == 20


def test_what_was_deleted_by_a_reset_does_not_come_back(survivor):
    survivor.start()
    survivor.client("sqs").create_queue(QueueName="kept")
    time.sleep(1.2)
    survivor.post("/_ministack/reset")
    time.sleep(1.2)
    survivor.kill()
    survivor.start()
    assert not survivor.client("sqs").list_queues().get("QueueUrls")


@pytest.mark.parametrize("name", ["key", "key.new", "emulator.json", "recovery.json", "state/snapshots/progress", "state/snapshots"])
def test_a_folder_in_place_of_a_file_is_named_and_the_reverse(survivor, name):
    path = os.path.join(survivor.home, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if name == "state/snapshots":
        with open(path, "w"):
            pass
    else:
        os.mkdir(path)
    with pytest.raises(AssertionError, match=f"{name} must be a (file|folder) and is not: move it away") as failed:
        survivor.start()
    assert "Traceback" not in str(failed.value)


def test_a_last_save_that_fails_is_visible_after_the_end(survivor):
    unsaved, snapshots_folder = (os.path.join(survivor.home, name) for name in ("unsaved", "state/snapshots"))
    survivor.start()
    survivor.stop()
    assert not os.path.exists(unsaved)
    survivor.start()
    os.rename(snapshots_folder, snapshots_folder + "-away")
    survivor.stop()
    assert os.path.exists(unsaved)
