"""The karekod of a letter as an image without pixels (DV-3)."""

from itertools import groupby
from typing import Final

import segno

QUIET_ZONE: Final = 4
"""Light modules around the code (ISO/IEC 18004 §6.3.8)."""
_LEVEL: Final = "m"
"""Fifteen per cent of the code may be lost: a fold or a stamp."""
_MASK: Final = 3
"""Every mask reads back; trying all eight for looks costs more than drawing the whole page."""


def code_image(address: str) -> str:
    """The code of an address as SVG: black runs of modules on nothing, quiet zone included."""
    matrix = segno.make(address, error=_LEVEL, mask=_MASK, micro=False, boost_error=False).matrix
    runs = []
    for y, row in enumerate(matrix, QUIET_ZONE):
        x = QUIET_ZONE
        for dark, modules in groupby(row):
            length = sum(1 for _ in modules)
            if dark:
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    side = len(matrix) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}">'
        f'<path d="{"".join(runs)}"/></svg>'
    )
