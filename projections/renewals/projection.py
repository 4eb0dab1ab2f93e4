"""Folds signatures into what is due for them, with the history of tries."""

from collections.abc import Sequence
from typing import Any, Final

from projections.folding import Entry, Key, Row, Table, View, instant
from projections.renewals.due import settle

RENEWALS: Final = Table(
    "renewals",
    ("signature_id",),
    (
        "signature_id",
        "document_id",
        "purpose",
        "signer",
        "level",
        "digest",
        "size",
        "content_digest",
        "indication",
        "sub_indication",
        "intact",
        "judged_at",
        "attached_at",
        "certificate_ends",
        "stamped_at",
        "stated_due",
        "next_level",
        "weakens",
        "target_level",
        "due_reason",
        "earliest",
        "latest",
        "urgency",
        "attempts",
        "last_failure_code",
        "last_failure_message",
        "last_failure_at",
        "retry_at",
        "raised_at",
        "tsa",
        "test",
        "last_position",
    ),
)
HISTORY: Final = Table(
    "renewal_history",
    ("signature_id", "position"),
    (
        "signature_id",
        "position",
        "recorded_at",
        "topic",
        "level",
        "digest",
        "tsa",
        "gen_time",
        "test",
        "indication",
        "reason_code",
        "message",
        "attempt",
        "retry_at",
    ),
    log=True,
)
_FACTS_IN: Final = {"document.initialled": "signature", "document.signed": "signature", "document.sealed": "seal"}
"""Events of a document that bring facts of a certificate, and the field they stand in."""


class Renewals:
    """Per signature: what is due, from when to when, why, and how the tries went."""

    name = "renewals"
    fold_version = 2
    tables = (RENEWALS, HISTORY)

    def wanted(self, entries: Sequence[Entry], view: View) -> dict[str, set[Key]]:
        """Rows of the signatures the entries speak of."""
        keys = {(entry.stream,) for entry in entries if entry.topic.startswith("signature.")}
        for entry in entries:
            facts = _facts(entry)
            if facts is not None:
                keys.add((facts["signature_id"],))
        return {RENEWALS.name: keys}

    def fold(self, entry: Entry, view: View) -> None:
        """Bring one entry into what is due."""
        match entry.kind:
            case "document.initialled" | "document.signed" | "document.sealed":
                facts = _facts(entry)
                if facts is not None:
                    _certificate(entry, _row(view, facts["signature_id"], entry), facts)
            case "signature.attached" | "signature.validated" | "signature.raised" | "signature.raising_failed":
                row = _row(view, entry.stream, entry)
                _live(entry, row)
                settle(row)
                _remember(entry, view)
            case _:
                pass

    def finish(self, view: View) -> None:
        """Nothing is derived."""


def _facts(entry: Entry) -> dict[str, Any] | None:
    field = _FACTS_IN.get(entry.kind)
    return None if field is None else entry.payload[field]


def _row(view: View, signature_id: str, entry: Entry) -> Row:
    row = view.keyed[RENEWALS.name].make(signature_id)
    if row["attempts"] is None:
        row.update(attempts=0, test=False, due_reason="")
    row["last_position"] = entry.position
    return row


def _certificate(entry: Entry, row: Row, facts: dict[str, Any]) -> None:
    row["document_id"] = row["document_id"] or entry.stream
    row["stamped_at"] = instant(facts["stamped_at"])
    if facts["certificate"] is not None:
        row["certificate_ends"] = instant(facts["certificate"]["not_after"])
    settle(row)


def _live(entry: Entry, row: Row) -> None:
    payload = entry.payload
    if "due" in payload:
        row["stated_due"] = instant(payload["due"])
    if "next_level" in payload:
        row.update(next_level=payload["next_level"], weakens=instant(payload["weakens"]))
    match entry.kind:
        case "signature.attached":
            for field in ("document_id", "purpose", "signer", "level", "digest", "size", "content_digest"):
                row[field] = payload[field]
            row["attached_at"] = entry.occurred_at
        case "signature.validated":
            for field in ("level", "indication", "sub_indication", "intact"):
                row[field] = payload[field]
            row["judged_at"] = instant(payload["judged_at"])
        case "signature.raised":
            row.update(level=payload["to_level"], digest=payload["new_digest"], size=payload["new_size"])
            row["raised_at"] = entry.occurred_at
            if payload["tsa"] is not None:
                row.update(tsa=payload["tsa"], test=payload["test"])
            row["stamped_at"] = row["stamped_at"] or instant(payload["gen_time"])
            row.update(attempts=0, retry_at=None)
            row.update(last_failure_code=None, last_failure_message=None, last_failure_at=None)
        case "signature.raising_failed":
            row.update(attempts=payload["attempt"], retry_at=instant(payload["retry_at"]))
            row.update(last_failure_code=payload["reason_code"], last_failure_message=payload["message"])
            row["last_failure_at"] = entry.occurred_at
        case _:
            pass


def _remember(entry: Entry, view: View) -> None:
    get = entry.payload.get
    view.logs[HISTORY.name].append(
        (
            entry.stream,
            entry.position,
            entry.recorded_at,
            entry.topic,
            get("to_level") or get("level"),
            get("new_digest") or get("digest"),
            get("tsa"),
            instant(get("gen_time")),
            get("test"),
            get("indication"),
            get("reason_code"),
            get("message"),
            get("attempt"),
            instant(get("retry_at")),
        )
    )
