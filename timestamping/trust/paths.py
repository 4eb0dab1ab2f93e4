"""Certificate paths: the only file that knows pyhanko-certvalidator (pinned; its interface changes often).

The library builds and validates paths by RFC 5280. It is asked without fetching, so nothing here touches a network. Its
coroutines then never suspend and are driven to their end without an event loop, which lets callers live in one.
"""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from asn1crypto import x509 as asn1_x509
from asn1crypto.algos import DigestAlgorithm, SignedDigestAlgorithm
from asn1crypto.keys import PublicKeyInfo
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    AlgorithmUsageConstraint,
    AlgorithmUsagePolicy,
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.validate import async_validate_path

from domain.signatures.levels import SubIndication
from timestamping.cms import Certificate, Reason, Verdict, doubt, failure, judged, warning
from timestamping.trust.algorithms import DEFAULT_POLICY, AlgorithmPolicy
from timestamping.trust.anchors import Anchor, TrustStore

_MAX_CERTIFICATES = 200  # path building is a search; more candidates than any real token or package carries end it
_MAX_PATHS = 8

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RevocationMaterial:
    """Stored revocation data as DER: CertificateLists and OCSPResponses."""

    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class PathVerdict:
    """verdict: does the leaf lead to an anchor? path: leaf first, anchor last, empty when none was built.

    anchor: the one reached. revocation_checked: revocation data was at hand for this question.
    """

    verdict: Verdict
    path: tuple[Certificate, ...] = ()
    anchor: Anchor | None = None
    revocation_checked: bool = False


def validate_path(
    leaf: Certificate,
    others: Sequence[Certificate],
    store: TrustStore,
    at: datetime,
    *,
    revocation: RevocationMaterial | None = None,
    algorithms: AlgorithmPolicy = DEFAULT_POLICY,
) -> PathVerdict:
    """Does `leaf` lead to an anchor trusted at `at`, every certificate on the way valid at `at` (aware UTC)?

    `others` help building the path and are not trusted. A certificate revoked after `at` does no harm. Missing
    revocation data is a warning here, because whether it is needed is the caller's policy.
    """
    anchors = store.at(at)
    direct = next((anchor for anchor in anchors if anchor.certificate == leaf), None)
    if direct is not None:
        return PathVerdict(judged(_validity(leaf, at)), (leaf,), direct)
    early = _validity(leaf, at)
    if early:
        return PathVerdict(judged(early))
    if not anchors:
        return PathVerdict(judged([_no_chain("no trust anchor is known for that moment")]))
    if len(others) > _MAX_CERTIFICATES:
        return PathVerdict(judged([_no_chain(f"more than {_MAX_CERTIFICATES} certificates offered for one path")]))
    return _searched(leaf, [*others, *store.intermediates], anchors, at, revocation or RevocationMaterial(), algorithms)


def _searched(
    leaf: Certificate,
    others: Sequence[Certificate],
    anchors: tuple[Anchor, ...],
    at: datetime,
    revocation: RevocationMaterial,
    algorithms: AlgorithmPolicy,
) -> PathVerdict:
    """The first path that holds, judged with as much of the revocation data as fits it."""
    first: PathVerdict | None = None
    for rules in _RULES if revocation.crls or revocation.ocsps else _RULES[-1:]:
        try:
            context = _context(others, anchors, at, revocation, algorithms, rules)
            found = _driven(_paths(context, asn1_x509.Certificate.load(leaf.der)))
        except PathError:
            return PathVerdict(judged([_no_chain(f"no path from {leaf.subject_text!r} to a trusted certificate")]))
        except Exception as error:  # hostile certificates make the library raise anything; it ends here
            return PathVerdict(judged([_general(f"a certificate of the path cannot be read: {error}")]))
        outcome = _best(context, found, anchors, rules)
        if outcome.verdict.codes != ("revocation-unknown",):
            return outcome
        first = first or outcome
    return first or PathVerdict(judged([_no_chain("no path to a trusted certificate")]))


@dataclass(frozen=True, slots=True)
class _Rules:
    """For which certificates of a path revocation data must be found."""

    leaf: bool
    authorities: bool

    def policy(self) -> CertRevTrustPolicy:
        needed, ignored = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED, RevocationCheckingRule.NO_CHECK
        rules = RevocationCheckingPolicy(needed if self.leaf else ignored, needed if self.authorities else ignored)
        return CertRevTrustPolicy(rules, retroactive_revinfo=True)

    def warnings(self) -> list[Reason]:
        if not self.leaf:
            return [warning("revocation-not-checked", "no revocation data was at hand for the certificate")]
        if not self.authorities:
            return [warning("authority-revocation-not-checked", "no revocation data was at hand for its authorities")]
        return []


_RULES = (_Rules(True, True), _Rules(True, False), _Rules(False, True), _Rules(False, False))


def _best(
    context: ValidationContext, found: Sequence[ValidationPath], anchors: tuple[Anchor, ...], rules: _Rules
) -> PathVerdict:
    failed: Reason | None = None
    for path in found:
        problem = _problem(context, path)
        if problem is None:
            certificates = _certificates(path)
            anchor = next((item for item in anchors if item.certificate == certificates[-1]), None)
            return PathVerdict(judged(rules.warnings()), certificates, anchor, rules.leaf)
        failed = failed or problem
    return PathVerdict(judged([failed or _no_chain("no path to a trusted certificate")]))


def _context(
    others: Sequence[Certificate],
    anchors: tuple[Anchor, ...],
    at: datetime,
    revocation: RevocationMaterial,
    algorithms: AlgorithmPolicy,
    rules: _Rules,
) -> ValidationContext:
    return ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(anchor.certificate.der) for anchor in anchors],
        other_certs=[asn1_x509.Certificate.load(certificate.der) for certificate in others],
        moment=at,
        allow_fetching=False,
        crls=list(revocation.crls),
        ocsps=list(revocation.ocsps),
        revinfo_policy=rules.policy(),
        time_tolerance=timedelta(0),
        algorithm_usage_policy=_DatedAlgorithms(algorithms),
    )


async def _paths(context: ValidationContext, leaf: asn1_x509.Certificate) -> list[ValidationPath]:
    found: list[ValidationPath] = []
    async for path in context.path_builder.async_build_paths_lazy(leaf):
        found.append(path)
        if len(found) >= _MAX_PATHS:
            break
    return found


def _problem(context: ValidationContext, path: ValidationPath) -> Reason | None:
    try:
        _driven(async_validate_path(context, path))
    except RevokedError as error:
        return failure("certificate-revoked", str(error), SubIndication.REVOKED)
    except ExpiredError as error:
        return doubt("certificate-expired", str(error), SubIndication.OUT_OF_BOUNDS_NO_POE)
    except NotYetValidError as error:
        return doubt("certificate-not-yet-valid", str(error), SubIndication.OUT_OF_BOUNDS_NO_POE)
    except DisallowedAlgorithmError as error:
        return doubt("path-algorithm-too-weak", str(error), SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE)
    except InsufficientRevinfoError as error:
        return doubt("revocation-unknown", str(error), SubIndication.TRY_LATER)
    except ValidationError as error:
        return _general(str(error))
    except Exception as error:  # as above
        return _general(f"a certificate of the path cannot be read: {error}")
    return None


def _certificates(path: ValidationPath) -> tuple[Certificate, ...]:
    """Leaf first, anchor last."""
    return tuple(Certificate(item.dump()) for item in reversed(list(path.iter_certs(include_root=True))))


def _validity(leaf: Certificate, at: datetime) -> list[Reason]:
    """A signer's own period is judged at the proven moment, so it fails for good (EN 319 102-1, table 5)."""
    period = f"valid from {leaf.not_before:%Y-%m-%d %H:%M:%S} to {leaf.not_after:%Y-%m-%d %H:%M:%S} UTC"
    if at > leaf.not_after:
        return [failure("certificate-expired", f"the certificate was {period}", SubIndication.EXPIRED)]
    if at < leaf.not_before:
        return [failure("certificate-not-yet-valid", f"the certificate is {period}", SubIndication.NOT_YET_VALID)]
    return []


def _no_chain(text: str) -> Reason:
    return doubt("no-trusted-path", text, SubIndication.NO_CERTIFICATE_CHAIN_FOUND)


def _general(text: str) -> Reason:
    return doubt("path-invalid", text, SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE)


def _driven(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that never waits for anything."""
    try:
        coroutine.send(None)
    except StopIteration as finished:
        result: T = finished.value
        return result
    coroutine.close()
    raise RuntimeError("path validation tried to wait although fetching is off")


class _DatedAlgorithms(AlgorithmUsagePolicy):
    """Our dated policy in the library's words."""

    def __init__(self, policy: AlgorithmPolicy) -> None:
        self._policy = policy

    def digest_algorithm_allowed(self, algo: DigestAlgorithm, moment: datetime | None) -> AlgorithmUsageConstraint:
        return self._judged(algo["algorithm"].native, moment)

    def signature_algorithm_allowed(
        self, algo: SignedDigestAlgorithm, moment: datetime | None, public_key: PublicKeyInfo | None
    ) -> AlgorithmUsageConstraint:
        try:
            name = str(algo.hash_algo)
        except ValueError:  # EdDSA names no hash
            return AlgorithmUsageConstraint(allowed=True)
        return self._judged(name, moment)

    def _judged(self, name: str, moment: datetime | None) -> AlgorithmUsageConstraint:
        end = self._policy.hash_ends.get(name)
        if end is None or (moment is not None and moment < end):
            return AlgorithmUsageConstraint(allowed=True)
        reason = f"{name} is not relied on since {end:%Y-%m-%d}"
        return AlgorithmUsageConstraint(allowed=False, not_allowed_after=end, failure_reason=reason)
