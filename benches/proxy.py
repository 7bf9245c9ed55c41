"""A counting proxy in front of the emulator or a fake: it forwards everything and records the calls to CloudFormation."""

import http.client
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NOT_PASSED_ON = {"connection", "transfer-encoding", "keep-alive", "content-length", "host"}


class Proxy:
    """`answered(action, form, began, ended)` is called for each call to CloudFormation once its response is being sent."""

    def __init__(self, endpoint, answered, host="127.0.0.1"):
        self.requests = 0
        upstream = urllib.parse.urlsplit(endpoint).netloc
        proxy, connections = self, threading.local()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def handle_call(self):
                began = time.monotonic()
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                proxy.requests += 1
                if not hasattr(connections, "upstream"):
                    connections.upstream = http.client.HTTPConnection(upstream, timeout=60)
                headers = {k: v for k, v in self.headers.items() if k.lower() not in NOT_PASSED_ON}
                connections.upstream.request(self.command, self.path, body, headers)
                response = connections.upstream.getresponse()
                data = response.read()
                form = dict(urllib.parse.parse_qsl(body.decode("latin-1")))
                if "Action" in form:
                    answered(form["Action"], form, began, time.monotonic())
                self.send_response(response.status)
                for name, value in response.getheaders():
                    if name.lower() not in NOT_PASSED_ON:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = handle_call

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer((host, 0), Handler)
        self.server.daemon_threads = True
        self.endpoint = f"http://{host}:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
