"""The regimes on the time line, and what each says of grades (mevzuat §0.2, CF-1, CF-3, CF-4)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.filing import Classification

_HIGHER: Final = frozenset({Classification.RESTRICTED_LEGACY, Classification.SECRET, Classification.TOP_SECRET})
_OLD_GRADES: Final = frozenset(Classification)
_OLD_BASIS: Final = "Gizlilik Dereceli Evrak ve Gerecin Güvenliği Hakkında Esaslar (6/3048, 1964)"


@dataclass(frozen=True, slots=True)
class Regime:
    """One stretch of time in which one set of rules is in force."""

    id: str
    begins: date
    """First Istanbul day."""
    grades: frozenset[Classification]
    """Grades that a new document may carry."""
    paper_grades: frozenset[Classification]
    """Grades whose documents are made, kept and sent on paper only."""
    grading_basis: str
    """Legal basis of grading, as shown to people (CF-4)."""


REGIMES: Final[tuple[Regime, ...]] = (
    Regime("R-2015", date(2015, 3, 1), _OLD_GRADES, _HIGHER | {Classification.OFFICIAL_USE}, _OLD_BASIS),
    Regime("R-2017", date(2017, 10, 14), _OLD_GRADES, _HIGHER | {Classification.OFFICIAL_USE}, _OLD_BASIS),
    Regime("R-2020", date(2020, 7, 1), _OLD_GRADES, _HIGHER, _OLD_BASIS),
    Regime(
        "R-2022",
        date(2022, 4, 26),
        _OLD_GRADES - {Classification.RESTRICTED_LEGACY},
        _HIGHER,
        "Gizlilik Dereceli Belgelerde Uygulanacak Usul ve Esaslar Hakkında Yönetmelik (CK 5529, 2022)",
    ),
)
"""In order of time. Regimes of the exchange format (R-EYP2, R-EYP2.1) live with the format."""


def regime_on(day: date) -> Regime:
    """The regime in force on an Istanbul day; days before the first regime get the first."""
    in_force = [regime for regime in REGIMES if regime.begins <= day]
    return in_force[-1] if in_force else REGIMES[0]


def first_day(regime_id: str) -> date:
    """First Istanbul day of a regime. Raises KeyError for an unknown one."""
    return {regime.id: regime.begins for regime in REGIMES}[regime_id]


def may_be_electronic(grade: Classification, day: date) -> bool:
    """Whether a document of this grade may be made and sent electronically on that day (CF-1)."""
    return grade not in regime_on(day).paper_grades


def may_be_given(grade: Classification, day: date) -> bool:
    """Whether a new document of that day may carry the grade (CF-3)."""
    return grade in regime_on(day).grades
