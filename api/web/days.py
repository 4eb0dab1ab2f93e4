"""Pages of days: the calendar of daily reports, one day with report and seal, and the three files of a sealed day."""

import calendar
from base64 import b64decode
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final

from starlette.responses import Response, StreamingResponse

from api.access import Operation
from api.web.audit import audit_rows
from api.web.evidence import evidence_facts
from api.web.labels import TOPICS
from api.web.presenting import date_words, day_facts, day_mark, moment_of
from api.web.refusals import NotFoundError
from api.web.request_context import FIRST_YEAR, LAST_YEAR, PageRequest
from archive.storage import BlobDigest
from domain.access import downloaded, viewed
from domain.events import day_interval, istanbul_day
from projections.audit import AuditFilter
from projections.days import LedgerDay

ROWS: Final = 50
_MONTHS: Final = {
    "tr": "Ocak,Şubat,Mart,Nisan,Mayıs,Haziran,Temmuz,Ağustos,Eylül,Ekim,Kasım,Aralık",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}
_WEEKDAYS: Final = {"tr": "Pzt,Sal,Çar,Per,Cum,Cmt,Paz", "en": "Mon,Tue,Wed,Thu,Fri,Sat,Sun"}


def calendar_page(page: PageRequest) -> Response:
    """One month of the ledger: every day sealed, pending, late, broken or missing; none left out (U13)."""
    page.allow(Operation.READ_DAYS)
    today = istanbul_day(page.services.now())
    first = _month(page.word("ay", 7), today)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    days = {item.day: item for item in page.services.days.days(first, last, today)}
    debt = [item.day for item in page.services.days.seal_debt(today)]
    page.reads.note(viewed, element_type="calendar", element_id=f"{first:%Y-%m}")
    previous, following = first - timedelta(days=1), last + timedelta(days=1)
    return page.page(
        "days.html",
        {
            "month_name": f"{_MONTHS[page.language].split(',')[first.month - 1]} {first.year}",
            "weekdays": _WEEKDAYS[page.language].split(","),
            "cells": [_EMPTY_CELL] * first.weekday() + [_cell(page, day, days) for day in _span(first, last)],
            "previous_link": f"/gunler?ay={previous:%Y-%m}",
            "next_link": f"/gunler?ay={following:%Y-%m}" if following <= today else None,
            "debt": _debt(page, debt),
        },
    )


def day_page(page: PageRequest) -> Response:
    """One day: its statement, its seal, what went wrong, and the rows of its report."""
    page.allow(Operation.READ_DAYS)
    day = _day(page)
    page.reads.note(viewed, element_type="day", element_id=day.day.isoformat())
    failures = page.services.days.failures(day.day, first=20).rows
    rows: list[dict[str, Any]] = []
    next_link = None
    start, end = day_interval(day.day)
    if day.events_seen and page.may(Operation.READ_AUDIT):
        found = page.services.audit.entries(
            AuditFilter(recorded_from=start, recorded_before=end), first=ROWS, after=page.word("sonra", 2000) or None
        )
        rows = audit_rows(page, found.rows)
        next_link = page.link(sonra=found.end_cursor) if found.has_more and found.end_cursor else None
    renewals = page.services.days.renewals(day.day, first=20).rows if day.evidence and day.evidence.renewals else ()
    values = _day_values(page, day) | {
        "failures": [f"{item.tsa_name}: {item.message}" for item in failures],
        "evidence": evidence_facts(day.evidence, renewals, page.language) if day.evidence else None,
    }
    return page.page(
        "day.html",
        {
            "day": values,
            "rows": rows,
            "may_see_rows": page.may(Operation.READ_AUDIT),
            "next_link": next_link,
            "first_link": page.link(sonra="") if page.word("sonra", 2000) else None,
        },
    )


def report_download(page: PageRequest) -> Response:
    """The daily report as stored (JSONL): its SHA-256 is the one the day's statement names."""
    page.allow(Operation.EXPORT_AUDIT)
    day = _day(page)
    if day.report is None:
        raise NotFoundError
    digest = BlobDigest(day.report)
    size = page.services.reports.size(digest)
    _record_download(page, day, "report", day.report, size)
    name = f"gunluk-rapor-{day.day}.jsonl"
    return StreamingResponse(page.services.reports.chunks(digest), headers=_file(name, "application/x-ndjson", size))


def report_on_paper(page: PageRequest) -> Response:
    """The same stored report as a PDF/A page to read and print; recorded like the file itself."""
    from archive.rendering import ReportSeal, draw_daily_report

    page.allow(Operation.EXPORT_AUDIT)
    day = _day(page)
    if day.report is None:
        raise NotFoundError
    seal = day.seal
    pdf = draw_daily_report(
        page.services.reports.chunks(BlobDigest(day.report)),
        digest=day.report,
        institution=page.services.institution,
        seal=ReportSeal(seal.gen_time, seal.tsa_name, seal.test, seal.late) if seal else None,
        acts={topic: turkish for topic, (turkish, _) in TOPICS.items()},
    )
    _record_download(page, day, "report-pdf", sha256(pdf).hexdigest(), len(pdf))
    return Response(pdf, headers=_file(f"gunluk-rapor-{day.day}.pdf", "application/pdf", len(pdf)))


def checkpoint_download(page: PageRequest) -> Response:
    """The signed checkpoint: the bytes under the seal are its three lines."""
    page.allow(Operation.READ_DAYS)
    day = _day(page)
    if day.seal is None:
        raise NotFoundError
    note = day.seal.checkpoint.encode()
    _record_download(page, day, "checkpoint", None, len(note))
    return Response(note, headers=_file(f"denetim-noktasi-{day.day}.txt", "text/plain; charset=utf-8", len(note)))


def token_download(page: PageRequest) -> Response:
    """The RFC 3161 token as received, DER."""
    page.allow(Operation.READ_DAYS)
    day = _day(page)
    if day.seal is None:
        raise NotFoundError
    token = b64decode(day.seal.token)
    _record_download(page, day, "token", None, len(token))
    return Response(token, headers=_file(f"damga-{day.day}.tst", "application/timestamp-token", len(token)))


def record_download(page: PageRequest) -> Response:
    """The RFC 4998 record beside the seal, with its renewals, DER."""
    page.allow(Operation.READ_DAYS)
    day = _day(page)
    if day.evidence is None:
        raise NotFoundError
    record = b64decode(day.evidence.record)
    _record_download(page, day, "evidence-record", None, len(record))
    return Response(record, headers=_file(f"kanit-kaydi-{day.day}.ers", "application/octet-stream", len(record)))


_EMPTY_CELL: Final[dict[str, Any]] = {"day": None}


def _cell(page: PageRequest, day: date, days: dict[date, LedgerDay]) -> dict[str, Any]:
    found = days.get(day)
    cell: dict[str, Any] = {"day": day, "number": day.day, "mark": None, "link": None, "count": "", "test": False}
    if found is None:
        return cell
    count = found.event_count if found.event_count is not None else found.events_seen
    return cell | {
        "mark": day_mark(found.state, page.language),
        "link": f"/gunler/{day.isoformat()}",
        "count": f"{count} {page.text('events_count')}" if count else page.text("empty_day"),
        "test": found.seal is not None and found.seal.test,
    }


def _day_values(page: PageRequest, day: LedgerDay) -> dict[str, Any]:
    seal = day.seal
    address = f"/gunler/{day.day.isoformat()}"
    gen_time = moment_of(seal.gen_time) if seal else None
    recorded = moment_of(seal.sealed_at) if seal else None
    return {
        "name": date_words(day.day),
        "mark": day_mark(day.state, page.language),
        "test": seal is not None and seal.test,
        "statement": day_facts(day, page.language),
        "report_link": f"{address}/rapor.jsonl" if day.report and page.may(Operation.EXPORT_AUDIT) else None,
        "paper_link": f"{address}/rapor.pdf" if day.report and page.may(Operation.EXPORT_AUDIT) else None,
        "checkpoint_link": f"{address}/denetim-noktasi.txt" if seal else None,
        "token_link": f"{address}/damga.tst" if seal else None,
        "record_link": f"{address}/kanit-kaydi.ers" if day.evidence else None,
        "checkpoint": seal.checkpoint if seal else None,
        "seal": [
            (page.text("token_time"), f"{gen_time.local} ({gen_time.utc_short} UTC)" if gen_time else None),
            (page.text("recorded"), f"{recorded.local} ({recorded.utc_short} UTC)" if recorded else None),
            (page.text("authority"), f"{seal.tsa_name}"),
            (page.text("policy"), seal.policy),
            (page.text("serial"), seal.serial),
            (page.text("late"), page.text("late") if seal.late else None),
        ]
        if seal
        else None,
    }


def _debt(page: PageRequest, days: list[date]) -> str | None:
    if not days:
        return None
    oldest = date_words(days[0])
    if page.language == "tr":
        return f"Mühür bekleyen {len(days)} gün var; en eskisi {oldest}. Damga alınınca kendiliğinden mühürlenir."
    return f"{len(days)} days wait for a seal, the oldest {oldest}. They are sealed as soon as a time-stamp is had."


def _day(page: PageRequest) -> LedgerDay:
    try:
        day = date.fromisoformat(str(page.request.path_params["day"]))
    except ValueError:
        raise NotFoundError from None
    found = page.services.days.day(day, istanbul_day(page.services.now()))
    if found is None:
        raise NotFoundError
    return found


def _month(text: str, today: date) -> date:
    """First day of the month asked for (``2026-11``), of the present one for anything else."""
    present = today.replace(day=1)
    try:
        found = date.fromisoformat(f"{text}-01") if text else present
    except ValueError:
        return present
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else present


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def _record_download(page: PageRequest, day: LedgerDay, part: str, digest: str | None, size: int) -> None:
    page.reads.note(downloaded, element_type="day", element_id=day.day.isoformat(), part=part, digest=digest, size=size)
    page.reads.settle()


def _file(name: str, media_type: str, size: int) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Type": media_type,
        "Content-Length": str(size),
    }
