"""SHA-2, SHA-3 and both mixed: the signature's own hash wins for the signature, digestAlgorithm for the content."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from archive.signatures import FileReport, SignedAttributes, check_signatures, sign_attached
from timestamping.cms import hash_by_name
from timestamping.der import algorithm
from timestamping.tsa.authority import TestPki

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
ECDSA = {
    "sha256": "1.2.840.10045.4.3.2",
    "sha384": "1.2.840.10045.4.3.3",
    "sha3_256": "2.16.840.1.101.3.4.3.10",
    "sha3_512": "2.16.840.1.101.3.4.3.12",
}


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


def judged(pki: TestPki, content: str, signature: str) -> FileReport:
    key = pki.citizen.key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    used = ec.ECDSA(hash_by_name(signature).primitive)
    port = replace(
        pki.citizen.port(),
        algorithm=algorithm(ECDSA[signature]),
        digest=content,
        sign=lambda message: key.sign(message, used),
    )
    data = sign_attached(b"x", pki.citizen.certificate, port, SignedAttributes(NOW), [pki.issuer.certificate])
    return check_signatures(data, at=NOW, trust=pki.trust)


@pytest.mark.parametrize("name", list(ECDSA))
def test_one_hash_for_both_passes(pki: TestPki, name: str) -> None:
    assert judged(pki, name, name).verdict.passed


def test_two_hashes_of_one_family_pass_with_a_remark(pki: TestPki) -> None:
    report = judged(pki, "sha256", "sha384")
    assert report.verdict.passed
    assert "digest-algorithms-differ" in report.verdict.codes


@pytest.mark.parametrize(("content", "signature"), [("sha3_256", "sha256"), ("sha256", "sha3_512")])
def test_mixed_families_are_no_signature(pki: TestPki, content: str, signature: str) -> None:
    report = judged(pki, content, signature)
    assert report.intact is False
    assert "digest-families-mixed" in report.verdict.codes
