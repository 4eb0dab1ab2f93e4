"""Named statements from the ``queries.sql`` of a room."""

import re
from functools import cache
from importlib import resources
from typing import Final, LiteralString

_INCLUDE: Final = re.compile(r"^ *-- include: (\w+)\s*$", re.MULTILINE)
_NAME: Final = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)


@cache
def statements(package: str) -> dict[str, LiteralString]:
    """The statements of a room by name; each begins with ``-- name: …`` and a comment that says its purpose.

    A line ``-- include: …`` stands for the text of another statement of the room.

    The files are part of the program, so their text is as trusted as a literal.
    """
    text = resources.files(package).joinpath("queries.sql").read_text(encoding="utf-8")
    parts = _NAME.split(text)
    names, bodies = parts[1::2], parts[2::2]
    if len(set(names)) != len(names):
        raise ValueError(f"a statement of {package} is named twice")
    found = {name: body.strip("\n") for name, body in zip(names, bodies, strict=True)}
    whole = {name: _INCLUDE.sub(lambda match: found[match[1]], body) for name, body in found.items()}
    return whole
