"""An emulator with a folder that outlives it, to kill and start again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

ACCOUNT = "000000000000"
LAUNCHER = str(Path(__file__).resolve().parent.parent)


def until(found, seconds=20):
    deadline = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
    return result


class Survivor:
    """One folder and one port, and the emulator that runs there at the moment."""

    def __init__(self, home, **variables):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home, self.variables = str(home), variables
        self.endpoint, self.process = f"http://127.0.0.1:{self.port}", None

    def start(self):
        """Starts it and waits for its answer; what it reports about the state that it found."""
        state = os.path.join(self.home, "state")
        os.makedirs(os.path.join(self.home, "tmp"), exist_ok=True)
        environment = {
            "PATH": os.environ["PATH"], "TMPDIR": os.path.join(self.home, "tmp"), "GATEWAY_PORT": str(self.port),
            "BIND_HOST": "127.0.0.1", "IOT_MTLS_ENABLED": "0", "SFTP_ENABLED": "0", "LAMBDA_EXECUTOR": "local",
            "AWS_ENDPOINT_URL": self.endpoint, "PERSIST_STATE": "1", "STATE_DIR": os.path.join(state, "services"),
            "S3_PERSIST": "1", "S3_DATA_DIR": os.path.join(state, "s3"), **self.variables}
        with open(os.path.join(self.home, "log"), "ab") as log:
            self.process = subprocess.Popen([sys.executable, "-I", LAUNCHER, "--home", self.home],
                                            env=environment, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.endpoint}/_ministack/health", timeout=2).close()
                with open(os.path.join(self.home, "recovery.json")) as report:
                    return json.load(report)["report"]
            except OSError:
                time.sleep(0.03)
        with open(os.path.join(self.home, "log")) as log:
            raise AssertionError(f"the emulator does not answer:\n{log.read()[-3000:]}")

    def kill(self):
        """Ends it as a machine that runs out of memory does, and its functions after it."""
        self.process.kill()
        self.process.wait(10)
        self.end_functions()

    def end_functions(self):
        """What `provision local up` does about functions that outlived their emulator."""
        for pid in self.group():
            if not self.is_copy(pid):
                os.kill(pid, signal.SIGKILL)

    def group(self):
        """The living processes of the emulator's group, without itself."""
        found = []
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{name}/stat") as stat:
                    fields = stat.read().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[2] == str(self.process.pid) and fields[0] != "Z" and int(name) != self.process.pid:
                found.append(int(name))
        return found

    def is_copy(self, pid):
        """Whether a process is the emulator's copy that saves the state."""
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as line:
                return LAUNCHER.encode() in line.read()
        except OSError:
            return False

    def functions(self):
        """How many processes functions have."""
        return sum(not self.is_copy(pid) for pid in self.group())

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def secret(self):
        """The secret that belongs to the folder, where it has one of its own."""
        path = os.path.join(self.home, "key")
        if not os.path.exists(path):
            return "test"
        with open(path) as key:
            return key.read().strip()

    def post(self, path):
        """A signed request to one of the emulator's own pages."""
        request = AWSRequest("POST", f"{self.endpoint}{path}", data=b"")
        SigV4Auth(Credentials("test", self.secret()), "execute-api", "us-east-1").add_auth(request)
        urllib.request.urlopen(urllib.request.Request(
            request.url, data=b"", headers=dict(request.headers.items())), timeout=30).close()

    def client(self, service, region="us-east-1"):
        return botocore.session.Session().create_client(
            service, region_name=region, endpoint_url=self.endpoint, aws_access_key_id="test",
            aws_secret_access_key=self.secret(), config=Config(
                retries={"max_attempts": 0}, read_timeout=600, max_pool_connections=120, s3={"addressing_style": "path"}))
