"""Relay connections by keyset: ``first`` is required, cursors are opaque but are positions, filters are echoed."""

import base64
import binascii
from collections.abc import Callable
from typing import Final, Generic, TypeVar

import strawberry

from api.graphql.describing import described
from api.graphql.guards import QueryRefused
from api.graphql.limits import MAX_PAGE
from projections.reading import Page

_PREFIX: Final = "k1:"
_MAX_CURSOR: Final = 60
"""Characters of a position cursor: protects the decoder of untrusted text."""
_MAX_DIGITS: Final = 16


def cursor_of(position: int) -> str:
    """Opaque cursor of a position."""
    return base64.urlsafe_b64encode(f"{_PREFIX}{position}".encode()).decode().rstrip("=")


def position_of(cursor: str) -> int:
    """Position in a cursor that `cursor_of` made. Raises QueryRefused for any other text."""
    try:
        if len(cursor) > _MAX_CURSOR:
            raise ValueError
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (ValueError, binascii.Error):
        plain = ""
    digits = plain.removeprefix(_PREFIX)
    if not plain.startswith(_PREFIX) or not (digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS):
        raise bad_cursor()
    return int(digits)


def bad_cursor() -> QueryRefused:
    """The refusal of a cursor that is not of this list."""
    return QueryRefused(
        "BAD_CURSOR",
        "This cursor was not made by this list. Take it from pageInfo.endCursor.",
        "İmleç bu listeye ait değil. pageInfo.endCursor değerini kullanın.",
    )


def page_size(first: int) -> int:
    """The asked page size. Raises QueryRefused outside 1 … 100; nothing is cut in silence (U9)."""
    if not 1 <= first <= MAX_PAGE:
        raise QueryRefused(
            "BAD_PAGE_SIZE",
            f"`first` is from 1 to {MAX_PAGE}.",
            f"`first` 1 ile {MAX_PAGE} arasında olmalıdır.",
            field="first",
            limit=MAX_PAGE,
        )
    return first


@strawberry.type(description="Sayfa bilgisi: sonraki sayfa `after: endCursor` ile istenir.")
class PageInfo:
    """Where a page ends and whether more follows."""

    has_next_page: bool = described("Bu sayfadan sonra kayıt var mı?")
    end_cursor: str | None = described("Sayfanın son kaydının imleci; boş sayfada yoktur.")


@strawberry.type(description="Listeye uygulanan süzgeç: adı ve değeri, uygulandığı biçimde.")
class AppliedFilter:
    """One filter as it was applied (A7)."""

    name: str = described("Süzgecin adı.")
    value: str = described("Uygulanan değer.")


NodeType = TypeVar("NodeType")


@strawberry.type(description="Listenin bir satırı.")
class Edge(Generic[NodeType]):
    """One row of a list."""

    cursor: str = described("Satırın imleci; aynı imleç her zaman aynı yeri gösterir.")
    node: NodeType = described("Satırdaki kayıt.")


@strawberry.type(description="Sayfalı liste; sıra sabittir, hiçbir kayıt sessizce atlanmaz.")
class Connection(Generic[NodeType]):
    """A page of a list."""

    edges: list[Edge[NodeType]] = described("Sayfadaki satırlar.")
    page_info: PageInfo = described("Sayfa bilgisi.")
    filters: list[AppliedFilter] = described("Uygulanan süzgeçler.")


def echoed(**filters: object) -> list[AppliedFilter]:
    """The filters that were given, as they were applied."""
    return [AppliedFilter(name=name, value=str(value)) for name, value in filters.items() if value is not None]


def filter_texts(filters: list[AppliedFilter]) -> tuple[str, ...]:
    """Filters as ``name=value`` texts, for the record of the read."""
    return tuple(f"{item.name}={item.value}" for item in filters)


Row = TypeVar("Row")


def connected(page: Page[Row], node: Callable[[Row], NodeType]) -> Connection[NodeType]:
    """A page of view rows as a connection."""
    edges = [Edge(cursor=cursor, node=node(row)) for row, cursor in zip(page.rows, page.cursors, strict=True)]
    return Connection(
        edges=edges,
        page_info=PageInfo(has_next_page=page.has_more, end_cursor=page.end_cursor),
        filters=[AppliedFilter(name=name, value=value) for name, value in page.filters.items()],
    )
