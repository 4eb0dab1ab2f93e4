"""Errors of this room."""


class DigestUnavailableError(Exception):
    """A data object cannot be hashed by that algorithm because only other digests of it are at hand."""


class RecordError(ValueError):
    """A record that cannot be built or renewed as asked; the message says why."""
