"""Which digest algorithms the generations of the format allow (package guide §6.1)."""

from archive.eyazisma.container.part_names import ascii_folded
from archive.eyazisma.vocabulary import RIPEMD160, SHA1, SHA256, SHA384, SHA512

ALGORITHMS = {SHA1: "sha1", SHA256: "sha256", SHA384: "sha384", SHA512: "sha512", RIPEMD160: "ripemd160"}
"""Algorithm URI to the name that hashlib knows."""

_NAMES = {ascii_folded(uri): name for uri, name in ALGORITHMS.items()}
_ALLOWED = {
    1: frozenset({"sha1", "ripemd160", "sha256", "sha512"}),
    2: frozenset({"sha256", "sha384", "sha512"}),
}


def algorithm_name(uri: str) -> str | None:
    """hashlib's name of the algorithm, case of the URI not counting; None when unknown."""
    return _NAMES.get(ascii_folded(uri.strip()))


def is_allowed(name: str | None, major: int) -> bool:
    """Whether generation `major` allows the algorithm."""
    return name is not None and name in _ALLOWED[major]
