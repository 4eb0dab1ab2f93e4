"""Values of a closed day's statement and of its seal."""

from dataclasses import dataclass


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
