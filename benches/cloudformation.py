"""A fake CloudFormation whose stacks take a given time: it creates nothing, and responds as AWS does.

The emulator can hold back the creation of a stack, but not its deletion.
"""

import threading
import time
import urllib.parse
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

# As on AWS.
PAGE = 100
CHANGES = ("CreateStack", "DeleteStack")
LOOKS = ("DescribeStacks", "ListStacks")
ACCOUNT = "000000000000"


@dataclass
class Stack:
    name: str
    arn: str
    template: str
    operation: str
    ends: float

    def status(self):
        return f"{self.operation}_{'COMPLETE' if time.monotonic() >= self.ends else 'IN_PROGRESS'}"

    def xml(self):
        return (f"<member><StackName>{self.name}</StackName><StackId>{self.arn}</StackId><CreationTime>"
                f"2026-01-01T00:00:00Z</CreationTime><StackStatus>{self.status()}</StackStatus><Outputs><member>"
                f"<OutputKey>Name</OutputKey><OutputValue>{self.name}</OutputValue></member></Outputs></member>")


class Missing(Exception):
    """There is no stack of this name."""


class CloudFormation:
    """`seconds` is how long the creation or deletion of each stack takes, by name."""

    def __init__(self, seconds):
        self.seconds, self.stacks, self.calls, self.lock = seconds, {}, [], threading.Lock()
        cloudformation = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                status, text = cloudformation.answer(dict(urllib.parse.parse_qsl(body)))
                self.send_response(status)
                self.send_header("Content-Type", "text/xml")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, form):
        action = form["Action"]
        with self.lock:
            self.calls.append((action, time.monotonic()))
            try:
                content = getattr(self, action)(form)
            except Missing as missing:
                error = f"<Code>ValidationError</Code><Message>Stack with id {missing} does not exist</Message>"
                return 400, f"<ErrorResponse><Error>{error}</Error></ErrorResponse>"
        return 200, f"<{action}Response><{action}Result>{content}</{action}Result></{action}Response>"

    def find(self, name):
        """By name, where deleted ones do not answer, or by ARN."""
        stack = self.stacks.get(name.split("/")[1] if name.startswith("arn:") else name)
        if stack is None or (stack.status() == "DELETE_COMPLETE" and name != stack.arn):
            raise Missing(name)
        return stack

    def GetCallerIdentity(self, _form):
        return f"<Account>{ACCOUNT}</Account><Arn>arn:aws:iam::{ACCOUNT}:user/bench</Arn><UserId>bench</UserId>"

    def CreateStack(self, form):
        name = form["StackName"]
        arn = f"arn:aws:cloudformation:us-west-2:{ACCOUNT}:stack/{name}/1"
        ends = time.monotonic() + self.seconds[name]
        self.stacks[name] = Stack(name, arn, form["TemplateBody"], "CREATE", ends)
        return f"<StackId>{arn}</StackId>"

    def DeleteStack(self, form):
        stack = self.find(form["StackName"])
        stack.operation, stack.ends = "DELETE", time.monotonic() + self.seconds[stack.name]
        return ""

    def DescribeStacks(self, form):
        if name := form.get("StackName"):
            return f"<Stacks>{self.find(name).xml()}</Stacks>"
        there = [stack for stack in self.stacks.values() if stack.status() != "DELETE_COMPLETE"]
        return page("Stacks", [stack.xml() for stack in there], form)

    def ListStacks(self, form):
        wanted = {value for key, value in form.items() if key.startswith("StackStatusFilter.")}
        found = [stack for stack in self.stacks.values() if stack.status() in wanted]
        return page("StackSummaries", [stack.xml() for stack in found], form)

    def ListStackResources(self, form):
        self.find(form["StackName"])
        return "<StackResourceSummaries/>"

    def GetTemplate(self, form):
        return f"<TemplateBody>{escape(self.find(form['StackName']).template)}</TemplateBody>"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def page(name, members, form):
    first = int(form.get("NextToken") or 0)
    more = f"<NextToken>{first + PAGE}</NextToken>" if first + PAGE < len(members) else ""
    return f"<{name}>{''.join(members[first:first + PAGE])}</{name}>{more}"
