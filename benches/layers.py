"""Twenty stacks in five layers, each of which takes two seconds: wall time against the critical path, and requests.

On the emulator a stack takes milliseconds, so each one here holds itself with a WaitCondition. The proxy sees the call
that creates it, and two seconds later the bench sends the signal that lets it go.
"""

import json
import re
import statistics
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

from process import measure
from proxy import Proxy
from table import Row

LAYERS, WIDTH, SECONDS = 5, 4, 2.0
REGION = "us-west-2"

TEMPLATE = """\
Description: Held until a signal comes
Parameters:
  Above: {Type: String, Default: none}
  Beside: {Type: String, Default: none}
Resources:
  Handle: {Type: "AWS::CloudFormation::WaitConditionHandle"}
  Wait:
    Type: AWS::CloudFormation::WaitCondition
    Properties: {Handle: !Ref Handle, Timeout: "60", Count: 1}
Outputs:
  Name: {Value: !Ref AWS::StackName}
"""


def write_project(folder):
    """Each stack needs outputs of two stacks of the layer above."""
    lines = ["version: 1", "default-stage: dev", "regions:", f"  home: {REGION}", "stages:", "  dev: {}", "systems:",
             "  grid:", "    stacks:"]
    for layer in range(LAYERS):
        for column in range(WIDTH):
            lines += [f"      s{layer}{column}:", "        template: held.yaml", "        region: home"]
            if layer:
                beside = (column + 1) % WIDTH
                lines += ["        parameters:",
                          f"          Above: {{output: grid-s{layer - 1}{column}.Name}}",
                          f"          Beside: {{output: grid-s{layer - 1}{beside}.Name}}"]
    Path(folder, "provision.yaml").write_text("\n".join(lines) + "\n")
    Path(folder, "held.yaml").write_text(TEMPLATE)


class Signals:
    """Lets each stack go when it is two seconds old, and remembers when that was."""

    def __init__(self, emulator):
        self.emulator, self.began, self.released = emulator, {}, {}

    def answered(self, action, form, began, _ended):
        if action == "CreateStack":
            stack = form["StackName"]
            self.began[stack] = began
            threading.Thread(target=self.release, args=(stack, began), daemon=True).start()

    def release(self, stack, began):
        time.sleep(SECONDS / 2)
        url = self.handle(stack)
        time.sleep(max(0.0, began + SECONDS - time.monotonic()))
        signal = json.dumps({"Status": "SUCCESS", "UniqueId": stack, "Data": "", "Reason": ""}).encode()
        # As on AWS, the address takes no content type.
        request = urllib.request.Request(url, data=signal, method="PUT", headers={"Content-Type": ""})
        urllib.request.urlopen(request, timeout=30).close()
        self.released[stack] = time.monotonic()

    def handle(self, stack):
        """The address that receives the stack's signal: the handle's physical id."""
        form = {"Action": "DescribeStackResource", "StackName": stack, "LogicalResourceId": "Handle"}
        text = self.emulator.ask(urllib.parse.urlencode(form).encode(), REGION, "cloudformation").decode()
        return re.search("<PhysicalResourceId>([^<]+)</PhysicalResourceId>", text)[1]

    def critical_path(self):
        """The longest stack of each layer, one after the other: what no tool can be faster than."""
        layers = {}
        for stack, released in self.released.items():
            layer = re.match(r"grid-s(\d)", stack)[1]
            layers[layer] = max(layers.get(layer, 0.0), released - self.began[stack])
        return sum(layers.values())


def measure_layers(provision, emulator, repetitions):
    samples, requests, overheads, paths = [], [], [], []
    for _ in range(repetitions):
        emulator.reset()
        emulator.wake()
        signals = Signals(emulator)
        with tempfile.TemporaryDirectory() as folder, Proxy(emulator.endpoint, signals.answered) as proxy:
            write_project(folder)
            command = [provision, "deploy", "--endpoint-url", proxy.endpoint]
            sample = measure(command, env={**emulator.variables, "AWS_ENDPOINT_URL": proxy.endpoint}, cwd=folder)
            samples.append(sample)
            requests.append(proxy.requests)
        path = signals.critical_path()
        paths.append(path)
        overheads.append((sample.seconds / path - 1) * 100)
    wall, path = statistics.median(s.seconds for s in samples), statistics.median(paths)
    detail = f"{wall:.2f} s against a critical path of {path:.2f} s"
    return [
        Row("20 stacks in 5 layers: over the critical path", statistics.median(overheads), "%", "≤", 5, detail),
        Row("20 stacks in 5 layers: requests", max(requests), "", "≤", 80),
        Row("20 stacks in 5 layers: peak memory", max(s.mebibytes for s in samples), "MiB", "<", 40),
    ]
