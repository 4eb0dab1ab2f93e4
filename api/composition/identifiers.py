"""The clock and the source of new identifiers: the only place that asks the machine for either."""

import secrets
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7


def now() -> datetime:
    """The present instant, aware, UTC."""
    return datetime.now(UTC)


def new_id() -> UUID:
    """A fresh identifier, ordered by time (UUID version 7)."""
    return UUID(bytes=uuid7().bytes)


def new_nonce() -> int:
    """A nonce of 128 random bits for a time-stamp request (RFC 3161 §2.4.1)."""
    return secrets.randbits(127) | 1 << 127


def new_verification_code() -> str:
    """A verification code of 16 signs from an alphabet without look-alikes: just over 80 random bits (DV-2)."""
    alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(secrets.choice(alphabet) for _ in range(16))
