"""Validation data itself, where it goes: into the value attributes of a signer, or into the SignedData of a CMS.

The first makes XL (TS 101 733, 6.3.3 and 6.3.4). The second enlarges a time-stamp token after it was issued, or a
signature after an archive time-stamp v3 (EN 319 122-1, 5.5.3): no signature covers those two fields. What stands there
already is not added again, and nothing that stands there moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from archive.signatures.revocation_items import OCSP_BASIC, StoredRevocation, read_ocsp
from timestamping.cms import Certificate, SignedData, attribute, oids, read_signed_data
from timestamping.der import (
    DerError,
    Element,
    Tag,
    algorithm,
    append,
    explicit,
    insert,
    integer,
    oid,
    read_integer,
    read_oid,
    replace,
    sequence,
    tlv,
)

_VERSION_WITH_OTHER: Final = 5
"""SignedData.version when `crls` holds another format than a CertificateList (RFC 5652, 5.1)."""


def certificate_values(certificates: Sequence[Certificate]) -> bytes:
    """The certificate-values attribute."""
    return attribute(oids.CERTIFICATE_VALUES, sequence(*(item.der for item in certificates)))


def revocation_values(stored: StoredRevocation) -> bytes:
    """The revocation-values attribute; OCSP answers stand in it as BasicOCSPResponse."""
    crls = [item.der for item in stored.crls]
    ocsps = [item.basic for item in stored.ocsps]
    lists = explicit(0, sequence(*crls)) if crls else b""
    return attribute(oids.REVOCATION_VALUES, sequence(lists, explicit(1, sequence(*ocsps)) if ocsps else b""))


def with_validation_data(data: bytes, certificates: Iterable[Certificate], stored: StoredRevocation) -> bytes:
    """The CMS file or token with those certificates and revocation data in its own SignedData. Raises DerError."""
    return _with_revocation(_with_certificates(data, certificates), stored)


def with_digest_algorithm(data: bytes, digest_oid: str) -> bytes:
    """The CMS file with that hash named among its `digestAlgorithms` (EN 319 122-1, 5.5.3). Raises DerError."""
    named = read_signed_data(data).digest_algorithms
    if any(read_oid(item.child(0)) == digest_oid for item in named.children):
        return data
    return append(named, algorithm(digest_oid))


def _with_certificates(data: bytes, certificates: Iterable[Certificate]) -> bytes:
    parsed = read_signed_data(data)
    there = {item.tlv for item in parsed.certificates.children} if parsed.certificates else set()
    missing = b"".join(dict.fromkeys(item.der for item in certificates if item.der not in there))
    if not missing:
        return data
    if parsed.certificates is not None:
        return append(parsed.certificates, missing)
    return insert(parsed.body, parsed.encapsulated.end, tlv(Tag.CONTEXT_0, missing))


def _with_revocation(data: bytes, stored: StoredRevocation) -> bytes:
    parsed = read_signed_data(data)
    lists, answers = _present(parsed)
    missing_lists = [item.der for item in stored.crls if item.der not in lists]
    missing_answers = [_other_format(item.response) for item in stored.ocsps if item.basic not in answers]
    addition = b"".join(chain(missing_lists, missing_answers))
    if not addition:
        return data
    if parsed.crls is not None:
        data = append(parsed.crls, addition)
    else:
        before = parsed.certificates or parsed.encapsulated
        data = insert(parsed.body, before.end, tlv(Tag.CONTEXT_1, addition))
    return _with_version(data) if missing_answers else data


def _present(parsed: SignedData) -> tuple[set[bytes], set[bytes]]:
    """CertificateLists and BasicOCSPResponses in the `crls` field."""
    items = parsed.crls.children if parsed.crls else ()
    lists = {item.tlv for item in items if item.tag == Tag.SEQUENCE}
    return lists, set(filter(None, map(_answer, (item for item in items if item.tag == Tag.CONTEXT_1))))


def _answer(other: Element) -> bytes | None:
    """The basic answer in another format's entry; None for formats and contents nobody knows."""
    try:
        known = read_oid(other.child(0)) in (oids.OCSP_RESPONSE, OCSP_BASIC)
        return read_ocsp(other.child(1).tlv).basic if known else None
    except DerError:
        return None


def _other_format(response: bytes) -> bytes:
    """An OCSPResponse as OtherRevocationInfoFormat (RFC 5940, 2)."""
    return tlv(Tag.CONTEXT_1, oid(oids.OCSP_RESPONSE), response)


def _with_version(data: bytes) -> bytes:
    version = read_signed_data(data).version
    if read_integer(version) >= _VERSION_WITH_OTHER:
        return data
    return replace(version, integer(_VERSION_WITH_OTHER))
