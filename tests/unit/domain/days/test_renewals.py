"""The evidence of a sealed day is renewed from the record that stands, forwards in time, by the system (GD-8)."""

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import pytest

from domain.days import (
    CloseDay,
    DayNotClosedError,
    DayNotSealedError,
    DayRecordDiffersError,
    DayRenewed,
    DayRightMissingError,
    DaySealed,
    OpenBook,
    RenewalMethod,
    RenewDaySeal,
    SealDay,
    StreamTree,
    TimeAuthority,
    wrapped_token,
)
from domain.events import encode_state, fact_from_record
from testkit.given import ORIGIN, Story
from testkit.people import AYSE, SYSTEM

DAY = "2026-11-20"
TSA = TimeAuthority("Test ZDHS", "http://127.0.0.1:9/tsa")
SEALED_AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
TOKEN = b"\x30\x03abc"
RECORD = wrapped_token(TOKEN, "sha512")
LONGER = RECORD + b"one more time stamp"
OPEN = OpenBook("24301050", ORIGIN, "kutuk/24301050+abcd1234+AaBb", DAY)
CLOSE = CloseDay(DAY, 1, 1, 5, 5, "cd" * 32, StreamTree(3, "ab" * 32))


def text(data: bytes) -> str:
    return b64encode(data).decode()


SEAL = SealDay(
    DAY,
    "note",
    text(TOKEN),
    "sha512",
    TSA,
    SEALED_AT,
    "1.2.3",
    "77",
    test=True,
    late=False,
    evidence_record=text(RECORD),
)
RENEW = RenewDaySeal(
    DAY,
    text(LONGER),
    sha256(RECORD).hexdigest(),
    RenewalMethod.TIME_STAMP,
    TSA,
    SEALED_AT + timedelta(days=900),
    "1.2.3",
    "78",
    test=True,
    reason="certificate-ends",
)


def closed() -> Story:
    return Story().given(OPEN, by=SYSTEM).given(CLOSE, by=SYSTEM)


def sealed() -> Story:
    return closed().given(SEAL, by=SYSTEM)


def test_renewal_keeps_the_whole_record_and_says_how_and_why() -> None:
    fact = sealed().when(RENEW, by=SYSTEM).then_one(DayRenewed)
    assert (fact.day, fact.evidence_record, fact.method) == (DAY, text(LONGER), RenewalMethod.TIME_STAMP)
    assert fact.reason == "certificate-ends"


def test_renewals_follow_one_another() -> None:
    again = replace(
        RENEW, evidence_record=text(LONGER + b"!"), extends=sha256(LONGER).hexdigest(), method=RenewalMethod.HASH_TREE
    )
    sealed().given(RENEW, by=SYSTEM).when(again, by=SYSTEM).then_one(DayRenewed)


def test_second_renewal_from_the_same_record_is_refused() -> None:
    again = replace(RENEW, evidence_record=text(LONGER + b"!"))
    sealed().given(RENEW, by=SYSTEM).when(again, by=SYSTEM).then_refused(DayRecordDiffersError, "GD-8")


@pytest.mark.parametrize(
    "change",
    [
        {"extends": "00" * 32},
        {"evidence_record": text(RECORD)},
        {"evidence_record": "***"},
        {"gen_time": SEALED_AT - timedelta(seconds=1)},
    ],
)
def test_record_that_does_not_go_on_from_the_one_that_stands_is_refused(change: dict[str, object]) -> None:
    sealed().when(replace(RENEW, **change), by=SYSTEM).then_refused(DayRecordDiffersError, "GD-8")  # type: ignore[arg-type]


def test_unsealed_day_is_not_renewed() -> None:
    closed().when(RENEW, by=SYSTEM).then_refused(DayNotSealedError, "GD-8")


def test_open_day_is_not_renewed() -> None:
    Story().given(OPEN, by=SYSTEM).when(RENEW, by=SYSTEM).then_refused(DayNotClosedError, "GR-R2")


def test_days_are_renewed_by_the_system_only() -> None:
    sealed().when(RENEW, by=AYSE).then_refused(DayRightMissingError, "GR-R7")


def old_seal(token: str) -> DaySealed:
    """A seal as it was recorded before there were evidence records."""
    body = {
        "schema": 1,
        "occurred_at": "2026-11-21T09:00:00.000000Z",
        "actor": {"id": "system", "name": "Kütük", "title": "", "unit": "1", "acting_for": None, "delegation": None},
        "origin": {"client": "worker", "address": None, "session": None},
        "request": {"key": "k", "digest": None},
        "reason": None,
        "payload": {
            "day": DAY,
            "checkpoint": "note",
            "token": token,
            "imprint_algorithm": "sha512",
            "tsa": {"name": "a", "url": "b"},
            "gen_time": "2026-11-21T09:00:00.000000Z",
            "policy": "1.2.3",
            "serial": "1",
            "test": False,
            "late": False,
        },
    }
    fact = fact_from_record("day.sealed", encode_state(body), STREAM, 2)
    assert isinstance(fact, DaySealed)
    return fact


STREAM = UUID(int=7)


def test_seal_of_the_first_form_has_its_own_token_as_its_record() -> None:
    assert old_seal(text(TOKEN)).evidence_record == text(RECORD)


def test_seal_of_the_first_form_whose_token_is_no_base64_has_no_record() -> None:
    assert old_seal("***").evidence_record == ""
