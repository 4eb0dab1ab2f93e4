"""Public-key checks: all algorithms, exact RSA blocks, and what cannot be computed."""

from hashlib import shake_256

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from timestamping.cms import (
    UnsupportedSignatureError,
    hash_by_name,
    hash_by_oid,
    oids,
    port_of_key,
    signature_hash,
    verify,
)
from timestamping.der import Element, algorithm, explicit, integer, octet_string, oid, read_exact, sequence

MESSAGE = b"signed attributes"
SHA256_RSA = "1.2.840.113549.1.1.11"


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def info(key: CertificatePublicKeyTypes) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def named(dotted: str, *, with_null: bool = False) -> Element:
    return read_exact(algorithm(dotted, with_null=with_null))


def raw_block(key: rsa.RSAPrivateKey, block: bytes) -> bytes:
    numbers = key.private_numbers()
    size = key.key_size // 8
    return pow(int.from_bytes(block, "big"), numbers.d, numbers.public_numbers.n).to_bytes(size, "big")


def block_of(digest_info: bytes, filling: int | None = None, tail: bytes = b"") -> bytes:
    count = 256 - 3 - len(digest_info) - len(tail) if filling is None else filling
    return b"\0\1" + b"\xff" * count + b"\0" + digest_info + tail


def digest_info(*, with_null: bool, name: str = "sha256") -> bytes:
    used = hash_by_name(name)
    return sequence(algorithm(used.oid, with_null=with_null), octet_string(used.digest(MESSAGE)))


@pytest.mark.parametrize("with_null", [True, False])
def test_rsa_block_with_and_without_null_verifies(rsa_key: rsa.RSAPrivateKey, with_null: bool) -> None:
    signature = raw_block(rsa_key, block_of(digest_info(with_null=with_null)))
    assert verify(info(rsa_key.public_key()), named(SHA256_RSA), oids.SHA256, signature, MESSAGE)


def test_rsa_block_with_bytes_after_the_digest_is_refused(rsa_key: rsa.RSAPrivateKey) -> None:
    signature = raw_block(rsa_key, block_of(digest_info(with_null=True), tail=b"\0" * 20))
    assert not verify(info(rsa_key.public_key()), named(SHA256_RSA), oids.SHA256, signature, MESSAGE)


def test_rsa_block_with_short_filling_is_refused(rsa_key: rsa.RSAPrivateKey) -> None:
    short = block_of(digest_info(with_null=True), filling=8)
    signature = raw_block(rsa_key, short + bytes(256 - len(short)))
    assert not verify(info(rsa_key.public_key()), named(SHA256_RSA), oids.SHA256, signature, MESSAGE)


def test_rsa_block_with_another_hash_is_refused(rsa_key: rsa.RSAPrivateKey) -> None:
    signature = raw_block(rsa_key, block_of(digest_info(with_null=True, name="sha512")))
    assert not verify(info(rsa_key.public_key()), named(SHA256_RSA), oids.SHA256, signature, MESSAGE)


@pytest.mark.parametrize("signature", [b"", bytes(255), b"\xff" * 256, bytes(257)])
def test_rsa_signature_of_impossible_size_or_value_is_refused(rsa_key: rsa.RSAPrivateKey, signature: bytes) -> None:
    assert not verify(info(rsa_key.public_key()), named(SHA256_RSA), oids.SHA256, signature, MESSAGE)


def test_rsa_encryption_takes_its_hash_from_the_digest_algorithm(rsa_key: rsa.RSAPrivateKey) -> None:
    signature = rsa_key.sign(MESSAGE, padding.PKCS1v15(), hashes.SHA3_256())
    sha3 = hash_by_name("sha3_256").oid
    assert verify(info(rsa_key.public_key()), named(oids.RSA_ENCRYPTION, with_null=True), sha3, signature, MESSAGE)


def test_pss_reads_hash_mask_and_salt_from_its_parameters(rsa_key: rsa.RSAPrivateKey) -> None:
    scheme = padding.PSS(padding.MGF1(hashes.SHA256()), 20)
    signature = rsa_key.sign(MESSAGE, scheme, hashes.SHA512())
    parameters = sequence(
        explicit(0, algorithm(oids.SHA512)),
        explicit(1, sequence(oid(oids.MGF1), algorithm(oids.SHA256))),
        explicit(2, integer(20)),
    )
    used = read_exact(sequence(oid(oids.RSA_PSS), parameters))
    assert verify(info(rsa_key.public_key()), used, oids.SHA256, signature, MESSAGE)


def test_pss_without_parameters_means_sha1(rsa_key: rsa.RSAPrivateKey) -> None:
    signature = rsa_key.sign(MESSAGE, padding.PSS(padding.MGF1(hashes.SHA1()), 20), hashes.SHA1())
    assert verify(info(rsa_key.public_key()), named(oids.RSA_PSS), oids.SHA256, signature, MESSAGE)


def test_key_restricted_to_pss_is_usable(rsa_key: rsa.RSAPrivateKey) -> None:
    bits = read_exact(info(rsa_key.public_key())).child(1).tlv
    restricted = sequence(algorithm(oids.RSA_PSS), bits)
    port = port_of_key(rsa_key, pss=True)
    assert verify(restricted, read_exact(port.algorithm), oids.SHA256, port.sign(MESSAGE), MESSAGE)


@pytest.mark.parametrize("dotted", ["1.2.840.10045.4.3.2", oids.EC_PUBLIC_KEY])
def test_ecdsa_verifies_also_when_named_by_its_key(dotted: str) -> None:
    key = ec.generate_private_key(ec.SECP384R1())
    signature = key.sign(MESSAGE, ec.ECDSA(hashes.SHA256()))
    assert verify(info(key.public_key()), named(dotted), oids.SHA256, signature, MESSAGE)


def test_ecdsa_with_sha3_verifies() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    signature = key.sign(MESSAGE, ec.ECDSA(hashes.SHA3_512()))
    assert verify(info(key.public_key()), named("2.16.840.1.101.3.4.3.12"), oids.SHA256, signature, MESSAGE)


def test_ed448_verifies() -> None:
    port = port_of_key(key := ed448.Ed448PrivateKey.generate())
    assert verify(info(key.public_key()), read_exact(port.algorithm), oids.SHA512, port.sign(MESSAGE), MESSAGE)


def test_dsa_verifies() -> None:
    key = dsa.generate_private_key(1024)
    signature = key.sign(MESSAGE, hashes.SHA256())
    assert verify(info(key.public_key()), named("2.16.840.1.101.3.4.3.2"), oids.SHA256, signature, MESSAGE)


def test_changed_message_is_refused() -> None:
    port = port_of_key(key := ec.generate_private_key(ec.SECP256R1()))
    assert not verify(info(key.public_key()), read_exact(port.algorithm), oids.SHA256, port.sign(MESSAGE), b"other")


@pytest.mark.parametrize("dotted", [SHA256_RSA, oids.RSA_PSS, oids.ED25519, "2.16.840.1.101.3.4.3.2", "1.2.3.4"])
def test_algorithm_that_does_not_fit_the_key_is_undecided(dotted: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(UnsupportedSignatureError):
        verify(info(key.public_key()), named(dotted), oids.SHA256, b"", MESSAGE)


def test_unreadable_key_is_undecided() -> None:
    with pytest.raises(UnsupportedSignatureError):
        verify(sequence(integer(1)), named(SHA256_RSA), oids.SHA256, bytes(256), MESSAGE)


def test_unknown_digest_under_a_bare_key_algorithm_is_undecided() -> None:
    with pytest.raises(UnsupportedSignatureError):
        signature_hash(named(oids.RSA_ENCRYPTION), "1.2.3.4")


def test_rsa_key_with_a_huge_exponent_is_not_computed_with(rsa_key: rsa.RSAPrivateKey) -> None:
    numbers = rsa_key.public_key().public_numbers()
    huge = rsa.RSAPublicNumbers((1 << 2000) + 1, numbers.n).public_key()
    with pytest.raises(UnsupportedSignatureError):
        verify(info(huge), named(SHA256_RSA), oids.SHA256, bytes(256), MESSAGE)


def test_plain_ecdsa_is_r_and_s_side_by_side() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    r, s = decode_dss_signature(key.sign(MESSAGE, ec.ECDSA(hashes.SHA256())))
    plain = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    used = named("0.4.0.127.0.7.1.1.4.1.3")
    assert verify(info(key.public_key()), used, oids.SHA256, plain, MESSAGE)
    assert not verify(info(key.public_key()), used, oids.SHA256, plain, MESSAGE + b"!")
    assert not verify(info(key.public_key()), used, oids.SHA256, b"", MESSAGE)


@pytest.mark.parametrize("dotted", ["2.16.840.1.101.3.4.2.12", "2.16.840.1.101.3.4.2.18"])
def test_shake256_as_ed448_needs_it_has_64_octets(dotted: str) -> None:
    assert hash_by_oid(dotted).digest(b"signed ", b"attributes") == shake_256(MESSAGE).digest(64)


def test_rsa_over_shake256_is_not_confirmed(rsa_key: rsa.RSAPrivateKey) -> None:
    used = named(oids.RSA_ENCRYPTION)
    assert not verify(info(rsa_key.public_key()), used, "2.16.840.1.101.3.4.2.12", b"\1" * 256, MESSAGE)
