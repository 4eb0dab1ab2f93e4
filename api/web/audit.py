"""Search of the audit log: everything somebody did, everybody who touched something (U3, U8)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from starlette.responses import Response

from api.access import Operation
from api.web.labels import TOPICS, label
from api.web.presenting import event_title, moment_of, outcome_mark
from api.web.request_context import FIRST_YEAR, LAST_YEAR, PageRequest
from domain.days.reports import CATEGORY_LABELS
from domain.events import day_interval
from projections.audit import AuditEntry, AuditFilter

ROWS: Final = 50


def audit_page(page: PageRequest) -> Response:
    """The log under a filter that is echoed above it, oldest first; nothing is cut in silence."""
    page.allow(Operation.READ_AUDIT)
    actor, topic = page.word("kisi", 100), page.word("olay", 60)
    since, until = _date(page.word("bas", 10)), _date(page.word("son", 10))
    wanted = AuditFilter(
        actor_id=actor or None,
        topic=topic or None,
        recorded_from=day_interval(since)[0] if since else None,
        recorded_before=day_interval(until)[1] if until else None,
    )
    found = page.services.audit.entries(wanted, first=ROWS, after=page.word("sonra", 2000) or None)
    words = [f"{name}={value}" for name, value in found.filters.items()]
    page.reads.searched("audit", query=None, filters=words, result_count=len(found.rows))
    return page.page(
        "audit.html",
        {
            "rows": audit_rows(page, found.rows),
            "topics": [(code, label(TOPICS, code, page.language)) for code in TOPICS],
            "filter": {
                "actor": actor,
                "topic": topic,
                "since": since.isoformat() if since else "",
                "until": until.isoformat() if until else "",
                "words": " · ".join(words) or page.text("all"),
            },
            "next_link": page.link(sonra=found.end_cursor) if found.has_more and found.end_cursor else None,
            "first_link": page.link(sonra="") if page.word("sonra", 2000) else None,
        },
    )


def audit_rows(page: PageRequest, entries: Iterable[AuditEntry]) -> list[dict[str, Any]]:
    """Rows of the log as a table shows them; a document is named by its subject unless it is graded (GR-R6)."""
    found = list(entries)
    concerned = {document_id for entry in found for document_id in entry.document_ids}
    cards = page.services.documents.cards_by_ids(concerned) if page.may(Operation.READ_DOCUMENTS) else {}
    names = {card.document_id: card.subject for card in cards.values() if card.classification == "YOK"}
    return [_row(page, entry, names) for entry in found]


def _row(page: PageRequest, entry: AuditEntry, names: dict[UUID, str | None]) -> dict[str, Any]:
    category = CATEGORY_LABELS.get(entry.category, entry.category)
    return {
        "position": entry.position,
        "occurred": moment_of(entry.occurred_at),
        "title": event_title(entry.topic, page.language),
        "category": f"{category} ({entry.category})",
        "who": f"{entry.actor.name} · {entry.actor.title}" if entry.actor.title else entry.actor.name,
        "element": _element(entry, names),
        "link": _link(entry),
        "outcome": outcome_mark(entry.outcome, entry.rule_id, page.language),
    }


def _element(entry: AuditEntry, names: dict[UUID, str | None]) -> str:
    known = names.get(entry.document_ids[0]) if len(entry.document_ids) == 1 else None
    return entry.element_label or known or entry.element_id or entry.element_type


def _link(entry: AuditEntry) -> str | None:
    if entry.element_type == "day" and entry.element_id:
        return f"/gunler/{entry.element_id}"
    return f"/belgeler/{entry.document_ids[0]}" if len(entry.document_ids) == 1 else None


def _date(text: str) -> date | None:
    """A day typed into the form; anything else is no filter, and the echo shows that."""
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None
