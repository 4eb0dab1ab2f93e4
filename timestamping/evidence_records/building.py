"""Making evidence records and renewing them; deterministic given the tokens (RFC 4998, 4.2 and 5.2).

What exists is never encoded anew: a renewal is spliced in behind the stored bytes. Tokens come from a stamper that has
checked them in full; here it is only made sure that each is over the root it was asked for. Whether a record still
holds before it is renewed is the caller's question (`check_record`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timestamping.cms import HashAlgorithm, UnknownHashError, hash_by_name, hash_by_oid
from timestamping.der import DerError, Tag, algorithm, append, integer, octet_string, sequence, tlv
from timestamping.evidence_records.data_objects import DataObject, digest_of
from timestamping.evidence_records.errors import RecordError
from timestamping.evidence_records.hash_trees import Tree, reduced_trees
from timestamping.evidence_records.records import MAX_CHAINS, MAX_STAMPS, EvidenceRecord, read_record
from timestamping.tsa import Imprint, TimeStampToken

Stamper = Callable[[Imprint], bytes]
"""Gives a checked token over an imprint, or raises what its service raises."""


def build_records(
    groups: Sequence[Sequence[DataObject]], stamp: Stamper, hash_name: str = "sha512"
) -> tuple[bytes, ...]:
    """One record for each group of data objects, all over a single token. Raises RecordError, DigestUnavailableError.

    A lone object is a group of one. One object and no other makes a record without a tree: its token is over the
    object's own hash.
    """
    used = _hash(hash_name)
    values = [[digest_of(data, used) for data in group] for group in groups]
    stamps = _stamped(values, used, stamp)
    return tuple(_record(used, item) for item in stamps)


def wrap_token(token: bytes) -> bytes:
    """The record of one data object whose hash a token is already over: the token, in a record, says the same.

    Raises RecordError.
    """
    try:
        used = read_hash(token)
    except (DerError, UnknownHashError) as error:
        raise RecordError(f"these bytes are no time-stamp token: {error}") from None
    return _record(used, _archive_time_stamp(used, None, token))


def renew_time_stamps(records: Sequence[bytes], stamp: Stamper) -> tuple[bytes, ...]:
    """Each record with one more stamp in its last chain, all over a single token (5.2, time-stamp renewal).

    The last chains must use one and the same hash, which the new token uses too. Raises RecordError.
    """
    parsed = [_parsed(record) for record in records]
    names = {hash_of_chain(record).name for record in parsed}
    if len(names) != 1:
        raise RecordError("records renewed together must use the same hash in their last chain")
    used = hash_by_name(names.pop())
    values = [[used.digest(record.newest.token_der)] for record in parsed]
    stamps = _stamped(values, used, stamp)
    chains = [record.chain_element(len(record.chains) - 1) for record in parsed]
    return tuple(append(chain, item) for chain, item in zip(chains, stamps, strict=True))


def renew_hash_trees(
    items: Sequence[tuple[bytes, Sequence[DataObject]]], stamp: Stamper, hash_name: str
) -> tuple[bytes, ...]:
    """Each record with a new chain that begins with a new hash, all over a single token (5.2, hash-tree renewal).

    items: a record, and all data objects that it is to go on proving. Raises RecordError, DigestUnavailableError.
    """
    used = _hash(hash_name)
    parsed = [_parsed(record) for record, _ in items]
    if any(len(record.chains) >= MAX_CHAINS for record in parsed):
        raise RecordError(f"a record holds at most {MAX_CHAINS} chains")
    values = [renewed_values(record, objects, used) for record, (_, objects) in zip(parsed, items, strict=True)]
    stamps = _stamped(values, used, stamp)
    return tuple(_with_chain(record, used, item) for (record, _), item in zip(items, stamps, strict=True))


def renewed_values(record: EvidenceRecord, objects: Sequence[DataObject], used: HashAlgorithm) -> list[bytes]:
    """For each object the hash of its hash and that of all chains so far: what a new chain covers (5.2, steps 2-4)."""
    older = used.digest(sequence(*(chain.tlv for chain in record.sequence.children)))
    return [used.digest(digest_of(data, used), older) for data in objects]


def hash_of_chain(record: EvidenceRecord) -> HashAlgorithm:
    """The hash of the last chain. Raises RecordError."""
    try:
        return record.newest.hash_algorithm()
    except (DerError, UnknownHashError) as error:
        raise RecordError(f"the hash of the record's last chain is unknown: {error}") from None


def read_hash(token: bytes) -> HashAlgorithm:
    """The hash that a token is over. Raises DerError, UnknownHashError."""
    return hash_by_oid(TimeStampToken(token).info.imprint.algorithm)


def _hash(name: str) -> HashAlgorithm:
    try:
        return hash_by_name(name)
    except UnknownHashError as error:
        raise RecordError(str(error)) from None


def _parsed(record: bytes) -> EvidenceRecord:
    try:
        parsed = read_record(record)
    except DerError as error:
        raise RecordError(f"these bytes are no evidence record: {error}") from None
    if parsed.version != 1 or parsed.element.end != len(record):
        raise RecordError("only a record of version 1 with nothing behind it can be renewed")
    if sum(1 for _ in parsed.stamps) >= MAX_STAMPS:
        raise RecordError(f"a record holds at most {MAX_STAMPS} time-stamps")
    return parsed


def _stamped(values: Sequence[Sequence[bytes]], used: HashAlgorithm, stamp: Stamper) -> list[bytes]:
    """One ArchiveTimeStamp for each group of hash values, over one token."""
    if not values or not all(values):
        raise RecordError("nothing to be stamped: a group without data objects")
    root, trees = reduced_trees(values, used)
    token = stamp(Imprint.by(used, root))
    try:
        imprint = TimeStampToken(token).info.imprint
    except DerError as error:
        raise RecordError(f"the stamper gave no time-stamp token: {error}") from None
    if imprint != Imprint.by(used, root):
        raise RecordError("the stamper's token is not over the root that it was asked for")
    return [_archive_time_stamp(used, tree, token) for tree in trees]


def _record(used: HashAlgorithm, archive_time_stamp: bytes) -> bytes:
    return sequence(integer(1), sequence(algorithm(used.oid)), sequence(sequence(archive_time_stamp)))


def _archive_time_stamp(used: HashAlgorithm, tree: Tree | None, token: bytes) -> bytes:
    named = tlv(Tag.CONTEXT_0, algorithm(used.oid)[2:])  # IMPLICIT: the SEQUENCE's own header gives way
    lists = [sequence(*map(octet_string, values)) for values in tree or ()]
    return sequence(named, tlv(Tag.CONTEXT_2, *lists) if lists else b"", token)


def _with_chain(record: bytes, used: HashAlgorithm, archive_time_stamp: bytes) -> bytes:
    """The record with one more chain, its hash listed at the head."""
    longer = append(read_record(record).sequence, sequence(archive_time_stamp))
    parsed = read_record(longer)
    if used.oid in parsed.algorithm_oids:
        return longer
    return append(parsed.element.child(1), algorithm(used.oid))
