"""Writes every state machine of the templates as plain JSON, with the template's defaults filled in.

Usage: state_machines.py OUT_FOLDER TEMPLATE...
The validator that reads the files knows no CloudFormation, so `${...}` must be gone from them.
"""

import json
import pathlib
import re
import sys

import yaml

ARN = "arn:aws:lambda:us-east-1:123456789012:function:placeholder"


class Loader(yaml.SafeLoader):
    """Reads CloudFormation's short tags as plain values."""


def untagged(loader, _suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


Loader.add_multi_constructor("!", untagged)


def filled(text, parameters):
    def value(match):
        name = match.group(1)
        if name == "AWS::Partition":
            return "aws"
        parameter = parameters.get(name, {})
        if parameter.get("Type") == "Number":
            return str(parameter.get("Default", 1))
        return ARN if name.endswith((".Arn", "Arn")) else "placeholder"

    return re.sub(r"\$\{([^}]+)\}", value, text)


def main():
    out = pathlib.Path(sys.argv[1])
    for path in map(pathlib.Path, sys.argv[2:]):
        template = yaml.load(path.read_text(), Loader)
        for name, resource in template["Resources"].items():
            if resource["Type"] != "AWS::StepFunctions::StateMachine":
                continue
            text = resource["Properties"]["DefinitionString"]
            definition = json.loads(filled(text, template.get("Parameters", {})))
            target = out / f"{path.stem}-{name}.asl.json"
            target.write_text(json.dumps(definition, indent=2))
            print(target)


if __name__ == "__main__":
    main()
