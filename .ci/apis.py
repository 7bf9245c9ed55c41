"""Tests the APIs of all included systems, deployed on an emulator of its own, with valid and invalid requests by their documents.

Usage: apis.py PROVISION
schemathesis makes the requests, from seeds drawn for this run. No answer may be a 5xx or one that the document does not have, and no
request may be accepted that the document refuses. Requests are signed with the key that `provision local env` prints, and most of
them name what exists (`apis/client.py`).
"""

import concurrent.futures
import json
import os
import pathlib
import secrets
import subprocess
import sys
import tempfile
import time

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
SETTINGS = ROOT / ".ci/apis"
SEEDS = 3
AT_ONCE = 2
SECONDS = 180  # for one run of schemathesis, which takes some 15
CHECKS = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
          "response_schema_conformance", "negative_data_rejection")


class Emulator:
    """An emulator with everything deployed, in a folder of its own; it is gone at the end of a `with`."""

    def __init__(self, program, home):
        self.program = program
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PROVISION_"))}
        # The installation is the one that the tests use.
        self.environment = kept | {"PROVISION_LOCAL": "1", "PROVISION_LOCAL_HOME": str(home), "PROVISION_QUIET": "1",
                                   "PROVISION_CONFIG": str(ROOT / "provision.yaml"), "XDG_CACHE_HOME": str(ROOT / "target/tmp/cache")}

    def run(self, *words):
        """The result of a command, the last line of its output."""
        command = [self.program, *words, "--output", "json"]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])

    def __enter__(self):
        try:
            self.run("deploy")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.run("local", "down")

    def key(self):
        """Variables with the emulator's key, for the region in which the APIs are."""
        return self.run("local", "env") | {"AWS_REGION": yaml.safe_load((ROOT / "provision.yaml").read_text())["regions"]["home"]}

    def existing(self, system):
        """Ids of what is made here, by the names that parameters and fields have in the system's APIs."""
        match system:
            case "cake":
                order = self.run("order", "place", "--name", "Ada", "--address", "1 Main Street", "--product", "cake", "--quantity", "1")
                return {"id": order["orderId"], "orderId": order["orderId"]}
            case "coffee":
                order = self.run("coffee", "order", "--account", "ada", "--vendor", "corner", "--item", "Flat White:2", "--follow")
                return {name: order[name] for name in ("orderid", "accountid", "vendorid")}
            case "mailbox":
                return {"id": self.run("mailbox", "create", "--username", "ada", "--domain", "example.com", "--follow")["id"]}
            case "shop":
                user = self.run("shop", "user", "create", "--credit", "1000000")["user_id"]
                item = self.run("shop", "item", "create", "250", "--stock", "100000")["item_id"]
                return {"user_id": user, "item_id": item, "order_id": self.run("shop", "order", "create", user)["order_id"]}


def check(file, phases, seed, variables):
    """Runs schemathesis on the document in a file; returns whether the API conforms to it."""
    url = json.loads(file.read_text())["servers"][0]["url"]
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", SETTINGS / "schemathesis.toml", "run", file, "--no-color",
        "--url", url, "--phases", phases, "--seed", str(seed), "--checks", ",".join(CHECKS)]
    environment = os.environ | variables | {"SCHEMATHESIS_HOOKS": "client", "PYTHONPATH": str(SETTINGS)}
    start = time.monotonic()
    done = subprocess.run(
        command, env=environment, cwd=file.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=SECONDS)
    cases = [line.strip() for line in done.stdout.splitlines() if " generated, " in line]
    print(f"{file.stem}, {phases}, seed {seed}: {' '.join(cases)} in {time.monotonic() - start:.0f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def check_all(emulator, folder):
    """Checks every document with every seed; returns whether all APIs conform."""
    files = [folder / f"{path.stem}.json" for path in sorted((ROOT / "docs/openapi").glob("*.yaml"))]
    for file in files:
        file.write_text(json.dumps(emulator.run("api", file.stem)))
    systems = {file: file.stem.partition("-")[0] for file in files}
    existing = {system: json.dumps(emulator.existing(system)) for system in set(systems.values())}
    seeds, key = [secrets.randbits(32) for _ in range(SEEDS)], emulator.key()
    print(f"seeds {', '.join(map(str, seeds))}", flush=True)
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        runs = []
        for seed in seeds:
            # The cases that a document's bounds call for hardly depend on the seed.
            phases = "coverage,fuzzing,stateful" if seed == seeds[0] else "fuzzing,stateful"
            runs += [pool.submit(check, file, phases, seed, key | {"EXISTING_IDS": existing[systems[file]]}) for file in files]
        return all([run.result() for run in runs])


def main(program):
    with tempfile.TemporaryDirectory(prefix="provision-apis-") as folder:
        folder = pathlib.Path(folder)
        with Emulator(os.path.abspath(program), folder / "emulator") as emulator:
            in_order = check_all(emulator, folder)
    sys.exit(0 if in_order else 1)


main(*sys.argv[1:])
