"""Calls of deployed APIs on the emulator, over one lasting connection per thread."""

import http.client
import json
import threading
import urllib.parse
import uuid

class Connections:
    def __init__(self, emulator):
        self.emulator = emulator
        self.address = urllib.parse.urlsplit(emulator.endpoint).netloc
        self.of_thread = threading.local()

    def call(self, method, path, key=None):
        """Status and JSON document. A connection that was closed meanwhile is opened again, once; the key makes that safe."""
        signature = self.emulator.signature(method, path, b"", "us-west-2", "execute-api")
        headers = {**signature, "Idempotency-Key": key or str(uuid.uuid4())}
        for is_last in (False, True):
            connection = self._connection()
            try:
                connection.request(method, path, headers=headers)
                response = connection.getresponse()
                return response.status, json.loads(response.read() or b"{}")
            except (http.client.HTTPException, ConnectionError):
                self._close()
                if is_last:
                    raise

    def _connection(self):
        if not hasattr(self.of_thread, "connection"):
            self.of_thread.connection = http.client.HTTPConnection(self.address, timeout=60)
        return self.of_thread.connection

    def _close(self):
        self.of_thread.connection.close()
        del self.of_thread.connection
