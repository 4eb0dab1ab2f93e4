"""Folds every event into one row of the audit log; types newer than this program are listed as unknown."""

from collections.abc import Sequence
from typing import Final

from domain.days.reports import category_of, element_of, outcome_of
from projections.folding import UNKNOWN, Entry, Key, Table, View

ENTRIES: Final = Table(
    "audit_entries",
    ("position",),
    (
        "position",
        "stream_id",
        "version",
        "recorded_at",
        "occurred_at",
        "topic",
        "known",
        "category",
        "actor_id",
        "actor_name",
        "actor_title",
        "actor_unit",
        "acting_for",
        "client",
        "address",
        "session",
        "element_type",
        "element_id",
        "element_label",
        "outcome",
        "rule_id",
        "reason",
        "document_ids",
    ),
    log=True,
)
DOCUMENTS: Final = Table("audit_documents", ("document_id", "position"), ("document_id", "position"), log=True)


class Audit:
    """One row per event: who did what to which element, when, from where, and how it ended (GR-1 to GR-18)."""

    name = "audit"
    fold_version = 1
    tables = (ENTRIES, DOCUMENTS)

    def wanted(self, entries: Sequence[Entry], view: View) -> dict[str, set[Key]]:
        """Nothing: the log only grows."""
        return {}

    def fold(self, entry: Entry, view: View) -> None:
        """Add the row of one entry; every event gets one, whatever its kind (GR-R4)."""
        actor, origin = entry.actor, entry.origin
        payload = {} if entry.kind == UNKNOWN else entry.payload
        element_type, element_id, named = element_of(entry.stream, entry.topic, payload)
        documents = list(dict.fromkeys(named))
        view.logs[ENTRIES.name].append(
            (
                entry.position,
                entry.stream,
                entry.version,
                entry.recorded_at,
                entry.occurred_at,
                entry.topic,
                entry.kind != UNKNOWN,
                category_of(entry.kind, payload),
                actor["id"],
                actor["name"],
                actor["title"],
                actor["unit"],
                actor["acting_for"],
                origin["client"],
                origin["address"],
                origin["session"],
                element_type,
                element_id,
                payload.get("element_label"),
                outcome_of(entry.kind, payload),
                payload.get("rule_id"),
                entry.reason,
                "{" + ",".join(documents) + "}",
            )
        )
        concerned = view.logs[DOCUMENTS.name]
        for document_id in documents:
            concerned.append((document_id, entry.position))

    def finish(self, view: View) -> None:
        """Nothing is derived."""
