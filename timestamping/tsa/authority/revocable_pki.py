"""A test PKI whose certificates can be revoked and asked about, with or without a network between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from timestamping.cms import Certificate
from timestamping.trust import Freshness, SourceUnavailableError, StoredAnswer, TrustStore
from timestamping.trust.ocsp_requests import build_ocsp_request
from timestamping.tsa.authority.certificates import (
    Credential,
    KeyKind,
    Profile,
    issue,
    make_key,
    qualified_profile,
    time_stamping_profile,
)
from timestamping.tsa.authority.certifiers import RevocationMisbehaviour, TestCertifier
from timestamping.tsa.authority.pki import TestPki

_VALIDITY = timedelta(days=3650)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RevocablePki:
    """root and issuer: authorities that can revoke. pki: the same certificates in the form the test authority takes.

    now: the clock of them all (aware UTC).
    """

    root: TestCertifier
    issuer: TestCertifier
    pki: TestPki
    now: Callable[[], datetime]

    @classmethod
    def make(
        cls,
        now: Callable[[], datetime],
        address: str = "",
        *,
        name: str = "test",
        kind: KeyKind = KeyKind.P256,
        digest: str = "sha256",
        validity: timedelta = _VALIDITY,
    ) -> RevocablePki:
        """Fresh keys and certificates, valid from a day before now. address: of the server that will answer, with a
        slash at its end; "" leaves addresses out. name: tells several PKIs apart, in addresses and subjects.
        """
        start, end = now() - _DAY, now() + validity
        mark = "" if name == "test" else f" ({name})"
        top = Profile(f"TEST Kök Sertifikası{mark}", start, end, ca=True, digest=digest)
        root = TestCertifier(issue(top, make_key(kind)), now, f"{name}-root", address, digest=digest)
        below = root.issue(Profile(f"TEST Sertifika Makamı{mark}", start, end, ca=True), kind)
        issuer = TestCertifier(below, now, f"{name}-issuer", address, digest=digest)
        authority = issuer.issue(time_stamping_profile(f"TEST Zaman Damgası{mark}", start, end), kind)
        citizen = issuer.issue(qualified_profile(f"TEST Ayşe Yılmaz{mark}", start, end), kind)
        return cls(root, issuer, TestPki(root.credential, below, authority, citizen), now)

    @property
    def trust(self) -> TrustStore:
        """A store that trusts the test root and marks everything under it as TEST."""
        return self.pki.trust

    @property
    def certifiers(self) -> tuple[TestCertifier, TestCertifier]:
        return self.root, self.issuer

    def qualified_citizen(
        self, common_name: str, kind: KeyKind = KeyKind.P256, validity: timedelta = _VALIDITY
    ) -> Credential:
        """A further signer with a qualified certificate; the name is marked TEST."""
        profile = qualified_profile(f"TEST {common_name}", self.now() - _DAY, self.now() + validity)
        return self.issuer.issue(profile, kind)

    def time_stamper(self, common_name: str, validity: timedelta, kind: KeyKind = KeyKind.P256) -> TestPki:
        """The PKI with another time-stamp certificate, as authorities change theirs every few years."""
        profile = time_stamping_profile(f"TEST {common_name}", self.now() - _DAY, self.now() + validity)
        return replace(self.pki, authority=self.issuer.issue(profile, kind))

    def source(self) -> DirectSource:
        """A revocation source that asks the authorities without any network."""
        return DirectSource((self,))


@dataclass(slots=True)
class DirectSource:
    """Revocation data straight from test authorities. asked: (kind, serial number) of each question, for tests."""

    pkis: Sequence[RevocablePki]
    asked: list[tuple[str, int]] = field(default_factory=list)

    def issuers_of(self, certificate: Certificate) -> Sequence[Certificate]:
        """The certificates of the authorities by that name."""
        return tuple(item.certificate for item in self._certifiers() if item.certificate.subject == certificate.issuer)

    def ocsp_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        """What the issuer's responder says now."""
        self.asked.append(("ocsp", certificate.serial))
        certifier = self._certifier(issuer)
        request = build_ocsp_request(certificate, issuer)
        return StoredAnswer(certifier.ocsp(request), certifier.ocsp_address, certifier.now())

    def crl_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        """The issuer's list of now."""
        self.asked.append(("crl", certificate.serial))
        certifier = self._certifier(issuer)
        return StoredAnswer(certifier.crl(), certifier.list_address, certifier.now())

    def _certifiers(self) -> list[TestCertifier]:
        return [certifier for pki in self.pkis for certifier in pki.certifiers]

    def _certifier(self, issuer: Certificate) -> TestCertifier:
        found = next((item for item in self._certifiers() if item.certificate == issuer), None)
        if found is None:
            raise SourceUnavailableError("no-address", f"no test authority is {issuer.subject_text!r}")
        match found.misbehaviour:
            case RevocationMisbehaviour.SILENCE:
                raise SourceUnavailableError("timeout", "TEST: no answer")
            case RevocationMisbehaviour.HTTP_500 | RevocationMisbehaviour.REDIRECT_LOOP:
                raise SourceUnavailableError("http-status", "TEST: HTTP status 500")
            case _:
                return found
