"""Certificates and revocation data out of tokens and signatures, as files that a person can hand to openssl."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final

from timestamping.cms import Certificate, SignedData, read_signed_data
from timestamping.der import DerError
from timestamping.trust import TrustStore
from timestamping.tsa import TOKEN_LIMITS, Expectation, check_token

_OFFERED: Final = 100
"""Certificates handed to one search for paths: a package of decades has more, and a search over all would end."""


def helpful_certificates(cms: bytes, offered: Sequence[Certificate]) -> tuple[Certificate, ...]:
    """Of the certificates beside a token or signature, those that may lead from it upwards."""
    if len(offered) <= _OFFERED:
        return tuple(offered)
    try:
        known = list(read_signed_data(cms, TOKEN_LIMITS).certificate_list)
    except DerError:
        return ()
    by_subject: dict[bytes, list[Certificate]] = {}
    for certificate in offered:
        by_subject.setdefault(certificate.subject, []).append(certificate)
    found: list[Certificate] = []
    while known and len(found) < _OFFERED:
        issuer = known.pop().issuer
        above = [item for item in by_subject.pop(issuer, []) if item not in found]
        found += above
        known += above
    return tuple(found[:_OFFERED])


@dataclass(slots=True)
class Material:
    """What was found, DER by file name; the name is the SHA-256 of the bytes."""

    certificates: dict[str, bytes] = field(default_factory=dict)
    revocation: dict[str, bytes] = field(default_factory=dict)
    _authorities: set[tuple[Certificate, ...]] = field(default_factory=set)

    def add_signature(self, cms: bytes) -> None:
        """What a CMS file carries; bytes that are none give nothing."""
        try:
            self._add(read_signed_data(cms))
        except DerError:
            return

    def add_token(self, token: bytes, data: bytes, trust: TrustStore, at: datetime) -> None:
        """What a token carries, and the path to the anchor that it was trusted by here."""
        try:
            parsed = read_signed_data(token, TOKEN_LIMITS)
            self._add(parsed)
        except DerError:
            return
        # One authority serves for years: its path is looked for once.
        if parsed.certificate_list not in self._authorities:
            self._authorities.add(parsed.certificate_list)
            self._add_certificates(check_token(token, Expectation(data), trust, at).path)

    def _add(self, parsed: SignedData) -> None:
        self._add_certificates(parsed.certificate_list)
        for suffix, values in (("crl", parsed.revocation_lists), ("ocsp", parsed.ocsp_responses)):
            for value in values:
                self.revocation[f"{sha256(value).hexdigest()}.{suffix}"] = value

    def _add_certificates(self, certificates: Iterable[Certificate]) -> None:
        for certificate in certificates:
            self.certificates[f"{sha256(certificate.der).hexdigest()}.der"] = certificate.der
