"""Values of a closed day's statement and of its seal."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class StreamTree:
    """RFC 9162 tree over the streams touched on the day, sorted by id."""

    count: int
    """Number of streams."""
    root: str
    """Root hash, lower-case hex."""


@dataclass(frozen=True, slots=True)
class TimeAuthority:
    """The time-stamp authority that gave a token."""

    name: str
    url: str


class RenewalMethod(StrEnum):
    """How an evidence record is renewed (RFC 4998, 5.2)."""

    TIME_STAMP = "time-stamp"
    """A new token over the newest one, by the same hash."""
    HASH_TREE = "hash-tree"
    """A new chain by a new hash, over the data and all chains so far."""
