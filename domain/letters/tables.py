"""The ports as dated tables, and their import from CSV: one file a table, a header line, dates as ISO.

``institutions.csv``: detsis_no, name, category, top_title, from, until
``headings.csv``: detsis_no, lines (parted by `` | ``), from, until
``relations.csv``: sender, recipient, office, relation, from, until (office empty: any office of the sender)
``titles.csv``: title, rank
``authorities.csv``: sender, title, capacity, on_behalf_of, source, from, until
``file-plan.csv``: version, code, name, years, disposition_code, from, until
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from domain.events import Refusal
from domain.filing import FileCode, FilePlan, plan_of
from domain.letters.errors import LetterDataError
from domain.letters.kinds import Capacity
from domain.letters.ports import InstitutionCategory, LetterData, Relation
from domain.parties import DetsisNo
from domain.turkish import nfc, search_key

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "institutions.csv": ("detsis_no", "name", "category", "top_title", "from", "until"),
    "headings.csv": ("detsis_no", "lines", "from", "until"),
    "relations.csv": ("sender", "recipient", "office", "relation", "from", "until"),
    "titles.csv": ("title", "rank"),
    "authorities.csv": ("sender", "title", "capacity", "on_behalf_of", "source", "from", "until"),
    "file-plan.csv": ("version", "code", "name", "years", "disposition_code", "from", "until"),
}
"""Tables and their columns."""
MOST_ROWS: Final = 200_000
"""Rows of a table: the whole state register has fewer; bounds memory."""
LONGEST_FIELD: Final = 1_000
"""Characters of a field."""
_LINE_MARK: Final = " | "
_OPPOSITE: Final = {
    Relation.SUBORDINATE: Relation.SUPERIOR,
    Relation.SUPERIOR: Relation.SUBORDINATE,
    Relation.EQUAL: Relation.EQUAL,
}

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A row that holds from a first to a last day; None: without end."""

    begins: date | None
    ends: date | None
    value: Any

    def holds_on(self, day: date) -> bool:
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class InstitutionTable:
    """Names, headings, kinds and top titles by DETSİS number."""

    names: Mapping[str, tuple[_Dated, ...]]
    heading_records: Mapping[str, tuple[_Dated, ...]]

    def name(self, detsis_no: str, on: date) -> str | None:
        """Name in the register on a day."""
        row = _on(self.names.get(detsis_no, ()), on)
        return None if row is None else str(row["name"])

    def headings(self, detsis_no: str, on: date) -> tuple[tuple[str, ...], ...] | None:
        """Heading records in force; None when there is none."""
        return tuple(row.value for row in self.heading_records.get(detsis_no, ()) if row.holds_on(on)) or None

    def category(self, detsis_no: str, on: date) -> InstitutionCategory | None:
        """Kind of the institution."""
        row = _on(self.names.get(detsis_no, ()), on)
        return None if row is None else row["category"]

    def top_title(self, detsis_no: str, on: date) -> str | None:
        """Title of the top manager."""
        row = _on(self.names.get(detsis_no, ()), on)
        return None if row is None else row["top_title"]


@dataclass(frozen=True)
class RankTable:
    """Relations between institutions, and ranks of titles."""

    relations: Mapping[tuple[str, str, str], tuple[_Dated, ...]]
    """By sender, recipient and search key of the office, which is empty for any."""
    titles: Mapping[str, int]
    """By search key."""

    def relation(self, sender: str, recipient: str, office: str | None, on: date) -> Relation | None:
        """The relation of that office, else of the institution, else the opposite of the one from the other side."""
        for key in ((sender, recipient, search_key(office or "")), (sender, recipient, "")):
            found = _on(self.relations.get(key, ()), on)
            if found is not None:
                return Relation(found)
        back = _on(self.relations.get((recipient, sender, ""), ()), on)
        return None if back is None else _OPPOSITE[Relation(back)]

    def rank(self, title: str) -> int | None:
        """Rank of a title; larger is higher."""
        return self.titles.get(search_key(title))


@dataclass(frozen=True)
class AuthorityTable:
    """The rules on signing of the institutions that have given theirs."""

    rows: Mapping[str, tuple[_Dated, ...]]
    """By sender: search key of the title, capacity, search key of the office."""

    def covers(self, sender: str, title: str, capacity: Capacity, on_behalf_of: str | None, on: date) -> bool | None:
        """None when the sender has given no rules for that day."""
        rows = [row.value for row in self.rows.get(sender, ()) if row.holds_on(on)]
        if not rows:
            return None
        office = "" if capacity is Capacity.PRINCIPAL else search_key(on_behalf_of or "")
        return (search_key(title), capacity, office) in rows


@dataclass(frozen=True)
class FilePlanTable:
    """Versions of the file plan."""

    plans: tuple[_Dated, ...]

    def plan(self, on: date) -> FilePlan | None:
        """The plan in force."""
        found: FilePlan | None = _on(self.plans, on)
        return found


@dataclass(frozen=True, slots=True)
class PlanInForce:
    """A ledger's one plan, whatever the day: the plan its numbers are given under."""

    in_force: FilePlan

    def plan(self, on: date) -> FilePlan | None:
        """The plan in force."""
        return self.in_force


NO_DATA: Final = LetterData(InstitutionTable({}, {}), RankTable({}, {}), AuthorityTable({}), FilePlanTable(()))
"""Nothing is known: every rule that needs data asks."""


def read_letter_data(tables: Mapping[str, str]) -> LetterData:
    """Ports from the texts of CSV files, by file name; tables that are absent stay empty. Raises LetterDataError."""
    unknown = sorted(set(tables) - set(COLUMNS))
    if unknown:
        raise LetterDataError(
            table=unknown[0], line=0, problem_tr="böyle bir tablo yok", problem_en=f"known tables: {', '.join(COLUMNS)}"
        )
    rows = {name: tuple(_rows(name, tables.get(name, ""))) for name in COLUMNS}
    return LetterData(
        InstitutionTable(_grouped(rows["institutions.csv"]), _grouped(rows["headings.csv"])),
        RankTable(_grouped(rows["relations.csv"]), dict(row.value for _, row in rows["titles.csv"])),
        AuthorityTable(_grouped(rows["authorities.csv"])),
        FilePlanTable(_plans(rows["file-plan.csv"])),
    )


def _rows(name: str, text: str) -> Iterator[tuple[Any, _Dated]]:
    """Key and dated value of each row of a table."""
    if not text:
        return
    reader = csv.DictReader(io.StringIO(nfc(text.removeprefix("\ufeff")), newline=""), strict=True)
    try:
        if tuple(reader.fieldnames or ()) != COLUMNS[name]:
            raise ValueError(f"columns must be {', '.join(COLUMNS[name])}")
        for count, row in enumerate(reader, 1):
            if count > MOST_ROWS or None in row or any(len(field or "") > LONGEST_FIELD for field in row.values()):
                raise ValueError(
                    f"at most {MOST_ROWS} rows of {len(COLUMNS[name])} fields of {LONGEST_FIELD} characters"
                )
            values = {key: (field or "").strip() for key, field in row.items()}
            key, value = _READERS[name](values)
            yield key, _Dated(_day(values.get("from", "")), _day(values.get("until", "")), value)
    except (ValueError, csv.Error, Refusal) as error:
        raise LetterDataError(
            table=name, line=reader.line_num, problem_tr=f"satır okunamadı: {error}", problem_en=str(error)
        ) from error


def _institution(row: Mapping[str, str]) -> tuple[Any, Any]:
    category = InstitutionCategory(row["category"]) if row["category"] else None
    value = {"name": _filled(row, "name"), "category": category, "top_title": row["top_title"] or None}
    return str(DetsisNo(row["detsis_no"])), value


def _heading(row: Mapping[str, str]) -> tuple[Any, Any]:
    return str(DetsisNo(row["detsis_no"])), tuple(_filled(row, "lines").split(_LINE_MARK))


def _relation(row: Mapping[str, str]) -> tuple[Any, Any]:
    parties = str(DetsisNo(row["sender"])), str(DetsisNo(row["recipient"]))
    return (*parties, search_key(row["office"])), Relation(row["relation"])


def _title(row: Mapping[str, str]) -> tuple[Any, Any]:
    return None, (search_key(_filled(row, "title")), int(row["rank"]))


def _authority(row: Mapping[str, str]) -> tuple[Any, Any]:
    value = search_key(_filled(row, "title")), Capacity(row["capacity"]), search_key(row["on_behalf_of"])
    return str(DetsisNo(row["sender"])), value


def _place(row: Mapping[str, str]) -> tuple[Any, Any]:
    years = int(row["years"]) if row["years"] else None
    return _filled(row, "version"), (FileCode(row["code"]), row["name"], years, row["disposition_code"])


_READERS: Final[Mapping[str, Callable[[Mapping[str, str]], tuple[Any, Any]]]] = {
    "institutions.csv": _institution,
    "headings.csv": _heading,
    "relations.csv": _relation,
    "titles.csv": _title,
    "authorities.csv": _authority,
    "file-plan.csv": _place,
}


def _filled(row: Mapping[str, str], name: str) -> str:
    if not row[name]:
        raise ValueError(f"{name} is empty")
    return row[name]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _grouped(rows: tuple[tuple[Any, _Dated], ...]) -> dict[Any, tuple[_Dated, ...]]:
    found: dict[Any, list[_Dated]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return {key: tuple(values) for key, values in found.items()}


def _plans(rows: tuple[tuple[Any, _Dated], ...]) -> tuple[_Dated, ...]:
    """One dated plan a version; the dates of its first row count."""
    return tuple(
        _Dated(places[0].begins, places[0].ends, plan_of(version, (place.value for place in places)))
        for version, places in _grouped(rows).items()
    )


def _on(rows: tuple[_Dated, ...], day: date) -> Any:
    """The value that holds on a day: of several the one given last."""
    holding = [row.value for row in rows if row.holds_on(day)]
    return holding[-1] if holding else None
