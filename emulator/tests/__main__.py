"""Shows every patch of the launcher at work, with real calls.

Run with the interpreter of the installation: `python emulator/tests LAUNCHER_FOLDER`. It starts the launcher on a
free port with a state of its own and ends with 0 when every check holds. With `--unpatched` the emulator runs as it
is and every check must fail: a check that holds there tests nothing, or the gap is gone upstream and so should be
the patch.
"""

import os
import sys
import tempfile
import traceback

import change_set_checks  # noqa: F401  (lists its checks with the others)
import definition_checks  # noqa: F401
import existing_checks  # noqa: F401
import integration_checks  # noqa: F401
import source_checks  # noqa: F401
import tag_checks  # noqa: F401
import work_checks  # noqa: F401
import workflow_checks  # noqa: F401
from checks import CHECKS
from emulator import Emulator


def holds(one, emulator):
    try:
        one(emulator)
        return True
    except Exception:
        if "--unpatched" not in sys.argv:
            traceback.print_exc()
        elif "-v" in sys.argv:
            print(f"  {one.__name__}: {sys.exc_info()[1]!r}")
        return False


def main():
    launcher = os.path.abspath(sys.argv[1])
    unpatched = [option for option in sys.argv[2:] if option == "--unpatched"]
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        emulator = Emulator(launcher, folder, *unpatched)
        try:
            for one in CHECKS:
                if holds(one, emulator) == bool(unpatched):
                    wrong.append(one.__name__)
        finally:
            emulator.stop()
    state = "without the patches" if unpatched else "with the patches"
    for name in wrong:
        print(f"{name} {'holds' if unpatched else 'fails'} {state}")
    print(f"{len(CHECKS) - len(wrong)} passed, {len(wrong)} failed")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
