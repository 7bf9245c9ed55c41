"""The memory and time of `provision shop audit` at several numbers of paid orders.

    python3 benches/audit.py                       10,000 and 100,000 orders, about ten minutes once all is built
    python3 benches/audit.py --orders 1000 5000    others
    python3 benches/audit.py --provision FILE      a binary that is built already

One order is made and paid through the APIs. Its documents are copied in the tables under other ids, which is much faster than
checking each out, and the item and the user are given what the copies took. It fails when the audit disagrees.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from compare import ROOT, build
from emulator import Emulator
from shop import PRICE, Shop

REGION = "us-west-2"
TABLES = ["shop-orders-dev", "shop-stock-dev", "shop-payment-dev"]
AT_ONCE = 25  # DynamoDB's limit of a batch


def dynamodb(emulator, operation, document):
    body = json.dumps(document).encode()
    headers = {
        **emulator.signature("POST", "/", body, REGION, "dynamodb"), "X-Amz-Target": f"DynamoDB_20120810.{operation}",
        "Content-Type": "application/x-amz-json-1.0"}
    with urllib.request.urlopen(urllib.request.Request(f"{emulator.endpoint}/", data=body, headers=headers), timeout=120) as reply:
        return json.loads(reply.read())


def documents(emulator):
    """By table, what the one order has left there."""
    return {table: dynamodb(emulator, "Scan", {"TableName": table})["Items"] for table in TABLES}


def copies(items, order, ids):
    """The documents of an order under other ids."""
    own = json.dumps([item for item in items if order in item["id"]["S"]])
    for one in ids:
        yield from json.loads(own.replace(order, one))


def write(emulator, table, items):
    for start in range(0, len(items), AT_ONCE):
        batch = [{"PutRequest": {"Item": item}} for item in items[start:start + AT_ONCE]]
        dynamodb(emulator, "BatchWriteItem", {"RequestItems": {table: batch}})


def supply(emulator, table, holder, amount):
    """Brings in what the copies took."""
    dynamodb(emulator, "UpdateItem", {
        "TableName": table, "Key": {"id": {"S": holder}}, "UpdateExpression": "ADD supplied :amount",
        "ExpressionAttributeValues": {":amount": {"N": str(amount)}}})


def fill(emulator, found, order, count):
    ids = [str(uuid.uuid4()) for _ in range(count)]
    with ThreadPoolExecutor(2) as pool:
        for table in TABLES:
            items = list(copies(found[table], order, ids))
            parts = [items[start:start + 2000] for start in range(0, len(items), 2000)]
            list(pool.map(lambda part: write(emulator, table, part), parts))


def audited(provision, emulator):
    """The audit's most resident memory in MiB, its seconds, and its report."""
    command = [provision, "shop", "audit", "--output", "json", "--endpoint-url", emulator.endpoint]
    began = time.perf_counter()
    with subprocess.Popen(command, env=emulator.variables, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        report = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss / 1024, time.perf_counter() - began, child.returncode, report


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, nargs="+", default=[10_000, 100_000], metavar="N")
    parser.add_argument("--provision", metavar="FILE", help="do not build, use this binary")
    arguments = parser.parse_args()
    provision = str(Path(arguments.provision).resolve()) if arguments.provision else build()
    with tempfile.TemporaryDirectory() as folder, Emulator(provision, folder) as emulator:
        subprocess.run([provision, "deploy", "shop", "--endpoint-url", emulator.endpoint], env=emulator.variables, cwd=ROOT,
                       check=True, capture_output=True)
        shop = Shop(provision, emulator, 1)
        item = shop.made(f"/stock/item/create/{PRICE}")["item_id"]
        shop.made(f"/stock/add/{item}/1")
        order = shop.order(item)
        assert shop.checkout(order)
        found, there = documents(emulator), 1
        holders = {table: next(one["id"]["S"] for one in found[table] if re.match(r"(item|user)#", one["id"]["S"])) for table in TABLES[1:]}
        for count in sorted(arguments.orders):
            fill(emulator, found, order, count - there)
            supply(emulator, "shop-stock-dev", holders["shop-stock-dev"], count - there)
            supply(emulator, "shop-payment-dev", holders["shop-payment-dev"], (count - there) * PRICE)
            there = count
            memory, seconds, code, report = audited(provision, emulator)
            if code != 0:
                sys.exit(f"the audit of {count} orders exited with {code}:\n{report[:2000]}")
            print(f"{count:>8} orders    {memory:6.1f} MiB    {seconds:6.1f} s", flush=True)


if __name__ == "__main__":
    main()
