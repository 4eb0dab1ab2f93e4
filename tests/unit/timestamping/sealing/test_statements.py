"""Payloads of day.closed and day.sealed: what is written reads back, what is spoiled is refused by field."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha512
from typing import Any

import pytest

from domain.days import wrapped_token
from testkit.memory_ledger import SIGNER
from timestamping.checkpoints import open_checkpoint
from timestamping.merkle import EMPTY_ROOT, ProofError, TreeHead, leaf_hash, naive_root
from timestamping.sealing import DaySeal, DayStatement, StatementError, seal_imprint, seal_request

STATEMENT = DayStatement(date(2026, 11, 17), 3, 11, 20, 10, bytes(range(32)), TreeHead(4, bytes(32)))
SEAL = DaySeal(
    day=date(2026, 11, 17),
    checkpoint="kutuk/1\n1\nx\n\n— kutuk/1 y\n",
    token=b"\x30\x00",
    tsa_name="Kamu SM",
    tsa_url="http://zd.example",
    gen_time=datetime(2026, 11, 17, 21, 0, 7, 120000, tzinfo=UTC),
    policy="2.16.792",
    serial="77",
    test=False,
    late=True,
)
LEAVES = [leaf_hash(b"%d" % number) for number in range(5)]


def test_statement_reads_back() -> None:
    assert DayStatement.from_payload(STATEMENT.payload()) == STATEMENT


def test_empty_day_reads_back() -> None:
    empty = replace(STATEMENT, first=21, last=20, count=0, streams=TreeHead(0, EMPTY_ROOT))
    assert DayStatement.from_payload(empty.payload()) == empty


def test_days_before_the_first_event_read_back() -> None:
    empty = replace(STATEMENT, first=1, last=0, count=0)
    assert DayStatement.from_payload(empty.payload()) == empty


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", "2026-11-7"),
        ("day", "20261117"),
        ("day", None),
        ("sequence", 0),
        ("sequence", True),
        ("first", -1),
        ("last", "20"),
        ("count", 11),
        ("report", "00" * 31),
        ("report", "AB" * 32),
        ("streams", None),
        ("streams", {"count": 1.5, "root": "00" * 32}),
        ("streams", {"count": 1, "root": None}),
    ],
)
def test_spoiled_statement_is_refused(field: str, value: Any) -> None:
    with pytest.raises(StatementError):
        DayStatement.from_payload(STATEMENT.payload() | {field: value})


def test_seal_reads_back() -> None:
    assert DaySeal.from_payload(SEAL.payload()) == replace(SEAL, evidence_record=SEAL.record)


def test_seal_of_the_first_form_has_its_token_wrapped_as_its_record() -> None:
    first = {name: value for name, value in SEAL.payload().items() if name != "evidence_record"}
    assert DaySeal.from_payload(first).record == wrapped_token(SEAL.token, "sha512")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tsa", "Kamu SM"),
        ("tsa", {"name": "x"}),
        ("token", "***"),
        ("token", "ü"),
        ("token", "A" * 200_000),
        ("gen_time", "yesterday"),
        ("gen_time", "2026-11-17T21:00:07"),
        ("checkpoint", 3),
        ("serial", None),
    ],
)
def test_spoiled_seal_is_refused_by_field(field: str, value: Any) -> None:
    with pytest.raises(StatementError, match=r"^(tsa|url|token|gen_time|checkpoint|serial): "):
        DaySeal.from_payload(SEAL.payload() | {field: value})


def test_imprint_is_sha512_over_the_three_lines() -> None:
    request = seal_request(TreeHead(5, naive_root(LEAVES)), SIGNER, None, ())
    lines = request.checkpoint.text
    assert (lines.count("\n"), request.imprint) == (3, sha512(lines.encode()).digest())
    assert seal_imprint(lines) == request.imprint


def test_requested_checkpoint_opens_to_the_head() -> None:
    head = TreeHead(5, naive_root(LEAVES))
    note = seal_request(head, SIGNER, None, ()).checkpoint.render()
    assert open_checkpoint(note, SIGNER.name, [SIGNER.verifier]).head == head


def test_checkpoint_that_does_not_continue_the_last_one_is_not_signed() -> None:
    with pytest.raises(ProofError):
        seal_request(TreeHead(5, naive_root(LEAVES)), SIGNER, TreeHead(4, bytes(32)), (LEAVES[4],))


def test_smaller_tree_than_the_last_signed_is_not_signed() -> None:
    with pytest.raises(ProofError):
        seal_request(TreeHead(4, naive_root(LEAVES[:4])), SIGNER, TreeHead(5, naive_root(LEAVES)), ())
