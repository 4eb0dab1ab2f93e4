"""The full check of a time-stamp token. A token that passes may be relied on; every other one is refused with reasons.

The eight points (numbers return in the code):
1. the response is granted or grantedWithMods;
2. SignedData over TSTInfo, exactly one signer, signed attributes with content-type and recomputed message-digest;
3. imprint algorithm and value, TSTInfo version 1, nonce, policy;
4. an ESS signing-certificate attribute that binds the certificate used;
5. the certificate: extended key usage critical and only timeStamping, key usage, path to an anchor, valid at genTime;
6. the signature over the signed attributes;
7. genTime plausible: not in our future, not before the data existed;
8. harmless variants are no reason: unsorted sets, embedded CRLs, BER, fractions of seconds, absent NULLs.

The caller still owes: keeping response and token as received, and judging older stamps at the newer ones' times.
References: RFC 3161 2.4.2 and 2.3, RFC 5816, ETSI EN 319 422, EN 319 102-1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.signatures.levels import SubIndication
from timestamping.cms import (
    Certificate,
    Reason,
    SignerCheck,
    SignerInfo,
    UnknownHashError,
    Verdict,
    check_signer,
    doubt,
    failure,
    hash_by_oid,
    judged,
    oids,
    warning,
)
from timestamping.der import DerError
from timestamping.trust import (
    DEFAULT_POLICY,
    AlgorithmPolicy,
    CertificateStatus,
    PathVerdict,
    RevocationMaterial,
    RevocationRules,
    TrustStore,
    validate_path,
)
from timestamping.tsa.requests import TimestampRequest
from timestamping.tsa.responses import read_response
from timestamping.tsa.tokens import Imprint, TimeStampToken, TstInfo

TEST_POLICY_ARC = "2.999.3161"
"""Policies under this arc (2.999 is the arc for examples, ITU-T X.660) mark tokens of the test authority."""


_LENIENT = RevocationRules()


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the token must say.

    covers: an Imprint (algorithm and value must both match), or the stamped octets themselves, hashed as the token
    says.
    nonce: the one sent; None when unknown. policies: acceptable ones; empty accepts any.
    not_before: a moment at which the data is known not to have existed yet; None when unknown.
    allowed_skew: how far the authority's clock may differ from ours.
    """

    covers: Imprint | bytes
    nonce: int | None = None
    policies: frozenset[str] = frozenset()
    not_before: datetime | None = None
    allowed_skew: timedelta = timedelta(minutes=1)

    @classmethod
    def of_request(cls, request: TimestampRequest, not_before: datetime | None = None) -> Expectation:
        """What an answer to this request must say."""
        policies = frozenset({request.policy}) if request.policy else frozenset[str]()
        return cls(request.imprint, request.nonce, policies, not_before)


@dataclass(frozen=True, slots=True)
class TokenVerdict:
    """verdict: all points together. imprint_ok, signature_ok: True, False or None (could not be computed).

    info: the statement, None when unreadable. certificate: the authority's. path: leaf first, anchor last.
    test: made by a test authority or under a test anchor; must be shown as TEST. token: bytes that were judged.
    statuses: what is known about the revocation of each certificate of the path, leaf first.
    """

    verdict: Verdict
    token: bytes | None = None
    info: TstInfo | None = None
    imprint_ok: bool | None = None
    signature_ok: bool | None = None
    certificate: Certificate | None = None
    path: tuple[Certificate, ...] = ()
    test: bool = False
    statuses: tuple[CertificateStatus, ...] = field(default=(), repr=False)

    @property
    def passed(self) -> bool:
        return self.verdict.passed


@dataclass(slots=True)
class _Findings:
    """Collected while the numbered steps run."""

    reasons: list[Reason] = field(default_factory=list)
    imprint_ok: bool | None = None

    def fail(
        self, code: str, message: str, subindication: SubIndication = SubIndication.SIG_CONSTRAINTS_FAILURE
    ) -> None:
        self.reasons.append(failure(code, message, subindication))


def check_response(
    raw: bytes,
    expected: Expectation,
    trust: TrustStore,
    at: datetime,
    *,
    algorithms: AlgorithmPolicy = DEFAULT_POLICY,
) -> TokenVerdict:
    """Judge an authority's answer as received, at our time `at` (aware UTC). Never raises on hostile bytes."""
    try:  # point 1
        response = read_response(raw)
        refusals = response.refusals()
    except DerError as error:
        refusals = [failure("response-unreadable", f"the answer is no TimeStampResp: {error}", _FORMAT)]
        return TokenVerdict(judged(refusals))
    if refusals or response.token is None:
        return TokenVerdict(judged(refusals), response.token)
    return check_token(response.token, expected, trust, at, algorithms=algorithms)


def check_token(
    token: bytes,
    expected: Expectation,
    trust: TrustStore,
    at: datetime,
    *,
    certificates: Sequence[Certificate] = (),
    revocation: RevocationMaterial | None = None,
    chain_at: datetime | None = None,
    algorithms: AlgorithmPolicy = DEFAULT_POLICY,
    rules: RevocationRules = _LENIENT,
) -> TokenVerdict:
    """Judge one token at our time `at` (aware UTC). Never raises on hostile bytes.

    certificates: further ones that may hold the authority's or its chain. chain_at: moment at which the path must hold;
    None takes genTime. revocation: in addition to the data inside the token. rules: whether it is needed, how fresh.
    """
    moment = _Moment(at, chain_at, revocation or RevocationMaterial(), algorithms, rules)
    try:
        return _judged(TimeStampToken(token), expected, trust, certificates, moment)
    except DerError as error:
        unreadable = failure("token-unreadable", f"the token cannot be read: {error}", _FORMAT)
        return TokenVerdict(judged([unreadable]), token)


_FORMAT = SubIndication.FORMAT_FAILURE


@dataclass(frozen=True, slots=True)
class _Moment:
    """When and by which data a token is judged, see `check_token`."""

    at: datetime
    chain_at: datetime | None
    revocation: RevocationMaterial
    algorithms: AlgorithmPolicy
    rules: RevocationRules


def _judged(
    token: TimeStampToken, expected: Expectation, trust: TrustStore, more: Sequence[Certificate], moment: _Moment
) -> TokenVerdict:
    found = _Findings()
    signer = _only_signer(token, found)  # point 2
    if signer is None:
        return TokenVerdict(judged(found.reasons), token.der)
    info = token.info
    _check_info(info, expected, found, moment.algorithms)  # point 3
    known = (*token.signed_data.certificate_list, *more)
    math = check_signer(signer, token.signed_data.content, oids.TST_INFO, known)  # points 2, 4, 6
    found.reasons.extend(reason for reason in math.verdict.reasons if reason.code not in _HARMLESS)
    _check_binding(signer, math, found)  # point 4
    path = PathVerdict(judged(()))
    if math.certificate is not None:  # point 5
        _check_usage(math.certificate, found)
        path = _path(token, math.certificate, known, trust, moment, found)
    _check_time(info, expected, moment.at, found)  # point 7
    return TokenVerdict(
        judged(found.reasons),
        token.der,
        info,
        found.imprint_ok,
        math.signature_ok and math.digest_ok,
        math.certificate,
        path.path,
        info.policy.startswith(TEST_POLICY_ARC + ".") or (path.anchor is not None and path.anchor.test),
        path.statuses,
    )


def _path(
    token: TimeStampToken,
    certificate: Certificate,
    known: Sequence[Certificate],
    trust: TrustStore,
    moment: _Moment,
    found: _Findings,
) -> PathVerdict:
    """The path of the authority at the moment for which it must hold, with the data given and that in the token."""
    inside = token.signed_data
    stored = moment.revocation.joined(RevocationMaterial(inside.revocation_lists, inside.ocsp_responses))
    at = moment.chain_at or token.info.gen_time
    algorithms = moment.algorithms
    path = validate_path(certificate, known, trust, at, revocation=stored, algorithms=algorithms, rules=moment.rules)
    found.reasons.extend(path.verdict.reasons)
    found.reasons.extend(algorithms.about_key(certificate, at, "authority"))
    return path


_HARMLESS = frozenset(
    {"attributes-not-der", "attributes-unsorted", "digest-algorithms-differ", "signer-named-otherwise"}
)
"""Point 8, and what `_check_binding` says in its own words."""


def _only_signer(token: TimeStampToken, found: _Findings) -> SignerInfo | None:
    data = token.signed_data
    if data.content_type != oids.TST_INFO:
        found.fail("content-type-not-tst-info", f"the token holds {data.content_type}, not a TSTInfo", _FORMAT)
        return None
    if len(data.signer_infos.children) != 1:
        count = len(data.signer_infos.children)
        found.fail("signer-count", f"a token has exactly one signer, this one has {count}", _FORMAT)
        return None
    signer = data.signers[0]
    if signer.signed_attrs is None:
        found.fail("signed-attributes-missing", "a token must have signed attributes", _FORMAT)
        return None
    return signer


def _check_info(info: TstInfo, expected: Expectation, found: _Findings, algorithms: AlgorithmPolicy) -> None:
    if info.version != 1:
        found.fail("tst-version", f"TSTInfo version {info.version} is unknown", _FORMAT)
    _check_imprint(info, expected, found, algorithms)
    if expected.nonce is not None and info.nonce is None:
        found.fail("nonce-missing", "a nonce was sent, the token has none: it may be an old answer")
    elif expected.nonce is not None and info.nonce != expected.nonce:
        found.fail("nonce-differs", "the token's nonce is not the one sent: it answers another request")
    if expected.policies and info.policy not in expected.policies:
        found.fail("policy-unexpected", f"the token was issued under policy {info.policy}, which was not asked for")


def _check_imprint(info: TstInfo, expected: Expectation, found: _Findings, algorithms: AlgorithmPolicy) -> None:
    try:
        used = hash_by_oid(info.imprint.algorithm)
    except UnknownHashError as error:
        found.reasons.append(doubt("imprint-hash-unknown", str(error), SubIndication.CRYPTO_CONSTRAINTS_FAILURE))
        return
    found.reasons.extend(algorithms.about_hash(used, info.gen_time, "imprint"))
    if isinstance(expected.covers, Imprint):
        wanted = expected.covers
    else:
        wanted = Imprint(used.oid, used.digest(expected.covers))
    if info.imprint.algorithm != wanted.algorithm:
        found.imprint_ok = False
        found.fail("imprint-algorithm", "the token's imprint uses another hash than the one asked for")
        return
    found.imprint_ok = info.imprint.digest == wanted.digest
    if not found.imprint_ok:
        text = "the token's imprint is not the digest of this data"
        found.fail("imprint-value", text, SubIndication.HASH_FAILURE)


def _check_binding(signer: SignerInfo, math: SignerCheck, found: _Findings) -> None:
    if not signer.signed_of(oids.SIGNING_CERTIFICATE) and not signer.signed_of(oids.SIGNING_CERTIFICATE_V2):
        found.fail("ess-missing", "the token does not name its certificate by hash (RFC 3161 2.4.2, RFC 5816)")
    if "signer-named-otherwise" in math.verdict.codes:
        found.fail("signer-named-otherwise", "the token names its signer by another issuer or serial number")
    if math.certificate is None or math.signature_ok is not None:
        return
    found.reasons.append(
        doubt("signature-not-computed", "the signature could not be computed", SubIndication.CRYPTO_CONSTRAINTS_FAILURE)
    )


def _check_usage(certificate: Certificate, found: _Findings) -> None:
    usage = certificate.extended_key_usage
    if usage is None:
        found.fail("eku-missing", "the authority's certificate has no extended key usage (RFC 3161 2.3)")
    else:
        if oids.TIME_STAMPING not in usage:
            found.fail("eku-not-time-stamping", "the certificate is not for time-stamping (RFC 3161 2.3)")
        elif set(usage) != {oids.TIME_STAMPING}:
            found.fail("eku-not-exclusive", "the certificate is for time-stamping and for other things (RFC 3161 2.3)")
        if not certificate.extensions[oids.EXTENDED_KEY_USAGE].critical:
            found.fail("eku-not-critical", "the extended key usage is not critical (RFC 3161 2.3)")
    bits = certificate.key_usage
    if bits is not None and (not bits or not bits <= {0, 1}):
        found.fail("key-usage-wrong", "the key is not only for digital signature or non-repudiation (EN 319 422 6.1)")


def _check_time(info: TstInfo, expected: Expectation, at: datetime, found: _Findings) -> None:
    margin = info.accuracy + expected.allowed_skew
    if info.gen_time - at > margin:
        found.fail("gen-time-in-future", f"genTime {info.gen_time.isoformat()} lies in the future")
    if expected.not_before is not None and expected.not_before - info.gen_time > margin:
        text = f"genTime {info.gen_time.isoformat()} lies before the data existed"
        found.fail("gen-time-before-data", text, SubIndication.TIMESTAMP_ORDER_FAILURE)
    if not info.accuracy:
        found.reasons.append(warning("accuracy-not-stated", "the token states no accuracy"))
