"""Verification by code: anyone who holds a page may ask whether the document behind it exists (DV-2 to DV-7)."""

import re
import threading
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from starlette.responses import Response

from api.web.request_context import PageRequest
from domain.access import VerificationOutcome, verified
from domain.filing import Classification
from domain.turkish import date_in_digits
from projections.documents import Card

MOST_PER_ADDRESS: Final = 20
"""Queries of one network address in a minute: protects the codes from being tried one after the other."""
MOST_PER_MINUTE: Final = 300
"""Queries in a minute from everywhere: each becomes an event, and strangers must not fill the ledger."""
_MINUTE: Final = timedelta(minutes=1)
_LONGEST: Final = 64
_CODE: Final = re.compile(r"[A-Z0-9]{16,64}", re.ASCII)
_GROUP: Final = 4
_UNREADABLE: Final = "-"
"""Recorded instead of a text that is no code: it may be anything, a name as well."""
_VIEW: Final = "documents"


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """What is said about a code."""

    key: str
    """Sentence of the pages."""
    outcome: VerificationOutcome
    card: Card | None = None
    details: dict[str, str] = field(default_factory=dict)


class VerificationDesk:
    """The page `/dogrula` and how often it may be asked; one of a process, safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: datetime | None = None
        self._asked: dict[str, int] = {}
        self._all = 0

    def page(self, page: PageRequest) -> Response:
        """The form, and one plain line about a code that was typed or scanned. Needs no sign-in."""
        scanned = str(page.request.path_params.get("code", ""))[:_LONGEST]
        typed = scanned or page.word("kod", _LONGEST)
        if not typed:
            return _shown(page, "", "", 200)
        if not self._allowed(page):
            return _shown(page, typed, page.text("verify_too_often"), 429)
        if _stands_still(page):
            return _shown(page, typed, page.text("verify_unavailable"), 503)
        answer = _answer(page, typed)
        page.reads.note(
            verified,
            element_type="document",
            element_id=str(answer.card.document_id) if answer.card else code_of(typed) or _UNREADABLE,
            method="qr_code" if scanned else "code",
            outcome=answer.outcome,
            document_ids=(answer.card.document_id,) if answer.card else (),
        )
        found = answer.key != "verify_none"
        return _shown(page, typed, page.text(answer.key, **answer.details), 200 if found else 404)

    def _allowed(self, page: PageRequest) -> bool:
        address = page.request.client.host if page.request.client else ""
        now = page.services.now()
        with self._lock:
            if self._since is None or now - self._since >= _MINUTE:
                self._since, self._all = now, 0
                self._asked.clear()
            if self._all >= MOST_PER_MINUTE or self._asked.get(address, 0) >= MOST_PER_ADDRESS:
                return False
            self._all += 1
            self._asked[address] = self._asked.get(address, 0) + 1
            return True


def code_of(typed: str) -> str | None:
    """The code without the spaces and hyphens it is printed with; None when it cannot be one (DV-2, N-4)."""
    text = re.sub(r"[\s-]", "", typed)
    code = text.upper() if text.isascii() else ""
    return code if _CODE.fullmatch(code) else None


def judged(card: Card | None) -> CodeAnswer:
    """What may be said about a document by its card as it is now (DV-4, DV-6, DV-7).

    Not signed yet, or cancelled: no such document. Graded, or of unknown grade: that it exists and stands, no more.
    """
    if card is None or card.dated_at is None or card.cancelled:
        return CodeAnswer("verify_none", VerificationOutcome.FAILED)
    outcome = _outcome(card)
    test = any(one.test for one in card.signatures if not one.void)
    stem = "verify_open" if card.classification == Classification.NONE.value else "verify_graded"
    details = {"verdict_key": f"verify_{outcome.value}", "test_key": "verify_test" if test else ""}
    if stem == "verify_open":
        details |= {
            "number": card.document_no or "",
            "date": date_in_digits(date.fromisoformat(card.document_date)) if card.document_date else "",
            "subject": card.subject or "",
            "signers": ", ".join(step.name for step in card.signers if step.done_at is not None),
        }
    return CodeAnswer(stem, outcome, card, details)


def _answer(page: PageRequest, typed: str) -> CodeAnswer:
    answer = judged(_card(page, code_of(typed)))
    if answer.card is None:
        return answer
    verdict, test = answer.details.pop("verdict_key"), answer.details.pop("test_key")
    answer.details["verdict"] = page.text(verdict)
    answer.details["test"] = page.text(test) if test else ""
    return answer


def _card(page: PageRequest, code: str | None) -> Card | None:
    """The one document that carries the code, printed in one run or in groups of four; no other number counts."""
    if code is None:
        return None
    grouped = "-".join(code[place : place + _GROUP] for place in range(0, len(code), _GROUP))
    for written in (code, grouped):
        for card in page.services.documents.cards_by_number(written):
            if card.verification_code == written:
                return card
    return None


def _outcome(card: Card) -> VerificationOutcome:
    """The weakest verdict on the signatures that stand; one that nobody judged is not passed."""
    verdicts = {one.indication for one in card.signatures if one.purpose == "signature" and not one.void}
    if "FAILED" in verdicts:
        return VerificationOutcome.FAILED
    return VerificationOutcome.PASSED if verdicts == {"PASSED"} else VerificationOutcome.INDETERMINATE


def _stands_still(page: PageRequest) -> bool:
    """A view that stopped must not answer: the document may have been re-graded since (DV-7)."""
    return any(item.name == _VIEW and item.state != "running" for item in page.services.positions.positions())


def _shown(page: PageRequest, typed: str, line: str, status: int) -> Response:
    return page.page(
        "verification.html", {"typed": typed, "line": line, "kind": "" if status == 200 else "error"}, status
    )
