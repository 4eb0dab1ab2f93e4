"""Zip files written byte by byte, in the ways of other zip tools."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

Entries = Sequence[tuple[str, bytes]]
_SEE_ZIP64: Final = 0xFFFFFFFF


def entries_of(package: bytes) -> list[tuple[str, bytes]]:
    """Names and bytes of all entries, in their order."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


@dataclass(frozen=True)
class RawZip:
    """A way of writing a zip; the defaults are what most tools do."""

    deflate: bool = True
    descriptor: bool = False
    """Sizes and checksum follow the data."""
    descriptor_mark: bool = True
    zip64: bool = False
    zip64_end: bool = False
    """Only the end of the directory is that of ZIP64."""
    utf8: bool = False
    extra: bytes = b""
    comment: bytes = b""
    before: bytes = b""
    """Bytes before the first entry, as in self-extracting files."""
    between: bytes = b""
    """Bytes between entries."""
    made_by: int = 20
    attributes: int = 0
    folders: tuple[str, ...] = ()
    """Entries for folders."""
    method: int | None = None
    """Compression method that is claimed."""
    name: Callable[[str], bytes] = str.encode
    order: Callable[[Entries], Entries] = list

    def write(self, entries: Entries) -> bytes:
        """The file."""
        out, directory = bytearray(self.before), bytearray()
        listed = [*((folder, b"") for folder in self.folders), *self.order(entries)]
        for name, data in listed:
            directory += self._entry(out, self.name(name), data)
            out += self.between
        place = len(out)
        out += directory
        return bytes(out + self._end(len(listed), place, len(directory), len(out)))

    def _entry(self, out: bytearray, name: bytes, data: bytes) -> bytes:
        packed = self.deflate and bool(data)
        body = zlib.compress(data, wbits=-15) if packed else data
        method = self.method if self.method is not None else 8 * packed
        flags = 8 * self.descriptor | 0x800 * self.utf8
        needed, start = 45 if self.zip64 else 20, len(out)
        crc, sizes = zlib.crc32(data), (len(body), len(data))
        shown = (_SEE_ZIP64, _SEE_ZIP64) if self.zip64 else sizes
        local = self.extra
        if self.zip64:
            local = struct.pack("<HHQQ", 1, 16, *reversed(sizes)) + local
        first = (0, 0, 0) if self.descriptor and not self.zip64 else (0 if self.descriptor else crc, *shown)
        out += struct.pack("<4sHHHHHIIIHH", b"PK\3\4", needed, flags, method, 0, 0x21, *first, len(name), len(local))
        out += name + local + body
        if self.descriptor:
            out += (b"PK\7\10" if self.descriptor_mark else b"") + struct.pack(
                "<IQQ" if self.zip64 else "<III", crc, *sizes
            )
        central = self.extra
        if self.zip64:
            central = struct.pack("<HHQQQ", 1, 24, *reversed(sizes), start) + central
        fixed = (b"PK\1\2", self.made_by, needed, flags, method, 0, 0x21, crc, *shown, len(name), len(central))
        tail = (0, 0, 0, self.attributes, _SEE_ZIP64 if self.zip64 else start)
        return struct.pack("<4sHHHHHHIIIHHHHHII", *fixed, *tail) + name + central

    def _end(self, count: int, place: int, length: int, end: int) -> bytes:
        if not (self.zip64 or self.zip64_end):
            fields = (b"PK\5\6", 0, 0, count, count, length, place, len(self.comment))
            return struct.pack("<4sHHHHIIH", *fields) + self.comment
        record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, length, place)
        locator = struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
        fields = (b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, _SEE_ZIP64, _SEE_ZIP64, len(self.comment))
        return record + locator + struct.pack("<4sHHHHIIH", *fields) + self.comment


WAYS: Final = {
    "stored": RawZip(deflate=False),
    "data descriptors": RawZip(descriptor=True),
    "data descriptors without mark": RawZip(descriptor=True, descriptor_mark=False),
    "ZIP64": RawZip(zip64=True),
    "ZIP64 with data descriptors": RawZip(zip64=True, descriptor=True),
    "ZIP64 end only": RawZip(zip64_end=True),
    "UTF-8 flag": RawZip(utf8=True),
    "Unix times": RawZip(extra=struct.pack("<HHBI", 0x5455, 5, 1, 0), made_by=0x031E, attributes=0o100644 << 16),
    "NTFS times": RawZip(extra=struct.pack("<HH", 0x000A, 32) + bytes(32)),
    "OPC growth hint": RawZip(extra=struct.pack("<HHHH", 0xA220, 4, 0xA028, 0)),
    "comment": RawZip(comment=b"made by another tool"),
    "bytes before": RawZip(before=b"MZ not really a program\n"),
    "bytes between": RawZip(between=bytes(7)),
    "folders": RawZip(folders=("Ustveri/", "Ekler/", "_rels/", "package/services/")),
    "reversed": RawZip(order=lambda entries: list(reversed(entries))),
}
"""Ways in which a zip may be written without changing what is in it."""
