"""All projections of this program."""

from typing import Final

from projections.audit import Audit
from projections.days import Days
from projections.documents import Documents
from projections.folding import Projection
from projections.registers import Registers
from projections.renewals import Renewals
from projections.search import Search

PROJECTIONS: Final[tuple[Projection, ...]] = (Audit(), Days(), Documents(), Registers(), Renewals(), Search())
"""In the order of their names."""


class UnknownProjectionError(ValueError):
    """There is no projection of that name."""


def chosen(name: str | None, projections: tuple[Projection, ...] = PROJECTIONS) -> tuple[Projection, ...]:
    """The projection of that name, or all of them for None. Raises UnknownProjectionError."""
    if name is None:
        return projections
    found = tuple(item for item in projections if item.name == name)
    if not found:
        names = ", ".join(item.name for item in projections)
        raise UnknownProjectionError(f"there is no projection {name!r}: there are {names}")
    return found
