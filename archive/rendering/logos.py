"""Logos beside the letterhead: what they may be, and the check of their bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from archive.rendering.errors import LogoUnusableError
from domain.letters import Logo

_LARGEST: Final = 1 << 20
"""Bytes of a logo: it is drawn two centimetres high on every copy that is ever printed."""
_MOST: Final = 2
"""Logos of a letter (S2-b-2); further ones are a finding of the rules and are not drawn."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_WITH_ALPHA: Final = {4, 6}
"""Colour types of PNG that carry transparency; PDF/A-1 forbids it (ISO 19005-1 §6.4)."""


@dataclass(frozen=True, slots=True)
class LogoFile:
    """One logo as the typesetter gets it."""

    name: str
    alt: str
    """What a screen reader says (PDF/A-1a)."""
    data: bytes = field(repr=False)


def logo_files(logos: Sequence[Logo], given: Mapping[str, bytes]) -> tuple[LogoFile, ...]:
    """The first two logos with their bytes. Raises LogoUnusableError."""
    return tuple(_logo(index, logo, given.get(logo.file)) for index, logo in enumerate(logos[:_MOST]))


def _logo(index: int, logo: Logo, data: bytes | None) -> LogoFile:
    if data is None:
        raise LogoUnusableError(
            name=logo.file, why_tr="dosya bulunamadı, belirtimin yanına koyun", why_en="put the file beside the letter"
        )
    if len(data) > _LARGEST:
        raise LogoUnusableError(name=logo.file, why_tr="1 MB sınırını aşıyor, küçültün", why_en="keep it under 1 MB")
    extension = _kind(logo, data)
    return LogoFile(f"logo-{index}.{extension}", "Kurumsal logo", data)


def _kind(logo: Logo, data: bytes) -> str:
    """Extension of an image that PDF/A-1 can hold, by its content."""
    if data.startswith(_JPEG):
        return "jpg"
    if data.startswith(_PNG) and len(data) > 25 and data[25] not in _WITH_ALPHA and b"tRNS" not in data:
        return "png"
    why_tr = "saydamlığı olmayan PNG ya da JPEG olmalı"
    raise LogoUnusableError(name=logo.file, why_tr=why_tr, why_en="use PNG without transparency, or JPEG")
