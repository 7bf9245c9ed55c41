"""CloudFormation: which properties replace their resource when they change.

`replacements.txt` has them from AWS's resource schemas; `.ci/replacements.py` writes it.
"""

import functools
from pathlib import Path

from ministack.services.cloudformation import provisioners

# How much a change of a property takes away, from least to most.
KINDS = ("Never", "Conditionally", "Always")


@functools.cache
def schemas():
    """For each resource type what a change of each of its replacing properties does."""
    lines = Path(__file__).with_name("replacements.txt").read_text().splitlines()
    return {kind: dict(map(parsed, properties)) for kind, *properties in map(str.split, lines)}


def parsed(word):
    return word.rstrip("?"), "Conditionally" if word.endswith("?") else "Always"


def recreation(original, resource_type, name):
    """Whether a change of this property replaces the resource; for a type without a schema, such as `Custom::`, the original's answer.

    The original knows some further properties from the documentation. Of a type that it does not know it assumes that every
    change may replace it.
    """
    if resource_type not in schemas():
        return original(resource_type, name)
    known = original(resource_type, name) if resource_type in provisioners._REPLACING_PROPERTIES else "Never"
    return max(known, schemas()[resource_type].get(name, "Never"), key=KINDS.index)
