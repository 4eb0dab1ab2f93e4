"""References and values of levels C, XL and A held against each other and against the signer's path.

1. every reference must match a value, when values are there (TS 101 733 6.2.1, 6.2.2);
2. every authority of the path must be referenced, every certificate below the root with its revocation data;
3. every certificate of the path and its revocation data must be among the values (6.3.3, 6.3.4) or in SignedData.
Without a path (no trust) only the first can be said. An OCSP answer is matched by the basic or by the outer encoding,
because producers hash either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from archive.signatures.held_data import HeldData, of_signed_data, of_values
from archive.signatures.revocation_items import read_ocsp
from timestamping.cms import (
    Certificate,
    HashAlgorithm,
    Reason,
    SignedData,
    SignerInfo,
    UnknownHashError,
    hash_by_oid,
    oids,
    warning,
)
from timestamping.der import DerError, Element, Tag, read_oid
from timestamping.trust import CertificateStatus, RevocationKind, RevocationUse

_MAX_REFERENCES = 2_000  # a path has some ten; more are an attack on our time


@dataclass(frozen=True, slots=True)
class _Reference:
    """A hash as it stands in a reference."""

    used: HashAlgorithm
    value: bytes


class _Encodings:
    """Objects that references may name, hashed once for each algorithm that is asked for."""

    def __init__(self, encodings: Iterable[bytes]) -> None:
        self._encodings = tuple(encodings)
        self._digests: dict[str, frozenset[bytes]] = {}

    def named_by(self, reference: _Reference) -> bool:
        """Is one of them what the reference names?"""
        used = reference.used
        if used.oid not in self._digests:
            self._digests[used.oid] = frozenset(used.digest(encoding) for encoding in self._encodings)
        return reference.value in self._digests[used.oid]


def reference_gaps(
    data: SignedData,
    signer: SignerInfo,
    path: Sequence[Certificate],
    statuses: Sequence[CertificateStatus],
) -> list[Reason]:
    """What is missing or wrong, as remarks. path: signer first, anchor last, empty when unknown. Raises DerError."""
    present = {item.oid for item in signer.unsigned}
    values = _joined(of_values(signer), of_signed_data(data))
    found: list[Reason] = []
    try:
        certificates = _certificate_references(signer)
        revocations = _revocation_references(signer)
    except (DerError, UnknownHashError) as error:
        return [warning("references-unreadable", f"the references cannot be read: {error}")]
    answers = [_encodings(item) for item in values.material.ocsps]
    if oids.CERTIFICATE_REFERENCES in present:
        found += _about_certificates(certificates, values, path, compare=oids.CERTIFICATE_VALUES in present)
    if oids.REVOCATION_REFERENCES in present:
        compare = oids.REVOCATION_VALUES in present
        found += _about_revocations(revocations, values, answers, statuses, compare=compare)
    if {oids.CERTIFICATE_VALUES, oids.REVOCATION_VALUES} <= present:
        found += _about_values(values, path, statuses, answers)
    return list(dict.fromkeys(found))


def encodings_held(data: SignedData, signer: SignerInfo) -> set[bytes]:
    """Lists and answers among the signer's values and in SignedData, answers in both encodings. Raises DerError."""
    material = _joined(of_values(signer), of_signed_data(data)).material
    return {*material.crls, *(encoding for item in material.ocsps for encoding in _encodings(item))}


def is_held(use: RevocationUse, held: set[bytes]) -> bool:
    """Is the list or answer among those?"""
    return not held.isdisjoint(_encodings_of(use))


def _joined(first: HeldData, second: HeldData) -> HeldData:
    return HeldData(first.certificates + second.certificates, first.material.joined(second.material))


def _about_certificates(
    references: Sequence[_Reference], values: HeldData, path: Sequence[Certificate], *, compare: bool
) -> Iterator[Reason]:
    known = _Encodings(item.der for item in values.certificates)
    for number, reference in enumerate(references):
        if compare and not known.named_by(reference):
            yield warning("certificate-reference-unmatched", f"certificate reference {number + 1} has no certificate")
    for authority in path[1:]:
        if not any(map(_Encodings((authority.der,)).named_by, references)):
            yield warning(
                "certificate-reference-missing", f"no reference names the certificate of {authority.subject_text}"
            )


def _about_revocations(
    references: Sequence[_Reference],
    values: HeldData,
    answers: Sequence[tuple[bytes, ...]],
    statuses: Sequence[CertificateStatus],
    *,
    compare: bool,
) -> Iterator[Reason]:
    known = _Encodings((*values.material.crls, *chain.from_iterable(answers)))
    for number, reference in enumerate(references):
        if compare and not known.named_by(reference):
            yield warning("revocation-reference-unmatched", f"revocation reference {number + 1} has no list or answer")
    for status in statuses:
        about = _Encodings(encoding for use in status.uses for encoding in _encodings_of(use))
        if status.uses and not any(map(about.named_by, references)):
            text = f"no reference names revocation data about {status.certificate.subject_text}"
            yield warning("revocation-reference-missing", text)


def _about_values(
    values: HeldData,
    path: Sequence[Certificate],
    statuses: Sequence[CertificateStatus],
    answers: Sequence[tuple[bytes, ...]],
) -> Iterator[Reason]:
    for certificate in path:
        if certificate not in values.certificates:
            yield warning(
                "certificate-value-missing", f"the certificate of {certificate.subject_text} is not among the values"
            )
    stored = {*values.material.crls, *(encoding for encodings in answers for encoding in encodings)}
    for status in statuses:
        if not any(stored.intersection(_encodings_of(use)) for use in status.uses):
            text = f"no usable revocation data about {status.certificate.subject_text} is among the values"
            yield warning("revocation-value-missing", text)


def _encodings_of(use: RevocationUse) -> tuple[bytes, ...]:
    return (use.data,) if use.kind is RevocationKind.CRL else _encodings(use.data)


def _encodings(answer: bytes) -> tuple[bytes, ...]:
    """Both encodings of an OCSP answer, the one as given first."""
    try:
        read = read_ocsp(answer)
    except DerError:
        return (answer,)
    return answer, read.basic, read.response


def _certificate_references(signer: SignerInfo) -> list[_Reference]:
    identifiers = _items(signer, oids.CERTIFICATE_REFERENCES)
    return [_hash(identifier.expect(Tag.SEQUENCE).child(0)) for identifier in identifiers]


def _revocation_references(signer: SignerInfo) -> list[_Reference]:
    """The hashes of all entries, in order; an OCSP identifier without a hash names nothing that could be compared."""
    found: list[_Reference] = []
    for entry in _items(signer, oids.REVOCATION_REFERENCES):
        for part in entry.expect(Tag.SEQUENCE).children:
            for identifier in part.inside().child(0).children if part.tag in _KINDS else ():
                if part.tag == Tag.CONTEXT_0:
                    found.append(_hash(identifier.child(0)))
                elif len(identifier.children) > 1:
                    found.append(_hash(identifier.child(1)))
    return found


_KINDS = frozenset({Tag.CONTEXT_0, Tag.CONTEXT_1})


def _items(signer: SignerInfo, kind: str) -> list[Element]:
    items = [item for attribute in signer.unsigned_of(kind) for value in attribute.values for item in value.children]
    if len(items) > _MAX_REFERENCES:
        raise DerError(f"more than {_MAX_REFERENCES} references", items[0].start)
    return items


def _hash(element: Element) -> _Reference:
    """OtherHash: SHA-1 alone, or a hash with its algorithm."""
    if element.tag == Tag.OCTET_STRING:
        return _Reference(hash_by_oid(oids.SHA1), element.octets())
    named = element.expect(Tag.SEQUENCE)
    return _Reference(hash_by_oid(read_oid(named.child(0).child(0))), named.child(1).octets())
