"""OpenSSL opens our envelopes, and we open those that OpenSSL makes."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from archive.eyazisma.encryption import EnvelopeOptions, SoftwareKey, decrypt, encrypt
from testkit.certificates import Key, Kind, made_certificate
from timestamping.cms import Certificate

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CONTENT = b"PK\x03\x04" + bytes(range(256)) * 500
KEYS: dict[str, Key] = {
    "rsa": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "p256": ec.generate_private_key(ec.SECP256R1()),
    "p384": ec.generate_private_key(ec.SECP384R1()),
}
OPENSSL = shutil.which("openssl")

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="the openssl command is not installed")


@pytest.fixture(params=list(KEYS))
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> SoftwareKey:
    """A key of each kind, its certificate and key written for OpenSSL."""
    return written(request.param, tmp_path)


def written(name: str, folder: Path) -> SoftwareKey:
    private = KEYS[name]
    der = made_certificate(private, Kind.ENCRYPTION, serial=len(name) * 1000 + 5)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(pem)
    (folder / "cert.der").write_bytes(der)
    openssl(folder, "x509", "-inform", "DER", "-in", "cert.der", "-out", "cert.pem")
    return SoftwareKey(Certificate(der), private)


def openssl(folder: Path, *arguments: str) -> None:
    assert OPENSSL is not None
    subprocess.run([OPENSSL, *arguments], cwd=folder, check=True, capture_output=True, timeout=60)


@pytest.mark.parametrize("oaep", [False, True])
def test_openssl_opens_ours(opening: SoftwareKey, oaep: bool, tmp_path: Path) -> None:
    envelope = encrypt(CONTENT, [opening.certificate], NOW, EnvelopeOptions(oaep=oaep))
    (tmp_path / "ours.p7m").write_bytes(envelope)
    openssl(tmp_path, "cms", "-decrypt", "-binary", "-inform", "DER", "-in", "ours.p7m", "-inkey", "key.pem",
            "-recip", "cert.pem", "-out", "opened")  # fmt: skip
    assert (tmp_path / "opened").read_bytes() == CONTENT


@pytest.mark.parametrize(
    "options",
    [
        ["-aes256"],
        ["-aes128"],
        ["-aes192", "-keyid"],
        ["-aes-256-gcm"],
        ["-aes256", "-stream", "-indef"],
        ["-aes256", "-keyid", "-stream"],
    ],
    ids=" ".join,
)
def test_we_open_openssls(opening: SoftwareKey, options: list[str], tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(CONTENT)
    openssl(tmp_path, "cms", "-encrypt", "-binary", "-outform", "DER", "-in", "plain", "-out", "theirs.p7m",
            *options, "-recip", "cert.pem")  # fmt: skip
    assert decrypt((tmp_path / "theirs.p7m").read_bytes(), [opening]) == CONTENT


@pytest.mark.parametrize(
    "options",
    [
        ["rsa_padding_mode:oaep"],
        ["rsa_padding_mode:oaep", "rsa_oaep_md:sha256"],
        ["rsa_padding_mode:oaep", "rsa_oaep_md:sha512", "rsa_mgf1_md:sha1"],
        ["rsa_padding_mode:oaep", "rsa_oaep_label:6b75747568"],
    ],
    ids=" ".join,
)
def test_we_open_openssls_oaep(options: list[str], tmp_path: Path) -> None:
    opening = written("rsa", tmp_path)
    (tmp_path / "plain").write_bytes(CONTENT)
    extra = [word for option in options for word in ("-keyopt", option)]
    openssl(tmp_path, "cms", "-encrypt", "-binary", "-outform", "DER", "-in", "plain", "-out", "theirs.p7m", "-aes256",
            "-recip", "cert.pem", *extra)  # fmt: skip
    assert decrypt((tmp_path / "theirs.p7m").read_bytes(), [opening]) == CONTENT


@pytest.mark.parametrize("digest", ["sha1", "sha256", "sha384", "sha512"])
def test_we_open_openssls_key_agreement_with_each_hash(digest: str, tmp_path: Path) -> None:
    opening = written("p256", tmp_path)
    (tmp_path / "plain").write_bytes(CONTENT)
    openssl(tmp_path, "cms", "-encrypt", "-binary", "-outform", "DER", "-in", "plain", "-out", "theirs.p7m", "-aes256",
            "-recip", "cert.pem", "-keyopt", f"ecdh_kdf_md:{digest}")  # fmt: skip
    assert decrypt((tmp_path / "theirs.p7m").read_bytes(), [opening]) == CONTENT
