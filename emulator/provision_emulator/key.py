"""The installation's own key: generated once per folder, readable by its owner only."""

import contextlib
import os
import secrets
import sys

# The emulator treats this id as the root of its account. Only the secret is the installation's own.
ID = "test"
FILE = "key"


def private(path, flags):
    """Opens a file that only its owner may read; for `open(…, opener=private)`."""
    return os.open(path, flags, 0o600)


def own_secret(folder):
    """The folder's secret, generated if it has none. Written to a second file and renamed, so that a kill leaves no partial key."""
    path = os.path.join(folder, FILE)
    try:
        with open(path) as file:
            known = file.read().strip()
    except FileNotFoundError:
        known = ""
    except ValueError:
        sys.exit(f"the emulator's key in {path} is damaged: delete the file, and the next start makes a new key")
    if not known:
        known = secrets.token_urlsafe(30)
        with open(path + ".new", "w", opener=private) as file:
            file.write(known + "\n")
        os.replace(path + ".new", path)
    os.chmod(path, 0o600)
    return known


def close_to_others(folder):
    """Makes the folder, with its present and future contents, readable by its owner only."""
    os.umask(0o077)
    os.chmod(folder, 0o700)
    # Deeper folders are protected by these.
    for entry in os.scandir(folder):
        # Another start may be renaming a file at this moment.
        with contextlib.suppress(FileNotFoundError):
            os.chmod(entry.path, 0o700 if entry.is_dir() else 0o600)


def take_on(folder):
    """Sets the folder's key as the emulator's; functions receive it in their environment."""
    close_to_others(folder)
    os.environ["AWS_ACCESS_KEY_ID"] = ID
    os.environ["AWS_SECRET_ACCESS_KEY"] = own_secret(folder)
