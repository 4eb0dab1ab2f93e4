"""Pages of documents: the list with search, one document with its timeline and state of proof, one raw event."""

from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from starlette.responses import Response

from api.access import Operation
from api.access.grades import grades_of, require_grade
from api.web.labels import DIRECTIONS, STATES, label
from api.web.presenting import (
    Mark,
    card_facts,
    card_line,
    change_rows,
    date_words,
    day_mark,
    event_title,
    level_mark,
    moment_of,
)
from api.web.refusals import NotFoundError
from api.web.request_context import PageRequest
from domain.access import downloaded, viewed
from domain.events import event_header, istanbul_day
from projections.audit import AuditEntry, AuditFilter
from projections.days import DayState, LedgerDay
from projections.documents import Card, CardFilter, HistoryRow
from projections.reading import Page

ROWS: Final = 25
_SPAN_DAYS: Final = 300
"""Days fetched in one go; a longer history asks day by day."""
HISTORY_ROWS: Final = 50
_LAST_POSITION: Final = 2**53
"""Larger numbers are no positions, and no business of the database."""
READ_ROWS: Final = 100
READING: Final = "GR-5"
"""Category of the daily report that views, downloads, prints and exports belong to."""


def list_page(page: PageRequest) -> Response:
    """Documents the viewer may see, newest first, or what a search found."""
    viewer = page.allow(Operation.READ_DOCUMENTS)
    text, direction, state = page.word("ara"), page.word("yon", 20), page.word("durum", 30)
    after = page.word("sonra", 2000) or None
    wanted = CardFilter(
        direction=direction or None, states=(state,) if state else None, classifications=grades_of(viewer)
    )
    documents = page.services.documents
    if text:
        page.allow(Operation.SEARCH_DOCUMENTS)
        hits = page.services.search.search(
            text, ROWS, after, direction=direction or None, classifications=grades_of(viewer)
        )
        by_id = documents.cards_by_ids(hit.document_id for hit in hits.rows)
        cards = [by_id[hit.document_id] for hit in hits.rows if hit.document_id in by_id]
        filters, more = hits.filters, hits.end_cursor if hits.has_more else None
    else:
        found = documents.cards(wanted, ROWS, after)
        cards, filters, more = list(found.rows), found.filters, found.end_cursor if found.has_more else None
    page.reads.searched(
        "document_list",
        query=text or None,
        filters=[f"{name}={value}" for name, value in filters.items() if name != "text"],
        result_count=len(cards),
        opened=[card.document_id for card in cards],
    )
    return page.page("documents.html", _list_values(page, cards, more, text, direction, state))


def document_page(page: PageRequest) -> Response:
    """One document: what it is now, everything that happened to it, and how far it is proved."""
    viewer = page.allow(Operation.READ_DOCUMENTS)
    document_id: UUID = page.request.path_params["document_id"]
    card = page.services.documents.card(document_id)
    if card is None:
        raise NotFoundError
    require_grade(viewer, card.classification, page.reads, str(document_id))
    after = page.word("sonra", 2000) or None
    history = page.services.documents.history(document_id, first=HISTORY_ROWS, after=after)
    reads = _reads_of(page, document_id) if page.word("okuma") and page.may(Operation.READ_AUDIT) else None
    instants = [row.recorded_at for row in history.rows]
    instants += [row.recorded_at for row in (reads.rows if reads else ())]
    days = _days_of(page, instants)
    page.reads.note(
        viewed,
        element_type="document",
        element_id=str(document_id),
        element_label=card.document_no if card.classification == "YOK" else None,
        document_ids=(document_id,),
        version=card.version,
    )
    return page.page("document.html", _document_values(page, card, history, reads, days))


def event_page(page: PageRequest) -> Response:
    """One event, its bytes as recorded: what its leaf is computed from."""
    viewer = page.allow(Operation.READ_EVENTS)
    position: int = page.request.path_params["position"]
    event = page.services.event_at(position) if position <= _LAST_POSITION else None
    if event is None:
        raise NotFoundError
    if event.topic.startswith("document."):
        card = page.services.documents.card(event.stream_id)
        # A card that does not know this event yet may not know the grade it was given either.
        grade = card.classification if card and card.last_position >= position else None
        require_grade(viewer, grade, page.reads, str(event.stream_id))
    page.reads.note(downloaded, element_type="event", element_id=str(position), size=len(event.state))
    page.reads.settle()
    header = event_header(event.state)
    return Response(
        event.state,
        media_type="application/json",
        headers={
            "Kutuk-Position": str(event.position),
            "Kutuk-Stream": str(event.stream_id),
            "Kutuk-Version": str(event.version),
            "Kutuk-Recorded-At": str(event.recorded_at),
            "Kutuk-Topic": event.topic,
            "Kutuk-Leaf": event.leaf.hex(),
            "Kutuk-Schema": str(header.schema),
        },
    )


def _list_values(
    page: PageRequest, cards: list[Card], more: str | None, text: str, direction: str, state: str
) -> dict[str, Any]:
    def choices(table: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
        return [(code, label(table, code, page.language)) for code in table]

    words = [
        f"{page.text('search')}: “{text}”" if text else "",
        f"{page.text('direction')}: {label(DIRECTIONS, direction, page.language)}" if direction else "",
        f"{page.text('state')}: {label(STATES, state, page.language)}" if state else "",
    ]
    return {
        "rows": [card_line(card, page.language) for card in cards],
        "directions": choices(DIRECTIONS),
        "states": choices(STATES),
        "filter": {
            "text": text,
            "direction": direction,
            "state": state,
            "words": " · ".join(word for word in words if word) or page.text("all"),
        },
        "next_link": page.link(sonra=more) if more else None,
        "first_link": page.link(sonra="") if page.word("sonra", 2000) else None,
    }


def _document_values(
    page: PageRequest,
    card: Card,
    history: Page[HistoryRow],
    reads: Page[AuditEntry] | None,
    days: dict[date, LedgerDay],
) -> dict[str, Any]:
    paraf = page.may(Operation.READ_INITIALS)
    rows = [_history_values(page, row, days) for row in history.rows if paraf or row.topic != "document.initialled"]
    rows += [_read_values(page, row, days) for row in (reads.rows if reads else ())]
    shows_reads = bool(page.word("okuma"))
    return {
        "card": {**card_line(card, page.language), "facts": card_facts(card, page.language)},
        "proof": _proof(page, card, history, [_day_of(row, days) for row in history.rows]),
        "signatures": [
            {
                "signer": item.signer,
                "level": level_mark(item),
                "test": item.test,
                "due": moment.local if (moment := moment_of(item.stamped_at)) else None,
                "failure": item.indication if item.indication not in (None, "PASSED") else None,
            }
            for item in card.signatures
        ],
        "history": sorted(rows, key=lambda row: int(row["position"])),
        "may_see_reads": page.may(Operation.READ_AUDIT),
        "shows_reads": shows_reads,
        "reads_link": page.link(okuma="" if shows_reads else "1"),
        "more_reads_link": f"/export/audit.csv?{urlencode({'document': card.document_id, 'category': READING})}"
        if reads and reads.has_more
        else None,
        "evidence_link": f"/export/evidence/{card.document_id}.kutuk.zip"
        if page.may(Operation.EXPORT_EVIDENCE)
        else None,
        "may_see_events": page.may(Operation.READ_EVENTS),
        "next_link": page.link(sonra=history.end_cursor) if history.has_more and history.end_cursor else None,
        "first_link": page.link(sonra="") if page.word("sonra", 2000) else None,
    }


def _history_values(page: PageRequest, row: HistoryRow, days: dict[date, LedgerDay]) -> dict[str, Any]:
    return {
        **_event_values(page, row, days),
        "title": event_title(row.topic, page.language),
        "who": row.actor.name,
        "title_of_actor": row.actor.title,
        "acting_for": row.actor.acting_for,
        "occurred": moment_of(row.occurred_at),
        "recorded": moment_of(row.recorded_at),
        "reason": row.reason,
        "note": None if row.known else row.topic,
        "changes": change_rows(row, page.language),
        "is_read": False,
    }


def _read_values(page: PageRequest, row: AuditEntry, days: dict[date, LedgerDay]) -> dict[str, Any]:
    return {
        **_event_values(page, row, days),
        "title": event_title(row.topic, page.language),
        "who": row.actor.name,
        "title_of_actor": row.actor.title,
        "acting_for": row.actor.acting_for,
        "occurred": moment_of(row.occurred_at),
        "recorded": moment_of(row.recorded_at),
        "reason": None,
        "note": None,
        "changes": [],
        "is_read": True,
    }


def _event_values(page: PageRequest, row: HistoryRow | AuditEntry, days: dict[date, LedgerDay]) -> dict[str, Any]:
    day = _day_of(row, days)
    return {
        "position": row.position,
        "proof": day_mark(day.state if day else DayState.OPEN, page.language),
        "day": date_words(day.day) if day else None,
        "day_link": f"/gunler/{day.day}" if day else None,
        "raw_link": f"/olaylar/{row.position}",
        "proof_link": f"/olaylar/{row.position}/kanit" if day and day.seal else None,
    }


def _days_of(page: PageRequest, instants: list[datetime]) -> dict[date, LedgerDay]:
    """The days on which the instants fall, read once for the whole page."""
    wanted = sorted({istanbul_day(instant) for instant in instants})
    today = istanbul_day(page.services.now())
    if not wanted:
        return {}
    if (wanted[-1] - wanted[0]).days < _SPAN_DAYS:
        found = page.services.days.days(wanted[0], wanted[-1], today)
        return {day.day: day for day in found}
    single = (page.services.days.day(day, today) for day in wanted)
    return {day.day: day for day in single if day}


def _day_of(row: HistoryRow | AuditEntry, days: dict[date, LedgerDay]) -> LedgerDay | None:
    return days.get(istanbul_day(row.recorded_at))


def _reads_of(page: PageRequest, document_id: UUID) -> Page[AuditEntry]:
    return page.services.audit.entries(AuditFilter(document_id=document_id, category=READING), first=READ_ROWS)


def _proof(page: PageRequest, card: Card, history: Page[HistoryRow], days: list[LedgerDay | None]) -> Mark:
    """How far the whole document is proved, also where the page shows a part of its history only."""
    if history.has_more or page.word("sonra", 2000):
        if card.last_position <= page.services.days.sealed_through():
            return Mark("good", "✓", page.text("proof_sealed"))
        return Mark("wait", "…", page.text("proof_open"))
    sealed = sum(day is not None and day.seal is not None for day in days)
    if sealed == len(days):
        return Mark("good", "✓", page.text("proof_sealed"))
    return Mark("wait", "…", page.text("proof_partly", sealed=sealed, open=len(days) - sealed))
