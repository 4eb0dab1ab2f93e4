"""The minimal encoder: new structures of our own, always DER (X.690 clause 10), built from the inside out."""

from datetime import UTC, datetime
from functools import lru_cache

from timestamping.der.tags import Tag


def length_octets(length: int, at_least: int = 1) -> bytes:
    """The length field in its shortest form, or padded to `at_least` octets (BER long form)."""
    if length < 0x80 and at_least <= 1:
        return bytes((length,))
    count = max((length.bit_length() + 7) // 8, at_least - 1, 1)
    return bytes((0x80 | count,)) + length.to_bytes(count, "big")


def tlv(tag: int, *parts: bytes) -> bytes:
    """One element: identifier octets `tag`, shortest length, the parts joined."""
    content = b"".join(parts)
    identifier = bytes((tag,)) if tag < 0x100 else tag.to_bytes((tag.bit_length() + 7) // 8, "big")
    return identifier + length_octets(len(content)) + content


def sequence(*parts: bytes) -> bytes:
    """SEQUENCE or SEQUENCE OF the given encodings."""
    return tlv(Tag.SEQUENCE, *parts)


def set_of(*parts: bytes) -> bytes:
    """SET OF the given encodings, sorted as DER demands (X.690 11.6)."""
    return tlv(Tag.SET, *sorted(parts))


def explicit(number: int, *parts: bytes) -> bytes:
    """The parts under a constructed context tag [number], number at most 30."""
    return tlv(0xA0 | number, *parts)


def integer(value: int) -> bytes:
    """INTEGER."""
    bits = (value if value >= 0 else value + 1).bit_length()
    return tlv(Tag.INTEGER, value.to_bytes(bits // 8 + 1, "big", signed=True))


def boolean(value: bool) -> bytes:
    """BOOLEAN, true as 0xFF."""
    return tlv(Tag.BOOLEAN, b"\xff" if value else b"\x00")


def null() -> bytes:
    """NULL."""
    return tlv(Tag.NULL)


def octet_string(value: bytes) -> bytes:
    """OCTET STRING, primitive."""
    return tlv(Tag.OCTET_STRING, value)


def bit_string(value: bytes, unused: int = 0) -> bytes:
    """BIT STRING with `unused` bits at its end."""
    return tlv(Tag.BIT_STRING, bytes((unused,)), value)


def utf8_string(value: str) -> bytes:
    """UTF8String."""
    return tlv(Tag.UTF8_STRING, value.encode())


@lru_cache(maxsize=512)
def oid(dotted: str) -> bytes:
    """OBJECT IDENTIFIER from dotted text. Raises ValueError when the text is none."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return tlv(Tag.OBJECT_IDENTIFIER, *map(_arc, (first * 40 + second, *rest)))


def _arc(number: int) -> bytes:
    octets = [number & 0x7F]
    while number := number >> 7:
        octets.append(number & 0x7F | 0x80)
    return bytes(reversed(octets))


def algorithm(dotted: str, *, with_null: bool = False) -> bytes:
    """AlgorithmIdentifier without parameters, or with a NULL."""
    return sequence(oid(dotted), null()) if with_null else sequence(oid(dotted))


def utc_time(moment: datetime) -> bytes:
    """UTCTime to the second, for years 1950 to 2049."""
    return tlv(Tag.UTC_TIME, moment.astimezone(UTC).strftime("%y%m%d%H%M%SZ").encode())


def generalized_time(moment: datetime, fraction_digits: int = 0) -> bytes:
    """GeneralizedTime in UTC with up to six digits of fraction, trailing zeros dropped (X.690 11.7)."""
    utc = moment.astimezone(UTC)
    fraction = f"{utc.microsecond:06d}"[:fraction_digits].rstrip("0")
    return tlv(Tag.GENERALIZED_TIME, f"{utc.year:04d}{utc:%m%d%H%M%S}{'.' if fraction else ''}{fraction}Z".encode())
