"""When an evidence record begins to weaken: before that it must be renewed (RFC 4998, 5.2; K-10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from timestamping.cms import Certificate, UnknownHashError, hash_by_oid, signature_hash, signing_certificate
from timestamping.der import DerError
from timestamping.evidence_records.records import ArchiveTimeStamp, read_record
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, TrustStore, key_strength
from timestamping.tsa import TimeStampToken

_LONGEST_PATH = 16


@dataclass(frozen=True, slots=True)
class Weakening:
    """Aware UTC; None when no such moment is known.

    token_ends: when the newest token weakens: the first end of a certificate above it, of its signature's hash or of a
    key's strength; a time-stamp renewal helps. hash_ends: when the hash of the last chain does; only a hash-tree
    renewal helps.
    """

    token_ends: datetime | None
    hash_ends: datetime | None

    @property
    def at(self) -> datetime | None:
        """The first of the two."""
        return min((end for end in (self.token_ends, self.hash_ends) if end is not None), default=None)


def weakens(record: bytes, trust: TrustStore | None = None, algorithms: AlgorithmPolicy = DEFAULT_POLICY) -> Weakening:
    """When the record weakens, as far as its own certificates and those of the trust store tell.

    Bytes that are no record, or a token that cannot be read, weaken at no known moment: a check reports them.
    """
    try:
        newest = read_record(record).newest
        ends = list(_token_ends(newest, trust or TrustStore(), algorithms))
        tree_hash = newest.hash_algorithm().name
    except (DerError, UnknownHashError):
        return Weakening(None, None)
    return Weakening(min(ends, default=None), algorithms.hash_ends.get(tree_hash))


def hash_name_of(record: bytes) -> str | None:
    """Name of the hash of the record's last chain, as hashlib knows it; None when it cannot be told."""
    try:
        return read_record(record).newest.hash_algorithm().name
    except (DerError, UnknownHashError):
        return None


def _token_ends(stamp: ArchiveTimeStamp, trust: TrustStore, algorithms: AlgorithmPolicy) -> Iterator[datetime]:
    token = TimeStampToken(stamp.token_der)
    signers = token.signed_data.signers
    anchors = [anchor.certificate for anchor in trust.anchors]
    offered = (*token.signed_data.certificate_list, *trust.intermediates, *anchors)
    leaf = signing_certificate(signers[0], offered)[0] if signers else None
    if leaf is None:
        return
    used = signature_hash(signers[0].signature_algorithm, signers[0].digest_oid)
    names = [used.name] if used is not None else []
    names.append(hash_by_oid(token.info.imprint.algorithm).name)
    yield from (algorithms.hash_ends[name] for name in names if name in algorithms.hash_ends)
    for certificate in _upwards(leaf, offered):
        yield certificate.not_after
        yield from _key_ends(certificate, algorithms)


def _upwards(leaf: Certificate, offered: Sequence[Certificate]) -> Iterator[Certificate]:
    """The certificate and, by name, those above it; of several of one name the one that lasts longest."""
    for _ in range(_LONGEST_PATH):
        yield leaf
        if leaf.self_issued:
            return
        above = [item for item in offered if item.subject == leaf.issuer]
        if not above:
            return
        leaf = max(above, key=lambda item: item.not_after)


def _key_ends(certificate: Certificate, algorithms: AlgorithmPolicy) -> Iterator[datetime]:
    strength = key_strength(certificate.public_key_info)
    if strength is not None:
        family, bits = strength
        yield from (end for wanted, end in algorithms.key_ends.get(family, ()) if bits < wanted)
