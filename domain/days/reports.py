"""Rows of the daily report (günlük rapor, GR-1 to GR-18): which category an act belongs to, and the line it gets.

A line holds what the law asks of every act and a few fields by category; never the content of a document (GR-R6).
Labels appear only where the recorded fact itself brought one that was already fit to show: reads of graded documents
bring none, and then the id stands alone. Same event, same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, TypeVar
from uuid import UUID

import orjson

from domain.events import RecordedEvent

FORMAT: Final = "kutuk-daily-report-1"
UNKNOWN: Final = "bilinmeyen"
"""Category of acts newer than this program: counted and listed all the same (GR-R4)."""

CATEGORY_LABELS: Final[Mapping[str, str]] = {
    "GR-1": "ekleme",
    "GR-2": "değiştirme",
    "GR-3": "silme",
    "GR-4": "arama",
    "GR-5": "görüntüleme",
    "GR-6": "gönderme",
    "GR-7": "alma",
    "GR-8": "onay",
    "GR-9": "imza",
    "GR-10": "mühür/şifre",
    "GR-11": "sayı",
    "GR-12": "havale/iade",
    "GR-13": "doğrulama",
    "GR-14": "arşiv",
    "GR-15": "erişim",
    "GR-16": "yönetim",
    "GR-17": "rapor",
    "GR-18": "kesinti",
    UNKNOWN: "bilinmeyen",
}

_TOPICS_OF: Final[Mapping[str, str]] = {
    "GR-1": "document.drafted document.enclosure_added document.reference_added document.recipient_added "
    "signature.attached",
    "GR-2": "document.edited document.grade_proposed document.urgency_set document.reference_removed "
    "document.letter_checked "
    "document.recipient_removed document.answered document.closed_without_answer document.filed",
    "GR-3": "document.enclosure_removed document.cancelled",
    "GR-4": "access.searched",
    "GR-5": "access.viewed access.downloaded access.printed access.exported",
    "GR-6": "document.routed_for_initials document.routed_for_signature",
    "GR-7": "document.received document.registered",
    "GR-8": "document.initialled",
    "GR-9": "document.signed document.signature_completed document.signature_refused",
    "GR-10": "document.sealed",
    "GR-11": "document.numbered number.opened number.allocated number.voided",
    "GR-12": "document.assigned document.reassigned document.returned_to_registry document.returned_for_correction",
    "GR-13": "document.validated document.invalidated signature.validated access.verified",
    "GR-14": "signature.raised signature.raising_failed",
    "GR-15": "access.signed_in access.denied",
    "GR-16": "ledger.opened command.refused",
    "GR-17": "day.closed day.sealed day.renewed day.sealing_failed",
}
CATEGORIES: Final[Mapping[str, str]] = {
    topic: category for category, topics in _TOPICS_OF.items() for topic in topics.split()
}
"""Category of each topic; `document.initialled` is GR-9 when the initials are an electronic signature (S2-k-4)."""

_EXTRA_OF: Final[Mapping[str, frozenset[str]]] = {
    "GR-1": frozenset({"content_digest", "digest", "direction", "enclosure_id", "medium"}),
    "GR-2": frozenset({"classification", "content_digest", "file_code", "file_id", "previous", "urgency"}),
    "GR-3": frozenset({"decision_no", "document_no", "enclosure_id"}),
    "GR-4": frozenset({"filters", "opened_ids", "purpose", "query", "result_count"}),
    "GR-5": frozenset({"copies", "digest", "format", "part", "purpose", "result_count", "version"}),
    "GR-6": frozenset({"channel", "content_digest", "message_id", "package_digest"}),
    "GR-7": frozenset({"channel", "encrypted", "message_id", "package_id", "registration_no", "unit", "year"}),
    "GR-8": frozenset({"content_digest", "method", "order", "title"}),
    "GR-9": frozenset({"capacity", "content_digest", "document_date", "method", "order", "title", "viewed_digest"}),
    "GR-10": frozenset({"final_digest"}),
    "GR-11": frozenset({"document_no", "registration_no", "unit", "year"}),
    "GR-12": frozenset({"due_at", "from_person_id", "from_unit", "person_id", "unit"}),
    "GR-13": frozenset({"digest", "indication", "method", "outcome", "trust_list_version", "verdict"}),
    "GR-14": frozenset(
        {"due", "from_level", "new_digest", "old_digest", "reason_code", "retry_at", "test", "to_level"}
    ),
    "GR-15": frozenset({"cause", "method", "outcome"}),
    "GR-16": frozenset({"command", "field", "institution", "origin"}),
    "GR-17": frozenset({"day", "late", "reason_code", "report", "sequence", "test"}),
}
_NONE: Final[frozenset[str]] = frozenset()
_StreamId = TypeVar("_StreamId", str, UUID)
_REFUSED: Final = frozenset({"command.refused", "access.denied"})
_FAILED: Final = frozenset({"signature.raising_failed", "day.sealing_failed", "document.invalidated"})


@dataclass(frozen=True, slots=True)
class ReportHeader:
    """First line of a daily report.

    Closing time, token and retention are not here: the first two stand in the events `day.closed` and `day.sealed`,
    which come after the report, and the last grows with the documents (GD-4).
    """

    day: str
    """ISO date, Istanbul (`report_date`)."""
    institution: str
    """DETSİS number."""
    sequence: int
    """Number of the day in the ledger, from 1."""
    first: int
    """First position; `last` + 1 when the day is empty."""
    last: int
    count: int
    counts: Mapping[str, int]
    """Entries per category."""
    previous_report: str | None
    """Hex SHA-256 of the report before; None for the first day."""
    entries_root: str
    """Hex RFC 9162 root over the `event_digest` of the lines, in order (GR-R4)."""

    def line(self) -> bytes:
        """The line with its newline."""
        return _dump(
            {
                "counts": dict(self.counts),
                "entries_root_digest": self.entries_root,
                "entry_count": self.count,
                "first_seq": self.first,
                "format": FORMAT,
                "institution_detsis": self.institution,
                "last_seq": self.last,
                "previous_report_digest": self.previous_report,
                "report_date": self.day,
                "sequence_no": self.sequence,
            }
        )


def report_entry(event: RecordedEvent, day_start: str) -> tuple[str, bytes]:
    """Category and line (with newline) of one event.

    day_start: first instant of the day as written in states (`2026-11-20T21:00:00.000000Z`); what occurred before it
    is marked `late` (GR-R3). A state that is not readable still gets its line (GR-R4).
    """
    try:
        return _readable_entry(event, day_start)
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        line = {"action": event.topic, "category": UNKNOWN, "event_digest": event.leaf.hex(), "outcome": "unreadable"}
        return UNKNOWN, _dump({**line, "seq": event.position})


def _readable_entry(event: RecordedEvent, day_start: str) -> tuple[str, bytes]:
    topic = event.topic
    body = orjson.loads(event.state)
    payload, origin, occurred = body["payload"], body["origin"], body["occurred_at"]
    category = category_of(topic, payload)
    # The encoder writes the id as text; doing it here would cost as much as the whole line.
    element_type, element_id, documents = element_of(event.stream_id, topic, payload)
    return category, orjson.dumps(
        {
            "action": topic,
            "actor": body["actor"],
            "category": category,
            "client": origin.get("client"),
            "document_ids": documents,
            "element_id": element_id,
            "element_label": payload.get("element_label"),
            "element_type": element_type,
            "event_digest": event.leaf.hex(),
            "extra": _extra(category, payload),
            "late": occurred < day_start,
            "occurred_at": occurred,
            "outcome": outcome_of(topic, payload),
            "reason": body.get("reason"),
            "rule_id": payload.get("rule_id"),
            "seq": event.position,
            "session": origin.get("session"),
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )


def _dump(line: dict[str, Any]) -> bytes:
    return orjson.dumps(line, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def category_of(topic: str, payload: Mapping[str, Any]) -> str:
    """Category of an act: `GR-1` … `GR-18`, or UNKNOWN."""
    category = CATEGORIES.get(topic, UNKNOWN)
    return "GR-9" if category == "GR-8" and payload.get("method") == "e_imza" else category


def element_of(
    stream: _StreamId, topic: str, payload: Mapping[str, Any]
) -> tuple[str, str | _StreamId | None, list[str | _StreamId]]:
    """Type and id of the element acted on, and the ids of all documents concerned; `stream`: stream id, text or not."""
    kind = topic.partition(".")[0]
    if kind == "document":
        return kind, stream, [stream]
    documents: list[str | _StreamId] = [*(payload.get("document_ids") or ()), *(payload.get("opened_ids") or ())]
    target = payload.get("target_id")
    documents += [document for document in (payload.get("document_id"), target) if document]
    if kind in ("access", "command"):
        return payload.get("element_type") or kind, payload.get("element_id") or target, documents
    return kind, payload.get("day") or stream, documents


def outcome_of(topic: str, payload: Mapping[str, Any]) -> str:
    """How the act ended: `ok`, `refused` or `failed`."""
    if topic in _REFUSED:
        return "refused"
    if topic in _FAILED or (topic == "access.signed_in" and payload.get("outcome") == "failed"):
        return "failed"
    return "ok"


def _extra(category: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    wanted = _EXTRA_OF.get(category, _NONE)
    # Stored payloads have sorted keys, so the extra fields have them too.
    extra = {name: value for name, value in payload.items() if name in wanted and value is not None}
    if category == "GR-2" and payload.get("changes"):
        extra["changes"] = [_minimised_change(change) for change in payload["changes"]]
    elif category == "GR-13" and payload.get("findings"):
        extra["findings"] = [item.get("code") if isinstance(item, dict) else item for item in payload["findings"]]
    else:
        return extra
    return dict(sorted(extra.items()))


def _minimised_change(change: Mapping[str, Any]) -> dict[str, str | None]:
    """Field name with digests of the old and new value (GR-2); the values themselves stay in the ledger (GR-R6)."""
    return {
        "field": change.get("field"),
        "new_digest": _text_digest(change.get("new")),
        "old_digest": _text_digest(change.get("old")),
    }


def _text_digest(value: object) -> str | None:
    return None if value is None else sha256(str(value).encode("utf-8")).hexdigest()
