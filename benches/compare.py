"""Measures `provision` against the AWS CLI run stack after stack, and its own speed and size.

    python3 benches/compare.py                 everything; about five minutes once all is built
    python3 benches/compare.py --only layers   one part: start, compare or layers
    python3 benches/compare.py --json FILE     the numbers for a program too

Needs Rust and Python 3.11, and nothing else: it builds the release binary and the functions, starts
an emulator of its own on a free port in a temporary folder, and installs the pinned AWS CLI from PyPI into a virtual
environment under target/. Both tools do the same work on the same emulator, in turn; before each cold deploy the
emulator is emptied, outside the measured time. Medians are printed; nothing here fails when a target is missed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from aws_cli import AwsCli
from emulator import Emulator
from layers import measure_layers
from process import measure
from table import Row, print_rows

ROOT = Path(__file__).resolve().parent.parent


def build():
    """Builds the release binary and returns its path."""
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    target = os.environ.get("CARGO_TARGET_DIR", ROOT / "target")
    return str(Path(target).resolve() / "release" / "provision")


def median(samples, member="seconds"):
    return statistics.median(getattr(sample, member) for sample in samples)


def measure_start(provision, repetitions):
    """Commands that do not call AWS."""
    rows = []
    for flag in ("--version", "--help"):
        samples = [measure([provision, flag]) for _ in range(10 * repetitions)]
        rows.append(Row(f"{flag}: time", median(samples) * 1000, "ms", "<", 10))
        rows.append(Row(f"{flag}: peak memory", max(s.mebibytes for s in samples), "MiB", "<", 30))
    return rows


def compare(provision, emulator, repetitions):
    """The mailbox system's templates: both tools in turn."""
    deploy = [provision, "deploy", "mailbox", "--endpoint-url", emulator.endpoint]
    teardown = [provision, "teardown", "mailbox", "--yes", "--endpoint-url", emulator.endpoint]
    run = lambda command: measure(command, env=emulator.variables, cwd=ROOT)
    emulator.reset()
    run(deploy)  # builds and zips the functions, so that no measured run has to
    cli = AwsCli(ROOT, emulator, ROOT / ".provision" / "mailbox.zip")
    ours = {"cold": [], "unchanged": [], "teardown": []}
    theirs = {"cold": [], "unchanged": [], "teardown": []}
    for _ in range(repetitions):
        emulator.reset()
        ours["cold"].append(run(deploy))
        ours["unchanged"].append(run(deploy))
        ours["teardown"].append(run(teardown))
        emulator.reset()
        theirs["cold"].append(cli.deploy(upload=True))
        theirs["unchanged"].append(cli.deploy(upload=False))
        theirs["teardown"].append(cli.teardown())
    wanted = {"cold": ("cold deploy", 6), "unchanged": ("nothing-changed deploy", 40), "teardown": ("teardown", 10)}
    rows = []
    for key, (name, ratio) in wanted.items():
        mine, other = median(ours[key]), median(theirs[key])
        detail = f"{mine:.3f} s against {other:.1f} s"
        rows.append(Row(f"{name}: times faster than the AWS CLI", other / mine, "×", "≥", ratio, detail))
    for key, (name, _) in wanted.items():
        rows.append(Row(f"{name}: peak memory", max(s.mebibytes for s in ours[key]), "MiB", "<", 40))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["start", "compare", "layers"], action="append")
    parser.add_argument("--repetitions", type=int, default=5, metavar="N")
    parser.add_argument("--json", metavar="FILE", help="write the rows there too")
    arguments = parser.parse_args()
    parts = arguments.only or ["start", "compare", "layers"]
    provision = build()
    rows = []
    if "start" in parts:
        rows += measure_start(provision, arguments.repetitions)
    if "compare" in parts or "layers" in parts:
        with tempfile.TemporaryDirectory() as folder, Emulator(provision, folder) as emulator:
            if "compare" in parts:
                rows += compare(provision, emulator, arguments.repetitions)
            if "layers" in parts:
                rows += measure_layers(provision, emulator, min(arguments.repetitions, 3))
    print_rows(rows)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps([row.as_dict() for row in rows], indent=1) + "\n")


if __name__ == "__main__":
    main()
