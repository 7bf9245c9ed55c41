"""Limits on concurrency."""

import os

PER_CORE = 4


def function_processes():
    """The number of processes for calls from outside."""
    wanted = os.environ.get("PROVISION_FUNCTION_PROCESSES")
    if wanted:
        return int(wanted)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return PER_CORE * (cores or 1)
