"""Which stored bytes the events of a history name: those that must be there, and all that may be (U21)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_HEX: Final = re.compile(r"[0-9a-f]{64}")
_FILE_FIELDS: Final = frozenset({"digest", "size", "media_type", "name"})
_OWED_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "signature.attached": ("digest", "content_digest"),
    "signature.raised": ("old_digest", "new_digest"),
}
_DEEPEST: Final = 64
"""Nesting looked into: states nest half as deep at most."""


def named_digests(payload: Mapping[str, Any]) -> frozenset[str]:
    """Every text of 64 hex digits in a payload: whatever stored bytes the event may speak of, in types to come too."""
    return frozenset(text for text in _texts(payload, 0) if _HEX.fullmatch(text))


def owed_digests(topic: str, payload: Mapping[str, Any]) -> frozenset[str]:
    """Digests of bytes that a package with this event must hold: stored files, signature files, detached contents."""
    owed: list[Any] = [item["digest"] for item in _objects(payload, 0) if item.keys() >= _FILE_FIELDS]
    owed += [item.get("detached_content") for item in _objects(payload, 0)]
    owed += [payload.get(name) for name in _OWED_FIELDS.get(topic, ())]
    return frozenset(text for text in owed if isinstance(text, str) and _HEX.fullmatch(text))


def named_signatures(topic: str, payload: Mapping[str, Any]) -> frozenset[str]:
    """Streams of the signatures that an event of a document names."""
    if not topic.startswith("document."):
        return frozenset()
    found = (item.get("signature_id") for item in _objects(payload, 0))
    return frozenset(text for text in found if isinstance(text, str))


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        yield value
        value = value.values()
    elif not isinstance(value, list):
        return
    for item in value:
        yield from _objects(item, depth + 1)


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth <= _DEEPEST and isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(item, depth + 1)
