"""The daily report (günlük rapor) on paper: the stored file, line by line, as a PDF/A-1a page a clerk can read.

The file under its SHA-256 remains the evidence; this is a view of it. Nothing is looked up elsewhere, so a graded
element stands by its id here as it does there (GR-R6).
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any, Final

from archive.rendering.errors import ReportUnreadableError
from archive.rendering.fonts import drawable
from archive.rendering.typesetting import typeset
from domain.days.reports import CATEGORY_LABELS, FORMAT
from domain.events import ISTANBUL

MAX_LINES: Final = 2_000
"""Lines that are printed; of a longer day only head and counts. Protects the memory of the server: so many take
a quarter of a gigabyte, and PDF/A-1 allows no list of more than 8,191 parts."""
_MOST_TEXT: Final = 1_000_000
"""Letters of all lines together, about 200 a line: protects the server from lines made of the longest values only."""
_LONGEST_VALUE: Final = 300
"""Characters of one value; protects the page from names as long as a book. The file has it whole."""
_SURELY_FITS: Final = {"position": 7, "time": 10, "act": 10, "actor": 10, "element": 15, "outcome": 6}
"""Letters of a word that need no measuring, by column; digits alone in the first two."""
_IDENTIFIER: Final = re.compile(r"[0-9a-f-]{36}")
"""As long as an id; the column of elements is made for it."""
_FACE: Final = "Arimo"
_TEMPLATE: Final = "daily_report.typ"
_ONE_AT_A_TIME: Final = Lock()
_COLUMNS: Final = ("Sıra no", "Saat", "İşlem ve tür", "Kişi", "Öğe", "Sonuç")
_OUTCOMES: Final = {"ok": "tamam", "refused": "ret", "failed": "hata", "unreadable": "okunamadı"}
_NATURE: Final = "Bu çıktı raporun okunur görünümüdür; delil, özeti yukarıda yazılı JSONL dosyasıdır."
_EMPTY: Final = "Bu gün hiçbir işlem kaydedilmemiştir."
_LEFT_OUT: Final = (
    "Bu günün {count} satırı vardır; bu kadar uzun bir günün satırları yazdırılmaz (en çok {limit} satır). "
    "Hepsi gunluk-rapor-{day}.jsonl dosyasındadır."
)


@dataclass(frozen=True, slots=True)
class ReportSeal:
    """The accepted time stamp of the day, as the page shows it."""

    at: datetime
    """Time in the stamp, aware."""
    authority: str
    test: bool
    """By the test authority: marked in red."""
    late: bool


def draw_daily_report(
    chunks: Iterable[bytes],
    *,
    digest: str,
    institution: str,
    seal: ReportSeal | None,
    acts: Mapping[str, str],
    limit: int = MAX_LINES,
) -> bytes:
    """The PDF/A-1a of a stored report. Same report, seal and words: same bytes.

    `chunks`: the file in pieces; read to the end before anything is drawn, so that a store may refuse damage there.
    `digest`: its hex SHA-256. `institution`: name, or DETSİS number. `seal`: None while the day waits for it.
    `acts`: what a clerk calls each action; one that is missing stands as it is.
    Raises ReportUnreadableError, PageRefusedError, and whatever `chunks` raises.
    """
    lines = _lines(chunks)
    # One at a time: a day at the limit takes half a gigabyte while it is drawn.
    with _ONE_AT_A_TIME:
        header = _header(next(lines, b""))
        day = date.fromisoformat(header["report_date"])
        rows = _rows(lines, header["entry_count"] <= limit, day, acts)
        return typeset(_data(header, day, rows, digest, institution, seal, limit), _TEMPLATE)


def _rows(lines: Iterator[bytes], wanted: bool, day: date, acts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows of all lines, or none; the lines are read to their end either way."""
    rows: list[dict[str, Any]] = []
    letters = 0
    for line in lines:
        if wanted:
            rows.append(_row(json.loads(line), day, acts))
            letters += sum(len(str(cell)) for cell in rows[-1].values())
            wanted = letters <= _MOST_TEXT
    return rows if wanted else []


def literal(text: str) -> str:
    """A text as the face can show it: every other character stands as its code, ``[U+202E]``; long ones are cut."""
    text = text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"
    letters = unicodedata.normalize("NFC", text)
    known = drawable(_FACE)
    if known.issuperset(letters):
        return letters
    return "".join(letter if letter in known else f"[U+{ord(letter):04X}]" for letter in letters)


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
    if rest:
        yield rest


def _header(line: bytes) -> dict[str, Any]:
    try:
        header = json.loads(line)
        known = header["format"] == FORMAT
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise ReportUnreadableError(format=FORMAT)
    return dict(header)


def _data(
    header: Mapping[str, Any],
    day: date,
    rows: list[dict[str, Any]],
    digest: str,
    institution: str,
    seal: ReportSeal | None,
    limit: int,
) -> dict[str, Any]:
    count = header["entry_count"]
    notes = [_NATURE]
    if not count:
        notes.append(_EMPTY)
    elif not rows:
        notes.append(_LEFT_OUT.format(count=_number(count), limit=_number(limit), day=day))
    return {
        "title": f"Günlük rapor {day:%d.%m.%Y}",
        "author": literal(institution),
        "dated": {"year": day.year, "month": day.month, "day": day.day},
        "foot": f"Günlük rapor {day:%d.%m.%Y} · {digest}",
        "facts": [_fact(*pair) for pair in _head(header, day, digest, institution)] + _seal(seal),
        "counts": [_count(code, number) for code, number in sorted(header["counts"].items(), key=_in_order)],
        "notes": notes,
        "columns": list(_COLUMNS),
        "rows": rows,
    }


def _head(header: Mapping[str, Any], day: date, digest: str, institution: str) -> list[tuple[str, str]]:
    detsis, count = header["institution_detsis"], header["entry_count"]
    between = f" (sıra no {header['first_seq']} – {header['last_seq']})" if count else ""
    return [
        ("Kurum", institution if institution == detsis else f"{institution} (DETSİS {detsis})"),
        ("Gün", f"{day:%d.%m.%Y} (Türkiye saatiyle)"),
        ("Günün sırası", str(header["sequence_no"])),
        ("Satır sayısı", f"{_number(count)}{between}"),
        ("Raporun özeti (SHA-256)", digest),
        ("Önceki raporun özeti", header["previous_report_digest"] or "yok: defterin ilk günü"),
    ]


def _seal(seal: ReportSeal | None) -> list[dict[str, Any]]:
    if seal is None:
        return [_fact("Mühür", "mühür bekliyor")]
    late = ", geç mühürlendi" if seal.late else ""
    at = f"{seal.at.astimezone(ISTANBUL):%d.%m.%Y %H:%M:%S} (Türkiye saati){late}"
    mark = "TEST DAMGASI" if seal.test else None
    return [_fact("Mühür (zaman damgası)", at, mark), _fact("Damgayı veren", seal.authority)]


def _fact(name: str, value: str, mark: str | None = None) -> dict[str, Any]:
    return {"name": name, "value": _parts(value), "mark": mark}


def _count(code: str, number: int) -> dict[str, str]:
    label = CATEGORY_LABELS.get(code, code)
    return {"code": literal(code) if code != label else "–", "label": literal(label), "count": _number(number)}


def _in_order(item: tuple[str, int]) -> tuple[int, str]:
    """GR-2 before GR-10, what is unknown at the end."""
    number = item[0].removeprefix("GR-")
    return (int(number) if number.isdecimal() else 99, item[0])


def _row(line: Mapping[str, Any], day: date, acts: Mapping[str, str]) -> dict[str, Any]:
    """One line of the file; a line of an unreadable event lacks most of its fields (GR-R4)."""
    action, category, outcome = str(line["action"]), str(line["category"]), str(line["outcome"])
    element = line.get("element_label") or line.get("element_id") or line.get("element_type") or "–"
    texts = {
        "position": str(line["seq"]),
        "time": _time(line, day),
        "act": acts.get(action, action),
        "actor": _actor(line.get("actor") or {}),
        "element": str(element),
        "outcome": f"{_OUTCOMES.get(outcome, outcome)} {line.get('rule_id') or ''}".strip(),
    }
    cells: dict[str, Any] = {name: _parts(text, _SURELY_FITS[name]) for name, text in texts.items()}
    label = CATEGORY_LABELS.get(category, category)
    return cells | {"category": _parts(label if label == category else f"{label} ({category})", 12)}


def _actor(actor: Mapping[str, Any]) -> str:
    name = str(actor.get("name") or actor.get("id") or "–")
    return f"{name} · {actor['title']}" if actor.get("title") else name


def _time(line: Mapping[str, Any], day: date) -> str:
    """The hour; with its date when that is another one, and marked when it came late (GR-R3)."""
    occurred = line.get("occurred_at")
    if not occurred:
        return "–"
    at = datetime.fromisoformat(str(occurred)).astimezone(ISTANBUL)
    words = f"{at:%H:%M:%S}" if at.date() == day else f"{at:%d.%m.%Y %H:%M:%S}"
    return f"{words} (geç)" if line.get("late") else words


def _parts(text: str, surely_fits: int = 40) -> list[str | dict[str, str]]:
    """The text in pieces: strings, and words so long that the template must measure them."""
    shown = literal(text)
    if len(shown) <= surely_fits or _IDENTIFIER.fullmatch(shown):
        return [shown]
    parts: list[str | dict[str, str]] = []
    for word in re.split("( )", shown):
        parts.append({"word": word} if len(word) > surely_fits else word)
    return parts


def _number(value: int) -> str:
    """With points between thousands, as numbers are written in Turkish."""
    return f"{value:,}".replace(",", ".")
