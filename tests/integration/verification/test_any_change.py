"""Whatever single value of whatever row is changed, the verification finds it and does not fall over."""

from copy import deepcopy
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from testkit.memory_ledger import MemoryLedger
from testkit.tampering import options, sound_ledger
from timestamping.sealing import Outcome, verify_ledger

BIGINT = st.integers(-(2**63), 2**63 - 1)
NEAR = st.integers(-3, 3)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


def changed(data: st.DataObject, value: Any) -> Any:
    """Another value of the same type."""
    match value:
        case int():
            other: Any = data.draw(BIGINT | NEAR.map(lambda step: value + step))
        case str():
            other = data.draw(TEXT)
        case UUID():
            other = data.draw(st.uuids() | st.integers(0x1000, 0x1014).map(lambda number: UUID(int=number)))
        case bytes():
            other = data.draw(st.binary(max_size=40) | st.integers(0, max(len(value) - 1, 0)).map(flipped(value)))
        case _:
            raise TypeError(type(value).__name__)
    assume(other != value)
    return other


def flipped(value: bytes) -> Any:
    def flip(at: int) -> bytes:
        return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :] if value else b"x"

    return flip


def change_one_field(data: st.DataObject, row: Any, names: tuple[str, ...]) -> Any:
    name = data.draw(st.sampled_from(names))
    return replace(row, **{name: changed(data, getattr(row, name))})


@settings(max_examples=50)
@given(st.data())
def test_any_changed_field_of_any_event_is_found(data: st.DataObject) -> None:
    ledger = deepcopy(sound_ledger())
    position = data.draw(st.sampled_from(sorted(ledger.rows)))
    names = ("stream_id", "version", "recorded_at", "topic", "state", "leaf")
    ledger.rows[position] = change_one_field(data, ledger.rows[position], names)
    report = verify_ledger(ledger, options())
    assert report.outcome is Outcome.FAILED
    assert position in {found.position for found in report.findings}


@settings(max_examples=20)
@given(st.data())
def test_any_changed_field_of_any_stream_head_is_found(data: st.DataObject) -> None:
    ledger = deepcopy(sound_ledger())
    stream = data.draw(st.sampled_from(sorted(ledger.heads, key=lambda key: key.int)))
    head = ledger.heads[stream]
    ledger.heads[stream] = change_one_field(data, head, tuple(field.name for field in fields(head)))
    assume(len({row.stream_id for row in ledger.heads.values()}) == len(ledger.heads))
    assert verify_ledger(ledger, options()).outcome is Outcome.FAILED


@settings(max_examples=20)
@given(st.data())
def test_any_changed_field_of_any_request_row_is_found(data: st.DataObject) -> None:
    ledger = deepcopy(sound_ledger())
    at = data.draw(st.integers(0, len(ledger.request_rows) - 1))
    row = ledger.request_rows[at]
    ledger.request_rows[at] = change_one_field(data, row, tuple(field.name for field in fields(row)))
    assert verify_ledger(ledger, options()).outcome is Outcome.FAILED


@settings(max_examples=15)
@given(st.data())
def test_any_changed_tile_or_report_is_found(data: st.DataObject) -> None:
    ledger = deepcopy(sound_ledger())
    shelf: dict[Any, bytes] = data.draw(st.sampled_from([ledger.tiles, ledger.reports]))
    key = data.draw(st.sampled_from(sorted(shelf)))
    shelf[key] = changed(data, shelf[key])
    assert verify_ledger(ledger, options()).outcome is Outcome.FAILED


@settings(max_examples=20)
@given(st.sets(st.integers(1, 654), min_size=1, max_size=5))
def test_any_deleted_events_are_found(positions: set[int]) -> None:
    ledger = deepcopy(sound_ledger())
    for position in positions:
        del ledger.rows[position]
    report = verify_ledger(ledger, options())
    assert report.outcome is Outcome.FAILED
    assert report.first is not None
    assert report.first.position == min(positions)


@settings(max_examples=20)
@given(st.permutations(range(600, 606)), st.integers(0, 40))
def test_any_reordering_is_found(order: list[int], start: int) -> None:
    assume(order != sorted(order))
    ledger = deepcopy(sound_ledger())
    moved = {
        start + to - 560: ledger.rows[start + source - 560] for to, source in zip(range(600, 606), order, strict=True)
    }
    for position, row in moved.items():
        ledger.rows[position] = replace(row, position=position)
    assert verify_ledger(ledger, options()).outcome is Outcome.FAILED


def test_emptied_events_with_everything_else_in_place_are_found() -> None:
    ledger: MemoryLedger = deepcopy(sound_ledger())
    ledger.rows.clear()
    report = verify_ledger(ledger, options())
    assert report.outcome is Outcome.FAILED
    assert {found.kind.name for found in report.findings} == {"tail-cut"}
