"""Base64 and decimal numbers in their one exact form: no other text means the same bytes."""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Fault

from timestamping.checkpoints.errors import CheckpointError

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,19}")
MAX_NUMBER = 2**63 - 1
"""Largest size or index taken: what a bigint column holds."""


def read_base64(text: str, line: int | None = None, length: int | None = None) -> bytes:
    """The bytes of standard Base64 (RFC 4648 §4) in canonical form, with padding and zero trailing bits."""
    try:
        value = b64decode(text.encode("ascii"), validate=True)
    except (Base64Fault, UnicodeEncodeError, ValueError) as fault:
        raise CheckpointError("base64", "not standard Base64", line) from fault
    if b64encode(value).decode("ascii") != text:
        raise CheckpointError("base64", "Base64 that is not in its canonical form", line)
    if length is not None and len(value) != length:
        raise CheckpointError("length", f"{len(value)} bytes where {length} belong", line)
    return value


def write_base64(value: bytes) -> str:
    """Standard Base64 with padding."""
    return b64encode(value).decode("ascii")


def read_decimal(text: str, line: int | None = None) -> int:
    """A decimal number without sign, leading zeros or other digits than ASCII ones."""
    if not _DECIMAL.fullmatch(text):
        raise CheckpointError("number", "not a decimal number without leading zeros", line)
    number = int(text)
    if number > MAX_NUMBER:
        raise CheckpointError("number", f"larger than {MAX_NUMBER}", line)
    return number
