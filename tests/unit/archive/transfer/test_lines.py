"""Lines of the lists: written and read back the same, and nothing else is read."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.transfer import (
    Absence,
    Consistency,
    DayStream,
    Inclusion,
    ShownEvent,
    WithheldEvent,
    named_digests,
    named_signatures,
    owed_digests,
)
from archive.transfer import lines as forms
from archive.transfer.lines import LineError
from archive.transfer.manifest import Manifest, ManifestError
from domain.events import RecordedEvent
from testkit.evidence_packages import members_of, story
from timestamping.merkle import AbsenceProof, StreamHead, StreamInclusionProof

NUMBERS = st.integers(0, 2**63 - 1)
HASHES = st.binary(min_size=32, max_size=32)
PATHS = st.lists(HASHES, max_size=4).map(tuple)
EVENTS = st.builds(
    ShownEvent,
    st.builds(RecordedEvent, NUMBERS, st.uuids(), NUMBERS, NUMBERS, st.text(max_size=20), st.binary(), HASHES),
    HASHES,
)
WITHHELD = st.builds(WithheldEvent, NUMBERS, st.uuids(), NUMBERS, HASHES, st.text(max_size=20))
PLACES = st.builds(StreamInclusionProof, st.builds(StreamHead, st.uuids(), NUMBERS, HASHES), NUMBERS, PATHS)
SIDES = st.none() | PLACES
ABSENCES = st.builds(Absence, st.uuids(), st.builds(AbsenceProof, SIDES, SIDES))

FORMS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], bytes], Callable[[bytes], Any]]] = {
    "event": (EVENTS | WITHHELD, forms.event_line, forms.read_event),
    "inclusion": (st.builds(Inclusion, NUMBERS, NUMBERS, PATHS), forms.inclusion_line, forms.read_inclusion),
    "consistency": (st.builds(Consistency, NUMBERS, NUMBERS, PATHS), forms.consistency_line, forms.read_consistency),
    "day stream": (
        st.builds(DayStream, st.dates(), PLACES | ABSENCES),
        forms.day_stream_line,
        forms.read_day_stream,
    ),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)


@pytest.mark.parametrize("name", FORMS)
def test_line_is_read_back_as_it_was_written(name: str) -> None:
    values, write, read = FORMS[name]

    @given(values)
    def holds(value: Any) -> None:
        assert read(write(value)) == value

    holds()


@pytest.mark.parametrize("name", FORMS)
def test_field_of_another_kind_is_refused_by_name(name: str) -> None:
    values, write, read = FORMS[name]

    @settings(max_examples=40)
    @given(values, st.data(), JSON)
    def holds(value: Any, data: st.DataObject, strange: Any) -> None:
        found = orjson.loads(write(value))
        found[data.draw(st.sampled_from(sorted(found)))] = strange
        with suppress(TypeError, orjson.JSONEncodeError):
            line = orjson.dumps(found, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
            with suppress(LineError):
                assert write(read(line)) == line

    holds()


@given(st.dictionaries(st.sampled_from(["digest", "size", "media_type", "name", "signature_id"]), JSON))
def test_payload_of_any_shape_is_searched_without_a_traceback(payload: dict[str, Any]) -> None:
    inside = {"file": payload, "list": [payload], **payload}
    found = named_digests(inside) | owed_digests("signature.attached", inside)
    assert all(len(text) == 64 for text in found)
    assert all(isinstance(text, str) for text in named_signatures("document.signed", inside))


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_by_name(data: bytes) -> None:
    for _, _, read in FORMS.values():
        with pytest.raises(LineError):
            read(data)
    with pytest.raises(ManifestError):
        Manifest.parse(data)


@settings(max_examples=40)
@given(st.data(), JSON)
def test_manifest_with_a_field_of_another_kind_is_refused_by_name(data: st.DataObject, strange: Any) -> None:
    found = orjson.loads(members_of(story().package())["MANIFEST.json"])
    found[data.draw(st.sampled_from(sorted(found)))] = strange
    with suppress(TypeError, orjson.JSONEncodeError):
        written = orjson.dumps(found, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        with suppress(ManifestError):
            assert Manifest.parse(written).render() == written


def test_day_of_a_line_is_a_day_of_the_calendar() -> None:
    line = forms.day_stream_line(DayStream(date(2024, 2, 29), Absence(UUID(int=1), AbsenceProof(None, None))))
    for other in (b"2023-02-29", b"20240229", b"2024-W09-4"):
        with pytest.raises(LineError):
            forms.read_day_stream(line.replace(b"2024-02-29", other))
