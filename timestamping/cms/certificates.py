"""X.509 certificates as stored bytes with the fields this project asks for; odd old certificates must still be
readable.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from timestamping.cms import oids
from timestamping.der import (
    DerError,
    Element,
    Tag,
    read_boolean,
    read_exact,
    read_integer,
    read_oid,
    read_text,
    read_time,
)

_MAX_KEPT = 16 * 1024  # bytes of a certificate that is remembered; protects memory from enormous ones


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension. value: the DER inside its OCTET STRING."""

    oid: str
    critical: bool
    value: bytes


class Certificate:
    """A certificate: `der` is exactly what was stored; equality is equality of those bytes."""

    def __init__(self, der: bytes) -> None:
        """Raises DerError when the bytes are no certificate."""
        self.der = der
        self.element = read_exact(der).expect(Tag.SEQUENCE)
        self._fields = _body_fields(self.element.child(0))
        self.serial = read_integer(self._fields[0].expect(Tag.INTEGER))
        self.issuer = self._fields[2].tlv
        self.subject = self._fields[4].tlv
        self.not_before = read_time(self._fields[3].child(0))
        self.not_after = read_time(self._fields[3].child(1))
        self.public_key_info = self._fields[5].tlv

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Certificate) and other.der == self.der

    def __hash__(self) -> int:
        return hash(self.der)

    def __repr__(self) -> str:
        return f"Certificate({self.subject_text!r}, serial={self.serial})"

    @cached_property
    def extensions(self) -> dict[str, Extension]:
        """By object identifier; a repeated extension keeps its first occurrence. Raises DerError."""
        wrapper = next((field for field in self._fields[6:] if field.tag == Tag.CONTEXT_3), None)
        found: dict[str, Extension] = {}
        for item in wrapper.inside().children if wrapper else ():
            parts = item.children
            critical = len(parts) > 2 and read_boolean(parts[1].expect(Tag.BOOLEAN))
            extension = Extension(read_oid(item.child(0)), critical, parts[-1].octets())
            found.setdefault(extension.oid, extension)
        return found

    @cached_property
    def extended_key_usage(self) -> tuple[str, ...] | None:
        """Purposes as object identifiers, None when the extension is absent. Raises DerError."""
        extension = self.extensions.get(oids.EXTENDED_KEY_USAGE)
        return None if extension is None else tuple(read_oid(item) for item in read_exact(extension.value).children)

    @cached_property
    def key_usage(self) -> frozenset[int] | None:
        """Set bits of keyUsage (0 digitalSignature, 1 nonRepudiation, 5 keyCertSign), None when absent. Raises
        DerError.
        """
        extension = self.extensions.get(oids.KEY_USAGE)
        if extension is None:
            return None
        octets = read_exact(extension.value).expect(Tag.BIT_STRING).value[1:]
        return frozenset(
            8 * index + bit for index, octet in enumerate(octets) for bit in range(8) if octet & (0x80 >> bit)
        )

    @cached_property
    def subject_key_identifier(self) -> bytes | None:
        """The key identifier of the extension, None when absent. Raises DerError."""
        extension = self.extensions.get(oids.SUBJECT_KEY_IDENTIFIER)
        return None if extension is None else read_exact(extension.value).octets()

    @property
    def subject_text(self) -> str:
        """The subject for people to read, for example "CN=Ayşe Yılmaz, O=…"."""
        return name_text(self._fields[4])

    @property
    def issuer_text(self) -> str:
        """The issuer for people to read."""
        return name_text(self._fields[2])

    @property
    def self_issued(self) -> bool:
        """Do subject and issuer have the same encoding?"""
        return self.subject == self.issuer

    def valid_at(self, moment: datetime) -> bool:
        """Does `moment` lie within the validity period, both ends included?"""
        return self.not_before <= moment <= self.not_after


def name_text(name: Element) -> str:
    """A distinguished name for people; never for comparing."""
    parts: list[str] = []
    for relative in name.children:
        for pair in relative.children:
            kind = read_oid(pair.child(0))
            parts.append(f"{oids.NAMES.get(kind, kind)}={read_text(pair.child(1))}")
    return ", ".join(parts)


def readable_certificates(encodings: list[bytes]) -> list[Certificate]:
    """Those of the encodings that are certificates; others (attribute certificates, garbage) are left out."""
    found = (_known(item) if len(item) <= _MAX_KEPT else _readable(item) for item in encodings)
    return [certificate for certificate in found if certificate is not None]


def _readable(encoding: bytes) -> Certificate | None:
    try:
        return Certificate(encoding)
    except DerError:
        return None


_known = lru_cache(512)(_readable)
"""The same few authorities stand in every file: their certificates are read once. A certificate never changes."""


def _body_fields(body: Element) -> tuple[Element, ...]:
    """serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo, then the optional ones (RFC 5280,
    4.1).
    """
    fields = body.expect(Tag.SEQUENCE).children
    if fields and fields[0].tag == Tag.CONTEXT_0:
        fields = fields[1:]
    if len(fields) < 6:
        raise DerError("too few fields for a certificate", body.start)
    for field in fields[1:6]:
        field.expect(Tag.SEQUENCE)
    return fields
