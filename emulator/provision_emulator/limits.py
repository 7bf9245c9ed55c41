"""How much may run at once."""

import os

PER_CORE = 4


def function_processes():
    """How many processes may work for calls from outside."""
    wanted = os.environ.get("PROVISION_FUNCTION_PROCESSES")
    if wanted:
        return int(wanted)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return PER_CORE * (cores or 1)
