"""Saves the emulator's state while it runs, so that it survives being killed.

A snapshot is one moment of all services: the process is forked on the event loop, between two requests, and the copy
writes what it has. That costs the requests a few milliseconds, whatever the size of the state. A change is saved within
a second of its confirmation; what is confirmed but not yet saved is counted in a file that needs no saving, so that the
next start can report how much is missing.
"""

import asyncio
import mmap
import os
import re
import signal
import struct
import time
import traceback
import warnings

from ministack.core.concurrency import spawn_background

from provision_emulator import callers, changes, processes, state
from provision_emulator.patching import VERSION, patch

# Between the starts of two snapshots.
PAUSE_SECONDS = 0.4
# Work that starts within a request may end after it.
SETTLED_SECONDS = 0.3
# A copy that takes longer is stuck.
HUNG_SECONDS = 60
READING = re.compile(r"(Get|BatchGet|Describe|List|Head|Query|Scan|Lookup|Filter|Validate|Verify|Estimate|Detect)(?!\w*Log)")
# There from the start until the last snapshot is written: removing a file needs no space on a disk that is full.
UNSAVED = "unsaved"
FORM_ACTION = re.compile(rb"(?:^|&)Action=(\w+)")


class Progress:
    """The number of confirmed changes and the time of the last one, in memory that outlives the process."""

    FORM = struct.Struct("<Qd")

    def __init__(self, folder):
        path = os.path.join(folder, "progress")
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(descriptor, self.FORM.size)
            self.memory = mmap.mmap(descriptor, self.FORM.size)
        finally:
            os.close(descriptor)
        self.changes, self.last = self.FORM.unpack(self.memory[:])

    def begin_at(self, changes):
        """Continues from a snapshot with more changes than this file, which was lost in that case."""
        self.changes = max(self.changes, changes)

    def count(self):
        self.changes, self.last = self.changes + 1, time.time()
        self.memory[:] = self.FORM.pack(self.changes, self.last)


class Saver:
    """Writes a snapshot after each change, one at a time."""

    def __init__(self, home, folder, generation, lock):
        # The copy keeps the lock open: no other emulator may start from an older snapshot while it writes.
        self.folder, self.generation, self.lock = folder, generation, lock
        self.progress = Progress(folder)
        self.begun, self.copy = 0.0, None
        self.unsaved = os.path.join(home, UNSAVED)
        open(self.unsaved, "w").close()

    def is_due(self):
        now = time.monotonic()
        return changes.LAST[0] > self.begun - SETTLED_SECONDS and now - self.begun >= PAUSE_SECONDS

    async def run(self):
        while True:
            if self.is_due():
                await self.finish(self.begin(clean=False))
            await asyncio.sleep(0.05)

    def begin(self, clean):
        """Forks the copy that writes the state as it is now."""
        state.hash_code()
        self.generation, self.begun = self.generation + 1, time.monotonic()
        header = {"generation": self.generation, "taken_at": time.time(), "changes": self.progress.changes,
                  "ministack": VERSION, "clean": clean}
        with warnings.catch_warnings():
            # The copy has no other threads, and needs none of their locks.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.copy = os.fork()
        if self.copy == 0:
            self.write(header)
        return self.copy

    def write(self, header):
        """Runs the copy: writes the snapshot and exits."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.alarm(HUNG_SECONDS)
            close_all_but(0, 1, 2, self.lock)
            state.save(self.folder, header)
            code = 0
        except BaseException:
            os.write(2, f"saving the state failed:\n{traceback.format_exc()}".encode())
        finally:
            os._exit(code)

    async def finish(self, copy):
        while (done := os.waitpid(copy, os.WNOHANG))[0] == 0:
            await asyncio.sleep(0.02)
        self.note(done[1])

    def note(self, status):
        self.copy = None
        if status != 0:
            # The changes still have to be saved, a little later.
            changes.touch()

    def save_last(self):
        """Saves once more before the emulator ends, after a running save."""
        if self.copy:
            self.note(os.waitpid(self.copy, 0)[1])
        status = os.waitpid(self.begin(clean=True), 0)[1]
        self.note(status)
        if status == 0:
            os.remove(self.unsaved)


def close_all_but(*kept):
    """Closes the copy's connections, which would remain open for the other side otherwise."""
    try:
        descriptors = [int(name) for name in os.listdir("/proc/self/fd")]
    except OSError:
        descriptors = range(4096)
    for descriptor in descriptors:
        if descriptor not in kept:
            try:
                os.close(descriptor)
            except OSError:
                pass


SAVER = RECOVERY = None


def start(recovery, lock):
    """Saves into the folder from which the state was recovered."""
    global SAVER, RECOVERY
    RECOVERY = recovery
    SAVER = Saver(os.path.dirname(recovery.home), recovery.folder, recovery.generation, lock)
    recovery.count_lost(SAVER.progress)
    SAVER.progress.begin_at((recovery.header or {}).get("changes", 0))


@patch("app", "_load_persisted_state", package="ministack")
def load(original):
    """Restores one state for all services; the original reads one file per service, as earlier versions wrote them."""
    if not RECOVERY or not RECOVERY.header:
        original()
    else:
        RECOVERY.restore()
    if RECOVERY:
        RECOVERY.write_report()


@patch("persistence", "save_all", package="ministack.core")
def save_all(original, services):
    """Writes a last snapshot at the end, instead of one file per service, each of a different moment."""
    SAVER.save_last() if SAVER else original(services)
    # Otherwise running requests would wait for their functions, and the shutdown for the requests.
    processes.end_all()


@patch("app", "_reset_all_state", package="ministack")
def reset(original):
    """Counts a deletion as a change, so that a kill directly after it does not bring the data back."""
    original()
    changes.touch()


@patch("lambda_svc", "_emit_lambda_logs")
def emit_logs(original, *args, **kwargs):
    """Counts the end of an invocation as a change."""
    changes.touch()
    return original(*args, **kwargs)


@patch("cloudformation.stacks", "_add_event")
def add_stack_event(original, stack_id, stack_name, logical_id, kind, status, *rest, **options):
    """Counts each step of a stack's operation as a change, and its end as a confirmed one: clients may have seen it."""
    original(stack_id, stack_name, logical_id, kind, status, *rest, **options)
    changes.touch()
    is_end = kind == "AWS::CloudFormation::Stack" and logical_id == stack_name and not status.endswith("IN_PROGRESS")
    if SAVER and is_end:
        SAVER.progress.count()


def operation(scope, body):
    """The name of the requested operation, if the request has one."""
    for name, value in scope["headers"]:
        if name == b"x-amz-target":
            return value.decode("latin-1").rsplit(".", 1)[-1]
    if (found := FORM_ACTION.search(body)):
        return found[1].decode()
    return scope["path"].rsplit("/operation/", 1)[1] if "/operation/" in scope["path"] else ""


def reads(scope, body):
    """Whether a request only reads; unknown operations count as changes."""
    if scope["path"].startswith("/_ministack/"):
        return scope["method"] == "GET"
    name = operation(scope, body)
    return bool(READING.match(name)) if name else scope["method"] in ("GET", "HEAD", "OPTIONS")


def watched(app):
    """Counts the requests that change something, as they are confirmed, and runs the saver."""

    async def answer(scope, receive, send):
        if scope["type"] == "lifespan":
            return await app(scope, receive, started(send))
        if scope["type"] != "http":
            return await app(scope, receive, send)
        callers.notice(scope.get("client"))
        first = []

        async def receive_noting():
            message = await receive()
            if not first:
                first.append(message.get("body", b"")[:4096])
            return message

        async def send_counting(message):
            if SAVER and message["type"] == "http.response.start" and not reads(scope, first[0] if first else b""):
                changes.touch()
                if message["status"] < 400:
                    SAVER.progress.count()
            await send(message)

        return await app(scope, receive_noting, send_counting)

    return answer


def started(send):
    """Starts the saver together with the emulator."""

    async def send_starting(message):
        if SAVER and message["type"] == "lifespan.startup.complete":
            SAVER.task = asyncio.get_running_loop().create_task(SAVER.run())
            spawn_background(RECOVERY.go_on, int(os.environ["GATEWAY_PORT"]), thread_name="recovery")
        await send(message)

    return send_starting
