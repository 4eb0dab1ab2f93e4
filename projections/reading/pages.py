"""Pages and cursors (asks 6.3 row 9, U9 to U11)."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

import orjson

MAX_FIRST: Final = 100
"""Rows of a page at most; protects database and memory from answers of boundless size."""
_MAX_CURSOR: Final = 2000
"""Letters of a cursor at most; protects the decoder."""

T = TypeVar("T")


class PageSizeError(ValueError):
    """`first` must be between 1 and 100: ask for the rest with the cursor of the last row."""


class CursorError(ValueError):
    """The cursor was not made for this list and order: start again without one."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of a list in its order, and how to go on."""

    rows: tuple[T, ...]
    cursors: tuple[str, ...]
    """Cursor of each row."""
    has_more: bool
    """Whether rows follow after the last of these."""
    filters: Mapping[str, str]
    """The filters that were applied, as text: nothing is left out in silence."""
    first: int
    """Number of rows asked for."""

    @property
    def end_cursor(self) -> str | None:
        """Cursor to go on from; None on an empty page."""
        return self.cursors[-1] if self.cursors else None


def check_first(first: int) -> int:
    """The page size if it is allowed. Raises PageSizeError."""
    if not 1 <= first <= MAX_FIRST:
        raise PageSizeError(f"first is {first}: it must be between 1 and {MAX_FIRST}")
    return first


def page_of(
    found: Sequence[Any], first: int, filters: Mapping[str, str], cursor: Callable[[Any], str], row: Callable[[Any], T]
) -> Page[T]:
    """A page from the rows found when one more than `first` was asked for."""
    kept = found[:first]
    return Page(
        tuple(row(item) for item in kept), tuple(cursor(item) for item in kept), len(found) > first, filters, first
    )


def cursor_of(order: str, *values: Any) -> str:
    """Opaque text for a place in an order."""
    return base64.urlsafe_b64encode(orjson.dumps([order, *values])).decode().rstrip("=")


def values_of(cursor: str, order: str, types: tuple[type, ...]) -> list[Any]:
    """The place a cursor names. Raises CursorError when it was made for another order, or is none."""
    try:
        if len(cursor) > _MAX_CURSOR:
            raise CursorError("this is no cursor")
        found = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise CursorError("this is no cursor") from error
    if not isinstance(found, list) or len(found) != len(types) + 1 or found[0] != order:
        raise CursorError(f"the cursor was not made for the order {order!r}")
    values = found[1:]
    for place, kind in enumerate(types):
        values[place] = _value(values[place], kind)
    return values


def _value(value: Any, kind: type) -> Any:
    try:
        if kind is UUID and isinstance(value, str):
            return UUID(value)
        if kind is int and type(value) is int and 0 <= value < 2**63:
            return value
        if kind is str and isinstance(value, str) and "\x00" not in value:
            return value
    except ValueError:
        pass
    raise CursorError("this is no cursor")
