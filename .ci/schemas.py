"""Checks the JSON Schemas in docs/json with another implementation than the tests use.

Usage: schemas.py PROVISION
Every schema is valid by the standard (2020-12), and so is the last line of each command that the index lists, run without AWS: with a
wrong option, and as it is. The commands of the emulator are run with a wrong option only.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/json"


def read_schemas():
    schemas = {file.name: json.loads(file.read_text()) for file in FOLDER.glob("*.json")}
    index = schemas.pop("index.json")
    for name, schema in schemas.items():
        if schema["$schema"] != "https://json-schema.org/draft/2020-12/schema":
            sys.exit(f"{name} is of another version of JSON Schema")
        jsonschema.Draft202012Validator.check_schema(schema)
    return schemas, index


def check(line, names, schemas):
    """One of the schemas must fit."""
    value = json.loads(line)
    if not any(jsonschema.Draft202012Validator(schemas[name]).is_valid(value) for name in names):
        for name in names:
            for error in jsonschema.Draft202012Validator(schemas[name]).iter_errors(value):
                print(f"{name}: {error.json_path}: {error.message}")
        sys.exit(f"none of {', '.join(names)} fits: {line}")


def main(program):
    schemas, index = read_schemas()
    number = 0
    with tempfile.TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "PROVISION_OUTPUT": "json", "AWS_EC2_METADATA_DISABLED": "true"}
        for command, lines in index.items():
            for options in ["--nope"], []:
                if not options and (command.startswith("local") or "document" in lines):
                    continue
                done = subprocess.run([program, *command.split(), *options], env=environment, cwd=home, stdout=subprocess.PIPE,
                                      stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True)
                *events, last = done.stdout.splitlines()
                for event in events:
                    check(event, lines["events"], schemas)
                check(last, [lines["failure"]] if done.returncode else lines["lastLine"], schemas)
                number += 1
    print(f"{len(schemas)} schemas are valid, and fit the output of {number} command lines")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
