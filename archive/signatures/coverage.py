"""What one time-stamp covers, as places in the stored bytes and as a summary for people.

A proof of existence is a place and a moment: everything that lies inside a covered place existed at the moment. Objects
inside others (a token in an attribute, a counter-signature in its parent) are covered with them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from archive.signatures.hash_index import IndexComparison
from timestamping.cms import Attribute, SignedData, SignerInfo, oids
from timestamping.der import Element

ATTRIBUTE_NAMES = {
    oids.COUNTER_SIGNATURE: "counter-signature",
    oids.SIGNATURE_TIME_STAMP: "signature-time-stamp",
    oids.CERTIFICATE_REFERENCES: "complete-certificate-references",
    oids.REVOCATION_REFERENCES: "complete-revocation-references",
    oids.CERTIFICATE_VALUES: "certificate-values",
    oids.REVOCATION_VALUES: "revocation-values",
    oids.X_TYPE_1_TIME_STAMP: "CAdES-C-time-stamp",
    oids.X_TYPE_2_TIME_STAMP: "time-stamped-certs-crls-references",
    oids.ARCHIVE_TIME_STAMP: "archive-time-stamp",
    oids.ARCHIVE_TIME_STAMP_V2: "archive-time-stamp-v2",
    oids.ARCHIVE_TIME_STAMP_V3: "archive-time-stamp-v3",
    oids.LONG_TERM_VALIDATION: "long-term-validation",
    oids.INTERNAL_EVIDENCE_RECORD: "internal-evidence-record",
    oids.EXTERNAL_EVIDENCE_RECORD: "external-evidence-record",
}

Place = tuple[int, int]
"""Start and end offset in the file."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a time-stamp covers.

    certificates, revocation: how many of the SignedData. attributes: names of unsigned attributes. later_…: what is in
    the file and is not covered, the stamp itself left out. places: offsets of everything covered, ascending, none
    inside another.
    """

    content: bool = False
    signature: bool = False
    signed_attributes: bool = False
    certificates: int = 0
    revocation: int = 0
    attributes: tuple[str, ...] = ()
    later_certificates: int = 0
    later_revocation: int = 0
    later_attributes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()

    def holds(self, element: Element) -> bool:
        """Does the element lie inside what is covered?"""
        before = bisect_right(self.places, (element.start, len(element.data)))
        return before > 0 and element.end <= self.places[before - 1][1]


@dataclass(slots=True)
class Proofs:
    """Proofs of existence collected from the newest time-stamp inwards (EN 319 102-1, 5.6.2.3)."""

    _found: list[tuple[Coverage, datetime]] = field(default_factory=list)

    def add(self, coverage: Coverage, moment: datetime) -> None:
        """Everything covered existed at that moment."""
        self._found.append((coverage, moment))

    def of(self, element: Element) -> datetime | None:
        """The earliest moment at which the element is proven to exist, None without a proof."""
        return min((moment for coverage, moment in self._found if coverage.holds(element)), default=None)


def content_coverage(data: SignedData) -> Coverage:
    """Of a content time-stamp."""
    return Coverage(content=True, places=(_place(data.encapsulated),))


def signature_coverage(signer: SignerInfo) -> Coverage:
    """Of a signature time-stamp: the signature, and through it what was signed."""
    return Coverage(signature=True, signed_attributes=signer.signed_attrs is not None, places=(_fields(signer),))


def x_coverage(signer: SignerInfo, kinds: Iterable[str], *, signature: bool) -> Coverage:
    """Of an X time-stamp: the attributes of those kinds, and the signature under type 1."""
    chosen = [item for item in signer.unsigned if item.oid in set(kinds)]
    own = (_fields(signer),) if signature else ()
    return Coverage(
        signature=signature,
        signed_attributes=signature and signer.signed_attrs is not None,
        attributes=tuple(map(attribute_name, chosen)),
        places=_ordered(*own, *(_place(item.element) for item in chosen)),
    )


def archive_v2_coverage(
    data: SignedData, signer: SignerInfo, left_out: Iterable[Attribute], itself: Attribute
) -> Coverage:
    """Of an archive time-stamp v2: the whole SignedData, this signer, its attributes but for those left out."""
    later = {item.element.start for item in left_out}
    kept = [item for item in signer.unsigned if item.element.start not in later]
    lists = [field for field in (data.certificates, data.crls) if field is not None]
    own = itself.element.start
    return Coverage(
        content=True,
        signature=True,
        signed_attributes=signer.signed_attrs is not None,
        certificates=len(data.certificates.children) if data.certificates else 0,
        revocation=len(data.crls.children) if data.crls else 0,
        attributes=tuple(map(attribute_name, kept)),
        later_attributes=_names(item for item in signer.unsigned if item.element.start in later - {own}),
        places=_ordered(
            _place(data.encapsulated),
            *map(_place, lists),
            _fields(signer),
            *(_place(item.element) for item in kept),
        ),
    )


def archive_v3_coverage(
    data: SignedData, signer: SignerInfo, compared: IndexComparison | None, itself: Attribute
) -> Coverage:
    """Of an archive time-stamp v3: content, this signer, and what its hash index pins (None: no usable index)."""
    own = _ordered(_place(data.encapsulated), _fields(signer))
    signed = signer.signed_attrs is not None
    if compared is None:
        return Coverage(content=True, signature=True, signed_attributes=signed, places=own)
    pinned = (*compared.certificates, *compared.crls, *compared.attributes)
    return Coverage(
        content=True,
        signature=True,
        signed_attributes=signed,
        certificates=len(compared.certificates),
        revocation=len(compared.crls),
        attributes=_holders(signer, compared.attributes),
        later_certificates=len(compared.later_certificates),
        later_revocation=len(compared.later_crls),
        later_attributes=_holders(signer, compared.later_attributes, itself),
        places=_ordered(*own, *map(_place, pinned)),
    )


def _holders(signer: SignerInfo, elements: Iterable[Element], but: Attribute | None = None) -> tuple[str, ...]:
    """Names of the attributes that the elements (whole attributes or values of one) belong to."""
    by_place = {item.element.start: item for item in signer.unsigned}
    by_place.update({value.start: item for item in signer.unsigned for value in item.values})
    found = [by_place[element.start] for element in elements]
    return _names(item for item in found if item is not but)


def _names(attributes: Iterable[Attribute]) -> tuple[str, ...]:
    return tuple(map(attribute_name, attributes))


def attribute_name(attribute: Attribute) -> str:
    """Its name in CAdES, else its object identifier."""
    return ATTRIBUTE_NAMES.get(attribute.oid, attribute.oid)


def _ordered(*places: Place) -> tuple[Place, ...]:
    return tuple(sorted(places))


def _place(element: Element) -> Place:
    return element.start, element.end


def _fields(signer: SignerInfo) -> Place:
    """The SignerInfo from its first field to its signature."""
    return signer.version.start, signer.signature.end
