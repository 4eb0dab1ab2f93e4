"""OCSP answers (RFC 6960) as views on stored bytes: the outer OCSPResponse or the BasicOCSPResponse alone.

Both forms are met as evidence: SignedData.crls holds the outer one (RFC 5940), revocation-values the basic one
(TS 101 733, 6.3.4). `basic` is always the inner encoding as stored; `outer` is as stored, or made around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha1

from timestamping.cms import Certificate, UnknownHashError, hash_by_oid, readable_certificates
from timestamping.der import (
    DerError,
    Element,
    Limits,
    Tag,
    explicit,
    octet_string,
    oid,
    read_boolean,
    read_exact,
    read_integer,
    read_oid,
    read_time,
    sequence,
    tlv,
)
from timestamping.trust.extensions import OCSP_NO_CHECK, OCSP_SIGNING
from timestamping.trust.remembering import Remembered
from timestamping.trust.signed_objects import certificate_fits, fits_key

MAX_ANSWER_SIZE = 1024 * 1024
"""Bytes of one answer; real ones have some kilobytes with their certificates."""
_LIMITS = Limits(size=MAX_ANSWER_SIZE, depth=24, children=1_000)
_REMEMBERED_BYTES = 32 * 1024 * 1024
_BASIC = "1.3.6.1.5.5.7.48.1.1"
_ARCHIVE_CUTOFF = "1.3.6.1.5.5.7.48.1.6"
_GOOD, _REVOKED, _UNKNOWN = (0x80, 0xA0), 0xA1, (0x82, 0xA2)


class OcspRefusedError(DerError):
    """The responder answered with an error status instead of an answer. status: OCSPResponseStatus."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the OCSP responder answered with error status {status}", 0)
        self.status = status


@dataclass(frozen=True, slots=True)
class SingleResponse:
    """What an answer says of one certificate. revoked_at: None unless revoked; known: False for the status unknown.

    this_update, next_update, archive_cutoff: aware UTC, the last two None when not stated. reason: CRLReason.
    """

    hash_oid: str
    name_hash: bytes
    key_hash: bytes
    serial: int
    known: bool
    revoked_at: datetime | None
    reason: int | None
    this_update: datetime
    next_update: datetime | None
    archive_cutoff: datetime | None
    understood: bool = True

    def speaks_of(self, certificate: Certificate, issuer: Certificate) -> bool:
        """Is it about this certificate under this issuer: serial number, hash of name and of key (RFC 6960, 4.1.1)?"""
        if self.serial != certificate.serial:
            return False
        try:
            used = hash_by_oid(self.hash_oid)
            return self.name_hash == used.digest(certificate.issuer) and self.key_hash == used.digest(key_bits(issuer))
        except (UnknownHashError, DerError):
            return False


class OcspAnswer:
    """One answer. produced_at: aware UTC. responses: what it says, one for each certificate asked about."""

    def __init__(self, der: bytes) -> None:
        """Takes either form. Raises OcspRefusedError for an error status, DerError when the bytes are neither."""
        whole = read_exact(der, _LIMITS).expect(Tag.SEQUENCE)
        outer = whole.child(0).tag == Tag.ENUMERATED
        self.basic = _inside(whole) if outer else der
        self.outer = der if outer else wrapped(der)
        self.element = read_exact(self.basic, _LIMITS).expect(Tag.SEQUENCE)
        self._signed = self.element.child(0).expect(Tag.SEQUENCE)
        self._algorithm = self.element.child(1).expect(Tag.SEQUENCE)
        self._signature = self.element.child(2).expect(Tag.BIT_STRING)
        fields = list(self._signed.children)
        if fields and fields[0].tag == Tag.CONTEXT_0:
            fields.pop(0)
        if len(fields) < 3:
            raise DerError("too few fields for an OCSP answer", self._signed.start)
        self.responder = fields[0].expect(Tag.CONTEXT_1, Tag.CONTEXT_2)
        self.produced_at = read_time(fields[1])
        self.responses = tuple(_single(item) for item in fields[2].expect(Tag.SEQUENCE).children)

    @property
    def responder_id(self) -> bytes:
        """The ResponderID as stored (TLV), as references name it (TS 101 733, 6.2.2)."""
        return self.responder.tlv

    @cached_property
    def certificates(self) -> tuple[Certificate, ...]:
        """The readable certificates inside, in stored order."""
        try:
            wrapper = self.element.find(Tag.CONTEXT_0)
            return tuple(readable_certificates([item.tlv for item in wrapper.inside().children])) if wrapper else ()
        except DerError:
            return ()

    def about(self, certificate: Certificate, issuer: Certificate) -> SingleResponse | None:
        """What it says of that certificate, None when it speaks only of others."""
        return next((item for item in self.responses if item.speaks_of(certificate, issuer)), None)

    def named_by(self, certificate: Certificate) -> bool:
        """Does the responder ID name that certificate?"""
        try:
            inside = self.responder.inside()
            if self.responder.tag == Tag.CONTEXT_1:
                return inside.tlv == certificate.subject
            return inside.octets() == sha1(key_bits(certificate), usedforsecurity=False).digest()
        except DerError:
            return False

    def signed_by(self, certificate: Certificate) -> bool:
        """Is the signature by that certificate's key?"""
        return fits_key(self._signed, self._algorithm, self._signature, certificate.public_key_info)

    def signers(self, issuer: Certificate, more: Iterable[Certificate] = ()) -> Iterator[Certificate]:
        """The certificates among its own, the issuer and `more` that the responder ID names, each once."""
        seen: set[bytes] = set()
        for certificate in (issuer, *self.certificates, *more):
            if certificate.der not in seen and self.named_by(certificate):
                seen.add(certificate.der)
                yield certificate


_ANSWERS: Remembered[bytes, OcspAnswer] = Remembered(1_024, _REMEMBERED_BYTES)


def read_ocsp_answer(der: bytes) -> OcspAnswer:
    """The view on these bytes, the same one as last time while it is remembered. Raises DerError."""
    return _ANSWERS.of(der, lambda: OcspAnswer(der), len(der))


def wrapped(basic: bytes) -> bytes:
    """An OCSPResponse with status successful around the bytes of a BasicOCSPResponse (RFC 6960, 4.2.1)."""
    return sequence(tlv(Tag.ENUMERATED, b"\x00"), explicit(0, sequence(oid(_BASIC), octet_string(basic))))


def key_bits(certificate: Certificate) -> bytes:
    """The public key without its wrapping: what OCSP hashes (RFC 6960, 4.1.1). Raises DerError."""
    return read_exact(certificate.public_key_info).child(1).expect(Tag.BIT_STRING).value[1:]


def is_authorised(responder: Certificate, issuer: Certificate) -> bool:
    """May it answer for certificates of that issuer: the issuer itself, or named by it for OCSP (RFC 6960, 4.2.2.2)?"""
    try:
        if responder.subject == issuer.subject and responder.public_key_info == issuer.public_key_info:
            return True
        purposes = responder.extended_key_usage or ()
        return responder.issuer == issuer.subject and OCSP_SIGNING in purposes and certificate_fits(responder, issuer)
    except DerError:
        return False


def needs_no_check(responder: Certificate) -> bool:
    """Did its issuer say that nobody need ask whether it is revoked (ocsp-nocheck, RFC 6960, 4.2.2.2.1)?"""
    try:
        return OCSP_NO_CHECK in responder.extensions
    except DerError:
        return False


def _inside(whole: Element) -> bytes:
    status = read_integer(whole.child(0))
    if status != 0:
        raise OcspRefusedError(status)
    holder = whole.child(1).expect(Tag.CONTEXT_0).inside().expect(Tag.SEQUENCE)
    if read_oid(holder.child(0)) != _BASIC:
        raise DerError("the OCSP answer is of an unknown type", holder.start)
    return holder.child(1).expect(Tag.OCTET_STRING, Tag.CONSTRUCTED_OCTET_STRING).octets()


def _single(element: Element) -> SingleResponse:
    name = element.expect(Tag.SEQUENCE).child(0).expect(Tag.SEQUENCE)
    rest = element.children[3:]
    revoked_at, reason = _revocation(element.child(1))
    extensions = next((field.inside() for field in rest if field.tag == Tag.CONTEXT_1), None)
    cutoff, understood = _extras(extensions)
    return SingleResponse(
        hash_oid=read_oid(name.child(0).child(0)),
        name_hash=name.child(1).octets(),
        key_hash=name.child(2).octets(),
        serial=read_integer(name.child(3).expect(Tag.INTEGER)),
        known=element.child(1).tag not in _UNKNOWN,
        revoked_at=revoked_at,
        reason=reason,
        this_update=read_time(element.child(2)),
        next_update=next((read_time(field.inside()) for field in rest if field.tag == Tag.CONTEXT_0), None),
        archive_cutoff=cutoff,
        understood=understood,
    )


def _revocation(status: Element) -> tuple[datetime | None, int | None]:
    """When and why, from CertStatus; (None, None) for good and unknown. Raises DerError for any other status."""
    if status.expect(*_GOOD, _REVOKED, *_UNKNOWN).tag != _REVOKED:
        return None, None
    reason = status.find(Tag.CONTEXT_0)
    return read_time(status.child(0)), None if reason is None else read_integer(reason.inside())


def _extras(extensions: Element | None) -> tuple[datetime | None, bool]:
    """The archive cutoff, and whether every critical extension is known here."""
    cutoff, understood = None, True
    for item in extensions.children if extensions is not None else ():
        parts = item.expect(Tag.SEQUENCE).children
        kind = read_oid(item.child(0))
        if kind == _ARCHIVE_CUTOFF:
            cutoff = read_time(read_exact(item.child(len(parts) - 1).octets()))
        elif len(parts) > 2 and read_boolean(parts[1].expect(Tag.BOOLEAN)):
            understood = False
    return cutoff, understood
