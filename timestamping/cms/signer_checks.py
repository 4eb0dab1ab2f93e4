"""One signer judged as far as mathematics goes: certificate found and bound, digest of the content, signature bytes.

Steps, each with its own reason codes:
1. the signed attributes are readable and nothing that must be single is doubled (RFC 5652 11; EN 319 122-1 5.2);
2. content-type equals the type of the content;
3. message-digest equals the digest of the content;
4. the signer's certificate is there and is the one the signature itself names (ESS signing-certificate, RFC 5035);
5. the signature bytes cover the signed attributes in DER, or, with a warning, in stored order.
Trust in the certificate is the caller's next question, never answered here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from domain.signatures.levels import SubIndication
from timestamping.cms import oids
from timestamping.cms.certificates import Certificate
from timestamping.cms.digests import HashAlgorithm, UnknownHashError, hash_by_name, hash_by_oid
from timestamping.cms.signatures import UnsupportedSignatureError, signature_hash, verify
from timestamping.cms.signed_data import Attribute, SignerInfo
from timestamping.cms.verdicts import Reason, Verdict, doubt, failure, judged, warning
from timestamping.der import DerError, Element, Tag, in_der, read_oid, tlv

_SINGLE = (
    oids.CONTENT_TYPE,
    oids.MESSAGE_DIGEST,
    oids.SIGNING_TIME,
    oids.SIGNING_CERTIFICATE,
    oids.SIGNING_CERTIFICATE_V2,
)


@dataclass(frozen=True, slots=True)
class SignerCheck:
    """The mathematics of one signer.

    digest_ok, signature_ok: True, False, or None when it could not be computed (content or certificate missing, unknown
    algorithm). certificate: the signer's, None when not found. bound: the signature names the certificate by its hash.
    """

    digest_ok: bool | None
    signature_ok: bool | None
    certificate: Certificate | None
    bound: bool
    verdict: Verdict

    @property
    def intact(self) -> bool | None:
        """Do digest and signature bytes verify, whatever the trust? None: could not be decided."""
        if self.digest_ok is False or self.signature_ok is False:
            return False
        return True if self.digest_ok and self.signature_ok else None


def check_signer(
    signer: SignerInfo,
    content: bytes | None,
    content_type: str | None,
    certificates: Sequence[Certificate],
) -> SignerCheck:
    """Judge one signer over `content` (None: not at hand). content_type None: none is expected (counter-signature).

    Raises DerError only when the signer's attributes cannot be read at all; callers turn that into FORMAT_FAILURE.
    """
    reasons: list[Reason] = [*_doubled(signer)]
    if signer.signed_attrs is None:
        digest_ok: bool | None = None if content is None else True
        reasons.append(
            warning("no-signed-attributes", "the signature is directly over the content, so this is no CAdES")
        )
    else:
        reasons.extend(_content_type(signer, content_type))
        digest_ok, found = _digest(signer, content)
        reasons.extend(found)
    if content is None:
        reasons.append(
            doubt("content-missing", "the signed content is not at hand", SubIndication.SIGNED_DATA_NOT_FOUND)
        )
    certificate, bound, about_certificate = signing_certificate(signer, certificates)
    reasons.extend(about_certificate)
    signature_ok, about_signature = _signature(signer, content, certificate)
    reasons.extend(about_signature)
    return SignerCheck(digest_ok, signature_ok, certificate, bound, judged(reasons))


def _doubled(signer: SignerInfo) -> Iterable[Reason]:
    for oid in _SINGLE:
        attributes = signer.signed_of(oid)
        if len(attributes) > 1 or any(len(attribute.values) != 1 for attribute in attributes):
            yield failure(
                "attribute-not-single",
                f"signed attribute {oid} must occur once with one value",
                SubIndication.FORMAT_FAILURE,
            )


def _content_type(signer: SignerInfo, expected: str | None) -> Iterable[Reason]:
    found = signer.signed_of(oids.CONTENT_TYPE)
    if expected is None:
        return
    if not found:
        yield failure("content-type-missing", "no signed content-type attribute", SubIndication.FORMAT_FAILURE)
    elif any(read_oid(value) != expected for value in found[0].values):
        yield failure(
            "content-type-differs",
            "the signed content-type is not the type of the content",
            SubIndication.FORMAT_FAILURE,
        )


def _digest(signer: SignerInfo, content: bytes | None) -> tuple[bool | None, list[Reason]]:
    attributes = signer.signed_of(oids.MESSAGE_DIGEST)
    if not attributes or not attributes[0].values:
        problem = failure("message-digest-missing", "no signed message-digest attribute", SubIndication.FORMAT_FAILURE)
        return False, [problem]
    if content is None:
        return None, []
    try:
        computed = hash_by_oid(signer.digest_oid).digest(content)
    except UnknownHashError as error:
        return None, [doubt("digest-unknown", str(error), SubIndication.CRYPTO_CONSTRAINTS_FAILURE)]
    if all(value.octets() == computed for attribute in attributes for value in attribute.values):
        return True, []
    text = "the content's digest is not the one that was signed: content or signature was changed"
    return False, [failure("message-digest-differs", text, SubIndication.HASH_FAILURE)]


def signing_certificate(
    signer: SignerInfo, certificates: Sequence[Certificate]
) -> tuple[Certificate | None, bool, list[Reason]]:
    """The signer's certificate, whether an ESS hash binds it, and what is wrong about that (RFC 5035, 5.4)."""
    hashes = list(_ess_hashes(signer))
    named = [certificate for certificate in certificates if _names(signer, certificate)]
    bound = next((certificate for certificate in named or certificates if _binds(hashes, certificate)), None)
    if bound is not None:
        text = "issuer and serial number of the signer are written otherwise than in its certificate"
        return bound, True, [] if named else [warning("signer-named-otherwise", text)]
    if not named:
        text = "the signer's certificate is neither in the file nor among the given ones"
        return None, False, [doubt("signer-certificate-missing", text, SubIndication.NO_SIGNING_CERTIFICATE_FOUND)]
    if not hashes:
        return named[0], False, []
    if any(used is None for used, _ in hashes):
        text = "the signing-certificate attribute uses an unknown hash algorithm"
        return named[0], False, [doubt("ess-hash-unknown", text, SubIndication.CRYPTO_CONSTRAINTS_FAILURE)]
    text = "the hash in the signing-certificate attribute is not that of the signer's certificate"
    return named[0], False, [failure("ess-hash-differs", text, SubIndication.SIG_CONSTRAINTS_FAILURE)]


def _binds(hashes: Sequence[tuple[HashAlgorithm | None, bytes]], certificate: Certificate) -> bool:
    """Do all ESS hashes, of which there is at least one, belong to this certificate?"""
    return bool(hashes) and all(used is not None and used.digest(certificate.der) == value for used, value in hashes)


def _names(signer: SignerInfo, certificate: Certificate) -> bool:
    if signer.issuer_and_serial is not None:
        return signer.issuer_and_serial == (certificate.issuer, certificate.serial)
    try:
        return certificate.subject_key_identifier == signer.key_identifier
    except DerError:
        return False


def _ess_hashes(signer: SignerInfo) -> Iterable[tuple[HashAlgorithm | None, bytes]]:
    """For each signing-certificate attribute the hash of its first ESSCertID: that one is the signer's. Raises
    DerError.
    """
    for attribute in signer.signed_of(oids.SIGNING_CERTIFICATE):
        yield from ((hash_by_name("sha1"), first.child(0).octets()) for first in _first_ids(attribute))
    for attribute in signer.signed_of(oids.SIGNING_CERTIFICATE_V2):
        yield from (_hash_v2(first) for first in _first_ids(attribute))


def _first_ids(attribute: Attribute) -> Iterable[Element]:
    return (value.child(0).child(0) for value in attribute.values)


def _hash_v2(identifier: Element) -> tuple[HashAlgorithm | None, bytes]:
    """ESSCertIDv2: the hash algorithm is left out when it is SHA-256 (RFC 5035, 5.4.1)."""
    if identifier.child(0).tag != Tag.SEQUENCE:
        return hash_by_name("sha256"), identifier.child(0).octets()
    try:
        return hash_by_oid(read_oid(identifier.child(0).child(0))), identifier.child(1).octets()
    except UnknownHashError:
        return None, identifier.child(1).octets()


def _signature(
    signer: SignerInfo, content: bytes | None, certificate: Certificate | None
) -> tuple[bool | None, list[Reason]]:
    if certificate is None or (signer.signed_attrs is None and content is None):
        return None, []
    try:
        return _covered(signer, content, certificate)
    except UnsupportedSignatureError as error:
        return None, [doubt("signature-unsupported", str(error), SubIndication.CRYPTO_CONSTRAINTS_FAILURE)]


def _covered(signer: SignerInfo, content: bytes | None, certificate: Certificate) -> tuple[bool, list[Reason]]:
    def good(message: bytes) -> bool:
        key, algorithm = certificate.public_key_info, signer.signature_algorithm
        return verify(key, algorithm, signer.digest_oid, signer.signature_value, message)

    stored, ordered = signature_inputs(signer, content)
    reasons = _about_algorithms(signer)
    if any(reason.code == "digest-families-mixed" for reason in reasons):
        return False, reasons
    if stored != ordered:
        reasons.append(warning("attributes-unsorted", "the signed attributes are not stored in DER order"))
    if good(ordered):
        return True, reasons
    if stored != ordered and good(stored):
        reasons.append(
            warning("signed-in-stored-order", "the signature covers the attributes in stored order, not in DER")
        )
        return True, reasons
    if signer.signed_attrs is not None and _in_der_only(signer, ordered, good):
        reasons.append(
            warning("attributes-not-der", "the signed attributes are stored in BER, the signature covers DER")
        )
        return True, reasons
    text = "the signature does not verify with the signer's certificate"
    return False, [*reasons, failure("signature-bad", text, SubIndication.SIG_CRYPTO_FAILURE)]


def _in_der_only(signer: SignerInfo, ordered: bytes, good: Callable[[bytes], bool]) -> bool:
    """Does it cover the attributes as they were before somebody stored them anew in BER (RFC 5652, 5.4)?"""
    items = signer.signed_attrs.children if signer.signed_attrs is not None else ()
    try:
        canonical = tlv(Tag.SET, *sorted(map(in_der, items)))
    except DerError:
        return False
    return canonical != ordered and good(canonical)


def signature_inputs(signer: SignerInfo, content: bytes | None) -> tuple[bytes, bytes]:
    """What the signature may cover: the attributes as SET OF in stored and in DER order, or the content itself
    twice.
    """
    if signer.signed_attrs is None:
        return content or b"", content or b""
    items = [item.tlv for item in signer.signed_attrs.children]
    return tlv(Tag.SET, *items), tlv(Tag.SET, *sorted(items))


def _about_algorithms(signer: SignerInfo) -> list[Reason]:
    """Two hashes are odd; two families are no signature, except in PSS, which names its own hash beside the key's."""
    used = signature_hash(signer.signature_algorithm, signer.digest_oid)
    if used is None or used.oid == signer.digest_oid:
        return []
    try:
        content = hash_by_oid(signer.digest_oid)
    except UnknownHashError:
        return []  # the digest's own step says so
    if signer.signature_oid != oids.RSA_PSS and content.name.startswith("sha3_") != used.name.startswith("sha3_"):
        text = f"content hashed by {content.name}, signature by {used.name}: SHA-2 and SHA-3 are mixed"
        return [failure("digest-families-mixed", text, SubIndication.SIG_CRYPTO_FAILURE)]
    return [warning("digest-algorithms-differ", "content and signature were hashed with different algorithms")]
