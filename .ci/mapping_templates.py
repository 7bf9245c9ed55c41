"""Renders the mapping templates of direct integrations with an engine that the emulator does not use, and reads the result.

Usage: mapping_templates.py TEMPLATE...
For each operation of an API's document that hands over to `states:action/StartExecution`: whatever an order says, what is
sent to Step Functions is JSON with three fields, names the template's own state machine and the order's id, and its input is
the order; the name of an order with too few or too many items is one that Step Functions refuses. And each answer of Step
Functions is turned into one that is JSON, with the status that callers are promised.
"""

import json
import pathlib
import random
import sys

import airspeed
import yaml

from state_machines import Loader

MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:the-own"
OTHER = "arn:aws:states:us-east-1:123456789012:stateMachine:another"
ORDER_ID = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f"
# Names that are ordinary, that are not written in Latin letters, and that mean harm.
NAMES = [
    "Flat White", "O'Neil's \"special\"", "Kaffee mit Sahne für Jörg", "珈琲 二つ", "قهوة عربية", "капучино", "☕️ 😀 👩‍🚀",
    "\\", "\\\\", "'", "\\'", "\\\\'", "\\\\\\'", "''", "\"", "\\\"", "/", "</script>", "a\u2028b\u2029c", "\ufeff", "\u00a0x",
    "$input.json('$')", "${StateMachineArn}", "$util.escapeJavaScript('x')", "#set($a = 1)", "#end", "#if(true)", "##", "#*", "*#",
    '","stateMachineArn":"' + OTHER, "\\u0027", "\\n", "%0a", "{{x}}", "{% $states %}", "${jndi:ldap://x}", "null", "true", "0",
    "$1", "\\$1", "x" * 80, "'" * 80, "\\" * 80, "\U0001f600" * 80,
]


def escape_java_script(value):
    """Apache Commons Text's `escapeEcmaScript`, which is what `$util.escapeJavaScript` is documented to do."""
    written = {"'": "\\'", '"': '\\"', "\\": "\\\\", "/": "\\/", "\b": "\\b", "\n": "\\n", "\t": "\\t", "\f": "\\f", "\r": "\\r"}
    out = []
    for character in str(value):
        if character in written:
            out.append(written[character])
        elif 32 <= ord(character) <= 127:
            out.append(character)
        else:
            data = character.encode("utf-16-be")
            out += [f"\\u{data[at]:02X}{data[at + 1]:02X}" for at in range(0, len(data), 2)]
    return "".join(out)


class Input:
    """$input for a body: its paths are names with dots, which is all that the templates use."""

    def __init__(self, body):
        self.body = body

    def path(self, path):
        found = json.loads(self.body)
        for name in path.removeprefix("$").lstrip(".").split("."):
            found = found.get(name) if isinstance(found, dict) else None
        return found

    def json(self, path):
        return json.dumps(self.path(path), ensure_ascii=False)


class Util:
    """$util."""

    escapeJavaScript = staticmethod(escape_java_script)


def rendered(template, body):
    """The text, and the status with which the template replaces its own."""
    context = {"responseOverride": {"header": {}}}
    text = airspeed.Template(template).merge({"input": Input(body), "util": Util(), "context": context})
    return text, context["responseOverride"].get("status")


def orders():
    for name in NAMES:
        yield [{"name": name, "quantity": 1}]
    for at in range(0, len(NAMES), 20):
        yield [{"name": name, "quantity": 100} for name in NAMES[at:at + 20]]
    # The same orders every time: what fails once must fail again.
    chance = random.Random(20261122)
    pieces = ["'", '"', "\\", "/", "$", "#", "{", "}", "é", "漢", "\U0001f600", "a", " ", "\u2028", ",", ":"]
    for _ in range(2000):
        yield [{"name": "".join(chance.choices(pieces, k=chance.randint(1, 40))), "quantity": chance.randint(1, 100)}]


def check_request(template):
    count = 0
    for items in orders():
        order = {"orderid": ORDER_ID, "accountid": "a1", "vendorid": "v1", "items": items}
        for ensure_ascii in (False, True):
            body = json.dumps({"stateMachineArn": OTHER, "order": order}, ensure_ascii=ensure_ascii)
            text, _ = rendered(template, body)
            try:
                sent = json.loads(text)
                assert sent.keys() == {"stateMachineArn", "name", "input"}, sent.keys()
                assert (sent["stateMachineArn"], sent["name"]) == (MACHINE, ORDER_ID)
                assert json.loads(sent["input"]) == order
                assert text == rendered(template, body)[0]
            except (ValueError, AssertionError) as error:
                sys.exit(f"{error!r}\nfor {body}\nin {text}")
            count += 1
    for items in ([], [{"name": "x", "quantity": 1}] * 21):
        body = json.dumps({"order": {"orderid": ORDER_ID, "items": items}})
        name = json.loads(rendered(template, body)[0])["name"]
        assert " " in name, f"{len(items)} items are started as {name}"
    return count


# What Step Functions answers, and the status that the caller sees.
ANSWERS = [
    ("200", '{"executionArn": "arn:aws:states:us-east-1:1:execution:m:x", "startDate": 1.0}', 202),
    ("400", '{"__type": "ExecutionAlreadyExists", "message": "Execution Already Exists: \'arn\'"}', 202),
    ("400", '{"__type": "com.amazonaws.swf.service.v2.model#ExecutionAlreadyExists", "Message": "x"}', 202),
    ("400", '{"__type": "ThrottlingException", "message": "Rate exceeded"}', 429),
    ("400", '{"__type": "InvalidName", "message": "Invalid Name: \'0 items\'"}', 400),
    ("400", '{"__type": "AccessDeniedException", "Message": "no \\"right\\""}', 500),
    ("400", '{"__type": "StateMachineDoesNotExist"}', 500),
    ("400", "{}", 500),
    ("500", '{"__type": "InternalFailure"}', 503),
    ("503", "<html>", 503),
]


def check_responses(responses):
    import re

    accepted = []
    for status, body, expected in ANSWERS:
        fitting = [one for pattern, one in responses.items() if re.fullmatch(pattern, status)]
        chosen = fitting[0] if fitting else responses["default"]
        text, override = rendered(chosen["responseTemplates"]["application/json"], body)
        seen = int(override or chosen["statusCode"])
        document = json.loads(text)
        assert seen == expected, f"{status} {body} became {seen}"
        assert ("message" in document) == (seen != 202), document
        if seen == 202:
            accepted.append(document)
    assert all(document == accepted[0] for document in accepted), "the same request gets different answers"


def operations(resources):
    """Name and integration of every operation of the documents of a template's APIs."""
    for resource in resources.values():
        document = resource.get("Properties", {}).get("Body", {})
        for path, verbs in document.get("paths", {}).items():
            for verb, operation in verbs.items():
                if verb != "parameters":
                    yield f"{verb} {path}", operation["x-amazon-apigateway-integration"]


def main():
    found = 0
    for path in map(pathlib.Path, sys.argv[1:]):
        for name, integration in operations(yaml.load(path.read_text(), Loader)["Resources"]):
            if not integration["uri"].endswith("states:action/StartExecution"):
                continue
            assert integration["passthroughBehavior"] == "never", f"{name}: bodies of other types go past the template"
            template = integration["requestTemplates"]["application/json"].replace("${StateMachineArn}", MACHINE)
            count = check_request(template)
            check_responses(integration["responses"])
            print(f"{path} {name}: {count} orders and {len(ANSWERS)} answers")
            found += 1
    if not found:
        sys.exit("no operation hands over to Step Functions")


if __name__ == "__main__":
    main()
