"""Calls the APIs of all shipped systems, deployed on an emulator of its own, as their documents say and as they forbid.

Usage: apis.py PROVISION
schemathesis makes the requests, from seeds drawn for this run. No answer may be a 5xx or one that the document does not have, and no
request may be accepted that the document refuses. Signatures are those of the key that `provision local env` prints.
"""

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
CHECKS = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
          "response_schema_conformance", "negative_data_rejection")


class Emulator:
    """An emulator with everything deployed, in a folder of its own; it is gone at the end of a `with`."""

    def __init__(self, program, home):
        self.program = program
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PROVISION_"))}
        self.environment = kept | {"PROVISION_LOCAL": "1", "PROVISION_LOCAL_HOME": str(home), "PROVISION_QUIET": "1",
                                   "PROVISION_CONFIG": str(ROOT / "provision.yaml")}

    def run(self, *words):
        return subprocess.run([self.program, *words], env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout

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
        variables = json.loads(self.run("local", "env", "--output", "json"))
        return variables | {"AWS_REGION": yaml.safe_load((ROOT / "provision.yaml").read_text())["regions"]["home"]}

    def document(self, name):
        return json.loads(self.run("api", name, "--output", "json"))


def check(name, document, seed, key, folder):
    """Runs schemathesis with a seed on one document."""
    file = folder / f"{name}.json"
    file.write_text(json.dumps(document))
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", SETTINGS / "schemathesis.toml", "run", file, "--no-color",
        "--url", document["servers"][0]["url"], "--seed", str(seed), "--checks", ",".join(CHECKS)]
    environment = os.environ | key | {"SCHEMATHESIS_HOOKS": "signature", "PYTHONPATH": str(SETTINGS)}
    return subprocess.run(command, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def main(program):
    names = sorted(path.stem for path in (ROOT / "docs/openapi").glob("*.yaml"))
    seeds = [secrets.randbits(32) for _ in range(SEEDS)]
    print(f"seeds {', '.join(map(str, seeds))}", flush=True)
    failed = False
    with tempfile.TemporaryDirectory(prefix="provision-apis-") as folder:
        folder = pathlib.Path(folder)
        with Emulator(os.path.abspath(program), folder / "emulator") as emulator:
            key, documents = emulator.key(), {name: emulator.document(name) for name in names}
            for seed in seeds:
                for name, document in documents.items():
                    start = time.monotonic()
                    done = check(name, document, seed, key, folder)
                    failed = failed or done.returncode != 0
                    print(done.stdout if done.returncode else next(filter(lambda line: " generated" in line, done.stdout.splitlines()), ""))
                    result = "passed" if done.returncode == 0 else "FAILED"
                    print(f"{name} with seed {seed}: {result} in {time.monotonic() - start:.0f} s", flush=True)
    sys.exit(1 if failed else 0)


main(*sys.argv[1:])
