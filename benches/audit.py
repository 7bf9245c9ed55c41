"""The memory and time of `provision shop audit` at several numbers of paid orders, each of a user of its own.

    python3 benches/audit.py                       1,000 to 300,000 orders, some minutes once all is built
    python3 benches/audit.py --orders 1000 5000    others
    python3 benches/audit.py --provision FILE      a binary that is built already

A server of the bench's own answers in the place of the three services, page by page and as large as theirs: filling tables with so
many orders would take longer than all audits. It fails when the audit finds a disagreement, since there is none.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from compare import ROOT, build

PAGE = 500  # documents, as the functions read them
ITEMS = 1000
PRICE, CREDIT = 250, 40
STACK = """<DescribeStacksResponse><DescribeStacksResult><Stacks><member>
<StackName>{name}</StackName><StackId>arn:aws:cloudformation:us-west-2:000000000000:stack/{name}/1</StackId>
<CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs><member>
<OutputKey>ApiUrl</OutputKey><OutputValue>https://{name}.execute-api.us-west-2.amazonaws.com/dev</OutputValue>
</member></Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>"""


def identifier(kind, number):
    return f"{number * 2654435761 % 2**32:08x}-000{kind}-4000-8000-{number:012x}"


class Services:
    """What the three services say of so many orders: order n is one piece of item n % ITEMS, bought by user n."""

    def __init__(self, orders):
        self.orders = orders

    def page(self, service, start):
        numbers = range(start, min(start + PAGE, self.orders))
        page = getattr(self, service)(numbers)
        if start + PAGE < self.orders:
            page["next"] = str(start + PAGE)
        return page

    def payment(self, numbers):
        return {
            "users": [{"user_id": identifier(1, n), "credit": CREDIT, "deposited": CREDIT + PRICE} for n in numbers],
            "payments": [{"order_id": identifier(2, n), "attempt": 1, "state": "taken", "user_id": identifier(1, n), "amount": PRICE}
                         for n in numbers]}

    def stock(self, numbers):
        items = []
        if 0 in numbers:
            sold = [len(range(item, self.orders, ITEMS)) for item in range(ITEMS)]
            items = [{"item_id": identifier(3, item), "price": PRICE, "stock": 7, "supplied": 7 + sold[item]} for item in range(ITEMS)]
        return {"items": items, "reservations": [
            {"order_id": identifier(2, n), "attempt": 1, "state": "taken", "lines": [{"item_id": identifier(3, n % ITEMS), "n": 1}]}
            for n in numbers]}

    def orders_page(self, numbers):
        return {"orders": [
            {"order_id": identifier(2, n), "user_id": identifier(1, n), "state": "paid", "attempt": 1, "total_cost": PRICE,
             "lines": [{"item_id": identifier(3, n % ITEMS), "n": 1, "price": PRICE}]} for n in numbers]}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, kind, text):
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("x-amzn-RequestId", "bench")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.answer("text/xml", STACK.format(name=form["StackName"][0]))

    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        start = int(urllib.parse.parse_qs(address.query).get("next", ["0"])[0])
        service = address.path.split("/")[-2]
        page = self.server.services.page({"orders": "orders_page"}.get(service, service), start)
        self.answer("application/json", json.dumps(page))

    def log_message(self, *_):
        pass


def audited(provision, server, folder):
    """The audit's seconds and its report."""
    endpoint = f"http://127.0.0.1:{server.server_port}"
    environment = {"PATH": os.environ["PATH"], "HOME": folder, "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench",
                   "AWS_EC2_METADATA_DISABLED": "true"}
    command = [provision, "shop", "audit", "--output", "json", "--endpoint-url", endpoint]
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        report, trouble = child.communicate()
        seconds = time.perf_counter() - began
    if child.returncode != 0:
        print(f"the audit exited with {child.returncode}:\n{report[:2000]}{trouble[:2000]}", flush=True)
        os._exit(1)
    return seconds, json.loads(report)


def peak(provision, server, folder):
    """The audit's most memory in MiB, seconds and orders. It is the only child of a child, whose children's most memory is its own."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        import resource

        seconds, report = audited(provision, server, folder)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        os.write(writer, json.dumps([memory, seconds, report["paid_orders"]]).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as result:
        text = result.read()
    os.wait()
    return json.loads(text) if text else sys.exit(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, nargs="+", default=[1000, 10_000, 100_000, 300_000], metavar="N")
    parser.add_argument("--provision", metavar="FILE", help="do not build, use this binary")
    arguments = parser.parse_args()
    provision = str(Path(arguments.provision).resolve()) if arguments.provision else build()
    with tempfile.TemporaryDirectory() as folder, ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for count in arguments.orders:
            server.services = Services(count)
            memory, seconds, paid = peak(provision, server, folder)
            assert paid == count, paid
            print(f"{count:>9} orders    {memory:6.1f} MiB    {seconds:6.1f} s", flush=True)
        server.shutdown()


if __name__ == "__main__":
    main()
