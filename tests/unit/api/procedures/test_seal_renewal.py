"""The evidence of day seals is renewed in time, many days under one token, and each renewal can be verified (GD-8)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.days import RenewalMethod
from domain.events import event_payload
from testkit.memory_ledger import day_stream
from testkit.sealed_days import FIRST, SealedDays
from timestamping.evidence_records import read_record
from timestamping.sealing import Outcome
from timestamping.trust import DEFAULT_POLICY

YEAR = timedelta(days=365)
DAY = timedelta(days=1)


@pytest.fixture
def ledger() -> SealedDays:
    return SealedDays()


def near_the_end(ledger: SealedDays) -> SealedDays:
    """300 days on: the certificate ends in 100, and a new authority answers."""
    ledger.now += timedelta(days=300)
    ledger.take_authority(10 * YEAR)
    return ledger


def weaken(ledger: SealedDays, name: str) -> SealedDays:
    ends = {**DEFAULT_POLICY.hash_ends, name: ledger.now + 30 * DAY}
    ledger.algorithms = replace(DEFAULT_POLICY, hash_ends=ends)
    return ledger


def test_fresh_seals_are_not_due(ledger: SealedDays) -> None:
    assert ledger.renewer.renew_due().renewed == ()


def test_seal_of_one_token_is_that_token_wrapped(ledger: SealedDays) -> None:
    seal = event_payload(next(row for row in ledger.rows.values() if row.topic == "day.sealed").state)
    (record,) = ledger.records()
    assert read_record(record).newest.tree is None
    assert seal["token"] not in ("", seal["evidence_record"])


def test_certificate_that_ends_before_the_documents_do_makes_a_renewal_of_every_day_under_one_token(
    ledger: SealedDays,
) -> None:
    outcome = near_the_end(ledger).renewer.renew_due()
    days = [FIRST, FIRST + DAY]
    assert [item.day for item in outcome.renewed] == days
    assert {item.method for item in outcome.renewed} == {RenewalMethod.TIME_STAMP}
    assert len({read_record(ledger.records(day)[-1]).newest.token_der for day in days}) == 1


def test_renewed_seals_hold_after_the_first_certificate_ended(ledger: SealedDays) -> None:
    near_the_end(ledger).renewer.renew_due()
    ledger.now += YEAR
    assert ledger.found() == []
    assert ledger.verified().outcome is Outcome.PASSED


def test_seals_that_were_not_renewed_are_undecided_after_it_ended(ledger: SealedDays) -> None:
    near_the_end(ledger).now += YEAR
    assert ledger.found() == [("record-undecided", FIRST), ("record-undecided", FIRST + DAY)]
    assert ledger.verified().outcome is Outcome.INDETERMINATE


def test_seals_that_are_undecided_are_told_and_not_renewed(ledger: SealedDays) -> None:
    near_the_end(ledger).now += YEAR
    outcome = ledger.renewer.renew_due()
    assert outcome.renewed == ()
    assert {item.code for item in outcome.refused} == {"certificate-ended-no-proof"}
    assert not any(item.broken for item in outcome.refused)


def test_what_was_renewed_is_not_due_again(ledger: SealedDays) -> None:
    renewer = near_the_end(ledger).renewer
    renewer.renew_due()
    assert renewer.renew_due().renewed == ()
    assert [len(ledger.records(day)) for day in (FIRST, FIRST + DAY)] == [2, 2]


def test_authority_that_ends_soon_itself_is_not_asked_at_every_look() -> None:
    ledger = SealedDays(validity=100 * DAY)
    ledger.silent = True
    (reason,) = ledger.renewer.renew_due().unavailable
    assert reason.startswith("2 days wait")


def test_token_that_lasts_no_longer_than_the_one_before_is_not_recorded() -> None:
    ledger = SealedDays(validity=100 * DAY)
    ledger.now += 40 * DAY
    assert ledger.renewer.renew_due().renewed == ()
    assert [len(ledger.records(day)) for day in (FIRST, FIRST + DAY)] == [1, 1]


def test_authority_whose_certificates_change_often_renews_no_seal_at_every_look() -> None:
    ledger = SealedDays(days=1, validity=100 * DAY)
    for _ in range(9):
        ledger.now += 10 * DAY
        ledger.take_authority(100 * DAY)
        ledger.renewer.renew_due()
    assert len(ledger.records()) == 2


def test_hash_that_weakens_is_left_by_a_new_hash_tree(ledger: SealedDays) -> None:
    outcome = weaken(ledger, "sha512").renewer.renew_due()
    assert {item.method for item in outcome.renewed} == {RenewalMethod.HASH_TREE}
    assert read_record(ledger.records()[-1]).newest.hash_algorithm().name == "sha3_512"
    assert ledger.found() == []


def test_reason_and_method_of_a_renewal_stand_in_its_event(ledger: SealedDays) -> None:
    weaken(ledger, "sha512").renewer.renew_due()
    payload = event_payload(list(ledger.stream_events(day_stream(FIRST)))[-1].state)
    assert (payload["method"], payload["reason"], payload["test"]) == ("hash-tree", "hash-weakens", True)


def test_time_stamp_alone_cannot_help_a_hash_that_weakens(ledger: SealedDays) -> None:
    renewer = weaken(ledger, "sha512").renewer
    before = ledger.now + 60 * DAY
    outcome = renewer.renew(renewer.due(before), before, None)
    assert {item.code for item in outcome.refused} == {"hash-needs-tree"}


def test_new_hash_that_was_asked_for_is_taken_for_all(ledger: SealedDays) -> None:
    before = ledger.now + 10 * YEAR
    outcome = ledger.renewer.renew(ledger.renewer.due(before), before, "sha384")
    assert len(outcome.renewed) == 2
    assert read_record(ledger.records()[-1]).newest.hash_algorithm().name == "sha384"
    assert ledger.found() == []


def test_many_renewals_by_the_worker_hold(ledger: SealedDays) -> None:
    for half_year in range(1, 17):
        ledger.now += YEAR / 2
        if half_year == 8:
            weaken(ledger, "sha512")
        ledger.take_authority(2 * YEAR)
        ledger.renewer.renew_due()
    assert ledger.found() == []
    assert [len(chain) for chain in read_record(ledger.records()[-1]).chains] == [3, 3]


def test_without_an_authority_nothing_is_renewed_and_the_reason_is_told(ledger: SealedDays) -> None:
    near_the_end(ledger).silent = True
    outcome = ledger.renewer.renew_due()
    assert outcome.renewed == ()
    assert outcome.unavailable


def test_unsealed_day_is_no_matter_of_renewal(ledger: SealedDays) -> None:
    ledger.now += DAY
    ledger.close_day(FIRST + 2 * DAY, ledger.now)
    near_the_end(ledger).renewer.renew_due()
    assert ledger.records(FIRST + 2 * DAY) == []
