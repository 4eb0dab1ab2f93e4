"""What each time-stamp of a CAdES signature covers, as pieces of the stored bytes in the order they are hashed.

The imprint of a stamp is the digest of the joined pieces: ``hash.digest(*pieces)``. Nothing is re-encoded; the one
header that is written anew is that of the unsigned attributes under an archive time-stamp v2, because attributes that
came later are left out of it.

References: TS 101 733 6.3.5 and 6.3.6 (X), 6.4.1 (archive v2) and annex K of its version 1.8.3 (the untagged form);
EN 319 122-1 5.5.3 (archive v3).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from timestamping.cms import Attribute, SignedData, SignerInfo, oids
from timestamping.der import Tag
from timestamping.der.encoding import length_octets

Pieces = tuple[bytes, ...]
"""Octets to be hashed one after the other."""


class AttributeOrder(StrEnum):
    """In which order the attributes under an X time-stamp are taken.

    STANDARD: stamps, certificate references, revocation references (TS 101 733). STORED: as they stand in the file,
    as some producers took them.
    """

    STANDARD = "standard"
    STORED = "stored"


_X2_PARTS = (oids.CERTIFICATE_REFERENCES, oids.REVOCATION_REFERENCES)
_X1_PARTS = (oids.SIGNATURE_TIME_STAMP, *_X2_PARTS)


def x1_input(signer: SignerInfo, order: AttributeOrder = AttributeOrder.STANDARD) -> Pieces:
    """What a CAdES-C time-stamp (type 1) covers: signature, its stamps, both references. Raises DerError."""
    return (signer.signature_value, *_types_and_values(signer, _X1_PARTS, order))


def x2_input(signer: SignerInfo, order: AttributeOrder = AttributeOrder.STANDARD) -> Pieces:
    """What a time-stamp of the references alone (type 2) covers. Raises DerError."""
    return _types_and_values(signer, _X2_PARTS, order)


def _types_and_values(signer: SignerInfo, kinds: Sequence[str], order: AttributeOrder) -> Pieces:
    """Type and set of values of each attribute; the header of the attribute itself is not hashed."""
    chosen = [attribute for attribute in signer.unsigned if attribute.oid in kinds]
    if order is AttributeOrder.STANDARD:
        chosen.sort(key=lambda attribute: kinds.index(attribute.oid))
    return tuple(piece for attribute in chosen for piece in (attribute.kind.tlv, attribute.set.tlv))


def archive_v2_input(
    data: SignedData,
    signer: SignerInfo,
    content: bytes | None,
    left_out: Collection[Attribute] = (),
    *,
    tagged: bool = True,
) -> Pieces:
    """What an archive time-stamp v2 covers: the whole SignedData, this signer, its unsigned attributes of that time.

    content: the octets of a detached signature; not looked at when they are inside. left_out: unsigned attributes that
    were not there yet: the stamp itself and archive time-stamps that are not earlier. tagged: with the header of the
    unsigned attributes, its length computed anew (normative; what we make), or the bare attributes.
    Raises DerError; ValueError when the content of a detached signature is not given.
    """
    detached = len(data.encapsulated.children) < 2
    if detached and content is None:
        raise ValueError("an archive time-stamp v2 of a detached signature covers its content, which is not at hand")
    outside = (content,) if detached and content is not None else ()
    lists = tuple(field.tlv for field in (data.certificates, data.crls) if field is not None)
    unsigned = _attributes_then(signer, left_out, tagged)
    return (data.encapsulated.tlv, *outside, *lists, *_signer_fields(signer), *unsigned)


def _attributes_then(signer: SignerInfo, left_out: Collection[Attribute], tagged: bool) -> Pieces:
    later = {attribute.element.start for attribute in left_out}
    kept = tuple(item.element.tlv for item in signer.unsigned if item.element.start not in later)
    if not kept or not tagged:
        return kept
    return (bytes((Tag.CONTEXT_1,)) + length_octets(sum(map(len, kept))), *kept)


def archive_v3_input(data: SignedData, signer: SignerInfo, content_digest: bytes, index: bytes) -> Pieces:
    """What an archive time-stamp v3 covers: type and digest of the content, this signer, the hash index.

    content_digest: of the content octets, by the algorithm of the stamp. index: DER of the ATSHashIndex value; what it
    pins is covered through it. Raises DerError.
    """
    return (data.encapsulated.child(0).tlv, content_digest, *_signer_fields(signer), index)


def _signer_fields(signer: SignerInfo) -> Pieces:
    """The fields of the SignerInfo up to the signature, each as stored, without the header around them."""
    last = signer.unsigned_attrs.start if signer.unsigned_attrs is not None else signer.element.content_end
    return (signer.element.data[signer.element.content : last],)
