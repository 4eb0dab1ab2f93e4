"""When evidence weakens: the earliest end among what the newest proof of a signature rests on."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.signatures import extend, sign_attached, weakens_at
from archive.signatures.making import SignedAttributes
from domain.signatures.levels import SignatureLevel
from testkit.long_lived import CONTENT, NOW, World
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy
from timestamping.tsa.authority import Credential, Profile, TestPki, issue, make_key
from timestamping.tsa.authority.certificates import time_stamping_profile

YEAR = timedelta(days=365)
START = NOW - timedelta(days=1)
SIGNER_ENDS, STAMPER_ENDS, PKI_ENDS = NOW + 2 * YEAR, NOW + 4 * YEAR, NOW + 3650 * timedelta(days=1)


@pytest.fixture(scope="module")
def world() -> World:
    """A signer whose certificate ends after two years, an authority whose certificate ends after four."""
    pki = TestPki.make(NOW)
    usage = frozenset({"digital_signature", "content_commitment"})
    signer = issue(Profile("TEST Kısa", START, SIGNER_ENDS, key_usage=usage), make_key(), pki.issuer)
    stamper: Credential = issue(time_stamping_profile("TEST Damga", START, STAMPER_ENDS), make_key(), pki.issuer)
    return World(TestPki(pki.root, pki.issuer, stamper, signer))


def signed(world: World) -> bytes:
    citizen = world.pki.citizen
    return sign_attached(CONTENT, citizen.certificate, citizen.port(), SignedAttributes(NOW))


@pytest.mark.parametrize(
    ("level", "end"),
    [
        (None, SIGNER_ENDS),
        (SignatureLevel.T, SIGNER_ENDS),
        (SignatureLevel.XL, STAMPER_ENDS),
        (SignatureLevel.A, STAMPER_ENDS),
    ],
)
def test_evidence_rests_on_signer_until_values_are_in_and_on_the_stamp_from_then(
    world: World, level: SignatureLevel | None, end: datetime
) -> None:
    means = world.means().knowing([world.pki.issuer.certificate])
    data = signed(world) if level is None else extend(signed(world), level, means)[-1].data
    found = weakens_at(data, world.pki.trust, DEFAULT_POLICY, [world.pki.issuer.certificate])
    assert found is not None
    assert abs(found - end) < timedelta(seconds=1)


def test_dated_hash_weakens_what_it_is_used_in(world: World) -> None:
    data = extend(signed(world), SignatureLevel.A, world.means().knowing([world.pki.issuer.certificate]))[-1].data
    policy = AlgorithmPolicy("dated", {"sha512": NOW + YEAR})
    assert weakens_at(data, world.pki.trust, policy) == NOW + YEAR


def test_dated_key_size_weakens_what_it_signs(world: World) -> None:
    data = extend(signed(world), SignatureLevel.A, world.means().knowing([world.pki.issuer.certificate]))[-1].data
    policy = AlgorithmPolicy("dated", {}, {"ec": ((384, NOW + YEAR),)})
    assert weakens_at(data, world.pki.trust, policy) == NOW + YEAR


def test_what_nobody_can_read_weakens_at_no_known_moment(world: World) -> None:
    assert weakens_at(b"imz", world.pki.trust, DEFAULT_POLICY) is None


def test_moments_are_aware(world: World) -> None:
    found = weakens_at(signed(world), world.pki.trust, DEFAULT_POLICY)
    assert found is not None
    assert found.tzinfo is UTC
