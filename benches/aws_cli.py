"""The mailbox system deployed and removed by the AWS CLI, one stack after the other, as a careful script would."""

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

from process import Sample

VERSION = "1.46.3"
HOME, WORKFLOW = "us-west-2", "us-east-1"
TABLE = "mailbox-dev"

# Stack, region, and its parameters: text, or the stack whose output of the same name is wanted.
STACKS = [
    ("table", HOME, {"Stage": "dev", "DeletionProtection": "false"}),
    ("api", HOME, {"Stage": "dev", "TableName": ("table", HOME), "TableArn": ("table", HOME)}),
    ("deletion", WORKFLOW, {"Stage": "dev", "TableName": "replica", "TableArn": "replica"}),
    (
        "provisioning", WORKFLOW,
        {
            "Stage": "dev", "TableName": "replica", "TableArn": "replica", "StreamArn": "replica",
            "DeletionStateMachineArn": ("deletion", WORKFLOW, "StateMachineArn"),
        },
    ),
]


def install(root):
    """The pinned CLI in an environment of its own, made once."""
    folder = Path(root) / "target" / f"bench-awscli-{VERSION}"
    program = folder / "bin" / "aws"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", f"awscli=={VERSION}"]
        subprocess.run(pip, check=True)
        # Compiled now, not in the first measured run.
        subprocess.run([program, "--version"], check=True, stdout=subprocess.DEVNULL)
    return str(program)


class AwsCli:
    def __init__(self, root, emulator, code):
        self.program, self.root, self.emulator, self.code = install(root), Path(root), emulator, Path(code)
        self.key = f"mailbox/{hashlib.sha256(self.code.read_bytes()).hexdigest()}.zip"

    def _aws(self, *words, region, parse=False):
        done = subprocess.run(
            [self.program, *words, "--region", region, "--output", "json"],
            env=self.emulator.variables, capture_output=True, text=True,
        )
        if done.returncode != 0:
            sys.exit(f"aws {' '.join(words)} exited with {done.returncode}:\n{done.stderr}")
        return json.loads(done.stdout) if parse else None

    def deploy(self, upload):
        """Buckets and code first where wanted, then stack after stack, with the replica between table and API."""
        began = time.perf_counter()
        for region in (HOME, WORKFLOW) if upload else ():
            self._aws("s3", "mb", f"s3://{self._bucket(region)}", region=region)
            self._aws("s3", "cp", str(self.code), f"s3://{self._bucket(region)}/{self.key}", region=region)
        self._stack(*STACKS[0])
        replica = self._replicate()
        for stack in STACKS[1:]:
            self._stack(*stack, replica)
        return Sample(time.perf_counter() - began, 0)

    def _bucket(self, region):
        return f"bench-code-{region}"

    def _stack(self, name, region, parameters, replica=None):
        values = {}
        for parameter, value in parameters.items():
            if value == "replica":
                values[parameter] = replica[parameter]
            elif isinstance(value, tuple):
                stack, place, output = (*value, parameter)[:3]
                values[parameter] = self._outputs(stack, place)[output]
            else:
                values[parameter] = value
        if name != "table":
            values |= {"CodeBucket": self._bucket(region), "CodeKey": self.key}
        overrides = [f"{name}={value}" for name, value in values.items()]
        self._aws(
            "cloudformation", "deploy", "--template-file", str(self.root / f"templates/mailbox/{name}.yaml"),
            "--stack-name", f"mailbox-{name}-dev", "--capabilities", "CAPABILITY_NAMED_IAM",
            "--no-fail-on-empty-changeset", "--parameter-overrides", *overrides, region=region,
        )

    def _outputs(self, stack, region):
        words = ("cloudformation", "describe-stacks", "--stack-name", f"mailbox-{stack}-dev")
        outputs = self._aws(*words, region=region, parse=True)["Stacks"][0]["Outputs"]
        return {output["OutputKey"]: output["OutputValue"] for output in outputs}

    def _describe_table(self, region):
        return self._aws("dynamodb", "describe-table", "--table-name", TABLE, region=region, parse=True)["Table"]

    def _replicate(self):
        if not self._describe_table(HOME).get("Replicas"):
            update = json.dumps([{"Create": {"RegionName": WORKFLOW}}])
            self._aws("dynamodb", "update-table", "--table-name", TABLE, "--replica-updates", update, region=HOME)
            self._aws("dynamodb", "wait", "table-exists", "--table-name", TABLE, region=WORKFLOW)
        table = self._describe_table(WORKFLOW)
        return {"TableName": TABLE, "TableArn": table["TableArn"], "StreamArn": table["LatestStreamArn"]}

    def teardown(self):
        """Every stack, last one first; the table is kept, as with `provision teardown`."""
        began = time.perf_counter()
        for name, region, _ in reversed(STACKS):
            stack = ("--stack-name", f"mailbox-{name}-dev")
            self._aws("cloudformation", "delete-stack", *stack, region=region)
            self._aws("cloudformation", "wait", "stack-delete-complete", *stack, region=region)
        return Sample(time.perf_counter() - began, 0)
