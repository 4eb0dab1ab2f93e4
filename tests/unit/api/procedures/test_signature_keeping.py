"""Signatures climb step by step to archive form and are renewed in time; every outcome is an event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from api.procedures.signature_plans import RaisingRule, plan_raising, target_in_package
from api.procedures.signatures import SignatureKeeper
from archive.storage import BlobDigest, MemoryBlobStore
from domain.events import Context, Fact, Origin
from domain.signatures import Raised, RaisingFailed, Signature, SignatureLevel, SignaturePurpose, Validated
from testkit.given import Story
from testkit.letters import ARRIVAL, received
from testkit.long_lived import NOW, World
from testkit.people import SYSTEM
from timestamping.cms import oids, read_signed_data
from timestamping.trust import StoredSource
from timestamping.tsa import TimestampService

T, XL, A = SignatureLevel.T, SignatureLevel.XL, SignatureLevel.A
P3 = "2.16.792.1.61.0.1.5070.3.2.1"


class Killed(BaseException):
    """The process was killed here."""


@dataclass
class BookLedger:
    """The keeper's ledger over a story's book; dies on demand just before it records a raise."""

    story: Story
    world: World
    dies: bool = False

    def submit(self, command: Any, context: Context) -> object:
        if self.dies and type(command).__name__ == "RaiseSignature":
            raise Killed
        return self.story.ledger.submit(command, context, SYSTEM.roles, self.world.now)

    def signature(self, signature_id: UUID) -> Signature | None:
        return self.story.book.find(signature_id, Signature)


class Desk:
    """A keeper in a world of its own, with one signature under its hands."""

    def __init__(self, world: World, rule: RaisingRule | None = None) -> None:
        self.world, self.story = world, received()
        self.ledger, self.blobs = BookLedger(self.story, world), MemoryBlobStore()
        self.rule = rule or RaisingRule()
        self.lists = True
        self.silent = False

    def keeper(self) -> SignatureKeeper:
        stamper = self.world.stamper()
        return SignatureKeeper(
            self.ledger,
            self.blobs,
            self.world.pki.trust,
            TimestampService((), stamper.trust, stamper.now, stamper.nonce) if self.silent else stamper,
            lambda: self.world.now,
            StoredSource((self.world.pki.root.certificate,), self.world.lists()) if self.lists else None,
            self.rule,
        )

    def attached(self, cms: bytes | None = None, target: SignatureLevel | None = None) -> UUID:
        cms = cms or self.world.signed()
        return self.keeper().attach(ARRIVAL, SignaturePurpose.SIGNATURE, cms, context, target=target)

    def step(self, signature: UUID) -> bool:
        return self.keeper().raise_one(signature, context)

    def climbed(self, steps: int = 3) -> UUID:
        signature = self.attached()
        for _ in range(steps):
            assert self.step(signature)
        return signature

    def known(self, signature: UUID) -> Signature:
        found = self.ledger.signature(signature)
        assert found is not None
        return found

    def file(self, signature: UUID) -> bytes:
        return self.blobs.read(BlobDigest(self.known(signature).digest))

    def facts(self, signature: UUID, kind: type[Fact]) -> Sequence[Any]:
        return [fact for fact in self.story.book.facts_of(signature) if isinstance(fact, kind)]


def context(key: str) -> Context:
    return Context(SYSTEM.actor, Origin("worker"), key)


@pytest.fixture(scope="module")
def made() -> World:
    return World.make()


@pytest.fixture
def desk(made: World) -> Desk:
    return Desk(World(made.pki))


def stamps(data: bytes, kind: str) -> int:
    return sum(len(item.values) for signer in read_signed_data(data).signers for item in signer.unsigned_of(kind))


def test_signature_climbs_one_level_a_step_to_archive_form(desk: Desk) -> None:
    signature = desk.climbed()
    raised = desk.facts(signature, Raised)
    assert [(fact.from_level, fact.to_level) for fact in raised] == [(SignatureLevel.BES, T), (T, XL), (XL, A)]
    assert [fact.tsa is None for fact in raised] == [False, True, False]


def test_each_step_says_what_comes_next_and_when(desk: Desk) -> None:
    raised = desk.facts(desk.climbed(), Raised)
    assert [(fact.next_level, fact.due) for fact in raised[:2]] == [(XL, NOW), (A, NOW)]
    ends = min(item.certificate.not_after for item in (desk.world.pki.authority, desk.world.pki.issuer))
    assert (raised[2].next_level, raised[2].weakens) == (A, ends)
    assert raised[2].due == ends - timedelta(days=180)


def test_archived_signature_is_left_alone_until_its_renewal_is_due(desk: Desk) -> None:
    signature = desk.climbed()
    assert desk.step(signature)
    assert len(desk.facts(signature, Raised)) == 3


def test_archived_signature_is_renewed_when_its_time_has_come(desk: Desk) -> None:
    signature = desk.climbed()
    due = desk.known(signature).due
    assert due is not None
    desk.world.now = due + timedelta(hours=1)
    assert desk.step(signature)
    assert stamps(desk.file(signature), oids.ARCHIVE_TIME_STAMP_V3) == 2


def test_old_bytes_stay_beside_the_new(desk: Desk) -> None:
    signature = desk.climbed()
    assert all(BlobDigest(digest) in desk.blobs for digest in desk.known(signature).known_digests)


@pytest.mark.parametrize("target", [T, XL])
def test_institution_that_asks_for_less_gets_no_more(made: World, target: SignatureLevel) -> None:
    desk = Desk(World(made.pki), RaisingRule(target))
    signature = desk.climbed(4)
    assert (desk.known(signature).level, desk.known(signature).next_level) == (target, None)


def test_signature_with_a_target_of_its_own_stops_there(desk: Desk) -> None:
    signature = desk.attached(target=XL)
    for _ in range(4):
        desk.step(signature)
    assert desk.known(signature).level is XL


def test_silence_of_the_authority_is_an_event_with_the_next_try(desk: Desk) -> None:
    signature = desk.attached()
    desk.silent = True
    assert not desk.step(signature)
    (failed,) = desk.facts(signature, RaisingFailed)
    assert (failed.to_level, failed.reason_code) == (T, "authority-unavailable")
    assert failed.retry_at == NOW + timedelta(minutes=1)


def test_missing_revocation_data_waits_longer_from_try_to_try(desk: Desk) -> None:
    signature = desk.climbed(1)
    desk.lists = False
    for _ in range(3):
        assert not desk.step(signature)
        desk.world.now = desk.facts(signature, RaisingFailed)[-1].retry_at
    waits = [fact.retry_at - fact.timestamp for fact in desk.facts(signature, RaisingFailed)]
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4)]
    assert desk.facts(signature, RaisingFailed)[0].reason_code == "ValidationDataMissingError"


def test_outage_that_ends_lets_the_signature_climb_on(desk: Desk) -> None:
    signature = desk.climbed(1)
    desk.lists = False
    assert not desk.step(signature)
    desk.lists = True
    assert desk.step(signature)
    assert desk.known(signature).level is XL


def test_grace_period_is_planned_and_no_failure(desk: Desk) -> None:
    signature = desk.attached(desk.world.signed(policy=P3))
    assert desk.step(signature)
    assert desk.step(signature)
    assert desk.known(signature).due == NOW + timedelta(hours=24)
    assert desk.facts(signature, RaisingFailed) == []
    desk.world.now = NOW + timedelta(hours=24)
    assert desk.step(signature)
    assert desk.known(signature).level is XL


def test_refusal_of_a_rule_names_no_next_try(desk: Desk) -> None:
    signature = desk.climbed(1)
    gone = desk.world.lists(NOW - timedelta(hours=1), desk.world.pki.citizen)
    keeper = replace(desk.keeper(), source=StoredSource((desk.world.pki.root.certificate,), gone))
    assert not keeper.raise_one(signature, context)
    (failed,) = desk.facts(signature, RaisingFailed)
    assert (failed.reason_code, failed.retry_at) == ("SignerNotValidError", None)


def test_refused_signature_is_tried_again_when_somebody_asks(desk: Desk) -> None:
    signature = desk.climbed(1)
    gone = desk.world.lists(NOW - timedelta(hours=1), desk.world.pki.citizen)
    replace(desk.keeper(), source=StoredSource((desk.world.pki.root.certificate,), gone)).raise_one(signature, context)
    assert desk.step(signature)
    assert desk.known(signature).level is XL


@pytest.mark.parametrize(("steps", "kind"), [(0, oids.SIGNATURE_TIME_STAMP), (2, oids.ARCHIVE_TIME_STAMP_V3)])
def test_process_killed_before_the_event_leaves_one_stamp_in_the_end(desk: Desk, steps: int, kind: str) -> None:
    signature = desk.climbed(steps)
    desk.ledger.dies = True
    with pytest.raises(Killed):
        desk.step(signature)
    desk.ledger.dies = False
    assert desk.step(signature)
    assert stamps(desk.file(signature), kind) == 1
    assert len(desk.facts(signature, Raised)) == steps + 1


def test_second_worker_on_the_same_bytes_changes_nothing(desk: Desk) -> None:
    signature = desk.attached()
    late = desk.known(signature)
    assert desk.step(signature)
    desk.keeper()._step(late, T, context)
    assert len(desk.facts(signature, Raised)) == 1


def test_broken_signature_is_planned_for_nothing(desk: Desk) -> None:
    data = desk.world.signed()
    place = read_signed_data(data).signers[0].signature
    broken = data[: place.content_end - 1] + bytes((data[place.content_end - 1] ^ 1,)) + data[place.content_end :]
    signature = desk.attached(broken)
    assert not desk.step(signature)
    assert desk.known(signature).next_level is None


def test_judgement_names_the_algorithm_policy(desk: Desk) -> None:
    (judged,) = desk.facts(desk.attached(), Validated)
    assert judged.policies.algorithms == "kutuk-2026"


def test_lost_bytes_are_an_event_and_are_asked_for_again_later(desk: Desk) -> None:
    signature = desk.attached()
    assert not replace(desk.keeper(), blobs=MemoryBlobStore()).raise_one(signature, context)
    (failed,) = desk.facts(signature, RaisingFailed)
    assert (failed.reason_code, failed.retry_at) == ("BlobMissingError", NOW + timedelta(minutes=1))


def test_fault_of_ours_is_recorded_with_a_next_try_and_raised(desk: Desk) -> None:
    signature = desk.attached()
    with pytest.raises(AttributeError):
        replace(desk.keeper(), timestamps=None).raise_one(signature, context)  # type: ignore[arg-type]
    (failed,) = desk.facts(signature, RaisingFailed)
    assert (failed.to_level, failed.reason_code, failed.retry_at) == (T, "fault", NOW + timedelta(minutes=1))
    assert "AttributeError" not in failed.message


YEAR = timedelta(days=365)


def test_renewal_of_short_evidence_waits_half_its_time() -> None:
    plan = plan_raising(A, A, NOW, lead=timedelta(days=180), weakens=NOW + timedelta(days=30))
    assert plan.due == NOW + timedelta(days=15)


def test_renewal_of_ended_evidence_is_due_at_once() -> None:
    assert plan_raising(A, A, NOW, weakens=NOW - YEAR).due == NOW


def test_plain_signature_is_planned_for_nothing() -> None:
    assert plan_raising(SignatureLevel.CMS, A, NOW, weakens=NOW + YEAR).next_level is None


@pytest.mark.parametrize(
    ("purpose", "sealed", "target"),
    [
        (SignaturePurpose.SIGNATURE, True, XL),
        (SignaturePurpose.INITIALS, True, XL),
        (SignaturePurpose.SEAL, True, None),
        (SignaturePurpose.SIGNATURE, False, None),
    ],
)
def test_in_a_sealed_package_the_seal_alone_is_archived(
    purpose: SignaturePurpose, sealed: bool, target: SignatureLevel | None
) -> None:
    assert target_in_package(purpose, sealed=sealed) is target


def test_moment_of_a_plan_is_never_in_the_past(desk: Desk) -> None:
    grace: datetime = NOW - YEAR
    assert plan_raising(T, A, NOW, not_before=grace).due == NOW
