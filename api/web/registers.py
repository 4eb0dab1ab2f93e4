"""Register books: incoming, outgoing and internal, in the order of numbers, void ones kept (Y-11-1)."""

from typing import Any, Final

from starlette.responses import Response

from api.access import Operation
from api.access.grades import grades_of
from api.web.labels import REGISTERS, label
from api.web.presenting import date_words
from api.web.request_context import PageRequest
from domain.access import viewed
from projections.registers import Register, RegisterEntry

ROWS: Final = 50


def register_page(page: PageRequest) -> Response:
    """One register book; the newest one unless another is chosen."""
    viewer = page.allow(Operation.READ_REGISTERS)
    books = page.services.registers.registers()
    chosen = _chosen(page, books)
    if chosen is None:
        return page.page("registers.html", {"books": [], "rows": [], "next_link": None, "first_link": None})
    found = page.services.registers.entries(
        chosen.direction,
        chosen.year,
        chosen.unit,
        first=ROWS,
        after=page.word("sonra", 2000) or None,
        classifications=grades_of(viewer),
    )
    page.reads.note(
        viewed,
        element_type="register",
        element_id=_key(chosen),
        document_ids=tuple(row.document_id for row in found.rows),
    )
    return page.page(
        "registers.html",
        {
            "books": [(_key(book), _name(book, page.language), book == chosen) for book in books],
            "rows": [_row(row) for row in found.rows],
            "next_link": page.link(sonra=found.end_cursor) if found.has_more and found.end_cursor else None,
            "first_link": page.link(sonra="") if page.word("sonra", 2000) else None,
        },
    )


def _chosen(page: PageRequest, books: tuple[Register, ...]) -> Register | None:
    wanted = page.word("defter", 80)
    return next((book for book in books if _key(book) == wanted), books[0] if books else None)


def _key(book: Register) -> str:
    return f"{book.direction}-{book.unit}-{book.year}"


def _name(book: Register, language: str) -> str:
    return f"{label(REGISTERS, book.direction, language)} · {book.year} · {book.unit} ({book.given})"


def _row(row: RegisterEntry) -> dict[str, Any]:
    return {
        "number": row.document_no or str(row.registration_no),
        "registration_no": row.registration_no,
        "voided": row.voided,
        "reason": row.void_reason,
        "date": date_words(row.document_date),
        "subject": row.subject,
        "counterparty": row.counterparty,
        "link": f"/belgeler/{row.document_id}" if row.subject else None,
    }
