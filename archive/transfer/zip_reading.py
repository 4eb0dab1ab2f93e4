"""A zip archive from a stranger: its directory is checked as a whole before any member is read."""

import os
import stat
import struct
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from archive.transfer.limits import ReadLimits

_BLOCK: Final = 1 << 18
_END_RECORD: Final = b"PK\x05\x06"
_END_LENGTH: Final = 22
_COMMENT: Final = 0xFFFF
_SEE_ZIP64: Final = 0xFFFFFFFF
_LOCATOR_LENGTH: Final = 20
_RECORD_LENGTH: Final = 56
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_FAULTS: Final = (
    BadZipFile,
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
"""What reading hostile archives may raise in the standard library."""


class HostileZipError(Exception):
    """The archive as a whole cannot be used. name: of the finding. details: values of its sentence."""

    def __init__(self, name: str, **details: Any) -> None:
        super().__init__(name)
        self.name = name
        self.details: dict[str, Any] = details


class BrokenMemberError(Exception):
    """The bytes of one member cannot be read, or not with the checksum and length the archive states."""


class ZipReader:
    """An archive whose directory was found harmless. Raises HostileZipError on construction."""

    def __init__(self, file: BinaryIO, limits: ReadLimits) -> None:
        self._limits = limits
        size = file.seek(0, os.SEEK_END)
        if size > limits.archive_bytes:
            raise HostileZipError("limit-exceeded", what="archive", found=size, limit=limits.archive_bytes)
        _check_directory(file, size, limits)
        try:
            self._zip = ZipFile(file)
            infos = self._zip.infolist()
        except _FAULTS as error:
            raise HostileZipError("zip-unreadable", reason=type(error).__name__) from error
        _check_whole(infos, limits)
        for info in infos:
            _check_member(info, limits)
        self._infos = {info.filename: info for info in infos if not info.is_dir()}

    @property
    def names(self) -> frozenset[str]:
        """Names of all members; folders are none."""
        return frozenset(self._infos)

    def size(self, name: str) -> int:
        """Length of a member in bytes; never is more than this read."""
        return self._infos[name].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member in pieces; the checksum is proved when the iterator ends. Raises BrokenMemberError."""
        seen = 0
        try:
            with self._zip.open(self._infos[name]) as stream:
                while piece := stream.read(_BLOCK):
                    seen += len(piece)
                    yield piece
        except _FAULTS as error:
            raise BrokenMemberError(type(error).__name__) from error
        if seen != self._infos[name].file_size:
            raise BrokenMemberError("length")

    def read(self, name: str, limit: int) -> bytes:
        """All bytes of a member. Raises BrokenMemberError, also when there are more than `limit`."""
        if self.size(name) > limit:
            raise BrokenMemberError(f"{self.size(name)} > {limit}")
        return b"".join(self.chunks(name))

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a member, each with its newline. Raises BrokenMemberError, also for lines without an end."""
        if self.size(name) > self._limits.list_bytes:
            raise BrokenMemberError(f"{self.size(name)} > {self._limits.list_bytes}")
        rest, count = b"", 0
        for piece in self.chunks(name):
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                count += 1
                if count > self._limits.lines:
                    raise BrokenMemberError(f"more than {self._limits.lines} lines")
                if len(line) > self._limits.line_bytes:
                    raise BrokenMemberError("a line is too long")
                yield line + b"\n"
            if len(rest) > self._limits.line_bytes:
                raise BrokenMemberError("a line is too long")
        if rest:
            raise BrokenMemberError("the last line has no end")


def _check_directory(file: BinaryIO, size: int, limits: ReadLimits) -> None:
    """Look at the end record before the directory is read whole and every entry becomes an object."""
    length = min(size, _END_LENGTH + _COMMENT)
    file.seek(size - length)
    tail = file.read(length)
    start = tail.rfind(_END_RECORD)
    if start < 0 or len(tail) - start < _END_LENGTH:
        raise HostileZipError("zip-unreadable", reason="no end record")
    plain = int(struct.unpack_from("<I", tail, start + 12)[0])
    long = _zip64_length(file, size - length + start)
    directory = long if plain == _SEE_ZIP64 and long else max(plain, long)
    if directory > limits.directory_bytes:
        raise HostileZipError("limit-exceeded", what="directory", found=directory, limit=limits.directory_bytes)


def _zip64_length(file: BinaryIO, end: int) -> int:
    """Length of the directory as ZIP64 states it, 0 without ZIP64.

    Readers differ in where they look for the record: the largest is what one of them would read.
    """
    file.seek(max(0, end - _LOCATOR_LENGTH))
    locator = file.read(_LOCATOR_LENGTH)
    if len(locator) < _LOCATOR_LENGTH or not locator.startswith(b"PK\x06\x07"):
        return 0
    lengths = []
    for place in (int(struct.unpack_from("<Q", locator, 8)[0]), end - _LOCATOR_LENGTH - _RECORD_LENGTH):
        file.seek(max(0, min(place, end)))
        record = file.read(_RECORD_LENGTH)
        if len(record) == _RECORD_LENGTH and record.startswith(b"PK\x06\x06"):
            lengths.append(int(struct.unpack_from("<Q", record, 40)[0]))
    return max(lengths, default=0)


def _check_whole(infos: list[ZipInfo], limits: ReadLimits) -> None:
    if len(infos) > limits.entries:
        raise HostileZipError("limit-exceeded", what="members", found=len(infos), limit=limits.entries)
    total = sum(info.file_size for info in infos)
    if total > limits.total_bytes:
        raise HostileZipError("limit-exceeded", what="total", found=total, limit=limits.total_bytes)
    seen: set[str] = set()
    for info in infos:
        name = info.filename.casefold()
        if name in seen:
            raise HostileZipError("member-twice", member=_shown(info))
        seen.add(name)
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        # Members that overlap let a small file hold an enormous total; honest archives never have them.
        if info.header_offset < end:
            raise HostileZipError("member-unsafe", member=_shown(info), reason="overlap")
        end = info.header_offset + 30 + info.compress_size


def _check_member(info: ZipInfo, limits: ReadLimits) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise HostileZipError("member-unsafe", member=_shown(info), reason="encrypted")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise HostileZipError("member-unsafe", member=_shown(info), reason=f"method {info.compress_type}")
    mode = info.external_attr >> 16
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or not stat.S_IFMT(mode)):
        raise HostileZipError("member-unsafe", member=_shown(info), reason="not a plain file")
    if not _plain_name(info):
        raise HostileZipError("member-unsafe", member=_shown(info), reason="name")
    if info.file_size > max(limits.ratio_floor, info.compress_size * limits.ratio):
        packed = f"{info.file_size} / {info.compress_size}"
        raise HostileZipError("limit-exceeded", what=_shown(info), found=packed, limit=limits.ratio)


def _plain_name(info: ZipInfo) -> bool:
    """A relative name of plain segments; the name seen must be the name stored (zipfile cuts at a NUL)."""
    name = info.filename
    if name != info.orig_filename or not name or len(name) > 200 or not name.isascii() or not name.isprintable():
        return False
    segments = name.removesuffix("/").split("/")
    return not any(part in ("", ".", "..") for part in segments) and not set("\\:") & set(name)


def _shown(info: ZipInfo) -> str:
    return ascii(info.orig_filename)[1:81]
