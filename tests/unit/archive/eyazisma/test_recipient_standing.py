"""A recipient's certificate is held against roots and revocation data before anything is encrypted for it."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from archive.eyazisma.certificates import CertificateUseError, RecipientCertificateError, UntrustedIssuerError
from archive.eyazisma.recipient_standing import (
    RecipientRevokedError,
    RecipientStatusUnknownError,
    RecipientTrust,
    require_standing,
)
from testkit.certificates import Kind, made_certificate
from testkit.recipients import RecipientIssuer, ours
from timestamping.cms import Certificate
from timestamping.trust import RevocationMaterial, TrustStore

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
ISSUER = RecipientIssuer()
KEY = ec.generate_private_key(ec.SECP256R1())
RECIPIENT = ISSUER.certificate(KEY)
STORE = TrustStore.of(ours(ISSUER.root))


def trust(*crls: bytes) -> RecipientTrust:
    return RecipientTrust(STORE, material=RevocationMaterial(crls=crls))


def test_good_certificate_stands_and_the_list_that_says_so_is_told() -> None:
    crl = ISSUER.revocation_list(NOW - timedelta(hours=1))
    use = require_standing(ours(RECIPIENT), NOW, trust(crl))
    assert use is not None
    assert (use.data, use.revoked_at) == (crl, None)


def test_without_revocation_data_only_issuer_and_period_are_judged() -> None:
    assert require_standing(ours(RECIPIENT), NOW, RecipientTrust(STORE)) is None


def test_revoked_certificate_is_refused() -> None:
    with pytest.raises(RecipientRevokedError, match="2026"):
        require_standing(ours(RECIPIENT), NOW, trust(ISSUER.revocation_list(NOW - timedelta(hours=1), RECIPIENT)))


@pytest.mark.parametrize(
    "crls",
    [
        (),
        (ISSUER.revocation_list(NOW - timedelta(days=9)),),
        (RecipientIssuer("Başka Kök").revocation_list(NOW - timedelta(hours=1)),),
        (RecipientIssuer().revocation_list(NOW - timedelta(hours=1)),),
        (b"no list at all",),
    ],
    ids=["none", "stale", "of another issuer", "forged", "garbage"],
)
def test_list_that_does_not_decide_is_refused(crls: tuple[bytes, ...]) -> None:
    with pytest.raises(RecipientStatusUnknownError):
        require_standing(ours(RECIPIENT), NOW, trust(*crls))


@pytest.mark.parametrize(
    "stranger",
    [RecipientIssuer("Başka Kök").certificate(KEY), RecipientIssuer().certificate(KEY)],
    ids=["another name", "the same name, another key"],
)
def test_certificate_of_another_issuer_is_refused(stranger: x509.Certificate) -> None:
    with pytest.raises(UntrustedIssuerError):
        require_standing(ours(stranger), NOW, RecipientTrust(STORE))


def test_expired_certificate_is_refused_before_anything_else() -> None:
    old = ISSUER.certificate(KEY, not_after=NOW - timedelta(days=1))
    with pytest.raises(RecipientCertificateError, match="validity"):
        require_standing(ours(old), NOW, trust())


def test_certificate_for_sealing_is_refused_however_trusted() -> None:
    seal = Certificate(made_certificate(KEY, Kind.SEAL))
    with pytest.raises(CertificateUseError):
        require_standing(seal, NOW, RecipientTrust(TrustStore.of(seal)))
