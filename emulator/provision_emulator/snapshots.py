"""The emulator's state on disk: each file holds all services at one moment.

A snapshot is written beside its place, synced and renamed, so it is there whole or not at all. Its first line names the
format, its second one describes it (a JSON object), and the rest is the pickled state. The two newest are kept.
"""

import collections
import contextlib
import datetime
import decimal
import hashlib
import io
import json
import os
import pickle
import re

MAGIC = b"provision snapshot 1\n"
NAME = re.compile(r"snapshot-(\d{12})")
KEPT = 2
# The classes of a state besides plain data. No others are written, and none are constructed when a state is read.
CLASSES = {
    ("ministack.core.responses", "AccountScopedDict"), ("ministack.core.responses", "AccountRegionScopedDict"),
    *((kind.__module__, kind.__qualname__) for kind in (
        collections.OrderedDict, collections.defaultdict, collections.deque, datetime.datetime, datetime.date,
        datetime.timedelta, datetime.timezone, decimal.Decimal, set, frozenset, bytearray, bool, dict, list)),
}


class Unreadable(Exception):
    """A file that is not a complete snapshot."""


class Writer(pickle.Pickler):
    """Pickles data; other objects (locks, sockets) become False, because they mean nothing after a restart."""

    def reducer_override(self, thing):
        kind = thing if isinstance(thing, type) else type(thing)
        if (kind.__module__, kind.__qualname__) in CLASSES:
            return NotImplemented
        return bool, ()


class Reader(pickle.Unpickler):
    """Unpickles data, and nothing executable."""

    def find_class(self, module, name):
        if (module, name) not in CLASSES:
            raise Unreadable(f"it holds {module}.{name}, which is no part of a state")
        return super().find_class(module, name)


def pickled(state):
    body = io.BytesIO()
    Writer(body, protocol=5).dump(state)
    return body.getbuffer()


def path_of(folder, generation):
    return os.path.join(folder, f"snapshot-{generation:012}")


def generations(folder):
    """The numbers of the snapshots in a folder, newest first."""
    found = (NAME.fullmatch(name) for name in os.listdir(folder))
    return sorted((int(match[1]) for match in found if match), reverse=True)


def write(folder, header, state):
    """Makes `header["generation"]` the newest snapshot and removes those that are no longer kept."""
    body = pickled(state)
    header = {**header, "length": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    path = path_of(folder, header["generation"])
    try:
        with open(path + ".new", "wb", opener=private) as file:
            file.write(MAGIC + json.dumps(header).encode() + b"\n")
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(path + ".new", path)
    except OSError:
        # A full disk fails every attempt, and each has a name of its own.
        with contextlib.suppress(OSError):
            os.remove(path + ".new")
        raise
    sync(folder)
    for generation in generations(folder)[KEPT:]:
        os.remove(path_of(folder, generation))


def private(path, flags):
    """Opens a file that only its owner may read."""
    return os.open(path, flags, 0o600)


def sync(folder):
    """Makes the names in a folder survive a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_header(path):
    """Reads a snapshot's header and leaves the file at the start of the body."""
    file = open(path, "rb")  # noqa: SIM115  (it is given back open)
    try:
        if file.readline() != MAGIC:
            raise Unreadable("its first line is not that of a snapshot")
        return json.loads(file.readline()), file
    except ValueError as error:
        file.close()
        raise Unreadable(f"its description is damaged: {error}") from None
    except BaseException:
        file.close()
        raise


def read(path):
    """Header and state; raises `Unreadable` with the reason."""
    try:
        header, file = read_header(path)
        with file:
            body = file.read()
        if len(body) != header["length"] or hashlib.sha256(body).hexdigest() != header["sha256"]:
            raise Unreadable(f"it is damaged: {len(body)} of {header['length']} bytes are there, or others")
        # The hash is that of the body alone, and these are used.
        float(header["taken_at"]), int(header["changes"])
        return header, Reader(io.BytesIO(body)).load()
    except (OSError, KeyError, TypeError, AttributeError, EOFError, ValueError, pickle.UnpicklingError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from None
