"""The decorator that replaces a function of the emulator, and the list of all replacements."""

import functools
import importlib
import sys

VERSION = "1.5.33"
PATCHES = []


def patch(module, name, package="ministack.services"):
    """Registers a replacement for a function of the emulator; it is called with the original first."""

    def register(replacement):
        PATCHES.append((f"{package}.{module}", name, replacement))
        return replacement

    return register


def apply():
    """Installs every replacement, or ends the process with all names that no longer exist.

    The names are private to the emulator, so another version may lack them or mean something else by them.
    """
    from ministack.app import _version

    if _version() != VERSION:
        sys.exit(f"the launcher is made for ministack {VERSION}, and this is {_version()}")
    doubled = {place for place in (one[:2] for one in PATCHES) if [one[:2] for one in PATCHES].count(place) > 1}
    if doubled:
        sys.exit(f"replaced twice, of which only the first would hold: {doubled}")
    found = [(getattr(importlib.import_module(module), name, None), module, name, new)
             for module, name, new in PATCHES]
    gone = [f"{module}.{name}" for old, module, name, _ in found if not callable(old)]
    if gone:
        sys.exit(f"ministack {VERSION} lacks what the launcher replaces: {', '.join(gone)}")
    for old, _, _, new in found:
        _replace_everywhere(old, functools.wraps(old)(functools.partial(new, old)))


def _replace_everywhere(old, new):
    """Modules import each other's functions by name and list them in tables: each place holds its own reference."""
    for name, module in list(sys.modules.items()):
        if name.startswith("ministack."):
            _replace_in(vars(module), old, new, depth=2)


def _replace_in(table, old, new, depth):
    for key, value in list(table.items()):
        if value is old:
            table[key] = new
        elif depth and type(value) is dict:
            _replace_in(value, old, new, depth - 1)


def handler_message(message, service, status, code):
    """The reason of a failed resource as CloudFormation words a service's error."""
    return (f'Resource handler returned message: "{message} (Service: {service}, Status Code: {status})" '
            f"(HandlerErrorCode: {code})")
