"""Facts survive the way to bytes and back; bytes have one form only."""

import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events import (
    Actor,
    Context,
    Fact,
    Origin,
    StateError,
    UnknownFact,
    decode_state,
    encode_state,
    fact_from_record,
    fact_to_state,
)

STREAM = UUID("018f0000-0000-7000-8000-000000000001")
NOW = datetime(2026, 3, 14, 21, 30, 0, 123456, tzinfo=UTC)
CONTEXT = Context(Actor("ayse", "Ayşe Işık", "Memur", "24301050"), Origin("cli"), "key-1")


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    old: str | None
    new: str | None


class TwiceChanged(Fact):
    TOPIC = "test.twice_changed"
    SCHEMA = 2

    changes: tuple[Change, ...]
    count: int
    at: datetime | None = None

    @classmethod
    def upcast_v1_v2(cls, payload: dict[str, object]) -> dict[str, object]:
        return {**payload, "count": 1}


def fact(**fields: object) -> TwiceChanged:
    return TwiceChanged(originator_id=STREAM, originator_version=3, timestamp=NOW, context=CONTEXT, **fields)  # type: ignore[arg-type]


def test_fact_read_back_equals_what_was_written() -> None:
    written = fact(changes=(Change("subject", None, "İzin"),), count=2, at=NOW)
    assert fact_from_record(written.TOPIC, fact_to_state(written), STREAM, 3) == written


def test_old_schema_is_upcast_when_read() -> None:
    body = decode_state(fact_to_state(fact(changes=(), count=7)))
    body["schema"] = 1
    del body["payload"]["count"]
    read = fact_from_record("test.twice_changed", encode_state(body), STREAM, 3)
    assert isinstance(read, TwiceChanged)
    assert read.count == 1


def test_newer_schema_is_kept_unknown() -> None:
    body = decode_state(fact_to_state(fact(changes=(), count=7)))
    body["schema"] = 3
    assert isinstance(fact_from_record("test.twice_changed", encode_state(body), STREAM, 3), UnknownFact)


def test_unknown_topic_keeps_its_payload() -> None:
    body = decode_state(fact_to_state(fact(changes=(), count=7)))
    read = fact_from_record("future.thing", encode_state(body), STREAM, 3)
    assert isinstance(read, UnknownFact)
    assert read.payload["count"] == 7


def test_payload_that_lacks_a_field_is_refused() -> None:
    body = decode_state(fact_to_state(fact(changes=(), count=7)))
    del body["payload"]["changes"]
    with pytest.raises(StateError, match="changes"):
        fact_from_record("test.twice_changed", encode_state(body), STREAM, 3)


def test_state_is_nfc_text() -> None:
    assert encode_state({"a": unicodedata.normalize("NFD", "ğüş")}) == '{"a":"ğüş"}'.encode()


@pytest.mark.parametrize("value", [1.5, {"ş": 1}, {1: 2}, "\ud800", b"x", object()])
def test_state_without_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(StateError):
        encode_state({"a": value})


def test_large_integers_become_text() -> None:
    assert encode_state({"a": 2**53 + 1, "b": 2**53}) == b'{"a":"9007199254740993","b":9007199254740992}'


texts = st.text(st.characters(max_codepoint=0x24F) | st.sampled_from("\u2028\u0307\ufeff漢😀"), max_size=8)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz_", max_size=6), inner, max_size=4),
    max_leaves=20,
)


def _rfc8785(value: object) -> bytes:
    """An independent RFC 8785 for these values: json.dumps with sorted keys escapes as the RFC does."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@given(st.dictionaries(st.text("abcxyz_", max_size=6), json_values, max_size=5))
def test_canonical_bytes_equal_rfc8785(value: dict[str, object]) -> None:
    normal = json.loads(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False)))
    assert encode_state(value) == _rfc8785(normal)
