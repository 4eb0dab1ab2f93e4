"""An evidence record as stored bytes: chains of archive time-stamps with their reduced trees (RFC 4998, 3 to 5).

Every value is a view on the bytes that were read; hashes are taken over those bytes, never over a new encoding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timestamping.cms import HashAlgorithm, hash_by_oid
from timestamping.der import DerError, Element, Limits, Tag, read, read_integer, read_oid
from timestamping.tsa import TimeStampToken, is_token

RECORD_LIMITS = Limits(size=64 * 1024 * 1024, depth=56, children=200_000)
"""size: a record renewed for centuries with full revocation lists. depth: tokens stay under 20, records add six.
children: a group of that many documents in one list; more is an attack."""
MAX_STAMPS = 2_000
"""Archive time-stamps in one record: each costs a signature check; one a month for 160 years stays below."""
MAX_CHAINS = 32
"""Chains in one record: each costs a hash over all before it; a new hash every ten years for 300 years."""
MAX_HASH = 64
"""Octets of one hash value, as SHA-512 gives: longer ones are no hashes, but bulk that every later chain would hash."""
MAX_LISTS = 1_024
"""Lists in one reduced tree: each costs a hash; a balanced tree over every atom has under 300."""


@dataclass(frozen=True, slots=True)
class ArchiveTimeStamp:
    """One ArchiveTimeStamp (RFC 4998, 4.1).

    element: as stored. algorithm_oid: the hash of its tree, None when left to the token. tree: the reduced tree's lists
    from the leaves upward, None when there is none. token: the timeStamp field, a ContentInfo, as stored.
    """

    element: Element
    algorithm_oid: str | None
    tree: tuple[tuple[bytes, ...], ...] | None
    token: Element

    @property
    def token_der(self) -> bytes:
        """The time-stamp token exactly as stored; a time-stamp renewal covers these bytes."""
        return self.token.tlv

    def hash_algorithm(self) -> HashAlgorithm:
        """The stated algorithm, or the one of the token's imprint. Raises DerError, UnknownHashError."""
        return hash_by_oid(self.algorithm_oid or TimeStampToken(self.token_der).info.imprint.algorithm)


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """One EvidenceRecord (RFC 4998, 3.1).

    element: as stored; bytes after it belong to somebody else. version: 1 is the only one known. algorithm_oids: the
    hashes it says it uses. encrypted: it speaks of data that was encrypted by somebody else. sequence: the
    archiveTimeStampSequence as stored. chains: stamps in stored order, one hash algorithm a chain.
    """

    element: Element
    version: int
    algorithm_oids: tuple[str, ...]
    encrypted: bool
    sequence: Element
    chains: tuple[tuple[ArchiveTimeStamp, ...], ...]

    @property
    def der(self) -> bytes:
        """The record exactly as stored."""
        return self.element.tlv

    @property
    def stamps(self) -> Iterator[ArchiveTimeStamp]:
        """All of them, oldest first."""
        return (stamp for chain in self.chains for stamp in chain)

    @property
    def newest(self) -> ArchiveTimeStamp:
        """The last stamp of the last chain: the one whose trust carries all others."""
        return self.chains[-1][-1]

    def chain_element(self, index: int) -> Element:
        """The ArchiveTimeStampChain at `index` as stored."""
        return self.sequence.child(index)


def read_record(der: bytes) -> EvidenceRecord:
    """The record that `der` begins with (DER or BER). Raises DerError."""
    return record_of(read(der, RECORD_LIMITS))


def record_of(element: Element) -> EvidenceRecord:
    """The record that an element is, for example the value of an attribute. Raises DerError."""
    fields = list(element.expect(Tag.SEQUENCE).children)
    if len(fields) < 3:
        raise DerError("too few fields for an EvidenceRecord", element.start)
    version = read_integer(fields.pop(0).expect(Tag.INTEGER))
    algorithms = tuple(read_oid(item.child(0)) for item in fields.pop(0).expect(Tag.SEQUENCE).children)
    sequence = fields.pop().expect(Tag.SEQUENCE)
    tags = [field.expect(Tag.CONTEXT_0, Tag.CONTEXT_1).tag for field in fields]
    if tags != sorted(set(tags)):
        raise DerError("optional fields of an EvidenceRecord doubled or out of order", element.start)
    if sum(len(chain.children) for chain in sequence.children) > MAX_STAMPS:
        raise DerError(f"more than {MAX_STAMPS} archive time-stamps in one record", sequence.start)
    if len(sequence.children) > MAX_CHAINS:
        raise DerError(f"more than {MAX_CHAINS} chains in one record", sequence.start)
    return EvidenceRecord(element, version, algorithms, Tag.CONTEXT_1 in tags, sequence, _chains(sequence))


def _chains(sequence: Element) -> tuple[tuple[ArchiveTimeStamp, ...], ...]:
    chains = tuple(
        tuple(_archive_time_stamp(item) for item in chain.expect(Tag.SEQUENCE).children) for chain in sequence.children
    )
    if not chains or not all(chains):
        raise DerError("a record needs a chain, and every chain a time-stamp", sequence.start)
    return chains


def _archive_time_stamp(element: Element) -> ArchiveTimeStamp:
    fields = list(element.expect(Tag.SEQUENCE).children)
    if not fields or not is_token(fields[-1]):
        raise DerError("an ArchiveTimeStamp ends with a time-stamp token", element.start)
    token = fields.pop()
    found = {field.expect(Tag.CONTEXT_0, Tag.CONTEXT_1, Tag.CONTEXT_2).tag: field for field in fields}
    if [field.tag for field in fields] != sorted(found):
        raise DerError("optional fields of an ArchiveTimeStamp doubled or out of order", element.start)
    algorithm, tree = found.get(Tag.CONTEXT_0), found.get(Tag.CONTEXT_2)
    return ArchiveTimeStamp(
        element,
        read_oid(algorithm.child(0)) if algorithm else None,
        _lists(tree) if tree else None,
        token,
    )


def _lists(tree: Element) -> tuple[tuple[bytes, ...], ...]:
    if not 0 < len(tree.children) <= MAX_LISTS:
        raise DerError(f"a reduced hash tree has 1 to {MAX_LISTS} lists", tree.start)
    lists = tuple(tuple(_hash_value(item) for item in part.expect(Tag.SEQUENCE).children) for part in tree.children)
    if not all(lists):
        raise DerError("an empty list of hash values", tree.start)
    return lists


def _hash_value(element: Element) -> bytes:
    value = element.expect(Tag.OCTET_STRING, Tag.CONSTRUCTED_OCTET_STRING).octets()
    if len(value) > MAX_HASH:
        raise DerError(f"a hash value of more than {MAX_HASH} octets", element.start)
    return value
