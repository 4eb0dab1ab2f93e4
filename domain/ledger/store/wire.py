"""Arrays in PostgreSQL's binary wire form: the arguments of append_events without detours.

The driver's general array dumper asks every element for its type; for hundreds of events a call that costs more than
the append itself.
"""

import struct
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format

_HEADER: Final = struct.Struct(">iiIii")
"""Dimensions, has-null flag, element type, length, lower bound."""
_NULL: Final = b"\xff\xff\xff\xff"
_LENGTH: Final = struct.Struct(">i")
_BYTEA, _INT8, _INT4, _TEXT, _UUID = 17, 20, 23, 25, 2950
_ARRAY_OIDS: Final = {_BYTEA: 1001, _INT8: 1016, _INT4: 1007, _TEXT: 1009, _UUID: 2951}


class WireArray:
    """One array argument, already in binary form."""

    __slots__ = ("data", "element_oid")

    def __init__(self, element_oid: int, length: int, body: bytes) -> None:
        self.element_oid = element_oid
        self.data = _HEADER.pack(1, 1, element_oid, length, 1) + body


class _WireArrayDumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: WireArray) -> Buffer | None:
        return obj.data

    def get_key(self, obj: WireArray, format: object) -> tuple[type, int]:  # type: ignore[override]
        return (WireArray, obj.element_oid)

    def upgrade(self, obj: WireArray, format: object) -> "_WireArrayDumper":
        dumper = _WireArrayDumper(WireArray)
        dumper.oid = _ARRAY_OIDS[obj.element_oid]
        return dumper


WIRE_ARRAY_DUMPER: Final = _WireArrayDumper


def uuids(values: Sequence[UUID]) -> WireArray:
    """uuid[]"""
    return WireArray(_UUID, len(values), b"".join(b"\0\0\0\x10" + value.bytes for value in values))


def integers(values: Sequence[int]) -> WireArray:
    """integer[]"""
    flat: list[int] = []
    for value in values:
        flat += (4, value)
    return WireArray(_INT4, len(values), struct.pack(f">{len(flat)}i", *flat))


def bigints(values: Sequence[int | None]) -> WireArray:
    """bigint[]; None becomes NULL."""
    pack = struct.Struct(">iq").pack
    return WireArray(_INT8, len(values), b"".join(_NULL if value is None else pack(8, value) for value in values))


def byte_strings(values: Sequence[bytes | None]) -> WireArray:
    """bytea[]; None becomes NULL."""
    return WireArray(_BYTEA, len(values), _body(values))


def texts(values: Sequence[str | None]) -> WireArray:
    """text[]; None becomes NULL."""
    return WireArray(_TEXT, len(values), _body(value if value is None else value.encode() for value in values))


def _body(values: Iterable[bytes | None]) -> bytes:
    pack = _LENGTH.pack
    parts: list[bytes] = []
    for value in values:
        if value is None:
            parts.append(_NULL)
        else:
            parts += (pack(len(value)), value)
    return b"".join(parts)
