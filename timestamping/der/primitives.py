"""Values of primitive elements, read strictly enough to compare and leniently enough for files met in the wild."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from timestamping.der.elements import Element
from timestamping.der.errors import DerError
from timestamping.der.tags import Tag

_GENERALIZED = re.compile(rb"(\d{4})(\d\d)(\d\d)(\d\d)(?:(\d\d)(?:(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d(?:\d\d)?)?")
_UTC = re.compile(rb"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})")
_MAX_INTEGER_OCTETS = 2048
_MAX_OID_OCTETS = 128


def read_integer(element: Element) -> int:
    """INTEGER or ENUMERATED, also under an implicit tag; at most 16,384 bits. Raises DerError."""
    value = element.value
    if element.constructed or not value:
        raise DerError("not an integer", element.start)
    if len(value) > _MAX_INTEGER_OCTETS:
        raise DerError(f"integer of {len(value)} octets", element.start)
    return int.from_bytes(value, "big", signed=True)


def read_boolean(element: Element) -> bool:
    """BOOLEAN; any non-zero octet is true (BER). Raises DerError."""
    if element.constructed or len(element.value) != 1:
        raise DerError("not a boolean", element.start)
    return element.value != b"\x00"


def read_oid(element: Element) -> str:
    """OBJECT IDENTIFIER as dotted text. Raises DerError."""
    element.expect(Tag.OBJECT_IDENTIFIER)
    value = element.value
    if not value or value[-1] & 0x80 or len(value) > _MAX_OID_OCTETS:
        raise DerError("object identifier is empty, cut or too long", element.start)
    return _dotted(value)


@lru_cache(maxsize=512)
def _dotted(value: bytes) -> str:
    arcs: list[int] = []
    arc = 0
    for octet in value:
        arc = arc << 7 | octet & 0x7F
        if octet < 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(str(number) for number in (first, arcs[0] - 40 * first, *arcs[1:]))


def read_time(element: Element) -> datetime:
    """UTCTime or GeneralizedTime as aware UTC; fractions to the microsecond, offsets accepted. Raises DerError."""
    match element.tag:
        case Tag.UTC_TIME:
            found = _UTC.fullmatch(element.value)
            century = b"" if found is None else (b"20" if found[1] < b"50" else b"19")
        case Tag.GENERALIZED_TIME:
            found, century = _GENERALIZED.fullmatch(element.value), b""
        case _:
            raise DerError(f"tag 0x{element.tag:02X} is no time", element.start)
    if found is None:
        raise DerError("time is not written as YYYYMMDDhhmmss with a zone", element.start)
    groups = found.groups()
    fraction = groups[6] or b"" if len(groups) == 8 else b""
    try:
        return _moment(century + groups[0], groups[1:6], fraction, groups[-1])
    except (ValueError, OverflowError) as error:
        raise DerError(f"no such time: {error}", element.start) from None


def _moment(year: bytes, rest: tuple[bytes | None, ...], fraction: bytes, zone: bytes | None) -> datetime:
    month, day, hour, minute, second = (int(part or b"0") for part in rest)
    micros = int(fraction[:6].ljust(6, b"0")) if fraction else 0
    return datetime(int(year), month, day, hour, minute, second, micros, tzinfo=_zone(zone)).astimezone(UTC)


def _zone(zone: bytes | None) -> timezone:
    if zone is None or zone == b"Z":
        return UTC
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5] or b"0"))
    return timezone(offset if zone[:1] == b"+" else -offset)


def read_text(element: Element) -> str:
    """A character string for showing to people; octets that fit no encoding become replacement characters."""
    match element.tag:
        case Tag.BMP_STRING:
            return element.value.decode("utf-16-be", "replace")
        case Tag.UNIVERSAL_STRING:
            return element.value.decode("utf-32-be", "replace")
        case Tag.TELETEX_STRING:
            return element.value.decode("latin-1")
        case _:
            return element.value.decode("utf-8", "replace")
