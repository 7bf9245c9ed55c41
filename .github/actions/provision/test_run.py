"""The action's command against a program and an API of the test's own: `python3 -m unittest discover .github/actions/provision`."""

import contextlib
import http.server
import io
import json
import os
import tempfile
import threading
import unittest
from pathlib import Path
from unittest import mock

import run


class Api(http.server.BaseHTTPRequestHandler):
    """Comments of one pull request, two pages of them."""

    def do_GET(self):
        page = int(self.path.rpartition("=")[2])
        self.answer(self.server.comments[(page - 1) * 100:page * 100])

    def do_POST(self):
        comment = self.read() | {"id": len(self.server.comments) + 1, "user": {"type": "Bot"}}
        self.server.comments.append(comment)
        self.answer(comment)

    def do_PATCH(self):
        number = int(self.path.rpartition("/")[2])
        self.server.comments[number - 1] |= self.read()
        self.answer({})

    def read(self) -> dict:
        self.server.tokens.add(self.headers["Authorization"])
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, content) -> None:
        text = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class RunTest(unittest.TestCase):
    def setUp(self):
        self.server = self.enterContext(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api))
        self.server.comments, self.server.tokens = [], set()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.shutdown)
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def program(self, prints: str, code: int = 0) -> str:
        (self.folder / "printed").write_text(prints)
        program = self.folder / "provision"
        program.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{self.folder}/words'\ncat '{self.folder}/printed'\nexit {code}\n")
        program.chmod(0o755)
        return str(program)

    def run_action(self, program: str, **variables: str) -> int:
        environment = {
            "PROVISION_COMMAND": "plan", "SYSTEMS": "", "ARGUMENTS": "", "COMMENT": "true", "TOKEN": "secret", "PULL_REQUEST": "7",
            "GITHUB_API_URL": f"http://127.0.0.1:{self.server.server_port}", "GITHUB_REPOSITORY": "o/r",
            "PATH": os.environ["PATH"], "no_proxy": "127.0.0.1",
        } | variables
        with mock.patch.dict(os.environ, environment, clear=True), contextlib.redirect_stdout(io.StringIO()) as printed:
            code = run.main(program)
        self.printed = printed.getvalue()
        return code

    def test_a_plan_becomes_a_comment_and_the_next_one_replaces_it(self):
        self.assertEqual(self.run_action(self.program("first"), SYSTEMS="cake shop", ARGUMENTS="--stage prod"), 0)
        words = (self.folder / "words").read_text().split()
        self.assertEqual(words, ["plan", "--no-input", "--color", "never", "--stage", "prod", "cake", "shop"])
        self.assertEqual(self.printed, "first")
        self.assertEqual(self.server.tokens, {"Bearer secret"})
        self.run_action(self.program("second"), SYSTEMS="cake shop", ARGUMENTS="--stage prod")
        self.run_action(self.program("third"))
        bodies = [comment["body"] for comment in self.server.comments]
        self.assertEqual(len(bodies), 2)
        self.assertIn("**`provision plan --stage prod cake shop`**\n\n```text\nsecond\n```\n", bodies[0])
        self.assertIn("third", bodies[1])

    def test_a_comment_on_a_later_page_is_found_and_one_of_a_user_is_not(self):
        marker = run.title([])
        other = {"body": "x", "user": {"type": "User"}}
        self.server.comments = [other | {"id": n + 1} for n in range(150)]
        self.server.comments[3] = {"id": 4, "body": marker, "user": {"type": "User"}}
        self.server.comments[120] = {"id": 121, "body": marker, "user": {"type": "Bot"}}
        self.run_action(self.program("plan"))
        self.assertEqual(len(self.server.comments), 150)
        self.assertEqual(self.server.comments[3]["body"], marker)
        self.assertIn("```text\nplan\n```", self.server.comments[120]["body"])

    def test_text_of_a_plan_does_not_leave_its_block(self):
        text = run.body([], "a\n```\n**bold**\n````\n", 0)
        self.assertTrue(text.endswith("\n`````text\na\n```\n**bold**\n````\n`````\n"), text)
        self.assertLess(len(run.body([], "`" * 200_000, 0)), 3 * run.LIMIT + 1000)
        self.assertEqual(run.title(["-->"]).count("-->"), 1)

    def test_a_failed_plan_is_reported_and_fails_the_step(self):
        self.assertEqual(self.run_action(self.program("half", 1)), 1)
        self.assertIn("failed with exit code 1", self.server.comments[0]["body"])

    def test_a_plan_with_something_to_do_has_not_failed_and_the_step_ends_as_fail_wants(self):
        self.assertEqual(self.run_action(self.program("1 to create", 3), ARGUMENTS="--fail --stage prod"), 3)
        text = self.server.comments[0]["body"]
        self.assertIn("There is something to do", text)
        self.assertNotIn("failed", text)
        self.assertEqual(self.run_action(self.program("nothing"), ARGUMENTS="--fail --stage prod"), 0)
        self.assertNotIn("something to do", self.server.comments[0]["body"])
        # Only --fail gives this code that meaning.
        self.assertEqual(self.run_action(self.program("half", 3)), 3)
        self.assertIn("failed with exit code 3", self.server.comments[1]["body"])

    def test_no_comment_without_a_pull_request_for_a_deployment_or_when_it_is_switched_off(self):
        for variables in [{"PULL_REQUEST": ""}, {"PROVISION_COMMAND": "deploy"}, {"COMMENT": "false"}]:
            self.assertEqual(self.run_action(self.program("done"), **variables), 0)
        self.assertEqual(self.server.comments, [])

    def test_another_command_is_refused(self):
        self.assertEqual(self.run_action("/nowhere", PROVISION_COMMAND="teardown"), 2)


if __name__ == "__main__":
    unittest.main()
