"""The DER form of a stored BER element: only for what a signature covers in DER whatever was stored (RFC 5652, 5.4)."""

from timestamping.der.elements import Element
from timestamping.der.encoding import tlv
from timestamping.der.tags import Tag

_STRINGS = frozenset({0x04, 0x0C, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1E})
_CONSTRUCTED = 0x20


def in_der(element: Element) -> bytes:
    """The element with definite shortest lengths, strings in one piece and sets in order (X.690, clauses 10 and 11).

    Values are not looked into otherwise: an INTEGER or a time keeps its octets. Raises DerError.
    """
    if not element.constructed:
        return tlv(element.tag, element.value)
    if element.tag - _CONSTRUCTED in _STRINGS:
        return tlv(element.tag - _CONSTRUCTED, element.octets())
    parts = [in_der(child) for child in element.children]
    return tlv(element.tag, *(sorted(parts) if element.tag == Tag.SET else parts))
