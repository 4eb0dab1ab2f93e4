"""Claims that hold one by one and still say nothing, or nothing that can be: the forger signs with the ledger's key."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from archive.transfer import ReadLimits, ShownEvent, StreamKind, WholeStream
from archive.transfer.lines import inclusion_line, read_event
from archive.transfer.manifest import Manifest
from testkit.evidence_packages import DOCUMENT, broken, members_of, names, relisted, story

MEMBERS = members_of(story().package())
MANIFEST = Manifest.parse(MEMBERS["MANIFEST.json"])
UNTOUCHED = b"2024-11-19"
"""A sealed day on which nothing happened to the document."""


def lines_with(name: str, *texts: bytes) -> bytes:
    return b"".join(line for line in MEMBERS[name].splitlines(keepends=True) if all(text in line for text in texts))


def untouched_day_only() -> bytes:
    """The opening of the ledger and one sealed day, in which the document is proved absent; nothing of its history."""
    [closing] = [line for line in MEMBERS["days/closings.jsonl"].splitlines(keepends=True) if closing_of(line)]
    size = read_event(closing).position
    proofs = story().gatherer()._proofs([1, size], [size])
    gone = ("blobs/", "days/2024-11-17", "days/2024-11-18", "days/2024-11-20")
    kept = {name: data for name, data in MEMBERS.items() if not name.startswith(gone)}
    changed = {
        "events.jsonl": lines_with("events.jsonl", b'"ledger.opened"'),
        "days/closings.jsonl": closing,
        "proofs/inclusion.jsonl": b"".join(map(inclusion_line, proofs)),
        "proofs/streams.jsonl": lines_with("proofs/streams.jsonl", UNTOUCHED, f'"absent":"{DOCUMENT}"'.encode()),
        "proofs/consistency.jsonl": b"",
        "reports/signatures.json": b"[]\n",
    }
    streams = (WholeStream(DOCUMENT, StreamKind.DOCUMENT, 0),)
    return relisted(kept | changed, streams=streams, sealed_through=size, position=size, provisional_days=())


def closing_of(line: bytes) -> bool:
    found = read_event(line)
    return isinstance(found, ShownEvent) and UNTOUCHED in found.event.state


def test_document_without_any_event_is_no_history() -> None:
    report = story().verified(untouched_day_only())
    assert broken(report) == {("stream-empty", "MANIFEST.json")}


@pytest.mark.parametrize(
    "days",
    [[date(2024, 11, 21)] * 2, [date(2024, 11, 22)], [date(9999, 12, 31)] * 2],
    ids=["twice", "gap", "end of the calendar"],
)
def test_days_said_to_be_unsealed_follow_the_last_closing(days: Iterable[date]) -> None:
    report = story().verified(relisted(MEMBERS, provisional_days=tuple(days)))
    assert broken(report) == {("manifest-differs", "MANIFEST.json")}


def test_position_before_the_last_seal_is_no_position_of_the_export() -> None:
    report = story().verified(relisted(MEMBERS, position=MANIFEST.sealed_through - 1))
    assert broken(report) == {("manifest-differs", "MANIFEST.json")}


def test_export_before_the_end_of_a_day_in_it_is_named() -> None:
    report = story().verified(relisted(MEMBERS, exported_at=datetime(2024, 11, 20, 12, tzinfo=UTC)))
    assert broken(report) == {("manifest-differs", "MANIFEST.json")}


def test_more_days_and_streams_than_lines_can_prove_are_not_walked() -> None:
    strangers = tuple(WholeStream(UUID(int=n), StreamKind.SIGNATURE, 1) for n in range(1, 20))
    limits = replace(ReadLimits(), lines=20)
    report = story().verified(relisted(MEMBERS, streams=(*MANIFEST.streams, *strangers)), limits=limits)
    assert "limit-exceeded" in names(report)
    assert "day-proof-missing" not in names(report)
