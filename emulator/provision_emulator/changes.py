"""The time of the last change that was not caused by a request."""

import time

LAST = [time.monotonic()]


def touch():
    """Records that something may be changing now."""
    LAST[0] = time.monotonic()
