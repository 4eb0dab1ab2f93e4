"""The file plan: dated entries, of which only leaves may be chosen (T-4, T-5)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from domain.filing.errors import FileCodeFormatError, FileCodeNotLeafError, FileCodeUnknownError
from domain.filing.values import Retention

_CODE: Final = re.compile(r"[0-9]{3}(\.[0-9]{2}){0,3}", re.ASCII)


class FileCode(str):
    """Standart dosya planı kodu, e.g. ``903.07.02`` (T-4)."""

    __slots__ = ()

    def __new__(cls, value: str) -> Self:
        """Raises FileCodeFormatError."""
        if not _CODE.fullmatch(value):
            raise FileCodeFormatError(code=value[:40])
        return super().__new__(cls, value)


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One place in a file plan."""

    code: FileCode
    name: str
    retention: Retention


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One version of a file plan; a document keeps the version it was filed under."""

    version: str
    entries: tuple[PlanEntry, ...]

    def leaf(self, code: str) -> PlanEntry:
        """The entry of a code that may be chosen.

        Raises FileCodeFormatError, FileCodeUnknownError, FileCodeNotLeafError.
        """
        wanted = FileCode(code)
        below = [entry.code for entry in self.entries if entry.code.startswith(wanted + ".")]
        if below:
            raise FileCodeNotLeafError(code=wanted, examples=", ".join(sorted(below)[:3]))
        for entry in self.entries:
            if entry.code == wanted:
                return entry
        raise FileCodeUnknownError(code=wanted, version=self.version)


def plan_of(version: str, rows: Iterable[tuple[str, str, int | None, str]]) -> FilePlan:
    """A plan from rows of code, name, years of retention (None: without limit) and disposition code."""
    return FilePlan(
        version,
        tuple(PlanEntry(FileCode(code), name, Retention(years, after)) for code, name, years, after in rows),
    )
