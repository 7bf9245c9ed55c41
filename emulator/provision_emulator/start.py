"""Starts the emulator with patches that make it more like AWS.

Run as `python launcher --home FOLDER [--unpatched]` by the interpreter that has ministack. It takes the folder's
lock, writes into the folder who it is, applies the patches and hands over to `ministack.app.main()`.
"""

import argparse
import fcntl
import json
import os
import signal
import sys
import time
from importlib.metadata import version

from provision_emulator import key, limits
from provision_emulator.recovery import Recovery

PID_HEADER = (b"provision-emulator-pid", str(os.getpid()).encode())
HEALTH = "/_ministack/health"


def take(folder):
    """Locks the folder until this process ends.

    A bare descriptor: a file object would be closed, and the lock freed, while the process is still ending. Lambda
    processes do not inherit it.
    """
    lock = os.open(os.path.join(folder, "emulator.lock"), os.O_CREAT | os.O_WRONLY, 0o600)
    # A process that checks whether we are running holds the lock for an instant, hence more than one try.
    for _ in range(100):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        except BlockingIOError:
            time.sleep(0.01)
    sys.exit(f"another emulator uses {folder}")


FILES = ("key", "unsaved", "emulator.lock", "emulator.json", "recovery.json", "state/snapshots/progress")
FOLDERS = ("state", "state/snapshots")


def check_kinds(folder):
    """Ends the start with one sentence where a folder has the name of a file of ours, or the reverse."""
    paths = [(os.path.join(folder, name + end), "file") for name in FILES for end in ("", ".new")]
    for path, kind in paths + [(os.path.join(folder, name), "folder") for name in FOLDERS]:
        if os.path.exists(path) and os.path.isdir(path) != (kind == "folder"):
            sys.exit(f"{path} must be a {kind} and is not: move it away, and the next start makes a new one")


def describe(folder):
    """Writes the process's identity atomically."""
    record = {
        "pid": os.getpid(),
        "port": int(os.environ["GATEWAY_PORT"]),
        "version": version("ministack"),
        "started_at": int(time.time()),
        "function_processes": limits.function_processes(),
        "auth": os.environ.get("AUTH") == "true",
        "launcher": os.path.basename(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
    }
    path = os.path.join(folder, "emulator.json")
    with open(path + ".new", "w") as file:
        json.dump(record, file)
    os.replace(path + ".new", path)


def signed(app):
    """Adds the process id to the health page, so that another program on the port is not mistaken for the emulator."""

    async def answer(scope, receive, send):
        if scope["type"] != "http" or scope["path"] != HEALTH:
            return await app(scope, receive, send)

        async def send_signed(message):
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], PID_HEADER]
            await send(message)

        return await app(scope, receive, send_signed)

    return answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", required=True)
    parser.add_argument("--unpatched", action="store_true", help="start the emulator as it is, for tests")
    options = parser.parse_args()
    # Closing the terminal must not end what runs in the background.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    check_kinds(options.home)
    key.take_on(options.home)
    # Invocations that wait for a process count as running: the quota of a new account, not the one derived from memory.
    os.environ.setdefault("LAMBDA_ACCOUNT_CONCURRENCY", "1000")
    lock = take(options.home)
    describe(options.home)
    # Before the emulator is imported, because some of its modules read the disk on import.
    found = Recovery(options.home) if os.environ.get("PERSIST_STATE") == "1" and not options.unpatched else None

    from ministack import app

    if not options.unpatched:
        # Each module registers its patches.
        from provision_emulator import (  # noqa: F401
            adoption,
            api,
            cancelling,
            change_sets,
            conditions,
            definitions,
            executions,
            existing,
            functions,
            integrations,
            mail,
            objects,
            parameters,
            patching,
            permissions,
            processes,
            queues,
            saving,
            stacks,
            storage,
            streams,
            tags,
            tasks,
        )

        patching.apply()
        if found:
            saving.start(found, lock)
        app.app = saving.watched(app.app)
    from provision_emulator import gate

    app.app = signed(gate.guarded(app.app))
    sys.argv = sys.argv[:1]
    app.main()
