"""Names of hash algorithms as operators type them."""

import argparse
from typing import Final

_KNOWN: Final = ("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")


def hash_name(text: str) -> str:
    """The name as hashlib has it, for ``sha3-512`` as well as ``sha3_512``; for argparse."""
    name = text.lower().replace("-", "_")
    if name not in _KNOWN:
        raise argparse.ArgumentTypeError(f"{text}: {', '.join(_KNOWN)}")
    return name
