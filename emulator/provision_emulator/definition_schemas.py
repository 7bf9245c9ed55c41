"""API Gateway: the schemas of an OpenAPI document are converted to models, in JSON Schema draft 4, or rejected."""

import hashlib
import json
import re

SCHEMAS = "#/components/schemas/"
# JSON Schema draft 4, without what AWS's notes on imports exclude: default, exclusiveMinimum and the like.
KEYWORDS = {
    "$ref", "title", "description", "type", "enum", "format", "properties", "patternProperties", "required",
    "additionalProperties", "minProperties", "maxProperties", "items", "minItems", "maxItems", "uniqueItems", "minLength",
    "maxLength", "pattern", "minimum", "maximum", "multipleOf", "allOf", "anyOf", "oneOf", "not"}
# Kept in the document, and left out of the validation of requests.
NOT_VALIDATED = {"minItems", "maxItems"}
NOT_A_FORMAT = {"int32", "int64", "decimal"}
COMBINED = ("allOf", "anyOf", "oneOf")


class Unsupported(Exception):
    """A schema that cannot be converted to a model."""


def translated(work, schema):
    """The schema of the model: with references to models, and without keywords that are not validated."""
    unknown = sorted(set(schema) - KEYWORDS)
    if unknown:
        raise Unsupported(f"Unsupported keyword(s): {json.dumps(unknown)}")
    if not isinstance(schema.get("type", ""), str) or schema.get("required") == [] or schema.get("format") in NOT_A_FORMAT:
        raise Unsupported("type, required or format is of a form that OpenAPI 3.0 or draft 4 does not have")
    if any("$ref" in one for name in COMBINED for one in schema.get(name) or []):
        raise Unsupported("allOf, anyOf and oneOf cannot refer to definitions of the same document")
    return {name: part(work, name, value) for name, value in schema.items() if name not in NOT_VALIDATED}


def part(work, name, value):
    """One keyword's value; schemas in it are translated, too."""
    if name == "$ref":
        known = model_name(work, value)
        return f"https://apigateway.amazonaws.com/restapis/{work.api_id}/models/{known}"
    if name in ("properties", "patternProperties"):
        return {key: translated(work, one) for key, one in value.items()}
    if name in COMBINED:
        return [translated(work, one) for one in value]
    return translated(work, value) if name in ("items", "not", "additionalProperties") and isinstance(value, dict) else value


def model_name(work, reference):
    """The model of a reference; a dangling reference is a warning."""
    name = reference.removeprefix(SCHEMAS)
    if name not in ((work.document.get("components") or {}).get("schemas") or {}):
        work.warnings.append(f"Reference to model '{name}' not found. Ignoring.")
    return name


def models(work):
    """All models of the document by name."""
    found = {}
    for name, schema in ((work.document.get("components") or {}).get("schemas") or {}).items():
        if not re.fullmatch("[A-Za-z0-9]+", name):
            work.errors.append(f"Model name must be alphanumeric: {name}")
            continue
        try:
            found[name] = model(work, schema)
        except Unsupported as problem:
            work.errors.append(f"Unable to create model for '{name}': Invalid model specified: Validation Result: warnings : [], "
                               f"errors : [Invalid model schema specified. {problem}]")
    return found


def model(work, schema):
    draft = {"$schema": "http://json-schema.org/draft-04/schema#", **translated(work, schema)}
    return {"description": schema.get("description", ""), "contentType": "application/json", "schema": json.dumps(draft)}


def of_media_types(work, content, where):
    """The models' names by media type; an inline schema gets a model of its own."""
    found = {}
    for media_type, one in (content or {}).items():
        schema = one.get("schema")
        if schema is None:
            continue
        if "$ref" in schema:
            found[media_type] = model_name(work, schema["$ref"])
            continue
        name = "MODEL" + hashlib.sha256(json.dumps(schema, sort_keys=True).encode()).hexdigest()[:6]
        try:
            work.model(name, model(work, schema))
            found[media_type] = name
        except Unsupported as problem:
            work.errors.append(f"Unable to put method {where}: {problem}")
    return found
