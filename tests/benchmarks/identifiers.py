"""Fresh identifiers, ordered by time as in production."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A UUID of version 7."""
    return UUID(bytes=uuid7().bytes)
