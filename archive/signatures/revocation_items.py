"""Stored CRLs and OCSP answers as the fields that references and values need; reading is not checking.

An OCSP answer travels as OCSPResponse and is kept in `revocation-values` as the BasicOCSPResponse inside it
(RFC 6960, 4.2.1; TS 101 733, 6.3.4); both forms of one answer are converted here without touching its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from timestamping.cms import Certificate
from timestamping.der import (
    DerError,
    Element,
    Tag,
    explicit,
    octet_string,
    oid,
    read_exact,
    read_integer,
    read_oid,
    read_time,
    sequence,
    tlv,
)
from timestamping.trust import RevocationMaterial

OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1"
_CRL_NUMBER = "2.5.29.20"


@dataclass(frozen=True, slots=True)
class StoredCrl:
    """A CertificateList. der: as stored. issuer: Name TLV. number: CRLNumber, None when it has none."""

    der: bytes
    issuer: bytes
    this_update: datetime
    number: int | None

    def about(self, certificate: Certificate) -> bool:
        """Is it a list of the certificate's issuer?"""
        return self.issuer == certificate.issuer


@dataclass(frozen=True, slots=True)
class StoredOcsp:
    """A BasicOCSPResponse. basic: as stored. responder: ResponderID TLV. serials: of the certificates it is about."""

    basic: bytes
    responder: bytes
    produced_at: datetime
    serials: frozenset[int]

    def about(self, certificate: Certificate) -> bool:
        """Does it answer for that serial number? Whose, the path check has decided before."""
        return certificate.serial in self.serials

    @property
    def response(self) -> bytes:
        """The whole OCSPResponse, status successful (RFC 6960, 4.2.1)."""
        return sequence(tlv(Tag.ENUMERATED, b"\x00"), explicit(0, sequence(oid(OCSP_BASIC), octet_string(self.basic))))


@dataclass(frozen=True, slots=True)
class StoredRevocation:
    """The revocation data about one certificate, or about all of a path."""

    crls: tuple[StoredCrl, ...] = ()
    ocsps: tuple[StoredOcsp, ...] = ()

    def about(self, certificate: Certificate) -> StoredRevocation:
        """What of it is about that certificate; nothing for one that nobody revokes, such as a root."""
        if certificate.self_issued:
            return StoredRevocation()
        crls = tuple(item for item in self.crls if item.about(certificate))
        return StoredRevocation(crls, tuple(item for item in self.ocsps if item.about(certificate)))


def read_revocation(material: RevocationMaterial) -> StoredRevocation:
    """The material's lists and answers, each once, in its order. Raises DerError when one cannot be read."""
    crls = {der: read_crl(der) for der in material.crls}
    ocsps = {answer.basic: answer for answer in map(read_ocsp, material.ocsps)}
    return StoredRevocation(tuple(crls.values()), tuple(ocsps.values()))


def read_crl(der: bytes) -> StoredCrl:
    """Raises DerError when the bytes are no CertificateList (RFC 5280, 5.1)."""
    fields = list(read_exact(der).expect(Tag.SEQUENCE).child(0).expect(Tag.SEQUENCE).children)
    if fields and fields[0].tag == Tag.INTEGER:
        fields.pop(0)
    if len(fields) < 3:
        raise DerError("too few fields for a CertificateList", 0)
    extensions = next((field for field in fields[3:] if field.tag == Tag.CONTEXT_0), None)
    return StoredCrl(der, fields[1].expect(Tag.SEQUENCE).tlv, read_time(fields[2]), _number(extensions))


def _number(extensions: Element | None) -> int | None:
    for extension in extensions.inside().children if extensions else ():
        if read_oid(extension.child(0)) == _CRL_NUMBER:
            return read_integer(extension.children[-1].reread())
    return None


def read_ocsp(der: bytes) -> StoredOcsp:
    """An answer from its OCSPResponse or from the BasicOCSPResponse itself. Raises DerError."""
    root = read_exact(der).expect(Tag.SEQUENCE)
    basic = root.tlv if root.child(0).tag == Tag.SEQUENCE else _inside(root)
    fields = list(read_exact(basic).child(0).expect(Tag.SEQUENCE).children)
    if fields and fields[0].tag == Tag.CONTEXT_0:
        fields.pop(0)
    if len(fields) < 3:
        raise DerError("too few fields for a BasicOCSPResponse", 0)
    responder = fields[0].expect(Tag.CONTEXT_1, Tag.CONTEXT_2).tlv
    serials = frozenset(read_integer(item.child(0).child(3)) for item in fields[2].expect(Tag.SEQUENCE).children)
    return StoredOcsp(basic, responder, read_time(fields[1]), serials)


def _inside(root: Element) -> bytes:
    """The BasicOCSPResponse in an OCSPResponse."""
    body = root.child(1).expect(Tag.CONTEXT_0).inside()
    kind = read_oid(body.child(0))
    if kind != OCSP_BASIC:
        raise DerError(f"OCSP answer of type {kind} is no basic one", body.start)
    return body.child(1).octets()
