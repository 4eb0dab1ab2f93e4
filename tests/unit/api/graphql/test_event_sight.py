"""What of an event is withheld from whom: audit records, and whatever speaks of documents of a grade."""

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


class Loaded:
    """A loader that knows some keys, and what was asked of it."""

    def __init__(self, **found: Any) -> None:
        self._found = {UUID(int=int(key[1:])): value for key, value in found.items()}

    async def load(self, key: UUID) -> Any:
        return self._found.get(key)


def limited(classification: str | None, *, view: int = 0, last_position: int = 7) -> Any:
    """A caller who sees ungraded documents only, and the card of document 9; signature 5 is one of that document."""

    async def views() -> dict[str, Any]:
        return {"documents": SimpleNamespace(position=view)}

    card = SimpleNamespace(classification=classification, last_position=last_position)
    loaders: dict[str, Any] = {"card": Loaded(d9=card), "signed_document": Loaded(d5=DOCUMENT), "views": views}
    return asker(Operation.READ_EVENTS, Operation.READ_INITIALS, grades=("none",), **loaders)


SIGNATURE, REGISTER = UUID(int=5), UUID(int=6)
ABOUT = {"document_id": str(DOCUMENT)}
ABOUT_THE_DOCUMENT = [
    event("document.edited", {"subject": "x"}),
    event("signature.attached", ABOUT, SIGNATURE),
    event("signature.validated", {"signer": "x"}, SIGNATURE),
    event("signature.raised", {}, SIGNATURE),
    event("signature.raising_failed", {}, SIGNATURE),
    event("number.allocated", ABOUT, REGISTER),
    event("number.voided", ABOUT, REGISTER),
]
ABOUT_NOTHING_KNOWN = [
    event("document.edited", {}, UUID(int=1)),
    event("signature.validated", {}, UUID(int=1)),
    event("number.voided", {}, REGISTER),
    event("number.voided", {"document_id": "no id"}, REGISTER),
    event("invented.later", {}, UUID(int=1)),
]


def content(found: EventType, info: Any) -> tuple[Any, Any, Any]:
    """Payload, state and reason as the caller gets them."""
    all_of_it = seen(found, info)
    return all_of_it["payload"], all_of_it["state"], all_of_it["reason"]


@pytest.mark.parametrize("found", ABOUT_THE_DOCUMENT, ids=lambda found: found.topic)
@pytest.mark.parametrize("grade", ["secret", None])
def test_event_about_a_graded_document_is_withheld(found: EventType, grade: str | None) -> None:
    assert content(found, limited(grade)) == (None, None, None)


@pytest.mark.parametrize("found", ABOUT_THE_DOCUMENT, ids=lambda found: found.topic)
def test_event_about_a_document_that_may_be_seen_is_shown(found: EventType) -> None:
    payload, state, reason = content(found, limited("none"))

    assert (payload is not None, state is not None, reason) == (True, True, "Gizli gerekçe")


@pytest.mark.parametrize("found", ABOUT_NOTHING_KNOWN, ids=lambda found: found.topic)
def test_event_about_an_unknown_document_is_withheld(found: EventType) -> None:
    assert content(found, limited("none", view=100)) == (None, None, None)


@pytest.mark.parametrize("topic", ["day.closed", "ledger.opened", "number.opened"])
def test_event_about_no_document_is_shown(topic: str) -> None:
    assert content(event(topic, {}, UUID(int=1)), limited("secret"))[2] == "Gizli gerekçe"


def test_event_that_neither_card_nor_view_has_taken_in_is_withheld() -> None:
    found = event("number.allocated", ABOUT, REGISTER)

    assert content(found, limited("none", view=6, last_position=6)) == (None, None, None)
    assert content(found, limited("none", view=7, last_position=6))[2] == "Gizli gerekçe"
