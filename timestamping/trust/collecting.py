"""Collecting everything that is needed to judge a path at a moment, so that it can be judged without us later.

Steps:
1. the path: from the known certificates; a missing issuer is asked for;
2. for each certificate below the anchor an answer or a list that says "good" for the moment, the preferred kind first
   for the leaf; what is badly signed or stale is set aside and the other kind asked for;
3. for each OCSP responder that may itself be revoked, the list that speaks of it;
4. the judgement with exactly what was collected: nothing else may be needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Literal

from timestamping.cms import Certificate
from timestamping.trust.algorithms import AlgorithmPolicy
from timestamping.trust.anchors import TrustStore
from timestamping.trust.extensions import label
from timestamping.trust.ocsp import needs_no_check, read_ocsp_answer
from timestamping.trust.paths import PathVerdict, validate_path
from timestamping.trust.policy_files import DEFAULT_POLICY
from timestamping.trust.revocation import (
    CertificateStatus,
    RevocationKind,
    RevocationMaterial,
    RevocationRules,
    Status,
    read_material,
    status_of,
)
from timestamping.trust.sources import RevocationSource, SourceUnavailableError, StoredAnswer

_MAX_FETCHED_ISSUERS = 10  # longer chains do not exist; a circle of addresses would never end

_NEEDED = RevocationRules(required=True)

Preference = Literal["ocsp", "crl"]


class ValidationDataLackingError(Exception):
    """Something needed to judge the path is not to be had. code: issuer-lacking, revocation-lacking or path-invalid.

    certificate: about which it lacks. causes: what the source said. passing: worth another try later?
    """

    def __init__(
        self, code: str, certificate: Certificate, message: str, causes: Sequence[SourceUnavailableError] = ()
    ) -> None:
        said = "; ".join(str(cause) for cause in causes)
        super().__init__(f"{message} ({said})" if said else message)
        self.code = code
        self.certificate = certificate
        self.causes = tuple(causes)

    @property
    def passing(self) -> bool:
        return any(cause.passing for cause in self.causes)


@dataclass(frozen=True, slots=True)
class ValidationData:
    """What judges a path. certificates: leaf first, anchor last. responders: of OCSP answers, not in the path.

    crls: CertificateLists as received. ocsps: BasicOCSPResponses; ocsp_responses: the same as whole OCSPResponses, in
    the same order. answers: everything received, with origins. verdict: of the path with exactly this data; it may say
    that a certificate is revoked.
    """

    certificates: tuple[Certificate, ...]
    responders: tuple[Certificate, ...]
    crls: tuple[bytes, ...]
    ocsps: tuple[bytes, ...]
    ocsp_responses: tuple[bytes, ...]
    answers: tuple[StoredAnswer, ...]
    verdict: PathVerdict

    @property
    def material(self) -> RevocationMaterial:
        """The revocation data for another judgement."""
        return RevocationMaterial(self.crls, self.ocsp_responses)


@dataclass(slots=True)
class _Collected:
    """What has been received so far."""

    answers: dict[bytes, StoredAnswer] = field(default_factory=dict)
    crls: dict[bytes, None] = field(default_factory=dict)
    ocsps: dict[bytes, None] = field(default_factory=dict)

    @property
    def material(self) -> RevocationMaterial:
        return RevocationMaterial(tuple(self.crls), tuple(self.ocsps))

    def add(self, kind: RevocationKind, answer: StoredAnswer) -> None:
        self.answers.setdefault(answer.data, answer)
        (self.crls if kind is RevocationKind.CRL else self.ocsps).setdefault(answer.data)


@dataclass(frozen=True, slots=True)
class _Question:
    """Whom to ask about which moment."""

    source: RevocationSource
    at: datetime
    rules: RevocationRules
    known: tuple[Certificate, ...]

    @property
    def about_authorities(self) -> _Question:
        """The same about an authority or a responder."""
        return replace(self, rules=self.rules.for_authorities)

    def asked(self, kind: RevocationKind, certificate: Certificate, issuer: Certificate) -> StoredAnswer:
        ask = self.source.crl_for if kind is RevocationKind.CRL else self.source.ocsp_for
        return ask(certificate, issuer, self.at, self.rules.freshness)

    def status(self, certificate: Certificate, issuer: Certificate, material: RevocationMaterial) -> CertificateStatus:
        return status_of(certificate, issuer, read_material(material), self.at, self.rules, self.known)


def collect(
    leaf: Certificate,
    known: Sequence[Certificate],
    store: TrustStore,
    source: RevocationSource,
    at: datetime,
    *,
    prefer: Preference = "ocsp",
    rules: RevocationRules = _NEEDED,
    algorithms: AlgorithmPolicy = DEFAULT_POLICY,
) -> ValidationData:
    """Everything to judge `leaf` at `at` (aware UTC). prefer: kind to ask for first about the leaf; authorities give
    lists first. Raises ValidationDataLackingError, which names what is lacking.
    """
    path = _completed(leaf, known, store, source, at, algorithms)  # 1
    question = _Question(source, at, rules, (*known, *path))
    collected = _Collected()
    for number, (certificate, issuer) in enumerate(pairwise(path)):  # 2
        if number == 0:
            _ask_about(certificate, issuer, RevocationKind(prefer), question, collected)
        else:
            _ask_about(certificate, issuer, RevocationKind.CRL, question.about_authorities, collected)
    responders = _responders(path, collected)
    for responder in responders:  # 3
        issuer = next(item for item in path if item.subject == responder.issuer)
        if not needs_no_check(responder):
            _ask_about(responder, issuer, RevocationKind.CRL, question.about_authorities, collected)
    offered = (*path[1:], *responders)
    verdict = validate_path(  # 4
        leaf, offered, store, at, revocation=collected.material, algorithms=algorithms, rules=rules
    )
    _require_decided(verdict)
    views = [read_ocsp_answer(der) for der in collected.ocsps]
    return ValidationData(
        certificates=path,
        responders=responders,
        crls=tuple(collected.crls),
        ocsps=tuple(view.basic for view in views),
        ocsp_responses=tuple(view.outer for view in views),
        answers=tuple(collected.answers.values()),
        verdict=verdict,
    )


def _completed(
    leaf: Certificate,
    known: Sequence[Certificate],
    store: TrustStore,
    source: RevocationSource,
    at: datetime,
    algorithms: AlgorithmPolicy,
) -> tuple[Certificate, ...]:
    """The path, with issuers fetched where they are missing."""
    have = list(known)
    top = leaf
    for _ in range(_MAX_FETCHED_ISSUERS):
        found = validate_path(leaf, have, store, at, algorithms=algorithms)
        if found.path:
            return found.path
        if found.verdict.codes != ("no-trusted-path",):
            raise ValidationDataLackingError("path-invalid", leaf, str(found.verdict.reasons[0]))
        top = _top(top, have)
        try:
            fetched = [item for item in source.issuers_of(top) if item not in have]
        except SourceUnavailableError as error:
            raise _no_issuer(top, [error]) from None
        if not fetched:
            raise _no_issuer(top, [])
        have.extend(fetched)
    raise _no_issuer(top, [])


def _no_issuer(top: Certificate, causes: Sequence[SourceUnavailableError]) -> ValidationDataLackingError:
    text = f"the issuer of {label(top)} is not at hand and leads to no trusted certificate"
    return ValidationDataLackingError("issuer-lacking", top, text, causes)


def _top(certificate: Certificate, have: Sequence[Certificate]) -> Certificate:
    """The last certificate that can be reached upwards by names."""
    for _ in range(len(have)):
        above = next((item for item in have if item.subject == certificate.issuer and item != certificate), None)
        if above is None or above.self_issued:
            break
        certificate = above
    return certificate


def _ask_about(
    certificate: Certificate, issuer: Certificate, first: RevocationKind, question: _Question, collected: _Collected
) -> None:
    """One usable statement about the certificate among what is collected. Raises ValidationDataLackingError."""
    if question.status(certificate, issuer, collected.material).status is not Status.UNKNOWN:
        return
    causes: list[SourceUnavailableError] = []
    for kind in (first, *(kind for kind in RevocationKind if kind is not first)):
        try:
            answer = question.asked(kind, certificate, issuer)
        except SourceUnavailableError as error:
            causes.append(error)
            continue
        offered = _Collected()
        offered.add(kind, answer)
        status = question.status(certificate, issuer, collected.material.joined(offered.material))
        if status.status is not Status.UNKNOWN:
            collected.add(kind, answer)
            return
        causes.append(_unusable(answer, status))
    if not needs_no_check(certificate):
        text = f"no revocation data about {label(certificate)} for {question.at:%Y-%m-%d %H:%M:%S} UTC"
        raise ValidationDataLackingError("revocation-lacking", certificate, text, causes)


def _unusable(answer: StoredAnswer, status: CertificateStatus) -> SourceUnavailableError:
    """What came but cannot be relied on. Only what is not fresh yet becomes better by waiting."""
    stale = any(reason.code == "revocation-stale" for reason in status.reasons)
    said = "; ".join(reason.message for reason in status.reasons) or "it does not speak of this certificate"
    return SourceUnavailableError("stale" if stale else "unreadable", f"{answer.origin}: {said}")


def _responders(path: Sequence[Certificate], collected: _Collected) -> tuple[Certificate, ...]:
    """The certificates that signed the answers and are not in the path."""
    found: dict[bytes, Certificate] = {}
    for der in collected.ocsps:
        answer = read_ocsp_answer(der)
        for issuer in path:
            for signer in answer.signers(issuer):
                if signer not in path and signer.issuer == issuer.subject and answer.signed_by(signer):
                    found.setdefault(signer.der, signer)
    return tuple(found.values())


def _require_decided(verdict: PathVerdict) -> None:
    for status in verdict.statuses:
        if status.status is Status.UNKNOWN and not needs_no_check(status.certificate):
            text = f"the revocation data about {label(status.certificate)} does not decide"
            raise ValidationDataLackingError("revocation-lacking", status.certificate, text)
