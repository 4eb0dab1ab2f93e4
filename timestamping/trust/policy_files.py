"""The algorithm policy as a TOML file: the built-in one, and an institution's own laid over it.

name = "kurum-2031"            # recorded with verdicts, so that they can be repeated
[hashes]
sha256 = 2031-01-01T00:00:00Z  # planned sunset: renewals are due before it
[keys]
rsa = [{ bits = 3072, end = 2029-01-01T00:00:00Z }]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from timestamping.cms import UnknownHashError, hash_by_name
from timestamping.trust.algorithms import AlgorithmPolicy

POLICY_FILE = "algorithms.toml"
_MAX_SIZE = 64 * 1024  # a policy has a few lines; a larger file was put there by mistake
_FAMILIES = frozenset({"rsa", "dsa", "ec"})
_PARTS = frozenset({"name", "hashes", "keys"})


class AlgorithmPolicyError(ValueError):
    """The policy file cannot be read as what it should be; the message names the file and what to do."""


def read_policy(text: str, base: AlgorithmPolicy | None = None) -> AlgorithmPolicy:
    """The policy in that TOML text, laid over `base`. Raises AlgorithmPolicyError."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AlgorithmPolicyError(f"no TOML: {error}") from None
    unknown = sorted(set(found) - _PARTS)
    if unknown:
        raise AlgorithmPolicyError(f'unknown part "{unknown[0]}"; known are name, [hashes] and [keys]')
    name = found.get("name")
    if not isinstance(name, str) or not name.strip():
        raise AlgorithmPolicyError('"name" is missing: verdicts record by which policy they were made')
    hashes = {key: _moment(key, value) for key, value in _table(found, "hashes").items() if _known(key)}
    keys = {family: _sizes(family, value) for family, value in _table(found, "keys").items()}
    before = base or AlgorithmPolicy("")
    return AlgorithmPolicy(name.strip(), {**before.hash_ends, **hashes}, {**before.key_ends, **keys})


def _table(found: Mapping[str, object], part: str) -> Mapping[str, object]:
    table = found.get(part, {})
    if not isinstance(table, dict):
        raise AlgorithmPolicyError(f"[{part}] must be a table")
    return table


def _known(hash_name: str) -> bool:
    """True; a misspelt name would silently keep an algorithm alive."""
    try:
        hash_by_name(hash_name)
    except UnknownHashError:
        raise AlgorithmPolicyError(f'[hashes] names "{hash_name}", which is no hash known here') from None
    return True


def _sizes(family: str, value: object) -> tuple[tuple[int, datetime], ...]:
    if family not in _FAMILIES:
        raise AlgorithmPolicyError(f'[keys] names "{family}"; known are {", ".join(sorted(_FAMILIES))}')
    if not isinstance(value, list):
        raise AlgorithmPolicyError(f"[keys] {family} must be a list")
    return tuple(sorted(_size(family, row) for row in value))


def _size(family: str, row: object) -> tuple[int, datetime]:
    if isinstance(row, dict) and set(row) == {"bits", "end"}:
        bits = row["bits"]
        if isinstance(bits, int) and not isinstance(bits, bool) and 0 < bits <= 65_536:
            return bits, _moment(family, row["end"])
    raise AlgorithmPolicyError(f"[keys] {family}: each entry is {{ bits = number, end = date and time }}")


def _moment(key: str, value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise AlgorithmPolicyError(f'"{key}" must be a date and time with a zone, like 2031-01-01T00:00:00Z')
    return value.astimezone(UTC)


DEFAULT_POLICY = read_policy(Path(__file__).with_name(POLICY_FILE).read_text("utf-8"))
"""The built-in policy, for whoever has decided nothing else."""


def policy_in_folder(folder: Path, base: AlgorithmPolicy = DEFAULT_POLICY) -> AlgorithmPolicy:
    """The policy of a trust folder: its `algorithms.toml` laid over `base`; without one `base` itself.

    Raises AlgorithmPolicyError.
    """
    path = folder / POLICY_FILE
    if not path.is_file():
        return base
    if path.stat().st_size > _MAX_SIZE:
        raise AlgorithmPolicyError(f"{path} is larger than {_MAX_SIZE} bytes; that is no algorithm policy")
    try:
        return read_policy(path.read_text("utf-8"), base)
    except (AlgorithmPolicyError, UnicodeDecodeError) as error:
        raise AlgorithmPolicyError(f"{path}: {error}") from None
