"""Folds subjects, numbers and parties of documents into search terms."""

from collections.abc import Sequence
from typing import Any, Final

from projections.folding import Entry, Key, Row, Table, View
from projections.search.terms import number_terms, plain, text_terms

DOCUMENTS: Final = Table(
    "search_documents",
    ("document_id",),
    (
        "document_id",
        "first_position",
        "direction",
        "classification",
        "subject",
        "numbers",
        "parties",
        "terms",
        "plain_terms",
    ),
)
_CONCERNS: Final = frozenset(
    {
        "document.drafted",
        "document.received",
        "document.edited",
        "document.grade_proposed",
        "document.numbered",
        "document.recipient_added",
        "document.recipient_removed",
        "document.signed",
        "document.registered",
    }
)


class Search:
    """One row per document with the words it is found by."""

    name = "search"
    fold_version = 1
    tables = (DOCUMENTS,)

    def wanted(self, entries: Sequence[Entry], view: View) -> dict[str, set[Key]]:
        """Rows of the documents whose words may change."""
        return {DOCUMENTS.name: {(entry.stream,) for entry in entries if entry.kind in _CONCERNS}}

    def fold(self, entry: Entry, view: View) -> None:
        """Bring one entry into the words."""
        if entry.kind not in _CONCERNS:
            return
        row = view.keyed[DOCUMENTS.name].make(entry.stream)
        if row["numbers"] is None:
            row.update(first_position=entry.position, direction="incoming", numbers={}, parties={})
        _learn(entry, row)
        view.stale.add((entry.stream,))

    def finish(self, view: View) -> None:
        """Cut subjects, numbers and names into terms."""
        rows = view.keyed[DOCUMENTS.name]
        for key in view.stale:
            row = rows.edit(*key)
            if row is not None:
                _cut(row)


def _learn(entry: Entry, row: Row) -> None:
    payload = entry.payload
    match entry.kind:
        case "document.drafted":
            row.update(direction=payload["direction"], subject=payload["subject"], classification="YOK")
        case "document.received":
            row["numbers"]["package"] = payload["package_id"]
            row["parties"]["sender"] = _names(payload["sender"])
        case "document.edited":
            for item in payload["changes"]:
                if item["field"] == "subject":
                    row["subject"] = item["new"]
        case "document.grade_proposed":
            row["classification"] = payload["classification"]
        case "document.numbered":
            row["numbers"].update(document=payload["document_no"], code=payload["verification_code"])
        case "document.recipient_added":
            row["parties"]["to " + payload["recipient"]["id"]] = _names(payload["recipient"]["party"])
        case "document.recipient_removed":
            row["parties"].pop("to " + payload["recipient_id"], None)
        case "document.signed":
            row["parties"]["signer " + payload["person_id"]] = payload["name"]
        case "document.registered":
            _registered(payload, row)
        case _:
            pass


def _registered(payload: dict[str, Any], row: Row) -> None:
    metadata = payload["metadata"]
    row.update(subject=metadata["subject"], classification=metadata["classification"])
    row["numbers"].update(sender=metadata["document_no"], own=str(payload["registration_no"]))
    row["parties"]["sender"] = _names(metadata["sender"]) or row["parties"].get("sender")
    for recipient in metadata["recipients"]:
        row["parties"]["to " + recipient["id"]] = _names(recipient["party"])
    for order, name in enumerate(metadata["signers"], start=1):
        row["parties"][f"signer {order}"] = name


def _names(party: dict[str, Any] | None) -> str | None:
    """Every name of a correspondent that people may type; never a national id (GR-R6)."""
    if party is None:
        return None
    names = (party.get(field) for field in ("name", "unit", "given_names", "surname", "detsis_no"))
    return " ".join(name for name in names if name) or None


def _cut(row: Row) -> None:
    terms = text_terms((row["subject"], *row["parties"].values())) | number_terms(row["numbers"].values())
    row["terms"] = sorted(terms)
    row["plain_terms"] = sorted(plain(terms))
