"""Revocation lists (CRL, RFC 5280 clause 5) as views on stored bytes, looked up by an index that is built once.

A national authority's list has tens of thousands of entries. The index maps a serial number to the offset of its
entry; only the entry asked for becomes an object.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from timestamping.cms import Certificate, Extension, name_text, oids
from timestamping.der import (
    DerError,
    Element,
    Limits,
    Tag,
    read_boolean,
    read_exact,
    read_integer,
    read_oid,
    read_time,
)
from timestamping.trust.extensions import CRL_SIGN, key_identifier_in, may_use_key, point_names
from timestamping.trust.remembering import Remembered
from timestamping.trust.signed_objects import fits_key

MAX_LIST_SIZE = 64 * 1024 * 1024
"""Bytes of one list; the largest public ones have some ten megabytes."""
_MAX_ENTRIES = 2_000_000
_REMEMBERED_BYTES = 128 * 1024 * 1024
_LIMITS = Limits(size=MAX_LIST_SIZE, depth=16)

_NUMBER = "2.5.29.20"
_REASON = "2.5.29.21"
_INVALIDITY_DATE = "2.5.29.24"
_DELTA = "2.5.29.27"
_SCOPE = "2.5.29.28"
_FRESHEST = "2.5.29.46"
_EXPIRED_CERTIFICATES = "2.5.29.60"
_KNOWN = frozenset({_NUMBER, _SCOPE, oids.AUTHORITY_KEY_IDENTIFIER, _FRESHEST, _EXPIRED_CERTIFICATES})
_KNOWN_OF_ENTRIES = frozenset({_REASON, _INVALIDITY_DATE})


@dataclass(frozen=True, slots=True)
class RevokedEntry:
    """One certificate on a list. serial: its number. revoked_at: aware UTC. reason: CRLReason (RFC 5280, 5.3.1).

    understood: False when the entry carries a critical extension that is not known here.
    """

    serial: int
    revoked_at: datetime
    reason: int | None = None
    understood: bool = True


@dataclass(frozen=True, slots=True)
class ListScope:
    """Whom a list speaks of (issuingDistributionPoint, RFC 5280, 5.2.5). names: GeneralName TLVs, empty: no limit."""

    names: tuple[bytes, ...] = ()
    users_only: bool = False
    authorities_only: bool = False
    some_reasons: bool = False
    indirect: bool = False
    attributes_only: bool = False


class RevocationList:
    """One CertificateList. der: as stored; times are aware UTC; `next_update` None when it is not stated."""

    def __init__(self, der: bytes) -> None:
        """Raises DerError when the bytes are no revocation list."""
        self.der = der
        self.element = read_exact(der, _LIMITS).expect(Tag.SEQUENCE)
        self._signed = self.element.child(0).expect(Tag.SEQUENCE)
        self._algorithm = self.element.child(1).expect(Tag.SEQUENCE)
        self._signature = self.element.child(2).expect(Tag.BIT_STRING)
        fields = list(self._signed.children)
        if fields and fields[0].tag == Tag.INTEGER:
            fields.pop(0)
        if len(fields) < 3:
            raise DerError("too few fields for a revocation list", self._signed.start)
        self._stated_algorithm = fields.pop(0).expect(Tag.SEQUENCE)
        self._issuer = fields.pop(0).expect(Tag.SEQUENCE)
        self.issuer = self._issuer.tlv
        self.this_update = read_time(fields.pop(0))
        timed = bool(fields) and fields[0].tag in (Tag.UTC_TIME, Tag.GENERALIZED_TIME)
        self.next_update = read_time(fields.pop(0)) if timed else None
        self._entries = fields.pop(0) if fields and fields[0].tag == Tag.SEQUENCE else None
        self._fits: Remembered[bytes, bool] = Remembered(4)  # hashing megabytes again for each question is slow
        self.extensions = _extensions(fields.pop(0).expect(Tag.CONTEXT_0).inside()) if fields else {}

    def __len__(self) -> int:
        """How many certificates are on it. Raises DerError."""
        return len(self._index)

    @property
    def issuer_text(self) -> str:
        """The issuer for people to read."""
        return name_text(self._issuer)

    @cached_property
    def number(self) -> int | None:
        """cRLNumber, None when absent. Raises DerError."""
        found = self.extensions.get(_NUMBER)
        return None if found is None else read_integer(read_exact(found.value).expect(Tag.INTEGER))

    @cached_property
    def authority_key_identifier(self) -> bytes | None:
        """Which key of the issuer signed, None when it does not say. Raises DerError."""
        found = self.extensions.get(oids.AUTHORITY_KEY_IDENTIFIER)
        return None if found is None else key_identifier_in(found.value)

    @cached_property
    def scope(self) -> ListScope:
        """Whom it speaks of. Raises DerError."""
        found = self.extensions.get(_SCOPE)
        return ListScope() if found is None else _scope(read_exact(found.value))

    @cached_property
    def expired_since(self) -> datetime | None:
        """From when on certificates stay on it after they ended (expiredCertsOnCRL), None: not promised."""
        found = self.extensions.get(_EXPIRED_CERTIFICATES)
        return None if found is None else read_time(read_exact(found.value))

    @property
    def understood(self) -> bool:
        """Are all its critical extensions known here? A delta list is none to rely on alone."""
        return _DELTA not in self.extensions and all(
            extension.oid in _KNOWN for extension in self.extensions.values() if extension.critical
        )

    def signed_by(self, issuer: Certificate) -> bool:
        """Is it by that certificate: its name, its key, allowed to sign lists (RFC 5280, 6.3.3 f and g)?"""
        try:
            named = self.issuer == issuer.subject and may_use_key(issuer, CRL_SIGN)
            if not named or self._algorithm.tlv != self._stated_algorithm.tlv:
                return False
            return self._fits.of(issuer.public_key_info, lambda: self._fits_key(issuer.public_key_info))
        except DerError:
            return False

    def _fits_key(self, key_info: bytes) -> bool:
        return fits_key(self._signed, self._algorithm, self._signature, key_info)

    def entry(self, serial: int) -> RevokedEntry | None:
        """The entry of the certificate with that number, None when it is not on the list. Raises DerError."""
        position = self._index.get(serial)
        if position is None or self._entries is None:
            return None
        _, after = _bounds(self.der, position, 0x30, self._entries.content_end)
        return _entry(read_exact(self.der[position:after], _LIMITS), serial)

    @cached_property
    def _index(self) -> dict[int, int]:
        if self._entries is None:
            return {}
        return _indexed(self.der, self._entries.content, self._entries.content_end)


_LISTS: Remembered[bytes, RevocationList] = Remembered(256, _REMEMBERED_BYTES)


def read_revocation_list(der: bytes) -> RevocationList:
    """The view on these bytes, the same one as last time while it is remembered. Raises DerError."""
    return _LISTS.of(der, lambda: RevocationList(der), len(der))


def _indexed(data: bytes, start: int, end: int) -> dict[int, int]:
    """Serial number to offset of its entry, in one pass over the headers; the first of equal numbers counts."""
    found: dict[int, int] = {}
    position = start
    while position < end:
        content, after = _bounds(data, position, 0x30, end)
        number, number_end = _bounds(data, content, 0x02, after)
        found.setdefault(int.from_bytes(data[number:number_end], "big", signed=True), position)
        if len(found) > _MAX_ENTRIES:
            raise DerError(f"more than {_MAX_ENTRIES} entries in one revocation list", position)
        position = after
    return found


def _bounds(data: bytes, position: int, tag: int, limit: int) -> tuple[int, int]:
    """Start and end of the content of a definite element with that tag. Lists are DER, so nothing else is met."""
    if position + 2 > limit or data[position] != tag:
        raise DerError("an entry of the revocation list is not what it should be", position)
    length = data[position + 1]
    content = position + 2
    if length >= 0x80:
        count = length & 0x7F
        if not 0 < count <= 4 or content + count > limit:
            raise DerError("an entry of the revocation list has no definite length", position)
        length = int.from_bytes(data[content : content + count], "big")
        content += count
    if content + length > limit:
        raise DerError("an entry of the revocation list runs past its end", position)
    return content, content + length


def _entry(element: Element, serial: int) -> RevokedEntry:
    fields = element.expect(Tag.SEQUENCE).children
    extensions = _extensions(fields[2].expect(Tag.SEQUENCE)) if len(fields) > 2 else {}
    reason = extensions.get(_REASON)
    known = all(extension.oid in _KNOWN_OF_ENTRIES for extension in extensions.values() if extension.critical)
    code = None if reason is None else read_integer(read_exact(reason.value).expect(Tag.ENUMERATED))
    return RevokedEntry(serial, read_time(element.child(1)), code, known)


def _extensions(sequence: Element) -> dict[str, Extension]:
    found: dict[str, Extension] = {}
    for item in sequence.expect(Tag.SEQUENCE).children:
        parts = item.expect(Tag.SEQUENCE).children
        critical = len(parts) > 2 and read_boolean(parts[1].expect(Tag.BOOLEAN))
        extension = Extension(read_oid(item.child(0)), critical, item.child(len(parts) - 1).octets())
        found.setdefault(extension.oid, extension)
    return found


def _scope(value: Element) -> ListScope:
    names: tuple[bytes, ...] = ()
    flags = {0x81: False, 0x82: False, 0x84: False, 0x85: False}
    some_reasons = False
    for field in value.expect(Tag.SEQUENCE).children:
        if field.tag == Tag.CONTEXT_0:
            names = tuple(name.tlv for name in point_names(field)) or (field.tlv,)
        elif field.tag == 0x83:
            some_reasons = True
        elif field.tag in flags:
            flags[field.tag] = read_boolean(field)
        else:
            raise DerError("unknown field in the scope of a revocation list", field.start)
    return ListScope(names, flags[0x81], flags[0x82], some_reasons, flags[0x84], flags[0x85])
