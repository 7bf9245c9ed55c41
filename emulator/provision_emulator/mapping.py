"""What API Gateway adds to Velocity: $input, $util, $context and $stageVariables."""

import base64
import json
import urllib.parse

from ministack.services.stepfunctions import _resolve_path

from provision_emulator.velocity import rendered
from provision_emulator.velocity_expressions import TemplateError
from provision_emulator.velocity_values import Exposed, text_of


class Input(Exposed):
    """A body, and the parameters of the request."""

    def __init__(self, body, parameters):
        self.body, self._parameters = body, parameters

    def path(self, path):
        """The value at a path; None if there is none."""
        try:
            return _resolve_path(text_of(path), json.loads(self.body or "{}"))
        except ValueError:
            raise TemplateError("the body is not JSON") from None

    def json(self, path):
        """The value as JSON; empty if there is none."""
        found = self.path(path)
        return json.dumps("" if found is None else found, ensure_ascii=False, separators=(",", ":"))

    def params(self, name=None):
        """One parameter, from the path, else the query, else the headers; or all of them."""
        if name is None:
            return self._parameters
        for kind in ("path", "querystring", "header"):
            for known, value in self._parameters[kind].items():
                if known == name or (kind == "header" and known.lower() == text_of(name).lower()):
                    return value
        return ""


ESCAPES = {"'": "\\'", '"': '\\"', "\\": "\\\\", "/": "\\/", "\b": "\\b", "\n": "\\n", "\t": "\\t", "\f": "\\f", "\r": "\\r"}


def escaped(character):
    if character in ESCAPES:
        return ESCAPES[character]
    if " " <= character <= "~":
        return character
    units = character.encode("utf-16-be", "surrogatepass").hex().upper()
    return "".join(f"\\u{units[at:at + 4]}" for at in range(0, len(units), 4))


class Util(Exposed):
    """$util."""

    def escapeJavaScript(self, value):
        """Escapes as Apache's StringEscapeUtils: all but printable ASCII, both quotes, backslash and slash."""
        return None if value is None else "".join(map(escaped, text_of(value)))

    def parseJson(self, text):
        try:
            return json.loads(text)
        except (TypeError, ValueError):
            raise TemplateError("$util.parseJson was given no JSON") from None

    def urlEncode(self, value):
        return urllib.parse.quote_plus(text_of(value), safe="*").replace("~", "%7E")

    def urlDecode(self, value):
        return urllib.parse.unquote_plus(text_of(value))

    def base64Encode(self, value):
        return base64.b64encode(text_of(value).encode()).decode()

    def base64Decode(self, value):
        return base64.b64decode(text_of(value)).decode(errors="replace")


class Request:
    """The scope of one request's templates."""

    def __init__(self, event):
        """Takes the event that a function behind the same method would receive."""
        self.parameters = {
            "path": event.get("pathParameters") or {}, "querystring": event.get("queryStringParameters") or {},
            "header": event.get("headers") or {}}
        self.stage_variables = event.get("stageVariables") or {}
        self.context = {**event["requestContext"], "requestOverride": {}, "responseOverride": {"header": {}}}

    def mapped(self, template, body):
        """Renders a template for a body, of the request or of the reply."""
        return rendered(template, {
            "input": Input(body, self.parameters), "util": Util(), "context": self.context,
            "stageVariables": self.stage_variables})
