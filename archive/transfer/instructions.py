"""The texts beside the evidence: how to check it by hand, in Turkish and English; the same in every package.

A text that could differ from package to package could also tell its reader to do something harmful; so the verifier
holds each against the one of the format's version, and a test runs the commands that stand in it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from archive.transfer.members import READ_ME_EN, READ_ME_TR

_FOLDER: Final = Path(__file__).parent / "texts"

INSTRUCTIONS: Final[Mapping[str, bytes]] = {name: (_FOLDER / name).read_bytes() for name in (READ_ME_TR, READ_ME_EN)}
"""By the name of the member; UTF-8."""
