"""The hash index of an archive time-stamp v3: which certificates, revocation data and attributes it pins.

The index stands in the unsigned attributes of the stamp's own token and is covered by its imprint. Three forms are
read: v1 (TS 101 733 2.2.1) and v2 (EN 319 122-1 1.0.0) hash whole attributes, v3 (EN 319 122-1 1.1.1, 5.5.2) each value
with its type. Only v3 is made. What is in the file and not in the index came later and is not protected; what is in the
index and not in the file makes the index bad (EN 319 122-1 5.5.2, last paragraphs).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timestamping.cms import HashAlgorithm, SignedData, SignerInfo, hash_by_oid, oids
from timestamping.der import DerError, Element, Tag, algorithm, octet_string, read_oid, sequence

_FORMS = {oids.HASH_INDEX: 1, oids.HASH_INDEX_V2: 2, oids.HASH_INDEX_V3: 3}


@dataclass(frozen=True, slots=True)
class IndexComparison:
    """An index held against a file.

    missing: digests in the index of nothing that is there; any makes the index bad. The rest are stored elements:
    certificates, crls, attributes are pinned; later_… are there but not pinned. For form v3 `attributes` are values,
    for v1 and v2 whole attributes.
    """

    missing: tuple[bytes, ...]
    certificates: tuple[Element, ...]
    crls: tuple[Element, ...]
    attributes: tuple[Element, ...]
    later_certificates: tuple[Element, ...]
    later_crls: tuple[Element, ...]
    later_attributes: tuple[Element, ...]

    @property
    def complete(self) -> bool:
        """Has everything in the index its object?"""
        return not self.missing


@dataclass(frozen=True, slots=True)
class HashIndex:
    """One index as stored. form: 1, 2 or 3. tlv: its value, which the imprint covers. The rest are its digests."""

    form: int
    hash: HashAlgorithm
    tlv: bytes
    certificates: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    attributes: tuple[bytes, ...]

    def compared(self, data: SignedData, signer: SignerInfo) -> IndexComparison:
        """Hold it against the file it stands in; each entry finds at most one object. Raises DerError."""
        used = self.hash
        certificates = _matched(self.certificates, _items(data.certificates), used)
        crls = _matched(self.crls, _items(data.crls), used)
        attributes = _matched_pairs(self.attributes, _attribute_digests(signer, used, by_value=self.form == 3))
        missing = (*certificates.missing, *crls.missing, *attributes.missing)
        found = (certificates.found, crls.found, attributes.found)
        return IndexComparison(missing, *found, certificates.later, crls.later, attributes.later)


@dataclass(frozen=True, slots=True)
class _Match:
    missing: tuple[bytes, ...]
    found: tuple[Element, ...]
    later: tuple[Element, ...]


def build_hash_index(data: SignedData, signer: SignerInfo, used: HashAlgorithm) -> bytes:
    """DER of an ATSHashIndexV3 over what the file holds now. Raises DerError."""
    values = (digest for digest, _ in _attribute_digests(signer, used, by_value=True))
    return sequence(
        algorithm(used.oid),
        _digests(used.digest(item.tlv) for item in _items(data.certificates)),
        _digests(used.digest(item.tlv) for item in _items(data.crls)),
        _digests(values),
    )


def read_hash_index(token: SignedData) -> HashIndex | None:
    """The index in the token of an archive time-stamp v3; None when there is none.

    Raises DerError when there are several or it cannot be read, UnknownHashError when its hash is not known.
    """
    standing = [item for signer in token.signers for item in signer.unsigned if item.oid in _FORMS]
    if not standing:
        return None
    if len(standing) > 1:
        raise DerError("more than one hash index in the token", standing[1].element.start)
    return _read(standing[0].single, _FORMS[standing[0].oid])


def stored_index(token: SignedData) -> bytes:
    """The value of the first hash index whatever it says, for recomputing an imprint; empty when there is none."""
    try:
        standing = (item for signer in token.signers for item in signer.unsigned if item.oid in _FORMS)
        return next((item.values[0].tlv for item in standing if item.values), b"")
    except DerError:
        return b""


def _read(element: Element, form: int) -> HashIndex:
    fields = list(element.expect(Tag.SEQUENCE).children)
    used = hash_by_oid(oids.SHA256)  # what the oldest form means when it names none
    if len(fields) == 4:
        used = hash_by_oid(read_oid(fields.pop(0).expect(Tag.SEQUENCE).child(0)))
    elif form != 1:
        raise DerError(f"a hash index v{form} has 4 parts, this one has {len(fields)}", element.start)
    if len(fields) != 3:
        raise DerError(f"a hash index has 3 lists, this one has {len(fields)}", element.start)
    certificates, crls, attributes = (_read_digests(field) for field in fields)
    return HashIndex(form, used, element.tlv, certificates, crls, attributes)


def _read_digests(field: Element) -> tuple[bytes, ...]:
    tags = (Tag.OCTET_STRING, Tag.CONSTRUCTED_OCTET_STRING)
    return tuple(item.expect(*tags).octets() for item in field.expect(Tag.SEQUENCE).children)


def _digests(values: Iterable[bytes]) -> bytes:
    return sequence(*(octet_string(value) for value in values))


def _items(field: Element | None) -> tuple[Element, ...]:
    return () if field is None else field.children


def _attribute_digests(signer: SignerInfo, used: HashAlgorithm, *, by_value: bool) -> list[tuple[bytes, Element]]:
    if not by_value:
        return [(used.digest(item.element.tlv), item.element) for item in signer.unsigned]
    return [(used.digest(item.kind.tlv, value.tlv), value) for item in signer.unsigned for value in item.values]


def _matched(entries: Sequence[bytes], items: Sequence[Element], used: HashAlgorithm) -> _Match:
    return _matched_pairs(entries, [(used.digest(item.tlv), item) for item in items])


def _matched_pairs(entries: Sequence[bytes], items: Sequence[tuple[bytes, Element]]) -> _Match:
    wanted = Counter(entries)
    found: list[Element] = []
    later: list[Element] = []
    for digest, item in items:
        if wanted[digest] > 0:
            wanted[digest] -= 1
            found.append(item)
        else:
            later.append(item)
    return _Match(tuple(wanted.elements()), tuple(found), tuple(later))
