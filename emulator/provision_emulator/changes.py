"""When something last changed that requests alone do not show."""

import time

LAST = [time.monotonic()]


def touch():
    """Something changes now, or may."""
    LAST[0] = time.monotonic()
