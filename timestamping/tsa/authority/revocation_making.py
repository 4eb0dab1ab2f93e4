"""The bytes of revocation lists and OCSP answers, by plan: quick enough for lists of tens of thousands of entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1

from timestamping.cms import Certificate, Extension, SigningPort, oids
from timestamping.der import (
    Tag,
    bit_string,
    boolean,
    explicit,
    generalized_time,
    integer,
    octet_string,
    oid,
    sequence,
    tlv,
    utc_time,
)
from timestamping.trust import key_bits
from timestamping.tsa.authority.certificates import Credential

_CRL_NUMBER = "2.5.29.20"
_CRL_REASON = "2.5.29.21"


@dataclass(frozen=True, slots=True)
class Revocation:
    """When (aware UTC) and why (CRLReason, None: not stated) a certificate was revoked."""

    at: datetime
    reason: int | None = None


@dataclass(frozen=True, slots=True)
class ListPlan:
    """What goes into one list. revoked: by serial number. extensions: further ones."""

    issuer: Credential
    this_update: datetime
    next_update: datetime | None
    revoked: Mapping[int, Revocation]
    number: int = 1
    digest: str = "sha256"
    extensions: tuple[Extension, ...] = ()
    bad_signature: bool = False


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """What goes into one OCSP answer. name: the CertID as asked. status: None good, "unknown", or a revocation.

    by_key: name the responder by the hash of its key, else by its name. certificates: sent along.
    """

    responder: Credential
    name: bytes
    status: Revocation | str | None
    this_update: datetime
    next_update: datetime | None
    produced_at: datetime
    certificates: tuple[Certificate, ...] = ()
    by_key: bool = True
    digest: str = "sha256"
    bad_signature: bool = False


def list_bytes(plan: ListPlan) -> bytes:
    """The CertificateList (RFC 5280, 5.1)."""
    port = plan.issuer.port(plan.digest)
    entries = [_entry(serial, revocation) for serial, revocation in plan.revoked.items()]
    key_id = octet_string(plan.issuer.certificate.subject_key_identifier or b"")
    extensions = (
        Extension(oids.AUTHORITY_KEY_IDENTIFIER, False, sequence(b"\x80" + key_id[1:])),
        Extension(_CRL_NUMBER, False, integer(plan.number)),
        *plan.extensions,
    )
    signed = sequence(
        integer(1),
        port.algorithm,
        plan.issuer.certificate.subject,
        utc_time(plan.this_update),
        utc_time(plan.next_update) if plan.next_update else b"",
        sequence(*entries) if entries else b"",
        explicit(0, sequence(*(_extension(item) for item in extensions))),
    )
    return _signed(signed, port, bad=plan.bad_signature)


def answer_bytes(plan: AnswerPlan) -> bytes:
    """The BasicOCSPResponse (RFC 6960, 4.2.1)."""
    port = plan.responder.port(plan.digest)
    certificate = plan.responder.certificate
    by_key = explicit(2, octet_string(sha1(key_bits(certificate), usedforsecurity=False).digest()))
    single = sequence(
        plan.name,
        _status(plan.status),
        generalized_time(plan.this_update),
        explicit(0, generalized_time(plan.next_update)) if plan.next_update else b"",
    )
    signed = sequence(
        by_key if plan.by_key else explicit(1, certificate.subject),
        generalized_time(plan.produced_at),
        sequence(single),
    )
    brought = explicit(0, sequence(*(item.der for item in plan.certificates))) if plan.certificates else b""
    return _signed(signed, port, brought, bad=plan.bad_signature)


def refusal_bytes(status: int) -> bytes:
    """An OCSPResponse that only says why there is no answer (1 malformedRequest, 3 tryLater, 6 unauthorized)."""
    return sequence(tlv(Tag.ENUMERATED, bytes((status,))))


def scope_extension(*fields: bytes) -> Extension:
    """An issuingDistributionPoint with those fields."""
    return Extension("2.5.29.28", True, sequence(*fields))


def _entry(serial: int, revocation: Revocation) -> bytes:
    extensions = b""
    if revocation.reason is not None:
        reason = tlv(Tag.ENUMERATED, bytes((revocation.reason,)))
        extensions = sequence(_extension(Extension(_CRL_REASON, False, reason)))
    return sequence(integer(serial), utc_time(revocation.at), extensions)


def _extension(extension: Extension) -> bytes:
    critical = boolean(True) if extension.critical else b""
    return sequence(oid(extension.oid), critical, octet_string(extension.value))


def _status(status: Revocation | str | None) -> bytes:
    match status:
        case None:
            return tlv(Tag.PRIMITIVE_CONTEXT_0)
        case Revocation(at=at, reason=reason):
            said = b"" if reason is None else explicit(0, tlv(Tag.ENUMERATED, bytes((reason,))))
            return explicit(1, generalized_time(at), said)
        case _:
            return tlv(Tag.PRIMITIVE_CONTEXT_2)


def _signed(signed: bytes, port: SigningPort, more: bytes = b"", *, bad: bool) -> bytes:
    signature = port.sign(signed + b"\x00" if bad else signed)
    return sequence(signed, port.algorithm, bit_string(signature), more)
