"""Canonical JSON: the one byte form of an event's state (RFC 8785 for the values we allow).

Allowed: objects with ASCII keys, arrays, NFC text, true, false, null and integers of at most 2^53; larger integers are
written as decimal strings. No floats. Under these rules orjson with sorted keys gives the bytes of RFC 8785.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import orjson

_MAX_SAFE_INTEGER: Final = 2**53
_MAX_DEPTH: Final = 32
"""Protects writers and every later reader from stack exhaustion by nested payloads."""
_KNOWN_KEYS: Final = 1_000
"""Keys remembered as sound; programs have a few hundred, so this protects memory from keys that callers invent."""


class StateError(ValueError):
    """The value has no canonical form, or the bytes are not canonical JSON."""


def encode_state(value: Mapping[str, Any]) -> bytes:
    """Canonical UTF-8 JSON bytes of a mapping.

    Raises StateError for floats, non-ASCII or non-text keys, lone surrogates, unknown types and deep nesting.
    """
    try:
        return orjson.dumps(_canonical(value, 0), option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise StateError(str(error)) from error


def decode_state(state: bytes) -> dict[str, Any]:
    """The mapping that the bytes stand for. Raises StateError when they are not a JSON object."""
    try:
        value = orjson.loads(state)
    except orjson.JSONDecodeError as error:
        raise StateError(str(error)) from error
    if not isinstance(value, dict):
        raise StateError("state is not a JSON object")
    return value


def request_digest(body: Mapping[str, Any]) -> str:
    """Lower-case hex SHA-256 of a command's canonical body: tells a repeated request from a changed one."""
    return hashlib.sha256(encode_state(body)).hexdigest()


def _canonical(value: Any, depth: int) -> Any:
    # Every value of every event passes here: the commonest kinds come first.
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or value is True or value is False:
        return value
    if isinstance(value, int):
        return int(value) if -_MAX_SAFE_INTEGER <= value <= _MAX_SAFE_INTEGER else str(value)
    if depth > _MAX_DEPTH:
        raise StateError("state is nested too deeply")
    if isinstance(value, (dict, Mapping)):
        return {_key(key): _canonical(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_canonical(item, depth + 1) for item in value]
    raise StateError(f"a {type(value).__name__} has no canonical form")


@lru_cache(_KNOWN_KEYS)
def _key(key: Any) -> str:
    if not isinstance(key, str) or not key.isascii():
        raise StateError(f"state keys are ASCII text, not {key!r}")
    return key
