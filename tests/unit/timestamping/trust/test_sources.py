"""Sources joined and remembered, and the bounded table they stand on."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from testkit.clock import FixedClock
from timestamping.cms import Certificate
from timestamping.trust import (
    CachingSource,
    ChainedSource,
    Freshness,
    RevocationMaterial,
    SourceUnavailableError,
    StoredAnswer,
    StoredSource,
)
from timestamping.trust.remembering import Bounded, Remembered
from timestamping.tsa.authority import DirectSource, RevocablePki, RevocationMisbehaviour


@pytest.fixture
def pki(clock: FixedClock) -> RevocablePki:
    return RevocablePki.make(clock, "http://test.invalid/")


class Silent:
    """A source that never answers."""

    def issuers_of(self, certificate: Certificate) -> Sequence[Certificate]:
        raise SourceUnavailableError("timeout", "silent")

    def ocsp_for(
        self, certificate: Certificate, issuer: Certificate, at: object, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        raise SourceUnavailableError("timeout", "silent")

    crl_for = ocsp_for


def test_stored_evidence_answers_before_anybody_is_asked(pki: RevocablePki) -> None:
    leaf, issuer = pki.pki.citizen.certificate, pki.issuer.certificate
    direct: DirectSource = pki.source()
    stored = StoredSource(material=RevocationMaterial((pki.issuer.crl(),)))
    answer = ChainedSource([stored, direct]).crl_for(leaf, issuer, pki.now())
    assert (answer.origin, direct.asked) == ("stored", [])


def test_next_source_is_asked_when_the_first_has_no_answer(pki: RevocablePki) -> None:
    leaf, issuer = pki.pki.citizen.certificate, pki.issuer.certificate
    answer = ChainedSource([StoredSource(), Silent(), pki.source()]).ocsp_for(leaf, issuer, pki.now())
    assert answer.origin == pki.issuer.ocsp_address


def test_last_refusal_is_told_when_nobody_answers(pki: RevocablePki) -> None:
    leaf, issuer = pki.pki.citizen.certificate, pki.issuer.certificate
    with pytest.raises(SourceUnavailableError, match="silent"):
        ChainedSource([StoredSource(), Silent()]).crl_for(leaf, issuer, pki.now())


def test_issuers_of_all_sources_are_joined(pki: RevocablePki) -> None:
    leaf, issuer = pki.pki.citizen.certificate, pki.issuer.certificate
    found = ChainedSource([Silent(), StoredSource((issuer,)), pki.source()]).issuers_of(leaf)
    assert found == (issuer,)


def test_stored_list_that_is_not_fresh_is_no_answer(pki: RevocablePki, clock: FixedClock) -> None:
    leaf, issuer = pki.pki.citizen.certificate, pki.issuer.certificate
    stored = StoredSource(material=RevocationMaterial((pki.issuer.crl(),)))
    clock.advance(hours=1)
    stored.crl_for(leaf, issuer, clock())
    with pytest.raises(SourceUnavailableError):
        stored.crl_for(leaf, issuer, clock(), Freshness.ISSUED_AFTER)


def test_badly_signed_evidence_does_not_stand_before_a_good_answer(pki: RevocablePki) -> None:
    leaf, issuer = pki.pki.citizen.certificate, pki.issuer.certificate
    pki.issuer.misbehaviour = RevocationMisbehaviour.BAD_SIGNATURE
    stored = StoredSource(material=RevocationMaterial((pki.issuer.crl(),)))
    pki.issuer.misbehaviour = None
    assert ChainedSource([stored, pki.source()]).crl_for(leaf, issuer, pki.now()).origin == pki.issuer.list_address


@pytest.mark.parametrize("misbehaviour", [RevocationMisbehaviour.BAD_SIGNATURE, RevocationMisbehaviour.GARBAGE])
def test_what_cannot_be_used_is_not_remembered(pki: RevocablePki, misbehaviour: RevocationMisbehaviour) -> None:
    leaf, issuer = pki.pki.citizen.certificate, pki.issuer.certificate
    cached = CachingSource(pki.source(), pki.now)
    pki.issuer.misbehaviour = misbehaviour
    bad = cached.crl_for(leaf, issuer, pki.now()).data
    pki.issuer.misbehaviour = None
    assert cached.crl_for(leaf, issuer, pki.now()).data != bad


def test_remembered_list_serves_all_certificates_of_its_authority(pki: RevocablePki) -> None:
    direct = pki.source()
    cached = CachingSource(direct, pki.now)
    for person in (pki.pki.citizen, pki.pki.authority):
        cached.crl_for(person.certificate, pki.issuer.certificate, pki.now())
    assert len(direct.asked) == 1


def test_failure_is_not_remembered(pki: RevocablePki) -> None:
    leaf, issuer = pki.pki.citizen.certificate, pki.issuer.certificate
    cached = CachingSource(pki.source(), pki.now)
    pki.issuer.misbehaviour = RevocationMisbehaviour.SILENCE
    with pytest.raises(SourceUnavailableError):
        cached.ocsp_for(leaf, issuer, pki.now())
    pki.issuer.misbehaviour = None
    assert cached.ocsp_for(leaf, issuer, pki.now()).data


def test_revocation_is_learnt_of_after_the_life_of_an_answer(pki: RevocablePki, clock: FixedClock) -> None:
    leaf, issuer = pki.pki.citizen.certificate, pki.issuer.certificate
    cached = CachingSource(pki.source(), pki.now, ocsp_life=timedelta(minutes=10))
    first = cached.ocsp_for(leaf, issuer, clock()).data
    pki.issuer.revoke(leaf)
    clock.advance(minutes=9)
    assert cached.ocsp_for(leaf, issuer, clock()).data == first
    clock.advance(minutes=2)
    assert cached.ocsp_for(leaf, issuer, clock()).data != first


def test_table_forgets_the_least_used_first() -> None:
    table: Bounded[str, int] = Bounded(2)
    table.put("a", 1)
    table.put("b", 2)
    assert table.get("a") == 1
    table.put("c", 3)
    assert (table.get("a"), table.get("b"), table.get("c")) == (1, None, 3)


def test_table_is_bounded_by_weight() -> None:
    table: Bounded[str, int] = Bounded(10, size=100)
    for number in range(5):
        table.put(str(number), number, weight=40)
    table.put("enormous", 1, weight=101)
    assert (len(table), table.get("4"), table.get("enormous")) == (2, 4, None)


def test_replaced_value_weighs_once() -> None:
    table: Bounded[str, int] = Bounded(10, size=100)
    for number in range(5):
        table.put("same", number, weight=60)
    table.put("other", 1, weight=40)
    assert (len(table), table.get("same")) == (2, 4)


def test_failed_computation_is_tried_anew() -> None:
    table: Remembered[str, int] = Remembered(2)
    tries: list[int] = []

    def compute() -> int:
        tries.append(1)
        return 14 // (len(tries) - 1)

    with pytest.raises(ZeroDivisionError):
        table.of("a", compute)
    assert [table.of("a", compute), table.of("a", compute)] == [14, 14]
