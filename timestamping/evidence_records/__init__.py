"""Evidence records by RFC 4998: chains of time-stamps over hash trees that outlive their algorithms and authorities.

Words it defines: *data object* (bytes, or a port that gives digests), *record* (chains of archive time-stamps),
*reduced tree* (the hashes that lead from an object to a token), *time-stamp renewal* (a new token over the last one),
*hash-tree renewal* (a new hash over objects and chains), *weakening* (until when a renewal must come), *record report*.
Callers: `api.composition`, `api.procedures`, `api.cli`, `archive.signatures`, `archive.transfer`.
It must not know: days, documents, the ledger, files, networks (tokens come from a stamper), the wall clock.
"""

from timestamping.evidence_records.building import (
    Stamper,
    build_records,
    hash_of_chain,
    renew_hash_trees,
    renew_time_stamps,
    wrap_token,
)
from timestamping.evidence_records.checking import check_record
from timestamping.evidence_records.data_objects import DataObject, digest_of
from timestamping.evidence_records.errors import DigestUnavailableError, RecordError
from timestamping.evidence_records.records import (
    MAX_CHAINS,
    MAX_LISTS,
    MAX_STAMPS,
    RECORD_LIMITS,
    ArchiveTimeStamp,
    EvidenceRecord,
    read_record,
    record_of,
)
from timestamping.evidence_records.reports import RecordReport, StampReport
from timestamping.evidence_records.weakening import Weakening, hash_name_of, weakens

__all__ = [
    "MAX_CHAINS",
    "MAX_LISTS",
    "MAX_STAMPS",
    "RECORD_LIMITS",
    "ArchiveTimeStamp",
    "DataObject",
    "DigestUnavailableError",
    "EvidenceRecord",
    "RecordError",
    "RecordReport",
    "StampReport",
    "Stamper",
    "Weakening",
    "build_records",
    "check_record",
    "digest_of",
    "hash_name_of",
    "hash_of_chain",
    "read_record",
    "record_of",
    "renew_hash_trees",
    "renew_time_stamps",
    "weakens",
    "wrap_token",
]
