"""Names and packed objects of a PDF, told from its bytes as they pass by; nothing of the document is interpreted.

A PDF may hide the objects that name its attachments in packed streams, so those are unpacked; how much is unpacked and
for how many is bounded, and a letter that passes a bound is said to have been looked at only in part.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

NAMES: Final = 10_000
"""Names that are looked at: protects the time of a check from a letter made of nothing else."""
STREAMS: Final = 2_000
"""Packed streams that are looked into: protects the same."""
AT_ONCE: Final = 4
"""Packed streams followed side by side: one that begins inside another is a trick, or a name in a text."""
STREAM_BYTES: Final = 4 << 20
"""Unpacked bytes looked at in one stream: protects time from a bomb."""
TOTAL_BYTES: Final = 64 << 20
"""Unpacked bytes looked at in all streams of one letter."""
_SLICE: Final = 1 << 16
_OVERLAP: Final = 2_048
"""Bytes kept from one piece to the next: longer than a dictionary between a name and its stream."""

PDFA: Final = b"pdfaid:part"
ATTACHMENT: Final = "attachment"
WORD: Final = "word"
ENCRYPTED: Final = "encrypted"
PARTLY: Final = "partly"


def _name(name: bytes) -> bytes:
    """A name of PDF, each letter plain or as ``#xx``."""
    return b"".join(b"(?:%c|#%02x|#%02X)" % (letter, letter, letter) for letter in name)


_NAMES: Final = re.compile(
    b"/(?=[EFOM#])(?:(?P<file>"  # almost every slash in a scanned page ends there
    + b"|".join(map(_name, (b"EmbeddedFile", b"FileAttachment")))
    + b")|(?P<packed>"
    + b"|".join(map(_name, (b"ObjStm", b"Metadata")))
    + b")|(?P<encrypted>"
    + _name(b"Encrypt")
    + b"))"
)
_WORD_CONTENT: Final = re.compile(rb"word/document\.xml|W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0")
"""Names inside Word files: of the zip, of the older compound file."""
_WORD_STATED: Final = re.compile(
    rb"(?i)/Subtype\s*/application(?:#2f|/)[a-z.-]{0,40}(?:msword|ms-word|wordprocessingml)"
    rb"|/U?F\s*\([^)]{0,400}\.\0?d\0?o\0?[ct]\0?[xm]?\)"
)
"""Media type or file name of an attachment."""
_FILE_SPECIFICATION: Final = re.compile(rb"/EF\s*<<|/EF\s+\d+\s+\d+\s+R")
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")


class PdfMarks:
    """Collects marks while the bytes of a PDF are fed in, once."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        """`ATTACHMENT`, `WORD` (a Word file is attached), `ENCRYPTED`, `PARTLY` (a bound was passed)."""
        self.pdfa = False
        """The letter's description (XMP) says that it is PDF/A."""
        self._carry = b""
        self._unpacking: list[_Unpacking] = []
        self._names = 0
        self._streams = 0
        self._budget = TOTAL_BYTES

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        for stream in self._unpacking:
            self._unpack(stream, piece, 0)
        self._unpacking = [stream for stream in self._unpacking if not stream.done]
        buffer = self._carry + piece
        settled = len(buffer) - _OVERLAP
        self._scan(buffer, 0, max(settled, 0))
        self._carry = buffer[max(settled, 0) :]

    def close(self) -> None:
        """The last piece has been fed."""
        buffer, self._carry = self._carry, b""
        self._scan(buffer, 0, len(buffer))
        self._unpacking = []

    def _scan(self, buffer: bytes, start: int, end: int) -> None:
        """Marks that begin before `end`; what follows it in `buffer` is there to be looked at only."""
        self.pdfa = self.pdfa or PDFA in buffer
        for match in _NAMES.finditer(buffer, start):
            if match.start() >= end:
                break
            self._names += 1
            if self._names > NAMES:
                self.found.add(PARTLY)
                break
            if match["encrypted"]:
                self.found.add(ENCRYPTED)
                continue
            if match["file"]:
                self.found.add(ATTACHMENT)
                self._look(buffer[max(0, match.start() - _OVERLAP) : match.end() + _OVERLAP])
            self._follow(buffer, match.end(), file=bool(match["file"]))

    def _look(self, text: bytes) -> None:
        if _WORD_STATED.search(text):
            self.found.add(WORD)

    def _follow(self, buffer: bytes, at: int, *, file: bool) -> None:
        begun = _STREAM.search(buffer, at, at + _OVERLAP)
        if begun is None:
            return
        if self._streams >= STREAMS or self._budget <= 0:
            self.found.add(PARTLY)
            return
        self._streams += 1
        stream = _Unpacking(file)
        self._unpack(stream, buffer, begun.end())
        if not stream.done:
            self._unpacking = [*self._unpacking, stream][-AT_ONCE:]

    def _unpack(self, stream: "_Unpacking", data: bytes, start: int) -> None:
        for text in stream.pieces(data, start):
            self._budget -= len(text)
            if stream.file:
                if _WORD_CONTENT.search(text):
                    self.found.add(WORD)
                continue
            self.pdfa = self.pdfa or PDFA in text
            if any(match["file"] for match in _NAMES.finditer(text)) or _FILE_SPECIFICATION.search(text):
                self.found.add(ATTACHMENT)
                self._look(text)
        if stream.cut or self._budget <= 0:
            stream.done = True
            self.found.add(PARTLY)


class _Unpacking:
    """One stream, unpacked as its bytes come; one that is not packed is taken as it is when it is a file."""

    def __init__(self, file: bool) -> None:
        self.file = file
        self.done = False
        self.cut = False
        """It would have gone on beyond its bound."""
        self._inflater: zlib._Decompress | None = zlib.decompressobj()
        self._given = 0
        self._tail = b""

    def pieces(self, data: bytes, start: int) -> Iterator[bytes]:
        """What `data` from `start` on unpacks to, each piece with the end of the one before."""
        for at in range(start, len(data), _SLICE):
            for text in self._texts(data[at : at + _SLICE]):
                yield self._tail + text
                self._tail = text[-64:]
                self._given += len(text)
                self.cut = self._given > STREAM_BYTES
                self.done = self.done or self.cut
            if self.done:
                return

    def _texts(self, data: bytes) -> Iterator[bytes]:
        if self._inflater is None:
            plain, found, _ = data.partition(b"endstream")
            self.done = bool(found)
            yield plain
            return
        try:
            while data and not self.done:
                text = self._inflater.decompress(data, _SLICE)
                data = self._inflater.unconsumed_tail
                self.done = self._inflater.eof
                yield text
        except zlib.error:
            if self._given or not self.file:
                self.done = True
                return
            self._inflater = None
            yield from self._texts(data)
