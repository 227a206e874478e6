"""The part of JSON Schema (draft 2020-12) that our schema uses. A keyword that it does not know is an error, not a pass."""

import re

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
ANNOTATIONS = {"$schema", "title", "description", "$defs"}
KEYWORDS = {"type", "required", "properties", "additionalProperties", "items", "enum", "const", "pattern", "minimum", "$ref", "oneOf"}


def errors(value, schema, root, place="$"):
    """What in `value` is not as `schema`, a part of `root`, says."""
    unknown = set(schema) - ANNOTATIONS - KEYWORDS
    if unknown:
        yield f"{place}: schema.py does not know {sorted(unknown)}"
    if "$ref" in schema:
        yield from errors(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, place)
    if "oneOf" in schema:
        found = [list(errors(value, part, root, place)) for part in schema["oneOf"]]
        if found.count([]) != 1:
            yield f"{place}: is {found.count([])} of {len(found)}; the nearest: {min(found, key=len)}"
    wanted = schema.get("type")
    if wanted and (not isinstance(value, TYPES[wanted]) or (wanted == "integer" and isinstance(value, bool))):
        yield f"{place}: {value!r} is no {wanted}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{place}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is none of {schema['enum']}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{place}: {value!r} is not as {schema['pattern']}"
    if "minimum" in schema and value < schema["minimum"]:
        yield f"{place}: {value} is below {schema['minimum']}"
    if isinstance(value, dict):
        yield from object_errors(value, schema, root, place)
    if isinstance(value, list) and "items" in schema:
        for i, item in enumerate(value):
            yield from errors(item, schema["items"], root, f"{place}[{i}]")


def object_errors(value, schema, root, place):
    properties = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in value:
            yield f"{place}: {name} is missing"
    for name, part in value.items():
        if name in properties:
            yield from errors(part, properties[name], root, f"{place}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{place}: {name} is not in the schema"
