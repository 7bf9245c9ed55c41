"""The installation's own key: made at random once for a folder, and readable by its owner only."""

import contextlib
import os
import secrets
import sys

# The emulator takes this id for the root of its account. Only the secret is the installation's own.
ID = "test"
FILE = "key"


def private(path, flags):
    """Opens a file that only its owner may read; for `open(…, opener=private)`."""
    return os.open(path, flags, 0o600)


def own_secret(folder):
    """The folder's secret, made when it has none. Written beside and renamed, so that no kill leaves half a key."""
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
    """Takes from everybody else the right to read what is in the folder, now and later."""
    os.umask(0o077)
    os.chmod(folder, 0o700)
    # What lies deeper is out of reach behind these.
    for entry in os.scandir(folder):
        # Another start may just be renaming a file.
        with contextlib.suppress(FileNotFoundError):
            os.chmod(entry.path, 0o700 if entry.is_dir() else 0o600)


def take_on(folder):
    """Makes the folder's key the emulator's own; its functions are given it through their environment."""
    close_to_others(folder)
    os.environ["AWS_ACCESS_KEY_ID"] = ID
    os.environ["AWS_SECRET_ACCESS_KEY"] = own_secret(folder)
