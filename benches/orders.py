"""Measures `provision order place --from` against a plain HTTP load generator on the same endpoint.

    python3 benches/orders.py                     1,000 orders, three times each; about five minutes once all is built
    python3 benches/orders.py --repetitions 1     quicker, rougher
    python3 benches/orders.py --provision FILE    measures this program instead of building one
    python3 benches/orders.py --json FILE         the numbers for a program too

Needs Rust and Python 3.11, and nothing else. Both send the same orders to the same deployed API on
an emulator of the bench's own, with as many on their way at once, in turn; before each run the emulator is emptied, the
cake system deployed and its functions warmed up, outside the measured time. Ours is the whole command, from start to
exit; the load generator signs nothing, checks nothing and looks nothing up. The peak memory of the command is measured
for 100, 1,000 and 5,000 orders. Medians are printed; nothing here fails when a target is missed.
"""

import argparse
import json
import statistics
import sys
import tempfile
import urllib.parse
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from compare import ROOT, build
from emulator import Emulator
from load import post_all
from process import measure
from table import Row, print_rows

AT_ONCE = 24
ORDERS = 1000
SIZES = (100, 1000, 5000)


def orders(count):
    """Orders as lines of JSON, each with an id of its own."""
    return [
        json.dumps({
            "orderId": str(uuid.uuid4()), "name": f"Customer {number}", "address": f"{number} Mill Lane, Bakewell",
            "productId": "sacher", "quantity": number % 12 + 1,
        })
        for number in range(count)
    ]


class Cake:
    """The deployed cake system, as new."""

    def __init__(self, provision, emulator, folder):
        self.provision, self.emulator, self.folder = provision, emulator, Path(folder)

    def _provision(self, *words):
        command = [self.provision, *words, "--endpoint-url", self.emulator.endpoint]
        return measure(command, env=self.emulator.variables, cwd=ROOT)

    def deploy(self):
        """Empties the emulator and deploys; then every function that takes orders has taken some."""
        self.emulator.reset()
        self._provision("deploy", "cake")
        # Behind an endpoint, that is the address which answers.
        self.url = self._provision("outputs", "cake-api.ApiUrl").stdout.strip().rstrip("/") + "/order"
        self.generate(orders(4 * AT_ONCE))

    def generate(self, lines):
        path = urllib.parse.urlsplit(self.url).path
        def signed(line):
            body = line.encode()
            return self.emulator.signature("POST", path, body, "us-west-2", "execute-api"), body
        return post_all(self.url, {"content-type": "application/json"}, [signed(line) for line in lines], AT_ONCE)

    def place(self, lines):
        file = self.folder / "orders.ndjson"
        file.write_text("\n".join(lines) + "\n")
        return self._provision("order", "place", "--from", str(file), "--concurrency", str(AT_ONCE))


def measure_rates(cake, repetitions):
    ours, theirs = [], []
    for repetition in range(repetitions):
        # The first of a pair is the second of the next.
        for is_ours in (True, False) if repetition % 2 else (False, True):
            cake.deploy()
            lines = orders(ORDERS)
            seconds = cake.place(lines).seconds if is_ours else cake.generate(lines)
            (ours if is_ours else theirs).append(ORDERS / seconds)
    mine, other = statistics.median(ours), statistics.median(theirs)
    detail = f"{mine:.0f} against {other:.0f} orders a second"
    return [Row(f"{ORDERS} orders: rate, of a load generator's", mine / other, "×", "≥", 0.8, detail)]


def measure_memory(cake):
    rows = []
    for size in SIZES:
        cake.deploy()
        sample = cake.place(orders(size))
        least = rows[0].value if rows else sample.mebibytes
        # Flat: not more than 2 MiB above what the smallest batch takes.
        rows.append(Row(f"{size} orders: peak memory", sample.mebibytes, "MiB", "≤", round(least + 2, 1)))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--provision", metavar="FILE")
    parser.add_argument("--json", metavar="FILE")
    arguments = parser.parse_args()
    provision = str(Path(arguments.provision).resolve()) if arguments.provision else build()
    with tempfile.TemporaryDirectory(prefix="provision-bench-") as folder, Emulator(provision, folder) as emulator:
        cake = Cake(provision, emulator, folder)
        rows = measure_rates(cake, arguments.repetitions) + measure_memory(cake)
    print_rows(rows)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps([row.as_dict() for row in rows], indent=2) + "\n")


if __name__ == "__main__":
    main()
