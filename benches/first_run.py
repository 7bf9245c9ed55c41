"""The first run on a clean clone: what README's first command compiles, before and after a change.

    python3 benches/first_run.py                   this revision beside the one before both shared one build; two builds each
    python3 benches/first_run.py --before REV      beside another revision
    python3 benches/first_run.py --rounds 1        one build each
    python3 benches/first_run.py --only now        without the builds of the other revision: sizes and starts only
    python3 benches/first_run.py --json FILE       the numbers for a program too

Both revisions are cloned into a temporary folder and built there in turn, each into an empty target folder; only cargo's
registry is shared. A build is what `cargo run --release -- deploy --local` compiles: the release program, then the functions,
which `provision build` has built and zipped. CPU seconds are those of all processes of a build, and hardly depend on what
else the machine does; wall time does. Cold starts are those of benches/cold_start.py. Nothing here fails when a target is
missed. Needs about 3 GB in the temporary folder (TMPDIR).
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cold_start import CERTIFICATES, HANDLERS, compared, do_nothing, medians
from process import measure
from table import Row, print_rows

ROOT = Path(__file__).resolve().parent.parent
MEBIBYTE = 1024 * 1024
STARTS = 60


@dataclass
class Cost:
    """What a command took, with all processes that it started."""

    wall: float
    cpu: float

    def __add__(self, other):
        return Cost(self.wall + other.wall, self.cpu + other.cpu)

    def __str__(self):
        return f"{self.cpu:.0f} CPU s, {self.wall:.0f} s"


def cost(command, folder):
    """Runs a command of a build, whose output is shown only when it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} exited with {done.returncode}:\n{done.stdout}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.monotonic() - began, cpu)


def environment():
    """Without what would lead cargo or provision elsewhere, or make a build quicker than a first one."""
    hidden = ("CARGO_TARGET_DIR", "RUSTC_WRAPPER", "CARGO_BUILD_", "CARGO_PROFILE_", "RUSTFLAGS", "PROVISION_", "AWS_")
    return {name: value for name, value in os.environ.items() if not name.startswith(hidden)}


def clone(revision, folder):
    """A clean clone of a revision, with its dependencies downloaded."""
    subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
    subprocess.run(["git", "checkout", "--quiet", "--detach", revision], cwd=folder, check=True)
    subprocess.run(["cargo", "fetch", "--locked", "--quiet"], cwd=folder, env=environment(), check=True)


def build(folder):
    """Everything compiled from nothing: the cost of the program, and of the functions."""
    for made in ("target", ".provision"):
        shutil.rmtree(folder / made, ignore_errors=True)
    program = cost(["cargo", "build", "--release", "--locked"], folder)
    functions = cost([folder / "target/release/provision", "build", "--out", folder / "target/zips"], folder)
    return program, functions


def compare(folders, rounds):
    """Both revisions, built in turn."""
    costs = {name: [] for name in folders}
    for number in range(rounds):
        for name, folder in folders.items():
            program, functions = build(folder)
            costs[name].append(program + functions)
            print(f"round {number + 1}, {name}: program {program}; functions {functions}", file=sys.stderr, flush=True)
    if len(folders) < 2:
        return []
    rows = []
    for kind, name, limit in (("cpu", "CPU time", 0.5), ("wall", "wall time", 0.5)):
        before, now = (statistics.median(getattr(cost, kind) for cost in costs[name]) for name in ("before", "now"))
        rows.append(Row(f"first build, {name}: share of before", now / before, "×", "≤", limit, f"{now:.0f} s against {before:.0f} s"))
    return rows


def sizes(folder):
    """Program and zips."""
    rows = [Row("program", (folder / "target/release/provision").stat().st_size / MEBIBYTE, "MiB", "≤", 25)]
    zips = sorted((folder / "target/zips").glob("*.zip"))
    return rows + [Row(f"zip of {path.stem}", path.stat().st_size / MEBIBYTE, "MiB", "≤", 3) for path in zips]


def help_time(folder):
    """`--help`, which needs nothing but the program."""
    samples = [measure([str(folder / "target/release/provision"), "--help"]).seconds for _ in range(5 * STARTS)]
    return Row("--help: time", statistics.median(samples) * 1000, "ms", "≤", 5, f"median of {len(samples)}")


def cold_starts(folder, nothing):
    """Each system's program beside a function that does nothing."""
    programs = {name: (program(folder, name), handler) for name, handler in HANDLERS.items()}
    times = medians({"nothing": (nothing, "nothing"), **programs}, STARTS)
    base = times.pop("nothing")
    return [compared(base, taken, name) for name, taken in times.items()]


def program(folder, system):
    """A system's program, which earlier revisions built into another folder."""
    return next(folder.glob(f"target/*/{system}-functions"))


def before_sharing():
    """The revision before the one from which on program and functions share their dependencies' build."""
    log = ["git", "log", "--diff-filter=A", "--format=%H", "--", "crates/shared-features/Cargo.toml"]
    added = subprocess.run(log, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    return f"{added[-1]}^"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", metavar="REV", help="the revision to compare with")
    parser.add_argument("--rounds", type=int, default=2, metavar="N", help="builds of each revision")
    parser.add_argument("--only", choices=["now"], help="build nothing but this revision, once")
    parser.add_argument("--json", metavar="FILE", help="write the rows there too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        folders = {"before": work / "before", "now": work / "now"}
        clone("HEAD", folders["now"])
        if arguments.only:
            folders.pop("before")
        else:
            clone(arguments.before or before_sharing(), folders["before"])
        rows = compare(folders, 1 if arguments.only else arguments.rounds)
        nothing = do_nothing(work / "nothing")
        rows += sizes(folders["now"]) + [help_time(folders["now"])] + cold_starts(folders["now"], nothing)
    print(f"cores: {os.cpu_count()}; root certificates: {CERTIFICATES}")
    print_rows(rows)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps([row.as_dict() for row in rows], indent=2))


if __name__ == "__main__":
    main()
