"""A zip archive from a stranger: checked as a whole before any entry is read."""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO

from archive.eyazisma.catalogue import container as found
from archive.eyazisma.findings import refusal
from archive.eyazisma.limits import ReadLimits

CHUNK_BYTES = 1 << 20
"""Bytes handed on at a time: small enough to stay in the processor's cache while they are hashed."""

_END_RECORD = b"PK\x05\x06"
_END_LENGTH = 22
_COMMENT_LENGTH = 0xFFFF
_SEE_ZIP64 = 0xFFFFFFFF
_LOCATOR_LENGTH, _RECORD_LENGTH = 20, 56
_FLAG_UTF8 = 0x800
_FLAG_ENCRYPTED = 0x1 | 0x40 | 0x2000
_READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    OverflowError,
    UnicodeError,
)


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One entry as the archive declares it."""

    name: str
    """Name inside the archive, without leading slash, percent-encoding untouched."""
    size: int
    """Uncompressed bytes; no more than this is ever read."""
    info: zipfile.ZipInfo = field(repr=False, compare=False)
    """What zipfile finds it by."""


class ZipSource:
    """An archive whose directory has been read and found harmless.

    Raises `PackageRefused` on construction for everything that makes the archive as a whole unusable.
    """

    def __init__(self, source: bytes | Path | BinaryIO, limits: ReadLimits) -> None:
        self._limits = limits
        self._file: BinaryIO = _opened(source)
        self._owned = not hasattr(source, "read")
        try:
            self._archive = self._open()
            self.entries = self._checked_entries()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file when we opened it."""
        if self._owned:
            self._file.close()

    @contextmanager
    def stream(self, entry: ZipEntry) -> Iterator[IO[bytes]]:
        """The uncompressed bytes of `entry`, to be read in pieces. Raises `PackageRefused` when they are broken."""
        try:
            with self._archive.open(entry.info) as stream:
                yield stream
        except _READ_ERRORS:
            raise refusal(found.ZIP_ENTRY_BROKEN.at("/" + entry.name)) from None

    def chunks(self, entry: ZipEntry) -> Iterator[bytes]:
        """The bytes of `entry` in pieces; the checksum is proved when the iterator ends."""
        seen = 0
        with self.stream(entry) as stream:
            while piece := stream.read(CHUNK_BYTES):
                seen += len(piece)
                yield piece
        if seen != entry.size:
            raise refusal(found.ZIP_ENTRY_BROKEN.at("/" + entry.name, f"{seen} / {entry.size}"))

    def read(self, entry: ZipEntry, limit: int) -> bytes:
        """All bytes of `entry`; refused when there are more than `limit`."""
        if entry.size > limit:
            raise refusal(found.LIMIT_EXCEEDED.at("/" + entry.name, f"{entry.size} > {limit}"))
        whole = io.BytesIO()  # grows in place, and gives its bytes away without a copy
        whole.writelines(self.chunks(entry))
        return whole.getvalue()

    def whole(self) -> BinaryIO:
        """The archive itself from its first byte, for copying it verbatim."""
        self._file.seek(0)
        return self._file

    def _open(self) -> zipfile.ZipFile:
        size = self._file.seek(0, os.SEEK_END)
        if size > self._limits.archive_bytes:
            raise refusal(found.LIMIT_EXCEEDED.at(None, f"{size} > {self._limits.archive_bytes}"))
        self._check_directory_size(size)
        try:
            return zipfile.ZipFile(self._file)
        except _READ_ERRORS:
            raise refusal(found.ZIP_BROKEN.at()) from None

    def _check_directory_size(self, size: int) -> None:
        """Look at the end record before zipfile reads the directory whole and makes an object of each entry."""
        tail_length = min(size, _END_LENGTH + _COMMENT_LENGTH)
        self._file.seek(size - tail_length)
        tail = self._file.read(tail_length)
        start = tail.rfind(_END_RECORD)
        if start < 0 or len(tail) - start < _END_LENGTH:
            raise refusal(found.ZIP_BROKEN.at())
        plain = struct.unpack_from("<I", tail, start + 12)[0]
        zip64 = self._zip64_length(size - tail_length + start)
        length = zip64 if plain == _SEE_ZIP64 else max(plain, zip64)
        if length > self._limits.directory_bytes:
            raise refusal(found.LIMIT_EXCEEDED.at(None, f"{length} > {self._limits.directory_bytes}"))

    def _zip64_length(self, end_record: int) -> int:
        """Length of the directory as ZIP64 states it; 0 without ZIP64.

        Readers differ in where they look for the record, and some let it overrule a small length in the plain end
        record: the largest of all is what one of them would read.
        """
        self._file.seek(max(0, end_record - _LOCATOR_LENGTH))
        locator = self._file.read(_LOCATOR_LENGTH)
        if len(locator) < _LOCATOR_LENGTH or not locator.startswith(b"PK\x06\x07"):
            return 0
        stated = struct.unpack_from("<Q", locator, 8)[0]
        lengths = []
        for place in (min(stated, end_record), end_record - _LOCATOR_LENGTH - _RECORD_LENGTH):
            self._file.seek(max(0, place))
            record = self._file.read(_RECORD_LENGTH)
            if len(record) == _RECORD_LENGTH and record.startswith(b"PK\x06\x06"):
                lengths.append(int(struct.unpack_from("<Q", record, 40)[0]))
        return max(lengths, default=0)

    def _checked_entries(self) -> tuple[ZipEntry, ...]:
        infos = self._archive.infolist()
        if len(infos) > self._limits.entries:
            raise refusal(found.LIMIT_EXCEEDED.at(None, f"{len(infos)} > {self._limits.entries}"))
        if (total := sum(info.file_size for info in infos)) > self._limits.total_bytes:
            raise refusal(found.LIMIT_EXCEEDED.at(None, f"{total} > {self._limits.total_bytes}"))
        for info in infos:
            self._check_entry(info)
        _check_overlaps(infos)
        _check_duplicates(infos)
        return tuple(ZipEntry(_name(info), info.file_size, info) for info in infos if not info.is_dir())

    def _check_entry(self, info: zipfile.ZipInfo) -> None:
        shown = info.orig_filename
        if info.flag_bits & _FLAG_ENCRYPTED:
            raise refusal(found.ZIP_ENCRYPTED.at(None, shown))
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusal(found.ZIP_METHOD.at(None, f"{shown}: {info.compress_type}"))
        if not _harmless(info, self._limits):
            raise refusal(found.ZIP_NAME_UNSAFE.at(None, shown))
        if info.file_size > self._limits.entry_bytes:
            raise refusal(found.LIMIT_EXCEEDED.at("/" + shown, f"{info.file_size} > {self._limits.entry_bytes}"))
        if info.file_size > max(self._limits.ratio_floor, info.compress_size * self._limits.ratio):
            raise refusal(found.LIMIT_EXCEEDED.at("/" + shown, f"{info.file_size} / {info.compress_size}"))


def _opened(source: bytes | Path | BinaryIO) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if isinstance(source, Path):
        return source.open("rb")
    return source


def _harmless(info: zipfile.ZipInfo, limits: ReadLimits) -> bool:
    """A relative name of plain segments; the name seen must be the name stored (zipfile cuts at a NUL)."""
    name = _name(info)
    if info.filename != info.orig_filename.replace("\\", "/") or "\\" in info.orig_filename:
        return False
    if not name or len(name.encode("utf-8", "surrogatepass")) > limits.name_bytes or not name.isprintable():
        return False
    segments = name.removesuffix("/").split("/")
    return not any(segment in ("", ".", "..") for segment in segments) and ":" not in segments[0]


def _name(info: zipfile.ZipInfo) -> str:
    """The entry's name. Without the mark of UTF-8, which some writers forget, zipfile reads the letters of old DOS;
    then it is UTF-8 where it can be, else what Windows writes in Turkey."""
    if info.flag_bits & _FLAG_UTF8 or info.filename.isascii():
        return info.filename
    for encoding in ("utf-8", "cp857"):
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def _check_overlaps(infos: list[zipfile.ZipInfo]) -> None:
    """Overlapping entries let a small file hold an enormous total; honest archives never have them."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise refusal(found.ZIP_OVERLAP.at("/" + info.filename))
        end = info.header_offset + 30 + info.compress_size


def _check_duplicates(infos: list[zipfile.ZipInfo]) -> None:
    """Two entries of one name: one reader would check the first, another open the second."""
    seen: set[str] = set()
    for info in infos:
        name = _name(info).translate(_ASCII_FOLD)
        if name in seen:
            raise refusal(found.ZIP_NAME_DUPLICATE.at("/" + info.filename))
        seen.add(name)


_ASCII_FOLD = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
