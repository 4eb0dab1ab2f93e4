"""What is kept of a refusal: the rule and its message, never the refused content (EV-4)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from domain.access import CommandRefused, refusal_stream_of
from domain.days import day_id_of
from domain.events import RecordedEvent, Refusal, event_payload, plain_value
from domain.ledger.commands.errors import RepeatedRefusalError
from domain.parties import Act

_HIDDEN = "…"


def refusal_fact(command: Any, refusal: Refusal, act: Act) -> CommandRefused:
    """The fact that a command was refused, in the actor's own stream."""
    given = set(_texts(plain_value(command)))
    shown = {name: _HIDDEN if str(value) in given else value for name, value in refusal.details.items()}
    return CommandRefused(
        originator_id=refusal_stream_of(act.actor.id),
        originator_version=1,
        **act.stamp,
        command=type(command).__name__,
        target_id=target_of(command),
        rule_id=refusal.rule_id,
        field=refusal.field,
        message_tr=refusal.text_tr.format(**shown),
        message_en=refusal.text_en.format(**shown),
    )


def repeated_refusal(event: RecordedEvent) -> RepeatedRefusalError | None:
    """The refusal a recorded event stands for, if it is one."""
    if event.topic != CommandRefused.TOPIC:
        return None
    payload = event_payload(event.state)
    return RepeatedRefusalError(payload["rule_id"], payload["field"], payload["message_tr"], payload["message_en"])


def target_of(command: Any) -> UUID | None:
    """Id of the aggregate a command is meant for, as far as the command says."""
    for name in ("document_id", "signature_id"):
        target = getattr(command, name, None)
        if isinstance(target, UUID):
            return target
    day = getattr(command, "day", None)
    return day_id_of(day) if isinstance(day, str) else None


def _texts(value: Any) -> Iterator[str]:
    """Every text in a command's body."""
    match value:
        case dict():
            for item in value.values():
                yield from _texts(item)
        case list() | tuple():
            for item in value:
                yield from _texts(item)
        case str():
            yield str(value)
        case _:
            return
