"""Archives made to do harm: each is a finding, none a traceback, none is unpacked."""

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable

import pytest

from archive.transfer import EvidenceReport, ReadLimits
from testkit.evidence_packages import broken, members_of, names, packed, relisted, story

MEMBERS = members_of(story().package())
PACKAGE = story().package()


def archive(fill: Callable[[zipfile.ZipFile], None], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", compression) as made:
        warnings.simplefilter("ignore")
        for name, data in MEMBERS.items():
            made.writestr(name, data)
        fill(made)
    return out.getvalue()


def named(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def verified(package: bytes, **limits: int) -> EvidenceReport:
    return story().verified(package, limits=ReadLimits(**limits))


UNSAFE: dict[str, Callable[[zipfile.ZipFile], None]] = {
    "parent": lambda made: made.writestr("../kacak.txt", b"x"),
    "absolute": lambda made: made.writestr("/etc/passwd", b"x"),
    "drive": lambda made: made.writestr("C:kacak.txt", b"x"),
    "backslash": lambda made: made.writestr("blobs\\..\\kacak", b"x"),
    "empty part": lambda made: made.writestr("blobs//kacak", b"x"),
    "control": lambda made: made.writestr("kacak\x1b[2J", b"x"),
    "not ASCII": lambda made: made.writestr("kaçak", b"x"),
    "long": lambda made: made.writestr("a" * 300, b"x"),
    "link": lambda made: made.writestr(named("kacak", 0o120777), b"/etc/passwd"),
    "device": lambda made: made.writestr(named("kacak", 0o020666), b""),
}


@pytest.mark.parametrize("kind", UNSAFE)
def test_member_that_may_do_harm_is_named(kind: str) -> None:
    report = verified(archive(UNSAFE[kind]))
    assert (report.outcome.value, names(report)) == ("failed", {"member-unsafe"})


@pytest.mark.parametrize("name", ["events.jsonl", "EVENTS.jsonl"])
def test_two_members_of_one_name_are_named(name: str) -> None:
    assert names(verified(archive(lambda made: made.writestr(name, b"x")))) == {"member-twice"}


def test_bomb_is_not_unpacked() -> None:
    made = archive(lambda made: made.writestr("bomba", bytes(50 << 20)), zipfile.ZIP_DEFLATED)
    assert names(verified(made)) == {"limit-exceeded"}


def test_archive_within_the_archive_is_only_a_strange_member() -> None:
    assert ("member-unknown", "ic.zip") in broken(verified(archive(lambda made: made.writestr("ic.zip", PACKAGE))))


@pytest.mark.parametrize(
    "limits",
    [{"archive_bytes": 1000}, {"entries": 3}, {"total_bytes": 1000}, {"directory_bytes": 100}],
)
def test_archive_beyond_a_limit_is_named(limits: dict[str, int]) -> None:
    assert names(verified(PACKAGE, **limits)) == {"limit-exceeded"}


@pytest.mark.parametrize(
    ("limits", "member"),
    [
        ({"manifest_bytes": 100}, "MANIFEST.json"),
        ({"small_bytes": 100}, "days/2024-11-17/checkpoint.txt"),
        ({"line_bytes": 100}, "events.jsonl"),
        ({"lines": 2}, "proofs/streams.jsonl"),
    ],
)
def test_member_beyond_a_limit_is_named(limits: dict[str, int], member: str) -> None:
    assert ("member-broken", member) in broken(verified(PACKAGE, **limits))


def test_signature_beyond_the_limit_is_left_undecided() -> None:
    assert "signature-too-large" in names(verified(PACKAGE, signature_bytes=10))


def test_huge_line_without_an_end_is_not_read_to_its_end() -> None:
    members = {**MEMBERS, "events.jsonl": b"{" * (3 << 20)}
    assert ("member-broken", "events.jsonl") in broken(verified(packed(members)))


SPOILED = {
    "empty": b"",
    "start only": b"PK",
    "other bytes": b"not a zip" * 100,
    "end record only": b"PK\x05\x06" + bytes(18),
    "end cut": PACKAGE[:-30],
    "start cut": PACKAGE[100:],
}


@pytest.mark.parametrize("kind", SPOILED)
def test_file_that_is_no_whole_archive_is_named(kind: str) -> None:
    report = verified(SPOILED[kind])
    assert report.outcome.value == "failed"
    assert names(report) & {"zip-unreadable", "member-missing", "member-unsafe"}


def test_archive_that_claims_an_endless_directory_is_refused_before_it_is_read() -> None:
    at = PACKAGE.rindex(b"PK\x05\x06") + 12
    assert names(verified(PACKAGE[:at] + struct.pack("<I", 0xFFFFFFF0) + PACKAGE[at + 4 :])) == {"limit-exceeded"}


def test_encrypted_member_is_named() -> None:
    data = bytearray(PACKAGE)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert names(verified(bytes(data))) == {"member-unsafe"}


def test_archive_without_a_manifest_says_so() -> None:
    kept = {name: data for name, data in MEMBERS.items() if name != "MANIFEST.json"}
    assert broken(verified(packed(kept))) == {("member-missing", "MANIFEST.json")}


def test_no_spoiled_package_is_a_traceback() -> None:
    chance = random.Random(9162)
    for _ in range(120):
        data = bytearray(PACKAGE)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        report = verified(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
        same = report.outcome.value != "passed" or members_of(bytes(data)) == MEMBERS
        assert same


def test_no_spoiled_member_is_a_traceback_even_when_every_list_is_mended() -> None:
    chance = random.Random(6962)
    kept = [name for name in MEMBERS if not name.startswith("MANIFEST")]
    for _ in range(120):
        name = chance.choice(kept)
        data = bytearray(MEMBERS[name])
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = chance.choice([len(data), chance.randrange(len(data) + 1)])
        report = verified(relisted({**MEMBERS, name: bytes(data[:cut])}))
        assert report.outcome.value in {"passed", "failed", "indeterminate"}
