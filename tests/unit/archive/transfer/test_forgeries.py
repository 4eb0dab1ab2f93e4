"""What a forger might do to a package, with every list mended as far as can be, and signed with the ledger's key."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest

from archive.transfer import AbsentBlob, Profile, ShownEvent, StreamKind, WholeStream
from archive.transfer.lines import event_line, inclusion_line, read_event, read_inclusion
from archive.transfer.manifest import Manifest
from domain.events import decode_state, encode_state, recomputed_leaf
from testkit.evidence_packages import (
    DOCUMENT,
    MIDNIGHT,
    NOON,
    SIGNATURE,
    broken,
    changed_lines,
    members_of,
    names,
    packed,
    relisted,
    story,
)
from timestamping.checkpoints import NoteSigner, SignedNote, sign_checkpoint
from timestamping.merkle import TreeHead
from timestamping.tsa import Imprint, TimestampService
from timestamping.tsa.authority import TestAuthority, TestPki

PACKAGE = story().package()
MEMBERS = members_of(PACKAGE)
MANIFEST = Manifest.parse(MEMBERS["MANIFEST.json"])
EVENTS, CLOSINGS, PROOFS = "events.jsonl", "days/closings.jsonl", "proofs/inclusion.jsonl"
STREAMS, CONSISTENCY = "proofs/streams.jsonl", "proofs/consistency.jsonl"
STRANGER = NoteSigner.from_seed(MANIFEST.origin, bytes(32))


def lines(name: str) -> list[bytes]:
    return MEMBERS[name].splitlines(keepends=True)


def without(name: str, *, topic: str) -> tuple[bytes, int]:
    """The list without the last event of a topic, and the event's position."""
    gone = [line for line in lines(name) if f'"topic":"{topic}"'.encode() in line][-1]
    return b"".join(line for line in lines(name) if line != gone), read_event(gone).position


def shorter(stream: object) -> tuple[WholeStream, ...]:
    """The manifest's streams, one of them claiming one event less."""
    return tuple(replace(item, versions=item.versions - (item.id == stream)) for item in MANIFEST.streams)


def without_proof(position: int) -> bytes:
    return b"".join(line for line in lines(PROOFS) if read_inclusion(line).index != position - 1)


def test_event_taken_out_of_the_list_is_missed_by_its_proof() -> None:
    events, position = without(EVENTS, topic="document.numbered")
    report = story().verified(relisted({**MEMBERS, EVENTS: events}))
    assert {"inclusion-needless", "stream-broken"} <= names(report)
    assert position in {found.position for found in report.findings}


@pytest.mark.parametrize(
    ("topic", "stream"),
    [("document.filed", DOCUMENT), ("signature.validated", SIGNATURE)],
)
def test_last_event_withheld_with_its_proof_and_its_count_is_missed_by_its_day(topic: str, stream: object) -> None:
    events, position = without(EVENTS, topic=topic)
    package = relisted({**MEMBERS, EVENTS: events, PROOFS: without_proof(position)}, streams=shorter(stream))
    report = story().verified(package)
    assert (report.outcome.value, "events-missing" in names(report)) == ("failed", True)


def test_event_withheld_by_its_leaf_alone_is_not_allowed_inside() -> None:
    def hide(found: list[bytes]) -> Iterable[bytes]:
        outside = members_of(story().package(Profile.OUTSIDE))[EVENTS].splitlines(keepends=True)
        hidden = {read_event(line).position: line for line in outside if b'"withheld"' in line}
        return [hidden.get(read_event(line).position, line) for line in found]

    assert "event-withheld" in names(story().verified(changed_lines(MEMBERS, EVENTS, hide)))


def test_contents_of_an_event_changed_with_its_leaf_are_missed_by_the_tree() -> None:
    def rewrite(found: list[bytes]) -> Iterable[bytes]:
        for line in found:
            item = read_event(line)
            if b'"document.filed"' in line:
                event = item.event  # type: ignore[union-attr]
                state = encode_state(decode_state(event.state) | {"reason": "uydurma"})
                changed = replace(event, state=state)
                leaf = recomputed_leaf(changed, item.previous)  # type: ignore[union-attr]
                line = event_line(replace(item, event=replace(changed, leaf=leaf)))  # type: ignore[arg-type]
            yield line

    report = story().verified(changed_lines(MEMBERS, EVENTS, rewrite))
    assert {"inclusion-broken", "event-unknown-to-day"} <= names(report)


@pytest.mark.parametrize(
    "change",
    [
        {"day": "9999-12-31"},
        {"day": "0001-01-01"},
        {"day": 5},
        {"sequence": 0},
        {"last": 2**62},
        {"streams": None},
        {"streams": {"count": 2**62, "root": "00" * 32}},
        {"count": -1},
    ],
)
def test_closing_that_says_something_else_is_named(change: dict[str, Any]) -> None:
    def rewrite(found: list[bytes]) -> Iterable[bytes]:
        for number, line in enumerate(found):
            item = read_event(line)
            if number == 1 and isinstance(item, ShownEvent):
                body = decode_state(item.event.state)
                event = replace(item.event, state=encode_state(body | {"payload": body["payload"] | change}))
                leaf = recomputed_leaf(event, item.previous)
                yield event_line(replace(item, event=replace(event, leaf=leaf)))
            else:
                yield line

    report = story().verified(changed_lines(MEMBERS, CLOSINGS, rewrite))
    assert report.outcome.value == "failed"
    assert names(report) & {"closing-unreadable", "days-broken", "day-proof-broken"}


def test_day_cut_out_of_the_middle_is_missed() -> None:
    report = story().verified(changed_lines(MEMBERS, CLOSINGS, lambda found: [*found[:1], *found[2:]]))
    assert "days-broken" in names(report)


def test_first_days_cut_off_are_missed() -> None:
    report = story().verified(changed_lines(MEMBERS, CLOSINGS, lambda found: found[1:]))
    assert "days-start-late" in names(report)


def test_last_days_cut_off_are_missed() -> None:
    report = story().verified(changed_lines(MEMBERS, CLOSINGS, lambda found: found[:-1]))
    assert "days-cut" in names(report)


def test_last_day_cut_off_with_its_seal_and_proofs_is_missed_by_the_manifest() -> None:
    members = {name: data for name, data in MEMBERS.items() if not name.startswith("days/2024-11-20/")}
    members[CLOSINGS] = b"".join(lines(CLOSINGS)[:-1])
    members[CONSISTENCY] = b"".join(lines(CONSISTENCY)[:-1])
    members[STREAMS] = b"".join(line for line in lines(STREAMS) if b"2024-11-20" not in line)
    members[PROOFS] = b"".join(line for line in lines(PROOFS) if read_inclusion(line).size < 22)
    report = story().verified(relisted(members))
    assert {"manifest-differs", "events-unsealed"} <= names(report)


@pytest.mark.parametrize("day", ["2024-11-17", "2024-11-19"])
def test_proof_of_a_day_and_stream_left_out_is_named(day: str) -> None:
    def drop(found: list[bytes]) -> Iterable[bytes]:
        gone = next(line for line in found if f'"day":"{day}"'.encode() in line)
        return [line for line in found if line != gone]

    report = story().verified(changed_lines(MEMBERS, STREAMS, drop))
    assert {found.day for found in report.findings if found.kind.name == "day-proof-missing"} == {
        date.fromisoformat(day)
    }


def test_stream_left_out_of_manifest_and_proofs_is_named_by_the_event_that_made_it() -> None:
    kept = tuple(item for item in MANIFEST.streams if item.id != SIGNATURE)
    members = {**MEMBERS, STREAMS: b"".join(line for line in lines(STREAMS) if str(SIGNATURE).encode() not in line)}
    assert "stream-missing" in names(story().verified(relisted(members, streams=kept)))


def test_seal_of_another_day_is_named() -> None:
    names_of = [f"days/2024-11-{day}/{file}" for day in (18, 19) for file in ("checkpoint.txt", "token.tst")]
    swapped = {**MEMBERS, names_of[0]: MEMBERS[names_of[2]], names_of[1]: MEMBERS[names_of[3]]}
    report = story().verified(relisted(swapped))
    assert ("checkpoint-misplaced", "days/2024-11-18/checkpoint.txt") in broken(report)


def test_token_of_another_day_is_named() -> None:
    name = "days/2024-11-18/token.tst"
    report = story().verified(relisted({**MEMBERS, name: MEMBERS["days/2024-11-19/token.tst"]}))
    assert ("token-failed", name) in broken(report)


def test_checkpoint_of_another_ledger_is_named() -> None:
    name = "days/2024-11-18/checkpoint.txt"
    other = NoteSigner.from_seed("kutuk/99999999", bytes(32))
    note = sign_checkpoint(TreeHead(16, bytes(32)), other).render()
    assert ("checkpoint-unreadable", name) in broken(story().verified(relisted({**MEMBERS, name: note})))


def test_checkpoint_signed_by_another_key_is_named() -> None:
    name = "days/2024-11-18/checkpoint.txt"
    note = SignedNote.sign(SignedNote.parse(MEMBERS[name]).text, STRANGER).render()
    assert ("checkpoint-unreadable", name) in broken(story().verified(relisted({**MEMBERS, name: note})))


def test_all_signatures_made_anew_with_another_key_are_named() -> None:
    members = dict(MEMBERS)
    for name, data in MEMBERS.items():
        if name.endswith("checkpoint.txt"):
            members[name] = SignedNote.sign(SignedNote.parse(data).text, STRANGER).render()
    members["ledger/verifier-key.txt"] = f"{STRANGER.verifier.text()}\n".encode()
    report = story().verified(relisted(members, STRANGER))
    assert {"key-differs", "opening-differs"} <= names(report)
    without_key = story().verified(relisted(members, STRANGER), keys=())
    assert without_key.outcome.value == "failed"


def test_consistency_proof_left_out_is_named() -> None:
    assert "consistency-missing" in names(
        story().verified(changed_lines(MEMBERS, CONSISTENCY, lambda lines: lines[1:]))
    )


def test_needless_proof_is_named() -> None:
    def add(found: list[bytes]) -> Iterable[bytes]:
        first = read_inclusion(found[0])
        return [found[0], inclusion_line(replace(first, index=1)), *found[1:]]

    assert "inclusion-needless" in names(story().verified(changed_lines(MEMBERS, PROOFS, add)))


@pytest.mark.parametrize("name", [EVENTS, CLOSINGS, PROOFS, STREAMS, CONSISTENCY])
def test_line_that_stands_twice_is_named(name: str) -> None:
    report = story().verified(changed_lines(MEMBERS, name, lambda found: [found[0], *found]))
    assert name in {member for _, member in broken(report)}


@pytest.mark.parametrize("name", [EVENTS, CLOSINGS, PROOFS, STREAMS, CONSISTENCY])
def test_lines_in_another_order_are_named(name: str) -> None:
    report = story().verified(changed_lines(MEMBERS, name, lambda found: reversed(found)))
    assert report.outcome.value == "failed"


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace(b",", b", ", 1),
        lambda line: line.replace(b"{", b'{"a":1,', 1),
        lambda line: line.replace(b'"position":', b'"position":1,"position":', 1),
        lambda line: b"[]\n",
        lambda line: b"\xff\n",
        lambda line: b"[" * 5000 + b"\n",
        lambda line: b'{"position":1e3}\n',
    ],
)
def test_line_in_any_other_form_is_named(change: Callable[[bytes], bytes]) -> None:
    report = story().verified(changed_lines(MEMBERS, EVENTS, lambda found: [change(found[0]), *found[1:]]))
    assert ("line-unreadable", EVENTS) in broken(report)


@pytest.mark.parametrize("number", range(len(MEMBERS)))
def test_member_under_another_name_is_named_twice(number: int) -> None:
    name = list(MEMBERS)[number]
    members = {f"{name}.eski" if key == name else key: data for key, data in MEMBERS.items()}
    report = story().verified(packed(members))
    assert ("member-missing", name) in broken(report)
    if name != "MANIFEST.json":
        assert {("member-unlisted", f"{name}.eski"), ("member-unknown", f"{name}.eski")} <= broken(report)


def test_member_added_is_named() -> None:
    report = story().verified(packed({**MEMBERS, "blobs/" + "0" * 64: b"uydurma"}))
    assert ("member-unlisted", "blobs/" + "0" * 64) in broken(report)


def test_member_added_and_listed_is_named() -> None:
    assert ("member-unknown", "ek.exe") in broken(story().verified(relisted({**MEMBERS, "ek.exe": b"MZ"})))


def test_bytes_that_no_event_names_are_named() -> None:
    name = f"blobs/{sha256(b'uydurma').hexdigest()}"
    assert ("blob-unnamed", name) in broken(story().verified(relisted({**MEMBERS, name: b"uydurma"})))


def test_bytes_taken_out_are_named() -> None:
    name = next(name for name in MEMBERS if name.startswith("blobs/"))
    members = {key: data for key, data in MEMBERS.items() if key != name}
    assert ("blob-missing", name) in broken(story().verified(relisted(members)))


def test_bytes_taken_out_and_declared_absent_leave_it_open() -> None:
    name = next(name for name in MEMBERS if name.startswith("blobs/9ef9"))
    members = {key: data for key, data in MEMBERS.items() if key != name}
    report = story().verified(relisted(members, absent=(AbsentBlob(name.removeprefix("blobs/"), "missing"),)))
    assert "blob-absent" in names(report)


CLAIMS: dict[str, dict[str, Any]] = {
    "institution": {"institution": "99999999"},
    "document": {"document": SIGNATURE},
    "sealed_through": {"sealed_through": 21},
    "position": {"position": 1},
    "provisional events": {"provisional_events": (7,)},
    "provisional days": {"provisional_days": (date(2024, 11, 23),)},
    "withheld": {"withheld": ("initials",)},
    "streams": {"streams": shorter(DOCUMENT)},
    "kinds": {"streams": tuple(replace(item, kind=StreamKind.SIGNATURE) for item in MANIFEST.streams)},
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_false_claim_of_the_manifest_is_named(claim: str) -> None:
    report = story().verified(relisted(MEMBERS, **CLAIMS[claim]))
    assert (report.outcome.value, "manifest-differs" in names(report)) == ("failed", True)


def test_manifest_of_another_version_is_not_guessed_at() -> None:
    data = MEMBERS["MANIFEST.json"].replace(b'"version": 1', b'"version": 2')
    report = story().verified(packed({**MEMBERS, "MANIFEST.json": data}))
    assert broken(report) == {("manifest-unreadable", "MANIFEST.json")}


def test_record_with_another_stamp_lends_no_proof_to_a_forged_one() -> None:
    forger = TestPki.make(NOON)
    text = MEMBERS["days/2024-11-18/checkpoint.txt"].rpartition(b"\n\n")[0] + b"\n"
    service = TimestampService(
        [TestAuthority(forger, lambda: MIDNIGHT + timedelta(days=1))],
        forger.trust,
        lambda: MIDNIGHT + timedelta(days=1),
        lambda: 1 << 127,
    )
    forged = {"days/2024-11-18/token.tst": service.stamp(Imprint.of(text)).token}
    report = story().verified(relisted({**MEMBERS, **forged}))
    assert ("record-failed", "days/2024-11-18/record.ers") in broken(report)
    assert "token-outlived" not in names(report)
