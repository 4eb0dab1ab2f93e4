"""A small judge of JSON against the part of JSON Schema that our contracts use."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}
KNOWN = {"$schema", "title", "type", "enum", "pattern", "required", "properties", "additionalProperties", "items"}


def differences(value: Any, schema: Mapping[str, Any], at: str = "$") -> Iterator[str]:
    """Where a value is not what its schema says; ValueError for a schema that says more than this judge knows."""
    if schema.keys() - KNOWN:
        raise ValueError(f"{at}: the schema uses {sorted(schema.keys() - KNOWN)}")
    wanted = schema.get("type", [])
    names = [wanted] if isinstance(wanted, str) else wanted
    if names and not any(_is(value, name) for name in names):
        yield f"{at}: {value!r} is no {' or '.join(names)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at}: {value!r} does not look like {schema['pattern']}"
    if isinstance(value, dict):
        yield from _of_object(value, schema, at)
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from differences(item, schema["items"], f"{at}[{index}]")


def _of_object(value: dict[str, Any], schema: Mapping[str, Any], at: str) -> Iterator[str]:
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name in schema.get("required", []):
        if name not in value:
            yield f"{at}.{name} is missing"
    for name, item in value.items():
        if name in properties:
            yield from differences(item, properties[name], f"{at}.{name}")
        elif others is False:
            yield f"{at}.{name} is not in the contract"
        elif isinstance(others, dict):
            yield from differences(item, others, f"{at}.{name}")


def _is(value: Any, name: str) -> bool:
    if name in ("integer", "number"):
        kinds = (int,) if name == "integer" else (int, float)
        return isinstance(value, kinds) and not isinstance(value, bool)
    return isinstance(value, _TYPES[name])
