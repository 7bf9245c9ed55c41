"""The action's command: runs `provision plan` or `provision deploy`, and writes a plan as a comment on the pull request.

A comment of an earlier run for the same systems and arguments is updated, so that a pull request has one for each.
Everything comes in through the environment, which action.yml sets; none of it becomes part of a shell command.
"""

import json
import os
import re
import subprocess
import sys
import urllib.request

# GitHub takes 65,536 characters.
LIMIT = 60_000
# The exit code of `provision plan --fail` for a plan that is not empty.
SOMETHING_TO_DO = 3


def main(program: str) -> int:
    command = os.environ["PROVISION_COMMAND"]
    if command not in ("plan", "deploy"):
        print(f"::error::the input 'command' is '{command}', and 'plan' or 'deploy' was expected")
        return 2
    words = [*os.environ["ARGUMENTS"].split(), *os.environ["SYSTEMS"].split()]
    done = subprocess.run([program, command, "--no-input", "--color", "never", *words], stdout=subprocess.PIPE, text=True)
    sys.stdout.write(done.stdout)
    pull_request = os.environ.get("PULL_REQUEST", "")
    if command == "plan" and os.environ["COMMENT"] == "true" and pull_request:
        write_comment(pull_request, title(words), body(words, done.stdout, done.returncode))
    return done.returncode


def title(words: list[str]) -> str:
    """The line by which a comment is found again; invisible where it is shown. A comment of HTML ends with `-->`."""
    return f"<!-- provision plan {json.dumps(words).replace('>', '')} -->"


def body(words: list[str], plan: str, code: int) -> str:
    if len(plan) > LIMIT:
        plan = plan[:LIMIT] + "\n… the rest is in the log of the run\n"
    # Longer than any run of backticks in the text, so that none of it is interpreted as markup.
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", plan))])
    heading = " ".join(["provision plan", *words]).replace("`", "")
    return f"{title(words)}\n**`{heading}`**\n\n{fence}text\n{plan.rstrip()}\n{fence}{verdict(words, code)}\n"


def verdict(words: list[str], code: int) -> str:
    """What the exit code means, below the plan. `plan --fail` ends with 3 if there is something to do."""
    if code == 0:
        return ""
    if code == SOMETHING_TO_DO and "--fail" in words:
        return f"\n\nThere is something to do, so that this step ends with exit code {code} (`--fail`)."
    return f"\n\nThe plan failed with exit code {code}; the log of the run has the reason."


def write_comment(pull_request: str, marker: str, text: str) -> None:
    repository = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/issues"
    existing = find(f"{repository}/{pull_request}/comments", marker)
    if existing is None:
        call("POST", f"{repository}/{pull_request}/comments", {"body": text})
    else:
        call("PATCH", f"{repository}/comments/{existing}", {"body": text})


def find(address: str, marker: str) -> int | None:
    page = 1
    while comments := call("GET", f"{address}?per_page=100&page={page}"):
        for comment in comments:
            # Only a bot's: the token cannot edit a user's comment that begins with the same line.
            if comment["body"].startswith(marker) and comment["user"]["type"] == "Bot":
                return comment["id"]
        page += 1
    return None


def call(method: str, address: str, content: dict | None = None):
    request = urllib.request.Request(address, method=method, data=json.dumps(content).encode() if content else None)
    request.add_header("Authorization", f"Bearer {os.environ['TOKEN']}")
    request.add_header("Accept", "application/vnd.github+json")
    request.add_header("X-GitHub-Api-Version", "2022-11-28")
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
