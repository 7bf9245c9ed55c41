"""How soon the end of a stack is seen, and by how many requests, with stacks of unequal length.

    python3 benches/pace.py                    three graphs of each kind; about nine minutes once all is built
    python3 benches/pace.py --only seconds     one kind: seconds, ten or minutes
    python3 benches/pace.py --provision FILE   a binary that is built already
    python3 benches/pace.py --json FILE        the numbers for a program too

Stacks of up to three and up to ten seconds are deployed and removed in real time, on a CloudFormation of the bench's own whose
stacks take as long as was drawn. Stacks of minutes are deployed by the engine's own test, on a paused clock. The graphs are
generated in each run from the seeds that are printed. Beside each number stands that of a tool which looks at every stack
every five seconds. Time counts from the first change to the end of the run. Looks are all requests that ask for stacks. Nothing
here fails when a target is missed.
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cloudformation import CHANGES, LOOKS, CloudFormation
from compare import ROOT, build
from graphs import Graph
from process import measure
from table import Row, print_rows

POLLER_SECONDS = 5
TEST = "stacks_of_minutes_are_looked_at_about_once_a_second_and_seen_to_be_done_within_one"
# Stacks, layers, shortest and longest; over the critical path in percent, and looks a second.
KINDS = {"seconds": ((20, 5, 0.5, 3.5), 6, 15), "ten": ((200, 8, 2.0, 10.0), 2, 10)}


def in_real_time(provision, kind):
    """One graph, deployed and removed."""
    (stacks, layers, shortest, longest), most_percent, most_looks = KINDS[kind]
    seed, rows = secrets.randbits(32), []
    graph = Graph.draw(seed, stacks, layers, shortest, longest)
    with tempfile.TemporaryDirectory() as folder, CloudFormation(graph.by_name()) as cloudformation:
        graph.write_project(folder)
        for words, drawn in ((["deploy"], graph), (["teardown", "--yes"], graph.reversed())):
            command = [provision, *words, "--endpoint-url", cloudformation.endpoint]
            cloudformation.calls.clear()
            began = time.monotonic()
            whole = measure(command, env=environment(folder), cwd=folder).seconds
            first = next(at for action, at in cloudformation.calls if action in CHANGES)
            # A teardown reads what every stack holds before it deletes one, which has nothing to do with the pace.
            wall = whole - (first - began)
            looks = sum(action in LOOKS for action, at in cloudformation.calls if at >= first)
            note = f"whole run {whole:.2f} s; seed {seed}"
            name = f"{words[0]}, {stacks} stacks of {shortest:g}–{longest:g} s"
            rows += compared(name, note, drawn, wall, looks / wall, most_percent, most_looks)
    return rows


def compared(name, note, graph, wall, looks, most_percent, most_looks):
    path, (polled, polled_looks) = graph.critical_path(), graph.polled(POLLER_SECONDS)
    percent = lambda seconds: (seconds / path - 1) * 100
    detail = f"{wall:.2f} s against {path:.2f} s; 5 s poller: {percent(polled):.1f} %; {note}"
    return [
        Row(f"{name}: over the critical path", percent(wall), "%", "≤", most_percent, detail),
        Row(f"{name}: looks a second", looks, "", "≤", most_looks, f"{looks:.1f}; 5 s poller: {polled_looks:.1f}"),
    ]


def environment(folder):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PROVISION_"))}
    return {**kept, "HOME": folder, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}


def on_a_paused_clock():
    """Three graphs of minutes: the lines that the engine's test prints."""
    command = ["cargo", "test", "--locked", "--quiet", "--bin", "provision", "--", TEST, "--nocapture"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    rows = []
    for line in filter(lambda line: line.startswith("{"), done.stdout.splitlines()):
        run = json.loads(line)
        graph = Graph(run["lengths"], run["needs"])
        stacks, name = len(graph.seconds), f"deploy, {len(graph.seconds)} stacks of 15–120 s"
        late = sum(-seconds % POLLER_SECONDS for seconds in graph.seconds) / stacks
        polled, polled_looks = graph.polled(POLLER_SECONDS)
        path, looks = graph.critical_path(), run["looks"] / run["wall"]
        walls = f"{run['wall']:.0f} s against {path:.0f} s, 5 s poller {polled:.0f} s"
        rows += [
            Row(f"{name}: delay a stack", run["delay"] / stacks, "s", "≤", 1, f"5 s poller: {late:.1f} s; {walls}; seed {run['seed']}"),
            Row(f"{name}: looks a second", looks, "", "≤", 1.2, f"{looks:.2f}; 5 s poller: {polled_looks:.1f}"),
        ]
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=[*KINDS, "minutes"], action="append")
    parser.add_argument("--repetitions", type=int, default=3, metavar="N", help="graphs of each kind in real time")
    parser.add_argument("--provision", metavar="FILE", help="do not build, use this binary")
    parser.add_argument("--json", metavar="FILE", help="write the rows there too")
    arguments = parser.parse_args()
    parts = arguments.only or [*KINDS, "minutes"]
    rows = []
    if set(parts) & set(KINDS):
        provision = str(Path(arguments.provision).resolve()) if arguments.provision else build()
        for kind in (kind for kind in KINDS if kind in parts):
            for _ in range(arguments.repetitions):
                rows += in_real_time(provision, kind)
    if "minutes" in parts:
        rows += on_a_paused_clock()
    print_rows(rows)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps([row.as_dict() for row in rows], indent=1) + "\n")


if __name__ == "__main__":
    main()
