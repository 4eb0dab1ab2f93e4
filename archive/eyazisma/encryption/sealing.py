"""Making an envelope: AES-256-CBC, one entry a recipient."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, keywrap, padding, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric import padding as rsa_padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from archive.eyazisma.certificates import RecipientCertificateError, require_recipient
from archive.eyazisma.encryption import identifiers as ids
from archive.eyazisma.encryption.agreement import wrapping_key
from timestamping.cms import Certificate
from timestamping.der import (
    Tag,
    algorithm,
    bit_string,
    explicit,
    integer,
    octet_string,
    oid,
    sequence,
    set_of,
    tlv,
)

_KEY_BYTES, _BLOCK_BYTES = 32, 16


@dataclass(frozen=True, slots=True)
class EnvelopeOptions:
    """How an envelope is made."""

    oaep: bool = False
    """RSAES-OAEP with SHA-256 instead of PKCS#1 v1.5, which every reader knows."""
    issuers: frozenset[bytes] | None = None
    """Encoded names of the only issuers allowed (S1-ŞİF-1); None when the caller has checked the path."""
    random: Callable[[int], bytes] = os.urandom
    """Source of content key and initialisation vector."""


def encrypt(content: bytes, certificates: list[Certificate], now: datetime, options: EnvelopeOptions) -> bytes:
    """An envelope in DER for all `certificates`.

    Raises the refusals of `archive.eyazisma.certificates`: for no certificate, or for one that may not be used.
    """
    if not certificates:
        raise RecipientCertificateError(
            subject="…", reason_tr="sertifika verilmemiş", reason_en="no certificate was given"
        )
    for certificate in certificates:
        require_recipient(certificate, now, options.issuers)
    key, vector = options.random(_KEY_BYTES), options.random(_BLOCK_BYTES)
    recipients = [_recipient(certificate, key, options) for certificate in certificates]
    agreed = any(entry[0] == Tag.CONTEXT_1 for entry in recipients)
    envelope = sequence(
        integer(2 if agreed else 0),
        set_of(*recipients),
        sequence(
            oid(ids.DATA),
            sequence(oid(ids.AES256_CBC), octet_string(vector)),
            tlv(Tag.PRIMITIVE_CONTEXT_0, _enciphered(content, key, vector)),
        ),
    )
    return sequence(oid(ids.ENVELOPED_DATA), explicit(0, envelope))


def _enciphered(content: bytes, key: bytes, vector: bytes) -> bytes:
    padder = padding.PKCS7(_BLOCK_BYTES * 8).padder()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    return b"".join(
        (encryptor.update(padder.update(content)), encryptor.update(padder.finalize()), encryptor.finalize())
    )


def _recipient(certificate: Certificate, key: bytes, options: EnvelopeOptions) -> bytes:
    match _public_key(certificate):
        case rsa.RSAPublicKey() as public:
            return _transported(certificate, public, key, options)
        case ec.EllipticCurvePublicKey() as public:
            return _agreed(certificate, public, key)
        case _:
            raise RecipientCertificateError(
                subject=certificate.subject_text,
                reason_tr="anahtar ne RSA ne eliptik eğri",
                reason_en="its key is neither RSA nor on an elliptic curve",
            )


def _public_key(certificate: Certificate) -> object:
    try:
        return serialization.load_der_public_key(certificate.public_key_info)
    except (ValueError, UnsupportedAlgorithm):
        return None  # a kind of key that nobody here knows


def _name(certificate: Certificate) -> bytes:
    return sequence(certificate.issuer, integer(certificate.serial))


def _transported(certificate: Certificate, public: rsa.RSAPublicKey, key: bytes, options: EnvelopeOptions) -> bytes:
    """KeyTransRecipientInfo (RFC 5652 §6.2.1)."""
    if options.oaep:
        scheme: rsa_padding.AsymmetricPadding = rsa_padding.OAEP(
            rsa_padding.MGF1(hashes.SHA256()), hashes.SHA256(), None
        )
        sha256 = algorithm(ids.SHA256, with_null=True)
        parameters = sequence(explicit(0, sha256), explicit(1, sequence(oid(ids.MGF1), sha256)))
        stated = sequence(oid(ids.RSA_OAEP), parameters)
    else:
        scheme = rsa_padding.PKCS1v15()
        stated = algorithm(ids.RSA_PKCS1, with_null=True)
    return sequence(integer(0), _name(certificate), stated, octet_string(public.encrypt(key, scheme)))


def _agreed(certificate: Certificate, public: ec.EllipticCurvePublicKey, key: bytes) -> bytes:
    """KeyAgreeRecipientInfo with an ephemeral key (RFC 5753 §3.1)."""
    ephemeral = ec.generate_private_key(public.curve)
    point = ephemeral.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    wrap = algorithm(ids.AES256_WRAP)
    wrapping = wrapping_key(ephemeral.exchange(ec.ECDH(), public), hashes.SHA256(), wrap, _KEY_BYTES, None)
    originator = tlv(Tag.CONTEXT_1, algorithm(ids.EC_PUBLIC_KEY), bit_string(point))
    return tlv(
        Tag.CONTEXT_1,
        integer(3),
        explicit(0, originator),
        sequence(oid(ids.ECDH_SHA256), wrap),
        sequence(sequence(_name(certificate), octet_string(keywrap.aes_key_wrap(wrapping, key)))),
    )
