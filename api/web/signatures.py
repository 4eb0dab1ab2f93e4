"""Which signatures are due to be raised, since when, and why one waits."""

from collections.abc import Sequence
from typing import Any, Final

from starlette.responses import Response

from api.access import Operation
from api.web.presenting import Mark, moment_of
from api.web.request_context import PageRequest
from domain.access import viewed
from projections.renewals import Renewal, RenewalStep

ROWS: Final = 50
STEPS: Final = 30
"""Events of a signature shown with it: keeps the page readable where an authority was away for long."""
_REASONS: Final[dict[str, tuple[str, str]]] = {
    "no_timestamp": ("Zaman damgası alınacak (T)", "To be time-stamped (T)"),
    "no_values": ("Doğrulama verisi eklenecek (XL)", "Validation data to be added (XL)"),
    "no_archive_stamp": ("Arşiv damgası alınacak (A)", "To be archive-stamped (A)"),
    "renewal": ("Arşiv damgası yenilenecek", "Archive time-stamp to be renewed"),
    "refused": ("Kural engelledi; elle bakılmalı", "Refused by a rule; to be looked at"),
    "nothing": ("Yapılacak yok", "Nothing to do"),
    "broken": ("İmza bozuk; güçlendirilmez", "Broken; not raised"),
    "not_cades": ("CAdES değil; güçlendirilmez", "Not CAdES; not raised"),
    "not_attached": ("İmza dosyası bekleniyor", "Signature file is awaited"),
}

_STEPS: Final[dict[str, tuple[str, str]]] = {
    "signature.attached": ("eklendi", "attached"),
    "signature.validated": ("denetlendi", "validated"),
    "signature.raised": ("güçlendirildi", "raised"),
    "signature.raising_failed": ("güçlendirilemedi", "not raised"),
}


def queue_page(page: PageRequest) -> Response:
    """All signatures something is due for, those in trouble with their last failure and next try."""
    page.allow(Operation.READ_RENEWALS)
    found = page.services.renewals.waiting(first=ROWS, after=page.word("sonra", 2000) or None)
    steps = page.services.renewals.histories([item.signature_id for item in found.rows], STEPS)
    page.reads.note(viewed, element_type="renewals", element_id="waiting")
    return page.page(
        "signatures.html",
        {
            "rows": [_row(page, item, steps.get(item.signature_id, [])) for item in found.rows],
            "summary": [
                (item.level, _reason(item.due_reason, page.language), item.signatures)
                for item in page.services.renewals.summary()
            ],
            "next_link": page.link(sonra=found.end_cursor) if found.has_more and found.end_cursor else None,
            "first_link": page.link(sonra="") if page.word("sonra", 2000) else None,
        },
    )


def _row(page: PageRequest, item: Renewal, steps: Sequence[RenewalStep]) -> dict[str, Any]:
    earliest, retry = moment_of(item.earliest), moment_of(item.retry_at)
    latest = moment_of(item.latest)
    sound = item.intact is not False
    return {
        "signer": item.signer,
        "link": f"/belgeler/{item.document_id}" if item.document_id and page.may(Operation.READ_DOCUMENTS) else None,
        "level": Mark("wait" if sound else "bad", "…" if sound else "✗", item.level or "?"),
        "test": item.test,
        "due": f"{_reason(item.due_reason, page.language)}{f' · {earliest.local}' if earliest else ''}",
        "target": item.target_level,
        "latest": latest.local if latest else None,
        "history": [_step(step, page.language) for step in steps],
        "attempts": item.attempts,
        "failure": f"{item.last_failure_message}{f' → {retry.local}' if retry else ''}"
        if item.last_failure_message
        else None,
    }


def _step(step: RenewalStep, language: str) -> str:
    """One event in one line: when, what, to which level, by whom or why not."""
    words = _STEPS.get(step.topic, (step.topic, step.topic))[0 if language == "tr" else 1]
    when = moment_of(step.recorded_at)
    told = [words, step.level, step.tsa, step.indication, step.message]
    return f"{when.local if when else ''} · " + " · ".join(item for item in told if item)


def _reason(code: str, language: str) -> str:
    words = _REASONS.get(code)
    return code if words is None else words[0 if language == "tr" else 1]
