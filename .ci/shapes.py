"""The inputs of AWS's operations: read from a request in the form of their protocol, and checked against the model."""

import re


class Wrong(Exception):
    """What is wrong with a request."""


def demand(condition, text):
    if not condition:
        raise Wrong(text)


def from_query(shape, prefix, fields, used):
    if shape.type_name == "structure":
        named = {name: member.serialization.get("name", name) for name, member in shape.members.items()}
        dotted = {name: f"{prefix}.{wire}".lstrip(".") for name, wire in named.items()}
        there = {name: wire for name, wire in dotted.items() if any(key == wire or key.startswith(f"{wire}.") for key in fields)}
        return {name: from_query(shape.members[name], wire, fields, used) for name, wire in there.items()}
    if shape.type_name == "list":
        within = prefix if shape.serialization.get("flattened") else f"{prefix}.{shape.member.serialization.get('name', 'member')}"
        numbers = {int(found[1]) for key in fields if (found := re.match(re.escape(within) + r"\.(\d+)(\.|$)", key))}
        demand(numbers == set(range(1, len(numbers) + 1)), f"{prefix} is numbered {sorted(numbers)}")
        if prefix in fields and fields[prefix] == "":
            used.add(prefix)
        return [from_query(shape.member, f"{within}.{number}", fields, used) for number in sorted(numbers)]
    demand(prefix in fields, f"{prefix} is not a {shape.type_name}")
    used.add(prefix)
    return scalar(shape, fields[prefix], prefix)


def scalar(shape, text, place):
    if shape.type_name in ("integer", "long"):
        demand(re.fullmatch(r"-?\d+", text), f"{place} is not a whole number: {text!r}")
        return int(text)
    if shape.type_name == "boolean":
        demand(text in ("true", "false"), f"{place} is not a boolean: {text!r}")
        return text == "true"
    return text


def tag(element):
    return element.tag.rpartition("}")[2]


def from_xml(shape, element, place):
    if shape.type_name == "structure":
        names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
        value = {}
        for child in element:
            demand(tag(child) in names, f"{place} has no {tag(child)}")
            name = names[tag(child)]
            member = shape.members[name]
            if member.type_name == "list" and member.serialization.get("flattened"):
                value.setdefault(name, []).append(from_xml(member.member, child, f"{place}.{name}"))
            else:
                value[name] = from_xml(member, child, f"{place}.{name}")
        return value
    if shape.type_name == "list":
        return [from_xml(shape.member, child, place) for child in element]
    return scalar(shape, element.text or "", place)


# What the model demands of an input.

TYPES = {"structure": dict, "map": dict, "list": list, "string": str, "integer": int, "long": int, "boolean": bool,
         "double": (int, float), "float": (int, float), "timestamp": (str, int, float), "blob": (str, bytes)}


def check(shape, value, place):
    kind = shape.type_name
    fits = isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
    demand(fits, f"{place} is a {type(value).__name__}, not a {kind}")
    if kind == "structure":
        unknown = set(value) - set(shape.members)
        demand(not unknown, f"{place} has no {sorted(unknown)}")
        missing = set(shape.required_members) - set(value)
        demand(not missing, f"{place} lacks {sorted(missing)}")
        demand(not shape.is_tagged_union or len(value) == 1, f"{place} must have one member")
        for name, one in value.items():
            check(shape.members[name], one, f"{place}.{name}")
    elif kind == "list":
        for one in value:
            check(shape.member, one, place)
    elif kind == "map":
        for name, one in value.items():
            check(shape.key, name, place)
            check(shape.value, one, f"{place}.{name}")
    check_bounds(shape, value, place)


def check_bounds(shape, value, place):
    size = value if shape.type_name in ("integer", "long", "double", "float") else None
    if shape.type_name in ("string", "list", "map", "blob"):
        size = len(value)
    for name, holds in (("min", lambda limit: size >= limit), ("max", lambda limit: size <= limit)):
        limit = shape.metadata.get(name)
        demand(limit is None or size is None or holds(limit), f"{place} is beyond its {name} of {limit}: {size}")
    if shape.type_name == "string":
        # Services know more values than a model that is older; members of requests are rarely open.
        values = shape.metadata.get("enum", [])
        demand(not values or value in values, f"{place} is {value!r}, not one of {values}")
        pattern = compiled(shape.metadata.get("pattern"))
        demand(not pattern or pattern.search(value), f"{place} is {value!r}, which does not fit {shape.metadata.get('pattern')}")


def compiled(pattern):
    """The pattern as an expression over the whole text; None for what only Java understands."""
    if pattern is None or "\\p{" in pattern:
        return None
    return re.compile(pattern if pattern.startswith("^") else f"^(?:{pattern})$")
