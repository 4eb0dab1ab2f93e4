"""Does this key's signature cover these bytes? Public-key mathematics by `cryptography`, choice of algorithm by us.

The algorithm comes from `signatureAlgorithm`; where it names no hash (rsaEncryption, ecPublicKey) `digestAlgorithm`
does.
Parameters are compared by object identifier, never as bytes: NULL may be present or absent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key

from timestamping.cms import oids
from timestamping.cms.digests import HashAlgorithm, UnknownHashError, hash_by_name, hash_by_oid
from timestamping.der import Element, Tag, algorithm, octet_string, read_exact, read_integer, read_oid, sequence

_MAX_RSA_BITS = 8192
_MAX_RSA_EXPONENT_BITS = 64  # real exponents have 17 bits; a huge one would turn one check into seconds of work
_MAX_KEPT = 2 * 1024  # bytes of a public key that is remembered; protects memory from enormous ones

_RSA = "1.2.840.113549.1.1."
_NIST = "2.16.840.1.101.3.4.3."
_HASH_OF_RSA = {
    _RSA + "4": "md5",
    _RSA + "5": "sha1",
    _RSA + "14": "sha224",
    _RSA + "11": "sha256",
    _RSA + "12": "sha384",
    _RSA + "13": "sha512",
    _NIST + "13": "sha3_224",
    _NIST + "14": "sha3_256",
    _NIST + "15": "sha3_384",
    _NIST + "16": "sha3_512",
}
_HASH_OF_ECDSA = {
    "1.2.840.10045.4.1": "sha1",
    "1.2.840.10045.4.3.1": "sha224",
    "1.2.840.10045.4.3.2": "sha256",
    "1.2.840.10045.4.3.3": "sha384",
    "1.2.840.10045.4.3.4": "sha512",
    _NIST + "9": "sha3_224",
    _NIST + "10": "sha3_256",
    _NIST + "11": "sha3_384",
    _NIST + "12": "sha3_512",
}
_PLAIN = "0.4.0.127.0.7.1.1.4.1."
_HASH_OF_PLAIN_ECDSA = {
    _PLAIN + "1": "sha1",
    _PLAIN + "2": "sha224",
    _PLAIN + "3": "sha256",
    _PLAIN + "4": "sha384",
    _PLAIN + "5": "sha512",
}
"""r and s side by side instead of in a SEQUENCE (BSI TR-03111, 5.2.1.1): met in German signatures."""
_HASH_OF_DSA = {
    "1.2.840.10040.4.3": "sha1",
    _NIST + "1": "sha224",
    _NIST + "2": "sha256",
    _NIST + "3": "sha384",
    _NIST + "4": "sha512",
}


class UnsupportedSignatureError(ValueError):
    """The signature uses an algorithm or key this program cannot compute; it is neither confirmed nor refuted."""


@dataclass(frozen=True, slots=True)
class PssParameters:
    """RSASSA-PSS parameters (RFC 4055, 3.1)."""

    hash: HashAlgorithm
    mask_hash: HashAlgorithm
    salt_length: int


Verifier = Callable[[PublicKeyTypes, bytes, bytes], bool]


def verify(key_info: bytes, signature_algorithm: Element, digest_oid: str, signature: bytes, message: bytes) -> bool:
    """Is `signature` over `message` good under the key in `key_info` (DER SubjectPublicKeyInfo)?

    Raises UnsupportedSignatureError when this cannot be computed, DerError when the parameters cannot be read.
    """
    try:
        verifier = _verifier(signature_algorithm, digest_oid)
        return verifier(_key(key_info), signature, message)
    except (UnknownHashError, UnsupportedAlgorithm) as error:
        raise UnsupportedSignatureError(str(error)) from None
    except UnsupportedSignatureError:
        raise
    except ValueError as error:
        raise UnsupportedSignatureError(f"public key cannot be used: {error}") from None


def _key(key_info: bytes) -> PublicKeyTypes:
    return _known_key(key_info) if len(key_info) <= _MAX_KEPT else load_der_public_key(_plain_rsa(key_info))


@lru_cache(1_024)
def _known_key(key_info: bytes) -> PublicKeyTypes:
    """The same few authorities sign everything: their keys are loaded once."""
    return load_der_public_key(_plain_rsa(key_info))


def signature_hash(signature_algorithm: Element, digest_oid: str) -> HashAlgorithm | None:
    """The hash inside the signature; None for EdDSA, which brings its own. Raises UnsupportedSignatureError,
    DerError.
    """
    oid = read_oid(signature_algorithm.child(0))
    if oid in (oids.ED25519, oids.ED448):
        return None
    if oid == oids.RSA_PSS:
        return pss_parameters(signature_algorithm).hash
    tables = (_HASH_OF_RSA, _HASH_OF_ECDSA, _HASH_OF_PLAIN_ECDSA, _HASH_OF_DSA)
    name = next((table[oid] for table in tables if oid in table), None)
    try:
        return hash_by_name(name) if name else hash_by_oid(digest_oid)
    except UnknownHashError as error:
        raise UnsupportedSignatureError(str(error)) from None


def _verifier(signature_algorithm: Element, digest_oid: str) -> Verifier:
    oid = read_oid(signature_algorithm.child(0))
    if oid == oids.RSA_PSS:
        parameters = pss_parameters(signature_algorithm)
        return lambda key, signature, message: _verify_pss(key, signature, message, parameters)
    if oid in (oids.ED25519, oids.ED448):
        return _verify_edwards
    used = signature_hash(signature_algorithm, digest_oid)
    assert used is not None
    if oid == oids.RSA_ENCRYPTION or oid in _HASH_OF_RSA:
        return lambda key, signature, message: _verify_rsa(key, signature, message, used)
    if oid == oids.EC_PUBLIC_KEY or oid in _HASH_OF_ECDSA:
        return lambda key, signature, message: _verify_ecdsa(key, signature, message, used)
    if oid in _HASH_OF_PLAIN_ECDSA:
        return lambda key, signature, message: _verify_ecdsa(key, _pair(signature), message, used)
    if oid in _HASH_OF_DSA:
        return lambda key, signature, message: _verify_dsa(key, signature, message, used)
    raise UnsupportedSignatureError(f"unknown signature algorithm {oid}")


def _verify_rsa(key: PublicKeyTypes, signature: bytes, message: bytes, used: HashAlgorithm) -> bool:
    """RSASSA-PKCS1-v1_5; what OpenSSL refuses is decided by comparing the whole block, never by parsing it (RFC 8017,
    8.2.2).

    Both exact DigestInfo encodings count, with and without NULL: the second is met in real signatures and refused by
    OpenSSL. Padding is compared to its full length.
    """
    if not isinstance(key, rsa.RSAPublicKey):
        raise UnsupportedSignatureError("an RSA signature, but the certificate's key is not RSA")
    numbers = key.public_numbers()
    if numbers.n.bit_length() > _MAX_RSA_BITS or numbers.e.bit_length() > _MAX_RSA_EXPONENT_BITS:
        raise UnsupportedSignatureError("an RSA key too large to compute with")
    size = (numbers.n.bit_length() + 7) // 8
    number = int.from_bytes(signature, "big")
    if len(signature) != size or number >= numbers.n:
        return False
    if _accepted_by_openssl(key, signature, message, used):
        return True
    block = pow(number, numbers.e, numbers.n).to_bytes(size, "big")
    digest = used.digest(message)
    return any(
        block == _padded(sequence(algorithm(used.oid, with_null=with_null), octet_string(digest)), size)
        for with_null in (True, False)
    )


def _accepted_by_openssl(key: rsa.RSAPublicKey, signature: bytes, message: bytes, used: HashAlgorithm) -> bool:
    """The quick way; hashes it does not take are left to the comparison."""
    try:
        return _accepts(lambda: key.verify(signature, message, padding.PKCS1v15(), used.primitive))
    except (UnsupportedAlgorithm, ValueError):
        return False


def _padded(digest_info: bytes, size: int) -> bytes | None:
    filling = size - len(digest_info) - 3
    return b"\x00\x01" + b"\xff" * filling + b"\x00" + digest_info if filling >= 8 else None


def _verify_pss(key: PublicKeyTypes, signature: bytes, message: bytes, parameters: PssParameters) -> bool:
    if not isinstance(key, rsa.RSAPublicKey):
        raise UnsupportedSignatureError("an RSA signature, but the certificate's key is not RSA")
    scheme = padding.PSS(padding.MGF1(parameters.mask_hash.primitive), parameters.salt_length)
    return _accepts(lambda: key.verify(signature, message, scheme, parameters.hash.primitive))


def _verify_ecdsa(key: PublicKeyTypes, signature: bytes, message: bytes, used: HashAlgorithm) -> bool:
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise UnsupportedSignatureError("an ECDSA signature, but the certificate's key is not on a curve")
    return _accepts(lambda: key.verify(signature, message, ec.ECDSA(used.primitive)))


def _pair(plain: bytes) -> bytes:
    """The two halves as the SEQUENCE of two numbers that ECDSA is computed with."""
    half = len(plain) // 2
    return encode_dss_signature(int.from_bytes(plain[:half], "big"), int.from_bytes(plain[half:], "big"))


def _verify_dsa(key: PublicKeyTypes, signature: bytes, message: bytes, used: HashAlgorithm) -> bool:
    if not isinstance(key, dsa.DSAPublicKey):
        raise UnsupportedSignatureError("a DSA signature, but the certificate's key is not DSA")
    return _accepts(lambda: key.verify(signature, message, used.primitive))


def _verify_edwards(key: PublicKeyTypes, signature: bytes, message: bytes) -> bool:
    if not isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey):
        raise UnsupportedSignatureError("an EdDSA signature, but the certificate's key is not on an Edwards curve")
    return _accepts(lambda: key.verify(signature, message))


def _accepts(check: Callable[[], None]) -> bool:
    try:
        check()
    except InvalidSignature:
        return False
    return True


def pss_parameters(signature_algorithm: Element) -> PssParameters:
    """Hash, mask hash and salt length with the defaults of RFC 4055. Raises UnsupportedSignatureError, DerError."""
    used = mask = hash_by_name("sha1")
    salt = 20
    fields = signature_algorithm.children
    for field in fields[1].children if len(fields) > 1 and fields[1].tag == Tag.SEQUENCE else ():
        inside = field.inside()
        try:
            if field.tag == Tag.CONTEXT_0:
                used = hash_by_oid(read_oid(inside.child(0)))
            elif field.tag == Tag.CONTEXT_1:
                if read_oid(inside.child(0)) != oids.MGF1:
                    raise UnsupportedSignatureError("RSASSA-PSS with a mask function other than MGF1")
                mask = hash_by_oid(read_oid(inside.child(1).child(0)))
            elif field.tag == Tag.CONTEXT_2:
                salt = read_integer(inside)
        except UnknownHashError as error:
            raise UnsupportedSignatureError(str(error)) from None
    return PssParameters(used, mask, salt)


def _plain_rsa(key_info: bytes) -> bytes:
    """A key restricted to PSS (RFC 4055) with its algorithm named rsaEncryption: the key itself is the same."""
    pss, plain = algorithm(oids.RSA_PSS)[2:], algorithm(oids.RSA_ENCRYPTION, with_null=True)
    if pss not in key_info[:32]:
        return key_info
    return sequence(plain, read_exact(key_info).child(1).tlv)
