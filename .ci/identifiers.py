"""Prints crates/engine/src/template/identifiers.txt as the resource schemas of cfn-lint have it: for each resource type whose primary
identifier consists of properties that a template can set, the names of these properties."""

import importlib.resources
import json


def settable(schema):
    """The properties of the primary identifier, or none when the service makes one of them."""
    identifier = schema.get("primaryIdentifier", [])
    read_only = schema.get("readOnlyProperties", [])
    paths = [path.split("/") for path in identifier]
    if any(path in read_only for path in identifier) or any(len(path) != 3 for path in paths):
        return []
    return [path[2] for path in paths]


def main():
    folder = importlib.resources.files("cfnlint") / "data" / "schemas" / "resources"
    types = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            schema = json.loads(file.read_text())
            if properties := settable(schema):
                types[schema["typeName"]] = properties
    for name in sorted(types):
        print(name, *types[name])


main()
