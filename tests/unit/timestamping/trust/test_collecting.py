"""Collecting what judges a path: complete, checked, or refused by the name of what is lacking."""

from datetime import UTC, datetime, timedelta

import pytest

from timestamping.cms import Certificate
from timestamping.trust import (
    Freshness,
    OcspAnswer,
    Preference,
    RevocationMaterial,
    RevocationRules,
    Status,
    StoredSource,
    ValidationData,
    ValidationDataLackingError,
    collect,
    validate_path,
)
from timestamping.tsa.authority import DirectSource, RevocablePki, RevocationMisbehaviour

START = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NEEDED = RevocationRules(required=True)


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


def judged_alone(data: ValidationData, pki: RevocablePki, at: datetime) -> bool:
    """Do these bytes alone decide the path, with no source behind them?"""
    leaf, *others = data.certificates
    found = validate_path(leaf, others, pki.trust, at, revocation=data.material, rules=NEEDED)
    return found.verdict.passed


@pytest.mark.parametrize("prefer", ["ocsp", "crl"])
def test_collected_data_judges_the_path_alone(pki: RevocablePki, prefer: Preference) -> None:
    data = collect(pki.pki.citizen.certificate, [], pki.trust, pki.source(), START, prefer=prefer)
    assert data.certificates == (
        pki.pki.citizen.certificate,
        pki.issuer.certificate,
        pki.root.certificate,
    )
    assert (len(data.ocsps), len(data.crls)) == ((1, 1) if prefer == "ocsp" else (0, 2))
    assert judged_alone(data, pki, START)


def test_both_forms_of_an_answer_are_handed_out(pki: RevocablePki) -> None:
    data = collect(pki.pki.citizen.certificate, [], pki.trust, pki.source(), START)
    assert OcspAnswer(data.ocsp_responses[0]).basic == data.ocsps[0]


def test_certificates_of_responders_are_collected(pki: RevocablePki) -> None:
    data = collect(pki.pki.citizen.certificate, [], pki.trust, pki.source(), START)
    assert [responder.issuer for responder in data.responders] == [pki.issuer.certificate.subject]


def test_list_about_a_responder_is_collected_when_it_may_be_revoked(pki: RevocablePki) -> None:
    pki.issuer.no_check = False
    data = collect(pki.pki.citizen.certificate, [], pki.trust, pki.source(), START)
    assert len(data.crls) == 2
    assert judged_alone(data, pki, START)


def test_one_list_serves_several_certificates_of_its_authority(pki: RevocablePki) -> None:
    source = pki.source()
    pki.issuer.no_check = False
    collect(pki.pki.citizen.certificate, [], pki.trust, source, START, prefer="crl")
    assert [kind for kind, _ in source.asked] == ["crl", "crl"]


@pytest.mark.parametrize(
    "misbehaviour",
    [
        RevocationMisbehaviour.BAD_SIGNATURE,
        RevocationMisbehaviour.STALE,
        RevocationMisbehaviour.GARBAGE,
        RevocationMisbehaviour.SILENCE,
        RevocationMisbehaviour.HTTP_500,
        RevocationMisbehaviour.HUGE,
    ],
)
def test_what_cannot_be_had_is_named(pki: RevocablePki, misbehaviour: RevocationMisbehaviour) -> None:
    pki.issuer.misbehaviour = misbehaviour
    with pytest.raises(ValidationDataLackingError, match="Ayşe") as refused:
        collect(pki.pki.citizen.certificate, [pki.issuer.certificate], pki.trust, pki.source(), START)
    assert refused.value.code == "revocation-lacking"
    assert refused.value.certificate == pki.pki.citizen.certificate
    assert len(refused.value.causes) == 2


def test_silence_is_worth_another_try_and_a_bad_signature_is_not(pki: RevocablePki) -> None:
    passing = {}
    for misbehaviour in (RevocationMisbehaviour.SILENCE, RevocationMisbehaviour.BAD_SIGNATURE):
        pki.issuer.misbehaviour = misbehaviour
        with pytest.raises(ValidationDataLackingError) as refused:
            collect(pki.pki.citizen.certificate, [pki.issuer.certificate], pki.trust, pki.source(), START)
        passing[misbehaviour.value] = refused.value.passing
    assert passing == {"silence": True, "bad-signature": False}


@pytest.mark.parametrize(
    "misbehaviour",
    [
        RevocationMisbehaviour.UNAUTHORISED_RESPONDER,
        RevocationMisbehaviour.OTHER_CERTIFICATE,
        RevocationMisbehaviour.UNKNOWN_STATUS,
        RevocationMisbehaviour.TRY_LATER,
    ],
)
def test_list_replaces_an_answer_that_cannot_be_relied_on(
    pki: RevocablePki, misbehaviour: RevocationMisbehaviour
) -> None:
    pki.issuer.misbehaviour = misbehaviour
    data = collect(pki.pki.citizen.certificate, [], pki.trust, pki.source(), START)
    assert (len(data.ocsps), len(data.crls)) == (0, 2)


def test_issuer_that_nobody_knows_is_named(pki: RevocablePki) -> None:
    with pytest.raises(ValidationDataLackingError) as refused:
        collect(pki.pki.citizen.certificate, [], pki.trust, StoredSource(), START)
    assert refused.value.code == "issuer-lacking"


def test_data_must_be_issued_after_the_moment_when_the_rules_say_so(pki: RevocablePki, clock: Clock) -> None:
    rules = RevocationRules(required=True, freshness=Freshness.ISSUED_AFTER)
    stamped = START + timedelta(hours=1)
    with pytest.raises(ValidationDataLackingError) as refused:
        collect(pki.pki.citizen.certificate, [], pki.trust, pki.source(), stamped, rules=rules)
    assert refused.value.passing
    clock.moment = START + DAY
    data = collect(pki.pki.citizen.certificate, [], pki.trust, pki.source(), stamped, rules=rules)
    assert data.verdict.verdict.passed


def test_revoked_certificate_is_told_not_refused(pki: RevocablePki) -> None:
    pki.issuer.revoke(pki.pki.citizen.certificate, START - DAY)
    data = collect(pki.pki.citizen.certificate, [], pki.trust, pki.source(), START)
    assert data.verdict.statuses[0].status is Status.REVOKED


def test_stored_evidence_is_a_source(pki: RevocablePki) -> None:
    leaf: Certificate = pki.pki.citizen.certificate
    first = collect(leaf, [], pki.trust, pki.source(), START)
    stored = StoredSource(first.certificates, RevocationMaterial(first.crls, first.ocsps))
    second = collect(leaf, [], pki.trust, stored, START)
    assert (second.crls, second.ocsps) == (first.crls, first.ocsps)


def test_every_answer_is_kept_with_its_origin(pki: RevocablePki) -> None:
    source: DirectSource = pki.source()
    data = collect(pki.pki.citizen.certificate, [], pki.trust, source, START)
    assert {answer.data for answer in data.answers} == {*data.crls, *data.ocsp_responses}
    assert all(answer.received_at == START for answer in data.answers)
