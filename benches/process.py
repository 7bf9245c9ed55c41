"""Runs a command and measures it: wall time, and peak memory as the kernel counts it."""

import json
import subprocess
import sys
from dataclasses import dataclass

# The kernel counts a child's memory from before its exec too, so the child must be started by something small: this
# script (which holds the modules of a bench) would hide any peak below its own.
LAUNCHER = """
import os, sys, time
read, write = int(sys.argv[1]), int(sys.argv[2])
began = time.perf_counter()
child = os.posix_spawn(sys.argv[3], sys.argv[3:], os.environ)
_, status, usage = os.wait4(child, 0)
took = time.perf_counter() - began
os.write(write, b"[%f, %d, %d]" % (took, usage.ru_maxrss, os.waitstatus_to_exitcode(status)))
"""


@dataclass
class Sample:
    seconds: float
    mebibytes: float
    stdout: str = ""


def measure(command, **options):
    """Runs a command to its end. Ends the bench when it fails, since a failed run measures nothing."""
    import os

    read, write = os.pipe()
    launcher = [sys.executable, "-I", "-S", "-c", LAUNCHER, str(read), str(write), *command]
    done = subprocess.run(
        launcher, pass_fds=(write,), stdin=subprocess.DEVNULL, capture_output=True, text=True, **options
    )
    os.close(write)
    with os.fdopen(read) as result:
        seconds, kibibytes, code = json.loads(result.read() or "[0, 0, 1]")
    if code != 0:
        sys.exit(f"{' '.join(command)} exited with {code}:\n{done.stdout}{done.stderr}")
    return Sample(seconds, kibibytes / 1024, done.stdout)
