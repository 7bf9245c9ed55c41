"""Layers of stacks of unequal length, drawn from a seed: the project, the critical path, and what a plain poller makes of it."""

import math
import random
from dataclasses import dataclass
from pathlib import Path

REGION = "us-west-2"

TEMPLATE = """\
Parameters:
  First: {Type: String, Default: none}
  Second: {Type: String, Default: none}
Resources:
  Queue: {Type: AWS::SQS::Queue}
Outputs:
  Name: {Value: !Ref AWS::StackName}
"""


@dataclass
class Graph:
    """How long each stack takes, and which ones it needs; those come before it."""

    seconds: list[float]
    needs: list[list[int]]

    @staticmethod
    def draw(seed, stacks, layers, shortest, longest):
        """Each stack needs one or two of the layer above its own."""
        drawn, width = random.Random(seed), stacks // layers
        seconds = [drawn.uniform(shortest, longest) for _ in range(stacks)]
        layer = lambda number: range(number * width, (number + 1) * width)
        needs = [drawn.sample(layer(i // width - 1), drawn.choice((1, 2))) if i >= width else [] for i in range(stacks)]
        return Graph(seconds, needs)

    def critical_path(self, seen=lambda seconds: seconds):
        """What no tool can be faster than; `seen` is when in its life a stack is seen to be done."""
        ends = []
        for seconds, needs in zip(self.seconds, self.needs):
            ends.append(max((ends[need] for need in needs), default=0.0) + seen(seconds))
        return max(ends)

    def reversed(self):
        """The graph of a teardown."""
        last = len(self.seconds) - 1
        needs = [[] for _ in self.seconds]
        for stack, above in enumerate(self.needs):
            for need in above:
                needs[last - need].append(last - stack)
        return Graph(self.seconds[::-1], needs)

    def polled(self, pause):
        """Wall time and looks a second of a tool that looks at each stack after every pause."""
        wall = self.critical_path(lambda seconds: math.ceil(seconds / pause) * pause)
        return wall, sum(math.ceil(seconds / pause) for seconds in self.seconds) / wall

    def poll_times(self, pause):
        """When the requests of such a tool are sent: one that starts each stack, and those that look at it."""
        ends, times = [], []
        for seconds, needs in zip(self.seconds, self.needs):
            began, looks = max((ends[need] for need in needs), default=0.0), math.ceil(seconds / pause)
            times += [began + look * pause for look in range(looks + 1)]
            ends.append(began + looks * pause)
        return times

    def write_project(self, folder):
        lines = ["version: 1", "default-stage: dev", f"regions: {{home: {REGION}}}", "stages: {dev: {}}", "systems:",
                 "  grid:", "    stacks:"]
        for stack, needs in enumerate(self.needs):
            outputs = [f"{name}: {{output: grid-s{need}.Name}}" for name, need in zip(("First", "Second"), needs)]
            lines.append(f"      s{stack}: {{template: stack.yaml, region: home, parameters: {{{', '.join(outputs)}}}}}")
        Path(folder, "provision.yaml").write_text("\n".join(lines) + "\n")
        Path(folder, "stack.yaml").write_text(TEMPLATE)

    def by_name(self):
        return {f"grid-s{stack}-dev": seconds for stack, seconds in enumerate(self.seconds)}
