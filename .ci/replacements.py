"""Prints emulator/provision_emulator/replacements.txt as the resource schemas of cfn-lint have it: for each resource type that the
file lists, the properties whose change replaces the resource. One with a question mark replaces it only in some cases: AWS says so
(`conditionalCreateOnlyProperties`), or only some of its members are create-only.

Usage: replacements.py FILE
"""

import importlib.resources
import json
import pathlib
import sys


def members(schema, name):
    """The names of what a property consists of; empty if it has no names of its own."""
    found = schema["properties"].get(name, {})
    while "$ref" in found:
        found = schema["definitions"][found["$ref"].removeprefix("#/definitions/")]
    return set(found.get("properties", {}))


def replacing(schema):
    """The replacing properties, those that always replace first."""
    paths = [path.split("/")[2:] for path in schema.get("createOnlyProperties", [])]
    conditional = [path.split("/")[2] for path in schema.get("conditionalCreateOnlyProperties", [])]
    whole = {path[0] for path in paths if len(path) == 1}
    for name in {path[0] for path in paths} - whole:
        create_only = {path[1] for path in paths if path[0] == name}
        (whole.add if members(schema, name) <= create_only else conditional.append)(name)
    return sorted(whole) + [f"{name}?" for name in sorted(set(conditional) - whole)]


def schemas():
    folder = importlib.resources.files("cfnlint") / "data" / "schemas" / "resources"
    for file in folder.iterdir():
        if file.name.endswith(".json"):
            schema = json.loads(file.read_text())
            yield schema["typeName"], schema


def main():
    listed = {line.split()[0] for line in pathlib.Path(sys.argv[1]).read_text().splitlines()}
    known = {name: schema for name, schema in schemas() if name in listed}
    if missing := listed - set(known):
        sys.exit(f"no schema of {', '.join(sorted(missing))}")
    for name in sorted(known):
        print(name, *replacing(known[name]))


main()
