"""Data objects as the record sees them: something that has a digest by any hash algorithm."""

from __future__ import annotations

from collections.abc import Callable

from timestamping.cms import HashAlgorithm
from timestamping.evidence_records.errors import DigestUnavailableError

DataObject = bytes | Callable[[HashAlgorithm], bytes]
"""The octets of a data object, or a port that gives its digest by the algorithm it is asked for.

A port reads large objects piece by piece; one that only holds some digests raises `DigestUnavailableError` for others.
"""


def digest_of(data: DataObject, algorithm: HashAlgorithm) -> bytes:
    """Digest of the object. Raises `DigestUnavailableError` and whatever its port raises when it cannot be read."""
    if isinstance(data, bytes):
        return algorithm.digest(data)
    digest = data(algorithm)
    if len(digest) != algorithm.size:
        raise DigestUnavailableError(f"{len(digest)} octets are no {algorithm.name} digest")
    return digest
