"""The state that survives a restart: that of every service, as data.

Everything here runs in a process that was forked for it, so it may take the services' data as they are, uncopied, and
need not mind that they change.
"""

import copy
import hashlib
import logging
import os
import sys
import threading

from ministack import app
from ministack.services import dynamodb, lambda_svc, ses

from provision_emulator import later, snapshots, tasks
from provision_emulator.patching import patch

# State that the original loses at a restart: records of streams, whose readers' positions are kept; e-mail; tokens.
FURTHER = ((dynamodb, "_stream_records"), (dynamodb, "_stream_trimmed"), (ses, "_sent_emails"), (later, "PENDING"),
           (tasks, "MACHINE_OF_TOKEN"), (tasks, "ANSWERED"))
COUNTERS = ((dynamodb, "_stream_seq_counter"),)
# Locks that collecting the state needs, and that another thread may have held when the process was forked.
LOCKS = (("ministack.services.route53", "_lock"), ("ministack.services.rds", "_shared_container_lock"),
         ("ministack.services.documentdb", "_shared_container_lock"))
# The hashes of the functions' code, by identity, because hashing it again for each snapshot would cost more than everything else.
HASHES = {}
REFERENCED = set()


def hash_code():
    """Updates the hashes; called before the fork, because hashes computed in the copy are lost."""
    fresh = {}
    for function in list(lambda_svc._functions._data.values()):
        for record in (function, *list(function.get("versions", {}).values())):
            code = record.get("code_zip")
            if isinstance(code, bytes):
                known = HASHES.get(id(code))
                fresh[id(code)] = known or (code, hashlib.sha256(code).hexdigest())
    HASHES.clear()
    HASHES.update(fresh)


@patch("lambda_svc", "_write_code_blob")
def write_code(original, code):
    """Keeps a function's code in a file of its own, written once and synced."""
    known = HASHES.get(id(code))
    name = known[1] if known else hashlib.sha256(code).hexdigest()
    path = os.path.join(lambda_svc.CODE_BLOB_DIR, f"{name}.zip")
    if not os.path.exists(path):
        os.makedirs(lambda_svc.CODE_BLOB_DIR, exist_ok=True)
        with open(path + ".tmp", "wb", opener=snapshots.private) as file:
            file.write(code)
            file.flush()
            os.fsync(file.fileno())
        os.replace(path + ".tmp", path)
    return name


@patch("lambda_svc", "_prune_orphan_code_blobs")
def keep_code(original, referenced):
    """Only records references: the previous snapshot may need code that this one does not."""
    REFERENCED.clear()
    REFERENCED.update(referenced)


def collect():
    """The whole state, as references to live data."""
    copy.deepcopy = lambda thing, memo=None: thing
    logging.disable(logging.CRITICAL)
    for module, name in LOCKS:
        if module in sys.modules:
            setattr(sys.modules[module], name, threading.Lock())
    services = {}
    for key, get_state in app._build_persistence_save_dict().items():
        state = get_state()
        if state is not None:
            services[key] = state
    further = {name: getattr(module, name) for module, name in FURTHER + COUNTERS}
    return {"services": services, "further": further}


def save(folder, header):
    """Writes a snapshot, then removes code that neither it nor the one before refers to."""
    state = collect()
    needed = set(REFERENCED)
    for generation in snapshots.generations(folder)[:1]:
        try:
            before, file = snapshots.read_header(snapshots.path_of(folder, generation))
            file.close()
            needed.update(before.get("code", ()))
        except snapshots.Unreadable:
            pass
    snapshots.write(folder, {**header, "code": sorted(REFERENCED)}, state)
    if os.path.isdir(lambda_svc.CODE_BLOB_DIR):
        for name in os.listdir(lambda_svc.CODE_BLOB_DIR):
            if name.removesuffix(".zip") not in needed:
                os.remove(os.path.join(lambda_svc.CODE_BLOB_DIR, name))


def restore(state):
    """Restores every service's state; returns the names of those that failed, with the reason."""
    failed = []
    for key, name in app._state_map.items():
        kept = state["services"].get(key)
        if not kept:
            continue
        try:
            app._get_module(name).load_persisted_state(kept)
        except Exception as error:
            logging.getLogger("state").exception("restoring %s", key)
            failed.append(f"{key} ({type(error).__name__}: {error})")
    for module, name in FURTHER:
        kept = state["further"].get(name)
        if kept is not None:
            getattr(module, name).update(kept)
    for module, name in COUNTERS:
        setattr(module, name, state["further"].get(name, 0))
    return failed
