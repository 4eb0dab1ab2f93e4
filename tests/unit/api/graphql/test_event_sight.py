"""What of an event is withheld from whom: audit records without the right to the audit log."""

import asyncio
import inspect
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from api.access import Operation
from api.graphql.events import EventType
from domain.events import RecordedEvent, encode_state, micros
from testkit.clock import START

FIELDS = ("payload", "state", "reason", "actor", "origin", "request_key", "label")
DOCUMENT = UUID(int=9)


def event(topic: str, payload: dict[str, Any], stream: UUID = DOCUMENT, position: int = 7) -> EventType:
    """An event that says everything an event can say."""
    state = encode_state(
        {
            "schema": 1,
            "occurred_at": "2026-11-21T09:00:00.000000Z",
            "actor": {
                "id": "elif",
                "name": "Elif",
                "title": "Şef",
                "unit": "24301051",
                "acting_for": None,
                "delegation": None,
            },
            "origin": {"client": "graphql", "address": "10.0.0.7", "session": "s-1"},
            "request": {"key": "elif-1", "digest": None},
            "reason": "Gizli gerekçe",
            "payload": payload,
        }
    )
    return EventType.of(RecordedEvent(position, stream, 1, micros(START), topic, state, bytes(32)))


def asker(*rights: Operation, grades: tuple[str, ...] | None = None, **loaders: Any) -> Any:
    """A resolver's info of a caller with these rights and grades."""

    async def running(*views: str) -> None:
        """No view stopped."""

    context = SimpleNamespace(
        may=lambda right: right in rights, grades=lambda: grades, running=running, loaders=SimpleNamespace(**loaders)
    )
    return SimpleNamespace(context=context)


def seen(found: EventType, info: Any) -> dict[str, Any]:
    """The fields that can be withheld, as the caller gets them."""

    async def answer(name: str) -> Any:
        value = getattr(found, name)
        made = value(info) if callable(value) else value
        return await made if inspect.isawaitable(made) else made

    async def answers() -> dict[str, Any]:
        return {name: await answer(name) for name in FIELDS}

    return asyncio.run(answers())


@pytest.mark.parametrize("topic", ["access.viewed", "access.searched", "access.denied", "command.refused"])
def test_audit_record_is_withheld_without_the_right_to_the_audit_log(topic: str) -> None:
    found = seen(event(topic, {"query": "Ayşe"}), asker(Operation.READ_EVENTS))

    assert (found["payload"], found["state"], found["reason"], found["request_key"]) == (None, None, None, "")
    assert (found["actor"].id, found["actor"].name, found["actor"].unit) == ("", "", "")
    assert (found["origin"].client, found["origin"].address, found["origin"].session) == ("", None, None)
    assert found["label"] == "Denetim kaydı"


@pytest.mark.parametrize("topic", ["access.viewed", "command.refused"])
def test_audit_record_is_shown_with_the_right_to_the_audit_log(topic: str) -> None:
    found = seen(event(topic, {"query": "izin"}), asker(Operation.READ_EVENTS, Operation.READ_AUDIT))

    assert (found["payload"], found["reason"], found["request_key"]) == ({"query": "izin"}, "Gizli gerekçe", "elif-1")
    assert (found["actor"].id, found["origin"].address) == ("elif", "10.0.0.7")
    assert found["label"] != "Denetim kaydı"
