"""Byte-preserving view of DER and BER: walk, read, splice; nothing is ever stored re-encoded.

Words it defines: *element* (one TLV with its four offsets), *content* (the octets between header and end),
*splice* (every byte copied, only the lengths of enclosing definite containers changed), *minimal encoder*
(new structures of our own, always DER).
Callers: `timestamping.cms`, `timestamping.trust`, `timestamping.tsa`, `timestamping.evidence_records`,
`archive.signatures`.
It must not know: what the bytes mean (CMS, X.509), cryptography, files, network, clock.

Reference: ITU-T X.690 (BER and DER), `DerError` carries the offset at which the rule was broken.
"""

from timestamping.der.canonical import in_der
from timestamping.der.elements import DEFAULT_LIMITS, Element, Limits, read, read_exact
from timestamping.der.encoding import (
    algorithm,
    bit_string,
    boolean,
    explicit,
    generalized_time,
    integer,
    null,
    octet_string,
    oid,
    sequence,
    set_of,
    tlv,
    utc_time,
    utf8_string,
)
from timestamping.der.errors import DerError
from timestamping.der.primitives import read_boolean, read_integer, read_oid, read_text, read_time
from timestamping.der.splicing import append, insert, remove, replace
from timestamping.der.tags import Tag, is_constructed

__all__ = [
    "DEFAULT_LIMITS",
    "DerError",
    "Element",
    "Limits",
    "Tag",
    "algorithm",
    "append",
    "bit_string",
    "boolean",
    "explicit",
    "generalized_time",
    "in_der",
    "insert",
    "integer",
    "is_constructed",
    "null",
    "octet_string",
    "oid",
    "read",
    "read_boolean",
    "read_exact",
    "read_integer",
    "read_oid",
    "read_text",
    "read_time",
    "remove",
    "replace",
    "sequence",
    "set_of",
    "tlv",
    "utc_time",
    "utf8_string",
]
