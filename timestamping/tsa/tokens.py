"""A time-stamp token as stored bytes with the fields of its TSTInfo (RFC 3161, 2.4.2). Reading is not checking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from timestamping.cms import HashAlgorithm, SignedData, hash_by_name, oids
from timestamping.der import (
    DerError,
    Element,
    Limits,
    Tag,
    read_boolean,
    read_exact,
    read_integer,
    read_oid,
    read_time,
)

TOKEN_LIMITS = Limits(size=16 * 1024 * 1024, depth=48, children=20_000)
"""size: tokens enlarged with CRLs reach some megabytes; more is an attack. depth: real tokens stay under 20."""
_MAX_KEPT = 64 * 1024  # bytes of a token whose view is remembered for a while; protects memory from large ones


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is stamped. algorithm: object identifier of the hash. digest: its value."""

    algorithm: str
    digest: bytes

    @classmethod
    def of(cls, data: bytes, name: str = "sha512") -> Imprint:
        """Of the data, by a hash named as hashlib does. Raises UnknownHashError."""
        algorithm = hash_by_name(name)
        return cls(algorithm.oid, algorithm.digest(data))

    @classmethod
    def by(cls, algorithm: HashAlgorithm, digest: bytes) -> Imprint:
        """Of a digest that was computed elsewhere."""
        return cls(algorithm.oid, digest)


@dataclass(frozen=True, slots=True)
class TstInfo:
    """The statement inside a token. gen_time: aware UTC. accuracy: zero when not stated. nonce, tsa: None when
    absent.
    """

    version: int
    policy: str
    imprint: Imprint
    serial: int
    gen_time: datetime
    accuracy: timedelta
    ordering: bool
    nonce: int | None


def _signed_data(der: bytes) -> SignedData:
    return SignedData(read_exact(der, TOKEN_LIMITS))


_known = lru_cache(64)(_signed_data)
"""One token is asked about many times in a row; a view on bytes never changes."""


class TimeStampToken:
    """A token: `der` is exactly what was received or stored (DER or BER)."""

    def __init__(self, der: bytes) -> None:
        """Raises DerError when the bytes are no SignedData at all; wrong contents are left to the check."""
        self.der = der
        self.signed_data = _known(der) if len(der) <= _MAX_KEPT else _signed_data(der)

    @cached_property
    def info(self) -> TstInfo:
        """The TSTInfo. Raises DerError when the content is missing or is none."""
        content = self.signed_data.content
        if content is None:
            raise DerError("a time-stamp token must carry its TSTInfo", 0)
        return read_tst_info(content)


def read_tst_info(content: bytes) -> TstInfo:
    """Raises DerError."""
    fields = read_exact(content, TOKEN_LIMITS).expect(Tag.SEQUENCE).children
    if len(fields) < 5:
        raise DerError("too few fields for a TSTInfo", 0)
    rest = fields[5:]
    stated = next((field for field in rest if field.tag == Tag.SEQUENCE), None)
    nonce = next((field for field in rest if field.tag == Tag.INTEGER), None)
    return TstInfo(
        version=read_integer(fields[0].expect(Tag.INTEGER)),
        policy=read_oid(fields[1]),
        imprint=_imprint(fields[2]),
        serial=read_integer(fields[3].expect(Tag.INTEGER)),
        gen_time=read_time(fields[4].expect(Tag.GENERALIZED_TIME)),
        accuracy=_accuracy(stated) if stated else timedelta(0),
        ordering=any(read_boolean(field) for field in rest if field.tag == Tag.BOOLEAN),
        nonce=read_integer(nonce) if nonce else None,
    )


def _imprint(element: Element) -> Imprint:
    digest = element.expect(Tag.SEQUENCE).child(1).expect(Tag.OCTET_STRING, Tag.CONSTRUCTED_OCTET_STRING)
    return Imprint(read_oid(element.child(0).child(0)), digest.octets())


def _accuracy(element: Element) -> timedelta:
    total = timedelta(0)
    for part in element.children:
        amount = read_integer(part)
        if not 0 <= amount < 10**9:
            raise DerError("accuracy out of range", part.start)
        match part.tag:
            case Tag.INTEGER:
                total += timedelta(seconds=amount)
            case Tag.PRIMITIVE_CONTEXT_0:
                total += timedelta(milliseconds=amount)
            case Tag.PRIMITIVE_CONTEXT_1:
                total += timedelta(microseconds=amount)
            case _:
                raise DerError("unknown part of an accuracy", part.start)
    return total


def is_token(element: Element) -> bool:
    """Does the element look like a ContentInfo with signed-data? (A token wrapped in an OCTET STRING does not.)"""
    try:
        return element.tag == Tag.SEQUENCE and read_oid(element.child(0)) == oids.SIGNED_DATA
    except DerError:
        return False
