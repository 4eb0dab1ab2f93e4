"""Where revocation data and issuers' certificates come from: one interface, offline and remembering sources.

Everything handed out is stored bytes with their origin, exactly as received: the bytes are the evidence. Fetching over
a network stands in `archive.signatures.fetching`; nothing here can.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from timestamping.cms import Certificate
from timestamping.trust.extensions import crl_addresses, label
from timestamping.trust.ocsp import read_ocsp_answer
from timestamping.trust.remembering import Bounded
from timestamping.trust.revocation import (
    Freshness,
    ReadMaterial,
    RevocationMaterial,
    RevocationRules,
    Status,
    read_material,
    status_of,
)
from timestamping.trust.revocation_lists import read_revocation_list


class SourceUnavailableError(Exception):
    """The source has no answer.

    code: none-stored, no-address, private-address, answer-too-large, unreadable, declined; or, worth another try:
    timeout, connection, http-status, refused, stale.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    @property
    def passing(self) -> bool:
        """May the same question be answered later?"""
        return self.code in {"timeout", "connection", "http-status", "refused", "stale"}


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """Bytes as received. origin: the address, or "stored". received_at: our time then (aware UTC), None unknown."""

    data: bytes = field(repr=False)
    origin: str
    received_at: datetime | None = None


class RevocationSource(Protocol):
    """Something that can be asked for issuers and revocation data; it raises SourceUnavailableError.

    at: the moment for which the data is to speak. freshness: how it must lie to that moment; a source that remembers
    may hand out older data only as far as this allows. ocsp_for gives an OCSPResponse, crl_for a CertificateList.
    """

    def issuers_of(self, certificate: Certificate) -> Sequence[Certificate]: ...

    def ocsp_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer: ...

    def crl_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer: ...


@dataclass(frozen=True, slots=True)
class StoredSource:
    """Answers from evidence that is already kept: certificates and revocation data of signatures, tokens, packages."""

    certificates: tuple[Certificate, ...] = ()
    material: RevocationMaterial = field(default_factory=RevocationMaterial)

    def issuers_of(self, certificate: Certificate) -> Sequence[Certificate]:
        """Those whose subject is the certificate's issuer, by exact bytes."""
        return tuple(item for item in self.certificates if item.subject == certificate.issuer)

    def ocsp_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        """The latest usable answer about it."""
        answers = read_material(RevocationMaterial(ocsps=self.material.ocsps)).ocsps
        about = [item for item in answers if item.about(certificate, issuer) is not None]
        wanted = _Wanted(certificate, issuer, at, freshness, self.certificates)
        fitting = [item for item in about if wanted.decided_by(ReadMaterial(ocsps=(item,)))]
        if not fitting:
            raise SourceUnavailableError("none-stored", f"no OCSP answer about {label(certificate)} is stored")
        return StoredAnswer(max(fitting, key=lambda item: item.produced_at).outer, "stored")

    def crl_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        """The latest usable list of its issuer."""
        lists = read_material(RevocationMaterial(crls=self.material.crls)).crls
        wanted = _Wanted(certificate, issuer, at, freshness)
        fitting = [item for item in lists if wanted.decided_by(ReadMaterial(crls=(item,)))]
        if not fitting:
            raise SourceUnavailableError("none-stored", f"no revocation list about {label(certificate)} is stored")
        return StoredAnswer(max(fitting, key=lambda item: item.this_update).der, "stored")


@dataclass(frozen=True, slots=True)
class ChainedSource:
    """Several sources in order of preference; the first that has an answer gives it, the last one's refusal is told."""

    sources: Sequence[RevocationSource]

    def issuers_of(self, certificate: Certificate) -> Sequence[Certificate]:
        """Those of all sources; a source that fails counts only when nobody knows one."""
        found: dict[bytes, Certificate] = {}
        failed: SourceUnavailableError | None = None
        for source in self.sources:
            try:
                found.update((item.der, item) for item in source.issuers_of(certificate))
            except SourceUnavailableError as error:
                failed = error
        if failed is not None and not found:
            raise failed
        return tuple(found.values())

    def ocsp_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        """The first one's answer."""
        return self._first(lambda source: source.ocsp_for(certificate, issuer, at, freshness))

    def crl_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        """The first one's list."""
        return self._first(lambda source: source.crl_for(certificate, issuer, at, freshness))

    def _first(self, ask: Callable[[RevocationSource], StoredAnswer]) -> StoredAnswer:
        failed = SourceUnavailableError("none-stored", "no source is configured")
        for source in self.sources:
            try:
                return ask(source)
            except SourceUnavailableError as error:
                failed = error
        raise failed


class CachingSource:
    """Asks another source and remembers its answers while they still fit the question.

    now: our clock (aware UTC). ocsp_life: an answer is asked for anew after this long, whatever its nextUpdate says,
    so that a revocation is learnt of. items, size: how many answers and bytes are kept; the least used go first.
    """

    def __init__(
        self,
        source: RevocationSource,
        now: Callable[[], datetime],
        ocsp_life: timedelta = timedelta(minutes=10),
        items: int = 1_000,
        size: int = 256 * 1024 * 1024,
    ) -> None:
        self._source = source
        self._now = now
        self._ocsp_life = ocsp_life
        self._lists: Bounded[tuple[object, ...], StoredAnswer] = Bounded(items, size)
        self._answers: Bounded[tuple[object, ...], StoredAnswer] = Bounded(items, size)
        self._issuers: Bounded[bytes, tuple[Certificate, ...]] = Bounded(items)

    def issuers_of(self, certificate: Certificate) -> Sequence[Certificate]:
        """Remembered for good: certificates never change."""
        known = self._issuers.get(certificate.der)
        if known is None:
            known = tuple(self._source.issuers_of(certificate))
            self._issuers.put(certificate.der, known)
        return known

    def ocsp_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        """The remembered answer when it is young and fits, else a new one."""
        wanted = _Wanted(certificate, issuer, at, freshness)
        key = (certificate.der, issuer.der)
        known = self._answers.get(key)
        if known is not None and self._young(known) and wanted.decided_by(_read(ocsp=known)):
            return known
        answer = self._source.ocsp_for(certificate, issuer, at, freshness)
        if wanted.decided_by(_read(ocsp=answer)):
            self._answers.put(key, answer, len(answer.data))
        return answer

    def crl_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        """The remembered list when it has not ended by our clock and fits, else a new one."""
        wanted = _Wanted(certificate, issuer, at, freshness)
        key = (issuer.der, crl_addresses(certificate))
        known = self._lists.get(key)
        if known is not None and self._running(known) and wanted.decided_by(_read(crl=known)):
            return known
        answer = self._source.crl_for(certificate, issuer, at, freshness)
        if wanted.decided_by(_read(crl=answer)):
            self._lists.put(key, answer, len(answer.data))
        return answer

    def _young(self, known: StoredAnswer) -> bool:
        return self._now() - read_ocsp_answer(known.data).produced_at <= self._ocsp_life

    def _running(self, known: StoredAnswer) -> bool:
        crl = read_revocation_list(known.data)
        return crl.next_update is not None and self._now() < crl.next_update


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A question about one certificate. What does not decide it (badly signed, stale, of others) is never handed out
    again: it would stand between the question and a better answer.
    """

    certificate: Certificate
    issuer: Certificate
    at: datetime
    freshness: Freshness
    more: tuple[Certificate, ...] = ()

    def decided_by(self, material: ReadMaterial) -> bool:
        rules = RevocationRules(freshness=self.freshness)
        found = status_of(self.certificate, self.issuer, material, self.at, rules, self.more)
        return found.status is not Status.UNKNOWN


def _read(crl: StoredAnswer | None = None, ocsp: StoredAnswer | None = None) -> ReadMaterial:
    crls, ocsps = (() if item is None else (item.data,) for item in (crl, ocsp))
    return read_material(RevocationMaterial(crls, ocsps))
