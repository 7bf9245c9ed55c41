"""Lambda: a limited number of function processes. Further invocations are queued, as in a busy account.

A function that waits for another holds its process while it is idle, and were the other to wait for that process, both
would wait for ever. So calls from functions have as many processes of their own, level by level: level n only ever
waits for level n + 1.
"""

import threading
import time

from ministack.core import lambda_runtime as runtime
from ministack.core.concurrency import spawn_background

from provision_emulator import callers, limits
from provision_emulator.patching import patch

# A function without a process, or with far fewer for its queue than another, gets one after this time.
PATIENCE_SECONDS = 0.3
# How long processes for calls from functions are kept when there are no such calls.
LINGER_SECONDS = 3
# Where a function's calls cannot be recognized, it may hold the process that its own call waits for. Then nothing
# becomes free, and one more process is started.
STANDSTILL_SECONDS = 5
# Identifies the processes that can serve a call: a function that was changed while the call waited has new ones.
SHAPE = ("CodeSha256", "Environment", "Handler", "Layers", "MemorySize", "Role", "Timeout", "Runtime")


LIMIT = limits.function_processes()


class Waiter:
    """An invocation that waits for a process."""

    def __init__(self, function, depth):
        self.name, self.config, self.code, self.qualifier = function
        self.key = runtime._worker_key(self.name, self.config, self.qualifier)
        self.shape = [self.config.get(name) for name in SHAPE]
        self.depth, self.since = depth, time.monotonic()
        self.thread, self.ready, self.worker, self.reason = threading.get_ident(), threading.Event(), None, None

    def waited(self):
        return time.monotonic() - self.since


# Guarded by the runtime's lock, as its workers are. Oldest first.
WAITING = []
# When a process was last given or taken back, and when one was last given at each depth.
MOVED = [time.monotonic()]
GIVEN = {}
TRIMMING = threading.Lock()
ENDING = threading.Event()


class Ending(Exception):
    """Raised for waiting invocations when the emulator ends."""


def all_workers():
    return [worker for entries in runtime._workers.values() for worker in entries]


def allowed(depth):
    """Whether another process may run at this depth."""
    busy = [getattr(worker, "depth", 0) for worker in all_workers() if worker.in_use]
    return len(busy) < LIMIT or (depth > 0 and busy.count(depth) < LIMIT)


def ceiling():
    """The limit of processes: one share for calls from outside, and one for each depth of calls between functions."""
    now = time.monotonic()
    return LIMIT * (1 + sum(depth > 0 and now - when < LINGER_SECONDS for depth, when in GIVEN.items()))


def idle(waiter):
    """An idle process that can serve the call; outdated ones are dropped."""
    for worker in list(runtime._workers.get(waiter.key, ())):
        if not worker.in_use and worker.shape == waiter.shape:
            return worker
        if not worker.in_use:
            end(worker)
    return None


def end(*workers):
    """Removes processes from the pool and ends them in the background."""
    for worker in workers:
        key = next((key for key, entries in runtime._workers.items() if worker in entries), None)
        if key is not None:
            runtime._workers[key].remove(worker)
            if not runtime._workers[key]:
                del runtime._workers[key]
    if workers:
        spawn_background(runtime.kill_workers, list(workers), thread_name="function-end")


def pressure(key):
    """The number of waiting calls per process of a kind."""
    return sum(waiter.key == key for waiter in WAITING) / (len(runtime._workers.get(key, ())) or 0.5)


def next_waiter():
    """The next waiting call. Calls from functions are first, because their callers hold processes.

    A process that runs is handed on within its kind, because starting another costs more than most calls, but not while
    another kind has no process or more than twice the queue for each of its own.
    """
    able = [waiter for waiter in WAITING if allowed(waiter.depth)]
    if not able:
        return None
    able.sort(key=lambda waiter: -waiter.depth)
    if len(all_workers()) < ceiling():
        return able[0]
    patient = [waiter for waiter in able if waiter.waited() > PATIENCE_SECONDS]
    starved = next((waiter for waiter in patient if not runtime._workers.get(waiter.key)), None)
    served = next((waiter for waiter in able if idle(waiter)), None)
    if starved or not served:
        return starved or able[0]
    pressed = max(patient, key=lambda waiter: pressure(waiter.key), default=served)
    return pressed if pressure(pressed.key) > 2 * pressure(served.key) else served


def grant(waiter):
    """Gives a waiter a process: one that runs, or a new one, for which an idle one of another kind may have to end."""
    worker, waiter.reason = idle(waiter), "reused"
    if worker is None:
        unused = [other for other in all_workers() if not other.in_use]
        GIVEN[waiter.depth] = time.monotonic()
        if unused and len(all_workers()) >= ceiling():
            end(min(unused, key=lambda other: other.last_used))
        worker = runtime._worker_class_for(waiter.config)(waiter.name, waiter.config, waiter.code)
        worker.shape, waiter.reason = waiter.shape, "spawn"
        runtime._workers.setdefault(waiter.key, []).append(worker)
    worker.in_use, worker.last_used = True, time.time()
    worker.depth, worker.thread, worker.unwanted = waiter.depth, waiter.thread, False
    waiter.worker, MOVED[0] = worker, time.monotonic()
    GIVEN[waiter.depth] = MOVED[0]
    WAITING.remove(waiter)
    waiter.ready.set()


def dispatch():
    while WAITING:
        waiter = next_waiter()
        if waiter is None:
            return
        grant(waiter)


def trim_later():
    """Ends processes above the limit that have been idle for a while."""
    if TRIMMING.acquire(blocking=False):
        spawn_background(trim, thread_name="function-trim")


def trim():
    try:
        while True:
            time.sleep(LINGER_SECONDS + 0.1)
            with runtime._lock:
                unused = sorted((worker for worker in all_workers() if not worker.in_use), key=lambda one: one.last_used)
                end(*unused[:max(0, len(all_workers()) - ceiling())])
                if len(all_workers()) <= LIMIT:
                    return
    finally:
        TRIMMING.release()


@patch("lambda_runtime", "acquire_worker", package="ministack.core")
def acquire(original, name, config, code, qualifier="$LATEST", max_concurrency=None):
    """Waits for a process for this function; the original starts one per running call."""
    waiter = Waiter((name, config, code, qualifier), callers.DEPTH.get())
    with runtime._lock:
        WAITING.append(waiter)
        dispatch()
    while not waiter.ready.wait(1):
        with runtime._lock:
            if ENDING.is_set():
                raise Ending("the emulator is ending")
            if WAITING and WAITING[0] is waiter and time.monotonic() - MOVED[0] > STANDSTILL_SECONDS:
                grant(waiter)
    return waiter.worker, waiter.reason


@patch("lambda_runtime", "release_worker", package="ministack.core")
def release(original, worker):
    """Passes the process to the next call, or ends it if its function has changed or the limit is exceeded."""
    if worker is None:
        return
    with runtime._lock:
        worker.in_use, worker.last_used, MOVED[0] = False, time.time(), time.monotonic()
        if getattr(worker, "unwanted", False):
            end(worker)
        dispatch()
        if len(all_workers()) > LIMIT:
            trim_later()


@patch("lambda_runtime", "invalidate_worker", package="ministack.core")
def invalidate(original, name, qualifier=None, account=None, region=None):
    """Ends idle processes of a function; those at work finish first. An invocation that fails calls this for its own
    process and ends no other: the original ends all, whatever they are at."""
    with runtime._lock:
        own = [worker for key, worker in of_function(name, qualifier, account, region)
               if worker.in_use and getattr(worker, "thread", None) == threading.get_ident()]
        if own:
            for worker in own:
                worker.in_use = False
            end(*own)
            MOVED[0] = time.monotonic()
            dispatch()
            return
        found = [worker for _, worker in of_function(name, qualifier, account, region)]
        for worker in found:
            worker.unwanted = worker.in_use
        end(*(worker for worker in found if not worker.in_use))


def of_function(name, qualifier, account, region):
    wanted = (account, region, name, qualifier)
    return [(key, worker) for key, entries in list(runtime._workers.items()) for worker in entries
            if all(want is None or want == part for want, part in zip(wanted, key.split(":", 3), strict=False))]


def end_all():
    """Ends all functions, when the state is saved and nothing may change any more."""
    ENDING.set()
    runtime.reset()
