"""Making new CMS SignedData of our own, always DER: attributes, SignerInfo, SignedData, and keys behind a signing
port.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

from timestamping.cms import oids
from timestamping.cms.certificates import Certificate
from timestamping.cms.digests import hash_by_name
from timestamping.der import Tag, algorithm, explicit, integer, octet_string, oid, sequence, set_of, tlv

_RSA_BY_HASH = {
    "sha256": "1.2.840.113549.1.1.11",
    "sha384": "1.2.840.113549.1.1.12",
    "sha512": "1.2.840.113549.1.1.13",
}
_ECDSA_BY_HASH = {
    "sha256": "1.2.840.10045.4.3.2",
    "sha384": "1.2.840.10045.4.3.3",
    "sha512": "1.2.840.10045.4.3.4",
}


@dataclass(frozen=True, slots=True)
class SigningPort:
    """Something that signs, without showing its key.

    algorithm: DER AlgorithmIdentifier of the signature. digest: hashlib name used for message-digest and signature.
    sign: the signature octets over the message it is given.
    """

    algorithm: bytes
    digest: str
    sign: Callable[[bytes], bytes]


def port_of_key(key: PrivateKeyTypes, digest: str = "sha256", *, pss: bool = False) -> SigningPort:
    """A port over a key in memory. Raises ValueError for a key or digest it has no algorithm for."""
    used = hash_by_name(digest)
    match key:
        case rsa.RSAPrivateKey() if pss:
            scheme = padding.PSS(padding.MGF1(used.primitive), used.size)
            return SigningPort(_pss(digest), digest, lambda message: key.sign(message, scheme, used.primitive))
        case rsa.RSAPrivateKey():
            named = algorithm(_RSA_BY_HASH[digest], with_null=True)
            return SigningPort(named, digest, lambda message: key.sign(message, padding.PKCS1v15(), used.primitive))
        case ec.EllipticCurvePrivateKey():
            named = algorithm(_ECDSA_BY_HASH[digest])
            return SigningPort(named, digest, lambda message: key.sign(message, ec.ECDSA(used.primitive)))
        case ed25519.Ed25519PrivateKey():
            return SigningPort(algorithm(oids.ED25519), "sha512", key.sign)
        case ed448.Ed448PrivateKey():
            return SigningPort(algorithm(oids.ED448), "sha512", key.sign)
        case _:
            raise ValueError(f"no signature algorithm for a key of type {type(key).__name__}")


def _pss(digest: str) -> bytes:
    used = hash_by_name(digest)
    named = algorithm(used.oid, with_null=True)
    mask = sequence(oid(oids.MGF1), named)
    parameters = sequence(explicit(0, named), explicit(1, mask), explicit(2, integer(used.size)))
    return sequence(oid(oids.RSA_PSS), parameters)


def attribute(kind: str, *values: bytes) -> bytes:
    """An Attribute with those values (RFC 5652, 5.3)."""
    return sequence(oid(kind), set_of(*values))


def signing_certificate_v2(certificate: Certificate, digest: str = "sha256") -> bytes:
    """The ESS signing-certificate-v2 attribute that binds the certificate, with issuer and serial (RFC 5035, 5.4.1)."""
    used = hash_by_name(digest)
    named = b"" if digest == "sha256" else algorithm(used.oid)
    issuer = sequence(sequence(explicit(4, certificate.issuer)), integer(certificate.serial))
    identifier = sequence(named, octet_string(used.digest(certificate.der)), issuer)
    return attribute(oids.SIGNING_CERTIFICATE_V2, sequence(sequence(identifier)))


def build_signer_info(
    certificate: Certificate, port: SigningPort, signed_attributes: Sequence[bytes], unsigned: Sequence[bytes] = ()
) -> bytes:
    """A SignerInfo named by issuer and serial whose signature covers the attributes in DER order (RFC 5652, 5.4)."""
    ordered = sorted(signed_attributes)
    return sequence(
        integer(1),
        sequence(certificate.issuer, integer(certificate.serial)),
        algorithm(hash_by_name(port.digest).oid),
        tlv(Tag.CONTEXT_0, *ordered),
        port.algorithm,
        octet_string(port.sign(tlv(Tag.SET, *ordered))),
        tlv(Tag.CONTEXT_1, *unsigned) if unsigned else b"",
    )


def build_signed_data(
    content_type: str,
    content: bytes | None,
    signers: Sequence[bytes],
    certificates: Sequence[bytes],
    digests: Sequence[str],
    crls: Sequence[bytes] = (),
) -> bytes:
    """A ContentInfo with SignedData; `content` None makes it detached (RFC 5652, 5.1)."""
    inside = b"" if content is None else explicit(0, octet_string(content))
    body = sequence(
        integer(1 if content_type == oids.DATA else 3),
        set_of(*(algorithm(hash_by_name(name).oid) for name in sorted(set(digests)))),
        sequence(oid(content_type), inside),
        tlv(Tag.CONTEXT_0, *sorted(certificates)) if certificates else b"",
        tlv(Tag.CONTEXT_1, *sorted(crls)) if crls else b"",
        set_of(*signers),
    )
    return sequence(oid(oids.SIGNED_DATA), explicit(0, body))
