"""One bit turned in any member is found, and the member is named, however much a forger mends around it."""

import io
import zipfile

import pytest

from testkit.evidence_packages import broken, flipped, members_of, names, packed, relisted, story

PACKAGE = story().package()
MEMBERS = members_of(PACKAGE)
MANIFESTS = {"MANIFEST.json", "MANIFEST.note"}

NAMES = list(MEMBERS)
"""Members are told to the tests by their number: the names of some are digests, others in every run."""


def middle(name: str) -> int:
    return len(MEMBERS[name]) // 2


def proven_place(name: str) -> int:
    """A byte that stands under a digest or a signature, or in a text of which there is one form only."""
    data = MEMBERS[name]
    if name.endswith((".tst", ".ers")):
        return data.index(bytes.fromhex("0440")) + 10  # the SHA-512 imprint
    if name == "reports/signatures.json":
        return data.index(b'"digest": "') + 14
    return len(data) // 2


def offset_of(name: str) -> int:
    """Where the member's bytes begin in the archive."""
    with zipfile.ZipFile(io.BytesIO(PACKAGE)) as archive:
        info = archive.getinfo(name)
    return info.header_offset + 30 + len(name)


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_bit_turned_in_the_file_is_found_and_its_member_named(number: int) -> None:
    name = NAMES[number]
    report = story().verified(flipped(PACKAGE, offset_of(name) + middle(name)))
    assert report.outcome.value == "failed"
    assert ("member-broken", name) in broken(report)


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_bit_turned_and_packed_anew_is_found_and_its_member_named(number: int) -> None:
    name = NAMES[number]
    report = story().verified(packed({**MEMBERS, name: flipped(MEMBERS[name], middle(name))}))
    assert report.outcome.value == "failed"
    assert {member for _, member in broken(report)} & ({name} if name not in MANIFESTS else MANIFESTS)


@pytest.mark.parametrize("number", range(len(NAMES) - len(MANIFESTS)))
def test_bit_turned_with_a_new_manifest_signed_by_the_ledger_is_found_and_its_member_named(number: int) -> None:
    name = NAMES[number]
    report = story().verified(relisted({**MEMBERS, name: flipped(MEMBERS[name], proven_place(name))}))
    assert report.outcome.value == "failed"
    assert name in {member for _, member in broken(report)}


@pytest.mark.parametrize("name", ["events.jsonl", "days/closings.jsonl", "proofs/inclusion.jsonl"])
def test_no_byte_of_a_list_can_be_changed(name: str) -> None:
    for at in range(3, len(MEMBERS[name]), 211):
        report = story().verified(relisted({**MEMBERS, name: flipped(MEMBERS[name], at)}))
        assert report.outcome.value == "failed", at


def test_manifest_and_its_note_come_last() -> None:
    assert NAMES[-2:] == sorted(MANIFESTS)


def test_manifest_signed_by_nobody_is_named() -> None:
    members = dict(MEMBERS)
    report = story().verified(packed({**members, "MANIFEST.note": members["days/2024-11-20/checkpoint.txt"]}))
    assert "manifest-unsigned" in names(report)
