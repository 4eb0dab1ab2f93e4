"""Group A, rule 10: the cover letter's format, told from its bytes without opening it."""

from collections.abc import Iterator

from archive.eyazisma.catalogue import components as found
from archive.eyazisma.findings import Finding, PackageRefused
from archive.eyazisma.model import Component, Package

_PDFA_MARK = b"pdfaid:part"
_MACRO_MARKS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
_PDF = b"%PDF-"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS = (_PDFA_MARK, *_MACRO_MARKS)
_OVERLAP = max(map(len, _MARKS)) - 1


class LetterScan:
    """Looks for marks in the letter's bytes as they pass by, so that a large letter is read only once."""

    def __init__(self) -> None:
        self.head = b""
        """First bytes; empty while nothing has passed."""
        self.marks: set[bytes] = set()
        """Marks seen anywhere, also across two pieces."""
        self._tail = b""

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        self.head = self.head or piece[:8]
        border = self._tail + piece[:_OVERLAP]
        self.marks |= {mark for mark in _MARKS if mark not in self.marks and (mark in piece or mark in border)}
        self._tail = (self._tail + piece[-_OVERLAP:])[-_OVERLAP:]


def check_cover_letter(package: Package, scan: LetterScan) -> Iterator[Finding]:
    """Whether the letter declares itself PDF/A, and whether an office file brings macros.

    `scan` may have seen the letter already (while its digests were computed); if not, it sees it now.
    """
    part = package.part(Component.COVER_LETTER)
    if part is None:
        return
    try:
        if not scan.head:
            for piece in package.chunks(part):
                scan.feed(piece)
    except PackageRefused as refused:
        yield refused.finding
        return
    if not scan.head.startswith(_PDF) or _PDFA_MARK not in scan.marks:
        yield found.COVER_LETTER_NOT_PDFA.at(part)
    if scan.head.startswith((_ZIP, _OLE)) and any(mark in scan.marks for mark in _MACRO_MARKS):
        yield found.COVER_LETTER_MACRO.at(part)
