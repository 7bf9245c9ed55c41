"""An emulator of the bench's own, started by `provision local up` in a folder of its own."""

import hashlib
import hmac
import json
import os
import subprocess
import time
import urllib.parse
import urllib.request


class Emulator:
    def __init__(self, provision, folder):
        self.provision = provision
        self.environment = {**os.environ, "PROVISION_LOCAL_HOME": os.path.join(folder, "emulator")}

    def __enter__(self):
        self._local("up")
        self.own = json.loads(self._local("env", "--output", "json"))
        self.endpoint = self.own["AWS_ENDPOINT_URL"]
        return self

    def __exit__(self, *_):
        self._local("down", "--delete-state", "--yes")

    def _local(self, *words):
        done = subprocess.run(
            [self.provision, "local", *words], env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    @property
    def variables(self):
        """What any AWS tool needs to work on this emulator, and nothing of the user's own."""
        kept = {name: value for name, value in self.environment.items() if not name.startswith(("AWS_", "PROVISION_"))}
        return {
            **kept, **{name: self.own[name] for name in ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")},
            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_PAGER": "",
        }

    def reset(self):
        self._local("reset", "--yes")

    def wake(self):
        """Lets the emulator load its CloudFormation, which it does at the first call after a start."""
        self.ask(b"Action=ListExports", "us-west-2", "cloudformation")

    def signature(self, method, path, body, region, service):
        """The headers that sign a request, without a query, with this emulator's key."""
        host = urllib.parse.urlsplit(self.endpoint).netloc
        moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        scope = f"{moment[:8]}/{region}/{service}/aws4_request"
        canonical = "\n".join([
            method, path, "", f"host:{host}", f"x-amz-date:{moment}", "", "host;x-amz-date", hashlib.sha256(body).hexdigest()])
        text = "\n".join(["AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(canonical.encode()).hexdigest()])
        key = f"AWS4{self.own['AWS_SECRET_ACCESS_KEY']}".encode()
        for part in (*scope.split("/"), text):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        credential = f"{self.own['AWS_ACCESS_KEY_ID']}/{scope}"
        return {
            "X-Amz-Date": moment,
            "Authorization":
                f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host;x-amz-date, Signature={key.hex()}",
        }

    def ask(self, body, region, service):
        """Sends a signed form to a service; the answer's body."""
        headers = self.signature("POST", "/", body, region, service)
        request = urllib.request.Request(f"{self.endpoint}/", data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.read()
