"""A sound ledger of six days, and each thing that a database administrator could do to it."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from domain.events import GENESIS_LEAF, decode_state, encode_state, recomputed_leaf
from testkit.memory_ledger import DETSIS, SIGNER, MemoryLedger, day_stream, judge_token
from timestamping.checkpoints import NoteSigner, sign_checkpoint
from timestamping.sealing import LedgerReport, VerifyOptions, verify_ledger

OPENED = date(2026, 11, 17)
DAYS = 6
NOON = datetime(2026, 11, 17, 9, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 17, 21, 0, 5, tzinfo=UTC)
AFTER = NOON + timedelta(days=DAYS)


def document(number: int) -> UUID:
    return UUID(int=0x1000 + number)


@cache
def sound_ledger() -> MemoryLedger:
    """Six closed and sealed days; 600 events on the first, ten on most, none on the third."""
    ledger = MemoryLedger()
    ledger.append(UUID(int=1), "ledger.opened", {"institution": DETSIS}, NOON)
    for day in range(DAYS):
        at = NOON + timedelta(days=day)
        for number in range({0: 600, 2: 0}.get(day, 10)):
            at += timedelta(microseconds=number % 3)
            ledger.append(
                document(number % 20), "document.edited", {"n": number}, at, request_key=f"istek-{day}-{number}"
            )
        closed_at = MIDNIGHT + timedelta(days=day)
        ledger.close_day(OPENED + timedelta(days=day), closed_at)
        ledger.seal_day(OPENED + timedelta(days=day), closed_at + timedelta(seconds=2))
    ledger.append(document(3), "document.edited", {"n": 1}, AFTER, request_key="son")
    return ledger


def options(**changes: Any) -> VerifyOptions:
    plain = VerifyOptions(
        origin=SIGNER.name, verifiers=(SIGNER.verifier,), check_token=judge_token, as_of=AFTER + timedelta(minutes=1)
    )
    return replace(plain, **changes)


def names(report: LedgerReport) -> set[str]:
    return {found.kind.name for found in report.findings}


def verified(tamper: Callable[[MemoryLedger], None], **changes: Any) -> LedgerReport:
    ledger = deepcopy(sound_ledger())
    tamper(ledger)
    return verify_ledger(ledger, options(**changes))


def nothing(ledger: MemoryLedger) -> None:
    """No tampering."""


def change_state(ledger: MemoryLedger) -> None:
    row = ledger.rows[77]
    ledger.rows[77] = replace(row, state=row.state.replace(b"graphql", b"graphqm"))


def change_state_and_leaf(ledger: MemoryLedger) -> None:
    last = ledger.rows[77]
    later = [row for row in ledger.rows.values() if row.stream_id == last.stream_id and row.position >= 77]
    earlier = [row for row in ledger.rows.values() if row.stream_id == last.stream_id and row.position < 77]
    previous = earlier[-1].leaf if earlier else GENESIS_LEAF
    for row in later:
        changed = replace(row, state=row.state.replace(b"graphql", b"graphqm")) if row.position == 77 else row
        changed = replace(changed, leaf=recomputed_leaf(changed, previous))
        ledger.rows[row.position] = changed
        previous = changed.leaf
    ledger.heads[last.stream_id] = replace(ledger.heads[last.stream_id], last_leaf=previous)


def change_leaf(ledger: MemoryLedger) -> None:
    ledger.rows[77] = replace(ledger.rows[77], leaf=bytes(32))


def delete_event(ledger: MemoryLedger) -> None:
    del ledger.rows[77]


def swap_events(ledger: MemoryLedger) -> None:
    a, b = ledger.rows[77], ledger.rows[78]
    ledger.rows[77] = replace(b, position=77)
    ledger.rows[78] = replace(a, position=78)


def swap_contents(ledger: MemoryLedger) -> None:
    a, b = ledger.rows[77], ledger.rows[79]
    ledger.rows[77] = replace(a, stream_id=b.stream_id, version=b.version, topic=b.topic, state=b.state)
    ledger.rows[79] = replace(b, stream_id=a.stream_id, version=a.version, topic=a.topic, state=a.state)


def reorder_three(ledger: MemoryLedger) -> None:
    a, b, c = ledger.rows[77], ledger.rows[78], ledger.rows[79]
    ledger.rows[77], ledger.rows[78], ledger.rows[79] = (
        replace(c, position=77),
        replace(a, position=78),
        replace(b, position=79),
    )


def turn_time_back(ledger: MemoryLedger) -> None:
    ledger.rows[300] = replace(ledger.rows[300], recorded_at=ledger.rows[299].recorded_at - 1)


def truncate(ledger: MemoryLedger) -> None:
    for position in range(650, 655):
        del ledger.rows[position]


def change_tile(ledger: MemoryLedger) -> None:
    tile = bytearray(ledger.tiles[0, 1])
    tile[5] ^= 1
    ledger.tiles[0, 1] = bytes(tile)


def delete_tile(ledger: MemoryLedger) -> None:
    del ledger.tiles[0, 1]


def change_stream_head(ledger: MemoryLedger) -> None:
    head = ledger.heads[document(3)]
    ledger.heads[document(3)] = replace(head, version=head.version - 1)


def delete_stream_head(ledger: MemoryLedger) -> None:
    del ledger.heads[document(3)]


def change_request(ledger: MemoryLedger) -> None:
    ledger.request_rows[70] = replace(ledger.request_rows[70], digest=bytes(32))


def delete_request(ledger: MemoryLedger) -> None:
    del ledger.request_rows[70]


def move_ledger_head(ledger: MemoryLedger) -> None:
    ledger.head -= 1


def change_report(ledger: MemoryLedger) -> None:
    digest = statement(ledger, 1)["report"]
    ledger.reports[bytes.fromhex(digest)] += b"{}\n"


def delete_report(ledger: MemoryLedger) -> None:
    del ledger.reports[bytes.fromhex(statement(ledger, 1)["report"])]


def statement(ledger: MemoryLedger, day: int) -> dict[str, Any]:
    closed = next(ledger.stream_events(day_stream(OPENED + timedelta(days=day))))
    payload: dict[str, Any] = decode_state(closed.state)["payload"]
    return payload


def rewrite_day_fact(ledger: MemoryLedger, day: int, topic: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change a day's fact, and make all leaves of its stream, and the head, fit again."""
    previous = GENESIS_LEAF
    for row in list(ledger.stream_events(day_stream(OPENED + timedelta(days=day)))):
        body = decode_state(row.state)
        if row.topic == topic:
            change(body["payload"])
        changed = replace(row, state=encode_state(body))
        changed = replace(changed, leaf=recomputed_leaf(changed, previous))
        ledger.rows[row.position] = changed
        previous = changed.leaf
        ledger.heads[row.stream_id] = replace(ledger.heads[row.stream_id], last_leaf=previous)


def use_older_token(ledger: MemoryLedger) -> None:
    older = [row for row in ledger.rows.values() if row.topic == "day.sealed"][1]
    token = decode_state(older.state)["payload"]["token"]
    rewrite_day_fact(ledger, 4, "day.sealed", lambda payload: payload.update(token=token))


def use_older_seal(ledger: MemoryLedger) -> None:
    older = decode_state([row for row in ledger.rows.values() if row.topic == "day.sealed"][1].state)["payload"]
    copied = {name: older[name] for name in ("token", "checkpoint", "gen_time")}
    rewrite_day_fact(ledger, 4, "day.sealed", lambda payload: payload.update(copied))


def sign_with_another_key(ledger: MemoryLedger) -> None:
    other = NoteSigner.from_seed(SIGNER.name, bytes(32))
    head = verify_ledger(ledger, options()).head
    assert head is not None
    note = sign_checkpoint(head, other).render().decode()
    rewrite_day_fact(ledger, 4, "day.sealed", lambda payload: payload.update(checkpoint=note))


def change_recorded_time(ledger: MemoryLedger) -> None:
    later = "2026-11-25T00:00:00.000000Z"
    rewrite_day_fact(ledger, 5, "day.sealed", lambda payload: payload.update(gen_time=later))


def change_statement(ledger: MemoryLedger) -> None:
    rewrite_day_fact(ledger, 5, "day.closed", lambda payload: payload["streams"].update(count=3))


def change_stated_report(ledger: MemoryLedger) -> None:
    rewrite_day_fact(ledger, 5, "day.closed", lambda payload: payload.update(report="00" * 32))


def spoil_statement(ledger: MemoryLedger) -> None:
    rewrite_day_fact(ledger, 5, "day.closed", lambda payload: payload.pop("count"))


def delete_day_facts(ledger: MemoryLedger) -> None:
    for row in list(ledger.stream_events(day_stream(OPENED + timedelta(days=3)))):
        del ledger.rows[row.position]


def delete_days(ledger: MemoryLedger, first: int, last: int) -> None:
    """Delete all rows and files of the days: their events, statements, seals, heads, requests and reports."""
    days = [OPENED + timedelta(days=day) for day in range(first, last + 1)]
    start = NOON + timedelta(days=first, hours=-12)
    end = NOON + timedelta(days=last, hours=12)
    for day in days:
        for row in list(ledger.stream_events(day_stream(day))):
            del ledger.rows[row.position]
        ledger.heads.pop(day_stream(day), None)
    for row in list(ledger.rows.values()):
        if int(start.timestamp() * 1e6) <= row.recorded_at < int(end.timestamp() * 1e6):
            del ledger.rows[row.position]


def cut_last_days(ledger: MemoryLedger) -> None:
    """Make the last three days, and everything after, never have happened, in every table."""
    cut = next(ledger.stream_events(day_stream(OPENED + timedelta(days=2)))).position + 1
    for position in [position for position in ledger.rows if position > cut]:
        del ledger.rows[position]
    ledger.head = cut
    ledger.tiles = {key: value for key, value in ledger.tiles.items() if (key[1] + 1) * 256 <= cut}
    ledger.request_rows = [row for row in ledger.request_rows if row.last_position <= cut]
    ledger.heads = {}
    for row in ledger.rows.values():
        first = ledger.heads[row.stream_id].first_position if row.stream_id in ledger.heads else row.position
        head = sound_ledger().heads[row.stream_id]
        ledger.heads[row.stream_id] = replace(
            head, version=row.version, first_position=first, last_position=row.position, last_leaf=row.leaf
        )
