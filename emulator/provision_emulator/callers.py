"""The caller of a request: a program outside, or a function that waits for the response while it holds a process."""

import contextlib
import contextvars
import os
import time

from ministack.core import lambda_runtime

# The number of functions that wait for the current work: 0 for a call from outside.
DEPTH = contextvars.ContextVar("depth", default=0)
# The depth to which Lambda allows recursive calls.
DEEPEST = 16
REMEMBERED_SECONDS = 10
# The caller's port to its worker, or None, and the expiry of that entry.
KNOWN = {}


@contextlib.contextmanager
def at_depth(depth):
    """Runs a call whose caller does not wait."""
    token = DEPTH.set(depth)
    try:
        yield
    finally:
        DEPTH.reset(token)


def notice(client):
    """Determines the depth of the request from this address, and sets it for all calls that follow."""
    worker = worker_at(client[1]) if client else None
    DEPTH.set(min(getattr(worker, "depth", 0) + 1, DEEPEST) if worker else 0)


def worker_at(port):
    """The function process that this connection's other end belongs to, if it is one.

    The kernel knows, whatever the function signs with or sends. Where it cannot be asked (not Linux), all calls count
    as calls from outside.
    """
    with lambda_runtime._lock:
        leased = [worker for entries in lambda_runtime._workers.values() for worker in entries
                  if worker.in_use and worker._proc is not None]
    if not leased:
        return None
    now = time.monotonic()
    worker, until = KNOWN.get(port, (None, 0))
    if until > now and (worker is None or worker in leased):
        return worker
    if len(KNOWN) > 10_000:
        KNOWN.clear()
    worker = search(port, leased)
    KNOWN[port] = (worker, now + REMEMBERED_SECONDS)
    return worker


def search(port, leased):
    socket = inode_of(port)
    for worker in leased if socket else ():
        folder = f"/proc/{getattr(worker._proc, 'pid', 0)}/fd"
        try:
            if any(os.readlink(f"{folder}/{name}") == socket for name in os.listdir(folder)):
                return worker
        except OSError:
            continue
    return None


def inode_of(port):
    """The socket's name among the files of the process that holds the connection from this port."""
    ending = f":{port:04X}"
    try:
        with open("/proc/net/tcp") as table:
            for line in table:
                words = line.split(None, 10)
                if words[1].endswith(ending) and words[9] != "0":
                    return f"socket:[{words[9]}]"
    except (OSError, IndexError):
        pass
    return None
