"""The document number (sayı): prefix, DETSİS number, file code and registration number (S2-ç-2, S2-ç-3, S2-ç-6)."""

import re
from dataclasses import dataclass
from typing import Final, Self

from domain.numbering.errors import DocumentNumberError

_PATTERN: Final = re.compile(
    r"(?P<prefix>[EZO])-(?P<detsis_no>[1-9][0-9]{7})-(?P<file_code>[0-9]{3}(?:\.[0-9]{2}){0,3})"
    r"-(?P<registration_no>[0-9]{1,18})(?:/(?P<general_no>[0-9]{1,18}))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number in its parts; ``str`` gives the text that is printed."""

    prefix: str
    """``E``, ``Z`` or ``O``."""
    detsis_no: str
    file_code: str
    registration_no: int
    general_no: int | None = None
    """Number of the general registry, when there are two (S2-ç-6)."""

    def __post_init__(self) -> None:
        """Raises DocumentNumberError."""
        if not _PATTERN.fullmatch(str(self)):
            raise DocumentNumberError(value=str(self))

    def __str__(self) -> str:
        general = "" if self.general_no is None else f"/{self.general_no}"
        return f"{self.prefix}-{self.detsis_no}-{self.file_code}-{self.registration_no}{general}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The parts of a number as printed. Raises DocumentNumberError."""
        match = _PATTERN.fullmatch(text)
        if match is None:
            raise DocumentNumberError(value=text[:100])
        general = match["general_no"]
        return cls(
            match["prefix"],
            match["detsis_no"],
            match["file_code"],
            int(match["registration_no"]),
            None if general is None else int(general),
        )
