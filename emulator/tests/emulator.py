"""A launcher to talk to, and the words in which the checks talk to it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError


class Emulator:
    """A running launcher and its clients."""

    def __init__(self, launcher, folder, *options):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{self.port}"
        temporary = os.path.join(folder, "tmp")
        os.makedirs(temporary)
        environment = {
            "PATH": os.environ["PATH"], "TMPDIR": temporary, "GATEWAY_PORT": str(self.port),
            "BIND_HOST": "127.0.0.1", "IOT_MTLS_ENABLED": "0", "LAMBDA_EXECUTOR": "local",
            "AWS_ENDPOINT_URL": self.endpoint, "AUTH": "true",
        }
        self.log = os.path.join(folder, "log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-I", launcher, "--home", folder, *options], env=environment, stdout=log, stderr=log)
        self.wait()
        with open(os.path.join(folder, "key")) as key:
            self.root = "test", key.read().strip()
        # Every check that must fail waits for something that never happens.
        self.patience = 3 if "--unpatched" in options else 30
        for service in ("lambda", "states"):
            self.make_role(f"any-{service}", service)
        self.allow("any-states", "*", "*")

    def wait(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.endpoint}/_ministack/health", timeout=2).close()
                return
            except OSError:
                time.sleep(0.05)
        with open(self.log) as log:
            sys.exit(f"the emulator does not answer:\n{log.read()}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def client(self, service, key=None):
        """A client; the key is root's unless it is given."""
        key = key or self.root
        session = botocore.session.Session()
        return session.create_client(
            service, region_name="us-east-1", endpoint_url=self.endpoint, aws_access_key_id=key[0],
            aws_secret_access_key=key[1], config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}))

    def make_role(self, name, service, **trust_further):
        """A role for functions, machines or APIs that may do nothing."""
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole",
             **trust_further}]}
        self.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))

    def allow(self, role, action, resource):
        """Lets a role do this."""
        self.client("iam").put_role_policy(RoleName=role, PolicyName="only", PolicyDocument=json.dumps({
            "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}]}))

    def user_with(self, statement):
        """The key of a new user who may do only this."""
        iam, name = self.client("iam"), unique("user")
        iam.create_user(UserName=name)
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]}
        iam.put_user_policy(UserName=name, PolicyName="only", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return key["AccessKeyId"], key["SecretAccessKey"]


def unique(prefix):
    return f"{prefix}-{uuid.uuid4().hex[:8]}"


def refused(call, code, *texts):
    """The call fails with this code and with these texts in its message."""
    try:
        call()
    except ClientError as error:
        refusal = error.response["Error"]
        assert refusal["Code"] == code, refusal
        for text in texts:
            assert text in refusal["Message"], refusal
        return
    raise AssertionError(f"{code} was expected and the call succeeded")


def settled(cloud, stack):
    """The stack when nothing moves any more."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = cloud.describe_stacks(StackName=stack)["Stacks"][0]
        if not found["StackStatus"].endswith("_IN_PROGRESS"):
            return found
        time.sleep(0.05)
    raise AssertionError(f"{stack} remains {found['StackStatus']}")


def create(cloud, resources, parameters=(), outputs=None, stack=None):
    """Creates a stack and waits; gives its ARN and its final form."""
    template = {"Resources": resources, **({"Outputs": outputs} if outputs else {})}
    made = cloud.create_stack(StackName=stack or unique("stack"), TemplateBody=json.dumps(template),
                              Capabilities=["CAPABILITY_IAM"], Parameters=list(parameters))
    return made["StackId"], settled(cloud, made["StackId"])


def failed_reason(cloud, stack, logical_id):
    """Why a resource failed, from the stack's events."""
    for event in cloud.describe_stack_events(StackName=stack)["StackEvents"]:
        if event["LogicalResourceId"] == logical_id and event["ResourceStatus"].endswith("_FAILED"):
            return event["ResourceStatusReason"]
    raise AssertionError(f"no failed event of {logical_id}")


def update(cloud, stack, resources):
    """Updates a stack, which keeps its outputs, and waits for success."""
    outputs = {one["OutputKey"]: {"Value": one["OutputValue"]} for one in settled(cloud, stack).get("Outputs", [])}
    template = {"Resources": resources, **({"Outputs": outputs} if outputs else {})}
    cloud.update_stack(StackName=stack, TemplateBody=json.dumps(template))
    found = settled(cloud, stack)
    assert found["StackStatus"] == "UPDATE_COMPLETE", found
