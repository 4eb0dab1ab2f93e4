"""Logos beside the letterhead: what they may be, and the check of their bytes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from archive.rendering.errors import LogoUnusableError
from domain.letters import Logo

_LARGEST: Final = 1 << 18
"""Bytes of a logo: it is drawn two centimetres high on every copy that is ever printed."""
_MOST: Final = 2
"""Logos of a letter (S2-b-2); further ones are a finding of the rules and are not drawn."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_WITH_ALPHA: Final = {4, 6}
"""Colour types of PNG that carry transparency; PDF/A-1 forbids it (ISO 19005-1 §6.4)."""


def logo_values(logos: Sequence[Logo], given: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """The first two logos for the page data. Raises LogoUnusableError."""
    return [_logo(logo, given.get(logo.file)) for logo in logos[:_MOST]]


def _logo(logo: Logo, data: bytes | None) -> dict[str, Any]:
    if data is None:
        raise LogoUnusableError(
            name=logo.file, why_tr="dosya bulunamadı, belirtimin yanına koyun", why_en="put the file beside the letter"
        )
    if len(data) > _LARGEST:
        raise LogoUnusableError(
            name=logo.file, why_tr="256 kB sınırını aşıyor, küçültün", why_en="keep it below 256 kB"
        )
    # Virtual files of the typesetter hold text only; bytes travel as numbers.
    return {"kind": _kind(logo, data), "alt": "Kurumsal logo", "bytes": list(data)}


def _kind(logo: Logo, data: bytes) -> str:
    """Extension of an image that PDF/A-1 can hold, by its content."""
    if data.startswith(_JPEG):
        return "jpg"
    if data.startswith(_PNG) and len(data) > 25 and data[25] not in _WITH_ALPHA and b"tRNS" not in data:
        return "png"
    why_tr = "saydamlığı olmayan PNG ya da JPEG olmalı"
    raise LogoUnusableError(name=logo.file, why_tr=why_tr, why_en="use PNG without transparency, or JPEG")
