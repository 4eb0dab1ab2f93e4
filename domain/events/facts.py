"""Facts: domain events as the model sees them, and their way to and from state.

A fact is an event class of the event-sourcing library with an explicit topic, a schema version and a context. The
library registers each topic as the class is defined; only topics registered by our own classes are ever resolved.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, Protocol
from uuid import UUID

from eventsourcing.domain import CanInitAggregate, CanMutateAggregate, DomainEvent

from domain.events.canonical import StateError, decode_state, encode_state
from domain.events.headers import header_of
from domain.events.values import Context

_registry: dict[str, type["Fact"]] = {}
_PLACE = frozenset({"originator_id", "originator_version", "timestamp", "context", "originator_topic"})


class _Evolves(Protocol):
    def when(self, fact: "Fact") -> None: ...


@typing.dataclass_transform(frozen_default=True)
@dataclasses.dataclass(frozen=True)
class Fact(CanMutateAggregate[UUID], DomainEvent):
    """Base of every event class; subclasses add payload fields with JSON-like types and frozen dataclasses.

    ``timestamp`` is the time the act happened (``occurred_at`` in state).
    """

    context: Context

    TOPIC: ClassVar[str] = ""
    SCHEMA: ClassVar[int] = 1
    """Current schema version; a class with SCHEMA n has classmethods ``upcast_v1_v2`` … up to n on payload dicts."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # Only a topic the class itself declares: the metaclass may build a class twice, a subclass never inherits one.
        topic = cls.__dict__.get("TOPIC")
        if topic:
            known = _registry.get(topic)
            if known is not None and known.__qualname__ != cls.__qualname__:
                raise TypeError(f"topic {topic!r} belongs to {known!r}")
            _registry[topic] = cls

    def apply(self, aggregate: _Evolves) -> None:
        """Let the aggregate take the fact in: all state changes stand in one ``match`` of the model."""
        aggregate.when(self)


@dataclasses.dataclass(frozen=True)
class CreationFact(CanInitAggregate[UUID], Fact):
    """Base of the first event of an aggregate; which aggregate that is, the class says, so it is not stored."""

    originator_topic: str

    AGGREGATE: ClassVar[str]
    """Where the aggregate class lives, ``module:name``; code, not evidence: it may change as the code moves."""


@dataclasses.dataclass(frozen=True, slots=True)
class UnknownFact:
    """An event whose type, or whose schema version, is newer than this program.

    It is listed, exported and sealed like any other; it is never interpreted.
    """

    originator_id: UUID
    originator_version: int
    timestamp: datetime
    context: Context
    topic: str
    schema: int
    payload: Mapping[str, Any]


def known_topics() -> tuple[str, ...]:
    """Topics this program knows, sorted: the allow-list of what is ever turned into an object."""
    return tuple(sorted(_registry))


def fact_to_state(fact: Fact) -> bytes:
    """Canonical state bytes of a fact. Raises StateError when a field has no canonical form."""
    context = fact.context
    return encode_state(
        {
            "schema": type(fact).SCHEMA,
            "occurred_at": _instant_text(fact.timestamp),
            "actor": plain_value(context.actor),
            "origin": plain_value(context.origin),
            "request": {"key": context.request_key, "digest": context.request_digest},
            "reason": context.reason,
            "payload": {name: plain_value(getattr(fact, name)) for name in _payload_fields(type(fact))},
        }
    )


def fact_from_record(topic: str, state: bytes, stream_id: UUID, version: int) -> Fact | UnknownFact:
    """The fact that recorded bytes stand for, upcast to the current schema.

    Unknown topics and schema versions newer than ours give an UnknownFact. Raises StateError for bytes that hold no
    event, or a payload that does not fit its type.
    """
    body = decode_state(state)
    header = header_of(body)
    context = Context(header.actor, header.origin, header.request_key, header.reason, header.request_digest)
    payload = body.get("payload")
    if not isinstance(payload, dict):
        raise StateError("state has no payload")
    current = current_payload(topic, header.schema, payload)
    if current is None:
        return UnknownFact(stream_id, version, header.occurred_at, context, topic, header.schema, payload)
    fact_class = _registry[topic]
    fields = _typed_payload(fact_class, current)
    if issubclass(fact_class, CreationFact):
        fields["originator_topic"] = fact_class.AGGREGATE
    return fact_class(
        originator_id=stream_id,
        originator_version=version,
        timestamp=header.occurred_at,
        context=context,
        **fields,
    )


def current_payload(topic: str, schema: int, payload: dict[str, Any]) -> dict[str, Any] | None:
    """A decoded payload upcast to the current schema of its type, for readers that need no typed fact.

    None when the topic, or its schema version, is newer than this program.
    """
    fact_class = _registry.get(topic)
    if fact_class is None or schema > fact_class.SCHEMA:
        return None
    for step in range(schema, fact_class.SCHEMA):
        payload = getattr(fact_class, f"upcast_v{step}_v{step + 1}")(payload)
    return payload


def _instant_text(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@cache
def _payload_fields(fact_class: type[Fact]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(fact_class) if field.name not in _PLACE)


def plain_value(value: Any) -> Any:
    """Values, instants, ids and tuples as canonical JSON has them: the first half of `encode_state`."""
    if value is None or isinstance(value, (str, int)):
        return value
    names = _field_names(value.__class__)
    if names is not None:
        return {name: plain_value(getattr(value, name)) for name in names}
    if isinstance(value, (tuple, list)):
        return [plain_value(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain_value(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return _instant_text(value)
    if isinstance(value, UUID):
        return str(value)
    return value


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    """Fields of a dataclass; None for any other type."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None


@cache
def _readers(owner: type) -> dict[str, tuple[Any, bool]]:
    hints = typing.get_type_hints(owner)
    return {
        field.name: (
            hints[field.name],
            field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING,
        )
        for field in dataclasses.fields(owner)
        if field.name not in _PLACE
    }


def _typed_payload(owner: type, payload: Mapping[str, Any]) -> dict[str, Any]:
    readers = _readers(owner)
    missing = [name for name, (_, optional) in readers.items() if name not in payload and not optional]
    if missing:
        raise StateError(f"{owner.__name__} lacks {', '.join(missing)}")
    return {name: _typed(hint, payload[name]) for name, (hint, _) in readers.items() if name in payload}


def _typed(hint: Any, value: Any) -> Any:
    """Turn decoded JSON into what the annotation names: tuples, nested frozen dataclasses, instants, enums."""
    if hint in (str, int, bool, Any) or value is None:
        return value
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [item for item in typing.get_args(hint) if item is not type(None)]
        return _typed(inner[0], value) if len(inner) == 1 else value
    if origin is tuple:
        return tuple(_typed(typing.get_args(hint)[0], item) for item in value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return hint(**_typed_payload(hint, value))
    if isinstance(hint, type) and hint not in (dict, list):
        return hint(value)
    return value
