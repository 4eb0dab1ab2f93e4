"""Zip archives from hostile hands: each is refused by name, in bounded memory and time."""

import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from contextlib import nullcontext

import pytest

from archive.eyazisma import DEFAULT_LIMITS, PackageRefused, ReadLimits, open_package
from archive.eyazisma.container import ZipSource
from testkit.packages import hand_made

GOOD = hand_made().zip()


def archive(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these entries after those of a sound package."""
    buffer = io.BytesIO(GOOD)
    names = {name for name, _ in entries}
    warned = pytest.warns(UserWarning, match="Duplicate") if len(names) < len(entries) else nullcontext()
    with warned, zipfile.ZipFile(buffer, "a", method) as target:
        for name, data in entries:
            target.writestr(name, data)
    return buffer.getvalue()


def read_all(data: bytes, limits: ReadLimits) -> None:
    """Open the package and read every part to its end."""
    package = open_package(data, limits=limits)
    for part in package.opc.names():
        for _ in package.chunks(part):
            pass


def refused(data: bytes, limits: ReadLimits = DEFAULT_LIMITS) -> str:
    """Name of the reason for which `data` is refused."""
    with pytest.raises(PackageRefused) as refusal:
        read_all(data, limits)
    assert refusal.value.message_tr
    assert refusal.value.message_en
    return refusal.value.code


def patched(data: bytes, name: str, offset: int, value: bytes) -> bytes:
    """`data` with bytes changed in the central directory record of entry `name`."""
    at = data.index(name.encode(), data.index(b"PK\x01\x02")) - 46 + offset
    return data[:at] + value + data[at + len(value) :]


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"not a zip at all" * 10, b"PK\x05\x06", GOOD[: len(GOOD) // 2], GOOD[:-30], GOOD[100:-1]]
)
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    assert refused(data) == "ZIP_BROKEN"


def test_empty_zip_is_refused_for_its_missing_content_types() -> None:
    assert refused(b"PK\x05\x06" + bytes(18)) == "CONTENT_TYPES_MISSING"


@pytest.mark.parametrize(
    "name", ["../out.txt", "a/../../out", "/etc/passwd", "C:/x", "a//b", "a/./b", "..", "a\\b", "bell\x07", "x" * 1025]
)
def test_unsafe_name_is_refused(name: str) -> None:
    assert refused(archive((name, b"x"))) == "ZIP_NAME_UNSAFE"


def test_name_cut_at_nul_is_refused() -> None:
    assert refused(archive(("safe.txtZhidden", b"x")).replace(b"safe.txtZ", b"safe.txt\x00")) == "ZIP_NAME_UNSAFE"


def test_two_entries_of_one_name_are_refused() -> None:
    assert refused(archive(("twice", b"1"), ("twice", b"2"))) == "ZIP_NAME_DUPLICATE"


@pytest.mark.parametrize("name", ["USTVERI/ustveri.xml", "Ustveri/%55stveri.xml", "Ustveri/%75STVERI.xml"])
def test_names_that_meet_when_folded_are_refused(name: str) -> None:
    assert refused(archive((name, b"x"))) == "ZIP_NAME_DUPLICATE"


def test_dotless_i_does_not_meet_i() -> None:
    assert "/ek/ı.txt" in open_package(archive(("ek/ı.txt", b"1"), ("ek/i.txt", b"2"))).opc.names()


def test_zip_password_is_refused() -> None:
    assert refused(patched(GOOD, "Ustveri/Ustveri.xml", 8, b"\x01\x00")) == "ZIP_ENCRYPTED"


def test_other_compression_is_refused() -> None:
    assert refused(archive(("x.bin", b"x" * 99), method=zipfile.ZIP_LZMA)) == "ZIP_METHOD"


def test_bad_crc_is_refused_where_it_is_read() -> None:
    data = patched(GOOD, "UstYazi/ustyazi.pdf", 16, b"\x00\x00\x00\x00")
    assert refused(data) == "ZIP_ENTRY_BROKEN"


def test_broken_deflate_stream_is_refused() -> None:
    at = GOOD.index(b"UstYazi/ustyazi.pdf") + len("UstYazi/ustyazi.pdf")
    assert refused(GOOD[:at] + b"\xff\xff\xff\xff" + GOOD[at + 4 :]) == "ZIP_ENTRY_BROKEN"


def test_size_declared_too_small_is_refused() -> None:
    assert refused(patched(GOOD, "UstYazi/ustyazi.pdf", 24, struct.pack("<I", 3))) == "ZIP_ENTRY_BROKEN"


def test_size_declared_too_large_is_refused() -> None:
    assert refused(patched(GOOD, "UstYazi/ustyazi.pdf", 24, struct.pack("<I", 5000))) == "ZIP_ENTRY_BROKEN"


def test_overlapping_entries_are_refused() -> None:
    data = archive(("one.bin", b"A" * 300), ("two.bin", b"A" * 300), method=zipfile.ZIP_STORED)
    first = data.index(b"one.bin") - 30
    assert refused(patched(data, "two.bin", 42, struct.pack("<I", first + 1))) in {"ZIP_OVERLAP", "ZIP_BROKEN"}


def test_bomb_is_refused_by_its_ratio_in_little_memory_and_time() -> None:
    data = archive(("bomb.bin", bytes(100 << 20)))
    tracemalloc.start()
    begin = time.perf_counter()
    assert refused(data) == "LIMIT_EXCEEDED"
    seconds, peak = time.perf_counter() - begin, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (seconds < 1, peak < 8 << 20) == (True, True)


def test_bomb_that_lies_about_its_size_gives_no_more_than_it_declares() -> None:
    data = archive(("bomb.bin", bytes(50 << 20)))
    lying = patched(data, "bomb.bin", 24, struct.pack("<I", 1000))
    assert refused(lying) == "ZIP_ENTRY_BROKEN"


@pytest.mark.parametrize(
    "limits",
    [
        ReadLimits(archive_bytes=1000),
        ReadLimits(entries=5),
        ReadLimits(directory_bytes=100),
        ReadLimits(entry_bytes=100),
        ReadLimits(total_bytes=1000),
        ReadLimits(enclosures=1),
        ReadLimits(references=2),
        ReadLimits(relationships=3),
    ],
)
def test_each_limit_refuses(limits: ReadLimits) -> None:
    assert refused(GOOD, limits) == "LIMIT_EXCEEDED"


def test_many_entries_are_refused_before_the_directory_is_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for number in range(70_000):
            target.writestr(f"{number:040}", b"")
    begin = time.perf_counter()
    assert refused(buffer.getvalue()) == "LIMIT_EXCEEDED"
    assert time.perf_counter() - begin < 0.5


def test_archive_with_data_descriptors_is_read() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in hand_made().entries().items():
            target.writestr(name, data)
    assert open_package(pipe.getvalue()).problems == ()


def test_zip64_archive_is_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in hand_made().entries().items():
            with target.open(name, "w", force_zip64=True) as entry:
                entry.write(data)
    assert open_package(buffer.getvalue()).problems == ()


def test_zip64_end_record_is_read() -> None:
    end = GOOD.rindex(b"PK\x05\x06")
    count, length, start = struct.unpack_from("<HII", GOOD, end + 10)
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, length, start)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, end, 1)
    short = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert open_package(GOOD[:end] + record + locator + short).problems == ()


def test_zip64_record_with_a_huge_directory_behind_a_small_one_is_refused() -> None:
    end = GOOD.rindex(b"PK\x05\x06")
    count, _, start = struct.unpack_from("<HII", GOOD, end + 10)
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, 1 << 30, start)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, end, 1)
    assert refused(GOOD[:end] + record + locator + GOOD[end:]) == "LIMIT_EXCEEDED"


@pytest.mark.parametrize("cut", [b"PK\x06\x07" + bytes(16), b"PK\x06\x07" + b"\xff" * 16, b"xxxx" + bytes(16)])
def test_broken_zip64_end_record_is_refused(cut: bytes) -> None:
    short = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert refused(GOOD[: GOOD.rindex(b"PK\x05\x06")] + cut + short) == "ZIP_BROKEN"


def test_nested_zip_is_not_opened() -> None:
    inner = zlib.compress(bytes(1 << 20))
    package = open_package(archive(("Ekler/inner.zip", GOOD + inner)))
    assert package.problems == ()


def test_entry_larger_than_asked_is_refused_without_reading_it() -> None:
    source = ZipSource(GOOD, DEFAULT_LIMITS)
    entry = next(each for each in source.entries if each.name == "UstYazi/ustyazi.pdf")
    with pytest.raises(PackageRefused, match="limit"):
        source.read(entry, 10)
