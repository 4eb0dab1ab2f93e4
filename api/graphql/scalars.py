"""Scalars of the schema beside the standard ones."""

from datetime import UTC, date, datetime
from typing import Any, NewType
from uuid import UUID

import strawberry
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

Position = NewType("Position", int)
"""Place in the ledger; GraphQL's own Int ends at 2^31."""
Digest = NewType("Digest", str)
BigInt = NewType("BigInt", int)
"""Whole numbers beyond GraphQL's own Int, such as sizes in bytes."""

MAX_POSITION = 2**53
"""Largest integer that JSON readers keep exact; also keeps hostile numbers away from the database."""


FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Years of instants and days: nothing of an institution lies outside, and arithmetic near year 1 or 9999 overflows."""


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year must be from {FIRST_YEAR} to {LAST_YEAR}")


def parsed_position(value: Any) -> Position:
    """A position from an integer or its decimal text. Raises ValueError outside 0 … 2^53."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 16:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_POSITION:
        raise ValueError("a position is a whole number from 0 to 2^53")
    return Position(value)


def parsed_digest(value: Any) -> Digest:
    """A SHA-256 digest from 64 lower-case hex digits. Raises ValueError."""
    if not isinstance(value, str) or len(value) != 64 or set(value) - set("0123456789abcdef"):
        raise ValueError("a digest is 64 lower-case hex digits")
    return Digest(value)


def parsed_instant(value: Any) -> datetime:
    """An aware instant from ISO 8601 text with a zone, years 1900 to 2999. Raises ValueError."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) and len(value) <= 40 else None
    if instant is None or instant.tzinfo is None:
        raise ValueError("an instant is ISO 8601 text with a zone, such as 2026-11-21T09:30:00Z")
    _check_year(instant.year)
    return instant


def parsed_day(value: Any) -> date:
    """A calendar day from YYYY-MM-DD, years 1900 to 2999. Raises ValueError."""
    if not isinstance(value, str) or len(value) != 10:
        raise ValueError("a day is YYYY-MM-DD")
    day = date.fromisoformat(value)
    _check_year(day.year)
    return day


def parsed_id(value: Any) -> UUID:
    """An id from its usual text form. Raises ValueError."""
    if not isinstance(value, str) or len(value) > 36:
        raise ValueError("an id is a UUID")
    return UUID(value)


def _only_out(value: Any) -> Any:
    raise ValueError("JSON is only ever answered")


SCALARS: dict[object, ScalarDefinition] = {
    Position: strawberry.scalar(
        name="Position",
        description="Defterdeki sıra (konum): 1'den başlayan, boşluksuz tam sayı; sayı veya metin olarak verilir.",
        serialize=int,
        parse_value=parsed_position,
    ),
    Digest: strawberry.scalar(
        name="Digest",
        description="SHA-256 özeti: küçük harfli 64 onaltılık hane.",
        serialize=str,
        parse_value=parsed_digest,
    ),
    BigInt: strawberry.scalar(
        name="BigInt",
        description="Tam sayı, 2^53'e kadar.",
        serialize=int,
        parse_value=parsed_position,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="JSON değeri, olduğu gibi.",
        serialize=lambda value: value,
        parse_value=_only_out,
    ),
    UUID: strawberry.scalar(
        name="UUID",
        description="Benzersiz kimlik (UUID).",
        serialize=str,
        parse_value=parsed_id,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="Bölgesi belirtilmiş an, ISO 8601 biçiminde (örneğin 2026-11-21T09:30:00Z); 1900–2999 yılları.",
        serialize=lambda value: value.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        parse_value=parsed_instant,
    ),
    date: strawberry.scalar(
        name="Date",
        description="Takvim günü, YYYY-AA-GG biçiminde, 1900–2999 yılları; günler İstanbul'a göredir.",
        serialize=lambda value: value.isoformat(),
        parse_value=parsed_day,
    ),
}
