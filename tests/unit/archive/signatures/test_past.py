"""Proofs of existence from the newest time-stamp inwards: what ended, was lost or grew weak since does no harm."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from archive.signatures import FileReport, StampKind, check_signatures
from archive.signatures.revocation_items import read_revocation
from archive.signatures.values import with_validation_data
from domain.signatures.levels import Indication, SubIndication
from testkit.signature_workshop import SIGNED, Recipe, Workshop
from timestamping.cms import oids, read_signed_data
from timestamping.der import replace as replaced
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, RevocationMaterial
from timestamping.tsa.authority import RevocablePki

YEAR = timedelta(days=365)
FIRST_ENDS = SIGNED + YEAR
SECOND_FROM = SIGNED + timedelta(days=300)
LATE = SIGNED + 3 * YEAR


@dataclass
class Lives:
    """A T signature of an authority that ends after a year; a second authority takes over before."""

    shop: Workshop
    data: bytes

    def archived(self, at: datetime = SECOND_FROM, form: str = "v3") -> bytes:
        """An archive time-stamp of the second authority."""
        pki = self.shop.pki
        self.shop.now = SECOND_FROM
        second = pki.time_stamper("İkinci Zaman Damgası", 9 * YEAR)
        self.shop.pki = RevocablePki(pki.root, pki.issuer, second, pki.now)
        return self.shop.archived(self.data, form, at)

    def judged(self, data: bytes, at: datetime, algorithms: AlgorithmPolicy = DEFAULT_POLICY) -> FileReport:
        return check_signatures(data, at=at, trust=self.shop.pki.trust, algorithms=algorithms)

    def with_list(self, data: bytes, at: datetime) -> bytes:
        """The issuer's list of that moment, added to SignedData."""
        self.shop.now = at
        stored = read_revocation(RevocationMaterial((self.shop.pki.issuer.crl(),)))
        return with_validation_data(data, [], stored)


@pytest.fixture
def lives() -> Lives:
    shop = Workshop(Recipe(policy=None, long_term=False, stamp_at=None))
    pki = shop.pki
    first = pki.time_stamper("Birinci Zaman Damgası", YEAR)
    shop.pki = RevocablePki(pki.root, pki.issuer, first, pki.now)
    return Lives(shop, shop.stamped(shop.signed(), SIGNED))


def test_stamp_of_an_ended_authority_alone_leaves_its_own_time_unproven(lives: Lives) -> None:
    [stamp] = lives.judged(lives.data, LATE).signatures[0].timestamps
    assert stamp.verdict.subindication is SubIndication.OUT_OF_BOUNDS_NO_POE


@pytest.mark.parametrize("form", ["v3", "v2", "v2-untagged"])
def test_archive_stamp_carries_an_ended_authority_over(lives: Lives, form: str) -> None:
    report = lives.judged(lives.archived(form=form), LATE)
    assert report.verdict.passed
    assert report.signatures[0].proven_time == SIGNED


def test_inner_stamp_is_relied_on_at_the_time_of_the_outer_one(lives: Lives) -> None:
    inner, outer = lives.judged(lives.archived(), LATE).signatures[0].timestamps
    assert (inner.relied_at, outer.relied_at) == (SECOND_FROM, LATE)


def test_archive_stamp_made_too_late_carries_nothing_over(lives: Lives) -> None:
    data = lives.archived(FIRST_ENDS + timedelta(days=30))
    inner, outer = lives.judged(data, LATE).signatures[0].timestamps
    assert outer.verdict.passed
    assert inner.verdict.subindication is SubIndication.OUT_OF_BOUNDS_NO_POE


def test_broken_archive_stamp_carries_nothing_over(lives: Lives) -> None:
    data = lives.archived()
    signer = read_signed_data(data).signers[0]
    token = signer.unsigned_of(oids.ARCHIVE_TIME_STAMP_V3)[0].single
    inner_signature = read_signed_data(token.tlv).signers[0].signature
    spoiled = bytearray(token.tlv)
    spoiled[inner_signature.end - 1] ^= 1
    report = lives.judged(replaced(token, bytes(spoiled)), LATE).signatures[0]
    assert [stamp.verdict.indication for stamp in report.timestamps] == [Indication.INDETERMINATE, Indication.FAILED]
    assert report.proven_time is None


def test_key_lost_after_the_archive_stamp_does_no_harm(lives: Lives) -> None:
    lost = SECOND_FROM + timedelta(days=10)
    first = lives.shop.pki.pki.authority.certificate
    data = lives.archived()
    lives.shop.pki.issuer.revoke(first, lost, 1)
    report = lives.judged(lives.with_list(data, lost + timedelta(days=1)), lost + timedelta(days=2))
    assert report.signatures[0].proven_time == SIGNED


def test_key_lost_before_the_archive_stamp_leaves_the_inner_stamp_unproven(lives: Lives) -> None:
    lost = SECOND_FROM - timedelta(days=10)
    lives.shop.pki.issuer.revoke(lives.shop.pki.pki.authority.certificate, lost, 1)
    data = lives.with_list(lives.archived(), SECOND_FROM + timedelta(days=1))
    inner, _ = lives.judged(data, SECOND_FROM + timedelta(days=2)).signatures[0].timestamps
    assert inner.verdict.subindication is SubIndication.REVOKED_NO_POE


def test_signer_revoked_between_stamp_and_archive_stamp_stays_good(lives: Lives) -> None:
    lives.shop.pki.issuer.revoke(lives.shop.signer.certificate, SIGNED + timedelta(days=5), 1)
    data = lives.with_list(lives.archived(), SECOND_FROM + timedelta(days=1))
    assert lives.judged(data, LATE).verdict.passed


def test_hash_that_grew_weak_after_the_outer_stamp_harms_only_the_outer_one(lives: Lives) -> None:
    weak = AlgorithmPolicy("weak", {"sha256": SECOND_FROM + timedelta(days=30)})
    inner, outer = lives.judged(lives.archived(), LATE, weak).signatures[0].timestamps
    assert "hash-too-weak" in outer.verdict.codes
    assert outer.verdict.indication is Indication.INDETERMINATE
    assert inner.kind is StampKind.SIGNATURE


def test_hash_still_strong_at_the_outer_stamp_is_good_for_the_inner_one(lives: Lives) -> None:
    data = lives.archived()
    strong_then = AlgorithmPolicy("then", {"sha1": SIGNED})
    inner, _ = lives.judged(data, LATE, strong_then).signatures[0].timestamps
    assert inner.verdict.passed
