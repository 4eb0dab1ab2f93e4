"""The test PKI: root, issuing authority, time-stamp authority and one citizen, made once into a folder and read
again.
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from timestamping.cms import Certificate
from timestamping.trust import Anchor, TrustStore
from timestamping.tsa.authority.certificates import (
    Credential,
    KeyKind,
    Profile,
    issue,
    make_key,
    time_stamping_profile,
)

_NAMES = ("root", "issuer", "authority", "citizen")
_VALIDITY = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class TestPki:
    """root: self-signed test root. issuer: the authority under it. authority: time-stamps. citizen: signs documents."""

    __test__ = False  # pytest would take the name for a test class

    root: Credential
    issuer: Credential
    authority: Credential
    citizen: Credential

    @classmethod
    def make(cls, now: datetime, kind: KeyKind = KeyKind.P256, validity: timedelta = _VALIDITY) -> TestPki:
        """Fresh keys and certificates, valid from a day before `now`."""
        start, end = now - timedelta(days=1), now + validity
        signing = frozenset({"digital_signature", "content_commitment"})
        root = issue(Profile("TEST Kök Sertifikası", start, end, ca=True), make_key(kind))
        issuer = issue(Profile("TEST Sertifika Makamı", start, end, ca=True), make_key(kind), root)
        authority = issue(time_stamping_profile("TEST Zaman Damgası", start, end), make_key(kind), issuer)
        citizen = issue(Profile("TEST Ayşe Yılmaz", start, end, key_usage=signing), make_key(kind), issuer)
        return cls(root, issuer, authority, citizen)

    @classmethod
    def in_folder(cls, folder: Path, now: datetime) -> TestPki:
        """The PKI of the folder; made there with fresh keys when the folder has none yet."""
        if all((folder / f"{name}.pem").is_file() for name in _NAMES):
            return cls(*(_read(folder / f"{name}.pem") for name in _NAMES))
        made = cls.make(now)
        folder.mkdir(parents=True, exist_ok=True)
        for name in _NAMES:
            _write(folder / f"{name}.pem", getattr(made, name))
        return made

    @property
    def trust(self) -> TrustStore:
        """A store that trusts the test root and marks everything under it as TEST."""
        return TrustStore((Anchor(self.root.certificate, test=True, source="test-pki"),))

    def another_citizen(self, common_name: str, now: datetime, kind: KeyKind = KeyKind.P256) -> Credential:
        """A further signer under the same issuer; the name is marked TEST."""
        signing = frozenset({"digital_signature", "content_commitment"})
        start, end = self.issuer.certificate.not_before, now + _VALIDITY
        return issue(Profile(f"TEST {common_name}", start, end, key_usage=signing), make_key(kind), self.issuer)

    def write_anchor(self, trust_folder: Path) -> None:
        """Put the test root into a trust folder, with its mark (see `timestamping.trust.anchors`)."""
        trust_folder.mkdir(parents=True, exist_ok=True)
        (trust_folder / "test-root.pem").write_bytes(pem(self.root.certificate))
        (trust_folder / "trust.toml").write_text('["test-root.pem"]\ntest = true\n', "utf-8")


def pem(certificate: Certificate) -> bytes:
    """The certificate in PEM form."""
    body = base64.encodebytes(certificate.der).replace(b"\n", b"")
    lines = [body[start : start + 64] for start in range(0, len(body), 64)]
    return b"\n".join([b"-----BEGIN CERTIFICATE-----", *lines, b"-----END CERTIFICATE-----", b""])


def _write(path: Path, credential: Credential) -> None:
    """Key first, certificate after it; readable by the owner only."""
    key = credential.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key + pem(credential.certificate))


def _read(path: Path) -> Credential:
    content = path.read_bytes()
    key = load_pem_private_key(content, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey):
        raise ValueError(f"{path} holds a key that the test PKI never makes; remove the folder to start anew")
    return Credential(Certificate(x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER)), key)
