"""The named SQL statements of ``domain/ledger/sql``."""

import re
from functools import cache
from importlib import resources
from typing import Final

_NAME: Final = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)


@cache
def statements() -> dict[str, bytes]:
    """Every statement by its name, as the driver takes it."""
    text = (resources.files("domain.ledger") / "sql" / "queries.sql").read_text(encoding="utf-8")
    _, *parts = _NAME.split(text)
    return {name: body.strip().encode() for name, body in zip(parts[::2], parts[1::2], strict=True)}


def statement(name: str) -> bytes:
    """One statement. Raises KeyError for a name that is not in the file."""
    return statements()[name]
