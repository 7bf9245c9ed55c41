"""Velocity's expressions and references, read into functions of a scope, which is a dictionary of variables."""

import re

from provision_emulator.velocity_values import calculate, call, member, text_of, truth

REFERENCE = re.compile(r"\$(!?)(\{?)([A-Za-z_][\w-]*)")
SPACE = re.compile(r"\s*")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
NAME = re.compile(r"[A-Za-z_][\w-]*")
CONSTANT = re.compile(r"(true|false|null)\b")
NOT = re.compile(r"\s*not\b")
QUOTED = re.compile(r'"((?:[^"]|"")*)"' r"|'((?:[^']|'')*)'", re.DOTALL)
# Lowest precedence first; operators of one row have equal precedence.
OPERATORS = [
    {"||": "or", "or": "or"}, {"&&": "and", "and": "and"}, {"==": "==", "eq": "==", "!=": "!=", "ne": "!="},
    {"<=": "<=", "le": "<=", ">=": ">=", "ge": ">=", "<": "<", "lt": "<", ">": ">", "gt": ">"},
    {"+": "+", "-": "-"}, {"*": "*", "/": "/", "%": "%"},
]
SIGNS = [re.compile("|".join(sign + r"\b" if sign.isalpha() else re.escape(sign) for sign in row)) for row in OPERATORS]


class TemplateError(Exception):
    """The template is invalid, or uses an unsupported feature."""


class Expressions:
    """Reads a source from left to right."""

    def __init__(self, source):
        self.source, self.at = source, 0

    def take(self, pattern):
        found = pattern.match(self.source, self.at)
        if found:
            self.at = found.end()
        return found

    def take_mark(self, mark):
        """Consumes this mark if it is next."""
        taken = self.source.startswith(mark, self.at)
        self.at += len(mark) if taken else 0
        return taken

    def take_text(self, text):
        """Consumes this text, with leading blanks, if it is next."""
        start = self.at
        self.take(SPACE)
        if self.take_mark(text):
            return True
        self.at = start
        return False

    def fail(self, wanted):
        raise TemplateError(f"{wanted} expected at {self.source[self.at:self.at + 30]!r}")

    def expect(self, text):
        if not self.take_text(text):
            self.fail(repr(text))

    def reference(self):
        """Name, evaluation, and whether it is quiet; None if no reference begins here."""
        start = self.at
        found = self.take(REFERENCE)
        if not found:
            return None
        steps = self.steps()
        if found[2] and not self.take_mark("}"):
            self.at = start
            return None
        name = found[3]

        def value(scope):
            here = scope.get(name)
            for step in steps:
                here = step(scope, here)
            return here

        return name, value, bool(found[1])

    def steps(self):
        """The members, calls and indexes after a name."""
        steps = []
        while True:
            start = self.at
            if self.take_mark(".") and (name := self.take(NAME)):
                steps.append(self.member_or_call(name[0]))
            elif self.at == start and self.take_mark("["):
                index = self.expression()
                self.expect("]")
                steps.append(lambda scope, here, index=index: member(here, index(scope)))
            else:
                self.at = start
                return steps

    def member_or_call(self, name):
        if not self.take_mark("("):
            return lambda scope, here: member(here, name)
        arguments = self.listed(")")
        return lambda scope, here: call(here, name, [one(scope) for one in arguments])

    def listed(self, end):
        """Expressions with commas between them, up to this end."""
        found = []
        while not self.take_text(end):
            if found:
                self.expect(",")
            found.append(self.expression())
        return found

    def expression(self, level=0):
        if level == len(OPERATORS):
            return self.unary()
        left = self.expression(level + 1)
        while True:
            start = self.at
            self.take(SPACE)
            sign = self.take(SIGNS[level])
            if not sign:
                self.at = start
                return left
            left = joined(OPERATORS[level][sign[0]], left, self.expression(level + 1))

    def unary(self):
        if self.take_text("!") or self.take(NOT):
            inner = self.unary()
            return lambda scope: not truth(inner(scope))
        if self.take_text("-"):
            inner = self.unary()
            return lambda scope: calculate("-", 0, inner(scope))
        if self.take_text("("):
            inner = self.expression()
            self.expect(")")
            return inner
        if self.take_text("["):
            return self.list_or_range()
        if self.take_text("{"):
            return self.map()
        return self.plain()

    def list_or_range(self):
        if self.take_text("]"):
            return lambda scope: []
        first = self.expression()
        if self.take_text(".."):
            last = self.expression()
            self.expect("]")
            return lambda scope: span(first(scope), last(scope))
        rest = []
        while self.take_text(","):
            rest.append(self.expression())
        self.expect("]")
        return lambda scope: [first(scope), *(one(scope) for one in rest)]

    def map(self):
        pairs = []
        while not self.take_text("}"):
            if pairs:
                self.expect(",")
            name = self.expression()
            self.expect(":")
            pairs.append((name, self.expression()))
        return lambda scope: {text_of(name(scope)): value(scope) for name, value in pairs}

    def plain(self):
        self.take(SPACE)
        if found := self.take(QUOTED):
            if found[1] is None:
                return constant(found[2].replace("''", "'"))
            return self.interpolated(found[1].replace('""', '"'))
        if found := self.take(NUMBER):
            return constant(float(found[0]) if "." in found[0] else int(found[0]))
        if found := self.take(CONSTANT):
            return constant({"true": True, "false": False}.get(found[1]))
        reference = self.reference()
        if reference is None:
            self.fail("a value")
        return reference[1]

    def interpolated(self, text):
        """The value of a double-quoted text, which may contain references."""
        raise NotImplementedError


def constant(value):
    return lambda scope: value


def span(first, last):
    if not isinstance(first, int) or not isinstance(last, int):
        return []
    return list(range(first, last + 1)) if first <= last else list(range(first, last - 1, -1))


def joined(sign, left, right):
    if sign == "and":
        return lambda scope: truth(left(scope)) and truth(right(scope))
    if sign == "or":
        return lambda scope: truth(left(scope)) or truth(right(scope))
    return lambda scope: calculate(sign, left(scope), right(scope))
