"""Test certificates: a small profile says what one holds; serial numbers follow from the key, dates from the caller."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from timestamping.cms import Certificate, SigningPort, hash_by_name, port_of_key
from timestamping.der import oid, sequence

_QC_STATEMENTS = "1.3.6.1.5.5.7.1.3"
QUALIFIED_STATEMENTS = ("0.4.0.1862.1.1", "2.16.792.1.61.0.1.5070.1.1")
"""What a Turkish qualified certificate states (EN 319 412-5; BTK profile guide): both are asked for."""
QUALIFIED_POLICY = "2.16.792.1.61.0.1.5070.1.1"


class KeyKind(StrEnum):
    """P256: small and fast, the default. P384. RSA: 2048 bits, RSA_4096: those. ED25519: modern."""

    P256 = "p256"
    P384 = "p384"
    RSA = "rsa"
    RSA_4096 = "rsa-4096"
    ED25519 = "ed25519"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a test certificate holds.

    common_name: subject CN. not_before, not_after: validity, aware UTC. ca: may issue others.
    purposes: extended key usage as dotted text, None leaves it out. key_usage: names of x509.KeyUsage to set.
    path_length: how many authorities may follow. qualified: with the QC statements of a Turkish qualified certificate.
    policies: certificate policies. crl_addresses, ocsp_addresses, issuer_addresses: where to ask. no_check: nobody need
    ask whether it is revoked. digest: hash of its signature.
    """

    common_name: str
    not_before: datetime
    not_after: datetime
    ca: bool = False
    purposes: tuple[str, ...] | None = None
    purposes_critical: bool = True
    key_usage: frozenset[str] = frozenset({"digital_signature"})
    path_length: int | None = None
    qualified: bool = False
    policies: tuple[str, ...] = ()
    crl_addresses: tuple[str, ...] = ()
    ocsp_addresses: tuple[str, ...] = ()
    issuer_addresses: tuple[str, ...] = ()
    no_check: bool = False
    digest: str = "sha256"


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate with its key."""

    certificate: Certificate
    key: CertificateIssuerPrivateKeyTypes

    def port(self, digest: str = "sha256", *, pss: bool = False) -> SigningPort:
        """The key as a signing port."""
        return port_of_key(self.key, digest, pss=pss)


def time_stamping_profile(common_name: str, not_before: datetime, not_after: datetime) -> Profile:
    """A right and proper time-stamp certificate (RFC 3161, 2.3)."""
    purpose = ExtendedKeyUsageOID.TIME_STAMPING.dotted_string
    return Profile(common_name, not_before, not_after, purposes=(purpose,))


def qualified_profile(common_name: str, not_before: datetime, not_after: datetime) -> Profile:
    """A qualified certificate of a person as BTK's guide asks: QC statements, non-repudiation, a policy."""
    return Profile(
        common_name,
        not_before,
        not_after,
        key_usage=frozenset({"content_commitment"}),
        qualified=True,
        policies=(QUALIFIED_POLICY,),
    )


def make_key(kind: KeyKind = KeyKind.P256) -> CertificateIssuerPrivateKeyTypes:
    """A fresh private key."""
    match kind:
        case KeyKind.P256:
            return ec.generate_private_key(ec.SECP256R1())
        case KeyKind.P384:
            return ec.generate_private_key(ec.SECP384R1())
        case KeyKind.RSA:
            return rsa.generate_private_key(public_exponent=65537, key_size=2048)
        case KeyKind.RSA_4096:
            return rsa.generate_private_key(public_exponent=65537, key_size=4096)
        case KeyKind.ED25519:
            return ed25519.Ed25519PrivateKey.generate()


def issue(profile: Profile, key: CertificateIssuerPrivateKeyTypes, issuer: Credential | None = None) -> Credential:
    """A certificate for the key, signed by `issuer` or, without one, by itself."""
    public = key.public_key()
    subject = _name(profile.common_name)
    issuer_name = subject if issuer is None else x509.Name.from_bytes(issuer.certificate.subject)
    issuer_key = key if issuer is None else issuer.key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer_name)
        .public_key(public)
        .serial_number(_serial(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo), profile))
        .not_valid_before(profile.not_before)
        .not_valid_after(profile.not_after)
        .add_extension(x509.BasicConstraints(ca=profile.ca, path_length=profile.path_length), critical=True)
        .add_extension(_usage(profile), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if profile.purposes is not None:
        purposes = x509.ExtendedKeyUsage([x509.ObjectIdentifier(purpose) for purpose in profile.purposes])
        builder = builder.add_extension(purposes, critical=profile.purposes_critical)
    for extension in _further(profile):
        builder = builder.add_extension(extension, critical=False)
    signed = builder.sign(issuer_key, _hash_for(issuer_key, profile.digest))
    return Credential(Certificate(signed.public_bytes(Encoding.DER)), key)


def revocation_list(issuer: Credential, revoked: tuple[Certificate, ...], at: datetime, until: datetime) -> bytes:
    """A DER CRL of the issuer that revokes those certificates at `at`."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(x509.Name.from_bytes(issuer.certificate.subject))
        .last_update(at)
        .next_update(until)
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False)
    )
    for certificate in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial).revocation_date(at).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(issuer.key, _hash_for(issuer.key)).public_bytes(Encoding.DER)


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "TR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "TEST - hukuken geçersiz"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(profile: Profile) -> x509.KeyUsage:
    names = frozenset({"key_cert_sign", "crl_sign"}) if profile.ca else profile.key_usage
    return x509.KeyUsage(
        digital_signature="digital_signature" in names,
        content_commitment="content_commitment" in names,
        key_encipherment="key_encipherment" in names,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign="key_cert_sign" in names,
        crl_sign="crl_sign" in names,
        encipher_only=False,
        decipher_only=False,
    )


def _serial(key_info: bytes, profile: Profile) -> int:
    """Unique per key and profile, and never negative, without a source of randomness."""
    seed = hash_by_name("sha256").digest(key_info, repr(profile).encode())
    return int.from_bytes(seed[:15], "big") | 1


def _further(profile: Profile) -> Iterator[x509.ExtensionType]:
    """The extensions that only some certificates have."""
    if profile.policies:
        named = [x509.PolicyInformation(x509.ObjectIdentifier(policy), None) for policy in profile.policies]
        yield x509.CertificatePolicies(named)
    if profile.qualified:
        stated = sequence(*(sequence(oid(statement)) for statement in QUALIFIED_STATEMENTS))
        yield x509.UnrecognizedExtension(x509.ObjectIdentifier(_QC_STATEMENTS), stated)
    if profile.crl_addresses:
        full = [x509.UniformResourceIdentifier(address) for address in profile.crl_addresses]
        yield x509.CRLDistributionPoints([x509.DistributionPoint(full, None, None, None)])
    access = [(AuthorityInformationAccessOID.OCSP, address) for address in profile.ocsp_addresses]
    access += [(AuthorityInformationAccessOID.CA_ISSUERS, address) for address in profile.issuer_addresses]
    if access:
        described = [x509.AccessDescription(method, x509.UniformResourceIdentifier(uri)) for method, uri in access]
        yield x509.AuthorityInformationAccess(described)
    if profile.no_check:
        yield x509.OCSPNoCheck()


def _hash_for(
    key: CertificateIssuerPrivateKeyTypes, digest: str = "sha256"
) -> hashes.SHA256 | hashes.SHA384 | hashes.SHA512 | None:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return None
    match digest:
        case "sha384":
            return hashes.SHA384()
        case "sha512":
            return hashes.SHA512()
        case _:
            return hashes.SHA256()
