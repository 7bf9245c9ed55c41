"""An emulator of the bench's own, started by `provision local up` in a folder of its own."""

import json
import os
import subprocess
import urllib.request


class Emulator:
    def __init__(self, provision, folder):
        self.provision = provision
        self.environment = {**os.environ, "PROVISION_LOCAL_HOME": os.path.join(folder, "emulator")}

    def __enter__(self):
        self._local("up")
        self.endpoint = json.loads(self._local("status", "--output", "json"))["endpoint"]
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
            **kept, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_PAGER": "",
        }

    def reset(self):
        request = urllib.request.Request(f"{self.endpoint}/_ministack/reset", method="POST", data=b"")
        urllib.request.urlopen(request, timeout=60).close()

    def wake(self):
        """Lets the emulator load its CloudFormation, which it does at the first call after a start."""
        request = urllib.request.Request(self.endpoint, data=b"Action=ListExports", headers={
            "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-west-2/cloudformation/aws4_request, "
                             "SignedHeaders=host, Signature=0",
        })
        urllib.request.urlopen(request, timeout=60).close()
