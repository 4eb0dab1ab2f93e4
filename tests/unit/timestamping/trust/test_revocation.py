"""What lists and answers say of a path at a moment, and which of them are set aside."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.signatures.levels import Indication, SubIndication
from timestamping.cms import Certificate
from timestamping.der import DerError
from timestamping.trust import (
    Freshness,
    OcspAnswer,
    PathVerdict,
    RevocationKind,
    RevocationMaterial,
    RevocationRules,
    Status,
    TrustStore,
    validate_path,
)
from timestamping.trust.ocsp_requests import build_ocsp_request
from timestamping.tsa.authority import ON_HOLD, Profile, RevocablePki, RevocationMisbehaviour, TestCertifier

START = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Clock:
    """A hand-moved clock."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def pki(clock: Clock) -> RevocablePki:
    return RevocablePki.make(clock)


def ocsp(certifier: TestCertifier, certificate: Certificate) -> bytes:
    return certifier.ocsp(build_ocsp_request(certificate, certifier.certificate))


def judge(
    pki: RevocablePki,
    material: RevocationMaterial,
    at: datetime = START,
    rules: RevocationRules | None = None,
    others: tuple[Certificate, ...] = (),
) -> PathVerdict:
    offered = (pki.issuer.certificate, *others)
    rules = rules or RevocationRules()
    return validate_path(pki.pki.citizen.certificate, offered, pki.trust, at, revocation=material, rules=rules)


def complete(pki: RevocablePki) -> RevocationMaterial:
    """An answer about the citizen and the root's list."""
    return RevocationMaterial((pki.root.crl(),), (ocsp(pki.issuer, pki.pki.citizen.certificate),))


def test_good_by_list_and_answer_passes_even_when_required(pki: RevocablePki) -> None:
    found = judge(pki, complete(pki), rules=RevocationRules(required=True))
    assert (found.verdict.indication, found.verdict.reasons) == (Indication.PASSED, ())


def test_verdict_tells_what_was_used_for_each_certificate(pki: RevocablePki) -> None:
    found = judge(pki, complete(pki))
    uses = [status.use for status in found.statuses]
    assert [use.kind for use in uses if use] == [RevocationKind.OCSP, RevocationKind.CRL]
    assert all(use is not None and use.this_update == START and len(use.digest) == 32 for use in uses)


def test_basic_response_alone_is_as_good_as_the_outer_one(pki: RevocablePki) -> None:
    basic = OcspAnswer(ocsp(pki.issuer, pki.pki.citizen.certificate)).basic
    found = judge(pki, RevocationMaterial((), (basic,)))
    assert found.statuses[0].status is Status.GOOD


def test_missing_data_is_a_doubt_when_required(pki: RevocablePki) -> None:
    found = judge(pki, RevocationMaterial(), rules=RevocationRules(required=True))
    assert found.verdict.subindication is SubIndication.TRY_LATER


def test_missing_data_about_an_authority_is_a_doubt_when_required(pki: RevocablePki) -> None:
    found = judge(pki, RevocationMaterial((pki.issuer.crl(),)), rules=RevocationRules(required=True))
    assert [reason.code for reason in found.verdict.reasons] == ["revocation-unknown"]


@pytest.mark.parametrize("kind", ["crl", "ocsp"])
def test_revoked_before_the_moment_is_revoked_with_its_time(pki: RevocablePki, kind: str) -> None:
    citizen = pki.pki.citizen.certificate
    pki.issuer.revoke(citizen, START - HOUR)
    material = (
        RevocationMaterial((pki.issuer.crl(),))
        if kind == "crl"
        else RevocationMaterial((), (ocsp(pki.issuer, citizen),))
    )
    found = judge(pki, material)
    assert found.verdict.subindication is SubIndication.REVOKED
    assert found.statuses[0].revoked_at == START - HOUR


def test_revoked_after_the_moment_does_no_harm(pki: RevocablePki, clock: Clock) -> None:
    pki.issuer.revoke(pki.pki.citizen.certificate, START + HOUR)
    clock.moment = START + DAY
    found = judge(pki, RevocationMaterial((pki.issuer.crl(), pki.root.crl())))
    assert found.verdict.reasons == ()
    assert found.statuses[0].revoked_at == START + HOUR


def test_revoked_at_the_very_moment_is_revoked(pki: RevocablePki) -> None:
    pki.issuer.revoke(pki.pki.citizen.certificate, START)
    assert judge(pki, RevocationMaterial((pki.issuer.crl(),))).verdict.subindication is SubIndication.REVOKED


def test_an_old_list_that_names_the_certificate_still_revokes_it(pki: RevocablePki, clock: Clock) -> None:
    pki.issuer.revoke(pki.pki.citizen.certificate, START - HOUR)
    old = pki.issuer.crl()
    found = judge(pki, RevocationMaterial((old,)), at=START + 300 * DAY)
    assert found.verdict.subindication is SubIndication.REVOKED


def test_revocation_wins_over_a_later_good_answer(pki: RevocablePki, clock: Clock) -> None:
    citizen = pki.pki.citizen.certificate
    pki.issuer.revoke(citizen, START - HOUR)
    listed = pki.issuer.crl()
    pki.issuer.release(citizen)
    clock.moment = START + HOUR
    found = judge(pki, RevocationMaterial((listed,), (ocsp(pki.issuer, citizen),)))
    assert found.verdict.subindication is SubIndication.REVOKED


def test_certificate_on_hold_is_undecided(pki: RevocablePki) -> None:
    pki.issuer.revoke(pki.pki.citizen.certificate, START - HOUR, ON_HOLD)
    found = judge(pki, RevocationMaterial((pki.issuer.crl(),)))
    assert found.verdict.codes[0] == "certificate-on-hold"


def test_hold_that_was_released_does_no_harm(pki: RevocablePki, clock: Clock) -> None:
    pki.issuer.revoke(pki.pki.citizen.certificate, START - HOUR, ON_HOLD)
    held = pki.issuer.crl()
    pki.issuer.release(pki.pki.citizen.certificate)
    clock.moment = START + HOUR
    found = judge(pki, RevocationMaterial((held, pki.issuer.crl())))
    assert found.statuses[0].status is Status.GOOD


def test_revoked_authority_leaves_the_path_in_doubt(pki: RevocablePki) -> None:
    pki.root.revoke(pki.issuer.certificate, START - HOUR)
    found = judge(pki, RevocationMaterial((pki.root.crl(), pki.issuer.crl())))
    assert found.verdict.subindication is SubIndication.REVOKED_CA_NO_POE


def test_data_that_ended_before_the_moment_is_stale(pki: RevocablePki) -> None:
    found = judge(pki, complete(pki), at=START + 2 * DAY)
    assert set(found.verdict.codes) == {"revocation-stale", "revocation-not-checked"}


@pytest.mark.parametrize(
    ("freshness", "issued", "usable"),
    [
        (Freshness.CURRENT, -HOUR, True),
        (Freshness.CURRENT, HOUR, True),
        (Freshness.ISSUED_AFTER, -HOUR, False),
        (Freshness.ISSUED_AFTER, timedelta(0), True),
        (Freshness.ISSUED_AFTER, HOUR, True),
        (Freshness.CURRENT, -2 * DAY, False),
        (Freshness.ANY, -2 * DAY, True),
    ],
)
@pytest.mark.parametrize("kind", ["crl", "ocsp"])
def test_freshness_is_the_callers_rule(
    pki: RevocablePki, clock: Clock, kind: str, freshness: Freshness, issued: timedelta, usable: bool
) -> None:
    clock.moment = START + issued
    material = (
        RevocationMaterial((pki.issuer.crl(),))
        if kind == "crl"
        else RevocationMaterial((), (ocsp(pki.issuer, pki.pki.citizen.certificate),))
    )
    found = judge(pki, material, rules=RevocationRules(freshness=freshness))
    assert (found.statuses[0].status is Status.GOOD) is usable


def test_largest_age_narrows_what_counts(pki: RevocablePki, clock: Clock) -> None:
    clock.moment = START - 2 * HOUR
    material = RevocationMaterial((pki.issuer.crl(),))
    assert judge(pki, material, rules=RevocationRules(max_age=3 * HOUR)).revocation_checked
    assert not judge(pki, material, rules=RevocationRules(max_age=HOUR)).revocation_checked


def test_good_said_after_the_certificate_ended_says_nothing(pki: RevocablePki, clock: Clock) -> None:
    short = pki.qualified_citizen("Kısa", validity=HOUR).certificate
    clock.moment = START + 2 * HOUR
    found = validate_path(
        short, [pki.issuer.certificate], pki.trust, START, revocation=RevocationMaterial((pki.issuer.crl(),))
    )
    assert "revocation-after-end" in found.verdict.codes
    assert not found.revocation_checked


Defects = [
    (RevocationMisbehaviour.BAD_SIGNATURE, "ocsp-signature-bad"),
    (RevocationMisbehaviour.UNAUTHORISED_RESPONDER, "ocsp-responder-unauthorised"),
    (RevocationMisbehaviour.EXPIRED_RESPONDER, "ocsp-responder-expired"),
    (RevocationMisbehaviour.UNKNOWN_STATUS, "ocsp-status-unknown"),
    (RevocationMisbehaviour.STALE, "revocation-stale"),
    (RevocationMisbehaviour.GARBAGE, "ocsp-unreadable"),
    (RevocationMisbehaviour.TRY_LATER, "ocsp-unreadable"),
    (RevocationMisbehaviour.HUGE, "ocsp-unreadable"),
]


@pytest.mark.parametrize(("misbehaviour", "code"), Defects)
def test_defective_answer_is_set_aside_by_name(
    pki: RevocablePki, misbehaviour: RevocationMisbehaviour, code: str
) -> None:
    pki.issuer.misbehaviour = misbehaviour
    found = judge(pki, RevocationMaterial((), (ocsp(pki.issuer, pki.pki.citizen.certificate),)))
    assert found.verdict.codes == (code, "revocation-not-checked")
    assert found.verdict.passed


def test_answer_about_another_certificate_says_nothing(pki: RevocablePki) -> None:
    pki.issuer.misbehaviour = RevocationMisbehaviour.OTHER_CERTIFICATE
    found = judge(pki, RevocationMaterial((), (ocsp(pki.issuer, pki.pki.citizen.certificate),)))
    assert not found.revocation_checked


def test_answer_of_a_responder_revoked_before_it_is_set_aside(pki: RevocablePki) -> None:
    pki.issuer.misbehaviour = RevocationMisbehaviour.REVOKED_RESPONDER
    answer = ocsp(pki.issuer, pki.pki.citizen.certificate)
    pki.issuer.misbehaviour = None
    found = judge(pki, RevocationMaterial((pki.issuer.crl(),), (answer,)))
    assert "ocsp-responder-revoked" in found.verdict.codes
    assert found.statuses[0].use is not None
    assert found.statuses[0].use.kind is RevocationKind.CRL


ListDefects = [
    (RevocationMisbehaviour.BAD_SIGNATURE, "crl-signature-bad"),
    (RevocationMisbehaviour.OTHER_ISSUER, "revocation-not-checked"),
    (RevocationMisbehaviour.GARBAGE, "crl-unreadable"),
    (RevocationMisbehaviour.HUGE, "crl-unreadable"),
    (RevocationMisbehaviour.STALE, "revocation-stale"),
]


@pytest.mark.parametrize(("misbehaviour", "code"), ListDefects)
def test_defective_list_is_set_aside_by_name(
    pki: RevocablePki, misbehaviour: RevocationMisbehaviour, code: str
) -> None:
    pki.issuer.misbehaviour = misbehaviour
    found = judge(pki, RevocationMaterial((pki.issuer.crl(),)))
    assert code in found.verdict.codes
    assert found.verdict.passed
    assert not found.revocation_checked


def test_data_in_the_wrong_place_is_set_aside(pki: RevocablePki) -> None:
    right = complete(pki)
    found = judge(pki, RevocationMaterial(right.ocsps, right.crls))
    assert set(found.verdict.codes) == {"crl-unreadable", "ocsp-unreadable", "revocation-not-checked"}


def test_certificate_that_need_not_be_asked_about_is_no_doubt(pki: RevocablePki) -> None:
    profile = Profile("TEST Yanıtlayıcı", START - DAY, START + DAY, no_check=True)
    responder = pki.issuer.issue(profile).certificate
    found = validate_path(
        responder,
        [pki.issuer.certificate],
        pki.trust,
        START,
        revocation=RevocationMaterial((pki.root.crl(),)),
        rules=RevocationRules(required=True),
    )
    assert found.verdict.passed


def test_data_about_authorities_need_not_be_issued_after_the_moment(pki: RevocablePki, clock: Clock) -> None:
    yearly = pki.root.crl()
    clock.moment = START + HOUR
    material = RevocationMaterial((yearly, pki.issuer.crl()))
    rules = RevocationRules(required=True, freshness=Freshness.ISSUED_AFTER)
    assert judge(pki, material, at=START + HOUR, rules=rules).verdict.passed


SPOILT = RevocablePki.make(lambda: START)


@settings(max_examples=250)
@given(st.integers(0, 5_000), st.integers(0, 255), st.booleans())
def test_no_changed_byte_of_a_certificate_is_more_than_a_verdict(position: int, octet: int, authority: bool) -> None:
    leaf, issuer = SPOILT.pki.citizen.certificate, SPOILT.issuer.certificate
    changed = bytearray(issuer.der if authority else leaf.der)
    changed[position % len(changed)] = octet
    with suppress(DerError):
        spoilt = Certificate(bytes(changed))
        asked, offered = (leaf, spoilt) if authority else (spoilt, issuer)
        material, store = complete(SPOILT), TrustStore(SPOILT.trust.anchors, (issuer,))
        judged(asked, offered, material, store)


def judged(leaf: Certificate, issuer: Certificate, material: RevocationMaterial, store: TrustStore) -> None:
    """Whatever comes, it is a verdict."""
    try:
        found = validate_path(leaf, [issuer], store, START, revocation=material, rules=RevocationRules(required=True))
    except DerError as error:
        raise AssertionError(f"{error} left the room") from error
    assert found.verdict.indication in Indication


@settings(max_examples=250)
@given(st.integers(0, 5_000), st.integers(0, 255), st.booleans())
def test_no_changed_byte_of_revocation_data_is_more_than_a_verdict(position: int, octet: int, as_list: bool) -> None:
    right = complete(SPOILT)
    data = bytearray((right.crls if as_list else right.ocsps)[0])
    data[position % len(data)] = octet
    spoilt = (bytes(data),)
    material = RevocationMaterial(spoilt, right.ocsps) if as_list else RevocationMaterial(right.crls, spoilt)
    judged(SPOILT.pki.citizen.certificate, SPOILT.issuer.certificate, material, SPOILT.trust)
