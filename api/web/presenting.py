"""From typed rows to what a template prints: words, marks and times; the templates decide nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from api.web.labels import (
    CLASSIFICATIONS,
    DIRECTIONS,
    FIELDS,
    HIDDEN_FIELDS,
    STATES,
    TOPICS,
    URGENCIES,
    VALUES,
    label,
)
from api.web.texts import sentence
from domain.events import ISTANBUL
from projections.days import DayState, LedgerDay
from projections.documents import Card, CardSignature, HistoryRow

_LONGEST_VALUE: Final = 300
"""Characters of a changed value shown in a table; the raw event has it whole."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A small labelled state: sign and word say it without colour."""

    kind: str
    """``good``, ``wait``, ``bad`` or ``neutral``."""
    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, Istanbul time first (I6)."""

    local: str
    utc: str
    utc_short: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One field before and after."""

    field: str
    old: str | None
    new: str | None


def moment_of(instant: datetime | None) -> Moment | None:
    """The two ways an instant is shown; None stays None."""
    if instant is None:
        return None
    local = instant.astimezone(ISTANBUL)
    return Moment(f"{local:%d.%m.%Y %H:%M:%S}", instant.strftime("%Y-%m-%dT%H:%M:%SZ"), f"{instant:%H:%M:%S}")


def date_words(day: date | str | None) -> str | None:
    """A day as the law writes it, two digits for day and month (S2-d-1)."""
    if day is None:
        return None
    return f"{date.fromisoformat(day) if isinstance(day, str) else day:%d.%m.%Y}"


_STATE_MARKS: Final = {
    "cancelled": ("bad", "✗"),
    "invalid": ("bad", "✗"),
    "rejected": ("bad", "✗"),
    "signed": ("good", "✓"),
    "sealed": ("good", "✓"),
    "filed": ("good", "✓"),
    "answered": ("good", "✓"),
    "closed": ("good", "✓"),
}

_DAY_MARKS: Final = {
    DayState.OPEN: ("neutral", "○", "open"),
    DayState.MISSING: ("bad", "✗", "missing"),
    DayState.CLOSED: ("wait", "…", "closed"),
    DayState.FAILING: ("wait", "⚠", "failing"),
    DayState.SEALED: ("good", "✓", "sealed"),
    DayState.LATE: ("wait", "⚠", "late"),
}

_LEVEL_KINDS: Final = {"CMS": "bad", "BES": "wait", "EPES": "wait"}


def state_mark(state: str, language: str) -> Mark:
    """A document's state."""
    kind, sign = _STATE_MARKS.get(state, ("neutral", "•"))
    return Mark(kind, sign, label(STATES, state, language))


def day_mark(state: DayState, language: str) -> Mark:
    """A day's state."""
    kind, sign, key = _DAY_MARKS[state]
    return Mark(kind, sign, sentence(key, language))


def level_mark(signature: CardSignature) -> Mark:
    """A signature's level, and whether it is sound."""
    if signature.intact is False:
        return Mark("bad", "✗", signature.level or "?")
    level = signature.level or "?"
    kind = _LEVEL_KINDS.get(level, "good")
    return Mark(kind, "✓" if kind == "good" else "…", level)


def outcome_mark(outcome: str, rule_id: str | None, language: str) -> Mark:
    """How an act ended, with the rule that refused it."""
    if outcome == "ok":
        return Mark("good", "✓", "tamam" if language == "tr" else "ok")
    words = {"refused": ("ret", "refused"), "failed": ("hata", "failed")}.get(outcome, (outcome, outcome))
    return Mark("bad", "✗", f"{words[0 if language == 'tr' else 1]} {rule_id or ''}".strip())


def card_line(card: Card, language: str) -> dict[str, Any]:
    """What a list and the head of a page show of a document."""
    graded = card.classification != "YOK"
    return {
        "link": f"/belgeler/{card.document_id}",
        "subject": card.subject or ("(konusuz)" if language == "tr" else "(no subject)"),
        "number": card.document_no or card.sender_no,
        "date": date_words(card.document_date),
        "direction": label(DIRECTIONS, card.direction, language),
        "counterparty": _counterparty(card, language),
        "state": state_mark(card.state, language),
        "urgency": label(URGENCIES, card.urgency, language) if card.urgency != "NRM" else None,
        "classification": label(CLASSIFICATIONS, card.classification or "?", language) if graded else None,
    }


def card_facts(card: Card, language: str) -> list[tuple[str, str | None]]:
    """Rows of the table of facts; empty ones are left out by the template."""
    tr = language == "tr"

    def word(turkish: str, english: str) -> str:
        return turkish if tr else english

    def moment(instant: datetime | None) -> str | None:
        found = moment_of(instant)
        return f"{found.local} ({found.utc_short} UTC)" if found else None

    return [
        (word("Belge no", "Document id"), str(card.document_id)),
        (word("Sayı", "Number"), card.document_no),
        (word("Gönderenin sayısı", "Sender's number"), card.sender_no),
        (word("Kayıt no", "Registration no"), str(card.registration_no) if card.registration_no else None),
        (word("Tarih", "Date"), date_words(card.document_date)),
        (word("Birim", "Unit"), card.unit),
        (word("Hazırlayan", "Drafter"), card.drafter_name if card.direction != "incoming" else None),
        (word("Muhatap / Gönderen", "Addressee / Sender"), _counterparty(card, language)),
        (word("Üzerinde", "Held by"), card.holder_name or card.holder_unit),
        (word("Dosya kodu", "File code"), card.file_code),
        (word("Dosya", "File"), card.file_id),
        (word("Geliş", "Received"), moment(card.received_at)),
        (word("Ret için son an", "Last moment to refuse"), moment(card.acceptance_deadline)),
        (word("Süre sonu", "Due"), moment(card.due_at)),
        (word("Ekler", "Enclosures"), "; ".join(item.name for item in card.enclosures)),
        (word("Doğrulama kodu", "Verification code"), card.verification_code),
        (word("Paket no (BelgeId)", "Package id (BelgeId)"), card.package_id),
        (word("Paketin özeti (SHA-256)", "Digest of the package (SHA-256)"), (card.package or {}).get("digest")),
        (word("Bulgular", "Findings"), "; ".join(f"[{item['rule']}] {item['message']}" for item in card.findings[:5])),
    ]


def change_rows(row: HistoryRow, language: str) -> list[ChangeRow]:
    """Changed fields of one event, in words; on the first event of a document there is no old value."""
    shown = [
        ChangeRow(
            label(FIELDS, change.field, language),
            None if row.version == 1 else _worded(change.field, change.old, language),
            _worded(change.field, change.new, language),
        )
        for change in row.changes
        if change.field not in HIDDEN_FIELDS
    ]
    return [change for change in shown if change.old or change.new]


def event_title(topic: str, language: str) -> str:
    """What an event is called."""
    return label(TOPICS, topic, language)


def day_facts(day: LedgerDay, language: str) -> list[tuple[str, str | None]]:
    """The day's statement as a table."""
    tr = language == "tr"
    names = (
        ("Sıra no", "Sequence"),
        ("Olay sayısı", "Events"),
        ("İlk sıra", "First position"),
        ("Son sıra", "Last position"),
        ("Rapor özeti (SHA-256)", "Report digest (SHA-256)"),
        ("Dokunulan akış sayısı", "Streams touched"),
        ("Akış ağacının kökü", "Root of the stream tree"),
        ("Kapanış", "Closed"),
    )
    closed = moment_of(day.closed_at)
    values = (
        _text(day.sequence),
        _text(day.event_count if day.event_count is not None else day.events_seen),
        _text(day.first_position),
        _text(day.last_position),
        day.report,
        _text(day.stream_count),
        day.stream_root,
        f"{closed.local} ({closed.utc_short} UTC)" if closed else None,
    )
    return [(name[0 if tr else 1], value) for name, value in zip(names, values, strict=True)]


def _counterparty(card: Card, language: str) -> str | None:
    if not card.counterparty:
        return None
    more = card.counterparties - 1
    if more < 1:
        return card.counterparty
    return f"{card.counterparty} (+{more} {'muhatap' if language == 'tr' else 'more'})"


def _worded(field: str, value: Any, language: str) -> str | None:
    words = VALUES.get(field)
    if words is not None and isinstance(value, str):
        return label(words, value, language)
    if isinstance(value, str) and field.endswith(("_at", "_deadline")):
        moment = moment_of(datetime.fromisoformat(value))
        return moment.local if moment else None
    return date_words(value) if field == "document_date" and isinstance(value, str) else _shown(value)


def _shown(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("id") or ", ".join(f"{key}: {item}" for key, item in value.items())
    text = str(value)
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)
