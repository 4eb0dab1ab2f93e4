"""Group A, rule 10: the cover letter's format, told from its bytes; no letter is ever opened as a document.

What this protects: the reader of a letter, from macros and from files that ride in it; and the check itself, whose time
and memory do not depend on what a letter says of itself.
"""

from collections.abc import Iterator

from archive.eyazisma.catalogue import components as found
from archive.eyazisma.container import ZipSource
from archive.eyazisma.findings import Finding, PackageRefused
from archive.eyazisma.limits import ReadLimits
from archive.eyazisma.model import Component, Package
from archive.eyazisma.rules.pdf_marks import ATTACHMENT, ENCRYPTED, PARTLY, WORD, PdfMarks

OFFICE_BYTES = 32 << 20
"""Largest office letter whose zip directory is looked into: it is held in memory for that."""
_MACRO_MARKS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
_MACRO_TYPES = (b"vbaproject", b"macroenabled")
"""In the content types of an office file, ASCII letters small: macros go by their type, whatever their name."""
_PDF = b"%PDF-"
_PDF_START = 1024
"""Bytes within which a PDF may begin (ISO 32000-1, annex H.3)."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OVERLAP = max(map(len, _MACRO_MARKS)) - 1


class LetterScan:
    """Looks for marks in the letter's bytes as they pass by, so that a large letter is read only once."""

    def __init__(self) -> None:
        self.head = b""
        """First bytes; empty while nothing has passed."""
        self.macros = False
        """A mark of macros stands in an office file."""
        self.pdf: PdfMarks | None = None
        """Marks of a PDF; None when the letter is none."""
        self._tail = b""

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        if not self.head:
            self.head = piece[:8]
            self.pdf = PdfMarks() if _PDF in piece[:_PDF_START] else None
        if self.pdf is not None:
            self.pdf.feed(piece)
        elif self.head.startswith((_ZIP, _OLE)) and not self.macros:
            border = self._tail + piece[:_OVERLAP]
            self.macros = any(mark in piece or mark in border for mark in _MACRO_MARKS)
            self._tail = (self._tail + piece[-_OVERLAP:])[-_OVERLAP:]

    def close(self) -> None:
        """The letter has passed."""
        if self.pdf is not None:
            self.pdf.close()


def check_cover_letter(package: Package, scan: LetterScan) -> Iterator[Finding]:
    """Whether the letter declares itself PDF/A, what rides in it, and whether an office file brings macros.

    `scan` may have seen the letter already (while its digests were computed); if not, it sees it now.
    """
    part = package.part(Component.COVER_LETTER)
    if part is None:
        return
    try:
        if not scan.head:
            for piece in package.chunks(part):
                scan.feed(piece)
        scan.close()
        macros = scan.macros or (scan.head.startswith(_ZIP) and _has_macro_types(package, part))
    except PackageRefused as refused:
        yield refused.finding
        return
    if macros:
        yield found.COVER_LETTER_MACRO.at(part)
    yield from _check_pdf(scan.pdf, part)


def _check_pdf(marks: PdfMarks | None, part: str) -> Iterator[Finding]:
    if marks is None or not marks.pdfa:
        yield found.COVER_LETTER_NOT_PDFA.at(part)
    if marks is None:
        return
    if WORD in marks.found:
        yield found.COVER_LETTER_WORD_ATTACHED.at(part)
    elif ATTACHMENT in marks.found:
        yield found.COVER_LETTER_ATTACHMENT.at(part)
    if marks.found & {ENCRYPTED, PARTLY}:
        yield found.COVER_LETTER_UNSEEN.at(part, " ".join(sorted(marks.found & {ENCRYPTED, PARTLY})))


def _has_macro_types(package: Package, part: str) -> bool:
    """Whether the content types of an office letter name macros. Raises `PackageRefused` for a zip that is broken."""
    if package.opc.size(part) > OFFICE_BYTES:
        return False
    limits: ReadLimits = package.opc.limits
    letter = ZipSource(package.opc.read(part, OFFICE_BYTES), limits)
    types = next((entry for entry in letter.entries if entry.name.lower() == "[content_types].xml"), None)
    named = any(entry.name.lower().endswith("vbaproject.bin") for entry in letter.entries)
    if named or types is None:
        return named
    content = letter.read(types, limits.xml_bytes).lower().replace(b"\0", b"")
    return any(mark in content for mark in _MACRO_TYPES)
