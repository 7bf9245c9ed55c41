"""Restores the state of the previous emulator, however it ended, and reports what was lost."""

import glob
import hashlib
import json
import logging
import os
import shutil
import socket
import time

from provision_emulator import snapshots

# The new status of a stack that was in progress. From each of them a deploy or a teardown can continue.
INTERRUPTED = {
    "CREATE_IN_PROGRESS": "ROLLBACK_FAILED", "ROLLBACK_IN_PROGRESS": "ROLLBACK_FAILED",
    "DELETE_IN_PROGRESS": "DELETE_FAILED", "UPDATE_IN_PROGRESS": "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS": "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_ROLLBACK_IN_PROGRESS": "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS": "UPDATE_ROLLBACK_COMPLETE",
    "IMPORT_IN_PROGRESS": "IMPORT_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_IN_PROGRESS": "IMPORT_ROLLBACK_COMPLETE",
}
REASON = "The emulator ended while this was under way"
# The largest number of names in a sentence.
NAMED = 5


def names(things):
    """Joins the first few names, and the number of the others."""
    things = sorted(things)
    more = f" and {len(things) - NAMED} more" if len(things) > NAMED else ""
    return ", ".join(things[:NAMED]) + more


def counted(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"


def clock(seconds):
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))


class Recovery:
    """The state that was found in the emulator's folder, read before anything of the emulator is loaded."""

    def __init__(self, home):
        self.home = os.path.join(home, "state")
        self.folder = os.path.join(self.home, "snapshots")
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        self.report, self.header, self.state, self.executions = [], None, None, []
        found = snapshots.generations(self.folder)
        self.generation = max(found, default=0)
        for generation in found:
            if self.read(generation):
                break
        if found and not self.state:
            self.set_aside("s3", "services")
            self.report.append("no snapshot of the emulator's state can be read, so it starts empty and what was there is kept "
                               f"in {self.home}: run `provision deploy` for every system")
        elif not found and not glob.glob(os.path.join(self.home, "services", "*.json")):
            # Killed before its first snapshot: the objects belong to no bucket.
            self.remove("s3")
        undescribed = repair_objects(os.path.join(self.home, "s3"))
        if undescribed:
            self.report.append(f"the descriptions of {counted(len(undescribed), 'object')} are damaged, so media type, tags and version "
                               f"are lost: upload again {names(undescribed)}")
        for left in glob.glob(os.path.join(self.folder, "*.new")):
            os.remove(left)

    def read(self, generation):
        path = snapshots.path_of(self.folder, generation)
        try:
            self.header, self.state = snapshots.read(path)
            return True
        except snapshots.Unreadable as why:
            aside = f"{path}.unreadable"
            os.replace(path, aside)
            self.report.append(f"the newest snapshot of the emulator's state cannot be read, because {why}; it is kept as {aside}")
            return False

    def set_aside(self, *folders):
        for name in folders:
            path = os.path.join(self.home, name)
            if os.path.isdir(path):
                os.replace(path, f"{path}-unreadable-{int(time.time())}")

    def remove(self, name):
        shutil.rmtree(os.path.join(self.home, name), ignore_errors=True)

    def count_lost(self, progress):
        """Reports the confirmed changes that are missing in the state."""
        known = self.header["changes"] if self.header else 0
        lost = progress.changes - known
        if lost <= 0 or (self.header is None and self.generation):
            return
        since = clock(self.header["taken_at"]) if self.header else "its start"
        self.report.append(
            f"the emulator was killed, and {counted(lost, 'change')} confirmed between {since} and {clock(progress.last)} "
            "are lost: run `provision deploy` again if it was under way, and repeat requests whose effect is missing")

    def restore(self):
        """Restores the services' state, and corrects what was in progress."""
        from ministack.services import cloudformation, s3, stepfunctions

        from provision_emulator import state

        failed = state.restore(self.state)
        if failed:
            self.report.append(f"the state of {names(failed)} could not be restored: run `provision deploy`, and "
                               "`provision local reset` if that fails")
        self.drop_unknown_buckets(s3)
        self.end_stacks(cloudformation)
        # The service itself has ended them in `load_persisted_state`; their history and the event bus lack that.
        self.executions = [(scope, one) for scope, one in stepfunctions._executions._data.items()
                           if one.get("error") == "States.ServiceRestart" and one["events"][-1]["type"] != "ExecutionFailed"]
        if self.executions:
            self.report.append(
                f"{counted(len(self.executions), 'execution')} that ran when the emulator ended failed with "
                f"States.ServiceRestart: {names(one['name'] for _, one in self.executions)}; start them again where the "
                "system does not retry or undo by itself")

    def drop_unknown_buckets(self, s3):
        """Objects are on disk at once, so buckets may be there that are younger than the snapshot. Nothing else knows
        of them, not even their region."""
        known = self.state["services"].get("s3", {}).get("buckets_meta")
        known = set(known._data) if known is not None else set()
        for account, name in [scope for scope in s3._buckets._data if scope not in known]:
            del s3._buckets._data[(account, name)]
            for path in (os.path.join(s3.DATA_DIR, account, name),
                         os.path.join(s3.DATA_DIR, s3._VERSIONS_DIR, account, name)):
                shutil.rmtree(path, ignore_errors=True)

    def end_stacks(self, cloudformation):
        """Ends the operations of all stacks, in the state from which a deploy or a teardown can continue."""
        ended = []
        for (_, region, _), stack in cloudformation._stacks._data.items():
            then = INTERRUPTED.get(stack.get("StackStatus"))
            if then:
                stack["StackStatus"], stack["StackStatusReason"] = then, REASON
                ended.append(f"{stack['StackName']} ({region}, {then})")
        for change_set in cloudformation._change_sets._data.values():
            if change_set.get("ExecutionStatus") == "EXECUTE_IN_PROGRESS":
                change_set["ExecutionStatus"] = "EXECUTE_FAILED"
            if change_set.get("Status") in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
                change_set["Status"], change_set["StatusReason"] = "FAILED", REASON
        if ended:
            self.report.append(f"{counted(len(ended), 'stack')} in progress when the emulator ended: {names(ended)}; "
                               "run `provision deploy`, or `provision teardown` for those being deleted")

    def go_on(self, port):
        """Once the emulator responds: publishes the end of executions as Step Functions does, and repeats accepted invocations."""
        from ministack.core.responses import request_scope
        from ministack.services import stepfunctions

        from provision_emulator import later

        wait_for(port)
        for (account, region, _), one in self.executions:
            with request_scope(account, region):
                stepfunctions._add_event(one, "ExecutionFailed", {
                    "executionFailedEventDetails": {"error": one["error"], "cause": one["cause"]}})
                stepfunctions._emit_execution_status_event(one)
        resumed = later.resume()
        if resumed:
            logging.getLogger("recovery").info("repeated pending invocations: %d", resumed)

    def write_report(self):
        """Writes the report for the command that started the emulator."""
        path = os.path.join(os.path.dirname(self.home), "recovery.json")
        with open(path + ".new", "w") as file:
            json.dump({"report": self.report}, file)
        os.replace(path + ".new", path)
        for sentence in self.report:
            print(f"recovery: {sentence}", flush=True)


def wait_for(port):
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)


def repair_objects(data):
    """Repairs half-written objects, and returns those whose description was unreadable and is rebuilt.

    An object's data and its description are two files, and the kill may have come between them: then the description
    is older than the data, and size and hash in it are those of the data before."""
    undescribed = []
    for folder, _, files in os.walk(data):
        for name in files:
            path = os.path.join(folder, name)
            if name.endswith(".tmp"):
                os.remove(path)
                continue
            about = f"{path}.meta.json"
            if not os.path.exists(about) or os.stat(path).st_mtime_ns <= os.stat(about).st_mtime_ns:
                continue
            with open(path, "rb") as file:
                content = file.read()
            described = description(about)
            if described is None:
                undescribed.append(os.path.relpath(path, data))
            with open(about, "w") as meta:
                json.dump({**(described or {}), "size": len(content), "etag": f'"{hashlib.md5(content).hexdigest()}"',
                           "checksums": {}}, meta)
    return undescribed


def description(path):
    """An object's description; None if the file is damaged."""
    try:
        with open(path) as file:
            described = json.load(file)
    except ValueError:
        return None
    return described if isinstance(described, dict) else None
