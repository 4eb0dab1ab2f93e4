"""Folds documents and their signatures into cards and histories."""

from collections.abc import Sequence
from typing import Any, Final

import orjson

from domain.turkish import search_key, sort_key
from projections.documents.card import CardChange, begin, blank_signature, change, grade_signatures
from projections.documents.tables import CARDS, HISTORY, SIGNATURES
from projections.folding import UNKNOWN, Entry, Key, Row, View, instant

_KEYED: Final = frozenset({"subject", "counterparty", "recipients", "document_no", "sender_no"})
"""Fields that sort and search keys are made of."""
_FIRST: Final = frozenset({"document.drafted", "document.received"})


class Documents:
    """Cards, histories, and which document a signature belongs to."""

    name = "documents"
    fold_version = 3
    tables = (CARDS, HISTORY, SIGNATURES)

    def wanted(self, entries: Sequence[Entry], view: View) -> dict[str, set[Key]]:
        """Cards of the documents touched; a signature's events name it only through its first one."""
        documents, signatures = set(), set()
        for entry in entries:
            if entry.topic.startswith("document."):
                documents.add((entry.stream,))
            elif entry.topic.startswith("signature."):
                signatures.add((entry.stream,))
                if entry.kind == "signature.attached":
                    documents.add((entry.payload["document_id"],))
        known = view.keyed[SIGNATURES.name]
        for key in signatures:
            row = known.get(*key)
            if row is not None:
                documents.add((row["document_id"],))
        return {CARDS.name: documents, SIGNATURES.name: signatures}

    def fold(self, entry: Entry, view: View) -> None:
        """Bring one entry into cards and history."""
        if entry.topic.startswith("document."):
            _fold_document(entry, view)
        elif entry.topic.startswith("signature."):
            _fold_signature(entry, view)

    def finish(self, view: View) -> None:
        """Make sort and search keys where subject, correspondent or numbers changed."""
        for key in view.stale:
            card = view.keyed[CARDS.name].edit(*key)
            if card is not None:
                _key(card)


def _fold_document(entry: Entry, view: View) -> None:
    cards = view.keyed[CARDS.name]
    card = cards.edit(entry.stream)
    if card is None:
        if entry.kind not in _FIRST:
            # A type newer than this program may open a document: it has a history, but no card yet.
            _remember(entry, entry.stream, [], view)
            return
        card = cards.make(entry.stream)
        begin(card, entry)
    noted = CardChange(card)
    if entry.kind != UNKNOWN:
        change(entry, noted)
        if any(item["field"] in _KEYED for item in noted.changes):
            view.stale.add((entry.stream,))
    card["last_position"] = entry.position
    card["version"] = entry.version
    _remember(entry, entry.stream, noted.changes, view)


def _fold_signature(entry: Entry, view: View) -> None:
    links = view.keyed[SIGNATURES.name]
    if entry.kind == "signature.attached":
        links.make(entry.stream)["document_id"] = entry.payload["document_id"]
    link = links.get(entry.stream)
    if link is None:
        return
    document_id = link["document_id"]
    card = view.keyed[CARDS.name].edit(document_id)
    changes: list[dict[str, Any]] = []
    if card is not None:
        noted = CardChange(card)
        _judge(entry, noted)
        card["last_position"] = entry.position
        changes = noted.changes
    _remember(entry, document_id, changes, view)


def _judge(entry: Entry, noted: CardChange) -> None:
    """What a signature's own event says of it on the card."""
    card, payload = noted.card, entry.payload
    signature: Row = card["signatures"].setdefault(entry.stream, blank_signature())
    before = signature["level"]
    match entry.kind:
        case "signature.attached":
            signature.update(purpose=payload["purpose"], level=payload["level"], digest=payload["digest"])
            signature["signer"] = payload["signer"] or signature["signer"]
            noted.note("signatures", None, signature["signer"] or entry.stream)
        case "signature.validated":
            verdict = signature["indication"]
            signature.update(level=payload["level"], indication=payload["indication"], intact=payload["intact"])
            noted.note("indication", verdict, payload["indication"])
        case "signature.raised":
            signature.update(level=payload["to_level"], digest=payload["new_digest"], test=payload["test"])
            signature["stamped_at"] = signature["stamped_at"] or instant(payload["gen_time"])
        case _:
            return
    if before != signature["level"]:
        noted.note("signature_level", before, signature["level"])
    grade_signatures(card)


def _key(card: Row) -> None:
    card["subject_key"] = sort_key(card["subject"] or "")
    card["counterparty_key"] = sort_key(card["counterparty"] or "")
    parts = (card["subject"], card["counterparty"], card["document_no"], card["sender_no"])
    card["search_key"] = search_key(" ".join(part for part in parts if part))


def _remember(entry: Entry, document_id: str, changes: list[dict[str, Any]], view: View) -> None:
    actor = entry.actor
    view.logs[HISTORY.name].append(
        (
            document_id,
            entry.position,
            entry.version,
            entry.recorded_at,
            entry.occurred_at,
            entry.topic,
            entry.kind != UNKNOWN,
            actor["id"],
            actor["name"],
            actor["title"],
            actor["unit"],
            actor["acting_for"],
            entry.reason,
            orjson.dumps(changes).decode(),
            orjson.dumps(entry.payload).decode(),
        )
    )
