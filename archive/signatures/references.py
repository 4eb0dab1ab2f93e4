"""Attributes that name, by hash, every certificate and all revocation data a signature rests on (level C).

Order is meaning here: the revocation references begin with those about the signer's certificate and go on with one
entry per certificate reference, in the same order (TS 101 733, 6.2.1 and 6.2.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from archive.signatures.revocation_items import StoredCrl, StoredOcsp, StoredRevocation
from timestamping.cms import Certificate, HashAlgorithm, attribute, oids
from timestamping.der import algorithm, explicit, generalized_time, integer, octet_string, sequence, utc_time

_UTC_TIME_ENDS: Final = 2050
"""From this year on a UTCTime cannot say when a list was issued; the optional identifier is left out then."""


def certificate_references(authorities: Sequence[Certificate], used: HashAlgorithm) -> bytes:
    """The complete-certificate-references attribute: the path above the signer, the signer's own left out."""
    identifiers = (
        sequence(_hashed(item.der, used), sequence(sequence(explicit(4, item.issuer)), integer(item.serial)))
        for item in authorities
    )
    return attribute(oids.CERTIFICATE_REFERENCES, sequence(*identifiers))


def revocation_references(path: Sequence[Certificate], stored: StoredRevocation, used: HashAlgorithm) -> bytes:
    """The complete-revocation-references attribute for a path, signer first; a root's entry is empty."""
    return attribute(oids.REVOCATION_REFERENCES, sequence(*(_entry(stored.about(item), used) for item in path)))


def _entry(stored: StoredRevocation, used: HashAlgorithm) -> bytes:
    crls = [_crl_identifier(item, used) for item in stored.crls]
    ocsps = [_ocsp_identifier(item, used) for item in stored.ocsps]
    return sequence(
        explicit(0, sequence(sequence(*crls))) if crls else b"",
        explicit(1, sequence(sequence(*ocsps))) if ocsps else b"",
    )


def _crl_identifier(crl: StoredCrl, used: HashAlgorithm) -> bytes:
    if crl.this_update.year >= _UTC_TIME_ENDS:
        return sequence(_hashed(crl.der, used))
    number = b"" if crl.number is None else integer(crl.number)
    return sequence(_hashed(crl.der, used), sequence(crl.issuer, utc_time(crl.this_update), number))


def _ocsp_identifier(answer: StoredOcsp, used: HashAlgorithm) -> bytes:
    identifier = sequence(answer.responder, generalized_time(answer.produced_at))
    return sequence(identifier, _hashed(answer.basic, used))


def _hashed(data: bytes, used: HashAlgorithm) -> bytes:
    """OtherHash in its form with a named algorithm."""
    return sequence(algorithm(used.oid), octet_string(used.digest(data)))
