"""Identifier octets as integers: `0x30` is a SEQUENCE, `0xA0` a constructed context tag [0]."""

from enum import IntEnum


class Tag(IntEnum):
    """Identifier octets met in CMS, X.509 and time-stamps (X.690 8.1.2, X.680 8.6)."""

    BOOLEAN = 0x01
    INTEGER = 0x02
    BIT_STRING = 0x03
    OCTET_STRING = 0x04
    NULL = 0x05
    OBJECT_IDENTIFIER = 0x06
    ENUMERATED = 0x0A
    UTF8_STRING = 0x0C
    PRINTABLE_STRING = 0x13
    TELETEX_STRING = 0x14
    IA5_STRING = 0x16
    UTC_TIME = 0x17
    GENERALIZED_TIME = 0x18
    UNIVERSAL_STRING = 0x1C
    BMP_STRING = 0x1E
    CONSTRUCTED_OCTET_STRING = 0x24
    SEQUENCE = 0x30
    SET = 0x31
    CONTEXT_0 = 0xA0
    CONTEXT_1 = 0xA1
    CONTEXT_2 = 0xA2
    CONTEXT_3 = 0xA3
    PRIMITIVE_CONTEXT_0 = 0x80
    PRIMITIVE_CONTEXT_1 = 0x81
    PRIMITIVE_CONTEXT_2 = 0x82


def is_constructed(tag: int) -> bool:
    """Does the identifier say that the content is a series of elements? High tag numbers keep the bit in the first
    octet.
    """
    while tag > 0xFF:
        tag >>= 8
    return bool(tag & 0x20)
