"""Lists and answers of the test PKI are right ones in OpenSSL's eyes, and what it refuses so do we."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

import pytest

from timestamping.trust import RevocationMaterial, RevocationRules, TrustStore, build_ocsp_request, validate_path
from timestamping.tsa.authority import RevocablePki, RevocationMisbehaviour
from timestamping.tsa.authority.pki import pem

pytestmark = pytest.mark.skipif(which("openssl") is None, reason="openssl is not installed")

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def pki() -> RevocablePki:
    return RevocablePki.make(lambda: NOW)


@pytest.fixture
def folder(pki: RevocablePki, tmp_path: Path) -> Path:
    (tmp_path / "root.pem").write_bytes(pem(pki.root.certificate))
    (tmp_path / "issuer.pem").write_bytes(pem(pki.issuer.certificate))
    (tmp_path / "leaf.pem").write_bytes(pem(pki.pki.citizen.certificate))
    (tmp_path / "chain.pem").write_bytes(pem(pki.root.certificate) + pem(pki.issuer.certificate))
    return tmp_path


def openssl(folder: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True, timeout=30)
    return done.returncode, done.stdout + done.stderr


def by_list(folder: Path, pki: RevocablePki) -> str:
    """What OpenSSL says of the leaf with the lists of both authorities."""
    (folder / "issuer.crl").write_bytes(pki.issuer.crl())
    (folder / "root.crl").write_bytes(pki.root.crl())
    lists = b""
    for name in ("issuer", "root"):
        openssl(folder, "crl", "-inform", "DER", "-in", f"{name}.crl", "-out", f"{name}.crl.pem")
        lists += (folder / f"{name}.crl.pem").read_bytes()
    (folder / "lists.pem").write_bytes(lists)
    words = ("-crl_check_all", "-CAfile", "root.pem", "-untrusted", "issuer.pem", "-CRLfile", "lists.pem", "leaf.pem")
    return openssl(folder, "verify", *words)[1]


def by_answer(folder: Path, answer: bytes) -> str:
    (folder / "answer.der").write_bytes(answer)
    words = ("-respin", "answer.der", "-issuer", "issuer.pem", "-cert", "leaf.pem", "-CAfile", "chain.pem", "-no_nonce")
    return openssl(folder, "ocsp", *words)[1]


def ours(pki: RevocablePki, material: RevocationMaterial) -> tuple[str, ...]:
    rules = RevocationRules(required=True)
    store = TrustStore.of(pki.root.certificate)
    leaf, issuer = pki.pki.citizen.certificate, pki.issuer.certificate
    return validate_path(leaf, [issuer], store, NOW, revocation=material, rules=rules).verdict.codes


def test_good_list_is_good_for_both(pki: RevocablePki, folder: Path) -> None:
    assert "leaf.pem: OK" in by_list(folder, pki)
    assert ours(pki, RevocationMaterial((pki.issuer.crl(), pki.root.crl()))) == ()


def test_revoked_by_list_is_revoked_for_both(pki: RevocablePki, folder: Path) -> None:
    pki.issuer.revoke(pki.pki.citizen.certificate, reason=1)
    assert "certificate revoked" in by_list(folder, pki)
    assert "certificate-revoked" in ours(pki, RevocationMaterial((pki.issuer.crl(), pki.root.crl())))


def test_badly_signed_list_is_refused_by_both(pki: RevocablePki, folder: Path) -> None:
    pki.issuer.misbehaviour = RevocationMisbehaviour.BAD_SIGNATURE
    assert "CRL signature failure" in by_list(folder, pki)
    assert "crl-signature-bad" in ours(pki, RevocationMaterial((pki.issuer.crl(), pki.root.crl())))


@pytest.mark.parametrize(
    ("misbehaviour", "theirs", "code"),
    [
        (None, "leaf.pem: good", None),
        (RevocationMisbehaviour.BAD_SIGNATURE, "Response Verify Failure", "ocsp-signature-bad"),
        (RevocationMisbehaviour.UNAUTHORISED_RESPONDER, "Response Verify Failure", "ocsp-responder-unauthorised"),
        (RevocationMisbehaviour.OTHER_CERTIFICATE, "No Status found", "revocation-unknown"),
        (RevocationMisbehaviour.UNKNOWN_STATUS, "leaf.pem: unknown", "ocsp-status-unknown"),
        (RevocationMisbehaviour.TRY_LATER, "trylater", "ocsp-unreadable"),
    ],
)
def test_answers_are_judged_alike(
    pki: RevocablePki, folder: Path, misbehaviour: RevocationMisbehaviour | None, theirs: str, code: str | None
) -> None:
    pki.issuer.misbehaviour = misbehaviour
    answer = pki.issuer.ocsp(build_ocsp_request(pki.pki.citizen.certificate, pki.issuer.certificate))
    found = ours(pki, RevocationMaterial((pki.root.crl(),), (answer,)))
    assert theirs in by_answer(folder, answer)
    assert (code in found) if code else found == ()


def test_revoked_by_answer_is_revoked_for_both(pki: RevocablePki, folder: Path) -> None:
    pki.issuer.revoke(pki.pki.citizen.certificate, reason=1)
    answer = pki.issuer.ocsp(build_ocsp_request(pki.pki.citizen.certificate, pki.issuer.certificate))
    assert "leaf.pem: revoked" in by_answer(folder, answer)
    assert "certificate-revoked" in ours(pki, RevocationMaterial((pki.root.crl(),), (answer,)))


def test_openssl_reads_our_request(pki: RevocablePki, folder: Path) -> None:
    request = build_ocsp_request(pki.pki.citizen.certificate, pki.issuer.certificate)
    (folder / "request.der").write_bytes(request)
    code, said = openssl(folder, "ocsp", "-reqin", "request.der", "-req_text", "-noverify")
    assert f"{pki.pki.citizen.certificate.serial:X}" in said, (code, said)
