"""Checks out 1,000 orders of 1,000 users at once, of one item with a stock of 100, and counts the results.

    python3 benches/shop.py                          about four minutes once all is built
    python3 benches/shop.py --orders 200 --stock 20  smaller
    python3 benches/shop.py --provision FILE         a binary that is built already
    python3 benches/shop.py --json FILE              the numbers for a program too

Needs Rust and Python 3.11, and nothing else: it builds the release binary and the functions, starts
an emulator of its own on a free port in a temporary folder, and deploys the shop. Users, item and orders are made
through the API. Just before and just after the checkouts, the same connections call one plain function, so that the
rate of checkouts stands beside the emulator's own rate in the same run: a checkout is one HTTP call, one workflow and
several function calls. It fails when the pieces sold are not exactly the stock, when anything answers 5xx, or when
`provision shop audit` finds a disagreement.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from compare import ROOT, build
from connections import Connections
from emulator import Emulator

PRICE = 250
# Set-up is not measured. More at once would only start more function processes, of six kinds at a time.
SETUP_CONNECTIONS = 25
# How long one checkout may take until its outcome is known.
PATIENCE_SECONDS = 300


class Shop:
    """The deployed shop: its three APIs, called over a fixed number of connections."""

    def __init__(self, provision, emulator, connections):
        self.provision, self.emulator = provision, emulator
        outputs = self.run("outputs", "--output", "json")
        self.paths = {service: api_path(outputs, service) for service in ("stock", "payment", "orders")}
        self.pool = ThreadPoolExecutor(connections)
        self.connections = Connections(emulator)
        self.statuses = Counter()

    def run(self, *words, check=True):
        """The JSON result of `provision` with these words."""
        command = [self.provision, *words, "--endpoint-url", self.emulator.endpoint]
        done = subprocess.run(command, env=self.emulator.variables, cwd=ROOT, capture_output=True, text=True)
        if check and done.returncode != 0:
            sys.exit(f"{' '.join(command)} exited with {done.returncode}:\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout)

    def call(self, method, path, key=None):
        """Status and document of one call; `path` begins with the service."""
        service = path.split("/")[1]
        status, document = self.connections.call(method, self.paths[service] + path, key)
        self.statuses[status] += 1
        return status, document

    def made(self, path):
        """The document in the response to a POST that must succeed within five attempts."""
        key = str(uuid.uuid4())
        for pause in (0.2, 0.4, 0.8, 1.6, None):
            status, document = self.call("POST", path, key)
            if status < 500 or pause is None:
                break
            time.sleep(pause)
        if not 200 <= status < 300:
            sys.exit(f"POST {path} answered {status}: {document}")
        return document

    def all(self, work, things, pool=None):
        """Does the work for every thing, as many at once as there are connections; results and seconds."""
        began = time.perf_counter()
        results = list((pool or self.pool).map(work, things))
        return results, time.perf_counter() - began

    def order(self, item):
        """A new user with just enough credit, and the user's order of one piece."""
        user = self.made("/payment/create_user")["user_id"]
        self.made(f"/payment/add_funds/{user}/{PRICE}")
        order = self.made(f"/orders/create/{user}")["order_id"]
        self.made(f"/orders/addItem/{order}/{item}/1")
        return order

    def checkout(self, order):
        """Whether the order is paid in the end; `None` when that is never known."""
        began = time.perf_counter()
        status, document = self.call("POST", f"/orders/checkout/{order}")
        while status in (202, 429) or status >= 500:
            if time.perf_counter() - began > PATIENCE_SECONDS:
                return None
            time.sleep(0.5)
            if status == 202:
                found, document = self.call("GET", f"/orders/find/{order}")
                if document.get("paid"):
                    return True
                if found == 200 and document.get("state") == "open":
                    return False
            else:
                status, document = self.call("POST", f"/orders/checkout/{order}")
        return 200 <= status < 300

    def plain_rate(self, item, calls):
        """Calls per second of a function that only reads one item."""
        results, seconds = self.all(lambda _: self.call("GET", f"/stock/find/{item}")[0], range(calls))
        if set(results) != {200}:
            sys.exit(f"GET /stock/find answered {Counter(results)}")
        return calls / seconds


def api_path(outputs, service):
    """The path below which an API answers on the emulator."""
    return urllib.parse.urlsplit(outputs[f"shop-{service}-dev"]["ApiUrl"]).path


def measure_shop(shop, orders, stock):
    """Sets the shop up, checks everything out at once, and returns the numbers."""
    item = shop.made(f"/stock/item/create/{PRICE}")["item_id"]
    shop.made(f"/stock/add/{item}/{stock}")
    with ThreadPoolExecutor(SETUP_CONNECTIONS) as pool:
        made, setup_seconds = shop.all(lambda _: shop.order(item), range(orders), pool)
    setup_errors = errors(shop.statuses)
    before = shop.plain_rate(item, orders)
    shop.statuses.clear()
    outcomes, seconds = shop.all(shop.checkout, made)
    statuses = dict(sorted(shop.statuses.items()))
    after = shop.plain_rate(item, orders)
    plain = (before + after) / 2
    return {
        "orders": orders, "stock": stock, "setup_seconds": setup_seconds, "checkout_seconds": seconds,
        "sold": outcomes.count(True), "refused": outcomes.count(False), "unknown": outcomes.count(None),
        "left": shop.call("GET", f"/stock/find/{item}")[1]["stock"], "statuses": statuses,
        "server_errors": errors(statuses), "setup_server_errors": setup_errors,
        "checkouts_per_second": orders / seconds, "plain_calls_per_second": plain,
        "ratio": orders / seconds / plain, "audit": shop.run("shop", "audit", "--output", "json", check=False),
    }


def errors(statuses):
    """How many answers were 5xx."""
    return sum(count for status, count in statuses.items() if status >= 500)


def faults(numbers):
    """The violated expectations, as sentences."""
    expected = min(numbers["stock"], numbers["orders"])
    checks = {
        f"{numbers['sold']} pieces were sold instead of {expected}": numbers["sold"] == expected,
        f"{numbers['left']} pieces are left": numbers["left"] == numbers["stock"] - expected,
        f"{numbers['unknown']} checkouts have no known outcome": numbers["unknown"] == 0,
        f"{numbers['server_errors']} answers were 5xx": numbers["server_errors"] == 0,
        f"the audit disagrees: {numbers['audit']}": numbers["audit"]["consistent"],
    }
    return [words for words, holds in checks.items() if not holds]


def print_numbers(numbers):
    print(f"set up             {numbers['orders']} users and orders in {numbers['setup_seconds']:.1f} s, {numbers['setup_server_errors']} calls sent again after 5xx")
    print(f"checked out        {numbers['orders']} orders in {numbers['checkout_seconds']:.1f} s, answers {numbers['statuses']}")
    print(f"sold               {numbers['sold']} of {numbers['stock']} pieces, {numbers['refused']} orders refused")
    print(f"checkouts          {numbers['checkouts_per_second']:.1f} per second")
    print(f"plain calls        {numbers['plain_calls_per_second']:.1f} per second, GET /stock/find in the same run")
    print(f"audit              {'consistent' if numbers['audit']['consistent'] else 'DISAGREES'}")
    print(f"ratio              {numbers['ratio']:.3f} checkouts per plain call")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=1000, metavar="N", help="users and orders, one each")
    parser.add_argument("--stock", type=int, default=100, metavar="N", help="pieces of the one item")
    parser.add_argument("--connections", type=int, default=100, metavar="N", help="calls under way at once")
    parser.add_argument("--provision", metavar="FILE", help="do not build, use this binary")
    parser.add_argument("--json", metavar="FILE", help="write the numbers there too")
    arguments = parser.parse_args()
    provision = str(Path(arguments.provision).resolve()) if arguments.provision else build()
    with tempfile.TemporaryDirectory() as folder, Emulator(provision, folder) as emulator:
        deploy = [provision, "deploy", "shop", "--endpoint-url", emulator.endpoint]
        subprocess.run(deploy, env=emulator.variables, cwd=ROOT, check=True, capture_output=True)
        shop = Shop(provision, emulator, arguments.connections)
        numbers = measure_shop(shop, arguments.orders, arguments.stock)
    print_numbers(numbers)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(numbers, indent=1) + "\n")
    if found := faults(numbers):
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
