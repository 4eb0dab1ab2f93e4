"""The three lists of digests, as written."""

from dataclasses import dataclass

from archive.eyazisma.model.codes import DigestDocumentKind


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One digest of a part; None is absent."""

    algorithm: str | None
    """Algorithm URI."""
    value: bytes | None
    """Digest, base64 undone; None when absent or no base64."""
    has_method: bool = True
    """Whether there is a DigestMethod at all."""


@dataclass(frozen=True, slots=True)
class DigestReference:
    """One part and its digests."""

    uri: str | None
    type: str | None
    items: tuple[DigestItem, ...]


@dataclass(frozen=True, slots=True)
class DigestDocument:
    """A list of digests that is signed."""

    kind: DigestDocumentKind
    part: str
    id: str | None
    references: tuple[DigestReference, ...]
