"""OpenSSL as an outside judge: what we make and raise, `openssl cms -verify` accepts."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

import pytest

from archive.signatures import SignedAttributes, raise_to_t, sign_attached, sign_detached
from timestamping.cms import read_signed_data
from timestamping.tsa import TimestampService
from timestamping.tsa.authority import KeyKind, TestAuthority, TestPki

pytestmark = pytest.mark.skipif(which("openssl") is None, reason="openssl is not installed")
NOW = datetime.now(UTC)
CONTENT = b"PaketOzeti/PaketOzeti.xml"


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


def service(pki: TestPki) -> TimestampService:
    nonces = iter(range(1 << 127, 1 << 128))
    return TimestampService([TestAuthority(pki, lambda: NOW)], pki.trust, lambda: NOW, lambda: next(nonces))


def signed(pki: TestPki, make: Callable[..., bytes], kind: KeyKind) -> bytes:
    citizen = pki.another_citizen("Ali Kaya", NOW, kind)
    return make(CONTENT, citizen.certificate, citizen.port(), SignedAttributes(NOW), [pki.issuer.certificate])


def verified(folder: Path, pki: TestPki, data: bytes, *more: str) -> str:
    pki.write_anchor(folder)
    (folder / "signature.p7m").write_bytes(data)
    (folder / "content").write_bytes(CONTENT)
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature.p7m", "-purpose", "any"]
    command += ["-CAfile", "test-root.pem", "-out", "out", "-cades", *more]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.RSA])
def test_openssl_accepts_what_we_make(pki: TestPki, tmp_path: Path, kind: KeyKind) -> None:
    assert "CAdES Verification successful" in verified(tmp_path, pki, signed(pki, sign_attached, kind))


@pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.RSA])
def test_openssl_accepts_what_we_raised(pki: TestPki, tmp_path: Path, kind: KeyKind) -> None:
    raised = raise_to_t(signed(pki, sign_attached, kind), service(pki), pki.trust, NOW)[-1].data
    assert "CAdES Verification successful" in verified(tmp_path, pki, raised)


def test_openssl_accepts_a_raised_detached_signature(pki: TestPki, tmp_path: Path) -> None:
    data = signed(pki, sign_detached, KeyKind.P256)
    raised = raise_to_t(data, service(pki), pki.trust, NOW, content=CONTENT)[-1].data
    assert "CAdES Verification successful" in verified(tmp_path, pki, raised, "-content", "content")


def made_by_openssl(folder: Path) -> bytes:
    """A CAdES-BES by OpenSSL, streamed, so with indefinite lengths; keys of the PKI in `folder`/keys."""
    (folder / "content").write_bytes(CONTENT)
    command = ["openssl", "cms", "-sign", "-binary", "-nodetach", "-stream", "-cades", "-md", "sha256"]
    command += ["-signer", "keys/citizen.pem", "-certfile", "keys/issuer.pem"]
    command += ["-in", "content", "-outform", "DER", "-out", "made.p7m"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return (folder / "made.p7m").read_bytes()


def test_openssl_accepts_its_own_streamed_signature_after_we_raised_it(tmp_path: Path) -> None:
    own = TestPki.in_folder(tmp_path / "keys", NOW)
    data = made_by_openssl(tmp_path)
    assert read_signed_data(data).root.indefinite
    raised = raise_to_t(data, service(own), own.trust, NOW)[-1].data
    assert "CAdES Verification successful" in verified(tmp_path, own, raised)


def test_openssl_accepts_the_stamp_inside_a_raised_signature(pki: TestPki, tmp_path: Path) -> None:
    raised = raise_to_t(signed(pki, sign_attached, KeyKind.RSA), service(pki), pki.trust, NOW)[-1]
    signer = read_signed_data(raised.data).signers[0]
    pki.write_anchor(tmp_path)
    (tmp_path / "value").write_bytes(signer.signature_value)
    (tmp_path / "token").write_bytes(signer.unsigned[0].single.tlv)
    command = ["openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "value", "-CAfile", "test-root.pem"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout + done.stderr
