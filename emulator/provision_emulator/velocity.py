"""The Velocity language, in which API Gateway's mapping templates are written: text, references and directives.

The emulator's own engine knows neither conditions and loops nor the methods of texts. Here a template is read into
functions that write what they stand for. This module and the two beside it need nothing else; ARCHITECTURE.md says why no
library does.
"""

import re

from provision_emulator.velocity_expressions import NAME, REFERENCE, SPACE, Expressions, TemplateError
from provision_emulator.velocity_values import text_of, truth

DIRECTIVE = re.compile(r"#(?:\{([a-z]+)\}|([a-z]+)(?![A-Za-z0-9_]))")
KNOWN = {"set", "if", "elseif", "else", "end", "foreach", "stop", "break"}
# Directives of Apache's engine that no mapping template should need.
MISSING = {"macro", "define", "include", "parse", "evaluate"}
COMMENT = re.compile(r"##[^\n]*(?:\n|$)|#\*.*?\*#", re.DOTALL)
VERBATIM = re.compile(r"#\[\[(.*?)\]\]#", re.DOTALL)
REST_OF_LINE = re.compile(r"[ \t]*\r?\n")


class Stop(Exception):
    """Raised by #stop: the rest of the template is not rendered."""


class Break(Exception):
    """Raised by #break: the loop ends."""


class Template(Expressions):
    """Reads text and directives. Each part is a function of the scope and of the list to which it adds its text."""

    def block(self, ends=()):
        """The parts up to one of these directives, and its name."""
        parts, plain = [], self.at
        while self.at < len(self.source):
            start, part = self.at, None
            if self.source[start] == "$":
                part = self.shown()
            elif self.source[start] == "#":
                part = self.directive(ends)
            if part is None:
                self.at = start + 1
                continue
            parts.append(verbatim(self.source[plain:start]))
            plain = self.at
            if isinstance(part, str):
                return parts, part
            parts.append(part)
        if ends:
            raise TemplateError("#end is missing")
        return [*parts, verbatim(self.source[plain:])], None

    def shown(self):
        """A reference in the text; an unknown one is printed as written."""
        start, found = self.at, self.reference()
        if not found:
            return None
        name, value, quiet = found
        written = self.source[start:self.at]

        def show(scope, out):
            here = value(scope)
            # Absent members of API Gateway's own objects are empty.
            out.append(text_of(here) if here is not None else "" if quiet or name in scope else written)

        return show

    def interpolated(self, text):
        parts, _ = Template(text).block()
        return lambda scope: written(parts, scope)

    def directive(self, ends):
        """A part, the name of the directive that ends the block, or nothing where it is only text."""
        if found := self.take(VERBATIM):
            return verbatim(found[1])
        if self.take(COMMENT):
            return verbatim("")
        found = self.take(DIRECTIVE)
        name = found and (found[1] or found[2])
        if name in MISSING:
            raise TemplateError(f"#{name} is not supported")
        if name not in KNOWN:
            return None
        if name in ends:
            if name != "elseif":
                self.take(REST_OF_LINE)
            return name
        if name in ("end", "else", "elseif"):
            raise TemplateError(f"#{name} without its beginning")
        return getattr(self, "read_" + name)()

    def read_set(self):
        self.expect("(")
        self.take(SPACE)
        found = self.take(REFERENCE)
        if not found:
            self.fail("a variable")
        names = [found[3]]
        while self.take_mark("."):
            names.append((self.take(NAME) or self.fail("a name"))[0])
        if found[2]:
            self.expect("}")
        self.expect("=")
        value = self.expression()
        self.expect(")")
        self.take(REST_OF_LINE)
        return lambda scope, out: assign(scope, names, value(scope))

    def read_if(self):
        branches, name = [], "if"
        while name in ("if", "elseif"):
            self.expect("(")
            condition = self.expression()
            self.expect(")")
            self.take(REST_OF_LINE)
            parts, name = self.block(("elseif", "else", "end"))
            branches.append((condition, parts))
        otherwise = self.block(("end",))[0] if name == "else" else []

        def choose(scope, out):
            write(next((parts for condition, parts in branches if truth(condition(scope))), otherwise), scope, out)

        return choose

    def read_foreach(self):
        self.expect("(")
        self.take(SPACE)
        variable = self.take(REFERENCE)
        if not variable or variable[2]:
            self.fail("a plain variable")
        self.expect("in")
        many = self.expression()
        self.expect(")")
        self.take(REST_OF_LINE)
        parts, _ = self.block(("end",))
        return lambda scope, out: repeat(scope, out, variable[3], many(scope), parts)

    def read_stop(self):
        return lambda scope, out: leave(Stop)

    def read_break(self):
        return lambda scope, out: leave(Break)


def verbatim(text):
    return lambda scope, out: out.append(text)


def leave(how):
    raise how


def assign(scope, names, value):
    """Sets a variable or a member of a map; null changes nothing."""
    target = scope
    for name in names[:-1]:
        target = target.get(name) if isinstance(target, dict) else None
    if value is not None and isinstance(target, dict):
        target[names[-1]] = value


def repeat(scope, out, name, many, parts):
    """Renders the body once per element; a map yields its values."""
    many = list(many.values() if isinstance(many, dict) else many if isinstance(many, list) else [])
    own = (name, "foreach", "velocityCount")
    before = {key: scope[key] for key in own if key in scope}
    try:
        for index, one in enumerate(many):
            last = index + 1 == len(many)
            scope.update({name: one, "velocityCount": index + 1, "foreach": {
                "index": index, "count": index + 1, "hasNext": not last, "first": index == 0, "last": last}})
            write(parts, scope, out)
    except Break:
        pass
    finally:
        for key in own:
            scope.pop(key, None)
        scope.update(before)


def write(parts, scope, out):
    for part in parts:
        part(scope, out)


def written(parts, scope):
    out = []
    write(parts, scope, out)
    return "".join(out)


def rendered(template, scope):
    """Renders the template with the scope's values; variables that it sets are in the scope afterwards."""
    parts, _ = Template(template).block()
    out = []
    try:
        write(parts, scope, out)
    except Stop:
        pass
    return "".join(out)
