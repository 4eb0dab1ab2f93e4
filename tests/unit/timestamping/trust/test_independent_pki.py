"""Certificates, lists and answers of a PKI that we did not write (certomancer), at times that never were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from domain.signatures.levels import Indication
from timestamping.cms import Certificate
from timestamping.trust import (
    Freshness,
    Preference,
    RevocationKind,
    RevocationMaterial,
    RevocationRules,
    Status,
    StoredAnswer,
    TrustStore,
    build_ocsp_request,
    collect,
    crl_addresses,
    ocsp_addresses,
    validate_path,
)

registry = pytest.importorskip("certomancer.registry", reason="certomancer is not installed")

CONFIG = """
external-url-prefix: "http://test.invalid"
keysets:
  set: {keys: {root: {path: root.pem}, inter: {path: inter.pem}, signer: {path: signer.pem}, ocsp: {path: ocsp.pem}}}
pki-architectures:
  test:
    keyset: set
    entity-defaults: {country-name: TR, organization-name: Deneme}
    entities:
      root: {common-name: Kök}
      inter: {common-name: Ara}
      signer: {common-name: Ayşe Yılmaz}
      ocsp: {common-name: OCSP}
    certs:
      root:
        subject: root
        issuer: root
        validity: {valid-from: "2020-01-01T00:00:00+0000", valid-to: "2040-01-01T00:00:00+0000"}
        profiles: [{id: simple-ca, params: {crl-repo: root}}]
      inter:
        subject: inter
        issuer: root
        validity: {valid-from: "2020-01-01T00:00:00+0000", valid-to: "2040-01-01T00:00:00+0000"}
        profiles: [{id: simple-ca, params: {max-path-len: 0, crl-repo: root}}]
      signer:
        subject: signer
        issuer: inter
        validity: {valid-from: "2020-01-01T00:00:00+0000", valid-to: "2030-01-01T00:00:00+0000"}
        profiles: [digsig-commitment]
        extensions:
          - {id: crl_distribution_points, smart-value: {schema: crl-dist-url, params: {crl-repo-names: [inter]}}}
          - {id: authority_information_access, smart-value: {schema: aia-urls, params: {ocsp-responder-names: [inter]}}}
      revoked:
        template: signer
        subject: signer
        revocation: {revoked-since: "2025-06-01T00:00:00+0000", reason: key_compromise}
      ocsp:
        subject: ocsp
        issuer: inter
        validity: {valid-from: "2020-01-01T00:00:00+0000", valid-to: "2030-01-01T00:00:00+0000"}
        profiles: [ocsp-responder]
    services:
      ocsp:
        inter: {for-issuer: inter, responder-cert: ocsp, signing-key: ocsp}
      crl-repo:
        root: {for-issuer: root, signing-key: root, simulated-update-schedule: P90D}
        inter: {for-issuer: inter, signing-key: inter, simulated-update-schedule: P30D}
"""
BEFORE, AFTER = datetime(2025, 5, 15, tzinfo=UTC), datetime(2025, 7, 15, tzinfo=UTC)
NEEDED = RevocationRules(required=True)


@dataclass
class Outside:
    """The other PKI as a revocation source. now: its time."""

    architecture: Any
    now: datetime = AFTER

    def certificate(self, label: str) -> Certificate:
        return Certificate(self.architecture.get_cert(registry.CertLabel(label)).dump())

    def issuers_of(self, certificate: Certificate) -> Sequence[Certificate]:
        authorities = (self.certificate("inter"), self.certificate("root"))
        return [item for item in authorities if item.subject == certificate.issuer]

    def ocsp_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        from asn1crypto import ocsp

        responder = self.architecture.service_registry.summon_responder(registry.ServiceLabel("inter"), self.now)
        request = ocsp.OCSPRequest.load(build_ocsp_request(certificate, issuer))
        return StoredAnswer(responder.build_ocsp_response(request).dump(), "certomancer")

    def crl_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        label = registry.ServiceLabel("root" if issuer == self.certificate("root") else "inter")
        return StoredAnswer(self.architecture.service_registry.get_crl(label, at_time=self.now).dump(), "certomancer")


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Outside:
    folder: Path = tmp_path_factory.mktemp("keys")
    for name in ("root", "inter", "signer", "ocsp"):
        made = rsa.generate_private_key(65537, 2048) if name == "root" else ec.generate_private_key(ec.SECP256R1())
        pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.pem").write_bytes(pem)
    config = registry.CertomancerConfig.from_yaml(CONFIG, key_search_dir=str(folder))
    return Outside(config.get_pki_arch(registry.ArchLabel("test")))


KINDS: tuple[Preference, ...] = ("crl", "ocsp")


@pytest.mark.parametrize("prefer", KINDS)
def test_good_certificate_is_collected_and_passes(outside: Outside, prefer: Preference) -> None:
    store = TrustStore.of(outside.certificate("root"))
    data = collect(outside.certificate("signer"), [], store, outside, AFTER, prefer=prefer)
    assert data.verdict.verdict.indication is Indication.PASSED
    assert [status.use.kind for status in data.verdict.statuses if status.use] == [
        RevocationKind(prefer),
        RevocationKind.CRL,
    ]


@pytest.mark.parametrize("prefer", KINDS)
def test_revoked_certificate_is_revoked_with_its_time(outside: Outside, prefer: Preference) -> None:
    store = TrustStore.of(outside.certificate("root"))
    data = collect(outside.certificate("revoked"), [], store, outside, AFTER, prefer=prefer)
    status = data.verdict.statuses[0]
    assert (status.status, status.revoked_at) == (Status.REVOKED, datetime(2025, 6, 1, tzinfo=UTC))
    assert status.use is not None
    assert status.use.reason == 1


@pytest.mark.parametrize("prefer", KINDS)
def test_revoked_certificate_was_good_before(outside: Outside, prefer: Preference) -> None:
    store = TrustStore.of(outside.certificate("root"))
    data = collect(outside.certificate("revoked"), [], store, outside, BEFORE, prefer=prefer)
    assert data.verdict.verdict.passed


def test_list_of_before_the_revocation_does_not_know_of_it(outside: Outside) -> None:
    leaf, inter = outside.certificate("revoked"), outside.certificate("inter")
    early = Outside(outside.architecture, BEFORE)
    lists = tuple(early.crl_for(item, issuer, BEFORE).data for item, issuer in zip(*_pairs(outside), strict=True))
    store = TrustStore.of(outside.certificate("root"))
    found = validate_path(leaf, [inter], store, BEFORE, revocation=RevocationMaterial(lists), rules=NEEDED)
    assert found.verdict.passed


def _pairs(outside: Outside) -> tuple[list[Certificate], list[Certificate]]:
    """Certificates of the path and their issuers."""
    leaf, inter, root = (outside.certificate(label) for label in ("revoked", "inter", "root"))
    return [leaf, inter], [inter, root]


def test_addresses_are_read_from_its_certificates(outside: Outside) -> None:
    leaf = outside.certificate("signer")
    assert crl_addresses(leaf) == ("http://test.invalid/test/crls/inter/latest.crl",)
    assert ocsp_addresses(leaf) == ("http://test.invalid/test/ocsp/inter",)
