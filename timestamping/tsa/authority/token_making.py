"""The bytes of one token, by plan: TSTInfo, SignerInfo and SignedData, with the planned defect or odd form worked
in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import rsa

from timestamping.cms import (
    Certificate,
    SigningPort,
    attribute,
    build_signer_info,
    hash_by_name,
    oids,
    signing_certificate_v2,
)
from timestamping.der import (
    Tag,
    algorithm,
    explicit,
    generalized_time,
    integer,
    octet_string,
    oid,
    read_exact,
    sequence,
    set_of,
    tlv,
    utc_time,
)
from timestamping.tsa.authority.certificates import Credential
from timestamping.tsa.authority.misbehaviours import Misbehaviour, Variant
from timestamping.tsa.tokens import Imprint


@dataclass(frozen=True, slots=True)
class TokenPlan:
    """Everything that goes into one token. other: a certificate that is not the signer's, for wrong references.

    digest: hash of the token's own signature, as hashlib names it.
    """

    imprint: Imprint
    nonce: int | None
    policy: str
    serial: int
    gen_time: datetime
    accuracy: timedelta
    signer: Credential
    other: Certificate
    certificates: tuple[Certificate, ...]
    crls: tuple[bytes, ...]
    misbehaviour: Misbehaviour | None = None
    variant: Variant | None = None
    digest: str = "sha256"


def token_bytes(plan: TokenPlan) -> bytes:
    """The ContentInfo of the token."""
    content = _tst_info(_with_wrong_statement(plan))
    kind = oids.DATA if plan.misbehaviour is Misbehaviour.WRONG_CONTENT_TYPE else oids.TST_INFO
    signer = _signer_info(plan, content, kind)
    twice = plan.misbehaviour is Misbehaviour.TWO_SIGNERS
    signers = [signer, _signer_info(replace(plan, misbehaviour=None), content, kind)] if twice else [signer]
    encodings = sorted(certificate.der for certificate in plan.certificates)
    if plan.variant is Variant.UNSORTED_CERTIFICATES:
        encodings.reverse()
    fields = [
        integer(3),
        set_of(_hash_name(plan)),
        _encapsulated(kind, content, ber=plan.variant is Variant.BER),
        tlv(Tag.CONTEXT_0, *encodings) if encodings else b"",
        tlv(Tag.CONTEXT_1, *plan.crls) if plan.crls else b"",
        tlv(Tag.SET, *signers),
    ]
    if plan.variant is Variant.BER:
        return _indefinite(Tag.SEQUENCE, oid(oids.SIGNED_DATA), _indefinite(0xA0, _indefinite(Tag.SEQUENCE, *fields)))
    return sequence(oid(oids.SIGNED_DATA), explicit(0, sequence(*fields)))


def _with_wrong_statement(plan: TokenPlan) -> TokenPlan:
    """The plan with the defect of the TSTInfo, if the misbehaviour is one."""
    match plan.misbehaviour:
        case Misbehaviour.WRONG_IMPRINT_VALUE:
            flipped = bytes((plan.imprint.digest[0] ^ 1,)) + plan.imprint.digest[1:]
            return replace(plan, imprint=Imprint(plan.imprint.algorithm, flipped))
        case Misbehaviour.WRONG_IMPRINT_ALGORITHM:
            other = hash_by_name("sha256" if plan.imprint.algorithm != oids.SHA256 else "sha512")
            return replace(plan, imprint=Imprint(other.oid, other.digest(plan.imprint.digest)))
        case Misbehaviour.WRONG_NONCE:
            return replace(plan, nonce=(plan.nonce or 0) + 1)
        case Misbehaviour.NO_NONCE:
            return replace(plan, nonce=None)
        case _:
            return plan


def _tst_info(plan: TokenPlan) -> bytes:
    digits = 3 if plan.variant is Variant.FRACTIONS else 0
    with_null = plan.variant is Variant.WITH_NULLS
    return sequence(
        integer(2 if plan.misbehaviour is Misbehaviour.WRONG_VERSION else 1),
        oid(plan.policy),
        sequence(algorithm(plan.imprint.algorithm, with_null=with_null), octet_string(plan.imprint.digest)),
        integer(plan.serial),
        generalized_time(plan.gen_time, digits),
        _accuracy(plan.accuracy),
        b"" if plan.nonce is None else integer(plan.nonce),
    )


def _accuracy(accuracy: timedelta) -> bytes:
    seconds, millis = divmod(round(accuracy.total_seconds() * 1000), 1000)
    parts = [integer(seconds)] if seconds else []
    if millis:
        parts.append(tlv(Tag.PRIMITIVE_CONTEXT_0, integer(millis)[2:]))
    return sequence(*parts) if parts else b""


def _signer_info(plan: TokenPlan, content: bytes, kind: str) -> bytes:
    digest = hash_by_name(plan.digest).digest(content)
    if plan.misbehaviour is Misbehaviour.WRONG_MESSAGE_DIGEST:
        digest = bytes((digest[0] ^ 1,)) + digest[1:]
    attributes = [
        attribute(oids.CONTENT_TYPE, oid(kind)),
        attribute(oids.MESSAGE_DIGEST, octet_string(digest)),
        attribute(oids.SIGNING_TIME, utc_time(plan.gen_time)),
    ]
    named = plan.other if plan.misbehaviour is Misbehaviour.WRONG_SIGNING_CERTIFICATE else plan.signer.certificate
    if plan.misbehaviour is not Misbehaviour.NO_SIGNING_CERTIFICATE:
        attributes.append(signing_certificate_v2(named))
    made = build_signer_info(plan.signer.certificate, _port(plan), attributes)
    if plan.misbehaviour is Misbehaviour.NO_SIGNED_ATTRIBUTES:
        return _over_content(plan, made, content)
    return _with_hash_name(plan, made)


def _with_hash_name(plan: TokenPlan, made: bytes) -> bytes:
    """The digestAlgorithm with its NULL, where that form is wanted; it is not part of what was signed."""
    if plan.variant is not Variant.WITH_NULLS:
        return made
    fields = read_exact(made).children
    return sequence(*(_hash_name(plan) if number == 2 else item.tlv for number, item in enumerate(fields)))


def _over_content(plan: TokenPlan, made: bytes, content: bytes) -> bytes:
    """The SignerInfo without signed attributes, signed directly over the content."""
    fields = [item.tlv for item in read_exact(made).children if item.tag != Tag.CONTEXT_0]
    fields[4] = octet_string(_port(plan).sign(content))
    return sequence(*fields)


def _hash_name(plan: TokenPlan) -> bytes:
    return algorithm(hash_by_name(plan.digest).oid, with_null=plan.variant is Variant.WITH_NULLS)


def _port(plan: TokenPlan) -> SigningPort:
    port = plan.signer.port(plan.digest, pss=plan.variant is Variant.RSA_PSS)
    key = plan.signer.key
    if plan.variant is Variant.ED25519:
        port = replace(port, digest=plan.digest)
    if plan.variant is Variant.RSA_WITHOUT_NULL and isinstance(key, rsa.RSAPrivateKey):
        port = replace(port, sign=lambda message: _rsa_without_null(key, message))
    if plan.misbehaviour is Misbehaviour.BAD_SIGNATURE:
        right = port.sign
        port = replace(port, sign=lambda message: right(message + b"\x00"))
    return port


def _rsa_without_null(key: rsa.RSAPrivateKey, message: bytes) -> bytes:
    """PKCS#1 v1.5 with a DigestInfo that lacks the NULL, as some real signing devices make it."""
    used = hash_by_name("sha256")
    info = sequence(algorithm(used.oid), octet_string(used.digest(message)))
    size = key.key_size // 8
    block = b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info
    numbers = key.private_numbers()
    return pow(int.from_bytes(block, "big"), numbers.d, numbers.public_numbers.n).to_bytes(size, "big")


def _encapsulated(kind: str, content: bytes, *, ber: bool) -> bytes:
    if not ber:
        return sequence(oid(kind), explicit(0, octet_string(content)))
    half = len(content) // 2
    pieces = _indefinite(Tag.CONSTRUCTED_OCTET_STRING, octet_string(content[:half]), octet_string(content[half:]))
    return _indefinite(Tag.SEQUENCE, oid(kind), _indefinite(0xA0, pieces))


def _indefinite(tag: int, *parts: bytes) -> bytes:
    return bytes((tag, 0x80)) + b"".join(parts) + b"\x00\x00"
