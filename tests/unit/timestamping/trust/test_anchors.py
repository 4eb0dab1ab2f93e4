"""Trust as data: certificates in a folder, with dates."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from timestamping.trust import Anchor, TrustStore, TrustStoreError
from timestamping.tsa.authority import TestPki
from timestamping.tsa.authority.pki import pem

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


def test_folder_with_pem_and_der_is_read(pki: TestPki, tmp_path: Path) -> None:
    (tmp_path / "a.pem").write_bytes(pem(pki.root.certificate) + pem(pki.issuer.certificate))
    (tmp_path / "b.der").write_bytes(pki.citizen.certificate.der)
    (tmp_path / "notes.txt").write_text("not a certificate")
    found = [anchor.certificate for anchor in TrustStore.from_folder(tmp_path).anchors]
    assert found == [pki.root.certificate, pki.issuer.certificate, pki.citizen.certificate]


def test_missing_folder_is_an_empty_store(tmp_path: Path) -> None:
    assert TrustStore.from_folder(tmp_path / "none").anchors == ()


def test_dates_and_test_mark_are_read(pki: TestPki, tmp_path: Path) -> None:
    pki.write_anchor(tmp_path)
    (tmp_path / "trust.toml").write_text(
        '["test-root.pem"]\nfrom = 2020-01-01T00:00:00Z\nuntil = 2030-01-01T03:00:00+03:00\ntest = true\n'
    )
    anchor = TrustStore.from_folder(tmp_path).anchors[0]
    assert (anchor.trusted_from, anchor.trusted_until, anchor.test) == (
        datetime(2020, 1, 1, tzinfo=UTC),
        datetime(2030, 1, 1, tzinfo=UTC),
        True,
    )


def test_anchor_is_trusted_from_its_first_to_before_its_last_moment(pki: TestPki) -> None:
    anchor = Anchor(pki.root.certificate, datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))
    moments = (2019, 2020, 2029, 2030)
    assert [anchor.trusted_at(datetime(year, 1, 1, tzinfo=UTC)) for year in moments] == [False, True, True, False]


def test_date_without_a_zone_is_refused(pki: TestPki, tmp_path: Path) -> None:
    pki.write_anchor(tmp_path)
    (tmp_path / "trust.toml").write_text('["test-root.pem"]\nfrom = 2020-01-01T00:00:00\n')
    with pytest.raises(TrustStoreError, match=r"test-root\.pem"):
        TrustStore.from_folder(tmp_path)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"])
def test_file_that_is_no_certificate_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.crt").write_bytes(content)
    with pytest.raises(TrustStoreError, match=r"broken\.crt"):
        TrustStore.from_folder(tmp_path)


def test_broken_dates_file_is_named(pki: TestPki, tmp_path: Path) -> None:
    pki.write_anchor(tmp_path)
    (tmp_path / "trust.toml").write_text("[[[")
    with pytest.raises(TrustStoreError, match=r"trust\.toml"):
        TrustStore.from_folder(tmp_path)
