"""Group A, rule 10: the cover letter's format, told from its bytes without opening it."""

from collections.abc import Iterator

from archive.eyazisma.catalogue import components as found
from archive.eyazisma.findings import Finding, PackageRefused
from archive.eyazisma.model import Component, Package

_PDFA_MARK = b"pdfaid:part"
_MACRO_MARKS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
_PDF = b"%PDF-"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OVERLAP = 64


def check_cover_letter(package: Package) -> Iterator[Finding]:
    """Whether the letter declares itself PDF/A, and whether an office file brings macros."""
    part = package.part(Component.COVER_LETTER)
    if part is None:
        return
    try:
        head, marks = _scan(package, part)
    except PackageRefused as refused:
        yield refused.finding
        return
    if not head.startswith(_PDF) or _PDFA_MARK not in marks:
        yield found.COVER_LETTER_NOT_PDFA.at(part)
    if head.startswith((_ZIP, _OLE)) and any(mark in marks for mark in _MACRO_MARKS):
        yield found.COVER_LETTER_MACRO.at(part)


def _scan(package: Package, part: str) -> tuple[bytes, frozenset[bytes]]:
    """First bytes and the marks that occur anywhere; marks across two pieces are seen too."""
    head, tail, seen = b"", b"", set()
    for piece in package.chunks(part):
        head = head or piece[:8]
        window = tail + piece
        seen |= {mark for mark in (_PDFA_MARK, *_MACRO_MARKS) if mark not in seen and mark in window}
        tail = window[-_OVERLAP:]
    return head, frozenset(seen)
