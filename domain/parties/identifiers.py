"""Identifiers of institutions and people: each is a kind of text that exists only when it is well formed."""

import re
from typing import Final, Self

from domain.parties.errors import DetsisNumberError, KepAddressError, NationalIdError

_DETSIS: Final = re.compile(r"[1-9][0-9]{7}", re.ASCII)
_NATIONAL_ID: Final = re.compile(r"[1-9][0-9]{10}", re.ASCII)
_KEP_LOCAL: Final = re.compile(r"[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?", re.ASCII)
KEP_DOMAINS: Final = frozenset(f"hs{number:02}.kep.tr" for number in range(1, 9))
"""Domains of the registered e-mail providers (KEP-7): data, grows as providers do."""


class DetsisNo(str):
    """DETSİS number of an institution or unit, e.g. ``24301050`` (N-8)."""

    __slots__ = ()

    def __new__(cls, value: str) -> Self:
        """Raises DetsisNumberError."""
        if not _DETSIS.fullmatch(value):
            raise DetsisNumberError(value=value[:40])
        return super().__new__(cls, value)


class NationalId(str):
    """T.C. kimlik no of a natural person, e.g. ``10000000146`` (N-7)."""

    __slots__ = ()

    def __new__(cls, value: str) -> Self:
        """Raises NationalIdError."""
        if not _NATIONAL_ID.fullmatch(value) or _check_digits([int(digit) for digit in value[:9]]) != value[9:]:
            raise NationalIdError
        return super().__new__(cls, value)


class KepAddress(str):
    """Registered e-mail address, lower case by ASCII rules (N-4, KEP-7)."""

    __slots__ = ()

    def __new__(cls, value: str) -> Self:
        """Raises KepAddressError."""
        address = value.lower() if value.isascii() else value
        local, _, domain = address.partition("@")
        if domain not in KEP_DOMAINS or not _KEP_LOCAL.fullmatch(local):
            raise KepAddressError(value=value[:80])
        return super().__new__(cls, address)


def _check_digits(digits: list[int]) -> str:
    """The tenth and eleventh digit that belong to the first nine."""
    tenth = (7 * sum(digits[0::2]) - sum(digits[1::2])) % 10
    eleventh = (sum(digits) + tenth) % 10
    return f"{tenth}{eleventh}"
