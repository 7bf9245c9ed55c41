"""How many requests reach CloudFormation in any second, and in any minute, when many stacks are deployed and removed at once.

    python3 benches/ceilings.py                    200 stacks of 5–10 s; about six minutes once all is built
    python3 benches/ceilings.py --stacks 40        fewer stacks
    python3 benches/ceilings.py --provision FILE   a binary that is built already
    python3 benches/ceilings.py --json FILE        the numbers for a program too

The requests are counted by a proxy before a CloudFormation of the bench's own, whose stacks take as long as was drawn, from the
seed that is printed. The proxy listens on an address of this machine that is not the loopback's, because the program sends to
the latter as fast as it can. Beside each number stands that of a tool that starts every stack at once and looks at it every five
seconds. Nothing here fails when a target is missed.
"""

import argparse
import json
import secrets
import socket
import tempfile
import threading
from pathlib import Path

from cloudformation import CloudFormation
from compare import build
from graphs import Graph
from pace import POLLER_SECONDS, environment
from process import measure
from proxy import Proxy
from table import Row, print_rows

LAYERS, SHORTEST, LONGEST = 4, 5.0, 10.0
# Seconds, and the requests a second of one region that CloudFormation takes over that time.
CEILINGS = ((1, 10), (60, 4))


def most(times, span):
    """The most of these that any window of this many seconds holds."""
    times, first, found = sorted(times), 0, 0
    for index, at in enumerate(times):
        while at - times[first] >= span:
            first += 1
        found = max(found, index - first + 1)
    return found


def own_address():
    """The address of this machine from which others are reached; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        address = probe.getsockname()[0]
    if address.startswith("127."):
        raise SystemExit("this machine has no address but the loopback's, for which the program has no ceilings")
    return address


def counted(provision, stacks):
    """One graph, deployed and removed."""
    seed, address, rows = secrets.randbits(32), own_address(), []
    graph = Graph.draw(seed, stacks, LAYERS, SHORTEST, LONGEST)
    arrived, lock = [], threading.Lock()

    def answered(action, _form, began, _ended):
        # The identity is asked of another service.
        if action != "GetCallerIdentity":
            with lock:
                arrived.append(began)

    with tempfile.TemporaryDirectory() as folder, CloudFormation(graph.by_name()) as cloudformation, \
            Proxy(cloudformation.endpoint, answered, address) as proxy:
        graph.write_project(folder)
        for words, drawn in ((["deploy"], graph), (["teardown", "--yes"], graph.reversed())):
            arrived.clear()
            command = [provision, *words, "--endpoint-url", proxy.endpoint]
            wall = measure(command, env={**environment(folder), "NO_PROXY": address}, cwd=folder).seconds
            polled = drawn.poll_times(POLLER_SECONDS)
            note = f"{len(arrived)} requests in {wall:.0f} s, critical path {drawn.critical_path():.0f} s; seed {seed}"
            for span, ceiling in CEILINGS:
                name = f"{words[0]}, {stacks} stacks: most requests a second over {span} s"
                value, plain = most(arrived, span) / span, most(polled, span) / span
                rows.append(Row(name, value, "/s", "≤", ceiling, f"5 s poller: {plain:.1f}; {note}"))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stacks", type=int, default=200, metavar="N", help=f"how many, a multiple of {LAYERS}")
    parser.add_argument("--provision", metavar="FILE", help="do not build, use this binary")
    parser.add_argument("--json", metavar="FILE", help="write the rows there too")
    arguments = parser.parse_args()
    if arguments.stacks < 2 * LAYERS or arguments.stacks % LAYERS:
        parser.error(f"--stacks must be a multiple of {LAYERS}, and {2 * LAYERS} or more")
    provision = str(Path(arguments.provision).resolve()) if arguments.provision else build()
    rows = counted(provision, arguments.stacks)
    print_rows(rows)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps([row.as_dict() for row in rows], indent=1) + "\n")


if __name__ == "__main__":
    main()
