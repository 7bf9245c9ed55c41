"""Velocity's values: JSON values with their Java methods, and objects of our own."""

import re


class Exposed:
    """An object whose public methods a template may call."""


def text_of(value):
    """A value as Java writes it into a text."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}={text_of(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(text_of(one) for one in value) + "]"
    return str(value)


def truth(value):
    """Whether a value counts as true: everything except null and false."""
    return value is not None and value is not False


def number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def calculate(sign, left, right):
    """Arithmetic and comparison; null where there is no result, as in Velocity."""
    if sign in ("==", "!="):
        same = left == right if (number(left) and number(right)) or left is None or right is None \
            else text_of(left) == text_of(right)
        return same == (sign == "==")
    if sign == "+" and (isinstance(left, str) or isinstance(right, str)):
        return text_of(left) + text_of(right)
    if not (number(left) and number(right)) or (sign in "/%" and right == 0):
        return None
    return {"<": lambda: left < right, "<=": lambda: left <= right, ">": lambda: left > right,
            ">=": lambda: left >= right, "+": lambda: left + right, "-": lambda: left - right,
            "*": lambda: left * right, "/": lambda: divided(left, right),
            # The remainder has the sign of the dividend.
            "%": lambda: left - right * int(left / right)}[sign]()


def divided(left, right):
    """The quotient of whole numbers, truncated towards zero as in Java."""
    return int(left / right) if isinstance(left, int) and isinstance(right, int) else left / right


def member(value, name):
    """The member of `.name` and `[name]`; None if there is none."""
    if isinstance(value, dict):
        return value.get(text_of(name))
    if isinstance(value, list) and isinstance(name, int):
        return value[name] if -len(value) <= name < len(value) else None
    if isinstance(value, Exposed) and isinstance(name, str) and not name.startswith("_"):
        found = getattr(value, name, None)
        return None if callable(found) else found
    return None


def call(value, name, arguments):
    """A method's result; None if there is no such method or it does not accept these arguments."""
    if isinstance(value, Exposed):
        method = None if name.startswith("_") else getattr(value, name, None)
        return method(*arguments) if callable(method) else None
    methods = next((table for kind, table in METHODS if isinstance(value, kind)), {})
    method = methods.get(name) or (ANY.get(name) if value is not None else None)
    try:
        return method(value, *arguments) if method else None
    except (TypeError, IndexError, KeyError, AttributeError):
        return None


def replaced(text, pattern, replacement, count=0):
    """Java's replacement strings: `$1` is a group, and a backslash escapes the next character."""
    def fill(found):
        return re.sub(r"\\(.)|\$(\d)", lambda part: part[1] if part[1] else found[int(part[2])] or "", replacement,
                      flags=re.DOTALL)

    return re.sub(pattern, fill, text, count=count)


def split(text, pattern, most=0):
    """Java drops trailing empty strings unless a limit is given."""
    found = re.split(pattern, text, maxsplit=max(most - 1, 0))
    while not most and len(found) > 1 and not found[-1]:
        found.pop()
    return found


def put(target, name, value):
    before = target.get(text_of(name))
    target[text_of(name)] = value
    return before


def added(target, value):
    target.append(value)
    return True


def index_of(target, value):
    return target.index(value) if value in target else -1


def entries(target):
    return [{"key": name, "value": value} for name, value in target.items()]


ANY = {"toString": text_of, "equals": lambda value, other: type(value) is type(other) and value == other}
TEXTS = {
    "length": len, "isEmpty": lambda text: not text, "trim": str.strip, "toLowerCase": str.lower,
    "toUpperCase": str.upper, "startsWith": str.startswith, "endsWith": str.endswith, "indexOf": str.find,
    "lastIndexOf": str.rfind, "contains": lambda text, part: part in text, "charAt": lambda text, at: text[at],
    "concat": lambda text, more: text + more, "equalsIgnoreCase": lambda text, other: text.lower() == other.lower(),
    "substring": lambda text, start, end=None: text[start:end], "replaceAll": replaced,
    "replace": lambda text, old, new: text.replace(old, new),
    "replaceFirst": lambda text, pattern, new: replaced(text, pattern, new, 1),
    "matches": lambda text, pattern: re.fullmatch(pattern, text) is not None, "split": split,
}
MAPS = {
    "get": lambda target, name: target.get(text_of(name)), "put": put, "size": len, "isEmpty": lambda target: not target,
    "containsKey": lambda target, name: text_of(name) in target, "keySet": lambda target: list(target),
    "containsValue": lambda target, value: value in target.values(), "values": lambda target: list(target.values()),
    "entrySet": entries, "remove": lambda target, name: target.pop(text_of(name), None),
    # Of an entry.
    "getKey": lambda entry: entry["key"], "getValue": lambda entry: entry["value"],
}
LISTS = {
    "get": lambda target, at: target[at], "size": len, "isEmpty": lambda target: not target, "add": added,
    "contains": lambda target, value: value in target, "indexOf": index_of,
    "remove": lambda target, at: target.pop(at),
}
METHODS = [(str, TEXTS), (dict, MAPS), (list, LISTS)]
